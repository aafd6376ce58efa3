# SPDX-License-Identifier: Apache-2.0
"""Accords, a market that says what it is told, and four towns that may agree."""

from __future__ import annotations

import pytest

from tests.contracts.accords.concluding import House
from tests.contracts.boa_chain import deployer
from tests.contracts.federation.assembly import Town, institutions, settle


@pytest.fixture(scope="package")
def built() -> House:
    # No anchor of its own: titanoboa's plugin undoes each fixture, in an order that it keeps.
    book, factory = institutions()
    names = ("fishers", "researchers", "hosts", "newcomers")
    towns = tuple(settle(book, name, 2) for name in names)
    accords = deployer("Accords").deploy(book, factory)
    return House(book, factory, accords, deployer("tests/mocks/Figures.vy").deploy(), towns)


@pytest.fixture
def house(built: House) -> House:
    return built


@pytest.fixture
def towns(built: House) -> tuple[Town, ...]:
    return built.towns


@pytest.fixture
def accord(house: House) -> int:
    """An accord in force of fishers, researchers and hosts."""
    return house.conclude()
