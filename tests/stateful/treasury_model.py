# SPDX-License-Identifier: Apache-2.0
"""What the Treasury ought to do, in plain fractions: each payment is divided at once.

Independent of the contract's way: no checkpoints, no terms, no carry. Each act either changes the
model or raises `No` with the words that the contract must refuse with, and then changes nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from fractions import Fraction

NATIVE = "0xeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee"
NOBODY = "0x" + 20 * "00"
WHOLE = 10_000
ARBITER = "0x" + "e1" * 20


class No(Exception):
    """The contract must refuse with these words."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def require(condition: bool, reason: str) -> None:
    if not condition:
        raise No(reason)


def key_of(number: int) -> str:
    """Write the address that stands for a hold."""
    return "0x" + b"Symbio hold ".hex() + f"{number:016x}"


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


@dataclass
class Waiting:
    """A payment that waits for its arbiter, with the shares of its moment."""

    split: int
    token: str
    amount: int
    shares: dict[int, int]
    payer: str
    arbiter: str
    until: int
    decided: bool = False
    refund: int = 0


class Model:
    def __init__(self, treasury: str, coins: dict[str, Coin]) -> None:
        self.treasury = treasury
        self.coins = coins
        self.splits: dict[int, Division] = {}
        self.received: defaultdict[tuple[int, str], int] = defaultdict(int)
        self.due: defaultdict[tuple[int, str, int], Fraction] = defaultdict(Fraction)
        self.stewards: dict[int, str] = {}
        self.unwilling: set[str] = set()
        self.holds: list[Waiting] = []
        self.spent: set[tuple[str, int]] = set()

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
        self.divide(split, token, amount, self.splits[split].shares)

    def divide(self, split: int, token: str, amount: int, shares: dict[int, int]) -> None:
        for payee, share in shares.items():
            self.due[split, token, payee] += Fraction(amount * share, WHOLE)

    @contextmanager
    def undone(self, token: str) -> Iterator[Coin]:
        """Leave a token's ledger as it was if the act is refused."""
        coin = self.coins[token]
        balances, held = dict(coin.balances), coin.held
        try:
            yield coin
        except No:
            coin.balances, coin.held = defaultdict(int, balances), held
            raise

    def come(self, coin: Coin, sender: str, amount: int, place: str) -> int:
        """Take a payment; what it is worth in the Treasury."""
        before, held = coin.balances[self.treasury], coin.held
        coin.move(sender, self.treasury, amount, place)
        arrived = coin.balances[self.treasury] - before
        require(arrived > 0, "treasury: nothing arrived")
        require(before > 0 or held == 0, "treasury: the token lost everything")
        credited = arrived if before >= held else int(Fraction(arrived) * held / before)
        coin.held += credited
        return credited

    def bring(self, sender: str, split: int, token: str, amount: int, place: str) -> int:
        """Pay in, from anywhere; what is credited."""
        with self.undone(token) as coin:
            credited = self.come(coin, sender, amount, place)
        self.arrive(split, token, credited)
        return credited

    def bring_many(self, sender: str, token: str, parts: list[tuple[int, int]]) -> int:
        """Pay several splits at once; the first has what the division leaves over."""
        require(all(amount for _, amount in parts), "treasury: an amount is nothing")
        require(bool(parts), "treasury: no split named")
        total = sum(amount for _, amount in parts)
        with self.undone(token) as coin:
            credited = self.come(coin, sender, total, "treasury")
            for split, _ in parts:
                require(split in self.splits, "treasury: no such split")
        rest = credited
        for split, amount in parts[1:]:
            part = int(Fraction(credited * amount, total))
            rest -= part
            if part:
                self.arrive(split, token, part)
        self.arrive(parts[0][0], token, rest)
        return credited

    # --- holds

    def hold(self, payer: str, split: int, token: str, amount: int, until: int, now: int) -> int:
        with self.undone(token) as coin:
            credited = self.come(coin, payer, amount, "treasury")
            require(until > now, "treasury: a hold ends in the future")
            limit = 3 * 365 * 86_400
            require(until <= now + limit, "treasury: a hold ends within three years")
        shares = dict(self.splits[split].shares)
        self.holds.append(Waiting(split, token, credited, shares, payer, ARBITER, until))
        return len(self.holds)

    def waiting(self, number: int) -> Waiting:
        require(0 < number <= len(self.holds), "treasury: no such hold")
        return self.holds[number - 1]

    def rule(self, sender: str, number: int, to_split: int, now: int) -> None:
        hold = self.waiting(number)
        require(not hold.decided, "treasury: the hold is decided")
        require(sender == hold.arbiter, "treasury: not the arbiter")
        require(now <= hold.until, "treasury: the arbiter's time is over")
        require(to_split <= hold.amount, "treasury: more than is held")
        self.decide(number, to_split)

    def release(self, number: int, now: int) -> None:
        hold = self.waiting(number)
        require(not hold.decided, "treasury: the hold is decided")
        require(now > hold.until, "treasury: the arbiter's time isn't over")
        self.decide(number, hold.amount)

    def decide(self, number: int, to_split: int) -> None:
        hold = self.holds[number - 1]
        hold.decided, hold.refund = True, hold.amount - to_split
        self.received[hold.split, key_of(number)] += to_split
        self.divide(hold.split, key_of(number), to_split, hold.shares)

    def refund(self, sender: str, number: int, to: str) -> int:
        require(to not in (NOBODY, self.treasury), "treasury: no address to pay")
        hold = self.waiting(number)
        require(sender == hold.payer, "treasury: not the payer")
        require(hold.refund > 0, "treasury: nothing to refund")
        owed = hold.refund
        self.pay(hold.token, to, owed, True)
        hold.refund = 0
        return owed

    def money(self, split: int, token: str) -> str:
        """The token that is sent for a token, or for a hold's key."""
        if token in self.coins:
            return token
        hold = self.waiting(int(token[26:], 16))
        require(hold.split == split, "treasury: no such hold")
        require(hold.decided, "treasury: the hold isn't decided")
        return hold.token

    # --- money out

    def account(self, payee: int) -> str:
        if payee >> 248 == 1:
            return self.stewards[payee & 0xFF]
        return f"{payee:#042x}"

    def owed(self, split: int, token: str, payee: int) -> int:
        return int(self.due[split, token, payee])

    def claim(self, sender: str, split: int, token: str, payee: int, to: str = "") -> int:
        """Pay a payee; `to` is where it wants the money itself, else its own address."""
        money, owed = self.money(split, token), self.owed(split, token, payee)
        require(owed > 0, "treasury: nothing to claim")
        if payee >> 248 == 2:
            self.due[split, token, payee] -= owed
            self.arrive(payee & 0xFF, money, owed)
            return owed
        own = bool(to) or sender == self.account(payee)
        self.pay(money, to or self.account(payee), owed, own)
        self.due[split, token, payee] -= owed
        return owed

    def pay(self, token: str, to: str, owed: int, own: bool) -> None:
        coin = self.coins[token]
        balance = coin.balances[self.treasury]
        paid = owed if balance >= coin.held else int(Fraction(owed) * balance / coin.held)
        require(paid > 0, "treasury: the token lost everything")
        require(own or balance >= coin.held, "treasury: impaired, so only the payee claims")
        willing = token != NATIVE or to not in self.unwilling
        require(willing, "treasury: payee refuses the payment")
        coin.move(self.treasury, to, paid, "treasury")
        coin.held -= owed

    def claim_to(self, sender: str, split: int, token: str, payee: int, to: str) -> int:
        own = payee >> 248 != 2 and sender == self.account(payee)
        require(own, "treasury: not the payee")
        require(to not in (NOBODY, self.treasury), "treasury: no address to pay")
        return self.claim(sender, split, token, payee, to)

    def carry(
        self, signer: str, split: int, token: str, payee: int, to: str, times: tuple[int, int, int]
    ) -> int:
        """Claim by a signature; `times` are its last second, its number, and now."""
        until, nonce, now = times
        require(now <= until, "treasury: the signed time is over")
        own = payee >> 248 != 2 and signer == self.account(payee)
        require(own, "treasury: not signed by the payee")
        require((signer, nonce) not in self.spent, "treasury: the payout is spent")
        require(to not in (NOBODY, self.treasury), "treasury: no address to pay")
        owed = self.claim(signer, split, token, payee, to)
        self.spent.add((signer, nonce))
        return owed

    def revoke(self, sender: str, nonce: int) -> None:
        require((sender, nonce) not in self.spent, "treasury: the payout is spent")
        self.spent.add((sender, nonce))

    # --- what has to hold

    def owed_of(self, token: str) -> Fraction:
        """What is owed of a token to everybody, in whichever way."""
        found = Fraction(0)
        for (_, coin, _), due in self.due.items():
            known = coin if coin in self.coins else self.holds[int(coin[26:], 16) - 1].token
            found += due if known == token else 0
        for hold in self.holds:
            if hold.token == token:
                found += hold.refund if hold.decided else hold.amount
        return found
