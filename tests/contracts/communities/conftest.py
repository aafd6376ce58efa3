# SPDX-License-Identifier: Apache-2.0
"""A fishing town with five residents on its roll."""

from __future__ import annotations

from typing import Any

import pytest
from eth_account.signers.local import LocalAccount

from tests.contracts.boa_chain import crowd, packed

LOCAL, REGIONAL, NATIONAL, GLOBAL = 1, 2, 4, 8
PROFILE = b"\x01" * 32


@pytest.fixture
def town(communities: Any, fishers: LocalAccount) -> int:
    """The fishers' community, nobody enrolled yet."""
    return communities.register(LOCAL, "PT", PROFILE, sender=fishers.address)


@pytest.fixture(scope="session")
def residents() -> tuple[LocalAccount, ...]:
    return crowd("resident", 5)


@pytest.fixture
def roll(
    communities: Any, town: int, fishers: LocalAccount, residents: tuple[LocalAccount, ...]
) -> int:
    """The fishers' community with its residents on page 0."""
    communities.enrol(town, packed(residents), sender=fishers.address)
    return town
