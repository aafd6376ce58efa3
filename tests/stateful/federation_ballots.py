# SPDX-License-Identifier: Apache-2.0
"""The rules of the federation machine by which people and stewards vote, well and badly."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Any

from tests.stateful.federation_bench import (
    PEOPLE,
    PERSONS,
    STRANGER,
    Bench,
    among,
    between,
    often,
    pair,
    place_of,
    several,
    signed,
    twin,
)
from tests.stateful.proposal_model import OPEN, PAGE, PENDING, Ballot
from tests.stateful.roll_book_model import NOBODY

REASON = b"\x77" * 32

numbers = between(0, 19)
towns = among([1, 1, 1, 2, 2, 3, 3, 4, 9])
spots = between(0, 9)
choices = among([1, 1, 1, 2, 3])
flaws = among(["", "", "", "", "", "signer", "choice", "proposal", "clone", "twin", "bad"])


class Voting(Bench, ABC):
    aimed = 0
    """The proposal that all votes go to now, whatever the dice say; 0: none."""

    def pick(self, number: int) -> int:
        """Name a proposal: mostly one of the last; 0 and 19 make for none that exists."""
        last = len(self.model.proposals)
        near = max(1, last - number % 3) if number < 12 else last
        return {0: 0, 19: last + 1}.get(number, near)

    def touch(self, number: int) -> int:
        self.touched = self.pick(number)
        return self.touched

    def at_the_polls(self, number: int) -> int:
        """Name a proposal, mostly one that is open; wait for the next to open if none is."""
        if self.aimed:
            return self.aimed
        stages = [each.stage(self.chain.time) for each in self.model.proposals]
        fits = [at for at, stage in enumerate(stages, 1) if stage == OPEN]
        if number in (0, 1, 2, 19):
            return self.touch(number)
        if not fits and PENDING not in stages:
            self.put_something()
            stages = [each.stage(self.chain.time) for each in self.model.proposals]
            if PENDING not in stages:
                return self.touch(number)
        if not fits:
            fits = [len(stages) - stages[::-1].index(PENDING)]
            self.pass_time(self.model.proposals[fits[0] - 1].opens_at - self.chain.time)
        self.touched = fits[number % len(fits)]
        return self.touched

    def actor(self, role: str, town: int) -> str:
        steward = self.model.steward(town)
        if role == "steward" and steward in PERSONS:
            return steward
        found = self.model.speakers.get(town, NOBODY) if role == "speaker" else NOBODY
        return STRANGER if found == NOBODY else found

    def roll_of(self, number: int, town: int) -> dict[int, str]:
        """Who stands where: as pinned, else as of now."""
        if 1 <= number <= len(self.model.proposals):
            roll = self.model.proposals[number - 1].rolls.get(town)
            if roll is not None:
                return roll.keys
        known = self.towns.communities.get(town)
        seats = enumerate(known.seats) if known else ()
        return {place_of(known, index): seat.key() for index, seat in seats}

    def keyed(self, number: int, town: int) -> list[int]:
        """Places whose persons the machine can sign for."""
        roll = self.roll_of(number, town)
        return [place for place, key in roll.items() if key in PERSONS or key == NOBODY] or [0]

    def spot(self, number: int, town: int, spot: int) -> int:
        keyed = self.keyed(number, town)
        return keyed[spot % len(keyed)]

    @abstractmethod
    def put_something(self) -> None:
        """Open a proposal, so that there is something to vote on; each machine its own."""

    # --- by wallet

    @often(
        8,
        number=numbers,
        town=towns,
        spot=spots,
        choice=among([1, 1, 1, 2, 3, 0, 4]),
        flaw=among(["", "", "", "", "", "", "person", "page", "place", "print", "alias"]),
        reasoned=among([True, False]),
    )
    def vote(
        self, number: int, town: int, spot: int, choice: int, flaw: str, reasoned: bool
    ) -> None:
        number = self.at_the_polls(number)
        place = self.spot(number, town, spot)
        voter = self.roll_of(number, town).get(place, STRANGER)
        voter = STRANGER if flaw == "person" or voter == NOBODY else voter
        place += {"page": 5 * PAGE, "place": 900}.get(flaw, 0)
        proof = self.fingerprint(town, place // PAGE if flaw != "print" else 8)
        reason = REASON if reasoned else b""
        ballot = Ballot(town, place, choice, voter, reason)
        # A number that falls on the same words as a real one.
        number += 2**192 if flaw == "alias" else 0
        sent: tuple[Any, ...] = (number, town, place, proof, choice)
        sent = (*sent, reason) if reasoned else sent
        told = self.model.vote
        name = "vote_with_reason" if reasoned else "vote"
        self.act(lambda: told(voter, number, ballot, flaw != "print"), voter, name, *sent)

    # --- by signature

    def signature(self, number: int, ballot: Ballot, key: str, flaw: str) -> tuple[Ballot, bytes]:
        """Sign a ballot, perhaps with a flaw; the ballot then says whose it really is."""
        digest = self.ballot_digest(number, ballot.choice, ballot.reason)
        if flaw == "signer":
            key = PEOPLE[(PEOPLE.index(key) + 1) % len(PEOPLE)] if key in PEOPLE else PEOPLE[0]
        elif flaw == "choice":
            digest = self.ballot_digest(number, 2 if ballot.choice == 1 else 1, ballot.reason)
        elif flaw == "proposal":
            digest = self.ballot_digest(number + 1, ballot.choice, ballot.reason)
        elif flaw == "clone":
            digest = self.ballot_digest(number, ballot.choice, ballot.reason, self.federations)
        elif flaw == "bad":
            key = NOBODY
        signature = signed(key, digest)
        if flaw == "twin":
            signature = twin(signature) if key in PERSONS else signature
        mine = key in PERSONS and flaw in ("", "signer")
        return ballot._replace(signer=key if mine else NOBODY), signature

    @often(
        6,
        number=numbers,
        town=towns,
        spot=spots,
        choice=among([1, 1, 1, 2, 3, 0, 7]),
        flaw=flaws,
        aim=among(["", "", "", "", "", "matter", "page", "print"]),
        reasoned=among([True, False]),
    )
    def cast_one(
        self, number: int, town: int, spot: int, choice: int, flaw: str, aim: str, reasoned: bool
    ) -> None:
        number = self.at_the_polls(number)
        place = self.spot(number, town, spot)
        key = self.roll_of(number, town).get(place, NOBODY)
        place += 5 * PAGE if aim == "page" else 0
        proof = self.fingerprint(town, place // PAGE if aim != "print" else 8)
        ballot = Ballot(town, place, choice, NOBODY, REASON if reasoned else b"")
        ballot, signature = self.signature(number, ballot, key, flaw)
        if len(signature) == 64 and spot % 2:
            vs = int.from_bytes(signature[32:], "big")
            s = (vs % 2**255).to_bytes(32, "big")
            signature = signature[:32] + s + bytes([27 + (vs >> 255)])
        title, matter, proposer = self.named(number)
        sent = (number, title, title if aim == "matter" else matter, proposer, town, place, proof)
        sent = (*sent, choice, ballot.reason or bytes(32), signature)
        told, genuine = self.model.cast_one, aim != "matter"
        self.act(
            lambda: told(STRANGER, number, genuine, ballot, aim != "print"),
            *(STRANGER, "cast_ballot_by_signature", *sent),
        )

    @often(
        10,
        number=numbers,
        town=towns,
        page=among([0, 0, 0, 0, 1, 2]),
        picks=several(pair(spots, among([1, 1, 1, 1, 2, 3, 0, 4, 63]), flaws), 0, 8),
        aim=among(["", "", "", "", "", "", "matter", "print", "beyond"]),
        reasoned=among([False, False, True]),
    )
    def batch(
        self, number: int, town: int, page: int, picks: list[Any], aim: str, reasoned: bool
    ) -> None:
        number = self.at_the_polls(number)
        roll = self.roll_of(number, town)
        keyed = [place for place in self.keyed(number, town) if place // PAGE == page]
        keyed = keyed or [page * PAGE]
        ballots = []
        for spot, choice, flaw in picks:
            place = keyed[spot % len(keyed)]
            if aim == "beyond" and spot < 2:
                place = page * PAGE + 1_000 + spot
            ballot = Ballot(town, place, choice, NOBODY, REASON if reasoned else b"")
            ballots.append(self.signature(number, ballot, roll.get(place, NOBODY), flaw))
        self.cast(number, town, page, ballots, reasoned, aim)

    def cast(
        self, number: int, town: int, page: int, ballots: list[Any], reasoned: bool, aim: str
    ) -> None:
        packed = b"".join(
            (ballot.choice * 1024 + ballot.place % PAGE).to_bytes(2, "big")
            + ballot.reason
            + signature[:64]
            for ballot, signature in ballots
        )
        title, matter, proposer = self.named(number)
        proof = self.fingerprint(town, page if aim != "print" else 8)
        sent = (number, title, title if aim == "matter" else matter, proposer, town, page, proof)
        told = self.model.cast_batch
        taken = [ballot for ballot, _ in ballots]
        kind = (aim != "print", reasoned)
        self.act(
            lambda: told(STRANGER, number, aim != "matter", taken, kind),
            *(STRANGER, "cast_ballots", *sent, packed, reasoned),
        )

    # --- by stewards

    @often(
        7,
        number=numbers,
        town=towns,
        choice=among([1, 1, 1, 2, 3, 0, 4]),
        own=among([True] * 6 + [False]),
    )
    def speak(self, number: int, town: int, choice: int, own: bool) -> None:
        number = self.at_the_polls(number)
        who = self.actor("steward" if own else "stranger", town)
        told = self.model.speak
        self.act(
            lambda: told(who, number, town, choice),
            *(who, "vote_as_steward", number, town, choice),
        )

    # --- what brings a proposal to its end

    def all_vote(self, number: int, choice: int) -> None:
        proposal = self.model.proposals[number - 1]
        for town, roll in proposal.rolls.items():
            for page in range(len(roll.pages)):
                ballots = []
                for place in self.keyed(number, town):
                    if place // PAGE == page:
                        ballot = Ballot(town, place, choice, NOBODY)
                        ballots.append(self.signature(number, ballot, roll.keys[place], ""))
                if ballots:
                    self.cast(number, town, page, ballots, False, "")
            who, told = self.actor("steward", town), self.model.speak
            self.act(
                lambda who=who, town=town, told=told: told(who, number, town, choice),
                *(who, "vote_as_steward", number, town, choice),
            )

    def carry_out(self, number: int, genuine: bool, times: int) -> None:
        title, _, proposer = self.named(number)
        acts, text = [], bytes(32)
        if 1 <= number <= len(self.model.proposals):
            proposal = self.model.proposals[number - 1]
            acts, text = proposal.acts, proposal.text
        calls = [act.call for act in acts]
        calls = calls if genuine else [*calls, (STRANGER, 1, b"")]
        told = self.model.execute
        for _ in range(times):
            self.act(
                lambda: told(STRANGER, number, genuine),
                *(STRANGER, "execute", number, title, text, proposer, calls),
            )
