# SPDX-License-Identifier: Apache-2.0
"""post_round: anybody brings a drand round, and the curve says whether it is the network's.

Rounds, key and randomness are quicknet's own: tests/vectors/quicknet.json.
"""

from __future__ import annotations

from typing import Any

import boa
import pytest
from eth_account.signers.local import LocalAccount

from symbio.domain.beacon import LOW
from symbio.domain.drand import P, Rounds, uncompressed
from tests.contracts.beacon.blocks import QUICKNET, VECTORS, go_to
from tests.contracts.boa_chain import events, refused

ROUNDS = Rounds(QUICKNET.genesis, QUICKNET.period)
FIRST = VECTORS["rounds"][0]
NUMBER = FIRST["round"]
SIGNATURE = uncompressed(bytes.fromhex(FIRST["signature"]))
LATER = ROUNDS.time_of(40_000_000)
UNFIT = "beacon: signature doesn't fit the round"


@pytest.mark.parametrize("vector", VECTORS["rounds"], ids=lambda each: str(each["round"]))
def test_takes_the_networks_rounds(
    drand_only: Any, stranger: LocalAccount, vector: dict[str, Any]
) -> None:
    go_to(LATER)
    number = vector["round"]
    randomness = int(vector["randomness"], 16) & LOW
    assert drand_only.posted(number) == (0, 0)
    with boa.env.prank(stranger.address):
        drand_only.post_round(number, uncompressed(bytes.fromhex(vector["signature"])))
    assert events(drand_only) == [
        {
            "event": "RoundPosted",
            "round": number,
            "poster": stranger.address,
            "randomness": randomness,
        }
    ]
    assert drand_only.posted(number) == (randomness, LATER)


def test_a_round_is_posted_from_its_own_second_on(drand_only: Any) -> None:
    go_to(ROUNDS.time_of(NUMBER) - 1)
    with refused("beacon: round isn't due yet"):
        drand_only.post_round(NUMBER, SIGNATURE)
    go_to(ROUNDS.time_of(NUMBER))
    drand_only.post_round(NUMBER, SIGNATURE)


def test_refuses_a_round_before_the_first(drand_only: Any) -> None:
    go_to(QUICKNET.genesis - 1)
    with refused("beacon: round isn't due yet"):
        drand_only.post_round(1, SIGNATURE)
    with refused("beacon: no such round"):
        drand_only.post_round(0, SIGNATURE)


def test_refuses_to_post_it_twice(both: Any) -> None:
    go_to(LATER)
    both.post_round(NUMBER, SIGNATURE)
    with refused("beacon: round is posted already"):
        both.post_round(NUMBER, SIGNATURE)


def test_refuses_another_rounds_signature(drand_only: Any) -> None:
    go_to(LATER)
    with refused(UNFIT):
        drand_only.post_round(NUMBER + 1, SIGNATURE)


def test_refuses_another_networks_signature(drand_only: Any) -> None:
    go_to(LATER)
    foreign = uncompressed(bytes.fromhex(VECTORS["foreign"]["signature"]))
    with refused(UNFIT):
        drand_only.post_round(VECTORS["foreign"]["round"], foreign)


def off(point: bytes, at: int) -> bytes:
    return point[:at] + bytes([point[at] ^ 1]) + point[at + 1 :]


@pytest.mark.parametrize(
    "signature",
    [
        b"",
        SIGNATURE[:-1],
        bytes(128),  # at infinity
        off(SIGNATURE, 127),  # off the curve
        off(SIGNATURE, 0),  # more than 48 bytes of a coordinate
        (int.from_bytes(SIGNATURE[:64]) + P).to_bytes(64) + SIGNATURE[64:],  # the same x again
        SIGNATURE[:64] + (P - int.from_bytes(SIGNATURE[64:])).to_bytes(64),  # negated
        (0).to_bytes(64) + (2).to_bytes(64),  # on the curve, and outside the subgroup
    ],
    ids=["empty", "short", "infinity", "off", "padded", "beyond P", "negated", "small group"],
)
def test_refuses_what_is_no_signature_of_the_key(drand_only: Any, signature: bytes) -> None:
    go_to(LATER)
    with refused(UNFIT):
        drand_only.post_round(NUMBER, signature)


def test_headers_alone_take_no_rounds(headers_only: Any) -> None:
    go_to(LATER)
    with refused("beacon: without drand"):
        headers_only.post_round(NUMBER, SIGNATURE)
