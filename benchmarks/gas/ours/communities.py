# SPDX-License-Identifier: Apache-2.0
"""Rolls: enrolling people by the page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from eth_utils import keccak

from benchmarks.gas.evm import Contract, Evm, Person, person

LOCAL_COMMUNITY = 1
PAGE = 1_024
PROFILE = keccak(text="profile")


@dataclass(frozen=True)
class Town:
    """A community with its steward, and the people of one of its pages."""

    community_id: int
    steward: Person
    page: int
    fingerprint: bytes
    people: Sequence[Person]


@cache
def crowd(name: str, size: int) -> tuple[Person, ...]:
    """People with keys; their addresses are as good as random."""
    return tuple(person(f"{name} {number}") for number in range(size))


def register(evm: Evm, communities: Contract, name: str) -> tuple[int, Person]:
    """A new community and its steward."""
    steward = evm.person(f"steward of {name}")
    communities.send(steward, "register", LOCAL_COMMUNITY, "PT", PROFILE)
    return communities.read("count"), steward


def enrol(communities: Contract, town: int, steward: Person, people: Sequence[Person]) -> int:
    """Append a page; gives the gas of the whole page."""
    packed = b"".join(bytes.fromhex(each.address[2:]) for each in people)
    return communities.send(steward, "enrol", town, packed)


def town(evm: Evm, communities: Contract, name: str, pages: int, size: int = PAGE) -> Town:
    """A community of full pages, of which the middle one is the one that votes."""
    community_id, steward = register(evm, communities, name)
    page = pages // 2
    for number in range(pages):
        enrol(communities, community_id, steward, crowd(f"{name} {number}", size))
    fingerprint = communities.read("page", community_id, page)[1]
    return Town(community_id, steward, page, fingerprint, crowd(f"{name} {page}", size))


def measure(evm: Evm, communities: Contract) -> dict[str, int]:
    """Gas a person, rounded up, for a first page of 256 and of 1,024."""
    gas = {}
    for slug, size in (("enrol_person", 256), ("enrol_person_1024", PAGE)):
        community_id, steward = register(evm, communities, slug)
        whole = enrol(communities, community_id, steward, crowd("resident", size))
        gas[slug] = -(-whole // size)
    return gas
