# SPDX-License-Identifier: Apache-2.0
"""Find all that a proposal was made of, in the block in which it was opened."""

from __future__ import annotations

from collections.abc import Sequence

from eth_hash.auto import keccak

from symbio.chain.abi import encode
from symbio.chain.client import Client
from symbio.chain.federation import Federation
from symbio.domain.errors import NoSuchRecord
from symbio.domain.events import ProposalOpened
from symbio.domain.federation import Call, Docket

_BOUND = [{"type": each} for each in ("bytes32", "address", "uint256", "bytes32", "bytes32")]


def docket(federation: Federation, proposal_id: int) -> Docket:
    """Read a proposal's docket; raises the refusal where there is no such proposal."""
    client = federation.client
    opened_at = federation.proposal(proposal_id).opened_at
    block = client.block_at(opened_at)
    while block <= client.height() and int(client.block(block)["timestamp"]) == opened_at:
        for logged in client.logs([federation.address], block, block):
            event = logged.event
            if isinstance(event, ProposalOpened) and event.proposal_id == proposal_id:
                return docket_of(client, event)
        block += 1
    raise NoSuchRecord(f"The node does not show the opening of proposal {proposal_id}.")


def docket_of(client: Client, opened: ProposalOpened) -> Docket:
    """Make the docket from the event that opened a proposal."""
    return Docket(
        proposal_id=opened.proposal_id,
        title=opened.title,
        text=opened.text,
        calls=opened.calls,
        proposer=opened.community_id,
        account=opened.proposer,
        title_hash=keccak(opened.title.encode()),
        matter=keccak(opened.text + calls_hash(client, opened.calls)),
    )


def calls_hash(client: Client, calls: Sequence[Call]) -> bytes:
    """Fold calls into one hash, each bound to the code of its target."""
    folded = bytes(32)
    for call in calls:
        code = keccak(client.code(call.target)) if call.data else bytes(32)
        folded = keccak(encode(_BOUND, (folded, call.target, call.value, keccak(call.data), code)))
    return folded
