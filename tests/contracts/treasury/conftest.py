# SPDX-License-Identifier: Apache-2.0
"""A Treasury, three payees of one split, tokens, and a funded depositor."""

from __future__ import annotations

from typing import Any

import boa
import pytest
from eth_account.signers.local import LocalAccount

from tests.contracts.boa_chain import deployer
from tests.contracts.treasury.paying import RICH, Payees, native_balance, token, word
from tests.stateful.pyrevm_chain import compiled


@pytest.fixture
def treasury(communities: Any) -> Any:
    """The Treasury, newly deployed."""
    # As bare code: titanoboa would take each clone for a purse of its own and warn that it isn't.
    code = bytes.fromhex(compiled("Purse")["blueprint_bytecode"][2:])
    blueprint, _ = boa.env.deploy_code(bytecode=code)
    return deployer("Treasury").deploy(blueprint, communities)


@pytest.fixture
def payees(fishers: LocalAccount, researchers: LocalAccount, hosts: LocalAccount) -> Payees:
    """Three accounts, as payee words."""
    return Payees(word(fishers), word(researchers), word(hosts))


@pytest.fixture
def split(treasury: Any, juror: LocalAccount, payees: Payees) -> int:
    """A split of 5,000, 3,333 and 1,667 that the juror's account controls."""
    return treasury.create(juror.address, payees, [5_000, 3_333, 1_667])


@pytest.fixture
def coin(stranger: LocalAccount, treasury: Any) -> Any:
    """A plain ERC-20 that the stranger holds and allows the Treasury to take."""
    return token("Plain", stranger, treasury, 18)


@pytest.fixture(autouse=True)
def funded(stranger: LocalAccount) -> None:
    boa.env.set_balance(stranger.address, RICH)
    assert native_balance(stranger) == RICH
