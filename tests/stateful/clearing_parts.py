# SPDX-License-Identifier: Apache-2.0
"""How the clearing machine finds what to set off, and how it spoils it."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from symbio.domain.clearing import Circulation, Draw, Flow
from tests.stateful.clearing_bench import CODES, DAY, Bench
from tests.stateful.clearing_model import Model

# What a run must have met.
EXPECTED = (
    "a ring",
    "on credit",
    "by conversion",
    "circulation: a net position would change",
    "circulation: flows not in ascending order",
    "circulation: a flow is nothing",
    "circulation: no such obligation",
    "circulation: obligation is disputed",
    "circulation: flow exceeds what is owed",
    "circulation: a draw is nothing",
    "clearing: conversion exceeds the acceptance",
    "clearing: rate below the holder's minimum",
    "credit: beyond the line",
    "credit: beyond the surplus",
)


class Parts:
    """Circulations over what the model knows."""

    bench: Bench
    model: Model
    names: list[str]

    def spoilt(self, part: Circulation, kind: int, pick: int) -> Circulation:
        flows, draws = part.flows, part.draws
        if not flows:
            return part
        first, rest = flows[0], flows[1:]
        choices: dict[int, Circulation] = {
            0: replace(part, flows=rest),
            1: replace(part, flows=(first, *flows)),
            2: replace(part, flows=flows[::-1]),
            3: replace(part, flows=(replace(first, amount=0), *rest)),
            4: replace(part, flows=(replace(first, amount=first.amount + 1), *rest)),
            5: replace(part, flows=(replace(first, amount=10**6), *rest)),
            6: replace(part, flows=(*flows, Flow(10**6, 1))),
            7: replace(part, draws=(*draws, Draw(self.names[pick % 6], CODES[0], 1))),
            8: replace(part, draws=(*draws, Draw(self.names[pick % 6], CODES[1], 0))),
            9: replace(part, draws=tuple(replace(each, delta=-each.delta) for each in draws)),
            10: replace(part, draws=draws[1:]),
            11: replace(part, conversions=part.conversions[::-1]),
            12: replace(part, conversions=part.conversions[1:]),
        }
        return choices.get(kind, part)

    def closed(self, part: Circulation) -> Circulation:
        nets = Counter[tuple[str, str]]()
        for flow in part.flows:
            debt = self.model.debts[flow.number]
            nets[debt.creditor, debt.code] += flow.amount
            nets[debt.debtor, debt.code] -= flow.amount
        return replace(part, draws=tuple(Draw(*key, net) for key, net in nets.items() if net))

    def ring(self, pick: int) -> list[int]:
        """Walk along debts that still count until somebody comes round again."""
        code, at = CODES[pick % 5 == 0], self.names[pick % 6]
        now, seen, walked = self.bench.chain.time, [at], list[int]()
        while len(walked) < 7:
            out = [
                number
                for number, debt in self.model.debts.items()
                if (debt.debtor, debt.code) == (at, code)
                and debt.left
                and (pick % 4 == 0 or (not debt.raised_by and now // DAY <= debt.last_day))
            ]
            if not out:
                return []
            walked.append(out[pick % len(out)])
            at = self.model.debts[walked[-1]].creditor
            if at in seen:
                return walked[seen.index(at) :]
            seen.append(at)
        return []

    def number(self, pick: int) -> int:
        return list(self.model.debts)[pick % len(self.model.debts)]
