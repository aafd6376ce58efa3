# SPDX-License-Identifier: Apache-2.0
"""aim: what decides a lot lies in the future, and the round later than the block."""

from __future__ import annotations

from typing import Any

import pytest

from symbio.domain.beacon import Target
from symbio.domain.drand import Rounds
from tests.contracts.beacon.blocks import BLOCK_SECONDS, LEAD, QUICKNET, START, Blocks, go_to

ROUNDS = Rounds(QUICKNET.genesis, QUICKNET.period)
NOW = 1_800_000_000


@pytest.fixture(autouse=True)
def today(blocks: Blocks) -> None:
    go_to(NOW)


def test_headers_aim_at_a_block_ahead(headers_only: Any) -> None:
    assert Target.of(headers_only.aim()) == Target(START + LEAD, 0)


@pytest.mark.parametrize("second", range(NOW, NOW + 4))
def test_drand_aims_at_a_round_two_epochs_behind_that_block(drand_only: Any, second: int) -> None:
    go_to(second)
    target = Target.of(drand_only.aim())
    ahead = second + LEAD * BLOCK_SECONDS + 768
    assert target.block == 0
    assert ahead <= ROUNDS.time_of(target.round) < ahead + QUICKNET.period


def test_both_aim_at_both(both: Any, headers_only: Any, drand_only: Any) -> None:
    assert both.aim() == headers_only.aim() | drand_only.aim()


def test_before_the_network_begins_its_first_round_is_aimed_at(drand_only: Any) -> None:
    go_to(QUICKNET.genesis - 10_000)
    assert Target.of(drand_only.aim()) == Target(0, 1)
