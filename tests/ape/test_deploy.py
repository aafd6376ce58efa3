# SPDX-License-Identifier: Apache-2.0
"""`ape run deploy`: the house's own deployer, signed by an account of Ape."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import Any

import pytest

from symbio.chain.client import Client
from symbio.chain.manifests import load
from symbio.chain.signer import ApeSigner
from symbio.chain.suite import Suite
from symbio.chain.verifying import require
from symbio.domain.communities import Kind
from tests.ape.conftest import digest

SUITE = [
    *("Communities", "Federations", "Treasury", "Accords", "Market", "Clearing"),
    *("Beacon", "Juries", "Tribunal"),
]


@pytest.fixture
def client(chain: Any, deployer: Any) -> Client:
    return Client(chain.provider.web3, signer=ApeSigner(deployer))


@pytest.fixture
def deploy() -> Any:
    path = Path(__file__).parents[2] / "scripts" / "deploy.py"
    spec = importlib.util.spec_from_file_location("deploy", path)
    assert spec and spec.loader
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    return script.deploy


def test_what_is_deployed_is_what_ape_compiled(
    client: Client, deploy: Any, project: Any, tmp_path: Path
) -> None:
    manifest = deploy(client, tmp_path / "manifest.json")
    assert all(finding.ok for finding in require(client, manifest))
    whole = [step for step in manifest.steps if "blueprint" not in step.name]
    assert [step.name for step in whole] == SUITE
    for step in whole:
        runtime = getattr(project, step.contract).contract_type.runtime_bytecode.bytecode
        assert client.code(step.address).hex().startswith(runtime.removeprefix("0x")), step.name


def test_a_deployment_goes_on_where_it_broke_off(
    client: Client, deploy: Any, tmp_path: Path
) -> None:
    path = tmp_path / "manifest.json"
    whole = deploy(client, path)
    broken = load(path)
    del broken.steps[3:]
    broken.save(path)
    resumed = deploy(client, path)
    assert [step.address for step in resumed.steps[:3]] == [s.address for s in whole.steps[:3]]
    assert require(client, resumed)


def test_the_sdk_reads_and_writes_through_ape(
    client: Client, deploy: Any, deployer: Any, tmp_path: Path
) -> None:
    suite = Suite.at(client, deploy(client, tmp_path / "manifest.json"))
    plan = suite.communities.register(Kind.LOCAL_COMMUNITY, "PT", digest("Peniche"))
    plan.send()
    assert suite.communities.steward(1) == deployer.address
