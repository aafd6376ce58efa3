# SPDX-License-Identifier: Apache-2.0
"""What the Treasury's tests say: payee words, tokens in hand, money in."""

from __future__ import annotations

from typing import Any, NamedTuple

import boa
from eth_utils import to_checksum_address

from tests.contracts.boa_chain import Log, deployer, events

NATIVE = "0xEeeeeEeeeEeEeeEeEeEeeEEEeeeeEeeeeeeeEEeE"
RICH = 10**30
MOST = 2**128 - 1


class Payees(NamedTuple):
    """The payees of the split under test, as words."""

    fishers: int
    researchers: int
    hosts: int


def word(payee: Any) -> int:
    """An account's payee word."""
    return int(getattr(payee, "address", payee), 16)


def community(number: int) -> int:
    return 1 << 248 | number


def nested(number: int) -> int:
    return 2 << 248 | number


def at(payee: int) -> str:
    """The account that a payee word is."""
    return str(to_checksum_address(f"{payee:#042x}"))


def mock(name: str, *args: Any) -> Any:
    """Deploy a token or receiver of the tests."""
    return deployer(f"tests/mocks/tokens/{name}.vy").deploy(*args)


def token(name: str, holder: Any, treasury: Any, *args: Any) -> Any:
    """Deploy a token; `holder` has much of it and lets the Treasury take it."""
    found = mock(name, *args)
    found.mint(holder.address, RICH)
    found.approve(treasury, 2**256 - 1, sender=holder.address)
    return found


def native_balance(who: Any) -> int:
    return int(boa.env.get_balance(getattr(who, "address", who)))


def pay(treasury: Any, split: int, coin: Any, amount: int, payer: Any) -> int:
    """Deposit; the native coin where `coin` is NATIVE."""
    value = amount if coin == NATIVE else 0
    return int(treasury.deposit(split, coin, amount, value=value, sender=payer.address))


def said(treasury: Any) -> list[Log]:
    """List the Treasury's own events of its last call, without the tokens'."""
    return [log for log in events(treasury) if log["event"] != "Transfer"]
