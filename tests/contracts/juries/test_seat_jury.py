# SPDX-License-Identifier: Apache-2.0
"""Anybody fetches the seed, once, when the beacon has it: the first wave begins."""

from __future__ import annotations

import pytest
from eth_abi import encode
from eth_utils import keccak

from symbio.domain.juries import Stage
from tests.contracts.boa_chain import account, events, now, refused
from tests.contracts.juries.drawing import WORD, Assize


def test_seat_jury(assize: Assize) -> None:
    jury_id = assize.call()
    target = assize.juries.jury(jury_id).target
    assize.give(jury_id)
    assize.juries.seat_jury(jury_id, sender=account("clerk").address)
    salt = keccak(encode(["address", "uint256"], [str(assize.juries.address), jury_id]))
    seed = assize.lots.seed(target, salt)
    (log,) = events(assize.juries)
    assert log == {
        "event": "JurySeeded",
        "jury_id": jury_id,
        "actor": account("clerk").address,
        "seed": seed,
    }
    jury = assize.juries.jury(jury_id)
    assert (jury.seed, jury.target, jury.seeded_at) == (seed, 0, now())
    assert jury.stage == Stage.SEATING


def test_two_juries_of_one_target_have_seeds_of_their_own(assize: Assize) -> None:
    one, other = assize.seeded(), assize.seeded()
    assert assize.juries.jury(one).seed != assize.juries.jury(other).seed


def test_costs_the_same_for_any_size(assize: Assize) -> None:
    spent = []
    for size in (3, 12, 22):
        jury_id = assize.call(size)
        assize.give(jury_id, WORD)
        assize.juries.seat_jury(jury_id)
        spent.append(assize.juries._computation.net_gas_used)
    assert max(spent) - min(spent) < 100


def test_no_seed_yet(assize: Assize) -> None:
    jury_id = assize.call()
    with refused("juries: the beacon has no seed yet"):
        assize.juries.seat_jury(jury_id)


def test_a_lapsed_beacon_fails_the_jury(assize: Assize) -> None:
    jury_id = assize.call()
    assize.lots.lose(assize.juries.jury(jury_id).target)
    assert assize.stage(jury_id) == Stage.FAILED
    assert assize.juries.is_over(jury_id)
    with refused("juries: the beacon has no seed yet"):
        assize.juries.seat_jury(jury_id)


def test_seeded_already(assize: Assize) -> None:
    """Nobody gets a second seed."""
    jury_id = assize.seeded()
    with refused("juries: seeded already"):
        assize.juries.seat_jury(jury_id)


@pytest.mark.parametrize("jury_id", [0, 1])
def test_no_such_jury(assize: Assize, jury_id: int) -> None:
    with refused("juries: no such jury"):
        assize.juries.seat_jury(jury_id)
    assert tuple(assize.juries.outcome(jury_id)) == (0, 0, 0, 0, 0)
    assert not assize.juries.is_over(jury_id) and not assize.juries.may_reconvene(jury_id)
    assert assize.juries.candidate(jury_id, 0, 0) == (0, 0, "0x" + 40 * "0")
