# SPDX-License-Identifier: Apache-2.0
"""The EVM that gas is measured on follows Prague's rules, and repeats itself."""

from __future__ import annotations

import pytest

from benchmarks.gas.evm import Evm, Reverted, person

# Returns what it was sent: CALLDATASIZE PUSH0 PUSH0 CALLDATACOPY CALLDATASIZE PUSH0 RETURN
ECHO = "365f5f37365ff3"
STORES = "5f3560205500"  # SSTORE(32, calldata word 0)
REFUSES = "5f5ffd"


def initcode(runtime: str) -> bytes:
    code = bytes.fromhex(runtime)
    return bytes.fromhex(f"60{len(code):02x}8060093d393df3") + code


@pytest.fixture(scope="module")
def evm() -> Evm:
    return Evm()


def test_a_plain_payment_costs_what_every_transaction_costs(evm: Evm) -> None:
    assert evm.send(evm.founder, person("anybody").address, "0x", 1) == 21_000


def test_data_that_nobody_reads_costs_pragues_floor(evm: Evm) -> None:
    sent = evm.send(evm.founder, person("anybody").address, "0x" + "01" * 100)
    assert sent == 21_000 + 40 * 100


def test_storage_is_cold_in_every_transaction(evm: Evm) -> None:
    contract = evm.deploy([], initcode(STORES))
    one, two = (number.to_bytes(32, "big").hex() for number in (1, 2))
    first = evm.send(evm.founder, contract.address, "0x" + one)
    later = evm.send(evm.founder, contract.address, "0x" + two)
    assert first - later == 20_000 - 2_900
    again = evm.send(evm.founder, contract.address, "0x" + two)
    assert later - again == 2_900 - 100


def test_clearing_storage_is_refunded_within_the_receipt(evm: Evm) -> None:
    contract = evm.deploy([], initcode(STORES))
    evm.send(evm.founder, contract.address, "0x" + "00" * 31 + "01")
    cleared = evm.send(evm.founder, contract.address, "0x" + "00" * 32)
    plain = 21_000 + 4 * 32 + 2 + 3 + 3 + 5_000
    assert cleared == plain - 4_800


def test_what_is_refused_stops_the_measurement(evm: Evm) -> None:
    contract = evm.deploy([], initcode(REFUSES))
    with pytest.raises(Reverted, match=contract.address):
        evm.send(evm.founder, contract.address, "0x01020304")


def test_two_chains_give_the_same_addresses_and_times(evm: Evm) -> None:
    first, second = Evm(), Evm()
    assert first.deploy([], initcode(ECHO)).address == second.deploy([], initcode(ECHO)).address
    assert first.now() == second.now()
    later = first.now() + 1_000
    first.until(later)
    second.until(later)
    assert first.now() == second.now()


def test_the_code_hash_is_that_of_the_code(evm: Evm) -> None:
    contract = evm.deploy([], initcode(ECHO))
    assert evm.call(contract.address, "0x1234") == "0x1234"
    assert evm.code_hash(contract.address) != evm.code_hash(evm.founder.address)
