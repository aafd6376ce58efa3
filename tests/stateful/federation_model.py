# SPDX-License-Identifier: Apache-2.0
"""A federation, and how one is founded, as plain records.

It shares no rule with symbio.domain and none with the contracts. An act that must be refused raises
`No` with the words, and has changed nothing; any other answers with the events that must be logged.
"""

from __future__ import annotations

import copy
from dataclasses import dataclass, field

from tests.stateful.proposal_model import (
    EXECUTABLE,
    PAGE,
    Act,
    Ballot,
    Events,
    No,
    Proposal,
    Roll,
    Rules,
    require,
)
from tests.stateful.roll_book_model import NOBODY
from tests.stateful.roll_book_model import Model as Communities


@dataclass
class Period:
    community: int
    joined_at: int
    ended_at: int = 0

    def covers(self, second: int) -> bool:
        return self.joined_at <= second and (self.ended_at == 0 or second < self.ended_at)


@dataclass
class Terms:
    """What founders agree to; `accepted` and `declined` by whom for which community."""

    name: str
    level: int
    charter: bytes
    rules: Rules
    founders: list[int]
    until: int
    accepted: dict[int, str] = field(default_factory=dict)
    declined: dict[int, str] = field(default_factory=dict)
    spent: bool = False

    def accept(self, towns: Communities, who: str, town: int, digest: bytes) -> Events:
        self._may(towns, who, town)
        require(self.accepted.get(town) != who, "federations: already accepted")
        self.accepted[town] = who
        self.declined.pop(town, None)
        told = {"terms": digest, "community_id": town, "steward": who}
        return [{"event": "FoundingAccepted", **told}]

    def decline(self, towns: Communities, who: str, town: int, digest: bytes) -> Events:
        self._may(towns, who, town)
        require(self.declined.get(town) != who, "federations: already declined")
        self.accepted.pop(town, None)
        self.declined[town] = who
        told = {"terms": digest, "community_id": town, "steward": who}
        return [{"event": "FoundingDeclined", **told}]

    def _may(self, towns: Communities, who: str, town: int) -> None:
        known = towns.communities.get(town)
        require(known is not None and known.steward == who, "federations: not the steward")
        require(not self.spent, "federations: already founded")

    def found(self, towns: Communities, signers: list[str | None]) -> None:
        """Check all that founding needs; None signed nothing, and must have accepted."""
        require(not self.spent, "federations: already founded")
        require(towns.now <= self.until, "federations: the terms have lapsed")
        require(len(signers) == len(self.founders), "federations: one signature a founder")
        for town, signer in zip(self.founders, signers, strict=True):
            require(town in towns.communities, "federations: no such community")
            steward = towns.communities[town].steward
            if signer is None:
                agreed = self.accepted.get(town) == steward
                require(agreed, "federations: a founder hasn't accepted")
            else:
                undone = self.declined.get(town) == steward
                require(not undone, "federations: a founder has declined")
                require(signer == steward, "federations: not signed by the steward")
        self.rules.check()
        self.spent = True


