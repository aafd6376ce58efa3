# SPDX-License-Identifier: Apache-2.0
"""Communities, Federations and three towns that may found."""

from __future__ import annotations

from typing import Any

import pytest

from tests.contracts.federation.assembly import Town, institutions, settle


@pytest.fixture(scope="package")
def house() -> tuple[Any, Any, list[Town]]:
    # No anchor of its own: titanoboa's plugin undoes each fixture, in an order that it keeps.
    book, factory = institutions()
    names = ("fishers", "researchers", "hosts")
    return book, factory, [settle(book, name, 2) for name in names]


@pytest.fixture
def book(house: tuple[Any, Any, list[Town]]) -> Any:
    return house[0]


@pytest.fixture
def factory(house: tuple[Any, Any, list[Town]]) -> Any:
    return house[1]


@pytest.fixture
def towns(house: tuple[Any, Any, list[Town]]) -> list[Town]:
    return house[2]
