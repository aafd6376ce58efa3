# SPDX-License-Identifier: Apache-2.0
"""People whose account is a contract vote by signature too (ERC-1271)."""

from __future__ import annotations

from pathlib import Path

import vyper

from symbio import Choice, Federation, KeySigner, World
from symbio.chain.signing import SignedAct
from symbio.domain.acts import typed_data
from symbio.domain.federation import Count
from tests.chain.conftest import Town

SOURCE = Path(__file__).parents[1] / "mocks" / "KeyWallet.vy"


def wallet_of(world: World, key: KeySigner) -> str:
    """Put a contract wallet of one key on the chain."""
    out = vyper.compile_code(SOURCE.read_text("utf-8"), output_formats=["bytecode"])
    code = bytes.fromhex(out["bytecode"][2:]) + bytes(12) + bytes.fromhex(key.address[2:])
    created = world.client.send(None, code).created
    assert created is not None
    return created


def test_a_contract_wallet_votes_by_signature(
    world: World, federation: Federation, towns: tuple[Town, Town, Town]
) -> None:
    key, other = KeySigner.new(), towns[0].people[0]
    wallet = wallet_of(world, key)
    community_id = towns[0].community_id
    world.communities.enrol(community_id, [wallet]).send(towns[0].steward)
    world.travel(2)
    proposal_id = federation.propose(community_id, "T", "t").send(towns[0].steward).value
    world.travel_to(federation.proposal(proposal_id).opens_at + 1)
    act = federation.ballot(proposal_id, Choice.FOR)
    signature = key.sign_typed_data(typed_data(act)) * 2
    by_wallet = SignedAct(
        act=typed_data(act),
        signer=wallet,
        signature="0x" + signature.hex(),
        community=community_id,
    )
    by_key = federation.sign_ballot(other, community_id, proposal_id, Choice.FOR)
    casting = federation.cast(proposal_id, [by_wallet, by_key])
    assert [plan.function.name for plan in casting.plans] == [
        "cast_ballots",
        "cast_ballot_by_signature",
    ]
    assert casting.send(world.account("relayer")) == Count(2)
    assert federation.choice_of(community_id, wallet, proposal_id) is Choice.FOR
