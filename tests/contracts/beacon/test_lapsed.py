# SPDX-License-Identifier: Apache-2.0
"""lapsed and needs: what a target still waits for, and when it can wait no more."""

from __future__ import annotations

from typing import Any

import pytest

from symbio.domain.beacon import Target
from symbio.domain.drand import Rounds
from tests.contracts.beacon.blocks import (
    QUICKNET,
    START,
    Blocks,
    go_to,
    write_post,
    write_proof,
)

ROUNDS = Rounds(QUICKNET.genesis, QUICKNET.period)
STEP = ROUNDS.step
NOW = 1_800_000_000
BLOCK, ROUND = START + 64, ROUNDS.at(NOW + 1_536)
BOTH = Target(BLOCK, ROUND).word
REACH = 256


@pytest.fixture(autouse=True)
def today(blocks: Blocks) -> None:
    go_to(NOW)


@pytest.mark.parametrize("tried", range(4))
def test_each_block_is_needed_until_it_is_out_of_reach(
    headers_only: Any, blocks: Blocks, tried: int
) -> None:
    wanted = BLOCK + tried * (REACH + 1)
    blocks.go(wanted - (0 if tried else 64))
    assert headers_only.needs(BLOCK) == (wanted, 0)
    blocks.go(wanted + REACH)
    assert headers_only.needs(BLOCK) == (wanted, 0)
    assert not headers_only.lapsed(BLOCK)
    blocks.go(wanted + REACH + 1)
    assert headers_only.needs(BLOCK) == ((wanted + REACH + 1, 0) if tried < 3 else (0, 0))
    assert headers_only.lapsed(BLOCK) == (tried == 3)


def test_a_proven_block_never_lapses(headers_only: Any, both: Any, blocks: Blocks) -> None:
    write_proof(headers_only, BLOCK, 1, NOW)
    write_proof(both, BLOCK, 1, NOW)
    blocks.go(BLOCK + 10_000)
    go_to(ROUNDS.time_of(ROUND + 9 * STEP))
    assert headers_only.needs(BLOCK) == both.needs(BOTH) == (0, 0)
    assert not headers_only.lapsed(BLOCK)
    assert not both.lapsed(BOTH)


@pytest.mark.parametrize("tried", range(4))
def test_each_round_is_needed_for_three_days(drand_only: Any, tried: int) -> None:
    target, wanted = ROUND << 64, ROUND + tried * STEP
    end = ROUNDS.time_of(wanted) + 3 * 86_400
    go_to(end - 1)
    assert drand_only.needs(target) == (0, wanted)
    assert not drand_only.lapsed(target)
    go_to(end)
    assert drand_only.needs(target) == ((0, wanted + STEP) if tried < 3 else (0, 0))
    assert drand_only.lapsed(target) == (tried == 3)


def test_a_round_that_counts_never_lapses(drand_only: Any) -> None:
    write_post(drand_only, ROUND, 1, NOW)
    go_to(ROUNDS.time_of(ROUND + 9 * STEP))
    assert not drand_only.lapsed(ROUND << 64)
    assert drand_only.needs(ROUND << 64) == (0, 0)


def test_without_its_header_even_a_posted_round_lapses(both: Any, blocks: Blocks) -> None:
    write_post(both, ROUND, 1, NOW)
    assert both.needs(BOTH) == (BLOCK, 0)
    blocks.go(BLOCK + 4 * (REACH + 1))
    assert both.lapsed(BOTH)
    assert both.needs(BOTH) == (0, 0)


def test_a_missing_round_is_needed_once_the_header_is_there(both: Any) -> None:
    assert both.needs(BOTH) == (BLOCK, 0)
    write_proof(both, BLOCK, 1, NOW)
    assert both.needs(BOTH) == (0, ROUND)
    assert not both.lapsed(BOTH)
