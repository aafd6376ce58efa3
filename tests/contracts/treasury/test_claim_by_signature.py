# SPDX-License-Identifier: Apache-2.0
"""Treasury.claim_by_signature: the payee's word where its money goes, carried by anybody, once."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import boa
import pytest
from eth_account.signers.local import LocalAccount

from symbio.chain.people import compact
from symbio.domain.acts import Domain
from symbio.domain.holds import hold_key
from symbio.domain.payee import Payee
from tests.contracts.boa_chain import NOBODY, account, deployer, now, pass_time, refused
from tests.contracts.treasury.holding import hold
from tests.contracts.treasury.paying import (
    NATIVE,
    Payees,
    community,
    native_balance,
    nested,
    pay,
    said,
    token,
    word,
)
from tests.contracts.treasury.payout_signing import ELSEWHERE, carry, digest, payout, signed

NOT_SIGNED = "treasury: not signed by the payee"


def test_pays_where_the_payee_signed(
    treasury: Any,
    split: int,
    coin: Any,
    payees: Payees,
    fishers: LocalAccount,
    juror: LocalAccount,
    stranger: LocalAccount,
) -> None:
    pay(treasury, split, coin, 10_001, stranger)
    act = payout(treasury, split, coin, payees.fishers)
    assert not treasury.payout_spent(fishers.address, act.nonce)
    assert carry(treasury, act, signed(act, fishers), juror) == 5_000
    assert said(treasury) == [
        {
            "event": "PayoutCarried",
            "account": fishers.address,
            "carrier": juror.address,
            "nonce": act.nonce,
        },
        {
            "event": "RevenueClaimed",
            "split_id": split,
            "payee": payees.fishers,
            "token": coin.address,
            "to": ELSEWHERE,
            "owed": 5_000,
            "paid": 5_000,
        },
    ]
    assert coin.balanceOf(ELSEWHERE) == 5_000
    assert treasury.held(coin) == 5_001
    assert treasury.payout_spent(fishers.address, act.nonce)
    assert not treasury.payout_spent(juror.address, act.nonce)


def test_a_compact_signature_counts(
    treasury: Any, split: int, payees: Payees, fishers: LocalAccount, stranger: LocalAccount
) -> None:
    pay(treasury, split, NATIVE, 10_000, stranger)
    act = payout(treasury, split, NATIVE, payees.fishers)
    carry(treasury, act, compact(signed(act, fishers)), stranger)
    assert native_balance(ELSEWHERE) == 5_000


def test_a_contract_wallet_signs_by_erc_1271(treasury: Any, stranger: LocalAccount) -> None:
    wallet = deployer("tests/mocks/Wallet.vy").deploy()
    made = treasury.create(NOBODY, [word(wallet)], [10_000])
    pay(treasury, made, NATIVE, 10_000, stranger)
    act = payout(treasury, made, NATIVE, word(wallet))
    with refused(NOT_SIGNED):
        carry(treasury, act, b"two owners", stranger)
    wallet.approve(digest(act), b"two owners")
    carry(treasury, act, b"two owners", stranger)
    assert native_balance(ELSEWHERE) == 10_000


def test_an_account_with_delegated_code_signs_by_its_key(
    treasury: Any, split: int, payees: Payees, fishers: LocalAccount, stranger: LocalAccount
) -> None:
    boa.env.set_code(fishers.address, b"\xef\x01\x00" + bytes.fromhex(stranger.address[2:]))
    pay(treasury, split, NATIVE, 10_000, stranger)
    act = payout(treasury, split, NATIVE, payees.fishers)
    assert carry(treasury, act, signed(act, fishers), stranger) == 5_000


def test_for_a_community_its_steward_of_that_moment_signs(
    treasury: Any, communities: Any, fishers: LocalAccount, hosts: LocalAccount, stranger: Any
) -> None:
    town = communities.register(1, "PT", bytes(32), sender=fishers.address)
    made = treasury.create(NOBODY, [community(town)], [10_000])
    pay(treasury, made, NATIVE, 9, stranger)
    act = payout(treasury, made, NATIVE, community(town))
    former = signed(act, fishers)
    communities.offer_stewardship(town, hosts.address, sender=fishers.address)
    communities.accept_stewardship(town, sender=hosts.address)
    with refused(NOT_SIGNED):
        carry(treasury, act, former, stranger)
    carry(treasury, act, signed(act, hosts), stranger)
    assert native_balance(ELSEWHERE) == 9


def test_frees_a_payee_that_its_token_blocks(
    treasury: Any, split: int, payees: Payees, fishers: LocalAccount, stranger: LocalAccount
) -> None:
    blocking = token("Blocking", stranger, treasury)
    pay(treasury, split, blocking, 10_000, stranger)
    blocking.set_blocked(fishers.address, True)
    act = payout(treasury, split, blocking, payees.fishers)
    carry(treasury, act, signed(act, fishers), stranger)
    assert blocking.balanceOf(ELSEWHERE) == 5_000


def test_who_signs_takes_the_loss_of_an_impaired_token(
    treasury: Any, split: int, payees: Payees, fishers: LocalAccount, stranger: LocalAccount
) -> None:
    rebasing = token("Rebasing", stranger, treasury)
    pay(treasury, split, rebasing, 10_000, stranger)
    rebasing.rebase(treasury, 1_000)
    act = payout(treasury, split, rebasing, payees.fishers)
    assert carry(treasury, act, signed(act, fishers), stranger) == 5_000
    assert rebasing.balanceOf(ELSEWHERE) == 500


def test_pays_what_a_split_got_of_a_hold(
    treasury: Any,
    split: int,
    payees: Payees,
    fishers: LocalAccount,
    mediator: LocalAccount,
    stranger: LocalAccount,
) -> None:
    number = hold(treasury, split, NATIVE, 10_000, stranger, mediator)
    act = payout(treasury, split, hold_key(number), payees.fishers)
    with refused("treasury: the hold isn't decided"):
        carry(treasury, act, signed(act, fishers), stranger)
    treasury.rule_hold(number, 10_000, sender=mediator.address)
    assert carry(treasury, act, signed(act, fishers), stranger) == 5_000


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


def test_what_is_refused_stays_good(
    treasury: Any, split: int, payees: Payees, fishers: LocalAccount, stranger: LocalAccount
) -> None:
    act = payout(treasury, split, NATIVE, payees.fishers)
    with refused("treasury: nothing to claim"):
        carry(treasury, act, signed(act, fishers), stranger)
    pay(treasury, split, NATIVE, 10_000, stranger)
    assert carry(treasury, act, signed(act, fishers), stranger) == 5_000


def test_until_its_last_second(
    treasury: Any, split: int, payees: Payees, fishers: LocalAccount, stranger: LocalAccount
) -> None:
    pay(treasury, split, NATIVE, 10_000, stranger)
    act = payout(treasury, split, NATIVE, payees.fishers)
    pass_time(act.until - now())
    with boa.env.anchor():
        assert carry(treasury, act, signed(act, fishers), stranger) == 5_000
    pass_time(1)
    with refused("treasury: the signed time is over"):
        carry(treasury, act, signed(act, fishers), stranger)


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


def test_refuses_what_is_no_accounts(
    treasury: Any, split: int, fishers: LocalAccount, stranger: LocalAccount
) -> None:
    """A split has nobody who signs for it, nor has a community that isn't there."""
    above = treasury.create(NOBODY, [nested(split)], [10_000])
    pay(treasury, above, NATIVE, 9, stranger)
    for payee in (nested(split), community(1)):
        act = payout(treasury, above, NATIVE, payee)
        for signature in (signed(act, fishers), bytes(65), bytes(64)):
            with refused(NOT_SIGNED):
                carry(treasury, act, signature, stranger)


def test_refuses_nowhere_and_the_treasury_itself(
    treasury: Any, split: int, payees: Payees, fishers: LocalAccount, stranger: LocalAccount
) -> None:
    pay(treasury, split, NATIVE, 10_000, stranger)
    for nowhere in (NOBODY, str(treasury.address)):
        act = payout(treasury, split, NATIVE, payees.fishers, to=nowhere)
        with refused("treasury: no address to pay"):
            carry(treasury, act, signed(act, fishers), stranger)


def test_another_account_of_the_same_number(
    treasury: Any, split: int, payees: Payees, fishers: LocalAccount, hosts: LocalAccount
) -> None:
    """Each account counts its own numbers."""
    payer = account("stranger")
    pay(treasury, split, NATIVE, 10_000, payer)
    for person, payee in [(fishers, payees.fishers), (hosts, payees.hosts)]:
        act = payout(treasury, split, NATIVE, payee)
        assert carry(treasury, act, signed(act, person), payer)
