# SPDX-License-Identifier: Apache-2.0
"""What lots are drawn from: found out on each chain, settled once, verified later."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from eth_tester import EthereumTester, PyEVMBackend
from web3 import EthereumTesterProvider

from symbio import Client, World
from symbio.chain import manifests, randomness
from symbio.chain.beacon import Beacon
from symbio.chain.deployer import Deployer
from symbio.chain.verifying import require, verify
from symbio.domain.beacon import LONG_REACH, SHORT_REACH, Source
from symbio.domain.drand import Posting, quicknet
from symbio.domain.errors import (
    BadArgument,
    BadManifest,
    NoPairing,
    NoRandomHeaders,
    SignatureDoesntFit,
)
from tests.contracts.boa_chain import ROOT

VECTOR = json.loads((ROOT / "tests" / "vectors" / "quicknet.json").read_text())["rounds"][0]


@pytest.fixture
def anvil(anvil_world: World) -> Client:
    anvil_world.travel(12)
    anvil_world.travel(12)
    return anvil_world.client


def test_the_embedded_chain_rehearses_with_headers(embedded_world: World) -> None:
    told = embedded_world.beacon.settings()
    assert (told.source, told.window, told.key) == (Source.HEADER, SHORT_REACH, b"")


def test_both_on_a_chain_that_has_both(anvil: Client, tmp_path: Path) -> None:
    deployer = Deployer(anvil, path=tmp_path / "manifest.json", randomness="both")
    row = next(each for each in deployer.plan() if each.name == "Beacon")
    assert row.arguments[:3] == ("3", "2", "12")
    manifest = deployer.run()
    require(anvil, manifest)
    beacon = Beacon(anvil, manifest.address("Beacon"))
    told = beacon.settings()
    assert (told.source, told.window) == (Source.BOTH, LONG_REACH)
    assert told.key == quicknet().key
    # A round of the real network, verified by the node's own precompiles.
    signature = bytes.fromhex(VECTOR["signature"])
    beacon.post(VECTOR["round"], signature).send()
    low = int(VECTOR["randomness"], 16) % 2**216
    assert beacon.posted(VECTOR["round"]) == Posting(low, anvil.now())
    with pytest.raises(SignatureDoesntFit):
        beacon.post(VECTOR["round"] + 1, signature).send()
    assert beacon.rounds().period == quicknet().period


def test_a_manifest_keeps_what_it_settled(anvil: Client, tmp_path: Path) -> None:
    path = tmp_path / "manifest.json"
    manifest = Deployer(anvil, path=path, randomness="drand").run()
    assert manifests.load(path).randomness == manifest.randomness
    Deployer(anvil, path=path, randomness="drand").resume(manifest)
    with pytest.raises(BadManifest):
        Deployer(anvil, path=path, randomness="header").resume(manifest)


def test_verify_sees_a_beacon_of_other_settings(embedded_world: World) -> None:
    manifest = embedded_world.manifest.model_copy(deep=True)
    assert manifest.randomness
    manifest.randomness = manifest.randomness.model_copy(update={"lead": 3})
    bad = [each for each in verify(embedded_world.client, manifest) if not each.ok]
    assert [(each.what, each.detail) for each in bad] == [
        ("Beacon settings", "not the manifest's lead")
    ]
    manifest.randomness = None
    assert not all(each.ok for each in verify(embedded_world.client, manifest))


def test_refuses_what_the_chain_has_not(anvil: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(BadArgument):
        randomness.settle(anvil, "dice")
    monkeypatch.setattr(randomness, "_PAIRING", "0x" + "77" * 20)
    with pytest.raises(NoPairing):
        randomness.settle(anvil, "drand")
    fixed: dict[str, Any] = {"mixHash": b"\x77" * 32}
    monkeypatch.setattr(type(anvil), "block", lambda *_: fixed)
    for wanted in ("header", "both"):
        with pytest.raises(NoRandomHeaders):
            randomness.settle(anvil, wanted)
    # Neither the one nor the other.
    with pytest.raises(NoPairing):
        randomness.settle(anvil, None)


def test_takes_all_that_a_real_chain_has(anvil: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(type(anvil), "is_local", False)
    settled = randomness.settle(anvil, None)
    assert (settled.source, settled.lead, settled.network) == (3, 64, "quicknet")
    monkeypatch.setattr(randomness, "_PAIRING", "0x" + "77" * 20)
    assert randomness.settle(anvil, None).source == Source.HEADER


def test_a_chain_that_shows_transactions_a_constant_has_no_random_headers() -> None:
    """eth-tester's own engine: its blocks say otherwise than what transactions saw."""
    plain = Client(EthereumTesterProvider(EthereumTester(PyEVMBackend())))
    plain.signer = World.person("faucet")
    assert not randomness.has_random_headers(plain)
    for _ in range(3):
        plain.web3.provider.make_request("evm_mine", [])  # type: ignore[arg-type]
    assert plain.block(1)["mixHash"] != plain.block(2)["mixHash"]
    assert not randomness.has_random_headers(plain)
