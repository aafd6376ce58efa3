# SPDX-License-Identifier: Apache-2.0
"""A payout as a payee signs it, and how anybody carries it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import boa
from eth_account import Account
from eth_account.messages import _hash_eip191_message, encode_typed_data
from eth_account.signers.local import LocalAccount

from symbio.domain.acts import TREASURY_DOMAIN, Domain, Payout, typed_data
from symbio.domain.payee import Payee
from tests.contracts.boa_chain import account, now

ELSEWHERE = account("elsewhere").address


def payout(treasury: Any, split: int, coin: Any, payee: int, **changed: Any) -> Payout:
    """Give the act that pays the payee elsewhere within an hour; `changed` fields differ."""
    act = Payout(
        Domain(TREASURY_DOMAIN, boa.env.evm.patch.chain_id, str(treasury.address)),
        split=split,
        payee=Payee.from_word(payee),
        token=str(getattr(coin, "address", coin)),
        to=ELSEWHERE,
        until=now() + 3_600,
        nonce=7,
    )
    return replace(act, **changed)


def digest(act: Payout) -> bytes:
    return bytes(_hash_eip191_message(encode_typed_data(full_message=typed_data(act))))


def signed(act: Payout, person: LocalAccount) -> bytes:
    message = encode_typed_data(full_message=typed_data(act))
    return bytes(Account.sign_message(message, person.key).signature)


def carry(treasury: Any, act: Payout, signature: bytes, carrier: Any) -> int:
    return int(
        treasury.claim_by_signature(
            *(act.split, act.token, act.payee.word, act.to, act.until, act.nonce, signature),
            sender=carrier.address,
        )
    )
