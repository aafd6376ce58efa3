# SPDX-License-Identifier: Apache-2.0
"""One federation, from the front door: it finds places, dockets and fingerprints by itself."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Any

from symbio.chain import circles, dockets
from symbio.chain.casting import Caster, Casting
from symbio.chain.federation import Federation as Contract
from symbio.chain.plan import Plan
from symbio.chain.rolls import Rolls
from symbio.chain.signer import Signer
from symbio.chain.signing import SignedAct, reason_digest, sign
from symbio.chain.suite import Suite
from symbio.domain.acts import Ballot, BallotWithReason
from symbio.domain.claims import Round
from symbio.domain.clearing import Book
from symbio.domain.communities import Standing
from symbio.domain.federation import Call, Charter, Choice, Docket, Member, Proposal, Tally


class Federation:
    """A federation on a chain: its members, its proposals, its ballots.

    Views give frozen values; every write is a `Plan` that is sent with `.send(signer)`.
    """

    def __init__(self, suite: Suite, address: str) -> None:
        self.suite = suite
        self.contract: Contract = suite.federation(address)
        self.rolls = Rolls(suite.communities)
        self._dockets: dict[int, Docket] = {}

    def __repr__(self) -> str:
        return f"Federation({self.name!r}, {self.address})"

    @property
    def address(self) -> str:
        return self.contract.address

    @property
    def name(self) -> str:
        return self.contract.domain.name

    @cached_property
    def community_id(self) -> int:
        """The federation's own number as a community."""
        return self.contract.community_id()

    # --- what stands

    def charter(self) -> Charter:
        """Read the charter in force."""
        return self.contract.charter(self.contract.charter_version())

    def members(self) -> tuple[Member, ...]:
        """List every membership, also ended ones, in the order of their seats."""
        return tuple(self.contract.member_in(seat) for seat in range(self.contract.seats()))

    def proposals(self) -> tuple[Proposal, ...]:
        """List every proposal."""
        return tuple(self.proposal(n) for n in range(1, self.contract.proposal_count() + 1))

    def proposal(self, proposal_id: int) -> Proposal:
        """Read one proposal's calendar and stage."""
        return self.contract.proposal(proposal_id)

    def tally(self, proposal_id: int) -> Tally:
        """Read one proposal's count."""
        return self.contract.tally(proposal_id)

    def docket(self, proposal_id: int) -> Docket:
        """Read all that a proposal was made of: title, text's digest, calls, proposer."""
        if proposal_id not in self._dockets:
            self._dockets[proposal_id] = dockets.docket(self.contract, proposal_id)
        return self._dockets[proposal_id]

    def standing(self, community_id: int, person: str, proposal_id: int | None = None) -> Standing:
        """Find a person's place, now or on the roll that a proposal has pinned."""
        version = None if proposal_id is None else self.proposal(proposal_id).version
        return self.rolls.find(community_id, person, version)

    # --- proposals

    def propose(
        self,
        community_id: int,
        title: str,
        text: str | bytes,
        calls: Sequence[Plan[Any] | Call] = (),
    ) -> Plan[int]:
        """Put a proposal; `text` is the text itself, or its sha-256; `calls` may be plans."""
        digest = text if isinstance(text, bytes) else hashlib.sha256(text.encode()).digest()
        wire = [each.as_call() if isinstance(each, Plan) else each for each in calls]
        return self.contract.propose(community_id, title, digest, wire)

    def withdraw(self, proposal_id: int) -> Plan[None]:
        """Take a proposal back before the vote starts."""
        seen = self.docket(proposal_id)
        return self.contract.withdraw(proposal_id, seen.title_hash, seen.matter, seen.proposer)

    def execute(self, proposal_id: int) -> Plan[None]:
        """Make the calls of a proposal that was carried, after its delay; by anybody."""
        seen = self.docket(proposal_id)
        return self.contract.execute(
            proposal_id, seen.title_hash, seen.text, seen.proposer, seen.calls
        )

    # --- ballots

    def ballot(
        self, proposal_id: int, choice: Choice, reason: str = ""
    ) -> Ballot | BallotWithReason:
        """Give the act that a citizen signs."""
        return self.contract.ballot(self.docket(proposal_id), choice, reason_digest(reason))

    def sign_ballot(
        self,
        signer: Signer,
        community_id: int,
        proposal_id: int,
        choice: Choice,
        reason: str = "",
    ) -> SignedAct:
        """Have a citizen sign a ballot; no coins, no transaction; any relayer carries it."""
        act = self.ballot(proposal_id, choice, reason)
        return sign(act, signer, community=community_id, reason=reason or None)

    def cast(self, proposal_id: int, ballots: Iterable[SignedAct]) -> Casting:
        """Plan the batches that carry signed ballots, of any communities; `.send()` sends all."""
        version = self.proposal(proposal_id).version
        caster = Caster(self.contract, self.rolls, self.docket(proposal_id), version)
        return caster.prepare(ballots)

    def vote(
        self,
        community_id: int,
        person: str,
        proposal_id: int,
        choice: Choice,
        reason: str = "",
    ) -> Plan[None]:
        """Vote by the person's own wallet, or change the vote, until the close."""
        place = self.standing(community_id, person, proposal_id)
        where = (proposal_id, community_id, place.place, place.fingerprint)
        if reason:
            return self.contract.vote_with_reason(*where, choice, reason_digest(reason))
        return self.contract.vote(*where, choice)

    def vote_as_steward(self, community_id: int, proposal_id: int, choice: Choice) -> Plan[None]:
        """Vote for a community as its steward."""
        return self.contract.vote_as_steward(proposal_id, community_id, choice)

    def choice_of(self, community_id: int, person: str, proposal_id: int) -> Choice:
        """Read how a person has voted."""
        place = self.standing(community_id, person, proposal_id)
        return self.contract.choice_of(proposal_id, community_id, place.place)

    # --- trade

    def accords(self) -> tuple[int, ...]:
        """List the accords in force in which the federation, or a member of it, is a party."""
        now = self.suite.client.now()
        members = {m.community_id for m in self.members() if not 0 < m.ended_at <= now}
        own, found = {self.community_id, *members}, []
        for number in range(1, self.suite.accords.count() + 1):
            version = self.suite.accords.accord(number).version
            if version and own & set(self.suite.accords.parties(number, version)):
                found.append(number)
        return tuple(found)

    @cached_property
    def circle(self) -> circles.Circle:
        """The federation's circle of mutual credit, as a round reads it."""
        return circles.Circle(self.suite.clearing, self.suite.credit, self.address)

    def round(self) -> Round | None:
        """Read the round that is under way; None where there is none."""
        return circles.current_round(self.suite.clearing, self.address)

    def open_round(self) -> Plan[int]:
        """Open a round at the values of now; by anybody. Gives its number."""
        return self.suite.clearing.open_round(self.address)

    def book(self) -> Book:
        """Read all that a round may touch now; hand it to `symbio.matching.clearing.clear`."""
        return self.circle.book(circles.ledger(self.suite.clearing), self.round())
