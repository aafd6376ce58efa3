# SPDX-License-Identifier: Apache-2.0
"""The known ways in which randomness has been steered, each tried here."""

from __future__ import annotations

from typing import Any

import boa
import pytest
from eth_account.signers.local import LocalAccount

from symbio.domain.beacon import Target
from symbio.domain.drand import Rounds
from tests.contracts.beacon.blocks import (
    LEAD,
    QUICKNET,
    SALT,
    START,
    Blocks,
    go_to,
    write_post,
    write_proof,
)
from tests.contracts.boa_chain import refused

ROUNDS = Rounds(QUICKNET.genesis, QUICKNET.period)
NOW = 1_800_000_000
NOTHING = bytes(32)


@pytest.fixture(autouse=True)
def today(blocks: Blocks) -> None:
    go_to(NOW)


def test_threat_the_caller_picks_the_block(
    headers_only: Any, blocks: Blocks, stranger: LocalAccount
) -> None:
    """Whoever proves, and whenever: the target's block is fixed, and gives all the same lot."""
    target = headers_only.aim()
    header = blocks.add(target, NOW)
    lots = set()
    for waited in (1, 100, 256):
        with boa.env.anchor():
            blocks.go(target + waited)
            with boa.env.prank(stranger.address):
                headers_only.prove_header(header)
            lots.add(headers_only.seed(target, SALT))
    assert len(lots) == 1


def test_threat_a_bad_draw_is_reverted_and_tried_again(headers_only: Any, blocks: Blocks) -> None:
    """What a transaction could look at and undo isn't known yet when the target is fixed."""
    target = headers_only.aim()
    assert target == START + LEAD > boa.env.evm.patch.block_number
    with refused("beacon: block hash is out of reach"):
        headers_only.prove_header(blocks.add(target))
    assert headers_only.seed(target, SALT) == NOTHING


def test_threat_a_missed_window_is_a_second_chance(headers_only: Any, blocks: Blocks) -> None:
    """The next block counts only when the first is out of everybody's reach, and then for all."""
    target = headers_only.aim()
    first, second = blocks.add(target), blocks.add(target + 257)
    blocks.go(target + 256)
    with refused("beacon: block hash is out of reach"):
        headers_only.prove_header(second)
    blocks.go(target + 258)
    with refused("beacon: block hash is out of reach"):
        headers_only.prove_header(first)
    headers_only.prove_header(second)
    assert headers_only.seed(target, SALT) != NOTHING


def test_threat_a_proposer_knows_the_round_when_it_may_skip(both: Any, blocks: Blocks) -> None:
    """The target's round, or a later one, is made an epoch after the block at the earliest."""
    target = Target.of(both.aim())
    assert ROUNDS.time_of(target.round) >= NOW + LEAD * 12 + 768
    # Slots were missed, and the block came so late that the round was out before it.
    late = ROUNDS.time_of(target.round) + 5
    write_post(both, target.round, 1, late)
    write_proof(both, target.block, 1, late)
    go_to(late + 1_000)
    assert both.seed(target.word, SALT) == NOTHING
    assert both.needs(target.word) == (0, ROUNDS.at(late + 384))


def test_threat_a_network_in_league_steers_alone(both: Any, blocks: Blocks) -> None:
    """Enough of drand's nodes know every round ahead: without the block it is worth nothing."""
    target = Target.of(both.aim())
    lots = set()
    for mix in range(5):
        with boa.env.anchor():
            write_post(both, target.round, 1, ROUNDS.time_of(target.round))
            write_proof(both, target.block, mix, NOW)
            lots.add(both.seed(target.word, SALT))
    assert len(lots) == 5


def test_threat_one_seed_serves_two_lots(headers_only: Any, blocks: Blocks) -> None:
    """Two juries of one block have nothing in common, and 256 bits each."""
    target = headers_only.aim()
    write_proof(headers_only, target, 7, NOW)
    lots = [headers_only.seed(target, number.to_bytes(32)) for number in range(50)]
    assert len(set(lots)) == 50
    assert len({lot[:2] for lot in lots}) > 40


def test_threat_whoever_asks_influences_what_comes(headers_only: Any, blocks: Blocks) -> None:
    """Asking changes nothing: the views write nothing, and the target holds no one's input."""
    before = headers_only.aim()
    headers_only.seed(before, SALT)
    assert headers_only.aim() == before


def test_threat_a_forged_header(headers_only: Any, blocks: Blocks) -> None:
    target = headers_only.aim()
    header = blocks.add(target, NOW)
    blocks.go(target + 1)
    forged = Blocks().add(target, NOW, b"\x55" * 32)
    # Writing the forged one's hash was the test's own doing, not the chain's.
    blocks.go(target + 1)
    assert forged != header
    with refused("beacon: not that block"):
        headers_only.prove_header(forged)


def test_threat_nobody_brings_what_decides(both: Any, drand_only: Any, blocks: Blocks) -> None:
    """A target ends in bounded time: with a seed or without, and then it says so."""
    target = both.aim()
    blocks.go(START + LEAD + 4 * 257)
    assert both.lapsed(target)
    alone = drand_only.aim()
    go_to(NOW + 13 * 86_400)
    assert drand_only.lapsed(alone)
