# SPDX-License-Identifier: Apache-2.0
"""What Clearing's tests say: obligations signed by both, chunks, a circle with limits."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from eth_account.signers.local import LocalAccount

from tests.contracts.boa_chain import NOBODY, now

DAY = 86_400
HOUR = 3_600
MOST = 2**88 - 1
ONE = 10**18
STEWARD = 2**256 - 1
Triples = list[tuple[Any, int, int]]

TYPES = {
    "Obligation": (
        "address debtor,address creditor,string currency,uint256 amount,uint256 due,"
        "uint256 expires,string reference,address arbiter,uint256 nonce"
    ),
    "Payment": "address creditor,uint256 obligation,uint256 amount,uint256 nonce",
    "Assignment": (
        "address debtor,address creditor,address successor,uint256 obligation,uint256 remaining,"
        "uint256 until,uint256 nonce"
    ),
    "Acceptance": (
        "address holder,address federation,string gives,string takes,uint256 amount,"
        "uint256 minimum_rate,uint256 until,uint256 nonce"
    ),
}


@dataclass(frozen=True)
class Owed:
    """An obligation as its two sides sign it; `debtor` and `creditor` are accounts or addresses."""

    debtor: Any
    creditor: Any
    currency: str = "EUR"
    amount: int = 100
    due: int = 0
    expires: int = 0
    reference: str = "Invoice 7"
    arbiter: str = NOBODY
    nonce: int = 0

    def struct(self) -> tuple[Any, ...]:
        return tuple(getattr(value, "address", value) for value in vars(self).values())

    def message(self) -> dict[str, Any]:
        return dict(zip(vars(self), self.struct(), strict=True))


def sign(
    who: LocalAccount, contract: Any, kind: str, message: dict[str, Any], **domain: Any
) -> bytes:
    """Sign an EIP-712 message in a contract's domain, as its ERC-5267 tells it."""
    _, name, version, chain, address, *_ = contract.eip712Domain()
    known = {"name": name, "version": version, "chainId": chain, "verifyingContract": address}
    fields = [field.split() for field in TYPES[kind].split(",")]
    types = {kind: [{"name": name, "type": word} for word, name in fields]}
    signed = who.sign_typed_data(known | domain, types, message)
    return bytes(signed.signature)


class Nonces:
    """Numbers nonces for whoever signs."""

    def __init__(self) -> None:
        self.last = 0

    def __call__(self) -> int:
        self.last += 1
        return self.last


@dataclass
class House:
    """The three contracts, with a federation, its communities, and whoever carries messages."""

    clearing: Any
    obligations: Any
    credit: Any
    communities: Any
    league: Any
    carrier: LocalAccount
    nonce: Nonces

    # --- obligations

    def owed(self, debtor: Any, creditor: Any, amount: int = 100, **other: Any) -> Owed:
        other = {"expires": now() + 30 * DAY, "nonce": self.nonce(), **other}
        return Owed(debtor, creditor, amount=amount, **other)

    def sign(self, who: LocalAccount, owed: Owed, **domain: Any) -> bytes:
        return sign(who, self.obligations, "Obligation", owed.message(), **domain)

    def register(self, owed: Owed) -> int:
        """Carry what both signed."""
        return int(
            self.obligations.register(
                owed.struct(),
                self.sign(owed.debtor, owed),
                self.sign(owed.creditor, owed),
                sender=self.carrier.address,
            )
        )

    def owe(self, debtor: Any, creditor: Any, amount: int = 100, **other: Any) -> int:
        """Register an obligation and give its number."""
        return self.register(self.owed(debtor, creditor, amount, **other))

    def remaining(self, *numbers: int) -> list[int]:
        return [self.obligations.obligation(number).remaining for number in numbers]

    def currency(self, code: str) -> int:
        return int(self.obligations.add_currency(code))

    # --- acceptances

    def acceptance(self, holder: Any, gives: str, takes: str, **other: Any) -> dict[str, Any]:
        return {
            "holder": holder.address,
            "federation": self.league.address,
            "gives": gives,
            "takes": takes,
            "amount": 1_000,
            "minimum_rate": 1,
            "until": now() + 30 * DAY,
            "nonce": self.nonce(),
            **other,
        }

    def accept(self, holder: Any, gives: str, takes: str, **other: Any) -> int:
        """Register an acceptance by its holder and give its number."""
        terms = tuple(self.acceptance(holder, gives, takes, **other).values())
        return int(self.clearing.register_acceptance(terms, b"", sender=holder.address))

    # --- the federation's circle

    def decide(self, function: str, *args: Any) -> Any:
        """Have the federation itself call Credit."""
        return getattr(self.credit, function)(*args, sender=self.league.address)

    def hold_rounds(self, *codes: str, values: list[int] | None = None) -> list[int]:
        """Have the federation hold rounds of an hour in these currencies."""
        numbers = sorted(self.currency(code) for code in codes)
        self.decide("set_rounds", HOUR, numbers)
        if values:
            self.decide("set_values", numbers, values, now() + 30 * DAY)
        return numbers

    def lend(self, currency: int, soft: int, hard: int, surplus: int, bound: int, new: int) -> None:
        self.decide("set_credit", currency, (soft, hard, surplus, bound, new))

    def town(self, steward: LocalAccount, *people: LocalAccount) -> int:
        """Register a member community with a page of people."""
        number = self.communities.register(1, "PT", b"\x01" * 32, sender=steward.address)
        if people:
            page = b"".join(bytes.fromhex(person.address[2:]) for person in people)
            self.communities.enrol(number, page, sender=steward.address)
        self.league.set_member(number, True)
        return int(number)

    def join(self, who: LocalAccount, community: int, place: int) -> None:
        self.credit.join(self.league, community, place, sender=who.address)

    # --- rounds

    def open(self) -> int:
        return int(self.clearing.open_round(self.league, sender=self.carrier.address))

    def settle(self, round_id: int, chunk: tuple[Any, ...], who: Any = None) -> int:
        sender = (who or self.carrier).address
        return int(self.clearing.settle(round_id, chunk, sender=sender))

    def submit(self, round_id: int, chunk: tuple[Any, ...], who: Any = None) -> int:
        sender = (who or self.carrier).address
        return int(self.clearing.submit(round_id, chunk, sender=sender))

    def balance(self, who: Any, currency: int) -> int:
        return int(self.credit.account_balance(self.league, who.address, currency))


def flows(*pairs: tuple[int, int]) -> bytes:
    """Pack flows as the chain takes them."""
    return b"".join(number.to_bytes(5) + amount.to_bytes(11) for number, amount in pairs)


def chunk(
    *pairs: tuple[int, int], conversions: Triples | None = None, draws: Triples | None = None
) -> tuple[Any, ...]:
    """A chunk; draws as (account, currency id, delta)."""
    named = [(getattr(who, "address", who), *rest) for who, *rest in draws or []]
    return flows(*pairs), conversions or [], named


__all__ = [
    "DAY",
    "HOUR",
    "MOST",
    "ONE",
    "STEWARD",
    "House",
    "Owed",
    "chunk",
    "flows",
    "replace",
    "sign",
]
