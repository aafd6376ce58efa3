# SPDX-License-Identifier: Apache-2.0
"""What tests say to a federation: found it, propose, sign, vote, let time pass, carry out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import boa
from eth_account.messages import _hash_eip191_message, encode_typed_data
from eth_account.signers.local import LocalAccount
from eth_utils import keccak

from symbio.domain.acts import Ballot, BallotWithReason, Domain, typed_data
from symbio.domain.federation import Choice
from symbio.domain.rules import DAY, HOUR, Electorate, Rules
from tests.contracts.boa_chain import account, crowd, deployer, now, packed
from tests.contracts.federation.papers import Call, compact, head, matter_of

START = 1_800_000_000
NAME = "Global Ocean Federation"
TITLE = "Pay the whale watch of the season"
TEXT = b"\x77" * 32
CHARTER, PROFILE = b"\x03" * 32, b"\x02" * 32
FOR, AGAINST, ABSTAIN = 1, 2, 3
BOTH = Electorate.STEWARDS | Electorate.CITIZENS
NOTHING = bytes(32)
PENDING, OPEN, WITHDRAWN, DEFEATED, WAITING, EXECUTABLE, EXECUTED, EXPIRED = (
    1 << bit for bit in range(8)
)
NO_SUCH_CHOICE, NO_SUCH_PLACE, HAS_VOTED, NOT_SIGNED = 1, 2, 4, 8

# No two are alike, so that one taken for another is seen.
DELAY, PERIOD, LATE, WAIT, GRACE, NOTICE = 2 * HOUR, 3 * DAY, 5 * HOUR, DAY, 4 * DAY, 6 * DAY
RULES = Rules(BOTH, 2_500, 5_000, 6_000, DELAY, PERIOD, LATE, WAIT, GRACE, NOTICE)


@dataclass(frozen=True)
class Town:
    """A community, its steward and the people on page 0 of its roll."""

    number: int
    steward: LocalAccount
    people: tuple[LocalAccount, ...]


@dataclass(frozen=True)
class Motion:
    """A proposal with all that its fingerprint was made of, computed here anew."""

    number: int
    title: str
    text: bytes
    proposer: int
    calls: tuple[Call, ...]
    opened_at: int
    matter: bytes = field(default=b"", kw_only=True)

    @property
    def title_hash(self) -> bytes:
        return keccak(text=self.title)

    @property
    def docket(self) -> tuple[int, bytes, bytes, int]:
        return self.number, self.title_hash, self.matter, self.proposer

    @property
    def execution(self) -> tuple[int, bytes, bytes, int, tuple[Call, ...]]:
        return self.number, self.title_hash, self.text, self.proposer, self.calls


def until(second: int) -> None:
    """Let time pass until a second."""
    assert second >= now(), "time only goes on"
    boa.env.time_travel(seconds=second - now())


def settle(book: Any, name: str, size: int, kind: int = 1) -> Town:
    """Register a community with a roll of one page."""
    steward, people = account(name), crowd(f"{name} resident", size)
    number = book.register(kind, "PT", PROFILE, sender=steward.address)
    if people:
        book.enrol(number, packed(people), sender=steward.address)
    return Town(number, steward, people)


def institutions() -> tuple[Any, Any]:
    """Deploy Communities and Federations, at the same moment in every run."""
    boa.env.evm.patch.timestamp = START
    book = deployer("Communities").deploy()
    template = deployer("Federation").deploy_as_blueprint()
    factory = deployer("Federations").deploy(template, book)
    # titanoboa traces, and covers, what it knows: a proxy's code is the template's.
    deployer("Federation").at(factory.template())
    return book, factory


def terms_of(founders: Sequence[int], rules: Rules = RULES, **other: Any) -> tuple[Any, ...]:
    """Write terms as the contract takes them."""
    said = {"name": NAME, "level": 1, "kind": 8, "profile": PROFILE, "charter": CHARTER} | other
    head = [said[name] for name in ("name", "level", "kind", "profile", "charter")]
    rest = [said.get("until", now() + DAY), said.get("salt", NOTHING)]
    return (*head, rules.for_chain(), list(founders), *rest)


class Assembly:
    """One federation."""

    def __init__(self, book: Any, factory: Any, address: str) -> None:
        self.book, self.factory = book, factory
        self.contract = deployer("Federation").at(address)
        self.address = str(self.contract.address)

    @classmethod
    def found(
        cls, book: Any, factory: Any, towns: Sequence[Town], rules: Rules = RULES, **other: Any
    ) -> Assembly:
        """Found a federation that every steward accepts directly."""
        terms = terms_of([town.number for town in towns], rules, **other)
        digest = factory.terms_digest(terms)
        for town in towns:
            factory.accept(digest, town.number, sender=town.steward.address)
        return cls(book, factory, factory.found(terms, [b""] * len(towns)))

    def propose(
        self,
        town: Town,
        *calls: Call,
        title: str = TITLE,
        text: bytes = TEXT,
        sender: LocalAccount | None = None,
    ) -> Motion:
        sent_by = (sender or town.steward).address
        number = self.contract.propose(town.number, title, text, list(calls), sender=sent_by)
        matter = matter_of(text, calls)
        return Motion(number, title, text, town.number, calls, now(), matter=matter)

    def call(self, function: str, *args: Any) -> Call:
        """Encode a call of the federation to itself."""
        return self.address, 0, getattr(self.contract, function).prepare_calldata(*args)

    def fingerprint(self, town: Town, page: int = 0) -> bytes:
        return self.book.page(town.number, page).fingerprint

    def vote(
        self,
        motion: Motion,
        town: Town,
        offset: int,
        choice: int = FOR,
        sender: LocalAccount | None = None,
        page: int = 0,
    ) -> None:
        """Vote as the person at an offset of a page, by their own wallet."""
        person = sender or town.people[offset]
        fingerprint = self.fingerprint(town, page)
        place = page << 10 | offset
        self.contract.vote(
            motion.number, town.number, place, fingerprint, choice, sender=person.address
        )

    def steward_votes(self, motion: Motion, town: Town, choice: int = FOR) -> None:
        self.contract.vote_as_steward(
            motion.number, town.number, choice, sender=town.steward.address
        )

    def digest(self, motion: Motion, choice: int, reason: bytes = NOTHING) -> bytes:
        """Compute what a ballot's signer signs, by eth-account alone."""
        domain = Domain(self.contract.name(), boa.env.evm.patch.chain_id, self.address)
        act: Ballot | BallotWithReason = Ballot(domain, motion.number, motion.title, Choice(choice))
        if reason != NOTHING:
            act = BallotWithReason(domain, motion.number, motion.title, Choice(choice), reason)
        return _hash_eip191_message(encode_typed_data(full_message=typed_data(act)))

    def ballot(self, motion: Motion, person: LocalAccount, offset: int, choice: int = FOR) -> bytes:
        """Pack one signed ballot."""
        return head(offset, choice) + compact(person, self.digest(motion, choice))

    def reasoned(
        self, motion: Motion, person: LocalAccount, offset: int, choice: int, reason: bytes
    ) -> bytes:
        signed = compact(person, self.digest(motion, choice, reason))
        return head(offset, choice) + reason + signed

    def ballots(self, motion: Motion, people: Sequence[tuple[LocalAccount, int, int]]) -> bytes:
        """Pack ballots of (person, offset, choice), hashing each choice once."""
        digests = {choice: self.digest(motion, choice) for _, _, choice in people}
        return b"".join(
            head(offset, choice) + compact(person, digests[choice])
            for person, offset, choice in people
        )

    def cast(
        self,
        motion: Motion,
        town: Town,
        ballots: bytes,
        *,
        page: int = 0,
        fingerprint: bytes | None = None,
        with_reasons: bool = False,
        sender: str | None = None,
    ) -> None:
        mark = self.fingerprint(town, page) if fingerprint is None else fingerprint
        self.contract.cast_ballots(
            *motion.docket,
            town.number,
            page,
            mark,
            ballots,
            with_reasons,
            sender=sender or account("relayer").address,
        )

    def cast_one(
        self,
        motion: Motion,
        town: Town,
        offset: int,
        choice: int,
        signature: bytes,
        *,
        page: int = 0,
        reason: bytes = NOTHING,
        fingerprint: bytes | None = None,
    ) -> None:
        mark = self.fingerprint(town, page) if fingerprint is None else fingerprint
        place = page << 10 | offset
        self.contract.cast_ballot_by_signature(
            *motion.docket,
            town.number,
            place,
            mark,
            choice,
            reason,
            signature,
            sender=account("relayer").address,
        )

    def choice(self, motion: Motion, town: Town, place: int) -> int:
        return self.contract.choice_of(motion.number, town.number, place)

    def stage(self, motion: Motion) -> int:
        return self.contract.proposal(motion.number).stage

    def opens(self, motion: Motion) -> None:
        until(motion.opened_at + DELAY)

    def closes_at(self, motion: Motion) -> int:
        return motion.opened_at + DELAY + PERIOD

    def carry(self, motion: Motion, towns: Sequence[Town]) -> None:
        """Everybody of these towns votes for it; then its delay passes."""
        self.opens(motion)
        for town in towns:
            for offset in range(len(town.people)):
                self.vote(motion, town, offset)
            self.steward_votes(motion, town)
        until(self.closes_at(motion) + WAIT)

    def execute(self, motion: Motion, sender: str | None = None) -> None:
        self.contract.execute(*motion.execution, sender=sender or account("anybody").address)

    def decide(self, towns: Sequence[Town], *calls: Call, **other: Any) -> Motion:
        """Propose, carry and execute."""
        motion = self.propose(towns[0], *calls, **other)
        self.carry(motion, towns)
        self.execute(motion)
        return motion
