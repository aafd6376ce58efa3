# SPDX-License-Identifier: Apache-2.0
"""Tokens and receivers that re-enter, refuse, burn or shout touch nobody else's money."""

from __future__ import annotations

from typing import Any

import boa
import pytest
from eth_abi import encode
from eth_account.signers.local import LocalAccount
from eth_utils import function_signature_to_4byte_selector

from tests.contracts.boa_chain import NOBODY, refused
from tests.contracts.treasury.paying import (
    NATIVE,
    Payees,
    mock,
    native_balance,
    pay,
    token,
    word,
)
from tests.stateful.pyrevm_chain import compiled

# Every external function of the Treasury, with arguments that would go through but for the lock.
CALLS = {
    "create(address,uint256[],uint256[])": (NOBODY, [5], [10_000]),
    "set_shares(uint256,uint256[],uint256[])": (1, [5], [10_000]),
    "offer_control(uint256,address)": (1, NOBODY),
    "accept_control(uint256)": (1,),
    "renounce_control(uint256)": (1,),
    "deposit(uint256,address,uint256)": (1, NATIVE, 0),
    "deposit_many(address,uint256[],uint256[])": (NATIVE, [1], [0]),
    "collect(uint256,address)": (1, NATIVE),
    "deposit_held(uint256,address,uint256,address,uint256)": (1, NATIVE, 0, NATIVE, 2**40),
    "rule_hold(uint256,uint256)": (1, 0),
    "release_hold(uint256)": (1,),
    "withdraw_refund(uint256,address)": (1, NATIVE),
    "claim(uint256,address,uint256)": (1, NATIVE, 5),
    "claim_to(uint256,address,uint256,address)": (1, NATIVE, 5, NATIVE),
    "claim_by_signature(uint256,address,uint256,address,uint256,uint256,bytes)": (
        *(1, NATIVE, 5, NATIVE, 2**40, 0, b""),
    ),
    "revoke_payout(uint256)": (7,),
    "payout_spent(address,uint256)": (NATIVE, 7),
    "DOMAIN_SEPARATOR()": (),
    "count()": (),
    "split(uint256)": (1,),
    "share(uint256,uint256)": (1, 5),
    "owed(uint256,address,uint256)": (1, NATIVE, 5),
    "received(uint256,address)": (1, NATIVE),
    "held(address)": (NATIVE,),
    "holds()": (),
    "hold(uint256)": (1,),
    "receiving_address(uint256)": (1,),
}


def calldata(signature: str) -> bytes:
    types = signature.split("(", 1)[1][:-1]
    words = encode(types.split(",") if types else [], CALLS[signature])
    return bytes(function_signature_to_4byte_selector(signature) + words)


def test_the_calls_are_all_there_are() -> None:
    entries = [each for each in compiled("Treasury")["abi"] if each["type"] == "function"]
    found = {f"{e['name']}({','.join(i['type'] for i in e['inputs'])})" for e in entries}
    # It reads nothing but what was fixed at deployment.
    assert found - {"eip712Domain()"} == CALLS.keys()


@pytest.mark.parametrize("signature", CALLS)
def test_a_receiver_gets_nowhere_in_while_it_is_paid(
    treasury: Any, stranger: LocalAccount, signature: str
) -> None:
    receiver = mock("ReenteringReceiver")
    made = treasury.create(receiver.address, [word(receiver), word(stranger)], [5_000, 5_000])
    pay(treasury, made, NATIVE, 10, stranger)
    receiver.arm(treasury, calldata(signature))
    treasury.claim(made, NATIVE, word(receiver))
    assert not receiver.went_through()
    assert receiver.answer() == b""
    assert native_balance(receiver) == 5
    assert treasury.held(NATIVE) == native_balance(treasury) == 5


@pytest.mark.parametrize("signature", CALLS)
def test_a_token_gets_nowhere_in_while_it_moves(
    treasury: Any, split: int, payees: Payees, stranger: LocalAccount, signature: str
) -> None:
    reentering = token("Reentering", stranger, treasury)
    reentering.arm(treasury, calldata(signature))
    assert pay(treasury, split, reentering, 10_000, stranger) == 10_000
    assert not reentering.went_through()
    assert reentering.answer() == b""
    treasury.claim(split, reentering, payees.fishers)
    assert not reentering.went_through()
    assert treasury.held(reentering) == reentering.balanceOf(treasury) == 5_000


