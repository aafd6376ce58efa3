# SPDX-License-Identifier: Apache-2.0
"""Communities.enrol_with_consent: a page of people with the consents they signed."""

from __future__ import annotations

from typing import Any

import boa
import pytest
from eth_account.messages import _hash_eip191_message, encode_typed_data
from eth_account.signers.local import LocalAccount
from eth_keys.backends.native import NativeECCBackend
from eth_keys.datatypes import Signature

from symbio.domain.roll_book import consent_bits
from tests.contracts.boa_chain import NOBODY, crowd, events, now, packed, pass_time, refused
from tests.contracts.communities.consent_signing import (
    NOT_GIVEN,
    ORDER,
    compact,
    consent_of,
    invitation,
    rsv,
)

MISMATCH = "communities: consent doesn't match"


@pytest.fixture
def enrol(communities: Any, town: int, fishers: LocalAccount) -> Any:
    """Enrol people with consents in the town, invited a minute ago unless told otherwise."""

    def send(people: bytes, consents: bytes, invited_at: int | None = None) -> int:
        at = now() - 60 if invited_at is None else invited_at
        return communities.enrol_with_consent(town, people, at, consents, sender=fishers.address)

    return send


@pytest.fixture
def message(communities: Any, town: int) -> dict[str, Any]:
    return invitation(communities.address, town, now() - 60)


def test_the_page_is_appended_and_the_consents_recorded(
    communities: Any, town: int, fishers: LocalAccount, enrol: Any, message: Any
) -> None:
    people = crowd("resident", 5)
    enrol(packed(people[:1]), NOT_GIVEN)
    consents = [consent_of(person, message) for person in people]
    consents[1] = consents[3] = NOT_GIVEN
    page = enrol(packed(people), b"".join(consents))
    enrolled, recorded = events(communities)
    assert page == 1
    assert enrolled["event"] == "PeopleEnrolled"
    assert (enrolled["page"], enrolled["first"], enrolled["count"]) == (1, 1, 5)
    assert recorded == {
        "event": "ConsentsRecorded",
        "community_id": town,
        "actor": fishers.address,
        "page": 1,
        "consents": [0b10101, 0, 0, 0],
    }
    given = [communities.consented(town, index) for index in range(7)]
    assert given == [False, True, False, True, False, True, False]
    assert communities.roll_at(town, now()) == (2, 6, False)
    assert communities.page(town, 1).data == enrolled["data"]


def test_every_word_of_a_full_page_records_its_consents(
    communities: Any, town: int, enrol: Any, message: Any
) -> None:
    people = crowd("full page", 1024)
    given = {0, 255, 256, 511, 512, 767, 768, 1023}
    consents = [
        consent_of(person, message) if at in given else NOT_GIVEN
        for at, person in enumerate(people)
    ]
    enrol(packed(people), b"".join(consents))
    assert tuple(events(communities)[1]["consents"]) == consent_bits(given)
    for index in (0, 1, 254, 255, 256, 257, 511, 512, 767, 768, 1022, 1023):
        assert communities.consented(town, index) == (index in given)


def test_the_invitation_may_be_of_this_very_second(communities: Any, town: int, enrol: Any) -> None:
    (person,) = crowd("resident", 1)
    message = invitation(communities.address, town, now())
    enrol(packed([person]), consent_of(person, message), now())
    assert communities.consented(town, 0)


def test_refuses_an_invitation_in_the_future(communities: Any, town: int, enrol: Any) -> None:
    (person,) = crowd("resident", 1)
    message = invitation(communities.address, town, now() + 1)
    with refused("communities: invitation in the future"):
        enrol(packed([person]), consent_of(person, message), now() + 1)


def test_refuses_a_consent_for_anything_else(
    communities: Any, town: int, enrol: Any, message: Any, stranger: LocalAccount
) -> None:
    (person,) = crowd("resident", 1)
    address = communities.address
    invited_at = message["message"]["invitation"]
    forged = [
        invitation(address, town + 1, invited_at),
        invitation(address, town, invited_at - 1),
        invitation(address, town, invited_at, chainId=2),
        invitation(address, town, invited_at, name="Symbio Federations"),
        invitation(address, town, invited_at, version="2"),
        invitation(stranger.address, town, invited_at),
        message | {"message": message["message"] | {"statement": "I join."}},
    ]
    for other in forged:
        with refused(MISMATCH):
            enrol(packed([person]), consent_of(person, other))
    with refused(MISMATCH):
        enrol(packed([person]), consent_of(stranger, message))
    assert communities.community(town).people == 0
    enrol(packed([person]), consent_of(person, message))


def test_a_consent_of_the_former_chain_dies_with_a_fork(
    communities: Any, town: int, enrol: Any, message: Any
) -> None:
    (person,) = crowd("resident", 1)
    former, boa.env.evm.patch.chain_id = boa.env.evm.patch.chain_id, 2
    try:
        with refused(MISMATCH):
            enrol(packed([person]), consent_of(person, message))
        message["domain"]["chainId"] = 2
        enrol(packed([person]), consent_of(person, message))
    finally:
        boa.env.evm.patch.chain_id = former


