# SPDX-License-Identifier: Apache-2.0
"""What Plans takes: a plan as it stands on chain, its digest, and who may file how many.

Twin of `contracts/modules/plan_book.vy`. The document a plan is written in is `domain/plan.py`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntFlag

from eth_hash.auto import keccak

from symbio.domain.addresses import NOBODY
from symbio.domain.refusals import plans as refused
from symbio.domain.refusals.base import Refused
from symbio.domain.rules import DAY

MOST_OBLIGATIONS = 8
MOST_PLANS = 16
TITLE_BYTES = 80
LONGEST = 3_650 * DAY
MOST_OWED = 2**128 - 1
MEDIATOR, PANEL, JUROR = 9, 10, 11
BY_PARTIES, BY_MEDIATOR, BY_PANEL, BY_JURY = 8, 2, 3, 3


class Kind(IntFlag):
    """What an obligation is."""

    RESTITUTION = 1
    REPAIR = 2
    APOLOGY = 4
    JOINT_PROJECT = 8
    CHANGE = 16


@dataclass(frozen=True, slots=True)
class Obligation:
    """What one community owes another under a plan.

    `term` is in seconds from the moment the plan is in force. `token`, `amount` and `split_id` are
    of restitution alone, which is paid into that split of the Treasury.
    """

    obligor: int
    beneficiary: int
    kind: Kind
    term: int
    description: bytes
    clause: bytes = bytes(32)
    token: str = NOBODY
    amount: int = 0
    split_id: int = 0

    def for_chain(self) -> tuple[object, ...]:
        """Give the values in the order of the contract's struct."""
        head = (self.obligor, self.beneficiary, int(self.kind), self.term)
        return (*head, self.description, self.clause, self.token, self.amount, self.split_id)

    @property
    def words(self) -> tuple[int, ...]:
        """The ABI's nine words of it."""
        head = (self.obligor, self.beneficiary, int(self.kind), self.term)
        digests = (int.from_bytes(self.description), int.from_bytes(self.clause))
        return (*head, *digests, int(self.token, 16), self.amount, self.split_id)


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan: `text` is the sha-256 of its document."""

    title: str
    text: bytes
    obligations: tuple[Obligation, ...]

    def for_chain(self) -> tuple[object, ...]:
        """Give the values in the order of the contract's struct."""
        return (self.title, self.text, [each.for_chain() for each in self.obligations])

    @property
    def matter(self) -> bytes:
        """The digest of all but the title; with the title's it makes the plan's own."""
        words = [int.from_bytes(self.text), 64, len(self.obligations)]
        words += [word for each in self.obligations for word in each.words]
        return keccak(b"".join(word.to_bytes(32) for word in words))

    @property
    def digest(self) -> bytes:
        """What stands on chain."""
        return keccak(keccak(self.title.encode("utf-8")) + self.matter)


def check(plan: Plan, parties: Sequence[int], affected: Sequence[int] = ()) -> None:
    """Raise the refusal that the contract would give, but of splits, which only the chain knows."""
    if not plan.title:
        raise refused.PlanWithoutTitle
    if not plan.obligations:
        raise refused.PlanIsEmpty
    for each in plan.obligations:
        problem = _problem(each, parties, affected)
        if problem is not None:
            raise problem


def _problem(
    owed: Obligation, parties: Sequence[int], affected: Sequence[int]
) -> type[Refused] | None:
    kind = int(owed.kind)
    bare = owed.token == NOBODY and not owed.amount and not owed.split_id
    is_money = kind == Kind.RESTITUTION
    problems: tuple[tuple[bool, type[Refused]], ...] = (
        (owed.obligor not in parties, refused.ObligorNotAParty),
        (owed.beneficiary not in (*parties, *affected), refused.ObligationToNobody),
        (owed.beneficiary == owed.obligor, refused.ObligationToOneself),
        (kind == 0 or kind & (kind - 1) != 0, refused.ObligationOfNoKind),
        (not DAY <= owed.term <= LONGEST, refused.TermOutOfRange),
        (is_money and owed.token == NOBODY, refused.RestitutionWithoutToken),
        (is_money and not 0 < owed.amount <= MOST_OWED, refused.RestitutionOutOfRange),
        (not is_money and not bare, refused.OnlyRestitutionIsMoney),
    )
    return next((problem for is_so, problem in problems if is_so), None)


def most_of(role: int, parties: int) -> int:
    """Tell how many plans a party, or all of a role, may file in a case."""
    if role < MEDIATOR:
        return BY_PARTIES // parties
    return {MEDIATOR: BY_MEDIATOR, PANEL: BY_PANEL, JUROR: BY_JURY}[role]
