# SPDX-License-Identifier: Apache-2.0
"""Actors and deployments that contract tests share. Every test starts from the same chain."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import boa
import pytest
from eth_account.signers.local import LocalAccount

from tests.contracts.boa_chain import account, deployer

EVM_VERSION = "prague"


@pytest.fixture(autouse=True)
def anchored() -> Iterator[None]:
    """Undo on the chain what a test did."""
    assert boa.env.evm.vm.fork == EVM_VERSION
    with boa.env.anchor():
        yield


@pytest.fixture(scope="session")
def fishers() -> LocalAccount:
    """The steward of a fishing town."""
    return account("fishers")


@pytest.fixture(scope="session")
def researchers() -> LocalAccount:
    """The steward of a marine laboratory's town."""
    return account("researchers")


@pytest.fixture(scope="session")
def hosts() -> LocalAccount:
    """The steward of a whale-watching town."""
    return account("hosts")


@pytest.fixture(scope="session")
def juror() -> LocalAccount:
    return account("juror")


@pytest.fixture(scope="session")
def mediator() -> LocalAccount:
    return account("mediator")


@pytest.fixture(scope="session")
def stranger() -> LocalAccount:
    return account("stranger")


@pytest.fixture
def communities() -> Any:
    """Communities, newly deployed."""
    return deployer("Communities").deploy()
