# SPDX-License-Identifier: Apache-2.0
"""Federation.cast_ballots: anybody carries signed ballots; bad ones are skipped and told."""

from __future__ import annotations

from typing import Any

import pytest

from tests.contracts.boa_chain import account, events, refused
from tests.contracts.federation.assembly import (
    ABSTAIN,
    AGAINST,
    DELAY,
    FOR,
    HAS_VOTED,
    NO_SUCH_CHOICE,
    NO_SUCH_PLACE,
    NOT_SIGNED,
    Assembly,
    Motion,
    Town,
    until,
)
from tests.contracts.federation.papers import compact, head

RELAYER = account("relayer").address
ORDER = 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141


@pytest.fixture
def motion(sea: Assembly, port: Town) -> Motion:
    opened = sea.propose(port)
    sea.opens(opened)
    return opened


def cast_event(town: Town, choices: list[int], page: int = 0) -> dict[str, Any]:
    return {
        "event": "BallotsCast",
        "proposal_id": 1,
        "relayer": RELAYER,
        "community_id": town.number,
        "page": page,
        "choices": choices + [0] * (8 - len(choices)),
    }


def skip_event(town: Town, place: int, reason: int) -> dict[str, Any]:
    return {
        "event": "BallotSkipped",
        "proposal_id": 1,
        "relayer": RELAYER,
        "community_id": town.number,
        "place": place,
        "reason": reason,
    }


def test_signed_ballots_are_counted_in_any_order(sea: Assembly, motion: Motion, lab: Town) -> None:
    people = lab.people
    sea.cast(motion, lab, sea.ballots(motion, [(people[6], 6, ABSTAIN), (people[1], 1, FOR)]))
    assert events(sea.contract) == [cast_event(lab, [3 << 12 | 1 << 2])]
    rest = [(people[7], 7, FOR), (people[0], 0, AGAINST), (people[3], 3, FOR)]
    sea.cast(motion, lab, sea.ballots(motion, rest))
    assert events(sea.contract) == [cast_event(lab, [1 << 14 | 2 | 1 << 6])]
    assert sea.contract.tally(1) == (3, 1, 1, 17, 0, 0, 0, 0, 3)
    assert [sea.choice(motion, lab, place) for place in range(8)] == [2, 1, 0, 1, 0, 0, 3, 1]


def test_bad_ballots_are_skipped_and_told(sea: Assembly, motion: Motion, port: Town) -> None:
    """Threat: batch griefing, one bad ballot reverts the lot."""
    a, b, _, d, e = port.people
    stranger = account("stranger")
    sea.vote(motion, port, 3, AGAINST)
    packed = b"".join(
        [
            sea.ballot(motion, a, 0),
            head(0, 0) + bytes(64),
            head(1, 4) + bytes(64),
            head(1_023, 63) + bytes(64),
            sea.ballot(motion, stranger, 5),
            sea.ballot(motion, stranger, 127),
            sea.ballot(motion, stranger, 1_023),
            sea.ballot(motion, a, 0),
            sea.ballot(motion, a, 0, AGAINST),
            sea.ballot(motion, d, 3, FOR),
            sea.ballot(motion, stranger, 1),
            sea.ballot(motion, a, 1),
            head(1, FOR) + bytes(64),
            head(1, FOR) + compact(b, sea.digest(motion, AGAINST)),
            sea.ballot(motion, b, 1, AGAINST),
            sea.ballot(motion, e, 4, ABSTAIN),
        ]
    )
    sea.cast(motion, port, packed)
    skipped = [
        (0, NO_SUCH_CHOICE),
        (1, NO_SUCH_CHOICE),
        (1_023, NO_SUCH_CHOICE),
        (5, NO_SUCH_PLACE),
        (127, NO_SUCH_PLACE),
        (1_023, NO_SUCH_PLACE),
        (0, HAS_VOTED),
        (0, HAS_VOTED),
        (3, HAS_VOTED),
        (1, NOT_SIGNED),
        (1, NOT_SIGNED),
        (1, NOT_SIGNED),
        (1, NOT_SIGNED),
    ]
    assert events(sea.contract) == [
        *(skip_event(port, place, reason) for place, reason in skipped),
        cast_event(port, [1 | 2 << 2 | 3 << 8]),
    ]
    assert sea.contract.tally(1) == (1, 2, 1, 17, 0, 0, 0, 0, 3)


