# SPDX-License-Identifier: Apache-2.0
"""Who is owed what of a running total, exactly, however often the shares change.

Twin of contracts/modules/shares.vy, in integers. A payment adds to one total per (split, token); a
share change adds one term per payee; a claim walks the payee's own terms since the last claim. The
fraction of a unit that a claim leaves over stays with its payee (design: "pull, exact, accounted").
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from symbio.domain.refusals.treasury import (
    MoreThanItCanCount,
    NothingToClaim,
    PayeeHasNoShare,
    PayeeNamedTwice,
    SharesAndPayeesDiffer,
    SharesExceedWhole,
    SharesFallShort,
    TooManyPayees,
)

WHOLE = 10_000
MAX_PAYEES = 64
MAX_WALK = 32
MOST = 2**128 - 1


@dataclass(frozen=True, slots=True)
class Term:
    """A payee's share from a version of the shares on."""

    share: int
    since: int


@dataclass(frozen=True, slots=True)
class Total:
    """What a split received in one token.

    `checkpoints` are (version, received before it), for each later version that was credited.
    """

    received: int = 0
    first: int = 0
    last: int = 0
    checkpoints: tuple[tuple[int, int], ...] = ()

    def credit(self, version: int, amount: int) -> Total:
        """Add a payment; raises MoreThanItCanCount."""
        if amount > MOST - self.received:
            raise MoreThanItCanCount
        checkpoints = self.checkpoints
        if self.first and version != self.last:
            checkpoints += ((version, self.received),)
        return Total(self.received + amount, self.first or version, version, checkpoints)

    def before(self, version: int) -> int:
        """Tell what had been received when a version of the shares began."""
        if version <= self.first:
            return 0
        if version > self.last:
            return self.received
        return self.checkpoints[bisect_left(self.checkpoints, (version, 0))][1]


@dataclass(frozen=True, slots=True)
class Position:
    """How far a payee's claims have come in one token; `carry` is in 1/10,000 of a unit."""

    settled: int = 0
    carry: int = 0
    index: int = 0


@dataclass(frozen=True, slots=True)
class Settlement:
    """What a claim takes off, where it leaves the payee, and whether it reached the present."""

    owed: int
    position: Position
    complete: bool


def walk(
    total: Total, terms: Sequence[Term], position: Position, most: int | None = None
) -> Settlement:
    """Add up what a payee is owed; past `most` earlier terms it stops before the latest."""
    if not terms:
        return Settlement(0, position, True)
    settled, credit, index = position.settled, position.carry, position.index
    if position == Position():
        settled = total.before(terms[0].since)
    end = len(terms) - 1
    stop = end if most is None else min(end, index + most)
    for term, following in pairwise(terms[index : stop + 1]):
        up_to = total.before(following.since)
        credit += term.share * (up_to - settled)
        settled = up_to
    if stop == end:
        credit += terms[end].share * (total.received - settled)
        settled = total.received
    owed, carry = divmod(credit, WHOLE)
    return Settlement(owed, Position(settled, carry, stop), stop == end)


def settle(total: Total, terms: Sequence[Term], position: Position) -> Settlement:
    """Settle a claim as the Treasury does, at most `MAX_WALK` earlier terms on.

    Raises:
        NothingToClaim: not a whole unit is owed, and there is nothing to walk on through.
    """
    found = walk(total, terms, position, MAX_WALK)
    if found.owed == 0 and found.complete:
        raise NothingToClaim
    return found


def owed(total: Total, terms: Sequence[Term], position: Position) -> int:
    """Tell the whole units that a payee is owed now."""
    return walk(total, terms, position).owed


@dataclass(frozen=True, slots=True)
class Shares:
    """The shares of a split's payees, by payee word, through all versions."""

    version: int
    terms: Mapping[int, tuple[Term, ...]]

    @classmethod
    def create(cls, payees: Sequence[int], shares: Sequence[int]) -> Shares:
        """Begin with shares that sum to the whole.

        Raises:
            SharesExceedWhole, SharesFallShort, SharesAndPayeesDiffer, PayeeHasNoShare,
            PayeeNamedTwice.
        """
        return cls(0, {})._assign(payees, shares, WHOLE)

    def change(self, payees: Sequence[int], shares: Sequence[int]) -> Shares:
        """Set the shares of those named, for the future; 0 removes. Raises as `create`.

        Raises:
            TooManyPayees: more than 64 would have a share.
        """
        return self._assign(payees, shares, 0)

    def share(self, payee: int) -> int:
        """Tell a payee's share now."""
        terms = self.terms.get(payee, ())
        return terms[-1].share if terms else 0

    @property
    def payees(self) -> int:
        """How many have a share above zero."""
        return sum(1 for payee in self.terms if self.share(payee))

    def _assign(self, payees: Sequence[int], shares: Sequence[int], unassigned: int) -> Shares:
        if len(payees) != len(shares):
            raise SharesAndPayeesDiffer
        version, free = self.version + 1, unassigned
        changed = replace(self, version=version, terms=dict(self.terms))
        for payee, share in zip(payees, shares, strict=True):
            terms = changed.terms.get(payee, ())
            former = terms[-1].share if terms else 0
            if terms and terms[-1].since == version:
                raise PayeeNamedTwice
            if share > WHOLE:
                raise SharesExceedWhole
            if not share and not former:
                raise PayeeHasNoShare
            free += former
            changed = replace(
                changed, terms={**changed.terms, payee: (*terms, Term(share, version))}
            )
        if sum(shares) > free:
            raise SharesExceedWhole
        if sum(shares) < free:
            raise SharesFallShort
        if changed.payees > MAX_PAYEES:
            raise TooManyPayees
        return changed
