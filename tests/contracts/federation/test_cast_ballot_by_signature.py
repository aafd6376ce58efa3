# SPDX-License-Identifier: Apache-2.0
"""Federation.cast_ballot_by_signature: one ballot with any signature that an account accepts."""

from __future__ import annotations

from typing import Any

import boa
import pytest

from tests.contracts.boa_chain import deployer, events, now, refused
from tests.contracts.federation.assembly import (
    ABSTAIN,
    AGAINST,
    DELAY,
    FOR,
    NOTHING,
    Assembly,
    Motion,
    Town,
    until,
)
from tests.contracts.federation.papers import compact

WHY = b"\x5e" * 32


@pytest.fixture
def motion(sea: Assembly, port: Town) -> Motion:
    opened = sea.propose(port)
    sea.opens(opened)
    return opened


def told(town: Town, person: str, offset: int, choice: int) -> dict[str, Any]:
    return {
        "event": "BallotCast",
        "proposal_id": 1,
        "voter": person,
        "community_id": town.number,
        "place": offset,
        "choice": choice,
    }


@pytest.mark.parametrize("choice", [FOR, AGAINST, ABSTAIN])
def test_a_keys_ballot_counts_once(sea: Assembly, motion: Motion, port: Town, choice: int) -> None:
    person = port.people[1]
    signature = compact(person, sea.digest(motion, choice))
    sea.cast_one(motion, port, 1, choice, signature)
    assert events(sea.contract) == [told(port, person.address, 1, choice)]
    assert sea.choice(motion, port, 1) == choice
    with refused("ballots: has voted already"):
        sea.cast_one(motion, port, 1, choice, signature)
    sea.vote(motion, port, 1, ABSTAIN)
    with refused("ballots: has voted already"):
        sea.cast_one(motion, port, 1, choice, signature)
    assert sea.contract.tally(1)[:3] == (0, 0, 1)


def test_a_ballot_with_its_reason(sea: Assembly, motion: Motion, port: Town) -> None:
    person = port.people[1]
    signature = compact(person, sea.digest(motion, AGAINST, WHY))
    for reason in (NOTHING, b"\x01" * 32):
        with refused("ballots: not signed by this person"):
            sea.cast_one(motion, port, 1, AGAINST, signature, reason=reason)
    sea.cast_one(motion, port, 1, AGAINST, signature, reason=WHY)
    given = {"event": "ReasonGiven", "proposal_id": 1, "voter": person.address, "reason": WHY}
    assert events(sea.contract) == [told(port, person.address, 1, AGAINST), given]


def test_a_smart_wallet_on_the_roll_votes(sea: Assembly, port: Town) -> None:
    wallet = deployer("tests/mocks/Wallet.vy").deploy()
    people = bytes.fromhex(wallet.address[2:])
    sea.book.enrol(port.number, people, sender=port.steward.address)
    until(now() + 1)
    motion = sea.propose(port)
    sea.opens(motion)
    signature = b"\x07" * 130
    with refused("ballots: not signed by this person"):
        sea.cast_one(motion, port, 0, FOR, signature, page=1)
    wallet.approve(sea.digest(motion, FOR), signature)
    with refused("ballots: not signed by this person"):
        sea.cast_one(motion, port, 0, AGAINST, signature, page=1)
    sea.cast_one(motion, port, 0, FOR, signature, page=1)
    assert events(sea.contract) == [told(port, wallet.address, 1 << 10, FOR)]


def test_an_eip_7702_account_votes_by_its_key(sea: Assembly, motion: Motion, port: Town) -> None:
    person = port.people[2]
    boa.env.set_code(person.address, b"\xef\x01\x00" + b"\x11" * 20)
    sea.cast_one(motion, port, 2, FOR, compact(person, sea.digest(motion, FOR)))
    assert sea.choice(motion, port, 2) == FOR


def test_only_who_stands_there_signs(sea: Assembly, motion: Motion, port: Town) -> None:
    signature = compact(port.people[0], sea.digest(motion, FOR))
    for offset, choice in ((1, FOR), (0, AGAINST), (0, ABSTAIN)):
        with refused("ballots: not signed by this person"):
            sea.cast_one(motion, port, offset, choice, signature)
    for bad in (b"", bytes(64), bytes(65), signature[:63], signature + b"\x1d"):
        with refused("ballots: not signed by this person"):
            sea.cast_one(motion, port, 0, FOR, bad)


@pytest.mark.parametrize("choice", [0, 4, 2**256 - 1])
def test_refuses_other_choices(sea: Assembly, motion: Motion, port: Town, choice: int) -> None:
    """Beyond the three the message says Abstain; the choice is refused all the same."""
    signature = compact(port.people[0], sea.digest(motion, ABSTAIN))
    with refused("ballots: no such choice"):
        sea.cast_one(motion, port, 0, choice, signature)


def test_refuses_places_off_the_page(sea: Assembly, motion: Motion, port: Town) -> None:
    signature = compact(port.people[0], sea.digest(motion, FOR))
    with refused("ballots: no such place"):
        sea.cast_one(motion, port, 5, FOR, signature)
    with refused("ballots: no such page"):
        sea.cast_one(motion, port, 0, FOR, signature, page=1)
    with refused("ballots: no such place"):
        sea.cast_one(motion, port, 0, FOR, signature, fingerprint=bytes(32))


@pytest.mark.parametrize("part", [0, 1, 2, 3])
def test_refuses_another_docket(sea: Assembly, motion: Motion, port: Town, part: int) -> None:
    docket: list[Any] = list(motion.docket)
    docket[part] = 2 if part in (0, 3) else bytes(32)
    said = "proposals: not what was proposed" if part else "proposals: no such proposal"
    signature = compact(port.people[0], sea.digest(motion, FOR))
    with refused(said):
        sea.contract.cast_ballot_by_signature(
            *docket, port.number, 0, sea.fingerprint(port), FOR, NOTHING, signature
        )


def test_from_the_opening_to_the_close(sea: Assembly, port: Town, reef: Town) -> None:
    motion = sea.propose(port)
    signed = [compact(person, sea.digest(motion, FOR)) for person in port.people]
    until(motion.opened_at + DELAY - 1)
    with refused("ballots: voting hasn't started"):
        sea.cast_one(motion, port, 0, FOR, signed[0])
    until(motion.opened_at + DELAY)
    sea.cast_one(motion, port, 0, FOR, signed[0])
    with refused("ballots: not a member community"):
        sea.cast_one(motion, reef, 0, FOR, signed[0])
    until(sea.closes_at(motion) - 1)
    sea.cast_one(motion, port, 1, FOR, signed[1])
    until(sea.closes_at(motion))
    with refused("ballots: voting has closed"):
        sea.cast_one(motion, port, 2, FOR, signed[2])
