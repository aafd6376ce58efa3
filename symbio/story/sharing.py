# SPDX-License-Identifier: Apache-2.0
"""The chapters of money: a season's revenue is shared by the charter, and everyone claims."""

from __future__ import annotations

from dataclasses import dataclass, field

from symbio.domain.amount import Amount
from symbio.domain.charter import COMMONS
from symbio.domain.payee import Payee
from symbio.domain.revenue_csv import Record, totals
from symbio.domain.rules import WHOLE
from symbio.story.chapter import Chapter
from symbio.story.example import Season
from symbio.story.stage import Stage, refusal


@dataclass
class Ledger:
    """What the charter promises, counted here on its own: all received, by share, less claimed.

    A recipient is owed the floor of its share of all that ever came in; the fraction stays with it.
    """

    received: dict[str, int] = field(default_factory=dict)
    claimed: dict[tuple[str, str], int] = field(default_factory=dict)
    paid_out: dict[str, int] = field(default_factory=dict)
    elsewhere: dict[str, int] = field(default_factory=dict)
    """What other splits than the federation's hold, from trade."""

    def receive(self, symbol: str, units: int) -> None:
        self.received[symbol] = self.received.get(symbol, 0) + units

    def receive_elsewhere(self, symbol: str, units: int) -> None:
        self.elsewhere[symbol] = self.elsewhere.get(symbol, 0) + units

    def owed(self, key: str, share: int, symbol: str) -> int:
        due = self.received.get(symbol, 0) * share // WHOLE
        return due - self.claimed.get((key, symbol), 0)

    def claim(self, key: str, symbol: str, units: int) -> None:
        self.claimed[key, symbol] = self.claimed.get((key, symbol), 0) + units

    def pay(self, symbol: str, units: int) -> None:
        self.paid_out[symbol] = self.paid_out.get(symbol, 0) + units

    def held(self, symbol: str) -> int:
        held = self.received.get(symbol, 0) + self.elsewhere.get(symbol, 0)
        return held - self.paid_out.get(symbol, 0)

    def copy(self) -> Ledger:
        return Ledger(
            dict(self.received), dict(self.claimed), dict(self.paid_out), dict(self.elsewhere)
        )


def share_season(stage: Stage, ledger: Ledger) -> None:
    """The first season's revenue comes in, in two currencies and two ways."""
    season = stage.example.seasons[0]
    words = (
        "Tours, premiums and licences sold under the federation's name are paid into its split: by "
        "deposit, or simply to its address, as a shop or an exchange would. Nobody divides the "
        "money by hand, and paying in costs the same for any number of recipients."
    )
    with stage.chapter("share", "A season's revenue is shared", words) as chapter:
        receive(stage, chapter, ledger, season)
        rows = []
        for key, share in stage.example.charter.shares().items():
            row: dict[str, str | int | bool] = {
                "recipient": stage.name(key),
                "basis_points": stage.world.treasury.share(stage.split, stage.payee(key)),
            }
            for symbol in stage.coins:
                owed = _owed(stage, key, symbol)
                row[symbol] = owed.plain()
                chapter.check(
                    f"{stage.name(key)} is owed its share in {symbol}, to the last unit.",
                    owed.units == ledger.owed(key, share, symbol),
                )
            rows.append(row)
        chapter.table("owed", "What the split owes each recipient", rows)
        check_held(stage, chapter, ledger)


def receive(stage: Stage, chapter: Chapter, ledger: Ledger, season: Season) -> None:
    """Pay a season's records into the split."""
    rows = []
    before = {
        symbol: stage.world.treasury.received(stage.split, coin.token)
        for symbol, coin in stage.coins.items()
    }
    for record in season.records:
        amount = stage.amount(record.currency, record.minor_units)
        credited, gas = _pay_in(stage, chapter, record, amount)
        ledger.receive(record.currency, record.minor_units)
        rows.append(
            {
                "source": record.source,
                "payer": stage.name(record.payer),
                "credited": str(credited),
                "way": "deposit" if record.way == "deposit" else "paid to the split's address",
                "gas": gas,
            }
        )
        chapter.check(f"“{record.source}” was credited in full.", credited == amount)
    chapter.table("revenue", f"Revenue of the season: {season.name}", rows)
    for symbol, units in totals(season.records).items():
        coin = stage.coins[symbol]
        came = stage.world.treasury.received(stage.split, coin.token) - before[symbol]
        chapter.fact(f"season_in_{symbol}", str(came))
        chapter.check(f"The season came to {came}, as in the records.", came.units == units)


def _pay_in(stage: Stage, chapter: Chapter, record: Record, amount: Amount) -> tuple[Amount, int]:
    treasury, coin = stage.world.treasury, stage.coins[record.currency]
    payer = stage.steward(record.payer)
    # The buyer's money comes from outside the story.
    coin.transfer(payer.address, amount).send()
    if record.way == "deposit":
        chapter.send(coin.approve(treasury.address, amount), payer)
        receipt = chapter.send(treasury.deposit(stage.split, amount), payer)
        return receipt.value, receipt.gas_used
    where = treasury.receiving_address(stage.split)
    chapter.send(coin.transfer(where, amount), payer)
    receipt = chapter.send(treasury.collect(stage.split, coin.token), stage.relayer)
    return receipt.value, receipt.gas_used


