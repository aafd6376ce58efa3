# SPDX-License-Identifier: Apache-2.0
"""What people sign is the same in eth-account, in ethers, in viem and for the contracts."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from eth_hash.auto import keccak

from symbio import Federation, World
from symbio.chain.people import compact
from symbio.chain.signing import digest, recovered
from symbio.domain.acts import ACTS, JURIES_DOMAIN, Domain, act_from, sentence
from symbio.domain.federation import Choice
from tests.chain.conftest import Town, terms_for

ROOT = Path(__file__).resolve().parents[2]
FILE = ROOT / "tests" / "vectors" / "typed_data.json"
VECTORS: list[dict[str, Any]] = json.loads(FILE.read_text("utf-8"))


def test_the_vectors_are_what_the_script_writes() -> None:
    import scripts.build_vectors as script

    assert script.vectors() == VECTORS
    assert {each["typed_data"]["primaryType"] for each in VECTORS} == set(ACTS)


@pytest.mark.parametrize("vector", VECTORS, ids=lambda each: each["typed_data"]["primaryType"])
def test_eth_account_agrees_with_the_vectors(vector: dict[str, Any]) -> None:
    act = act_from(vector["typed_data"])
    signature = bytes.fromhex(vector["signature"][2:])
    assert "0x" + digest(act).hex() == vector["digest"]
    assert recovered(act, signature) == vector["signer"]
    assert "0x" + compact(signature).hex() == vector["compact"]
    assert sentence(act) == vector["sentence"]


@pytest.fixture(scope="module")
def from_node() -> list[dict[str, Any]]:
    if shutil.which("node") is None or not (ROOT / "node_modules" / "viem").is_dir():
        pytest.skip("ethers and viem are not installed: make setup")
    command = ["node", str(Path(__file__).with_suffix(".mjs").with_stem("typed_data")), str(FILE)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=True)
    made: list[dict[str, Any]] = json.loads(done.stdout)
    return made


@pytest.mark.parametrize("library", ["ethers", "viem"])
def test_ethers_and_viem_sign_the_same(from_node: list[dict[str, Any]], library: str) -> None:
    expected = [{key: each[key] for key in ("digest", "signature", "compact")} for each in VECTORS]
    assert [each[library] for each in from_node] == expected


def test_the_contracts_have_the_same_domains(
    world: World, federation: Federation, towns: tuple[Town, Town, Town]
) -> None:
    acts = [
        (world.communities, world.communities.enrolment(1, 1)),
        (world.federations, world.federations.acceptance(terms_for(world, towns), 1)),
    ]
    world.travel(2)
    proposal_id = federation.propose(towns[0].community_id, "T", "t").send(towns[0].steward).value
    acts.append((federation.contract, federation.ballot(proposal_id, Choice.FOR)))
    for handle, act in acts:
        assert handle.DOMAIN_SEPARATOR() == _separator(act.domain)
        assert handle.eip712Domain() == act.domain
    for own in (world.obligations, world.clearing, world.suite.plans):
        assert own.DOMAIN_SEPARATOR() == _separator(own.domain)
        assert own.eip712Domain() == own.domain
    of_seats = world.juries.acceptance(1, 0, towns[0].steward.address).domain
    assert of_seats == Domain(JURIES_DOMAIN, world.client.chain_id, world.juries.address)
    assert world.juries.DOMAIN_SEPARATOR() == _separator(of_seats)


def _separator(domain: Any) -> bytes:
    kind = "EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"
    return keccak(
        keccak(kind.encode())
        + keccak(domain.name.encode())
        + keccak(b"1")
        + domain.chain_id.to_bytes(32)
        + bytes(12)
        + bytes.fromhex(domain.contract[2:])
    )
