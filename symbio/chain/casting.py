# SPDX-License-Identifier: Apache-2.0
"""Carry signed ballots: checked here first, grouped by page, sorted by place, parted in batches."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from symbio.chain.federation import NO_REASON, Federation
from symbio.chain.people import packed_ballot
from symbio.chain.plan import Plan, Receipt
from symbio.chain.rolls import Rolls
from symbio.chain.signer import Signer
from symbio.chain.signing import SignedAct, recovered
from symbio.domain.acts import Ballot, BallotWithReason
from symbio.domain.communities import Standing
from symbio.domain.errors import NotOnRoll, SymbioError
from symbio.domain.federation import BATCH_LIMIT, Count, Docket, SkippedBallot

REASONED_LIMIT = 260
"""Ballots with reasons are longer, and the contract takes as many bytes."""

Group = tuple[int, int, bool]


@dataclass(frozen=True, slots=True)
class Rejected:
    """A signed ballot that was not put into a batch, and why in words."""

    signer: str
    reason: str


@dataclass(frozen=True)
class Casting:
    """Batches that are ready to be sent by any relayer, and the ballots that were left out."""

    plans: tuple[Plan[Count], ...]
    rejected: tuple[Rejected, ...]
    rolls: Rolls

    def send(
        self,
        signer: Signer | None = None,
        told: Callable[[Receipt[Count]], None] | None = None,
    ) -> Count:
        """Send every batch; gives the whole count, with the names of those the chain skipped."""
        whole = Count(0)
        for plan in self.plans:
            receipt = plan.send(signer)
            if told is not None:
                told(receipt)
            named = tuple(self._named(each) for each in receipt.value.skipped)
            whole = whole + Count(receipt.value.counted, named)
        return whole

    def _named(self, skipped: SkippedBallot) -> SkippedBallot:
        people = self.rolls.people_on(skipped.community_id, skipped.page)
        person = people[skipped.offset] if skipped.offset < len(people) else ""
        return replace(skipped, person=person)


@dataclass(frozen=True, slots=True)
class _Placed:
    standing: Standing
    act: Ballot | BallotWithReason
    signature: bytes

    @property
    def reason(self) -> bytes:
        return self.act.reason if isinstance(self.act, BallotWithReason) else b""


class Caster:
    """Prepares the ballots of one proposal; `version` is the roll version that it has pinned."""

    def __init__(self, federation: Federation, rolls: Rolls, docket: Docket, version: int) -> None:
        self._federation = federation
        self._rolls = rolls
        self._docket = docket
        self._version = version
        self._domain = federation.domain

    def prepare(self, ballots: Iterable[SignedAct]) -> Casting:
        """Check ballots against the pinned rolls and plan their batches."""
        rejected: list[Rejected] = []
        packs: dict[Group, dict[int, _Placed]] = defaultdict(dict)
        singles: list[_Placed] = []
        for signed in ballots:
            try:
                placed, by_key = self._placed(signed)
            except SymbioError as error:
                rejected.append(Rejected(signed.signer, str(error)))
                continue
            if not by_key:
                singles.append(placed)
                continue
            where = placed.standing
            pack = packs[where.community_id, where.page, bool(placed.reason)]
            if where.offset in pack:
                rejected.append(Rejected(signed.signer, "The same person signed another ballot."))
            else:
                pack[where.offset] = placed
        plans = [
            plan for group, pack in sorted(packs.items()) for plan in self._batches(group, pack)
        ]
        plans += [self._single(placed) for placed in singles]
        return Casting(tuple(plans), tuple(rejected), self._rolls)

    def _placed(self, signed: SignedAct) -> tuple[_Placed, bool]:
        act = signed.read()
        if not isinstance(act, Ballot | BallotWithReason) or act.domain != self._domain:
            raise NotOnRoll("This is no ballot of this federation.")
        if (act.proposal, act.title) != (self._docket.proposal_id, self._docket.title):
            raise NotOnRoll(f"This ballot is on proposal {act.proposal}, “{act.title}”.")
        if signed.community is None:
            raise NotOnRoll("The ballot does not say on whose roll its signer stands.")
        signature = signed.raw_signature()
        standing = self._rolls.find(signed.community, signed.signer, self._version)
        by_key = recovered(act, signature) == standing.person
        if not by_key and not self._federation.client.code(standing.person):
            raise NotOnRoll(f"{standing.person} did not sign this ballot.")
        return _Placed(standing, act, signature), by_key

    def _batches(self, group: Group, pack: dict[int, _Placed]) -> Iterator[Plan[Count]]:
        community_id, page, reasoned = group
        placed = [pack[offset] for offset in sorted(pack)]
        size = REASONED_LIMIT if reasoned else BATCH_LIMIT
        for at in range(0, len(placed), size):
            batch = placed[at : at + size]
            packed = b"".join(
                packed_ballot(each.standing.offset, each.act.choice, each.signature, each.reason)
                for each in batch
            )
            yield self._federation.cast_ballots(
                self._docket.proposal_id,
                self._docket.title_hash,
                self._docket.matter,
                self._docket.proposer,
                community_id,
                page,
                batch[0].standing.fingerprint,
                packed,
                reasoned,
            )

    def _single(self, placed: _Placed) -> Plan[Count]:
        where = placed.standing
        return self._federation.cast_ballot_by_signature(
            self._docket.proposal_id,
            self._docket.title_hash,
            self._docket.matter,
            self._docket.proposer,
            where.community_id,
            where.place,
            where.fingerprint,
            placed.act.choice,
            placed.reason or NO_REASON,
            placed.signature,
        )
