# SPDX-License-Identifier: Apache-2.0
"""Treasury.accept_control: the second step; the heir takes the control."""

from __future__ import annotations

from typing import Any

from eth_account.signers.local import LocalAccount

from tests.contracts.boa_chain import NOBODY, events, refused
from tests.contracts.treasury.paying import Payees


def test_the_heir_takes_control(
    treasury: Any, split: int, payees: Payees, juror: LocalAccount, mediator: LocalAccount
) -> None:
    both = [payees.fishers, payees.hosts]
    treasury.set_shares(split, both, [5_100, 1_567], sender=juror.address)
    treasury.offer_control(split, mediator.address, sender=juror.address)
    treasury.accept_control(split, sender=mediator.address)
    assert events(treasury) == [
        {
            "event": "ControlAccepted",
            "split_id": split,
            "controller": mediator.address,
            "former": juror.address,
        }
    ]
    assert tuple(treasury.split(split)) == (mediator.address, NOBODY, 2, 3)
    with refused("treasury: not the controller"):
        treasury.set_shares(split, both, [5_000, 1_667], sender=juror.address)
    treasury.set_shares(split, both, [5_000, 1_667], sender=mediator.address)


def test_refuses_anybody_but_the_heir(
    treasury: Any, split: int, juror: LocalAccount, mediator: LocalAccount, stranger: LocalAccount
) -> None:
    with refused("treasury: not the heir"):
        treasury.accept_control(split, sender=mediator.address)
    treasury.offer_control(split, mediator.address, sender=juror.address)
    for other in (juror, stranger):
        with refused("treasury: not the heir"):
            treasury.accept_control(split, sender=other.address)


def test_an_offer_is_taken_once(
    treasury: Any, split: int, juror: LocalAccount, mediator: LocalAccount
) -> None:
    treasury.offer_control(split, mediator.address, sender=juror.address)
    treasury.accept_control(split, sender=mediator.address)
    with refused("treasury: not the heir"):
        treasury.accept_control(split, sender=mediator.address)


def test_refuses_an_unknown_split(treasury: Any, split: int, mediator: LocalAccount) -> None:
    with refused("treasury: no such split"):
        treasury.accept_control(split + 1, sender=mediator.address)
