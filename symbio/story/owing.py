# SPDX-License-Identifier: Apache-2.0
"""The chapter of a season's obligations, which both sides sign."""

from __future__ import annotations

from collections import defaultdict

from symbio.chain.signing import sign
from symbio.domain import acts
from symbio.domain.addresses import NOBODY
from symbio.domain.claims import MOST_REGISTERED
from symbio.domain.currencies import money
from symbio.domain.rules import DAY
from symbio.story.chapter import Value
from symbio.story.stage import Citizen, Stage, refusal
from symbio.story.trade_files import Trade, seconds


def owe(stage: Stage, trade: Trade) -> None:
    """A season's invoices are signed by both sides and registered."""
    words = (
        "Over a season people of the three communities have come to owe one another for fish, "
        "fuel, meals, rooms and science. Debtor and creditor sign each obligation; anybody "
        "carries them."
    )
    with stage.chapter("obligations", "A season's obligations", words) as chapter:
        obligations, made = stage.world.suite.obligations, _signed(stage, trade)
        for at in range(0, len(made), MOST_REGISTERED):
            some = made[at : at + MOST_REGISTERED]
            chapter.send(
                obligations.register_many(
                    [act for act, _ in some],
                    [both[0] for _, both in some],
                    [both[1] for _, both in some],
                ),
                stage.relayer,
            )
            stage.listener.advanced("Obligations registered", at + len(some), len(made))
        chapter.check(
            f"All {len(made)} obligations of the season are on record.",
            obligations.obligation_count() == len(made),
        )
        again = obligations.register(made[0][0], *made[0][1])
        twice = refusal(again, stage.relayer.address)
        chapter.check("What was signed once is owed once.", bool(twice))
        chapter.fact("gas_per_obligation", chapter.gas // len(made))
        chapter.table("owed", "What is owed", _owed(trade))


def _signed(stage: Stage, trade: Trade) -> list[tuple[acts.Obligation, tuple[bytes, bytes]]]:
    """Write each obligation, and have debtor and creditor sign it."""
    domain, made = stage.world.suite.obligations.domain, []
    for n, row in enumerate(trade.obligations, 1):
        debtor = person(stage, trade, row.debtor).signer
        creditor = person(stage, trade, row.creditor).signer
        act = acts.Obligation(
            domain,
            debtor=debtor.address,
            creditor=creditor.address,
            currency=row.currency,
            amount=row.minor_units,
            due=seconds(row.due),
            expires=max(seconds(row.due), stage.world.now) + 365 * DAY,
            reference=row.reference,
            arbiter=NOBODY,
            nonce=n,
        )
        both = sign(act, debtor).raw_signature(), sign(act, creditor).raw_signature()
        made.append((act, both))
    return made


def _owed(trade: Trade) -> list[dict[str, Value]]:
    found: dict[str, list[int]] = defaultdict(list)
    for row in trade.obligations:
        found[row.currency].append(row.minor_units)
    return [
        {"currency": code, "obligations": len(each), "in all": money(sum(each), code)}
        for code, each in found.items()
    ]


def person(stage: Stage, trade: Trade, key: str) -> Citizen:
    """Give the person of a roll who signs for a participant."""
    who = trade.participants[key]
    return stage.citizens(who.community)[who.person - 1]
