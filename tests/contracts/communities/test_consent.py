# SPDX-License-Identifier: Apache-2.0
"""Communities.consent: a person agrees, after the fact, to stand on the roll."""

from __future__ import annotations

from typing import Any

from eth_account.signers.local import LocalAccount

from tests.contracts.boa_chain import crowd, events, packed, pass_time, refused

Residents = tuple[LocalAccount, ...]


def test_a_person_consents(communities: Any, roll: int, residents: Residents) -> None:
    communities.consent(roll, 3, sender=residents[3].address)
    assert events(communities) == [
        {
            "event": "ConsentsRecorded",
            "community_id": roll,
            "actor": residents[3].address,
            "page": 0,
            "consents": [0b1000, 0, 0, 0],
        }
    ]
    assert [communities.consented(roll, at) for at in range(5)] == [False] * 3 + [True, False]


def test_a_person_of_a_later_page_consents(
    communities: Any, roll: int, fishers: LocalAccount
) -> None:
    people = crowd("newcomer", 600)
    communities.enrol(roll, packed(people), sender=fishers.address)
    communities.consent(roll, 5 + 513, sender=people[513].address)
    assert events(communities)[0]["page"] == 1
    communities.consent(roll, 5 + 512, sender=people[512].address)
    assert events(communities)[0]["consents"] == [0, 0, 1, 0]
    given = {index for index in range(500, 530) if communities.consented(roll, index)}
    assert given == {517, 518}


def test_refuses_a_second_consent(communities: Any, roll: int, residents: Residents) -> None:
    communities.consent(roll, 0, sender=residents[0].address)
    with refused("communities: consent given already"):
        communities.consent(roll, 0, sender=residents[0].address)


def test_a_persons_consent_stays_with_the_place_when_the_key_changes(
    communities: Any, roll: int, residents: Residents, fishers: LocalAccount, hosts: LocalAccount
) -> None:
    communities.consent(roll, 0, sender=residents[0].address)
    for index in (0, 1):
        communities.propose_rotation(roll, index, hosts.address, sender=fishers.address)
    pass_time(7 * 24 * 3600)
    for index in (0, 1):
        communities.complete_rotation(roll, index)
    assert communities.consented(roll, 0)
    with refused("communities: not that person"):
        communities.consent(roll, 1, sender=residents[1].address)
    communities.consent(roll, 1, sender=hosts.address)
    assert communities.consented(roll, 1)


def test_refuses_anybody_else(
    communities: Any, roll: int, residents: Residents, fishers: LocalAccount
) -> None:
    for other in (fishers, residents[1]):
        with refused("communities: not that person"):
            communities.consent(roll, 0, sender=other.address)


def test_refuses_who_departed(communities: Any, roll: int, residents: Residents) -> None:
    communities.leave(roll, 0, sender=residents[0].address)
    with refused("communities: departed already"):
        communities.consent(roll, 0, sender=residents[0].address)


def test_refuses_a_place_that_is_not(communities: Any, roll: int, residents: Residents) -> None:
    with refused("communities: no such place"):
        communities.consent(roll, 5, sender=residents[0].address)
    with refused("communities: no such community"):
        communities.consent(roll + 1, 0, sender=residents[0].address)
