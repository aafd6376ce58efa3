# SPDX-License-Identifier: Apache-2.0
"""A federation of three towns, and a reef's community that is no member yet."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from tests.contracts.boa_chain import pass_time
from tests.contracts.federation.assembly import Assembly, Town, institutions, settle


@dataclass(frozen=True)
class Coast:
    """All that is there before a test begins."""

    sea: Assembly
    port: Town
    lab: Town
    shore: Town
    reef: Town


@pytest.fixture(scope="package")
def coast() -> Coast:
    # No anchor of its own: titanoboa's plugin undoes each fixture, in an order that it keeps.
    book, factory = institutions()
    port, lab = settle(book, "fishers", 5), settle(book, "researchers", 8)
    shore, reef = settle(book, "hosts", 4), settle(book, "divers", 3)
    pass_time(60)
    sea = Assembly.found(book, factory, [port, lab, shore])
    pass_time(60)
    return Coast(sea, port, lab, shore, reef)


@pytest.fixture
def sea(coast: Coast) -> Assembly:
    """The federation."""
    return coast.sea


@pytest.fixture
def port(coast: Coast) -> Town:
    """Five people."""
    return coast.port


@pytest.fixture
def lab(coast: Coast) -> Town:
    """Eight people."""
    return coast.lab


@pytest.fixture
def shore(coast: Coast) -> Town:
    """Four people."""
    return coast.shore


@pytest.fixture
def reef(coast: Coast) -> Town:
    """Three people, outside the federation."""
    return coast.reef


@pytest.fixture
def towns(port: Town, lab: Town, shore: Town) -> list[Town]:
    return [port, lab, shore]