class Federation:
    """What happens to one federation; `now` is set by whoever moves the clock."""

    def __init__(self, towns: Communities, address: str, founders: list[int]) -> None:
        self.towns, self.address, self.now = towns, address, towns.now
        self.periods = [Period(town, self.now) for town in founders]
        self.speakers = {town: towns.communities[town].steward for town in founders}
        self.charters: list[tuple[bytes, int, Rules]] = []
        self.ratified = {(1, town) for town in founders}
        self.proposals: list[Proposal] = []
        self.coins = 0
        self.tokens: dict[str, int] = {}
        self.cases: set[int] = set()

    def founded(self, terms: Terms, digest: bytes) -> Events:
        """Set up at founding: the charter, its founders, who agree to it, and its own community."""
        self.charters.append((terms.charter, self.now, terms.rules))
        adopted = {"version": 1, "digest": terms.charter, "rules": tuple(terms.rules)}
        told: Events = [{"event": "CharterAdopted", **adopted, "effective_at": self.now}]
        for seat, town in enumerate(terms.founders):
            who = {"community_id": town, "speaker": self.speakers[town]}
            told.append({"event": "MemberAdmitted", **who, "seat": seat})
            told.append({"event": "CharterRatified", "version": 1, **self._by(town)})
        told += self.towns.register(self.address, 8, "", b"\x07" * 32)[1]
        made = {"federation": self.address, "terms": digest, "name": terms.name}
        made |= {"level": terms.level, "community_id": len(self.towns.communities)}
        return [*told, {"event": "FederationCreated", "federation_id": 1, **made}]

    def not_by_proposal(self) -> Events:
        raise No("federation: not by proposal")

    # --- who is who

    def _by(self, town: int) -> dict[str, object]:
        return {"community_id": town, "steward": self.steward(town)}

    def steward(self, town: int) -> str:
        known = self.towns.communities.get(town)
        return known.steward if known else NOBODY

    def member(self, town: int) -> Period | None:
        return next((held for held in reversed(self.periods) if held.community == town), None)

    def is_member(self, town: int) -> bool:
        held = self.member(town)
        return held is not None and held.covers(self.now)

    def version(self) -> int:
        return len([1 for _, since, _ in self.charters if since <= self.now])

    def rules(self) -> Rules:
        return self.charters[self.version() - 1][2]

    def pending(self) -> int:
        since = self.charters[-1][1]
        return since if since > self.now else 0

    def _steward_only(self, who: str, town: int) -> None:
        require(who == self.steward(town), "federation: not the steward")

    def _may_speak(self, who: str, town: int) -> bool:
        return self.is_member(town) and self.speakers[town] == who

    # --- members

    def admit(self, town: int) -> Events:
        require(town in self.towns.communities, "federation: no such community")
        held = self.member(town)
        over = held is None or 0 < held.ended_at <= self.now
        require(over, "members: already a member")
        self.periods.append(Period(town, self.now))
        self.speakers[town] = self.steward(town)
        seat = len(self.periods) - 1
        who = {"community_id": town, "speaker": self.speakers[town]}
        return [{"event": "MemberAdmitted", **who, "seat": seat}]

    def expel(self, town: int) -> Events:
        asked = self.rules().tribunal != NOBODY
        require(not asked or town not in self.cases, "federation: party to an open case")
        held, end = self.member(town), self.now + self.rules().notice
        if held is not None and held.ended_at and held.ended_at <= end:
            return []
        return self._end(town, end, self.address)

    def leave(self, who: str, town: int) -> Events:
        self._steward_only(who, town)
        end, pending = self.now + self.rules().notice, self.pending()
        if pending and (len(self.charters), town) not in self.ratified:
            end = min(end, pending)
        return self._end(town, end, who)

    def _end(self, town: int, end: int, who: str) -> Events:
        held = self.member(town)
        require(self.is_member(town), "members: not a member")
        require(held.ended_at == 0 or end < held.ended_at, "members: already leaving")
        held.ended_at = end
        return [{"event": "MemberLeft", "community_id": town, "actor": who, "ended_at": end}]

    def amend(self, digest: bytes, rules: Rules) -> Events:
        rules.check()
        require(digest != bytes(32), "charter: no document")
        require(not self.pending(), "charter: an amendment is pending")
        since = self.now + self.rules().notice
        self.charters.append((digest, since, rules))
        told = {"version": len(self.charters), "digest": digest, "rules": tuple(rules)}
        return [{"event": "CharterAdopted", **told, "effective_at": since}]

    def ratify(self, who: str, town: int, version: int) -> Events:
        self._steward_only(who, town)
        require(self.is_member(town), "federation: not a member")
        require(1 <= version <= len(self.charters), "charter: no such version")
        require((version, town) not in self.ratified, "charter: already ratified")
        self.ratified.add((version, town))
        told = {"version": version, "community_id": town, "steward": who}
        return [{"event": "CharterRatified", **told}]

    def appoint(self, who: str, town: int, speaker: str) -> Events:
        self._steward_only(who, town)
        require(self.is_member(town), "members: not a member")
        former, self.speakers[town] = self.speakers[town], speaker
        told = {"community_id": town, "speaker": speaker, "former": former}
        return [{"event": "SpeakerAppointed", **told}]

    # --- proposals

    def propose(self, who: str, town: int, title: str, text: bytes, acts: list[Act]) -> Events:
        if not self._may_speak(who, town):
            self._steward_only(who, town)
            require(self.is_member(town), "federation: not a member")
        require(title != "", "federation: a proposal needs a title")
        require(all(act.verb != "nobody" for act in acts), "proposals: target has no code")
        before = self.now - 1
        members = {held.community for held in self.periods if held.covers(before)}
        rolls = {member: self._roll(member, before) for member in members}
        terms = (self.now, self.version(), self.rules(), rolls)
        self.proposals.append(Proposal(town, title, text, acts, *terms))
        told = {"proposal_id": len(self.proposals), "proposer": who, "community_id": town}
        calls = tuple(act.call for act in acts)
        return [{"event": "ProposalOpened", **told, "title": title, "text": text, "calls": calls}]

    def _roll(self, town: int, second: int) -> Roll:
        known = self.towns.communities[town]
        there = [seat for seat in known.seats if seat.keys[0][0] <= second]
        keys = {seat.page * PAGE + seat.offset: seat.key_at(second) for seat in there}
        sizes = [sum(1 for seat in there if seat.page == page) for page in range(len(known.pages))]
        people = len([key for key in keys.values() if key != NOBODY])
        return Roll([size for size in sizes if size], keys, people)

    def known(self, number: int) -> Proposal:
        require(1 <= number <= len(self.proposals), "proposals: no such proposal")
        return self.proposals[number - 1]

    def withdraw(self, who: str, number: int, genuine: bool) -> Events:
        proposal = self.known(number)
        require(genuine, "proposals: not what was proposed")
        if not self._may_speak(who, proposal.proposer):
            self._steward_only(who, proposal.proposer)
        require(not proposal.withdrawn, "federation: already withdrawn")
        require(self.now < proposal.opens_at, "federation: voting has started")
        proposal.withdrawn = True
        return [{"event": "ProposalWithdrawn", "proposal_id": number, "proposer": who}]

    def execute(self, who: str, number: int, genuine: bool) -> Events:
        proposal = self.known(number)
        require(genuine, "proposals: not what was proposed")
        ready = proposal.stage(self.now) == EXECUTABLE
        require(ready, "federation: not executable now")
        kept = (self.periods, self.speakers, self.charters, self.tokens)
        before = copy.deepcopy(kept), self.coins
        told: Events = []
        try:
            for act in proposal.acts:
                told += getattr(self, act.verb)(*act.args)
        except No:
            (self.periods, self.speakers, self.charters, self.tokens), self.coins = before
            raise
        proposal.executed = True
        return [*told, {"event": "ProposalExecuted", "proposal_id": number, "actor": who}]

    def pay(self, amount: int) -> Events:
        require(amount <= self.coins, "")
        self.coins -= amount
        return []

    def transfer(self, token: str, amount: int) -> Events:
        require(amount <= self.tokens[token], "ledger: not enough")
        self.tokens[token] -= amount
        return []

    # --- votes

    def vote(self, who: str, number: int, ballot: Ballot, proven: bool) -> Events:
        """Vote by one's own wallet; `proven`: the page's fingerprint is the right one."""
        proposal = self.known(number)
        roll, told = proposal.roll(self.now, number, who, ballot.town)
        person = proposal.person(roll, ballot.place, proven)
        require(person == who, "ballots: not this person's wallet")
        return proposal.cast(self.now, told, number, ballot, True)

    def cast_one(
        self, who: str, number: int, genuine: bool, ballot: Ballot, proven: bool
    ) -> Events:
        proposal = self.known(number)
        require(genuine, "proposals: not what was proposed")
        roll, told = proposal.roll(self.now, number, who, ballot.town)
        person = proposal.person(roll, ballot.place, proven)
        require(person == ballot.signer != NOBODY, "ballots: not signed by this person")
        return proposal.cast(self.now, told, number, ballot, False)

    def cast_batch(
        self, who: str, number: int, genuine: bool, ballots: list[Ballot], kind: tuple[bool, bool]
    ) -> Events:
        proposal = self.known(number)
        require(genuine, "proposals: not what was proposed")
        require(len(ballots) > 0, "ballots: truncated")
        return proposal.cast_batch(self.now, number, who, ballots, kind)

    def speak(self, who: str, number: int, town: int, choice: int) -> Events:
        self._steward_only(who, town)
        require(choice in (1, 2, 3), "ballots: no such choice")
        return self.known(number).speak(self.now, number, who, town, choice)
