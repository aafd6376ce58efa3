# SPDX-License-Identifier: Apache-2.0
"""Deployments: planned, run, broken off, resumed, verified."""

from __future__ import annotations

from pathlib import Path

import pytest

from symbio import Client, World
from symbio.chain import manifests
from symbio.chain.deployer import STEPS, Deployer, created_address
from symbio.chain.embedded import embedded
from symbio.chain.suite import Suite
from symbio.chain.verifying import require, verify
from symbio.domain.errors import (
    AlreadyDeployed,
    BadManifest,
    DeploymentDiffers,
    NotDeployed,
    SymbioError,
    TimedOut,
)

NAMES = [step.name for step in STEPS]


@pytest.fixture(params=["embedded", "anvil"])
def client(request: pytest.FixtureRequest) -> Client:
    if request.param == "embedded":
        return embedded()
    world: World = request.getfixturevalue("anvil_world")
    return world.client.using(world.account("deployer"))


def test_plans_what_it_then_does(client: Client, tmp_path: Path) -> None:
    deployer = Deployer(client, path=tmp_path / "new" / "manifest.json")
    rows = deployer.plan()
    manifest = deployer.run()
    assert [row.name for row in rows] == NAMES
    for row, step in zip(rows, manifest.steps, strict=True):
        assert (row.address, list(row.arguments)) == (step.address, step.arguments)
        assert step.gas_used is not None and step.gas_used <= row.gas <= step.gas_used * 5 // 4
        assert row.size == len(client.code(step.address)) <= row.limit
    assert all(row.done for row in deployer.plan(manifest))
    assert manifests.load(tmp_path / "new" / "manifest.json") == manifest


def test_verifies_code_templates_and_wiring(client: Client) -> None:
    manifest = Deployer(client).run()
    findings = require(client, manifest)
    assert len(findings) > 15
    swapped = manifest.model_copy(deep=True)
    swapped.steps[0].address = manifest.steps[2].address
    bad = {each.what for each in verify(client, swapped) if not each.ok}
    assert "Communities code" in bad
    with pytest.raises(DeploymentDiffers, match="Communities code"):
        require(client, swapped)


def test_verify_sees_a_suite_that_is_wired_to_another(client: Client) -> None:
    one, other = Deployer(client).run(), Deployer(client).run()
    mixed = one.model_copy(deep=True)
    mixed.steps[4] = other.steps[4]
    bad = {each.what for each in verify(client, mixed) if not each.ok}
    assert bad == {"Treasury COMMUNITIES", "Market TREASURY", "Escrow TREASURY"}


def test_does_not_deploy_twice_into_one_manifest(client: Client, tmp_path: Path) -> None:
    deployer = Deployer(client, path=tmp_path / "manifest.json")
    manifest = deployer.run()
    with pytest.raises(AlreadyDeployed):
        deployer.run()
    nonce = client.nonce(deployer.signer.address)
    assert deployer.resume(manifests.load(tmp_path / "manifest.json")) == manifest
    assert client.nonce(deployer.signer.address) == nonce


@pytest.mark.parametrize("kept", range(5))
def test_resumes_after_each_step(client: Client, tmp_path: Path, kept: int) -> None:
    path = tmp_path / "manifest.json"
    deployer = Deployer(client, path=path)
    whole = deployer.run()
    half = whole.model_copy(update={"steps": whole.steps[:kept]})
    half.save(path)
    resumed = deployer.resume(manifests.load(path))
    assert resumed.steps[:kept] == whole.steps[:kept]
    require(client, resumed)


class Broken(SymbioError):
    """The power went out."""


@pytest.mark.parametrize("at", ["before sending", "before recording"])
def test_a_step_that_broke_off_is_found_or_done_again(
    client: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at: str
) -> None:
    path = tmp_path / "manifest.json"
    send, sent = client.send, 0

    def breaking(*arguments: object, **named: object) -> object:
        nonlocal sent
        sent += 1
        if sent == 3 and at == "before sending":
            raise Broken
        mined = send(*arguments, **named)  # type: ignore[arg-type]
        if sent == 3:
            raise Broken
        return mined

    deployer = Deployer(client, path=path)
    monkeypatch.setattr(client, "send", breaking)
    with pytest.raises(Broken):
        deployer.run()
    half = manifests.load(path)
    assert [step.done for step in half.steps] == [True, True, False]
    resumed = deployer.resume(half)
    require(client, resumed)
    assert sent == len(STEPS) + (at == "before sending")


def test_waits_for_a_step_that_is_still_under_way(
    client: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "manifest.json"
    deployer = Deployer(client, path=path)
    wait = client.wait

    def lost(transaction: str) -> object:
        raise TimedOut(f"{transaction} was not mined.")

    monkeypatch.setattr(client, "wait", lost)
    with pytest.raises(TimedOut):
        deployer.run()
    monkeypatch.setattr(client, "wait", wait)
    half = manifests.load(path)
    assert half.steps[0].transaction is not None and not half.steps[0].done
    resumed = deployer.resume(half)
    assert resumed.steps[0].address == half.steps[0].address
    require(client, resumed)


def test_refuses_a_manifest_of_another_chain_or_none(client: Client, tmp_path: Path) -> None:
    foreign = manifests.Manifest(chain_id=1, symbio="0.1.0")
    with pytest.raises(BadManifest):
        Deployer(client).resume(foreign)
    with pytest.raises(NotDeployed):
        Suite.at(client, foreign)
    assert [each.ok for each in verify(client, foreign)] == [False]
    with pytest.raises(NotDeployed):
        manifests.load(tmp_path / "none.json")
    (tmp_path / "bad.json").write_text('{"chain_id": 0, "symbio": "0"}')
    with pytest.raises(BadManifest, match="chain_id"):
        manifests.load(tmp_path / "bad.json")
    with pytest.raises(NotDeployed):
        manifests.published(client.chain_id)


def test_predicts_addresses_as_the_chain_does() -> None:
    # The first contracts of a well-known creator, and a nonce of two bytes.
    creator = "0x6ac7ea33f8831ea9dcc53393aaa88b25a785dbf0"
    assert created_address(creator, 0) == "0xcd234A471b72ba2F1Ccf0A70FCABA648a5eeCD8d"
    assert created_address(creator, 1) == "0x343c43A37D37dfF08AE8C4A11544c718AbB4fCF8"
    assert created_address(creator, 2) == "0xf778B86FA74E846c4f0a1fBd1335FE81c00a0C91"
