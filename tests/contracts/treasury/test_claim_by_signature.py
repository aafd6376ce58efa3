# SPDX-License-Identifier: Apache-2.0
"""Treasury.claim_by_signature: the payee's word where its money goes, carried by anybody, once."""

from __future__ import annotations

from typing import Any

import boa
from eth_account.signers.local import LocalAccount

from symbio.chain.people import compact
from symbio.domain.holds import hold_key
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
