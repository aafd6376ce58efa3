# SPDX-License-Identifier: Apache-2.0
"""What the Treasury's machine plays with: tokens and receivers of all kinds, three splits."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any, ClassVar

from eth_account import Account
from eth_utils import keccak
from hypothesis.stateful import RuleBasedStateMachine, initialize

from tests.stateful.pyrevm_chain import Chain, Refused, face
from tests.stateful.treasury_model import ARBITER, NATIVE, WHOLE, Coin, Model, No

MOCKS = "tests/mocks/tokens/"
# What a token is like; a plain one has as many decimals as its name says.
KINDS = (
    *("Plain 2", "Plain 6", "Plain 18", "Plain 30"),
    *("FeeTaking", "Silent", "Blocking", "Rebasing", "Reentering", "Refusing"),
)
KEYS = {
    account.address.lower(): account
    for account in (Account.from_key(keccak(text=f"treasury's person {n}")) for n in range(5))
}
PEOPLE, STEWARDS = tuple(KEYS)[:3], tuple(KEYS)[3:]
PAYER = "0x" + "c1" * 20
CONTROLLERS = ("0x" + "d1" * 20, "0x" + "d2" * 20)
RICH = 10**36
SPLITS = 3


class TreasuryWorld(RuleBasedStateMachine):
    hits: ClassVar[Counter[str]] = Counter()

    @initialize()
    def deploy(self) -> None:
        self.chain = chain = Chain()
        self.communities = chain.deploy("Communities")
        purse = chain.deploy_blueprint("Purse")
        self.treasury = chain.deploy("Treasury", purse, self.communities)
        self.tokens, ledgers = [NATIVE], {NATIVE: Coin("native")}
        ledgers[NATIVE].balances[PAYER] = RICH
        chain.fund(PAYER, RICH)
        for kind in KINDS:
            name, _, decimals = kind.partition(" ")
            token = chain.deploy(f"{MOCKS}{name}.vy", *([int(decimals)] if decimals else []))
            chain.call(PAYER, token, "mint", PAYER, RICH)
            chain.call(PAYER, token, "approve", self.treasury, 2**256 - 1)
            self.tokens.append(token)
            ledgers[token] = Coin(kind)
            ledgers[token].balances[PAYER] = RICH
        self.model = Model(self.treasury, ledgers)
        chain.call(STEWARDS[0], self.communities, "register", 1, "PT", bytes(32))
        self.model.stewards[1] = STEWARDS[0]
        names = ("RejectingReceiver", "ReenteringReceiver")
        self.receivers = [chain.deploy(f"{MOCKS}{name}.vy") for name in names]
        self.model.unwilling.add(self.receivers[0])
        self.base = [int(each, 16) for each in (*PEOPLE, *self.receivers)] + [1 << 248 | 1]
        for split in range(1, SPLITS + 1):
            payees = self.base[: 2 + split] + ([2 << 248 | split - 1] if split > 1 else [])
            share = WHOLE // len(payees)
            shares = [share] * (len(payees) - 1) + [WHOLE - share * (len(payees) - 1)]
            chain.call(PAYER, self.treasury, "create", CONTROLLERS[0], payees, shares)
            self.model.create(CONTROLLERS[0], payees, shares)
        self.arm()
        self.steps = 0
        for split in range(1, SPLITS + 1):
            for number, token in enumerate(self.tokens):
                self.pay(split, token, 20_003 + 100 * split + number)
            for token in (NATIVE, self.tokens[1 + KINDS.index("Rebasing")]):
                self.hold(split, token, 30_001 + split, 1 + split)

    def arm(self) -> None:
        """Have the token and the receiver try to claim and to pay in while they are called."""
        selector, _, _ = face("Treasury").functions["claim", 3]
        steal = selector + b"".join(n.to_bytes(32) for n in (1, int(NATIVE, 16), self.base[0]))
        for each in (self.receivers[1], self.tokens[1 + KINDS.index("Reentering")]):
            self.chain.call(PAYER, each, "arm", self.treasury, steal)

    def agree(
        self, act: Callable[[], Any], sender: str, name: str, *args: Any, value: int = 0
    ) -> Any:
        """Do one thing in the model and on chain: the same result or the same refusal."""
        try:
            expected, refusal = act(), ""
        except No as no:
            expected, refusal = None, no.reason
        try:
            found = self.chain.call(sender, self.treasury, name, *args, value=value)
        except Refused as no:
            assert no.reason == refusal, f"{name}: {no.reason!r} instead of {refusal!r}"
        else:
            assert not refusal, f"{name} went through instead of {refusal!r}"
            if expected is not None:
                assert found == expected
        self.hits[f"{name}: {refusal or 'done'}"] += 1
        return expected

    def payee(self, split: int, place: int) -> int:
        """One of the split's payees, or somebody else now and then."""
        known = [*self.model.splits[split].shares, *self.base]
        return known[place % len(known)]

    def due(self, pick: int) -> tuple[int, str, int]:
        """Somebody who is owed something, mostly; else any payee of any split in any token."""
        known = [key for key, due in self.model.due.items() if due >= 1]
        if known and pick % 8:
            return known[pick % len(known)]
        split = pick % SPLITS + 1
        return split, self.tokens[pick % len(self.tokens)], self.payee(split, pick)

    def pay(self, split: int, token: str, amount: int) -> None:
        self.agree(
            lambda: self.model.bring(PAYER, split, token, amount, "treasury"),
            *(PAYER, "deposit", split, token, amount),
            value=amount if token == NATIVE else 0,
        )

    def hold(self, split: int, token: str, amount: int, days: int, payer: str = PAYER) -> None:
        now = self.chain.time
        until = now + days * 86_400
        self.agree(
            lambda: self.model.hold(payer, split, token, amount, until, now),
            *(payer, "deposit_held", split, token, amount, ARBITER, until),
            value=amount if token == NATIVE else 0,
        )
