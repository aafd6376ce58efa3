# SPDX-License-Identifier: Apache-2.0
"""Clearing.submit: entries compete on one graph, by what they set off."""

from __future__ import annotations

from eth_abi import encode
from eth_account.signers.local import LocalAccount
from eth_utils import keccak

from tests.contracts.boa_chain import NOBODY, events, pass_time, refused
from tests.contracts.clearing.owing import HOUR, House, chunk

SMALL, LARGE = chunk((1, 5), (2, 5), (3, 5)), chunk((1, 80), (2, 80), (3, 80))


def digest(part: tuple) -> bytes:
    lists = [
        encode(["(uint256,uint256,uint256)[]"], [part[1]]),
        encode(["(address,uint256,int256)[]"], [part[2]]),
    ]
    return keccak(b"".join(map(keccak, [part[0], *lists])))


def test_an_entry_is_checked_and_changes_nothing(
    house: House, opened: int, stranger: LocalAccount
) -> None:
    assert house.submit(opened, SMALL, stranger) == 15
    assert events(house.clearing) == [
        {
            "event": "ChunkSubmitted",
            "round_id": opened,
            "author": stranger.address,
            "digest": digest(SMALL),
            "value": 15,
            "total": 15,
        }
    ]
    assert house.remaining(1, 2, 3) == [100, 80, 120]
    assert house.clearing.entry(opened, stranger) == 15
    assert house.clearing.is_submitted(opened, stranger, digest(SMALL))
    assert not house.clearing.is_submitted(opened, house.carrier, digest(SMALL))
    found = house.clearing.round(opened)
    assert (found.best, found.best_value, found.phase) == (stranger.address, 15, 1)


def test_the_highest_value_is_the_best_and_the_first_among_equals(
    house: House, opened: int, stranger: LocalAccount, juror: LocalAccount
) -> None:
    house.submit(opened, SMALL, stranger)
    house.submit(opened, SMALL, juror)
    assert house.clearing.round(opened).best == stranger.address
    house.submit(opened, LARGE)
    assert house.clearing.round(opened).best == house.carrier.address
    assert house.clearing.round(opened).best_value == 240


def test_chunks_add_up_to_an_entry(
    house: House, ring: list[int], baker: LocalAccount, miller: LocalAccount, stranger: LocalAccount
) -> None:
    pair = house.owe(baker, miller, 7), house.owe(miller, baker, 7)
    far = [house.owe(baker, miller, 1) for _ in range(260)][-1], house.owe(miller, baker, 1)
    house.hold_rounds("EUR")
    opened = house.open()
    house.submit(opened, SMALL, stranger)
    house.submit(opened, chunk(*((number, 1) for number in pair)))
    assert house.submit(opened, chunk(*((number, 1) for number in far))) == 4
    assert house.submit(opened, SMALL) == 19
    assert house.clearing.round(opened).best == house.carrier.address
    for number in (pair[1], far[0], far[1]):
        with refused("clearing: obligation is in this entry already"):
            again = sorted({pair[0], number} if number == pair[1] else set(far))
            house.submit(opened, chunk(*((each, 1) for each in again)))


def test_refuses_an_obligation_twice_in_an_entry(house: House, opened: int) -> None:
    house.submit(opened, SMALL)
    with refused("clearing: obligation is in this entry already"):
        house.submit(opened, SMALL)


def test_refuses_what_could_not_be_settled(house: House, opened: int) -> None:
    with refused("circulation: a net position would change"):
        house.submit(opened, chunk((1, 80), (2, 80)))
    with refused("circulation: flow exceeds what is owed"):
        house.submit(opened, chunk((1, 81), (2, 81), (3, 81)))
    assert house.clearing.round(opened).best == NOBODY


def test_refuses_what_was_registered_after_the_round_opened(
    house: House, opened: int, baker: LocalAccount, miller: LocalAccount
) -> None:
    late = house.owe(miller, baker, 100)
    with refused("clearing: registered after the round opened"):
        house.submit(opened, chunk((1, 100), (late, 100)))
    pass_time(HOUR)
    house.settle(opened, chunk((1, 100), (late, 100)))


def test_an_odd_number_of_flows_and_an_even_one(
    house: House, opened: int, baker: LocalAccount, miller: LocalAccount
) -> None:
    pass_time(3 * HOUR)
    house.owe(miller, baker, 5)
    opened = house.open()
    assert house.submit(opened, chunk((1, 7), (2, 2), (3, 2), (4, 5))) == 16
    with refused("clearing: obligation is in this entry already"):
        house.submit(opened, chunk((1, 5), (4, 5)))
    with refused("clearing: obligation is in this entry already"):
        house.submit(opened, chunk((1, 1), (2, 1), (3, 1)))