def test_refuses_malleable_and_garbled_consents(enrol: Any, message: Any) -> None:
    (person,) = crowd("resident", 1)
    r, s, parity = rsv(person, message)
    half = ORDER // 2
    high = r.to_bytes(32, "big") + (ORDER - s).to_bytes(32, "big")
    garbled = [
        compact(r, s, 1 - parity),
        compact(r, half + 1, parity),
        high,
        compact(0, s, parity),
        compact(r, 0, parity),
        compact(ORDER, s, parity),
        compact(r, 1, 0)[:32] + bytes(32),
        bytes(32) + compact(r, s, parity)[32:],
        b"\xff" * 64,
    ]
    for consent in garbled:
        with refused(MISMATCH):
            enrol(packed([person]), consent)


def test_only_the_lower_form_of_a_signature_counts(
    communities: Any, town: int, enrol: Any, message: Any
) -> None:
    """Any r and s are somebody's signature: put that somebody on the page."""
    r, _, _ = rsv(crowd("resident", 1)[0], message)
    digest = _hash_eip191_message(encode_typed_data(full_message=message))
    for s, counts in ((ORDER // 2, True), (ORDER // 2 + 1, False), (1, True)):
        for parity in (0, 1):
            signature = NativeECCBackend().ecdsa_recover(digest, Signature(vrs=(parity, r, s)))
            signer = signature.to_checksum_address()
            if counts:
                enrol(packed([signer]), compact(r, s, parity))
                assert communities.consented(town, communities.community(town).people - 1)
            else:
                with refused(MISMATCH):
                    enrol(packed([signer]), compact(r, s, parity))


def test_refuses_truncated_and_surplus_consents(enrol: Any, message: Any) -> None:
    people = crowd("resident", 2)
    consents = b"".join(consent_of(person, message) for person in people)
    for wrong in (b"", consents[:64], consents[:127], consents + b"\0", consents + NOT_GIVEN):
        with refused("communities: not one consent a person"):
            enrol(packed(people), wrong)


def test_refuses_the_empty_address(enrol: Any) -> None:
    (person,) = crowd("resident", 1)
    with refused("communities: empty address on the page"):
        enrol(packed([NOBODY]), NOT_GIVEN)
    with refused("communities: empty address on the page"):
        enrol(packed([NOBODY, person]), NOT_GIVEN * 2)
    # What ecrecover answers for garbage is nobody, and nobody can't stand on a page.
    with refused("communities: empty address on the page"):
        enrol(packed([NOBODY]), b"\x01" * 64)


def test_refuses_duplicates_and_disorder(enrol: Any) -> None:
    first, second = crowd("resident", 2)
    for page in ([first, first], [second, first], [first, second, first]):
        with refused("communities: page not in ascending order"):
            enrol(packed(page), NOT_GIVEN * len(page))


def test_refuses_an_empty_page_and_parts_of_an_address(enrol: Any) -> None:
    with refused("communities: empty page"):
        enrol(b"", b"")
    with refused("communities: not whole addresses"):
        enrol(b"\x11" * 25, b"\0" * 80)


def test_refuses_a_consent_older_than_the_persons_departure(
    communities: Any, town: int, enrol: Any
) -> None:
    first, second = crowd("resident", 2)
    invited_at = now()
    consents = consent_of(first, invitation(communities.address, town, invited_at))
    enrol(packed([first]), consents, invited_at)
    left_at = pass_time(60)
    communities.leave(town, 0, sender=first.address)
    pass_time(60)
    for stale in (invited_at, left_at - 1, left_at):
        consent = consent_of(first, invitation(communities.address, town, stale))
        with refused("communities: consent older than departure"):
            enrol(packed([first]), consent, stale)
    # Not given is not stale; and nobody else's consent is touched.
    enrol(packed([first]), NOT_GIVEN, invited_at)
    consents = consent_of(second, invitation(communities.address, town, invited_at))
    enrol(packed([second]), consents, invited_at)
    fresh = consent_of(first, invitation(communities.address, town, left_at + 1))
    enrol(packed([first]), fresh, left_at + 1)
    assert [communities.consented(town, index) for index in range(4)] == [True, False, True, True]


def test_refuses_anybody_else(
    communities: Any, town: int, stranger: LocalAccount, fishers: LocalAccount
) -> None:
    with refused("communities: not the steward"):
        communities.enrol_with_consent(
            town, packed([stranger]), now(), NOT_GIVEN, sender=stranger.address
        )
    with refused("communities: no such community"):
        communities.enrol_with_consent(
            town + 1, packed([stranger]), now(), NOT_GIVEN, sender=fishers.address
        )
