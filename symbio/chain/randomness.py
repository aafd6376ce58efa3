# SPDX-License-Identifier: Apache-2.0
"""Find out what randomness a chain has, and settle what a deployment's lots are drawn from."""

from __future__ import annotations

from symbio.chain.client import Client
from symbio.chain.manifests import Randomness
from symbio.domain.beacon import Source
from symbio.domain.drand import quicknet
from symbio.domain.errors import BadArgument, NoPairing, NoRandomHeaders, SymbioError

LEAD, LOCAL_LEAD = 64, 2
"""How many blocks ahead a lot lies; a local chain has no proposers to keep from guessing."""
BLOCK_SECONDS = 12
"""Of the slowest of the chains in use: where blocks come faster, drand's round is later still."""

# PREVRANDAO PUSH0 MSTORE PUSH1 32 PUSH0 RETURN: creation code that answers with it.
_PREVRANDAO = bytes.fromhex("445f5260205ff3")
_PAIRING = "0x" + "0f".rjust(40, "0")
_BY_NAME = {"header": Source.HEADER, "drand": Source.DRAND, "both": Source.BOTH}


def settle(client: Client, wanted: str | None) -> Randomness:
    """Settle what lots are drawn from: `header`, `drand`, `both`, or None for all there is.

    Raises NoRandomHeaders or NoPairing where the chain lacks what is wanted, BadArgument for
    another word.
    """
    if wanted is not None and wanted not in _BY_NAME:
        raise BadArgument(f"“{wanted}” is no randomness: header, drand or both.")
    source = _BY_NAME[wanted] if wanted else _all_of(client)
    if source & Source.HEADER and not has_random_headers(client):
        raise NoRandomHeaders
    if source & Source.DRAND and not has_pairing(client):
        raise NoPairing
    return Randomness(
        source=int(source),
        lead=LOCAL_LEAD if client.is_local else LEAD,
        block_seconds=BLOCK_SECONDS,
        network="quicknet" if source & Source.DRAND else "",
    )


def has_random_headers(client: Client) -> bool:
    """Say whether PREVRANDAO is large, and another in each of the newest blocks."""
    try:
        shown = int.from_bytes(client.call(None, _PREVRANDAO))
    except SymbioError:
        return False
    height = client.height()
    if height < 2:
        # Nothing to compare yet, and a chain of rehearsals begins like that. Of anvil's blocks only
        # the very first has a constant.
        return client.is_local and (shown > 2**64 or _is_anvil(client))
    newest = [int.from_bytes(client.block(height - back)["mixHash"]) for back in range(2)]
    return len(set(newest)) == len(newest) and min(*newest, shown) > 2**64


def has_pairing(client: Client) -> bool:
    """Say whether the chain knows BLS12-381 (EIP-2537): asked with a pair that gives one."""
    pair = bytes(128) + quicknet().key
    try:
        return client.call(_PAIRING, pair) == (1).to_bytes(32)
    except SymbioError:
        return False


def _is_anvil(client: Client) -> bool:
    return str(client.web3.client_version).startswith("anvil")


def _all_of(client: Client) -> Source:
    has_headers = has_random_headers(client)
    # In the local engines written in Python one pairing takes seconds.
    if has_headers and client.is_local:
        return Source.HEADER
    if has_headers:
        return Source.BOTH if has_pairing(client) else Source.HEADER
    return Source.DRAND
