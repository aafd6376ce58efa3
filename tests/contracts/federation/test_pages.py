# SPDX-License-Identifier: Apache-2.0
"""cast_ballots and vote on pages of every size, as they were enrolled and as they were amended."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from eth_account.signers.local import LocalAccount
from eth_utils import keccak

from tests.contracts.boa_chain import account, crowd, events, now, packed, refused
from tests.contracts.federation.assembly import (
    AGAINST,
    FOR,
    NO_SUCH_PLACE,
    NOT_SIGNED,
    Assembly,
    Motion,
    Town,
    until,
)

WEEK = 7 * 24 * 3600


def fill(size: int, people: Sequence[LocalAccount], offsets: Sequence[int]) -> bytes:
    """Write a page of which a few are people with keys, at these offsets."""
    places = [keccak(number.to_bytes(4, "big"))[:20] for number in range(size)]
    for person, offset in zip(people, offsets, strict=True):
        places[offset] = bytes.fromhex(person.address[2:])
    return b"".join(places)


def enrolled(sea: Assembly, town: Town, people: bytes) -> Motion:
    """Enrol page 1 and open a proposal a second later."""
    sea.book.enrol(town.number, people, sender=town.steward.address)
    until(now() + 1)
    motion = sea.propose(town)
    sea.opens(motion)
    return motion


def skipped(sea: Assembly) -> list[tuple[int, int]]:
    logged = events(sea.contract)
    return [(e["place"], e["reason"]) for e in logged if e["event"] == "BallotSkipped"]


@pytest.mark.parametrize(
    ("size", "offsets"),
    [
        (1, [0]),
        (127, [0, 126]),
        (128, [0, 1, 126, 127]),
        (129, [0, 127, 128]),
        (255, [127, 128, 254]),
        (256, [127, 128, 129, 255]),
        (300, [5, 127, 128, 255, 256, 257, 299]),
        (1_024, [0, 127, 128, 255, 256, 383, 384, 511, 512, 640, 767, 768, 895, 896, 1_022, 1_023]),
    ],
)
@pytest.mark.parametrize("is_amended", [False, True])
def test_every_place_of_a_page_has_its_ballot(
    sea: Assembly, port: Town, size: int, offsets: list[int], is_amended: bool
) -> None:
    people = crowd("islander", len(offsets))
    if is_amended:
        sea.book.leave(port.number, 0, sender=port.people[0].address)
    motion = enrolled(sea, port, fill(size, people, offsets))
    choices = [1 + n % 3 for n in range(len(offsets))]
    ballots = list(zip(people, offsets, choices, strict=True))
    beyond = [
        (people[0], offset, FOR) for offset in (size, size + 1, 1_023) if size <= offset < 1_024
    ]
    shuffled = ballots[1::2] + beyond + ballots[::2]
    sea.cast(motion, port, sea.ballots(motion, shuffled), page=1)
    assert skipped(sea) == [(1 << 10 | offset, NO_SUCH_PLACE) for _, offset, _ in beyond]
    logged = events(sea.contract)[-1]
    words = [0] * 8
    for _, offset, choice in ballots:
        words[offset // 128] |= choice << offset % 128 * 2
        assert sea.choice(motion, port, 1 << 10 | offset) == choice
        assert sea.choice(motion, port, offset) == 0
    assert (logged["page"], logged["choices"]) == (1, words)
    counts = tuple(choices.count(choice) for choice in (1, 2, 3))
    assert sea.contract.tally(1)[:4] == (*counts, 17 + size - is_amended)
    for person, offset, _ in ballots[-2:]:
        sea.vote(motion, port, offset, AGAINST, sender=person, page=1)
        assert sea.choice(motion, port, 1 << 10 | offset) == AGAINST


def test_people_who_left_or_rotated_before_have_no_old_ballot(sea: Assembly, port: Town) -> None:
    """Threat: an expelled or departed member votes; key rotation doubles a vote."""
    offsets = [0, 127, 128, 255, 256, 299]
    people = crowd("islander", 6)
    sea.book.enrol(port.number, fill(300, people, offsets), sender=port.steward.address)
    first = sea.book.page(port.number, 1).first
    heirs = {127: account("heir 127"), 256: account("heir 256")}
    for offset, heir in heirs.items():
        sea.book.propose_rotation(
            port.number, first + offset, heir.address, sender=port.steward.address
        )
    until(now() + WEEK)
    for offset in heirs:
        sea.book.complete_rotation(port.number, first + offset)
    for person, offset in ((people[2], 128), (people[5], 299)):
        sea.book.leave(port.number, first + offset, sender=person.address)
    until(now() + 1)
    motion = sea.propose(port)
    sea.opens(motion)
    ballots = [(person, offset, FOR) for person, offset in zip(people, offsets, strict=True)]
    ballots += [(heir, offset, AGAINST) for offset, heir in heirs.items()]
    sea.cast(motion, port, sea.ballots(motion, ballots), page=1)
    assert skipped(sea) == [(1 << 10 | offset, NOT_SIGNED) for offset in (127, 128, 256, 299)]
    assert sea.contract.tally(1)[:4] == (2, 2, 0, 17 + 300 - 2)
    for person, offset in ((people[1], 127), (people[2], 128)):
        with refused("ballots: not this person's wallet"):
            sea.vote(motion, port, offset, sender=person, page=1)
    sea.vote(motion, port, 127, FOR, sender=heirs[127], page=1)
    assert sea.contract.tally(1)[:3] == (3, 1, 0)


def test_nobody_signs_for_an_empty_place(sea: Assembly, port: Town) -> None:
    """Threat: `ecrecover` gives the empty address, which stands on a page or has departed."""
    people = crowd("islander", 1)
    motion = enrolled(sea, port, fill(127, people, [1])[:-20] + bytes(20) + packed(people))
    empty = (1 << 10 | 126).to_bytes(2, "big") + bytes(64)
    sea.cast(motion, port, empty, page=1)
    assert skipped(sea) == [(1 << 10 | 126, NOT_SIGNED)]
    with refused("ballots: not signed by this person"):
        sea.cast_one(motion, port, 126, FOR, bytes(64), page=1)


def test_one_person_at_two_places_has_two_ballots_until_struck(sea: Assembly, port: Town) -> None:
    person = account("islander")
    motion = enrolled(sea, port, packed([person, person]))
    sea.cast(motion, port, sea.ballots(motion, [(person, 0, FOR), (person, 1, FOR)]), page=1)
    assert sea.contract.tally(1)[:4] == (2, 0, 0, 19)
    sea.book.strike_duplicate(port.number, 5, 6)
    until(now() + 1)
    later = sea.propose(port)
    sea.opens(later)
    sea.cast(later, port, sea.ballots(later, [(person, 0, FOR), (person, 1, FOR)]), page=1)
    assert skipped(sea) == [(1 << 10 | 1, NOT_SIGNED)]
    assert sea.contract.tally(2)[:4] == (1, 0, 0, 18)


def test_400_ballots_at_once_and_not_one_more(sea: Assembly, port: Town) -> None:
    people = crowd("islander", 401)
    motion = enrolled(sea, port, packed(people))
    ballots = sea.ballots(motion, [(p, n, 1 + n % 2) for n, p in enumerate(people)])
    with refused(None):
        sea.cast(motion, port, ballots, page=1)
    sea.cast(motion, port, ballots[: 400 * 66], page=1)
    assert skipped(sea) == []
    assert sea.contract.tally(1)[:4] == (200, 200, 0, 17 + 401)
    assert sea.choice(motion, port, 1 << 10 | 399) == AGAINST
    assert sea.choice(motion, port, 1 << 10 | 400) == 0
