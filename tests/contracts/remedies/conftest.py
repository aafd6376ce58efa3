# SPDX-License-Identifier: Apache-2.0
"""A tribunal of six towns, four of them a federation."""

from __future__ import annotations

import pytest

from tests.contracts.tribunal.trial import Trial, build


@pytest.fixture(scope="package")
def built() -> Trial:
    # No anchor of its own: titanoboa's plugin undoes each fixture, in an order that it keeps.
    return build()


@pytest.fixture
def trial(built: Trial) -> Trial:
    return built
