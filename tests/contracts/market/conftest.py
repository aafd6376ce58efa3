# SPDX-License-Identifier: Apache-2.0
"""A market, a seller, a buyer, a court, and a federation that both of their towns are in."""

from __future__ import annotations

import pytest
from eth_account.signers.local import LocalAccount

from tests.contracts.federation.assembly import Assembly, institutions, settle
from tests.contracts.market.trading import Trade, build


@pytest.fixture(scope="package")
def built() -> Trade:
    # No anchor of its own: titanoboa's plugin undoes each fixture, in an order that it keeps.
    book, factory = institutions()
    towns = tuple(settle(book, name, 3) for name in ("fishers", "researchers", "hosts"))
    return build(book, factory, towns, Assembly.found(book, factory, towns[:2]))


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
