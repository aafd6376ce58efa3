# SPDX-License-Identifier: Apache-2.0
"""A market, a seller, a buyer, a court, and a federation that both of their towns are in."""

from __future__ import annotations

from collections.abc import Iterator

import boa
import pytest
from eth_account.signers.local import LocalAccount

from tests.contracts.federation.assembly import Assembly, institutions, settle
from tests.contracts.market.trading import Trade, build


@pytest.fixture(scope="package")
def built() -> Iterator[Trade]:
    with boa.env.anchor():
        book, factory = institutions()
        towns = tuple(settle(book, name, 3) for name in ("fishers", "researchers", "hosts"))
        federation = Assembly.found(book, factory, towns[:2])
        yield build(book, factory, towns, federation)


@pytest.fixture
def trade(built: Trade) -> Trade:
    return built


@pytest.fixture
def seller(built: Trade) -> LocalAccount:
    return built.seller


@pytest.fixture
def buyer(built: Trade) -> LocalAccount:
    return built.buyer


@pytest.fixture
def accord(built: Trade) -> int:
    """An accord in force under which the seller's town sells fish to the buyer's."""
    return built.conclude()
