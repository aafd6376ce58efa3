# SPDX-License-Identifier: Apache-2.0
"""Threat 23: an arbiter that calls back while a dispute comes to it gets nowhere.

It is the only contract that Obligations calls and could come back; Clearing and Credit call none
but one another, Communities and Federations.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import boa
import pytest
from eth_account.signers.local import LocalAccount

from tests.contracts.boa_chain import deployer, events
from tests.contracts.clearing.owing import House, sign
from tests.stateful.pyrevm_chain import compiled

CLAIM = b"\x05" * 32
# What only a party may do is tried by the court as the debtor.
PARTY = {"dispute", "withdraw_dispute", "settle_dispute", "escalate"}


@pytest.fixture
def court() -> Any:
    return deployer("tests/mocks/Court.vy").deploy()


@pytest.fixture
def calls(
    house: House, court: Any, baker: LocalAccount, miller: LocalAccount, farmer: LocalAccount
) -> dict[str, Callable[[], bytes]]:
    """Encode a call of each function that changes anything, as it would go through."""
    of = house.obligations

    def signed() -> tuple[Any, bytes, bytes]:
        owed = house.owed(baker, miller)
        return owed.struct(), house.sign(baker, owed), house.sign(miller, owed)

    def acknowledged() -> bytes:
        message = {"creditor": miller.address, "obligation": 2, "amount": 1, "nonce": house.nonce()}
        signature = sign(miller, of, "Payment", message)
        return of.acknowledge_payment_by_signature.prepare_calldata(
            2, 1, message["nonce"], signature
        )

    return {
        "register": lambda: of.register.prepare_calldata(*signed()),
        "register_many": lambda: of.register_many.prepare_calldata(*([e] for e in signed())),
        "acknowledge_payment_by_signature": acknowledged,
        "add_currency": lambda: of.add_currency.prepare_calldata("SHELL"),
        "cancel_nonce": lambda: of.cancel_nonce.prepare_calldata(7),
        "rule": lambda: of.rule.prepare_calldata(1, 51),
        "obligation": lambda: of.obligation.prepare_calldata(1),
    }


# Refused to the court in any case: it is neither side of an obligation, nor Clearing.
NOT_ITS_OWN = PARTY | {"acknowledge_payment", "assign", "set_off"}


def test_every_function_that_changes_anything_is_tried(calls: dict[str, Any]) -> None:
    changing = {
        entry["name"]
        for entry in compiled("Obligations")["abi"]
        if entry["type"] == "function" and entry["stateMutability"] in ("nonpayable", "payable")
    }
    assert changing - NOT_ITS_OWN == calls.keys() - {"obligation"}


@pytest.mark.parametrize(
    "name",
    [
        *("register", "register_many", "acknowledge_payment_by_signature", "add_currency"),
        *("cancel_nonce", "rule", "obligation"),
    ],
)
def test_an_arbiter_that_calls_back_gets_nowhere(
    house: House,
    court: Any,
    baker: LocalAccount,
    miller: LocalAccount,
    calls: dict[str, Callable[[], bytes]],
    name: str,
) -> None:
    first, second = (house.owe(baker, miller, 100, arbiter=court.address) for _ in range(2))
    for number in (first, second):
        house.obligations.dispute(number, CLAIM, sender=baker.address)
    house.obligations.escalate(first, sender=baker.address)
    court.arm(house.obligations, calls[name]())
    house.obligations.escalate(second, sender=baker.address)
    assert not court.went_through()
    assert [each["event"] for each in events(house.obligations)] == ["DisputeEscalated"]
    # The same call goes through as soon as nothing else is under way.
    dispute = court.createDispute.prepare_calldata(101, b"")
    boa.env.raw_call(court.address, sender=baker.address, data=dispute)
    assert court.went_through()
