# SPDX-License-Identifier: Apache-2.0
"""Six towns of 33 people, a federation of five of them, and their juries in a frozen season."""

from __future__ import annotations

import pytest

from tests.contracts.juries.drawing import Assize, build


@pytest.fixture(scope="package")
def built() -> Assize:
    # No anchor of its own: titanoboa's plugin undoes each fixture, in an order that it keeps.
    return build()


@pytest.fixture
def assize(built: Assize) -> Assize:
    return built
