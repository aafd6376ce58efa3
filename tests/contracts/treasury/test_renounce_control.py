# SPDX-License-Identifier: Apache-2.0
"""Treasury.renounce_control: the shares are fixed for good."""

from __future__ import annotations

from typing import Any

from eth_account.signers.local import LocalAccount

from tests.contracts.boa_chain import NOBODY, events, refused
from tests.contracts.treasury.paying import Payees


def test_the_controller_renounces(
    treasury: Any, split: int, payees: Payees, juror: LocalAccount
) -> None:
    both = [payees.fishers, payees.hosts]
    treasury.set_shares(split, both, [5_100, 1_567], sender=juror.address)
    treasury.renounce_control(split, sender=juror.address)
    assert events(treasury) == [
        {"event": "ControlRenounced", "split_id": split, "former": juror.address}
    ]
    assert tuple(treasury.split(split)) == (NOBODY, NOBODY, 2, 3)
    with refused("treasury: not the controller"):
        treasury.set_shares(split, both, [5_000, 1_667], sender=juror.address)


def test_threat_6_no_heir_survives_it(
    treasury: Any, split: int, juror: LocalAccount, mediator: LocalAccount
) -> None:
    """A split that says it is immutable must be: no offer made before can bring control back."""
    treasury.offer_control(split, mediator.address, sender=juror.address)
    treasury.renounce_control(split, sender=juror.address)
    with refused("treasury: not the heir"):
        treasury.accept_control(split, sender=mediator.address)


def test_refuses_anybody_else(
    treasury: Any, split: int, juror: LocalAccount, mediator: LocalAccount
) -> None:
    treasury.offer_control(split, mediator.address, sender=juror.address)
    with refused("treasury: not the controller"):
        treasury.renounce_control(split, sender=mediator.address)


def test_refuses_an_unknown_split(treasury: Any, split: int, juror: LocalAccount) -> None:
    with refused("treasury: no such split"):
        treasury.renounce_control(split + 1, sender=juror.address)
