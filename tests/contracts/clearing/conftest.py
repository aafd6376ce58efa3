# SPDX-License-Identifier: Apache-2.0
"""Clearing with its two contracts, a federation of two towns, and three who owe each other."""

from __future__ import annotations

from typing import Any

import boa
import pytest
from eth_account.signers.local import LocalAccount

from tests.contracts.boa_chain import account, deployer
from tests.contracts.clearing.owing import House, Nonces
from tests.stateful.pyrevm_chain import compiled


def blueprint(name: str) -> Any:
    """Deploy a blueprint as bare code, which titanoboa then takes for no contract of its own."""
    code = bytes.fromhex(compiled(name)["blueprint_bytecode"][2:])
    return boa.env.deploy_code(bytecode=code)[0]


@pytest.fixture
def house(communities: Any) -> House:
    league = deployer("tests/mocks/League.vy").deploy()
    parts = blueprint("Obligations"), blueprint("Credit")
    clearing = deployer("Clearing").deploy(*parts, communities, league)
    return House(
        clearing,
        deployer("Obligations").at(clearing.obligations()),
        deployer("Credit").at(clearing.credit()),
        communities,
        league,
        account("carrier"),
        Nonces(),
    )


@pytest.fixture(scope="session")
def baker() -> LocalAccount:
    return account("baker")


@pytest.fixture(scope="session")
def miller() -> LocalAccount:
    return account("miller")


@pytest.fixture(scope="session")
def farmer() -> LocalAccount:
    return account("farmer")


@pytest.fixture
def ring(
    house: House, baker: LocalAccount, miller: LocalAccount, farmer: LocalAccount
) -> list[int]:
    """The baker owes the miller 100, who owes the farmer 80, who owes the baker 120."""
    return [
        house.owe(baker, miller, 100),
        house.owe(miller, farmer, 80),
        house.owe(farmer, baker, 120),
    ]


@pytest.fixture
def opened(house: House, ring: list[int]) -> int:
    """A round in euros over the ring."""
    house.hold_rounds("EUR")
    return house.open()
