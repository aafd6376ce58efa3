# SPDX-License-Identifier: Apache-2.0
"""Treasury.offer_control: the first of two steps; nothing changes hands by it."""

from __future__ import annotations

from typing import Any

from eth_account.signers.local import LocalAccount

from tests.contracts.boa_chain import NOBODY, events, refused


def test_the_controller_offers(
    treasury: Any, split: int, juror: LocalAccount, mediator: LocalAccount
) -> None:
    treasury.offer_control(split, mediator.address, sender=juror.address)
    assert events(treasury) == [
        {
            "event": "ControlOffered",
            "split_id": split,
            "controller": juror.address,
            "heir": mediator.address,
        }
    ]
    assert tuple(treasury.split(split)) == (juror.address, mediator.address, 1, 3)


def test_an_offer_to_nobody_withdraws_it(
    treasury: Any, split: int, juror: LocalAccount, mediator: LocalAccount
) -> None:
    treasury.offer_control(split, mediator.address, sender=juror.address)
    treasury.offer_control(split, NOBODY, sender=juror.address)
    assert events(treasury)[0]["heir"] == NOBODY
    assert treasury.split(split).heir == NOBODY
    with refused("treasury: not the heir"):
        treasury.accept_control(split, sender=mediator.address)


def test_refuses_anybody_else(
    treasury: Any, split: int, juror: LocalAccount, mediator: LocalAccount
) -> None:
    treasury.offer_control(split, mediator.address, sender=juror.address)
    with refused("treasury: not the controller"):
        treasury.offer_control(split, mediator.address, sender=mediator.address)


def test_refuses_an_unknown_split(treasury: Any, split: int, juror: LocalAccount) -> None:
    with refused("treasury: no such split"):
        treasury.offer_control(split + 1, juror.address, sender=juror.address)
