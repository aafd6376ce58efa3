# SPDX-License-Identifier: Apache-2.0
"""Communities' views: what a past second said stays so, over many pages and places."""

from __future__ import annotations

from typing import Any

import boa
import pytest
from eth_account.signers.local import LocalAccount
from eth_utils import keccak

from tests.contracts.boa_chain import NOBODY, crowd, now, packed, pass_time, refused
from tests.contracts.communities.consent_signing import invitation


@pytest.fixture
def pages(communities: Any, town: int, fishers: LocalAccount) -> list[tuple[int, Any]]:
    """Nine pages of one to nine people, as (second of enrolment, people), two in one second."""
    written = []
    for size in range(1, 10):
        people = crowd(f"page {size}", size)
        enrolled_at = now() if size == 5 else pass_time(100)
        communities.enrol(town, packed(people), sender=fishers.address)
        written.append((enrolled_at, people))
    return written


def test_place_and_index_agree_on_every_page(communities: Any, town: int, pages: Any) -> None:
    index = 0
    for page, (enrolled_at, people) in enumerate(pages):
        assert communities.page(town, page)[2:] == (enrolled_at, index, len(people))
        for offset, person in enumerate(people):
            assert communities.place(town, index) == (page, offset)
            assert communities.member_at(town, now(), index) == person.address
            assert communities.member_on(town, now(), page, offset) == person.address
            index += 1


def test_the_roll_is_read_as_of_any_second(communities: Any, town: int, pages: Any) -> None:
    for second, _ in pages:
        for version in (second - 1, second, second + 1):
            before = [people for enrolled_at, people in pages if enrolled_at <= version]
            expected = (len(before), sum(map(len, before)), False)
            assert communities.roll_at(town, version) == expected


def test_outside_the_roll_there_is_nobody(communities: Any, town: int, pages: Any) -> None:
    for index in (45, 46, 2**40, 2**256 - 1):
        assert communities.member_at(town, now(), index) == NOBODY
        assert communities.rotation(town, index) == (NOBODY, 0)
        assert not communities.consented(town, index)
        with refused("communities: no such place"):
            communities.place(town, index)
    for page, offset in ((0, 1), (8, 9), (9, 0), (2**256 - 1, 0), (8, 1024), (0, 2**256 - 1)):
        assert communities.member_on(town, now(), page, offset) == NOBODY
    for page in (9, 2**256 - 1):
        assert communities.page(town, page) == (NOBODY, bytes(32), 0, 0, 0)
        assert communities.amended(town, page) == [0, 0, 0, 0]
    with refused("communities: no such community"):
        communities.place(town + 1, 0)


def test_marks_stand_in_the_word_of_their_offset(
    communities: Any, town: int, fishers: LocalAccount
) -> None:
    people = crowd("full page", 1024)
    communities.enrol(town, packed(people), sender=fishers.address)
    expected = [0, 0, 0, 0]
    for offset in (0, 255, 256, 511, 767, 768, 1023):
        communities.leave(town, offset, sender=people[offset].address)
        expected[offset // 256] |= 1 << offset % 256
        assert communities.amended(town, 0) == expected


def test_reading_a_roll_costs_the_same_however_long_it_is(
    communities: Any, town: int, fishers: LocalAccount, pages: Any
) -> None:
    """Where the latest page and departure are older than the version, three slots tell."""
    last = pages[-1][1][0]
    for _ in range(5):
        communities.leave(town, communities.community(town).people - 9, sender=last.address)
        pass_time(10)
        communities.enrol(town, packed(pages[-1][1]), sender=fishers.address)
    costs = []
    for number in (town, communities.register(1, "PT", bytes(32), sender=fishers.address)):
        communities.enrol(number, packed([last]), sender=fishers.address)
        communities.leave(number, communities.community(number).people - 1, sender=last.address)
        calldata = communities.roll_at.prepare_calldata(number, now())
        run = boa.env.execute_code(communities.address, data=calldata)
        costs.append(run.get_gas_used())
    assert costs[0] == costs[1] < 2_000  # of which 100 a slot: they are warm here
    assert communities.roll_at(town, now()) == (15, 45 + 5 * 9 + 1 - 6, True)


def test_the_domain_is_that_of_eip_712(communities: Any) -> None:
    fields = communities.eip712Domain()
    assert fields[:5] == (b"\x0f", "Symbio Communities", "1", 1, communities.address)
    assert fields[5:] == (bytes(32), [])
    kind = "EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"
    encoded = [
        keccak(text=kind),
        keccak(text="Symbio Communities"),
        keccak(text="1"),
        (1).to_bytes(32, "big"),
        bytes(12) + bytes.fromhex(communities.address[2:]),
    ]
    assert communities.DOMAIN_SEPARATOR() == keccak(b"".join(encoded))
    assert invitation(communities.address, 1, 0)["domain"]["name"] == fields[1]
