# SPDX-License-Identifier: Apache-2.0
"""Follow a deployment block by block into the index: resumable, and whole whatever the chain does.

A batch of blocks is written with the block to read next, or not at all. The hashes of blocks that
were read are kept: where the chain has another block by now, what came from there on is dropped and
read again. The newest blocks are read a second time in any case, because a node that lags behind
may have told of them without all their logs.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from symbio.chain.client import Client
from symbio.chain.decoding import decode_event
from symbio.chain.manifests import Manifest
from symbio.domain import events
from symbio.domain.addresses import checksummed
from symbio.domain.errors import SymbioError, Unreachable
from symbio.indexer.deriving import Kept, derive, derive_again, is_wanted
from symbio.indexer.sources import Source, federations, next_block, source_for
from symbio.indexer.store import Store

SPAN = 2_000
"""Blocks that are read and written as one batch."""
AGAIN = 32
"""The newest blocks that are read a second time."""
_ADDRESSES = 100
_TRIES = 5


@dataclass(frozen=True, slots=True)
class Progress:
    """What following a source came to: `turned_back_to` is the block it began again from."""

    source: Source
    next_block: int
    logs: int
    turned_back_to: int | None


def follow(
    store: Store,
    client: Client,
    manifest: Manifest,
    *,
    name: str = "",
    span: int = SPAN,
    again: int = AGAIN,
) -> Progress:
    """Bring the index up to the newest block of a deployment; raises NotDeployed, Unreachable."""
    source = source_for(store, client, manifest, name)
    turned_back = _turn_back(store, client, source, again)
    counted = 0
    start = next_block(store, source)
    while start <= (head := client.height()):
        last = min(head, start + span - 1)
        kept, mark = _read(store, client, source, start, last)
        with store.batch():
            _keep(store, source, kept, last, mark)
        counted += len(kept)
        start = last + 1
    _learn_coins(store, client, source)
    return Progress(source, start, counted, turned_back)


def _turn_back(store: Store, client: Client, source: Source, again: int) -> int | None:
    """Drop what the chain doesn't have any more; gives the block to begin again from, or None."""
    begin = next_block(store, source)
    standing: int | None = _standing(store, client, source)
    if standing == begin and begin > source.first_block:
        standing = _first_difference(store, client, source, max(source.first_block, begin - again))
    if standing is None or standing >= begin:
        return None
    where = (source.source_id, standing)
    with store.batch():
        dropped = store.row("SELECT 1 FROM logs WHERE source_id = ? AND block >= ?", where)
        store.write("DELETE FROM logs WHERE source_id = ? AND block >= ?", where)
        store.write("DELETE FROM blocks WHERE source_id = ? AND number >= ?", where)
        store.write("UPDATE sources SET next_block = ?2 WHERE source_id = ?1", where)
        if dropped is not None:
            derive_again(store, source)
    return standing


def _standing(store: Store, client: Client, source: Source) -> int:
    """Find the block after the newest remembered one that the chain still has."""
    head = client.height()
    query = "SELECT number, hash FROM blocks WHERE source_id = ? ORDER BY number DESC"
    for row in list(store.rows(query, [source.source_id])):
        if row["number"] <= head and _hash(client, row["number"]) == row["hash"]:
            return int(row["number"]) + 1
    return source.first_block


def _first_difference(store: Store, client: Client, source: Source, start: int) -> int | None:
    """Read the newest blocks again; gives the first whose logs aren't those that are held."""
    end = next_block(store, source) - 1
    fresh, _ = _read(store, client, source, start, end)
    query = (
        "SELECT block, position, block_hash FROM logs WHERE source_id = ? AND block BETWEEN ? AND ?"
    )
    held = {tuple(row) for row in store.rows(query, (source.source_id, start, end))}
    differing = held ^ {(each.block, each.position, each.block_hash) for each in fresh}
    return min((block for block, _, _ in differing), default=None)


def _read(
    store: Store, client: Client, source: Source, start: int, last: int
) -> tuple[list[Kept], bytes]:
    """Read the logs of some blocks, and the last one's hash; the chain must stand still."""
    for _ in range(_TRIES):
        mark = _hash(client, last)
        kept = list(_wanted(client, source.places.values(), start, last))
        born = {
            each.event.federation
            for each in kept
            if isinstance(each.event, events.FederationCreated)
        }
        clones = sorted(federations(store, source) | born)
        for at in range(0, len(clones), _ADDRESSES):
            kept += _wanted(client, clones[at : at + _ADDRESSES], start, last)
        if _hash(client, last) == mark:
            return sorted(kept, key=lambda each: (each.block, each.position)), mark
    raise Unreachable(f"The chain changed {_TRIES} times while blocks {start} to {last} were read.")


def _wanted(client: Client, addresses: Iterable[str], start: int, last: int) -> Iterable[Kept]:
    for raw in client.raw_logs(list(addresses), start, last):
        topics, data = tuple(bytes(topic) for topic in raw["topics"]), bytes(raw["data"])
        event = decode_event(list(topics), data)
        if event is not None and is_wanted(event):
            yield Kept(
                block=int(raw["blockNumber"]),
                position=int(raw["logIndex"]),
                block_hash=bytes(raw["blockHash"]),
                transaction=bytes(raw["transactionHash"]),
                address=checksummed(str(raw["address"])),
                topics=topics,
                data=data,
                event=event,
            )


def _keep(store: Store, source: Source, kept: list[Kept], last: int, mark: bytes) -> None:
    key = source.source_id
    store.write_many(
        "INSERT INTO logs VALUES (?, ?, ?, ?, ?, ?, ?, ?)", [each.as_row(key) for each in kept]
    )
    blocks: dict[int, bytes] = {each.block: each.block_hash for each in kept} | {last: mark}
    store.write_many(
        "INSERT INTO blocks VALUES (?, ?, ?)", [(key, *block) for block in blocks.items()]
    )
    for each in kept:
        derive(store, source, each)
    store.write("UPDATE sources SET next_block = ? WHERE source_id = ?", (last + 1, key))


def _hash(client: Client, number: int) -> bytes:
    block: Any = client.block(number)
    return bytes(block["hash"])


def _learn_coins(store: Store, client: Client, source: Source) -> None:
    """Ask how people write the currencies of a market's offers, where that isn't known."""
    from symbio.chain.token import Coin

    query = (
        "SELECT DISTINCT p.currency FROM offer_prices AS p JOIN offers AS o USING (offer_id)"
        " WHERE o.chain_id = ? AND o.market = ? AND NOT EXISTS (SELECT 1 FROM coins AS c"
        " WHERE c.chain_id = o.chain_id AND c.address = p.currency)"
    )
    found = []
    for row in list(store.rows(query, (source.chain_id, source.market))):
        try:
            token = Coin.at(client, row[0]).token
        except (SymbioError, ValueError, OverflowError):
            # No token, or one that can't say its name: its prices are shown in smallest units.
            continue
        found.append((source.chain_id, row[0], token.symbol, token.decimals))
    if found:
        with store.batch():
            store.write_many("INSERT INTO coins VALUES (?, ?, ?, ?)", found)
