# SPDX-License-Identifier: Apache-2.0
"""Communities.enrol: the steward appends an immutable page of people."""

from __future__ import annotations

from typing import Any

import boa
import pytest
from eth_account.signers.local import LocalAccount
from eth_tester import EthereumTester, PyEVMBackend
from eth_utils import keccak
from web3 import EthereumTesterProvider, Web3

from symbio.domain.roll_book import page_initcode, page_salt
from tests.contracts.boa_chain import NOBODY, crowd, events, now, packed, pass_time, refused
from tests.contracts.communities.conftest import LOCAL, PROFILE
from tests.stateful.pyrevm_chain import compiled

EVM_VERSION = "prague"
NO_BITS = [0, 0, 0, 0]


def created_at(deployer: str, salt: bytes, initcode: bytes) -> bytes:
    """Compute an address by CREATE2, from the page's people alone."""
    return keccak(b"\xff" + bytes.fromhex(deployer[2:]) + salt + keccak(initcode))[12:]


def test_a_page_is_appended(communities: Any, town: int, fishers: LocalAccount) -> None:
    people = packed(crowd("resident", 5))
    number = communities.enrol(town, people, sender=fishers.address)
    logged = events(communities)
    page = communities.page(town, 0)
    assert number == 0
    assert logged == [
        {
            "event": "PeopleEnrolled",
            "community_id": town,
            "steward": fishers.address,
            "page": 0,
            "first": 0,
            "count": 5,
            "data": page.data,
        }
    ]
    assert page[2:] == (now(), 0, 5)
    assert communities.community(town)[5:] == (1, 5)
    assert communities.roll_at(town, now()) == (1, 5, False)
    assert communities.amended(town, 0) == NO_BITS
    assert not communities.consented(town, 0)


