# SPDX-License-Identifier: Apache-2.0
"""seed: a target's lot, once what decides it is known; and the rules for what was missed.

Rounds are written straight into the beacon's storage here: test_post_round.py shows how they come.
"""

from __future__ import annotations

from typing import Any

import boa
import pytest

from symbio.domain import beacon as twin
from symbio.domain.beacon import Posting, Proof, Settings, Target
from symbio.domain.drand import Rounds
from tests.contracts.beacon.blocks import (
    QUICKNET,
    SALT,
    START,
    Blocks,
    deploy,
    go_to,
    write_post,
    write_proof,
)

ROUNDS = Rounds(QUICKNET.genesis, QUICKNET.period)
STEP = ROUNDS.step
NOW = 1_800_000_000
BLOCK = START + 64
ROUND = ROUNDS.at(NOW + 1_536)
NOTHING = bytes(32)
MIX, RANDOM = 0xABCDEF, 0x123456
BOTH = Target(BLOCK, ROUND).word


@pytest.fixture(autouse=True)
def today(blocks: Blocks) -> None:
    go_to(NOW)


def lot(beacon: Any, mix: int, randomness: int, salt: bytes = SALT) -> bytes:
    """What the twin makes of a block and a round that are known."""
    known = twin.Beacon(
        Settings(*beacon.settings()),
        boa.env.evm.patch.chain_id,
        beacon.address,
        START,
        NOW,
        {BLOCK: Proof(mix, NOW)},
        {ROUND: Posting(randomness, NOW)},
    )
    source = beacon.settings().source
    return known.seed(Target(BLOCK if source & 1 else 0, ROUND if source & 2 else 0).word, salt)


def test_a_header_gives_a_lot(headers_only: Any) -> None:
    assert headers_only.seed(BLOCK, SALT) == NOTHING
    write_proof(headers_only, BLOCK, MIX, NOW)
    assert headers_only.seed(BLOCK, SALT) == lot(headers_only, MIX, 0) != NOTHING


def test_a_round_gives_a_lot(drand_only: Any) -> None:
    assert drand_only.seed(ROUND << 64, SALT) == NOTHING
    write_post(drand_only, ROUND, RANDOM, NOW + 2_000)
    assert drand_only.seed(ROUND << 64, SALT) == lot(drand_only, 0, RANDOM) != NOTHING


def test_both_are_mixed(both: Any) -> None:
    write_post(both, ROUND, RANDOM, NOW + 2_000)
    assert both.seed(BOTH, SALT) == NOTHING
    write_proof(both, BLOCK, MIX, NOW)
    assert both.seed(BOTH, SALT) == lot(both, MIX, RANDOM)


def test_each_salt_and_each_beacon_has_a_lot_of_its_own(headers_only: Any) -> None:
    other = deploy(1)
    for each in (headers_only, other):
        write_proof(each, BLOCK, MIX, NOW)
    seeds = {
        headers_only.seed(BLOCK, SALT),
        headers_only.seed(BLOCK, bytes(32)),
        other.seed(BLOCK, SALT),
    }
    assert len(seeds) == 3


@pytest.mark.parametrize("late", [0, 1_000, 50_000])
def test_the_round_is_an_epoch_later_than_the_block_however_late_that_is(
    both: Any, late: int
) -> None:
    """A proposer who could know the round could choose between two lots."""
    second = NOW + 1_536 - 384 + late
    write_proof(both, BLOCK, MIX, second)
    wanted = ROUNDS.at(second + 384)
    assert ROUNDS.time_of(wanted) >= second + 384 and wanted >= ROUND
    assert both.needs(BOTH) == (0, wanted)
    write_post(both, wanted - 1, RANDOM, NOW + 1_000)
    if wanted != ROUND:
        assert both.seed(BOTH, SALT) == NOTHING
    write_post(both, wanted, RANDOM, ROUNDS.time_of(wanted))
    assert both.seed(BOTH, SALT) == lot(both, MIX, RANDOM)


