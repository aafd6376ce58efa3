# SPDX-License-Identifier: Apache-2.0
"""The Treasury against a plain model: after every step, held == owed to the last fraction.

Every act either succeeds on both sides or is refused on both, with the model's words.
"""

from __future__ import annotations

from contextlib import suppress

from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule

from tests.stateful.pyrevm_chain import Refused
from tests.stateful.running import run
from tests.stateful.treasury_holds import HoldRules
from tests.stateful.treasury_model import NATIVE, NOBODY, WHOLE, Model, No
from tests.stateful.treasury_world import CONTROLLERS, KEYS, KINDS, PAYER, PEOPLE, SPLITS, STEWARDS

split_ids = st.integers(1, SPLITS)
places = st.integers(0, 6)
coins = st.integers(0, len(KINDS))
amounts = st.one_of(st.integers(0, 3), st.integers(1, 10**20), st.integers(1, 10**33))
picks = st.integers(0, 1_000)
actors = st.sampled_from([*PEOPLE, *STEWARDS, *CONTROLLERS])


class TreasuryMachine(HoldRules):
    # --- money in

    @rule(split=split_ids, coin=coins, amount=amounts)
    def deposit(self, split: int, coin: int, amount: int) -> None:
        self.pay(split, self.tokens[coin], amount)

    @rule(split=split_ids, coin=coins, amount=amounts)
    def send_to_purse(self, split: int, coin: int, amount: int) -> None:
        token, purse = self.tokens[coin], self.chain.view(self.treasury, "receiving_address", split)
        ledger = self.model.coins[token]
        try:
            if token == NATIVE:
                self.chain.send(PAYER, purse, value=amount)
            else:
                self.chain.call(PAYER, token, "transfer", purse, amount)
        except Refused as refused:
            assert refused.reason == "ledger: blocked"
            return
        if not ledger.refuses:
            ledger.move(PAYER, purse, amount, "")
        if ledger.kind == "Reentering":
            # No call of the Treasury's is under way, so the claim it makes is anybody's.
            with suppress(No):
                self.model.claim(token, 1, NATIVE, self.base[0])

    @rule(pick=picks)
    def collect(self, pick: int) -> None:
        ask, act = self.chain.view, self.model.bring
        purses = {ask(self.treasury, "receiving_address", n): n for n in range(1, SPLITS + 1)}
        full = [
            (token, purse)
            for token, ledger in self.model.coins.items()
            for purse in purses
            if ledger.balances[purse]
        ]
        token, purse = self.tokens[pick % len(self.tokens)], list(purses)[pick % SPLITS]
        if full and pick % 4:
            token, purse = full[pick % len(full)]
        split, lies = purses[purse], self.model.coins[token].balances[purse]
        self.agree(lambda: act(purse, split, token, lies, "purse"), PAYER, "collect", split, token)

    @rule(coin=coins, amount=st.integers(1, 10**6))
    def force(self, coin: int, amount: int) -> None:
        """Money that comes by no deposit is nobody's."""
        token = self.tokens[coin]
        balance = self.model.coins[token].balances[self.treasury] + amount
        if token == NATIVE:
            self.chain.fund(self.treasury, balance)
        else:
            self.chain.call(PAYER, token, "mint", self.treasury, amount)
        self.model.coins[token].balances[self.treasury] = balance

    # --- money out

    @rule(several=st.lists(picks, min_size=2, max_size=8), own=st.booleans())
    def claim(self, several: list[int], own: bool) -> None:
        for pick in several:
            self.claim_one(self.due(pick), own)

    def claim_one(self, key: tuple[int, str, int], own: bool) -> None:
        """Claim as the payee itself, where it has a key, or as anybody."""
        payee = self.model.account(key[2]) if key[2] >> 248 < 2 else NOBODY
        sender = payee if own and payee in KEYS else PAYER
        self.agree(lambda: self.model.claim(sender, *key), sender, "claim", *key)

    @rule(pick=picks, own=st.booleans(), to=st.integers(0, 7))
    def claim_to(self, pick: int, own: bool, to: int) -> None:
        split, token, payee = self.due(pick)
        target = (NOBODY, self.treasury, *PEOPLE, *CONTROLLERS, self.receivers[0])[to]
        sender = self.model.account(payee) if payee >> 248 < 2 else NOBODY
        if not own or sender in (NOBODY, *self.receivers):
            sender = CONTROLLERS[1]
        act = self.model.claim_to
        self.agree(
            lambda: act(sender, split, token, payee, target),
            *(sender, "claim_to", split, token, payee, target),
        )

    # --- shares and control

    @rule(
        split=split_ids,
        first=places,
        second=places,
        part=st.integers(0, WHOLE),
        off=st.integers(-1, 1),
    )
    def set_shares(self, split: int, first: int, second: int, part: int, off: int) -> None:
        division = self.model.splits[split]
        payees = [self.payee(split, place) for place in (first, second)]
        free = sum(division.shares.get(payee, 0) for payee in dict.fromkeys(payees))
        shares = [min(part, free), max(free - min(part, free) + (off if part % 5 == 0 else 0), 0)]
        act, sender = self.model.set_shares, division.controller
        if sender == NOBODY:
            sender = CONTROLLERS[0]
        self.agree(
            lambda: act(sender, split, payees, shares),
            *(sender, "set_shares", split, payees, shares),
        )

    @rule(split=split_ids, sender=actors, heir=st.sampled_from([*CONTROLLERS, NOBODY]))
    def hand_over_control(self, split: int, sender: str, heir: str) -> None:
        model = self.model
        self.agree(lambda: model.offer(sender, split, heir), sender, "offer_control", split, heir)
        if heir != NOBODY:
            self.agree(lambda: model.accept(heir, split), heir, "accept_control", split)
        elif split == SPLITS:
            self.agree(lambda: model.renounce(sender, split), sender, "renounce_control", split)

    # --- the others

    @rule(percent=st.integers(0, 130), pick=picks, own=st.booleans())
    def rebase(self, percent: int, pick: int, own: bool) -> None:
        """Then somebody who is owed of it claims, or a stranger for them."""
        token = self.tokens[1 + KINDS.index("Rebasing")]
        ledger = self.model.coins[token]
        balance = ledger.balances[self.treasury] * percent // 100
        self.chain.call(PAYER, token, "rebase", self.treasury, balance)
        ledger.balances[self.treasury] = balance
        due = [key for key, due in self.model.due.items() if due >= 1 and key[1] == token]
        if due:
            self.claim_one(due[pick % len(due)], own)

    @rule(account=st.sampled_from(PEOPLE), stops=st.booleans(), whole=st.booleans())
    def stop(self, account: str, stops: bool, whole: bool) -> None:
        """One token blocks somebody, another refuses to move at all; or they no longer do."""
        token = self.tokens[1 + KINDS.index("Refusing" if whole else "Blocking")]
        ledger = self.model.coins[token]
        if whole:
            self.chain.call(PAYER, token, "refuse", stops)
            ledger.refuses = stops
        else:
            self.chain.call(PAYER, token, "set_blocked", account, stops)
            (set.add if stops else set.discard)(ledger.blocked, account)

    @rule()
    def hand_on_stewardship(self) -> None:
        former = self.model.stewards[1]
        heir = STEWARDS[former == STEWARDS[0]]
        self.chain.call(former, self.communities, "offer_stewardship", 1, heir)
        self.chain.call(heir, self.communities, "accept_stewardship", 1)
        self.model.stewards[1] = heir

    # --- what always holds

    @invariant()
    def held_is_owed(self) -> None:
        for token, ledger in self.model.coins.items():
            assert self.chain.view(self.treasury, "held", token) == ledger.held
            assert self.model.owed_of(token) == ledger.held
            if token == NATIVE:
                balance = self.chain.evm.get_balance(self.treasury)
            else:
                balance = self.chain.view(token, "balanceOf", self.treasury)
            assert balance == ledger.balances[self.treasury]
            assert ledger.kind == "Rebasing" or balance >= ledger.held

    @invariant()
    def each_is_owed_its_own(self) -> None:
        self.steps += 1
        self.check_owed(self.tokens[self.steps % len(self.tokens)])

    def check_owed(self, coin: str) -> None:
        # A hold's key stands with the first of the tokens.
        alone = coin == NATIVE
        for (split, token, payee), due in self.model.due.items():
            if token == coin or (alone and token not in self.model.coins):
                assert self.chain.view(self.treasury, "owed", split, token, payee) == int(due)
        for (split, token), received in self.model.received.items():
            if token == coin or (alone and token not in self.model.coins):
                assert self.chain.view(self.treasury, "received", split, token) == received

    @invariant()
    def shares_are_whole(self) -> None:
        split = self.steps % SPLITS + 1
        division = self.model.splits[split]
        found = self.chain.view(self.treasury, "split", split)[0:4]
        size = sum(1 for share in division.shares.values() if share)
        assert found == (division.controller, division.heir, division.version, size)
        assert sum(division.shares.values()) == WHOLE
        for payee, share in division.shares.items():
            assert self.chain.view(self.treasury, "share", split, payee) == share

    def teardown(self) -> None:
        """Everybody has what the model says they were paid."""
        for token, ledger in getattr(self, "model", Model("", {})).coins.items():
            self.check_owed(token)
            for holder, balance in ledger.balances.items():
                if token != NATIVE and holder != self.treasury:
                    assert self.chain.view(token, "balanceOf", holder) == balance
                elif holder != PAYER:
                    assert self.chain.evm.get_balance(holder) == balance or token != NATIVE


