# SPDX-License-Identifier: Apache-2.0
"""Treasury.collect and the purses: a split's plain receiving address."""

from __future__ import annotations

import warnings
from typing import Any

import boa
import pytest
from eth_account.signers.local import LocalAccount
from eth_utils import keccak

from tests.contracts.boa_chain import deployer, refused
from tests.contracts.treasury.paying import (
    NATIVE,
    Payees,
    mock,
    native_balance,
    nested,
    pay,
    said,
    token,
    word,
)


@pytest.fixture
def purse(treasury: Any, split: int) -> Any:
    """The split's receiving address, with code by now."""
    address = treasury.receiving_address(split)
    boa.env.set_balance(address, 1)
    treasury.collect(split, NATIVE)
    with warnings.catch_warnings():
        # titanoboa compares a proxy's code with the template's.
        warnings.simplefilter("ignore")
        return deployer("Purse").at(address)


def test_brings_in_a_token_sent_before_there_was_code(
    treasury: Any, split: int, coin: Any, payees: Payees, stranger: LocalAccount
) -> None:
    address = treasury.receiving_address(split)
    assert not boa.env.get_code(address)
    coin.transfer(address, 10_000, sender=stranger.address)
    assert treasury.received(split, coin) == 0
    assert treasury.collect(split, coin) == 10_000
    assert said(treasury) == [
        {
            "event": "RevenueReceived",
            "split_id": split,
            "payer": address,
            "token": coin.address,
            "amount": 10_000,
        }
    ]
    assert treasury.received(split, coin) == treasury.held(coin) == 10_000
    assert treasury.owed(split, coin, payees.fishers) == 5_000
    assert coin.balanceOf(address) == 0


def test_brings_in_native_coin_sent_before_and_after_there_was_code(
    treasury: Any, split: int, purse: Any, hosts: LocalAccount, stranger: LocalAccount
) -> None:
    assert treasury.held(NATIVE) == 1
    sent = boa.env.execute_code(to_address=purse.address, value=41, sender=stranger.address)
    assert not sent.is_error
    assert sent.get_gas_used() < 6_000
    assert treasury.collect(split, NATIVE, sender=hosts.address) == 41
    assert said(treasury)[0] | {"amount": 0} == {
        "event": "RevenueReceived",
        "split_id": split,
        "payer": purse.address,
        "token": NATIVE,
        "amount": 0,
    }
    assert native_balance(treasury) == treasury.held(NATIVE) == 42
    assert native_balance(purse) == 0


def test_is_a_minimal_proxy_at_an_address_that_anybody_can_compute(
    treasury: Any, split: int, purse: Any
) -> None:
    code = boa.env.get_code(purse.address)
    assert code[:10].hex() == "363d3d373d3d3d363d73"
    assert code[30:].hex() == "5af43d82803e903d91602b57fd5bf3"
    initcode = bytes.fromhex("602d3d8160093d39f3") + code
    made_by, salt = bytes.fromhex(treasury.address[2:]), split.to_bytes(32)
    address = keccak(b"\xff" + made_by + salt + keccak(initcode))[12:]
    assert address.hex() == purse.address[2:].lower()


def test_each_split_has_its_own(treasury: Any, split: int, payees: Payees, coin: Any) -> None:
    other = treasury.create(boa.env.eoa, payees[:1], [10_000])
    addresses = [treasury.receiving_address(each) for each in (split, other)]
    assert len(set(addresses)) == 2
    coin.mint(addresses[1], 5)
    with refused("treasury: nothing arrived"):
        treasury.collect(split, coin)
    assert treasury.collect(other, coin) == 5
    assert (treasury.received(split, coin), treasury.received(other, coin)) == (0, 5)


def test_takes_what_arrives_of_odd_tokens(
    treasury: Any, split: int, stranger: LocalAccount
) -> None:
    address = treasury.receiving_address(split)
    for name, arrives in [("FeeTaking", 9_900), ("Silent", 10_000), ("Rebasing", 10_000)]:
        odd = token(name, stranger, treasury)
        odd.mint(address, 10_000)
        assert treasury.collect(split, odd) == arrives == treasury.held(odd)


def test_a_purse_can_be_a_payee(
    treasury: Any, split: int, purse: Any, stranger: LocalAccount
) -> None:
    made = treasury.create(stranger.address, [word(purse)], [10_000])
    pay(treasury, made, NATIVE, 9, stranger)
    treasury.claim(made, NATIVE, word(purse))
    assert treasury.collect(split, NATIVE) == 9
    by_number = treasury.create(stranger.address, [nested(split)], [10_000])
    pay(treasury, by_number, NATIVE, 9, stranger)
    treasury.claim(by_number, NATIVE, nested(split))
    assert treasury.received(split, NATIVE) == 19


def test_refuses_when_nothing_lies_there(treasury: Any, split: int, coin: Any) -> None:
    for asset in (coin, NATIVE):
        with refused("treasury: nothing arrived"):
            treasury.collect(split, asset)


def test_refuses_an_unknown_split(treasury: Any, split: int, coin: Any) -> None:
    for unknown in (0, split + 1):
        with refused("treasury: no such split"):
            treasury.collect(unknown, coin)


def test_refuses_an_address_without_code(treasury: Any, split: int) -> None:
    with refused("treasury: token has no code"):
        treasury.collect(split, boa.env.generate_address())


def test_refuses_tokens_that_do_not_move(treasury: Any, split: int, stranger: LocalAccount) -> None:
    address = treasury.receiving_address(split)
    refusing, blocking = (token(n, stranger, treasury) for n in ("Refusing", "Blocking"))
    refusing.mint(address, 5)
    blocking.mint(address, 5)
    refusing.refuse(True)
    blocking.set_blocked(address, True)
    with refused("purse: token refused the transfer"):
        treasury.collect(split, refusing)
    with refused("ledger: blocked"):
        treasury.collect(split, blocking)
    refusing.refuse(False)
    assert treasury.collect(split, refusing) == 5


def test_counts_up_to_its_limit(treasury: Any, split: int, coin: Any) -> None:
    coin.mint(treasury.receiving_address(split), 2**128)
    with refused("treasury: more than it can count"):
        treasury.collect(split, coin)


def test_nobody_but_the_treasury_empties_a_purse(
    purse: Any, coin: Any, juror: LocalAccount, fishers: LocalAccount
) -> None:
    coin.mint(purse, 5)
    for somebody in (juror, fishers):
        for asset in (coin, NATIVE):
            with refused("purse: only the treasury"):
                purse.empty_into_treasury(asset, sender=somebody.address)


def test_a_purse_takes_no_calls_it_does_not_know(purse: Any, stranger: LocalAccount) -> None:
    sent = boa.env.execute_code(
        to_address=purse.address, value=5, data=b"\x01\x02\x03\x04", sender=stranger.address
    )
    assert sent.is_error
    assert b"purse: no such function" in sent.output


def test_a_token_can_not_pass_native_coin_off_as_a_purse(
    treasury: Any, split: int, stranger: LocalAccount
) -> None:
    """While a purse is emptied of a token, the token sends native coin: it is turned away."""
    sender = mock("Reentering")
    boa.env.set_balance(sender.address, 10)
    sender.arm(treasury, b"")
    sender.mint(treasury.receiving_address(split), 5)
    assert treasury.collect(split, sender) == 5
    assert not sender.went_through()
    assert b"treasury: pay the split's address" in sender.answer()
