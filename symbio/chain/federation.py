# SPDX-License-Identifier: Apache-2.0
"""The handle of one Federation: charter, members, proposals, ballots.

Every method has the arguments of the contract. `symbio.federation.Federation` stands before it and
finds places, dockets and fingerprints by itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import astuple
from functools import cached_property

from symbio.chain.decoding import build, build_for
from symbio.chain.handle import Handle, nothing
from symbio.chain.plan import Plan, first
from symbio.domain import events
from symbio.domain.acts import Ballot, BallotWithReason, Domain
from symbio.domain.communities import PAGE_LIMIT
from symbio.domain.errors import BadProposal
from symbio.domain.federation import (
    MAX_CALL_DATA,
    MAX_CALLS,
    MAX_TITLE,
    Call,
    Charter,
    Choice,
    Count,
    Docket,
    Member,
    Proposal,
    SkippedBallot,
    Tally,
)
from symbio.domain.rules import Rules

NO_REASON = bytes(32)


class Federation(Handle):
    """One federation at its own address."""

    contract = "Federation"

    # --- members

    def admit(self, community_id: int) -> Plan[None]:
        """Admit a community; only as a call of a proposal (`.as_call()`)."""
        return self._plan("admit", (community_id,), f"Admit community {community_id}.", nothing)

    def expel(self, community_id: int) -> Plan[None]:
        """Expel a community after notice; only as a call of a proposal (`.as_call()`)."""
        words = f"Expel community {community_id} after notice."
        return self._plan("expel", (community_id,), words, nothing)

    def amend(self, charter: bytes, rules: Rules) -> Plan[None]:
        """Adopt another charter after notice; only as a call of a proposal (`.as_call()`)."""
        words = f"Adopt the charter {charter.hex()[:8]}… after notice."
        return self._plan("amend", (charter, rules.for_chain()), words, nothing)

    def leave(self, community_id: int) -> Plan[int]:
        """Take a community out after the charter's notice; gives when its membership ends."""
        return self._plan(
            "leave",
            (community_id,),
            f"Take community {community_id} out of the federation after notice.",
            lambda logs: first(logs, events.MemberLeft).ended_at,
        )

    def ratify(self, community_id: int, version: int) -> Plan[None]:
        """Ratify a version of the charter for a community."""
        words = f"Ratify version {version} of the charter for community {community_id}."
        return self._plan("ratify", (community_id, version), words, nothing)

    def appoint(self, community_id: int, speaker: str) -> Plan[None]:
        """Name who besides the steward may propose for a community; or nobody."""
        words = f"Let {speaker} propose for community {community_id}."
        return self._plan("appoint", (community_id, speaker), words, nothing)

    # --- proposals

    def propose(
        self, community_id: int, title: str, text: bytes, calls: Sequence[Call] = ()
    ) -> Plan[int]:
        """Put a proposal for a community; `text` is a sha-256 digest; gives the proposal's id.

        Raises BadProposal where the title or the calls are longer than the contract takes.
        """
        if len(title.encode()) > MAX_TITLE:
            raise BadProposal(f"The title is longer than {MAX_TITLE} bytes.")
        if len(calls) > MAX_CALLS or any(len(call.data) > MAX_CALL_DATA for call in calls):
            raise BadProposal(
                f"A proposal takes {MAX_CALLS} calls of {MAX_CALL_DATA:,} bytes at most."
            )
        wire = tuple(astuple(call) for call in calls)
        words = f"Propose “{title}” for community {community_id}, with {len(calls)} call(s)."
        return self._plan(
            "propose",
            (community_id, title, text, wire),
            words,
            lambda logs: first(logs, events.ProposalOpened).proposal_id,
        )

    def withdraw(self, proposal_id: int, title: bytes, matter: bytes, proposer: int) -> Plan[None]:
        """Take a proposal back before the vote starts."""
        words = f"Withdraw proposal {proposal_id}."
        return self._plan("withdraw", (proposal_id, title, matter, proposer), words, nothing)

    def execute(
        self, proposal_id: int, title: bytes, text: bytes, proposer: int, calls: Sequence[Call]
    ) -> Plan[None]:
        """Make the calls of a proposal that was carried, after its delay; by anybody."""
        wire = tuple(astuple(call) for call in calls)
        words = f"Execute proposal {proposal_id}: {len(calls)} call(s)."
        return self._plan("execute", (proposal_id, title, text, proposer, wire), words, nothing)

    # --- ballots

    def vote(
        self, proposal_id: int, community_id: int, place: int, fingerprint: bytes, choice: Choice
    ) -> Plan[None]:
        """Vote by the person's own wallet, or change the vote, until the close."""
        arguments = (proposal_id, community_id, place, fingerprint, int(choice))
        words = f"Vote {choice.words} on proposal {proposal_id}."
        return self._plan("vote", arguments, words, nothing)

    def vote_with_reason(
        self,
        proposal_id: int,
        community_id: int,
        place: int,
        fingerprint: bytes,
        choice: Choice,
        reason: bytes,
    ) -> Plan[None]:
        """Vote, or change the vote, and give the digest of the reason."""
        arguments = (proposal_id, community_id, place, fingerprint, int(choice), reason)
        words = f"Vote {choice.words} on proposal {proposal_id}, with a reason."
        return self._plan("vote_with_reason", arguments, words, nothing)

    def cast_ballots(
        self,
        proposal_id: int,
        title: bytes,
        matter: bytes,
        proposer: int,
        community_id: int,
        page: int,
        fingerprint: bytes,
        packed: bytes,
        with_reasons: bool = False,
    ) -> Plan[Count]:
        """Carry signed ballots of one page; bad ones are skipped and told in the count."""
        number = len(packed) // (98 if with_reasons else 66)
        arguments = (
            proposal_id,
            title,
            matter,
            proposer,
            community_id,
            page,
            fingerprint,
            packed,
            with_reasons,
        )
        words = f"Carry {number:,} ballots of community {community_id} on proposal {proposal_id}."
        return self._plan("cast_ballots", arguments, words, count)

    def cast_ballot_by_signature(
        self,
        proposal_id: int,
        title: bytes,
        matter: bytes,
        proposer: int,
        community_id: int,
        place: int,
        fingerprint: bytes,
        choice: Choice,
        reason: bytes,
        signature: bytes,
    ) -> Plan[Count]:
        """Carry one ballot with any signature its person's account accepts, ERC-1271 too."""
        words = f"Carry one signed ballot {choice.words} on proposal {proposal_id}."
        arguments = (
            proposal_id,
            title,
            matter,
            proposer,
            community_id,
            place,
            fingerprint,
            int(choice),
            reason,
            signature,
        )
        return self._plan("cast_ballot_by_signature", arguments, words, count)

    def vote_as_steward(self, proposal_id: int, community_id: int, choice: Choice) -> Plan[None]:
        """Vote for a community as its steward."""
        words = f"Vote {choice.words} on proposal {proposal_id} for community {community_id}."
        arguments = (proposal_id, community_id, int(choice))
        return self._plan("vote_as_steward", arguments, words, nothing)

    def ballot(
        self, docket: Docket, choice: Choice, reason: bytes = NO_REASON
    ) -> Ballot | BallotWithReason:
        """Give the act that a citizen signs."""
        where = self.domain
        if reason == NO_REASON:
            return Ballot(where, docket.proposal_id, docket.title, choice)
        return BallotWithReason(where, docket.proposal_id, docket.title, choice, reason)

    @cached_property
    def domain(self) -> Domain:
        return Domain(self.name(), self.client.chain_id, self.address)

    # --- views

    def name(self) -> str:
        """Read the federation's name."""
        return str(self._read("name"))

    def level(self) -> int:
        """Read the federation's level: it takes in only federations of a lower one."""
        return int(self._read("level"))

    def community_id(self) -> int:
        """Read the federation's own number as a community."""
        return int(self._read("community_id"))

    def charter_version(self) -> int:
        """Read which version of the charter is in force."""
        return int(self._read("charter_version"))

    def charter(self, version: int) -> Charter:
        """Read one version of the charter."""
        return build(Charter, self._read("charter", version))

    def seats(self) -> int:
        """Read how many seats were ever given."""
        return int(self._read("seats"))

    def member(self, community_id: int) -> Member:
        """Read a community's membership."""
        return build(Member, self._read("member", community_id))

    def member_in(self, seat: int) -> Member:
        """Read the membership that holds a seat."""
        return build(Member, self._read("member_in", seat))

    def is_member(self, community_id: int) -> bool:
        """Read whether a community is a member now."""
        return bool(self._read("is_member", community_id))

    def ratified(self, version: int, community_id: int) -> bool:
        """Read whether a community ratified a version of the charter."""
        return bool(self._read("ratified", version, community_id))

    def proposal_count(self) -> int:
        """Read how many proposals there are; they are numbered from 1."""
        return int(self._read("proposal_count"))

    def proposal(self, proposal_id: int) -> Proposal:
        """Read a proposal's calendar and stage."""
        return build_for(Proposal, proposal_id, self._read("proposal", proposal_id))

    def tally(self, proposal_id: int) -> Tally:
        """Read the count of a proposal as it stands."""
        return build(Tally, self._read("tally", proposal_id))

    def choice_of(self, proposal_id: int, community_id: int, place: int) -> Choice:
        """Read the vote of a place of a roll."""
        return Choice(self._read("choice_of", proposal_id, community_id, place))

    def steward_choice_of(self, proposal_id: int, community_id: int) -> Choice:
        """Read the vote of a community's steward."""
        return Choice(self._read("steward_choice_of", proposal_id, community_id))


def count(logs: tuple[events.Event, ...]) -> Count:
    """Read what became of a batch of ballots from its events."""
    counted = sum(each.counted for each in logs if isinstance(each, events.BallotsCast))
    counted += sum(isinstance(each, events.BallotCast) for each in logs)
    skipped = tuple(
        SkippedBallot(each.community_id, *divmod(each.place, PAGE_LIMIT), "", each.reason)
        for each in logs
        if isinstance(each, events.BallotSkipped)
    )
    return Count(counted, skipped)
