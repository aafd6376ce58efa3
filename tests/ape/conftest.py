# SPDX-License-Identifier: Apache-2.0
"""The suite deployed through Ape alone: its accounts, its compiler, its contract objects."""

from __future__ import annotations

import hashlib
from typing import Any

import pytest
from eth_account.messages import encode_typed_data

from symbio.domain.acts import Act, typed_data

LOCAL_COMMUNITY, REGIONAL_FEDERATION = 1, 2
HOUR, DAY = 3_600, 86_400
NATIVE = "0xEeeeeEeeeEeEeeEeEeEeeEEEeeeeEeeeeeeeEEeE"
STEWARDS, FOR = 1, 1
NOBODY = "0x" + 40 * "0"
# electorate, quorums of people and communities, approval, delay, period, extension, execution
# delay, grace, notice, tribunal
RULES = (STEWARDS, 0, 6_000, 6_000, HOUR, DAY, 0, HOUR, 7 * DAY, 7 * DAY, NOBODY)


def digest(text: str) -> bytes:
    return hashlib.sha256(text.encode()).digest()


def pass_time(chain: Any, seconds: int) -> None:
    chain.pending_timestamp = chain.blocks.head.timestamp + seconds
    chain.mine()


def signed(account: Any, act: Act) -> bytes:
    """Have an account of Ape sign what a person reads."""
    made = account.sign_message(encode_typed_data(full_message=typed_data(act)))
    return bytes(made.encode_rsv())


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


@pytest.fixture
def terms(registered: list[int], chain: Any) -> tuple[Any, ...]:
    until = chain.blocks.head.timestamp + 30 * DAY
    return (
        "Global Ocean Federation",
        1,
        REGIONAL_FEDERATION,
        digest("profile"),
        digest("charter"),
        RULES,
        registered,
        until,
        digest("salt"),
    )


@pytest.fixture
def federation(
    project: Any, federations: Any, stewards: Any, registered: list[int], terms: tuple[Any, ...]
) -> Any:
    accepted = federations.terms_digest(terms)
    for steward, community_id in zip(stewards, registered, strict=True):
        federations.accept(accepted, community_id, sender=steward)
    federations.found(terms, [b"", b"", b""], sender=stewards[0])
    return project.Federation.at(federations.federation(1))


@pytest.fixture
def treasury(project: Any, deployer: Any, communities: Any) -> Any:
    blueprint = deployer.declare(project.Purse).contract_address
    return deployer.deploy(project.Treasury, blueprint, communities)