# What a run must have met, and how often at least in 60 runs of 40 steps.
MET = {
    "deposit: done": 600,
    "deposit: treasury: nothing arrived": 3,
    "deposit_many: done": 30,
    "deposit_many: treasury: an amount is nothing": 5,
    "deposit_many: treasury: no such split": 5,
    "collect: done": 5,
    "collect: treasury: nothing arrived": 20,
    "deposit_held: done": 100,
    "rule_hold: done": 10,
    "rule_hold: treasury: not the arbiter": 5,
    "release_hold: done": 5,
    "release_hold: treasury: the arbiter's time isn't over": 5,
    "withdraw_refund: done": 5,
    "claim: done": 150,
    "claim: treasury: nothing to claim": 10,
    "claim: treasury: impaired, so only the payee claims": 5,
    "claim: treasury: the hold isn't decided": 10,
    "claim_to: done": 5,
    "claim_to: treasury: not the payee": 10,
    "claim_to: treasury: no address to pay": 2,
    "claim_by_signature: done": 10,
    "claim_by_signature: treasury: not signed by the payee": 5,
    "claim_by_signature: treasury: the signed time is over": 2,
    "set_shares: done": 10,
    "set_shares: treasury: payee named twice": 3,
    "offer_control: done": 10,
    "offer_control: treasury: not the controller": 30,
    "accept_control: done": 4,
    "accept_control: treasury: not the heir": 20,
}


def test_the_treasury_keeps_to_the_model() -> None:
    TreasuryMachine.hits.clear()
    run(TreasuryMachine, examples=60, steps=40)
    hits = TreasuryMachine.hits
    assert {name: (hits[name], least) for name, least in MET.items() if hits[name] < least} == {}
