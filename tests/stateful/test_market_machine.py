# SPDX-License-Identifier: Apache-2.0
"""Market and Escrow against a plain model: after every step, held == escrow + owed, to the unit.

Every act either succeeds on both sides or is refused on both, with the model's words.
"""

from __future__ import annotations

from hypothesis import strategies as st
from hypothesis.stateful import invariant, precondition, rule

from tests.stateful.market_model import CLOSED, DELIVERED, DISPUTED, NATIVE, OPEN
from tests.stateful.market_world import KINDS, PARTIES, PLANS, MarketWorld
from tests.stateful.pyrevm_chain import compiled
from tests.stateful.running import run

coins = st.integers(0, len(KINDS))
picks = st.integers(0, 1_000)
quantities = st.one_of(st.integers(1, 9), st.integers(1, 2**32 - 1))
prices = st.one_of(st.integers(1, 30), st.integers(1, 10**20), st.integers(1, 2**80))
shares = st.one_of(st.sampled_from([0, 5_000, 10_000, 10_001]), st.integers(0, 10_000))
rates = st.one_of(st.just(0), st.integers(1, 9_999))
ORDER = [
    part["name"]
    for entry in compiled("Escrow")["abi"]
    if entry.get("name") == "order"
    for part in entry["outputs"][0]["components"]
]
PHASES = (OPEN, DELIVERED, DISPUTED, CLOSED)