@pytest.mark.parametrize("tried", range(4))
def test_the_first_block_that_was_proven_counts(headers_only: Any, tried: int) -> None:
    apart = 257
    for later in range(3, tried - 1, -1):
        write_proof(headers_only, BLOCK + later * apart, MIX + later, NOW)
    write_proof(headers_only, BLOCK + 1, 99, NOW)
    write_proof(headers_only, BLOCK + 4 * apart, 99, NOW)
    assert headers_only.seed(BLOCK, SALT) == lot(headers_only, MIX + tried, 0)


def test_a_fifth_block_counts_for_nothing(headers_only: Any) -> None:
    write_proof(headers_only, BLOCK + 4 * 257, MIX, NOW)
    assert headers_only.seed(BLOCK, SALT) == NOTHING


@pytest.mark.parametrize("tried", range(4))
def test_the_first_round_that_was_posted_in_time_counts(drand_only: Any, tried: int) -> None:
    numbers = [ROUND + i * STEP for i in range(4)]
    ends = [ROUNDS.time_of(number + STEP) for number in numbers]
    for i, number in enumerate(numbers[:tried]):
        write_post(drand_only, number, 99, ends[i])  # a second too late
    write_post(drand_only, numbers[tried], RANDOM, ends[tried] - 1)
    go_to(ends[tried])
    assert drand_only.seed(ROUND << 64, SALT) == lot(drand_only, 0, RANDOM)


def test_a_later_round_waits_until_the_earlier_one_is_missed(drand_only: Any) -> None:
    """Enough of drand's nodes can make a round early; it doesn't count before its turn."""
    write_post(drand_only, ROUND + STEP, RANDOM, NOW)
    end = ROUNDS.time_of(ROUND + STEP)
    go_to(end - 1)
    assert drand_only.seed(ROUND << 64, SALT) == NOTHING
    assert drand_only.needs(ROUND << 64) == (0, ROUND)
    go_to(end)
    assert drand_only.seed(ROUND << 64, SALT) == lot(drand_only, 0, RANDOM)


def test_after_four_missed_rounds_the_header_alone_counts(both: Any) -> None:
    write_proof(both, BLOCK, MIX, NOW)
    last = ROUNDS.time_of(ROUND + 4 * STEP)
    go_to(last - 1)
    assert both.seed(BOTH, SALT) == NOTHING
    go_to(last)
    assert both.seed(BOTH, SALT) == lot(both, MIX, 0)
    write_post(both, ROUND, RANDOM, last)
    assert both.seed(BOTH, SALT) == lot(both, MIX, 0)


def test_after_four_missed_rounds_drand_alone_gives_nothing(drand_only: Any) -> None:
    go_to(ROUNDS.time_of(ROUND + 4 * STEP))
    write_post(drand_only, ROUND + 4 * STEP, RANDOM, ROUNDS.time_of(ROUND + 4 * STEP))
    assert drand_only.seed(ROUND << 64, SALT) == NOTHING


NO_TARGETS = {
    1: [0, BOTH, ROUND << 64],
    2: [0, BOTH, BLOCK, (ROUND | 1 << 64) << 64],
    3: [0, BLOCK, ROUND << 64, BOTH | 1 << 128],
}


@pytest.mark.parametrize(
    ("source", "target"), [(key, word) for key, words in NO_TARGETS.items() for word in words]
)
def test_a_word_that_no_aim_gives_has_no_seed(
    headers_only: Any, drand_only: Any, both: Any, source: int, target: int
) -> None:
    beacon = (headers_only, drand_only, both)[source - 1]
    for number in (0, BLOCK):
        write_proof(beacon, number, MIX, NOW)
    for number in (0, ROUND, ROUND | 1 << 64):
        write_post(beacon, number, RANDOM, NOW)
    assert beacon.seed(target, SALT) == NOTHING
    assert beacon.lapsed(target)
    assert beacon.needs(target) == (0, 0)
