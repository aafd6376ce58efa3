# SPDX-License-Identifier: Apache-2.0
"""What the Treasury ought to do, in plain fractions: each payment is divided at once.

Independent of the contract's way: no checkpoints, no terms, no carry. Each act either changes the
model or raises `No` with the words that the contract must refuse with, and then changes nothing.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from fractions import Fraction

NATIVE = "0xeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee"
NOBODY = "0x" + 20 * "00"
WHOLE = 10_000


class No(Exception):
    """The contract must refuse with these words."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def require(condition: bool, reason: str) -> None:
    if not condition:
        raise No(reason)


@dataclass
class Division:
    controller: str
    shares: dict[int, int]
    heir: str = NOBODY
    version: int = 1


@dataclass
class Coin:
    """A token's own ledger, and what it is like."""

    kind: str
    balances: defaultdict[str, int] = field(default_factory=lambda: defaultdict(int))
    held: int = 0
    refuses: bool = False
    blocked: set[str] = field(default_factory=set)

    def move(self, sender: str, receiver: str, amount: int, place: str) -> None:
        require(not self.refuses, f"{place}: token refused the transfer")
        require(not self.blocked & {sender, receiver}, "ledger: blocked")
        fee = -(-amount // 100) if self.kind == "FeeTaking" else 0
        self.balances[sender] -= amount
        self.balances[receiver] += amount - fee


class Model:
    def __init__(self, treasury: str, coins: dict[str, Coin]) -> None:
        self.treasury = treasury
        self.coins = coins
        self.splits: dict[int, Division] = {}
        self.received: defaultdict[tuple[int, str], int] = defaultdict(int)
        self.due: defaultdict[tuple[int, str, int], Fraction] = defaultdict(Fraction)
        self.stewards: dict[int, str] = {}
        self.unwilling: set[str] = set()

    # --- shares

    def create(self, controller: str, payees: list[int], shares: list[int]) -> int:
        self.splits[len(self.splits) + 1] = Division(
            controller, dict(zip(payees, shares, strict=True))
        )
        return len(self.splits)

    def set_shares(self, sender: str, split: int, payees: list[int], shares: list[int]) -> None:
        division = self.splits[split]
        require(sender == division.controller, "treasury: not the controller")
        old, new = [division.shares.get(payee, 0) for payee in payees], shares
        pairs = list(zip(payees, old, new, strict=True))
        for place, (payee, was, to) in enumerate(pairs):
            require(payee not in payees[:place], "treasury: payee named twice")
            require(bool(was or to), "treasury: payee has no share")
            require(was != 0 or payee != 2 << 248 | split, "treasury: a split can't pay itself")
        require(sum(new) <= sum(old), "treasury: shares exceed the whole")
        require(sum(new) >= sum(old), "treasury: shares fall short of the whole")
        division.shares |= dict(zip(payees, new, strict=True))
        division.version += 1

    def offer(self, sender: str, split: int, heir: str) -> None:
        require(sender == self.splits[split].controller, "treasury: not the controller")
        self.splits[split].heir = heir

    def accept(self, sender: str, split: int) -> None:
        require(sender == self.splits[split].heir, "treasury: not the heir")
        self.splits[split].controller, self.splits[split].heir = sender, NOBODY

    def renounce(self, sender: str, split: int) -> None:
        require(sender == self.splits[split].controller, "treasury: not the controller")
        self.splits[split].controller = self.splits[split].heir = NOBODY

    # --- money

    def arrive(self, split: int, token: str, amount: int) -> None:
        """Divide at once what a split receives."""
        self.received[split, token] += amount
        for payee, share in self.splits[split].shares.items():
            self.due[split, token, payee] += Fraction(amount * share, WHOLE)

    def bring(self, sender: str, split: int, token: str, amount: int, place: str) -> int:
        """Pay in, from anywhere; what is credited."""
        coin, balances = self.coins[token], dict(self.coins[token].balances)
        before, held = coin.balances[self.treasury], coin.held
        try:
            coin.move(sender, self.treasury, amount, place)
            arrived = coin.balances[self.treasury] - before
            require(arrived > 0, "treasury: nothing arrived")
            require(before > 0 or held == 0, "treasury: the token lost everything")
        except No:
            coin.balances = defaultdict(int, balances)
            raise
        credited = arrived if before >= held else int(Fraction(arrived) * held / before)
        coin.held += credited
        self.arrive(split, token, credited)
        return credited

    def account(self, payee: int) -> str:
        if payee >> 248 == 1:
            return self.stewards[payee & 0xFF]
        return f"{payee:#042x}"

    def owed(self, split: int, token: str, payee: int) -> int:
        return int(self.due[split, token, payee])

    def claim(self, split: int, token: str, payee: int, to: str = "") -> int:
        coin, owed = self.coins[token], self.owed(split, token, payee)
        require(owed > 0, "treasury: nothing to claim")
        if payee >> 248 == 2:
            self.due[split, token, payee] -= owed
            self.arrive(payee & 0xFF, token, owed)
            return owed
        balance, to = coin.balances[self.treasury], to or self.account(payee)
        paid = owed if balance >= coin.held else int(Fraction(owed) * balance / coin.held)
        require(paid > 0, "treasury: the token lost everything")
        willing = token != NATIVE or to not in self.unwilling
        require(willing, "treasury: payee refuses the payment")
        coin.move(self.treasury, to, paid, "treasury")
        self.due[split, token, payee] -= owed
        coin.held -= owed
        return owed

    def claim_to(self, sender: str, split: int, token: str, payee: int, to: str) -> int:
        own = payee >> 248 != 2 and sender == self.account(payee)
        require(own, "treasury: not the payee")
        require(to not in (NOBODY, self.treasury), "treasury: no address to pay")
        return self.claim(split, token, payee, to)
