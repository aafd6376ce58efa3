# SPDX-License-Identifier: Apache-2.0
"""Communities, Federations and three towns that may found."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import boa
import pytest

from tests.contracts.federation.assembly import Town, institutions, settle


@pytest.fixture(scope="package")
def house() -> Iterator[tuple[Any, Any, list[Town]]]:
    with boa.env.anchor():
        book, factory = institutions()
        names = ("fishers", "researchers", "hosts")
        yield book, factory, [settle(book, name, 2) for name in names]


@pytest.fixture
def book(house: tuple[Any, Any, list[Town]]) -> Any:
    return house[0]


@pytest.fixture
def factory(house: tuple[Any, Any, list[Town]]) -> Any:
    return house[1]


@pytest.fixture
def towns(house: tuple[Any, Any, list[Town]]) -> list[Town]:
    return house[2]
