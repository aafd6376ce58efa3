# SPDX-License-Identifier: Apache-2.0
"""What an index follows: deployments on chains, each with its contracts and federations."""

from __future__ import annotations

from dataclasses import dataclass

from symbio.chain.client import Client
from symbio.chain.deployer import created_address
from symbio.chain.manifests import Manifest
from symbio.domain.errors import BadIndex, NotDeployed
from symbio.indexer.store import Store

CONTRACTS = ("Federations", "Accords", "Market")
"""Whose events are followed, besides those of the Escrow and of every federation."""


@dataclass(frozen=True)
class Source:
    """One deployment; `places` are the addresses of its contracts by name."""

    source_id: int
    name: str
    chain_id: int
    places: dict[str, str]
    first_block: int

    @property
    def market(self) -> str:
        return self.places["Market"]


def source_for(store: Store, client: Client, manifest: Manifest, name: str = "") -> Source:
    """Find the source of a deployment, or begin one; raises NotDeployed, BadIndex."""
    if manifest.chain_id != client.chain_id:
        raise NotDeployed(
            f"The manifest is of chain {manifest.chain_id}, the node of {client.chain_id}."
        )
    places = places_of(manifest)
    key = (manifest.chain_id, places["Market"])
    known = store.row("SELECT * FROM sources WHERE chain_id = ? AND market = ?", key)
    if known is None:
        called = name or f"chain {manifest.chain_id}, {places['Market'][:8]}"
        if store.row("SELECT 1 FROM sources WHERE name = ?", [called]):
            raise BadIndex(f"The index follows another deployment that it calls “{called}”.")
        first = min((step.block for step in manifest.steps if step.block is not None), default=0)
        with store.batch():
            store.write(
                "INSERT INTO sources (name, chain_id, market, manifest, first_block, next_block)"
                " VALUES (?, ?, ?, ?, ?, ?)",
                (called, *key, manifest.model_dump_json(), first, first),
            )
        known = store.row("SELECT * FROM sources WHERE chain_id = ? AND market = ?", key)
    elif name and name != known["name"]:
        raise BadIndex(f"The index calls this deployment “{known['name']}” already.")
    return Source(known["source_id"], known["name"], key[0], places, known["first_block"])


def sources(store: Store) -> list[Source]:
    """List what the index follows."""
    found = []
    for row in store.rows("SELECT * FROM sources ORDER BY source_id"):
        manifest = Manifest.model_validate_json(row["manifest"])
        key = (row["source_id"], row["name"], row["chain_id"])
        found.append(Source(*key, places_of(manifest), row["first_block"]))
    return found


def places_of(manifest: Manifest) -> dict[str, str]:
    """Give the addresses that are followed; the Escrow is the first that the Market created."""
    places = {contract: manifest.address(contract) for contract in CONTRACTS}
    return {**places, "Escrow": created_address(places["Market"], 1)}


def next_block(store: Store, source: Source) -> int:
    """Give the block that is to be read next."""
    row = store.row("SELECT next_block FROM sources WHERE source_id = ?", [source.source_id])
    return int(row[0])


def federations(store: Store, source: Source) -> set[str]:
    """Give the addresses of the federations that a source is known to have."""
    query = "SELECT address FROM federations WHERE source_id = ?"
    return {row[0] for row in store.rows(query, [source.source_id])}
