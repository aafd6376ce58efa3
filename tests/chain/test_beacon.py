# SPDX-License-Identifier: Apache-2.0
"""The beacon through its handle: a lot on the embedded chain, from the node's own headers."""

from __future__ import annotations

import pytest

from symbio.chain.headers import header_of
from symbio.domain import beacon as twin
from symbio.domain import headers
from symbio.domain.errors import (
    BlockOutOfReach,
    BlockProvenAlready,
    NotABlockHeader,
    NotThatBlock,
    NotThereYet,
    SignatureDoesntFit,
    WithoutDrand,
)
from symbio.domain.events import HeaderProven
from symbio.world import World

SALT = bytes(range(32))


def mine(world: World, blocks: int) -> None:
    for _ in range(blocks):
        world.travel(12)


@pytest.fixture
def target(world: World) -> int:
    """A lot's target whose block has been mined."""
    aimed = world.beacon.aim()
    mine(world, world.beacon.settings().lead + 1)
    return aimed


def test_a_lot_is_what_the_twin_says(world: World, target: int) -> None:
    beacon, block = world.beacon, twin.Target.of(target).block
    assert beacon.seed(target, SALT) is None
    assert beacon.needs(target) == (block, 0)
    receipt = beacon.prove(target).send()
    assert receipt.value == block
    mix = int.from_bytes(world.client.block(block)["mixHash"])
    second = world.client.block(block)["timestamp"]
    proof = twin.Proof(mix & twin.LOW, second)
    proven = HeaderProven(block, world.client.signer.address, proof.mix, proof.second)  # type: ignore[union-attr]
    assert receipt.events == (proven,)
    assert beacon.proven(block) == proof
    known = twin.Beacon(
        beacon.settings(),
        world.client.chain_id,
        beacon.address,
        world.client.height(),
        world.now,
        {block: proof},
    )
    assert beacon.seed(target, SALT) == known.seed(target, SALT)
    assert beacon.seed(target, SALT) != beacon.seed(target, bytes(32))
    assert beacon.needs(target) == known.needs(target) == (0, 0)
    assert not beacon.lapsed(target)


def test_the_embedded_chain_shows_another_randomness_in_each_block(world: World) -> None:
    mine(world, 3)
    height = world.client.height()
    shown = {bytes(world.client.block(height - back)["mixHash"]) for back in range(3)}
    assert len(shown) == 3


def test_what_a_transaction_is_shown_stands_in_its_block(world: World) -> None:
    # PREVRANDAO PUSH0 MSTORE PUSH1 32 PUSH0 RETURN
    mined = world.client.send(None, bytes.fromhex("445f5260205ff3"))
    assert mined.created
    assert world.client.code(mined.created) == bytes(world.client.block(mined.block)["mixHash"])


def test_a_block_to_come_is_waited_for(world: World) -> None:
    with pytest.raises(NotThereYet):
        world.beacon.prove(world.beacon.aim())


def test_nothing_is_left_to_prove(world: World, target: int) -> None:
    world.beacon.prove(target).send()
    with pytest.raises(NotThereYet):
        world.beacon.prove(target)
    header = header_of(world.client, twin.Target.of(target).block)
    with pytest.raises(BlockProvenAlready):
        world.beacon.prove_header(header).send()


def test_another_blocks_header_proves_only_that_block(world: World, target: int) -> None:
    number = twin.Target.of(target).block
    other = header_of(world.client, number - 1)
    assert world.beacon.prove_header(other).send().value == number - 1
    assert world.beacon.seed(target, SALT) is None


def test_a_header_of_no_block_is_refused(world: World, target: int) -> None:
    header = header_of(world.client, twin.Target.of(target).block)
    # Another mixHash: one bit of what it was.
    at = header.index(headers.read(header).mix_hash)
    forged = header[:at] + bytes([header[at] ^ 1]) + header[at + 1 :]
    with pytest.raises(NotThatBlock):
        world.beacon.prove_header(forged).send()
    with pytest.raises(NotABlockHeader):
        world.beacon.prove_header(header[:-1]).send()


def test_a_block_past_reach_is_replaced_by_the_next_in_line(embedded_world: World) -> None:
    world, client = embedded_world, embedded_world.client
    aimed = world.beacon.aim()
    block, reach = twin.Target.of(aimed).block, world.beacon.settings().window
    assert reach == twin.SHORT_REACH
    chain = client.web3.provider.ethereum_tester  # type: ignore[attr-defined]
    chain.mine_blocks(block + reach - client.height())
    # The next transaction's block would be one too late.
    header = header_of(client, block)
    with pytest.raises(BlockOutOfReach):
        world.beacon.prove_header(header).send()
    chain.mine_blocks(1)
    assert world.beacon.needs(aimed) == (block + reach + 1, 0)


def test_without_drand_no_round_is_taken(world: World) -> None:
    relayed = bytes.fromhex(
        "b44679b9a59af2ec876b1a6b1ad52ea9b1615fc3982b19576350f93447cb1125"
        "e342b73a8dd2bacbe47e4b6b63ed5e39"
    )
    with pytest.raises(WithoutDrand):
        world.beacon.post(1000, relayed).send()
    with pytest.raises(SignatureDoesntFit):
        world.beacon.post(1000, relayed[:-1])
    assert world.beacon.posted(1000) is None


def test_a_block_beyond_blockhash_is_known_to_the_chains_history(anvil_world: World) -> None:
    """EIP-2935 on a node's own chain."""
    world, client = anvil_world, anvil_world.client
    assert world.beacon.settings().window == twin.LONG_REACH
    aimed = world.beacon.aim()
    client.web3.provider.make_request("anvil_mine", ["0x190"])  # type: ignore[arg-type]
    assert world.beacon.prove(aimed).send().value == twin.Target.of(aimed).block
    assert world.beacon.seed(aimed, SALT)
