# SPDX-License-Identifier: Apache-2.0
"""Treasury.revoke_payout: an account takes its signed word back, before it is carried."""

from __future__ import annotations

from typing import Any

from eth_account.signers.local import LocalAccount

from tests.contracts.boa_chain import refused
from tests.contracts.treasury.paying import NATIVE, Payees, pay, said
from tests.contracts.treasury.payout_signing import carry, payout, signed


def test_a_revoked_signature_counts_for_nothing(
    treasury: Any, split: int, payees: Payees, fishers: LocalAccount, stranger: LocalAccount
) -> None:
    pay(treasury, split, NATIVE, 10_000, stranger)
    act = payout(treasury, split, NATIVE, payees.fishers)
    treasury.revoke_payout(act.nonce, sender=fishers.address)
    assert said(treasury) == [
        {"event": "PayoutRevoked", "account": fishers.address, "nonce": act.nonce}
    ]
    assert treasury.payout_spent(fishers.address, act.nonce)
    with refused("treasury: the payout is spent"):
        carry(treasury, act, signed(act, fishers), stranger)
    assert treasury.owed(split, NATIVE, payees.fishers) == 5_000


def test_nobody_revokes_anothers(
    treasury: Any, split: int, payees: Payees, fishers: LocalAccount, stranger: LocalAccount
) -> None:
    pay(treasury, split, NATIVE, 10_000, stranger)
    act = payout(treasury, split, NATIVE, payees.fishers)
    treasury.revoke_payout(act.nonce, sender=stranger.address)
    assert carry(treasury, act, signed(act, fishers), stranger) == 5_000


def test_once(
    treasury: Any, split: int, payees: Payees, fishers: LocalAccount, stranger: LocalAccount
) -> None:
    pay(treasury, split, NATIVE, 10_000, stranger)
    act = payout(treasury, split, NATIVE, payees.fishers)
    carry(treasury, act, signed(act, fishers), stranger)
    with refused("treasury: the payout is spent"):
        treasury.revoke_payout(act.nonce, sender=fishers.address)
    treasury.revoke_payout(0, sender=fishers.address)
    with refused("treasury: the payout is spent"):
        treasury.revoke_payout(0, sender=fishers.address)
