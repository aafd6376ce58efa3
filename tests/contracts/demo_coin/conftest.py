# SPDX-License-Identifier: Apache-2.0
"""A coin of which the fishers hold everything."""

from __future__ import annotations

from typing import Any

import pytest
from eth_account.signers.local import LocalAccount

from tests.contracts.boa_chain import deployer

SUPPLY = 1_000_000


@pytest.fixture
def coin(fishers: LocalAccount) -> Any:
    return deployer("DemoCoin").deploy("Demo Yen", "DYEN", 0, fishers.address, SUPPLY)