@pytest.mark.parametrize("size", [1, 31, 32, 33, 256, 1024])
def test_anybody_can_compute_a_pages_address(
    communities: Any, town: int, fishers: LocalAccount, size: int
) -> None:
    people = keccak(text="people") * (20 * size // 32 + 1)
    people = people[: 20 * size]
    communities.enrol(town, people[:20], sender=fishers.address)
    communities.enrol(town, people, sender=fishers.address)
    page = communities.page(town, 1)
    initcode = page_initcode(people)
    salt = keccak(page_salt(town, 1))
    assert boa.env.get_code(page.data) == b"\0" + people
    assert page.fingerprint == keccak(initcode)
    assert bytes.fromhex(page.data[2:]) == created_at(communities.address, salt, initcode)
    assert page[3:] == (1, size)


def test_people_count_from_the_second_they_are_enrolled(
    communities: Any, town: int, fishers: LocalAccount
) -> None:
    first, second = crowd("resident", 5), crowd("newcomer", 3)
    communities.enrol(town, packed(first), sender=fishers.address)
    started = now()
    enrolled_at = pass_time(60)
    communities.enrol(town, packed(second), sender=fishers.address)
    pass_time(60)
    assert communities.roll_at(town, started - 1) == (0, 0, False)
    assert communities.roll_at(town, started) == (1, 5, False)
    assert communities.roll_at(town, enrolled_at - 1) == (1, 5, False)
    assert communities.roll_at(town, enrolled_at) == (2, 8, False)
    assert communities.roll_at(town, enrolled_at + 1) == (2, 8, False)
    assert communities.member_at(town, enrolled_at - 1, 5) == NOBODY
    assert communities.member_at(town, enrolled_at, 5) == second[0].address
    assert communities.member_at(town, enrolled_at + 1, 5) == second[0].address
    assert communities.member_on(town, enrolled_at - 1, 1, 0) == NOBODY
    assert communities.member_on(town, enrolled_at, 1, 2) == second[2].address
    assert communities.member_at(town, started - 1, 0) == NOBODY
    assert communities.member_at(town, started, 0) == first[0].address


def test_rolls_of_two_communities_are_apart(
    communities: Any, roll: int, researchers: LocalAccount, residents: tuple[LocalAccount, ...]
) -> None:
    other = communities.register(1, "JP", bytes(32), sender=researchers.address)
    communities.enrol(other, packed(residents[:2]), sender=researchers.address)
    assert communities.page(other, 0).data != communities.page(roll, 0).data
    assert communities.roll_at(other, now()) == (1, 2, False)
    assert communities.roll_at(roll, now()) == (1, 5, False)
    assert communities.member_at(other, now(), 2) == NOBODY


def test_a_duplicate_is_let_in_and_left_to_be_struck(
    communities: Any, town: int, fishers: LocalAccount, residents: tuple[LocalAccount, ...]
) -> None:
    communities.enrol(town, packed([residents[0]] * 2), sender=fishers.address)
    assert communities.roll_at(town, now()) == (1, 2, False)
    communities.strike_duplicate(town, 0, 1)
    assert communities.roll_at(town, now()) == (1, 1, True)


def test_refuses_an_empty_page(communities: Any, town: int, fishers: LocalAccount) -> None:
    with refused("communities: empty page"):
        communities.enrol(town, b"", sender=fishers.address)
    assert communities.community(town)[5:] == (0, 0)


@pytest.mark.parametrize("size", [1, 19, 21, 39, 41])
def test_refuses_parts_of_an_address(
    communities: Any, town: int, fishers: LocalAccount, size: int
) -> None:
    with refused("communities: not whole addresses"):
        communities.enrol(town, b"\x11" * size, sender=fishers.address)


def test_refuses_more_than_a_page_holds(communities: Any, town: int, fishers: LocalAccount) -> None:
    people = b"\x11" * 20
    calldata = bytearray(communities.enrol.prepare_calldata(town, people * 1024))
    calldata[68:100] = (20 * 1025).to_bytes(32, "big")
    data = bytes(calldata) + people + bytes(12)
    run = boa.env.execute_code(communities.address, sender=fishers.address, data=data)
    assert run.is_error and run.output == b"", "the ABI refuses it without words"
    assert communities.community(town)[5:] == (0, 0)


def test_refuses_anybody_else(communities: Any, town: int, stranger: LocalAccount) -> None:
    with refused("communities: not the steward"):
        communities.enrol(town, packed([stranger]), sender=stranger.address)


def test_refuses_an_unknown_community(communities: Any, town: int, fishers: LocalAccount) -> None:
    with refused("communities: no such community"):
        communities.enrol(town + 1, packed([fishers]), sender=fishers.address)


@pytest.mark.parametrize(("size", "budget"), [(256, 4_700), (289, 4_680), (1_024, 4_440)])
def test_costs_at_most_4_700_gas_a_person_with_the_transaction(size: int, budget: int) -> None:
    """Of receipts: titanoboa keeps slots warm and dirty between calls, which would flatter."""
    tester = EthereumTester(PyEVMBackend())
    assert tester.backend.chain.get_vm().fork == EVM_VERSION
    web3 = Web3(EthereumTesterProvider(tester))
    steward, face = web3.eth.accounts[0], compiled("Communities")

    def receipt(call: Any) -> Any:
        sent = call.transact({"from": steward, "gas": 29_000_000})
        return web3.eth.wait_for_transaction_receipt(sent)

    contract = web3.eth.contract(abi=face["abi"], bytecode=face["bytecode"])
    contract = web3.eth.contract(receipt(contract.constructor()).contractAddress, abi=face["abi"])
    receipt(contract.functions.register(LOCAL, "PT", PROFILE))
    # Hashes, so that calldata has as few zero bytes as random addresses have.
    people = b"".join(keccak(number.to_bytes(8, "big"))[:20] for number in range(size))
    gas = receipt(contract.functions.enrol(1, people)).gasUsed
    assert gas <= size * budget, f"{gas / size:.0f} gas a person at {size}"
