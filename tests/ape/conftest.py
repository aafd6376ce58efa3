# SPDX-License-Identifier: Apache-2.0
"""The suite deployed through Ape alone: its accounts, its compiler, its contract objects."""

from __future__ import annotations

import hashlib
from typing import Any

import pytest

LOCAL_COMMUNITY, REGIONAL_FEDERATION = 1, 2
HOUR, DAY = 3_600, 86_400


def digest(text: str) -> bytes:
    return hashlib.sha256(text.encode()).digest()


@pytest.fixture
def deployer(accounts: Any) -> Any:
    return accounts[0]


@pytest.fixture
def stewards(accounts: Any) -> Any:
    """Of Peniche, of Otaru and of Kaikoura."""
    return accounts[1:4]


@pytest.fixture
def people(accounts: Any) -> Any:
    return accounts[4:10]


@pytest.fixture
def communities(project: Any, deployer: Any) -> Any:
    return deployer.deploy(project.Communities)


@pytest.fixture
def federations(project: Any, deployer: Any, communities: Any) -> Any:
    blueprint = deployer.declare(project.Federation).contract_address
    return deployer.deploy(project.Federations, blueprint, communities)


@pytest.fixture
def registered(communities: Any, stewards: Any, people: Any) -> list[int]:
    """Three communities of two people each."""
    ids = []
    for place, (steward, country) in enumerate(zip(stewards, ("PT", "JP", "NZ"), strict=True)):
        communities.register(LOCAL_COMMUNITY, country, digest(country), sender=steward)
        ids.append(communities.count())
        roll = b"".join(bytes.fromhex(p.address[2:]) for p in people[2 * place : 2 * place + 2])
        communities.enrol(ids[-1], roll, sender=steward)
    return ids
