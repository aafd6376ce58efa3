# SPDX-License-Identifier: Apache-2.0
"""What the Market's machine plays with: tokens of all kinds, two sellers, two buyers, a court."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any, ClassVar

from hypothesis.stateful import RuleBasedStateMachine, initialize

from tests.stateful.market_model import NATIVE, NOBODY, Bound, Coin, MarketModel, No
from tests.stateful.pyrevm_chain import Chain, Refused, face

MOCKS = "tests/mocks/tokens/"
KINDS = (
    *("Plain 2", "Plain 30", "FeeTaking", "Silent"),
    *("Blocking", "Rebasing", "Reentering", "Refusing"),
)
SELLERS = ("0x" + "a1" * 20, "0x" + "a2" * 20)
BUYERS = ("0x" + "b1" * 20, "0x" + "b2" * 20)
PARTIES = (*SELLERS, *BUYERS)
RICH = 2**120
PLANS = {100: (100,), 304_030: (30, 40, 30), 5_050: (50, 50), 199: (1, 99), 333_334: (33, 33, 34)}
COOLING, INSPECTION, RULING = 3_000, 7_200, 90_000
STEWARD = 2**256 - 1


class MarketWorld(RuleBasedStateMachine):
    hits: ClassVar[Counter[str]] = Counter()

    @initialize()
    def deploy(self) -> None:
        self.chain = chain = Chain()
        communities = chain.deploy("Communities")
        treasury = chain.deploy("Treasury", chain.deploy_blueprint("Purse"), communities)
        self.accords = chain.deploy("tests/mocks/Quoting.vy")
        template = chain.deploy_blueprint("Escrow")
        # No federation is asked in these trades, so any contract will do for their register.
        suite = (communities, communities, self.accords, treasury)
        self.market = chain.deploy("Market", template, *suite)
        self.escrow = chain.at("Escrow", chain.view(self.market, "escrow"))
        self.court = chain.deploy("tests/mocks/Court.vy")
        self.treasury = treasury
        for party in PARTIES:
            chain.fund(party, RICH)
            chain.call(party, communities, "register", 1, "PT", bytes(32))
        for seller in SELLERS:
            chain.call(seller, treasury, "create", NOBODY, [int(seller, 16)], [10_000])
        self.tokens, ledgers = [NATIVE], {NATIVE: Coin("native")}
        for kind in KINDS:
            name, _, decimals = kind.partition(" ")
            token = chain.deploy(f"{MOCKS}{name}.vy", *([int(decimals)] if decimals else []))
            for buyer in BUYERS:
                chain.call(buyer, token, "mint", buyer, RICH)
                chain.call(buyer, token, "approve", self.escrow, 2**256 - 1)
            self.tokens.append(token)
            ledgers[token] = Coin(kind)
        selector, _, _ = face("Escrow").functions["release", 1]
        thief = self.tokens[1 + KINDS.index("Reentering")]
        chain.call(SELLERS[0], thief, "arm", self.escrow, selector + (1).to_bytes(32))
        self.model = MarketModel(self.escrow, treasury, ledgers)
        self.set_court(1_000, False)
        self.steps = self.nonce = 0
        self.trade()

    def trade(self) -> None:
        """Begin with orders in every state, in every token that can be held."""
        for n, token in enumerate(self.tokens):
            if self.model.coins[token].kind == "FeeTaking":
                continue
            for turn in range(2):
                rate = 500 * (n % 2)
                plan = list(PLANS)[(n + turn) % len(PLANS)]
                self.order(n + turn, token, 7 + n, 1_003 + turn, plan, (rate, 2 * rate, 2_500, 0))
        for number, order in self.model.orders.items():
            if number % 4:
                self.hand_over(number, order.seller, order.quantity - number % 3)
        for number, order in self.model.orders.items():
            if number % 4 == 1:
                self.complain(number, order.buyer, 1_000 + number % 3 - 1)

    def hand_over(self, number: int, sender: str, quantity: int) -> None:
        self.agree_on(
            lambda: self.model.deliver(number, sender, quantity, self.chain.time),
            *(sender, self.escrow, "deliver", number, quantity, bytes(32)),
        )

    def complain(self, number: int, sender: str, value: int) -> None:
        self.agree_on(
            lambda: self.model.dispute(number, sender, value, self.chain.time),
            *(sender, self.escrow, "dispute", number, bytes(32)),
            value=value,
        )

    def set_court(self, price: int, shut: bool) -> None:
        self.chain.call(BUYERS[0], self.court, "set", price, 2 if shut else 0)
        self.model.price, self.model.shut = price, shut

    def agree_on(
        self, act: Callable[[], Any], sender: str, to: str, name: str, *args: Any, value: int = 0
    ) -> Any:
        """Do one thing in the model and on chain: the same result or the same refusal."""
        try:
            expected, refusal = act(), ""
        except No as no:
            expected, refusal = None, no.reason
        try:
            found = self.chain.call(sender, to, name, *args, value=value)
        except Refused as no:
            assert no.reason == refusal, f"{name}: {no.reason!r} instead of {refusal!r}"
        else:
            assert not refusal, f"{name} went through instead of {refusal!r}"
            if expected is not None:
                assert found == expected
        self.hits[f"{name}: {refusal or 'done'}"] += 1
        return expected

    def order(
        self, pick: int, token: str, quantity: int, price: int, plan: int, terms: tuple[int, ...]
    ) -> None:
        """List an offer and order under it: terms are concession, contribution, unruled, delay."""
        now, (concession, contribution, unruled, delay) = self.chain.time, terms
        seller, buyer = SELLERS[pick % 2], BUYERS[pick // 2 % 2]
        accord = 1 if concession or contribution else 0
        self.chain.call(seller, self.accords, "set", concession, contribution, 2)
        parties = (1 + pick % 2, 3 + pick // 2 % 2)
        self.nonce += 1
        begins = now + delay
        ends = begins + 40_000
        offer = (
            *(seller, parties[0], STEWARD, "Dried cod", bytes(32), 0, "kg", 2**32 - 1),
            *(token, price, NOBODY, 0, NOBODY, 0, 1, True, NOBODY, NOBODY, NOBODY),
            *(begins, ends, "Quay 3", plan, COOLING, INSPECTION, self.court, RULING),
            *(unruled, ends, self.nonce),
        )
        total = price * quantity - price * quantity * concession // 10_000
        purchase = (buyer, parties[1], STEWARD, quantity, token, total)
        under = (accord, 0, *parties) if accord else (0, 0, 0, 0)
        # What doesn't divide stays until the last stage: cumulated, a floor each time.
        money, before = [], 0
        for percent in PLANS[plan]:
            money.append(total * (before + percent) // 100 - total * before // 100)
            before += percent
        bound = Bound(
            *(buyer, seller, token, quantity, money, now + COOLING, begins, ends),
            *(INSPECTION, RULING, unruled, contribution if accord else 0, accord),
        )
        self.chain.call(seller, self.market, "list_offer", offer, b"")
        self.agree_on(
            lambda: self.model.open(bound),
            *(buyer, self.market, "open", offer, b"", (*purchase, *under, now, self.nonce)),
            value=total if token == NATIVE else 0,
        )

    def picked(self, pick: int, *states: str) -> int:
        """Pick an order in one of these states, mostly; else any, or one that isn't there."""
        fitting = [n for n, order in self.model.orders.items() if order.state in states]
        if fitting and pick % 12:
            return fitting[pick % len(fitting)]
        return pick % (len(self.model.orders) + 1)

    def party(self, number: int, pick: int) -> str:
        """The order's buyer or seller, and now and then somebody else."""
        order = self.model.orders.get(number)
        if order is None or pick % 9 == 0:
            return PARTIES[pick % 4]
        return (order.buyer, order.seller)[pick % 2]
