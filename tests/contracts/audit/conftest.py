# SPDX-License-Identifier: Apache-2.0
"""What the attacks are tried on: the coast of the federation's tests, the Treasury of its own."""

from __future__ import annotations

from tests.contracts.federation.conftest import coast, lab, port, reef, sea, shore, towns
from tests.contracts.treasury.conftest import coin, payees, split, treasury

__all__ = [
    "coast",
    "coin",
    "lab",
    "payees",
    "port",
    "reef",
    "sea",
    "shore",
    "split",
    "towns",
    "treasury",
]