def claim_all(stage: Stage, ledger: Ledger) -> None:
    """Everyone is paid what they are owed, each by a call of their own."""
    words = (
        "Each recipient takes what it is owed; anybody may send the call, but the money goes only "
        "where it belongs. A community's part goes to its steward, the commons to the federation's "
        "own address, and a community that passes its part on has it flow into its own split."
    )
    with stage.chapter("claim", "Everyone claims", words) as chapter:
        claim(stage, chapter, ledger, list(stage.example.charter.shares()))
        symbol, coin = next(iter(stage.coins.items()))
        key = next(iter(stage.example.charter.shares()))
        plan = stage.world.treasury.claim(stage.split, coin.token, stage.payee(key))
        reason = refusal(plan, stage.relayer.address)
        chapter.check(f"Nobody is paid twice ({symbol}).", reason == "treasury: nothing to claim")
        check_held(stage, chapter, ledger)
        for symbol, coin in stage.coins.items():
            left = stage.world.treasury.held(coin.token)
            chapter.fact(f"fractions_that_wait_in_{symbol}", str(left))
            most = len(stage.example.charter.shares()) + sum(
                len(stage.example.community(key).passes_on) for key in stage.onward
            )
            chapter.check(
                f"What waits in {symbol} are fractions of smallest units.", left.units < most
            )


def claim(stage: Stage, chapter: Chapter, ledger: Ledger, keys: list[str]) -> None:
    """Claim for these recipients, in every currency in which they are owed anything."""
    shares = stage.example.charter.shares()
    rows: list[dict[str, str | int | bool]] = []
    for n, key in enumerate(keys, 1):
        for symbol, coin in stage.coins.items():
            due = ledger.owed(key, shares[key], symbol)
            if due == 0:
                continue
            ledger.claim(key, symbol, due)
            plan = stage.world.treasury.claim(stage.split, coin.token, stage.payee(key))
            if key in stage.onward:
                chapter.send(plan, stage.relayer)
                rows += _claim_onward(stage, chapter, ledger, key, symbol)
                continue
            to = _account(stage, key)
            before = coin.balance(to)
            receipt = chapter.send(plan, stage.relayer)
            paid = coin.balance(to) - before
            ledger.pay(symbol, due)
            rows.append(_row(stage.name(key), paid, receipt.gas_used))
            chapter.check(f"{stage.name(key)} holds {paid} more, as due.", paid.units == due)
        stage.listener.advanced("Recipients paid", n, len(keys))
    chapter.table("claims", "What arrived with whom", rows)


def _claim_onward(
    stage: Stage, chapter: Chapter, ledger: Ledger, key: str, symbol: str
) -> list[dict[str, str | int | bool]]:
    """Pay the accounts of a nested split what has just flowed into it."""
    treasury, coin, split = stage.world.treasury, stage.coins[symbol], stage.onward[key]
    flowed = treasury.received(split, coin.token)
    chapter.check(
        f"{stage.name(key)}: all of its {symbol} flowed into its own split.",
        flowed.units == ledger.claimed[key, symbol],
    )
    rows = []
    for n, onward in enumerate(stage.example.community(key).passes_on, 1):
        account = stage.example.keys.address(f"onward/{key}", n)
        name = f"{onward.to} ({stage.example.community(key).name})"
        before = coin.balance(account)
        plan = treasury.claim(split, coin.token, Payee.account(account))
        receipt = chapter.send(plan, stage.relayer)
        paid = coin.balance(account) - before
        done = ledger.claimed.get((name, symbol), 0)
        due = flowed.units * onward.share // WHOLE - done
        ledger.claim(name, symbol, due)
        ledger.pay(symbol, due)
        rows.append(_row(name, paid, receipt.gas_used))
        chapter.check(f"{onward.to}: {paid}, as due.", paid.units == due)
    return rows


def check_held(stage: Stage, chapter: Chapter, ledger: Ledger) -> None:
    """Hold the Treasury's books, its balance and the ledger together."""
    treasury = stage.world.treasury
    for symbol, coin in stage.coins.items():
        booked, balance = treasury.held(coin.token), coin.balance(treasury.address)
        chapter.check(
            f"The Treasury holds exactly what it owes in {symbol}.",
            booked == balance and booked.units == ledger.held(symbol),
        )


def _owed(stage: Stage, key: str, symbol: str) -> Amount:
    token = stage.coins[symbol].token
    return stage.world.treasury.owed(stage.split, token, stage.payee(key))


def _account(stage: Stage, key: str) -> str:
    return stage.federation_address if key == COMMONS else stage.steward(key).address


def _row(name: str, paid: Amount, gas: int) -> dict[str, str | int | bool]:
    return {"to": name, "paid": str(paid), "gas": gas}
