# SPDX-License-Identifier: Apache-2.0
"""The chapter of a barter in a ring."""

from __future__ import annotations

from symbio.chain.signing import sign
from symbio.domain.amount import Amount
from symbio.domain.market import Swap
from symbio.domain.rules import DAY
from symbio.story.stage import Citizen, Stage, refusal
from symbio.story.trade_files import Trade


def barter(stage: Stage, trade: Trade) -> None:
    """A ring of three, each giving to the next, in one transaction or not at all."""
    words = (
        "Three people of three communities trade in a ring: none of them has what their own "
        "supplier wants. Each signs one swap; anybody carries all three, and they happen "
        "together or not at all."
    )
    with stage.chapter("barter", "A barter in a ring", words) as chapter:
        market, swaps, signatures = stage.world.suite.market, [], []
        givers = [stage.citizens(entry.giver)[entry.person - 1] for entry in trade.ring]
        for n, (entry, giver) in enumerate(zip(trade.ring, givers, strict=True), 1):
            coin = stage.coins[entry.gives]
            given = coin.token.units(entry.amount)
            coin.transfer(giver.signer.address, given).send()
            chapter.send(coin.approve(market.address, given), stage.fund(giver))
            swap = Swap(
                giver=giver.signer.address,
                title=entry.title,
                gives=coin.token.address,
                gives_amount=entry.amount,
                wants=stage.coins[entry.wants].token.address,
                wants_amount=entry.wants_amount,
                until=stage.world.now + DAY,
                nonce=1_000 + n,
            )
            swaps.append(swap)
            signatures.append(sign(market.swapping(swap), giver.signer).raw_signature())
        short = market.barter(swaps[:-1], signatures[:-1])
        reason = refusal(short, stage.relayer.address)
        chapter.check("Without one of them the ring doesn't close.", bool(reason))
        before = [_wanted(stage, n, trade, givers) for n in range(len(givers))]
        receipt = chapter.send(market.barter(swaps, signatures), stage.relayer)
        rows = []
        for n, entry in enumerate(trade.ring):
            came = _wanted(stage, n, trade, givers) - before[n]
            due = trade.ring[n - 1].amount
            chapter.check(f"{stage.name(entry.giver)}: {came} came.", came.units == due)
            rows.append({"who": stage.name(entry.giver), "gave": entry.title, "got": str(came)})
        chapter.table("ring", "What each gave and got", rows)
        chapter.fact("gas_of_the_ring", receipt.gas_used)
        again = refusal(market.barter(swaps, signatures), stage.relayer.address)
        chapter.check("What was signed counts once.", bool(again))


def _wanted(stage: Stage, n: int, trade: Trade, givers: list[Citizen]) -> Amount:
    coin = stage.coins[trade.ring[n].wants]
    return coin.balance(givers[n].signer.address)
