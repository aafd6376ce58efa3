# SPDX-License-Identifier: Apache-2.0
"""All that a round of a federation may touch, read from the chain: what a solver works on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from symbio.chain.clearing import Clearing
from symbio.chain.credit import Credit
from symbio.domain.claims import Phase, Round
from symbio.domain.clearing import Book, CommunityBound, CreditLine, Obligation
from symbio.domain.clearing_ledger import Ledger


def ledger(clearing: Clearing) -> Ledger:
    """Read all that Clearing, its Obligations and its Credit have logged."""
    three = [clearing.obligations(), clearing.address, clearing.credit()]
    return Ledger().read(each.event for each in clearing.client.logs(three))


def current_round(clearing: Clearing, federation: str) -> Round | None:
    """Give the federation's round that is under way; None where there is none."""
    latest = clearing.latest_round(federation)
    found = clearing.round(latest) if latest else None
    return None if found is None or found.phase in (Phase.NONE, Phase.CLOSED) else found


class Circle:
    """A federation's circle: its obligations, consents, lines and values, side by side."""

    def __init__(self, clearing: Clearing, credit: Credit, federation: str) -> None:
        self.clearing = clearing
        self.credit = credit
        self.federation = federation

    def book(
        self,
        read: Ledger,
        round: Round | None = None,
        drafts: Sequence[Obligation] = (),
    ) -> Book:
        """Give what a round would work on; `drafts` are obligations that aren't registered yet.

        Of a round that is under way: its pinned values, and while entries compete only obligations
        that were registered before it.
        """
        values = self.values(read, round)
        most = None
        if round is not None and round.phase is Phase.SUBMITTING:
            most = round.obligations
        owed = [
            each
            for each in (*read.obligations(), *drafts)
            if each.currency in values and (most is None or each.number <= most)
        ]
        sides = {side for each in owed for side in (each.debtor, each.creditor)}
        lines = tuple(self._lines(read, values, sides))
        return Book(
            obligations=tuple(owed),
            values=values,
            acceptances=read.acceptances(self.federation),
            lines=lines,
            bounds=tuple(self._bounds(read, lines)),
        )

    def values(self, read: Ledger, round: Round | None = None) -> dict[str, int]:
        """Give the value of each currency that takes part, pinned or as of now."""
        if round is not None and round.round_id in read.rounds:
            found = read.rounds[round.round_id].values
        else:
            found = self.credit.terms(self.federation)[1]
        return {read.currencies[number]: value for number, value in found.items() if value}

    def _lines(
        self, read: Ledger, currencies: Iterable[str], sides: set[str]
    ) -> Iterable[CreditLine]:
        numbers = read.currency_ids
        for account in read.seats.accounts(self.federation):
            if account not in sides:
                continue
            seat = self.credit.seat(self.federation, account)
            for code in currencies:
                where = (self.federation, account, numbers[code])
                limits = self.credit.line(*where)
                line = CreditLine(
                    participant=account,
                    community=seat.community_id,
                    currency=code,
                    balance=self.credit.account_balance(*where),
                    soft=limits.soft,
                    hard=limits.hard,
                    surplus=limits.surplus,
                )
                yield line if seat.may_draw else _homeward(line)

    def _bounds(self, read: Ledger, lines: Iterable[CreditLine]) -> Iterable[CommunityBound]:
        numbers = read.currency_ids
        for community, code in sorted({(line.community, line.currency) for line in lines}):
            limits = self.credit.limits(self.federation, numbers[code])
            yield CommunityBound(
                community=community,
                currency=code,
                balance=self.credit.community_balance(self.federation, community, numbers[code]),
                bound=limits.community_bound,
            )


def _homeward(line: CreditLine) -> CreditLine:
    """Give the line of who left: no further draw, but what is owed may come back to zero."""
    owes, owed = max(0, -line.balance), max(0, line.balance)
    return replace(line, soft=owes, hard=owes, surplus=owed)