class MarketMachine(MarketWorld):
    @rule(
        pick=picks,
        coin=coins,
        quantity=quantities,
        price=prices,
        plan=st.sampled_from(list(PLANS)),
        terms=st.tuples(rates, rates, st.integers(0, 10_000), st.sampled_from([0, 0, 0, 50])),
    )
    def open(
        self, pick: int, coin: int, quantity: int, price: int, plan: int, terms: tuple[int, ...]
    ) -> None:
        self.order(pick, self.tokens[coin], quantity, price, plan, terms)

    @rule(pick=picks, part=st.integers(0, 5))
    def deliver(self, pick: int, part: int) -> None:
        number = self.picked(pick, OPEN)
        order = self.model.orders.get(number)
        ordered = order.quantity if order else 1
        quantity = (ordered, ordered, max(ordered // 2, 1), 1, 0, ordered + 1)[part]
        sender = order.seller if order and pick % 7 else PARTIES[pick % 4]
        self.hand_over(number, sender, quantity)

    @rule(pick=picks, own=picks)
    def confirm(self, pick: int, own: int) -> None:
        number = self.picked(pick, DELIVERED)
        order = self.model.orders.get(number)
        sender = order.buyer if order and own % 5 else PARTIES[own % 4]
        model = self.model
        self.agree_on(lambda: model.confirm(number, sender), sender, self.escrow, "confirm", number)

    @rule(pick=picks, name=st.sampled_from(["release", "expire", "lapse"]), sender=picks)
    def take_the_exit(self, pick: int, name: str, sender: int) -> None:
        state = {"release": DELIVERED, "expire": OPEN, "lapse": DISPUTED}[name]
        number = self.picked(pick, state)
        act = getattr(self.model, name)
        self.agree_on(
            lambda: act(number, self.chain.time), PARTIES[sender % 4], self.escrow, name, number
        )

    @rule(pick=picks, own=picks)
    def cancel(self, pick: int, own: int) -> None:
        number = self.picked(pick, OPEN)
        sender = self.party(number, own)
        self.agree_on(
            lambda: self.model.cancel(number, sender, self.chain.time),
            *(sender, self.escrow, "cancel", number),
        )

    @rule(pick=picks, own=picks, more=st.integers(-1, 2))
    def dispute(self, pick: int, own: int, more: int) -> None:
        number, value = self.picked(pick, DELIVERED), self.model.price + more
        order = self.model.orders.get(number)
        sender = order.buyer if order and own % 5 else PARTIES[own % 4]
        self.complain(number, sender, value)

    @rule(pick=picks, own=picks, more=st.integers(-1, 2))
    def summon(self, pick: int, own: int, more: int) -> None:
        number, value = self.picked(pick, DISPUTED), self.model.price + more
        sender = self.party(number, own)
        self.agree_on(
            lambda: self.model.summon(number, sender, value, self.chain.time),
            *(sender, self.escrow, "summon", number),
            value=value,
        )

    @rule(pick=picks, ruling=st.integers(0, 102))
    def decide(self, pick: int, ruling: int) -> None:
        number = self.picked(pick, DISPUTED)
        order = self.model.orders.get(number)
        dispute_id = order.dispute_id if order else pick
        self.agree_on(
            lambda: self.model.rule(dispute_id, ruling, self.chain.time),
            *(PARTIES[0], self.court, "rule", self.escrow, dispute_id, ruling),
        )

    @rule(pick=picks, own=picks, share=shares, twice=st.booleans())
    def agree(self, pick: int, own: int, share: int, twice: bool) -> None:
        number = self.picked(pick, *PHASES[:3])
        for turn in range(1 + twice):
            sender = self.party(number, own + turn)
            self.agree_on(
                lambda sender=sender: self.model.agree(number, sender, share),
                *(sender, self.escrow, "agree", number, share),
            )

    @rule(pick=picks)
    def withdraw(self, pick: int) -> None:
        due = [key for key, amount in self.model.owed.items() if amount]
        account, token = PARTIES[pick % 4], self.tokens[pick % len(self.tokens)]
        if due and pick % 5:
            account, token = due[pick % len(due)]
        self.agree_on(
            lambda: self.model.withdraw(account, token),
            *(account, self.escrow, "withdraw", token),
        )

    @rule(pick=picks, offset=st.integers(-1, 1), seconds=st.integers(0, 20_000))
    def pass_time(self, pick: int, offset: int, seconds: int) -> None:
        """To a moment that means something to an order, or one second off; else some time."""
        now = self.chain.time
        moments = [
            moment + offset - now
            for order in self.model.orders.values()
            if order.state != CLOSED
            for moment in (order.due, order.first_until, order.deliver_until)
            if moment + offset > now
        ]
        near = sorted(moments)[:4]
        self.chain.warp(near[pick % len(near)] if near and pick % 4 else seconds)

    # --- the others

    @rule(percent=st.integers(0, 130))
    def rebase(self, percent: int) -> None:
        token = self.tokens[1 + KINDS.index("Rebasing")]
        ledger = self.model.coins[token]
        # Mostly back to what is owed, so that orders can be opened again.
        base = ledger.held if percent >= 60 else ledger.balances[self.escrow]
        balance = max(base * percent // 100, base) if percent >= 60 else base * percent // 100
        self.chain.call(PARTIES[0], token, "rebase", self.escrow, balance)
        ledger.balances[self.escrow] = balance

    @rule(pick=picks, stops=st.booleans(), whole=st.booleans())
    def stop(self, pick: int, stops: bool, whole: bool) -> None:
        """One token blocks a buyer, or the Treasury; another refuses to move at all."""
        token = self.tokens[1 + KINDS.index("Refusing" if whole else "Blocking")]
        ledger = self.model.coins[token]
        if whole:
            self.chain.call(PARTIES[0], token, "refuse", stops)
            ledger.refuses = stops
        else:
            account = (*PARTIES[2:], self.treasury)[pick % 3]
            self.chain.call(PARTIES[0], token, "set_blocked", account, stops)
            (set.add if stops else set.discard)(ledger.blocked, account)

    @rule(coin=coins, amount=st.integers(1, 10**6))
    def force(self, coin: int, amount: int) -> None:
        """Money that comes by no order is nobody's."""
        token = self.tokens[coin]
        balance = self.model.coins[token].balances[self.escrow] + amount
        if token == NATIVE:
            self.chain.fund(self.escrow, balance)
        else:
            self.chain.call(PARTIES[0], token, "mint", self.escrow, amount)
        self.model.coins[token].balances[self.escrow] = balance

    @rule(price=st.integers(0, 2_000), shut=st.integers(0, 3))
    @precondition(lambda self: self.model.orders)
    def change_the_court(self, price: int, shut: int) -> None:
        self.set_court(price, shut == 0)

    # --- what always holds

    @invariant()
    def held_is_escrow_and_owed(self) -> None:
        model = self.model
        for token, ledger in model.coins.items():
            escrow = sum(order.left for order in model.orders.values() if order.token == token)
            owed = sum(due for (_, of), due in model.owed.items() if of == token)
            assert self.chain.view(self.escrow, "held", token) == ledger.held == escrow + owed
            if token == NATIVE:
                balance = self.chain.evm.get_balance(self.escrow)
            else:
                balance = self.chain.view(token, "balanceOf", self.escrow)
            assert balance == ledger.balances[self.escrow]
            assert ledger.kind == "Rebasing" or balance >= ledger.held

    @invariant()
    def each_order_is_as_it_should_be(self) -> None:
        self.steps += 1
        if self.model.orders:
            number = self.steps % len(self.model.orders) + 1
            self.check_order(number)

    def check_order(self, number: int) -> None:
        order = self.model.orders[number]
        found = self.chain.view(self.escrow, "order", number)
        seen = dict(zip(ORDER, found, strict=True))
        assert seen["left"] == order.left
        assert seen["state"] == 1 << PHASES.index(order.state)
        assert seen["is_summoned"] == bool(order.dispute_id)
        if order.state in (DELIVERED, DISPUTED):
            assert (seen["delivered"], seen["due"]) == (order.delivered, order.due)
        none = 2**256 - 1
        shares = (order.named.get(order.buyer, none), order.named.get(order.seller, none))
        if order.state != CLOSED:
            assert self.chain.view(self.escrow, "named_shares", number) == shares

    def teardown(self) -> None:
        """Everybody has what the model says, and the Treasury what was earned."""
        if not hasattr(self, "steps"):
            return
        model = self.model
        for number in model.orders:
            self.check_order(number)
        for (account, token), due in model.owed.items():
            assert self.chain.view(self.escrow, "owed", account, token) == due
        for (split, token), received in model.received.items():
            assert self.chain.view(self.treasury, "received", split, token) == received
        for token in model.coins:
            gave = sum(self.chain.view(self.market, "balances", 1, n, token)[0] for n in (1, 2))
            got = sum(self.chain.view(self.market, "balances", 1, n, token)[1] for n in (3, 4))
            assert gave == got == model.gave[token]


# What a run must have met, and how often at least in 40 runs of 40 steps.
MET = {
    "open: done": 600,
    "open: escrow: less arrived than agreed": 15,
    "open: ledger: blocked": 3,
    "deliver: done": 400,
    "deliver: escrow: no quantity": 3,
    "confirm: done": 30,
    "confirm: escrow: no delivery to decide on": 5,
    "release: done": 1,
    "release: escrow: inspection isn't over": 1,
    "cancel: done": 10,
    "expire: done": 1,
    "expire: escrow: time for delivery isn't over": 4,
    "dispute: done": 150,
    "dispute: escrow: inspection is over": 4,
    "summon: done": 1,
    "summon: escrow: already summoned": 8,
    "rule: done": 15,
    "rule: escrow: not the arbiter": 15,
    "rule: escrow: time for a ruling is over": 2,
    "lapse: done": 1,
    "lapse: escrow: time for a ruling isn't over": 8,
    "agree: done": 20,
    "agree: escrow: not a party": 3,
    "withdraw: done": 20,
    "withdraw: escrow: nothing to withdraw": 4,
}


def test_the_market_keeps_to_the_model() -> None:
    MarketMachine.hits.clear()
    run(MarketMachine, examples=40, steps=40)
    hits = MarketMachine.hits
    assert {name: (hits[name], least) for name, least in MET.items() if hits[name] < least} == {}
