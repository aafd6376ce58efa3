# SPDX-License-Identifier: Apache-2.0
"""Compare a live deployment with the artifacts: code, immutables, templates, wiring."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from symbio.chain.artifacts import artifact
from symbio.chain.beacon import Beacon
from symbio.chain.client import Client, address_of
from symbio.chain.deployer import STEPS, created_address
from symbio.chain.federations import Federations
from symbio.chain.manifests import Manifest
from symbio.domain.errors import DeploymentDiffers


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was compared, and whether it is as it should be."""

    what: str
    ok: bool
    detail: str = ""


def verify(client: Client, manifest: Manifest) -> tuple[Finding, ...]:
    """Compare everything; never raises for a difference, which is a finding that is not ok."""
    return tuple(_findings(client, manifest))


def require(client: Client, manifest: Manifest) -> tuple[Finding, ...]:
    """Compare everything; raises DeploymentDiffers with the first difference."""
    findings = verify(client, manifest)
    for each in findings:
        if not each.ok:
            raise DeploymentDiffers(f"{each.what}: {each.detail}.")
    return findings


def _findings(client: Client, manifest: Manifest) -> Iterator[Finding]:
    same_chain = manifest.chain_id == client.chain_id
    yield Finding("chain", same_chain, f"{manifest.chain_id} and {client.chain_id}")
    if not same_chain:
        return
    complete = True
    for what in STEPS:
        step = manifest.step(what.name)
        if step is None or not step.done:
            complete = False
            yield Finding(what.name, False, "not deployed")
            continue
        live = client.code(step.address)
        same = what.matches(live)
        complete &= same
        yield Finding(f"{what.name} code", same, f"{len(live):,} bytes at {step.address}")
        current = step.integrity == what.artifact.integrity
        yield Finding(f"{what.name} source", current, f"integrity {step.integrity[:16]}")
    if complete:
        yield from _wiring(client, manifest)


def _wiring(client: Client, manifest: Manifest) -> Iterator[Finding]:
    communities = manifest.address("Communities")
    federations = manifest.address("Federations")
    treasury = manifest.address("Treasury")
    template = created_address(federations, 1)
    purse = created_address(treasury, 1)
    told = Federations(client, federations).template()
    yield _same("Federations template", told, template)
    yield from _immutables(
        client, "Federations", federations, {"COMMUNITIES": communities, "TEMPLATE": template}
    )
    yield _code(client, "Federation", template)
    yield from _immutables(
        client, "Federation", template, {"COMMUNITIES": communities, "FACTORY": federations}
    )
    yield from _immutables(client, "Treasury", treasury, {"COMMUNITIES": communities})
    yield from _immutables(client, "Treasury", treasury, {"TEMPLATE": purse})
    yield _code(client, "Purse", purse)
    yield from _immutables(client, "Purse", purse, {"TREASURY": treasury})
    accords = manifest.address("Accords")
    told_accords = {"COMMUNITIES": communities, "FEDERATIONS": federations}
    yield from _immutables(client, "Accords", accords, told_accords)
    yield from _market(client, manifest)
    yield from _clearing(client, manifest)
    yield _beacon(client, manifest)


def _beacon(client: Client, manifest: Manifest) -> Finding:
    """Whoever chose its key would choose every lot."""
    told, wanted = Beacon(client, manifest.address("Beacon")).settings(), manifest.randomness
    if wanted is None:
        return Finding("Beacon settings", False, "the manifest names no randomness")
    names = ("source", "lead", "block_seconds", "genesis", "period", "key")
    different = [name for name in names if getattr(told, name) != getattr(wanted, name)]
    detail = f"not the manifest's {', '.join(different)}" if different else f"source {told.source}"
    return Finding("Beacon settings", not different, detail)


def _market(client: Client, manifest: Manifest) -> Iterator[Finding]:
    """The Market creates its Escrow."""
    market = manifest.address("Market")
    escrow = created_address(market, 1)
    names = ("Communities", "Federations", "Accords", "Treasury")
    told = {name.upper(): manifest.address(name) for name in names}
    yield from _immutables(client, "Market", market, {**told, "ESCROW": escrow})
    yield _code(client, "Escrow", escrow)
    treasury = {"MARKET": market, "TREASURY": told["TREASURY"]}
    yield from _immutables(client, "Escrow", escrow, treasury)


def _clearing(client: Client, manifest: Manifest) -> Iterator[Finding]:
    """Clearing creates its Obligations, then its Credit."""
    clearing, federations = manifest.address("Clearing"), manifest.address("Federations")
    obligations, credit = created_address(clearing, 1), created_address(clearing, 2)
    told = {"FEDERATIONS": federations, "OBLIGATIONS": obligations, "CREDIT": credit}
    yield from _immutables(client, "Clearing", clearing, told)
    yield _code(client, "Obligations", obligations)
    yield from _immutables(client, "Obligations", obligations, {"CLEARING": clearing})
    yield _code(client, "Credit", credit)
    told = {
        "COMMUNITIES": manifest.address("Communities"),
        "FEDERATIONS": federations,
        "OBLIGATIONS": obligations,
        "CLEARING": clearing,
    }
    yield from _immutables(client, "Credit", credit, told)


def _code(client: Client, contract: str, address: str) -> Finding:
    live = client.code(address)
    same = artifact(contract).matches(live)
    return Finding(f"{contract} template code", same, f"{len(live):,} bytes at {address}")


def _immutables(
    client: Client, contract: str, address: str, wanted: dict[str, str]
) -> Iterator[Finding]:
    found = artifact(contract).immutables_in(client.code(address))
    for name, address_wanted in wanted.items():
        words = [word for key, word in found.items() if key.rsplit(".", 1)[-1] == name]
        if not words:
            yield Finding(f"{contract} {name}", False, "no such immutable in the artifact")
        for word in words:
            yield _same(f"{contract} {name}", address_of("0x" + word[-20:].hex()), address_wanted)


def _same(what: str, found: str, wanted: str) -> Finding:
    return Finding(what, found == wanted, found if found == wanted else f"{found}, not {wanted}")