def test_malleable_and_forged_signatures_are_skipped(
    sea: Assembly, motion: Motion, port: Town
) -> None:
    packed = b""
    for offset, person in enumerate(port.people):
        signed = person.unsafe_sign_hash(sea.digest(motion, FOR))
        r, high = signed.r.to_bytes(32, "big"), ORDER - signed.s
        for parity in (0, 1):
            packed += (
                head(offset, FOR) + r + (high & (2**255 - 1) | parity << 255).to_bytes(32, "big")
            )
        packed += head(offset, FOR) + r + (signed.s | (28 - signed.v) << 255).to_bytes(32, "big")
    sea.cast(motion, port, packed)
    logged = events(sea.contract)
    assert logged[:-1] == [skip_event(port, n // 3, NOT_SIGNED) for n in range(15)]
    assert logged[-1] == cast_event(port, [0])
    assert sea.contract.tally(1)[:3] == (0, 0, 0)


def test_a_vote_that_was_changed_isnt_changed_back(
    sea: Assembly, motion: Motion, port: Town
) -> None:
    """Threat: an old signed ballot replayed after a vote by transaction."""
    ballot = sea.ballot(motion, port.people[2], 2, FOR)
    sea.cast(motion, port, ballot)
    sea.vote(motion, port, 2, AGAINST)
    for again in (ballot, sea.ballot(motion, port.people[2], 2, AGAINST), ballot * 3):
        sea.cast(motion, port, again)
        skips = [skip_event(port, 2, HAS_VOTED)] * (len(again) // 66)
        assert events(sea.contract) == [*skips, cast_event(port, [0])]
    assert sea.contract.tally(1)[:3] == (0, 1, 0)


def test_a_ballot_with_its_reason(sea: Assembly, motion: Motion, port: Town) -> None:
    a, b = port.people[:2]
    why, other = b"\x5e" * 32, b"\x6f" * 32
    packed = (
        sea.reasoned(motion, a, 0, AGAINST, why)
        + head(1, FOR)
        + other
        + compact(b, sea.digest(motion, FOR, why))
        + head(1, FOR)
        + other
        + compact(b, sea.digest(motion, FOR))
        + sea.reasoned(motion, b, 7, FOR, other)
        + sea.reasoned(motion, a, 0, FOR, other)
        + sea.reasoned(motion, b, 1, FOR, other)
    )
    sea.cast(motion, port, packed, with_reasons=True)

    def told(person: Any, place: int, choice: int, reason: bytes) -> list[dict[str, Any]]:
        who = {"proposal_id": 1, "voter": person.address}
        where = {"community_id": port.number, "place": place, "choice": choice}
        return [
            {"event": "BallotCast", **who, **where},
            {"event": "ReasonGiven", **who, "reason": reason},
        ]

    assert events(sea.contract) == [
        *told(a, 0, AGAINST, why),
        skip_event(port, 1, NOT_SIGNED),
        skip_event(port, 1, NOT_SIGNED),
        skip_event(port, 7, NO_SUCH_PLACE),
        skip_event(port, 0, HAS_VOTED),
        *told(b, 1, FOR, other),
    ]
    assert sea.contract.tally(1)[:3] == (1, 1, 0)
    assert [sea.choice(motion, port, place) for place in (0, 1)] == [AGAINST, FOR]


def test_a_signed_reason_is_never_dropped(sea: Assembly, motion: Motion, port: Town) -> None:
    person = port.people[0]
    reasoned = sea.digest(motion, FOR, b"\x5e" * 32)
    sea.cast(motion, port, head(0, FOR) + compact(person, reasoned))
    assert events(sea.contract) == [skip_event(port, 0, NOT_SIGNED), cast_event(port, [0])]


@pytest.mark.parametrize("size", [0, 1, 65, 67, 131, 98])
def test_refuses_truncated_ballots(sea: Assembly, motion: Motion, port: Town, size: int) -> None:
    ballots = sea.ballot(motion, port.people[0], 0) * 2
    with refused("ballots: truncated"):
        sea.cast(motion, port, ballots[:size])
    assert sea.contract.tally(1)[:3] == (0, 0, 0)


@pytest.mark.parametrize("size", [0, 66, 97, 99, 195])
def test_refuses_truncated_ballots_with_reasons(
    sea: Assembly, motion: Motion, port: Town, size: int
) -> None:
    ballots = sea.reasoned(motion, port.people[0], 0, FOR, b"\x01" * 32) * 2
    with refused("ballots: truncated"):
        sea.cast(motion, port, ballots[:size], with_reasons=True)


@pytest.mark.parametrize("part", [1, 2, 3])
def test_refuses_another_docket(sea: Assembly, motion: Motion, port: Town, part: int) -> None:
    """Threat: blind signing; the title that was signed is the one that was proposed."""
    docket = list(motion.docket)
    docket[part] = port.number + 1 if part == 3 else bytes(32)
    ballot = sea.ballot(motion, port.people[0], 0)
    with refused("proposals: not what was proposed"):
        sea.contract.cast_ballots(
            *docket, port.number, 0, sea.fingerprint(port), ballot, False, sender=RELAYER
        )
    with refused("proposals: no such proposal"):
        sea.contract.cast_ballots(
            2, *docket[1:], port.number, 0, sea.fingerprint(port), ballot, False, sender=RELAYER
        )


def test_refuses_pages_that_arent_there(
    sea: Assembly, motion: Motion, port: Town, lab: Town, reef: Town
) -> None:
    ballot = sea.ballot(motion, port.people[0], 0)
    with refused("ballots: no such page"):
        sea.cast(motion, port, ballot, page=1, fingerprint=sea.fingerprint(port))
    for forged in (bytes(32), sea.fingerprint(lab)):
        with refused("ballots: no such place"):
            sea.cast(motion, port, ballot, fingerprint=forged)
    with refused("ballots: not a member community"):
        sea.cast(motion, reef, ballot)


def test_from_the_opening_to_the_close(sea: Assembly, port: Town) -> None:
    motion = sea.propose(port)
    ballots = [sea.ballot(motion, person, n) for n, person in enumerate(port.people)]
    until(motion.opened_at + DELAY - 1)
    with refused("ballots: voting hasn't started"):
        sea.cast(motion, port, ballots[0])
    until(motion.opened_at + DELAY)
    sea.cast(motion, port, ballots[0])
    until(sea.closes_at(motion) - 1)
    sea.cast(motion, port, ballots[1])
    until(sea.closes_at(motion))
    with refused("ballots: voting has closed"):
        sea.cast(motion, port, ballots[2])
    assert sea.contract.tally(1)[:3] == (2, 0, 0)
