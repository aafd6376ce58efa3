# SPDX-License-Identifier: Apache-2.0
"""A signed payout counts once, in one place, for what was signed; forged or changed, never."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import boa
import pytest
from eth_account.signers.local import LocalAccount

from symbio.chain.people import compact
from symbio.domain.acts import Domain
from symbio.domain.payee import Payee
from tests.contracts.boa_chain import NOBODY, refused
from tests.contracts.treasury.paying import (
    NATIVE,
    Payees,
    pay,
)
from tests.contracts.treasury.payout_signing import carry, payout, signed

NOT_SIGNED = "treasury: not signed by the payee"


def test_threats_10_and_28_nothing_of_what_was_signed_can_be_changed(
    treasury: Any, split: int, coin: Any, payees: Payees, fishers: LocalAccount, stranger: Any
) -> None:
    """Split, payee, token, address, end and number are the signer's, whoever carries them."""
    other = treasury.create(NOBODY, [*payees], [5_000, 3_333, 1_667])
    for each in (split, other):
        pay(treasury, each, NATIVE, 10_000, stranger)
        pay(treasury, each, coin, 10_000, stranger)
    act = payout(treasury, split, NATIVE, payees.fishers)
    signature = signed(act, fishers)
    for changed in (
        replace(act, split=other),
        replace(act, payee=Payee.from_word(payees.hosts)),
        replace(act, token=coin.address),
        replace(act, to=stranger.address),
        replace(act, until=act.until + 1),
        replace(act, nonce=act.nonce + 1),
    ):
        with refused(NOT_SIGNED):
            carry(treasury, changed, signature, stranger)
    assert carry(treasury, act, signature, stranger) == 5_000


def test_threat_16_a_signature_for_another_place_counts_for_nothing(
    treasury: Any, split: int, payees: Payees, fishers: LocalAccount, stranger: LocalAccount
) -> None:
    pay(treasury, split, NATIVE, 10_000, stranger)
    act = payout(treasury, split, NATIVE, payees.fishers)
    where = act.domain
    for domain in (
        Domain("Symbio Treasuries", where.chain_id, where.contract),
        Domain(where.name, where.chain_id + 1, where.contract),
        Domain(where.name, where.chain_id, stranger.address),
    ):
        with refused(NOT_SIGNED):
            carry(treasury, act, signed(replace(act, domain=domain), fishers), stranger)
    said_otherwise = replace(act, statement="Pay all that this split owes this payee.")
    with refused(NOT_SIGNED):
        carry(treasury, act, signed(said_otherwise, fishers), stranger)


def test_threat_16_a_fork_of_the_chain_has_a_domain_of_its_own(
    treasury: Any, split: int, payees: Payees, fishers: LocalAccount, stranger: LocalAccount
) -> None:
    pay(treasury, split, NATIVE, 10_000, stranger)
    act = payout(treasury, split, NATIVE, payees.fishers)
    separator, chain_id = treasury.DOMAIN_SEPARATOR(), boa.env.evm.patch.chain_id
    assert treasury.eip712Domain()[1:5] == ("Symbio Treasury", "1", chain_id, treasury.address)
    boa.env.evm.patch.chain_id = chain_id + 1
    try:
        assert treasury.DOMAIN_SEPARATOR() != separator
        with refused(NOT_SIGNED):
            carry(treasury, act, signed(act, fishers), stranger)
        anew = replace(act, domain=Domain(act.domain.name, chain_id + 1, act.domain.contract))
        assert carry(treasury, anew, signed(anew, fishers), stranger) == 5_000
    finally:
        boa.env.evm.patch.chain_id = chain_id


@pytest.mark.parametrize("bad", [b"", b"\x00" * 64, b"\x00" * 65, b"\xff" * 65, b"\x01" * 1_040])
def test_refuses_what_nobody_signed(
    treasury: Any, split: int, payees: Payees, stranger: LocalAccount, bad: bytes
) -> None:
    pay(treasury, split, NATIVE, 10_000, stranger)
    with refused(NOT_SIGNED):
        carry(treasury, payout(treasury, split, NATIVE, payees.fishers), bad, stranger)


def test_counts_once(
    treasury: Any, split: int, payees: Payees, fishers: LocalAccount, stranger: LocalAccount
) -> None:
    act = payout(treasury, split, NATIVE, payees.fishers)
    pay(treasury, split, NATIVE, 10_000, stranger)
    carry(treasury, act, signed(act, fishers), stranger)
    pay(treasury, split, NATIVE, 10_000, stranger)
    for signature in (signed(act, fishers), compact(signed(act, fishers))):
        with refused("treasury: the payout is spent"):
            carry(treasury, act, signature, stranger)
    another = replace(act, to=stranger.address)
    with refused("treasury: the payout is spent"):
        carry(treasury, another, signed(another, fishers), stranger)
    later = replace(act, nonce=8)
    assert carry(treasury, later, signed(later, fishers), stranger) == 5_000