@pytest.mark.parametrize("name", ["RejectingReceiver", "BurningReceiver", "BombReceiver"])
def test_threat_2_one_who_refuses_payment_blocks_nobody(
    treasury: Any, hosts: LocalAccount, stranger: LocalAccount, name: str
) -> None:
    receiver = mock(name)
    if name == "BombReceiver":
        receiver.refuse(True)
    made = treasury.create(NOBODY, [word(receiver), word(hosts)], [5_000, 5_000])
    pay(treasury, made, NATIVE, 10, stranger)
    with refused("treasury: payee refuses the payment"):
        treasury.claim(made, NATIVE, word(receiver), gas=1_000_000)
    assert treasury.owed(made, NATIVE, word(receiver)) == 5
    before = native_balance(hosts)
    treasury.claim(made, NATIVE, word(hosts))
    assert native_balance(hosts) == before + 5
    assert treasury.held(NATIVE) == native_balance(treasury) == 5


def test_a_long_answer_is_not_read(treasury: Any, stranger: LocalAccount) -> None:
    receiver = mock("BombReceiver")
    made = treasury.create(NOBODY, [word(receiver)], [10_000])
    pay(treasury, made, NATIVE, 10, stranger)
    treasury.claim(made, NATIVE, word(receiver))
    copied = treasury._computation.get_gas_used()
    bare = boa.env.execute_code(to_address=receiver.address, value=1, sender=stranger.address)
    # 192,000 bytes would cost 36,000 to copy, and 90,000 of memory.
    assert copied - bare.get_gas_used() < 60_000
    assert native_balance(receiver) == 11


def test_one_token_that_stops_blocks_no_other(
    treasury: Any, split: int, coin: Any, payees: Payees, stranger: LocalAccount
) -> None:
    blocking, refusing = (token(n, stranger, treasury) for n in ("Blocking", "Refusing"))
    for each in (blocking, refusing, coin):
        pay(treasury, split, each, 10_000, stranger)
    blocking.set_blocked(NOBODY, True)
    refusing.refuse(True)
    for payee in payees:
        with refused("ledger: all transfers stopped"):
            treasury.claim(split, blocking, payee)
        with refused("treasury: token refused the transfer"):
            treasury.claim(split, refusing, payee)
        treasury.claim(split, coin, payee)
    assert treasury.held(coin) == coin.balanceOf(treasury) == 0
    blocking.set_blocked(NOBODY, False)
    refusing.refuse(False)
    for payee in payees:
        treasury.claim(split, blocking, payee)
        treasury.claim(split, refusing, payee)
    assert treasury.held(blocking) == treasury.held(refusing) == 0


def test_threat_30_money_forced_in_changes_nothing(
    treasury: Any, split: int, coin: Any, payees: Payees, stranger: LocalAccount
) -> None:
    pay(treasury, split, NATIVE, 10_000, stranger)
    pay(treasury, split, coin, 10_000, stranger)
    boa.env.set_balance(treasury.address, 10_000 + 777)
    coin.mint(treasury, 777)
    for asset in (NATIVE, coin):
        assert treasury.held(asset) == treasury.received(split, asset) == 10_000
        assert pay(treasury, split, asset, 10_000, stranger) == 10_000
        assert treasury.owed(split, asset, payees.fishers) == 10_000
        for payee in payees:
            treasury.claim(split, asset, payee)
        assert treasury.held(asset) == 0
    assert native_balance(treasury) == coin.balanceOf(treasury) == 777


def test_pays_out_tokens_that_answer_nothing_or_take_a_fee(
    treasury: Any, split: int, payees: Payees, hosts: LocalAccount, stranger: LocalAccount
) -> None:
    for name, credited, arrives in [("Silent", 10_000, 1_667), ("FeeTaking", 9_900, 1_633)]:
        odd = token(name, stranger, treasury)
        assert pay(treasury, split, odd, 10_000, stranger) == credited
        for payee in payees:
            treasury.claim(split, odd, payee)
        assert odd.balanceOf(hosts.address) == arrives
        assert treasury.held(odd) == odd.balanceOf(treasury)
