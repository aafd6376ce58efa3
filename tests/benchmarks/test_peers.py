# SPDX-License-Identifier: Apache-2.0
"""The peers do what the table says of them: signed orders, and flows that net to zero."""

from __future__ import annotations

import pytest
from eth_account import Account
from eth_account.messages import encode_typed_data

from benchmarks.gas import compiled
from benchmarks.gas.evm import CHAIN_ID, Contract, Evm, Reverted, person
from benchmarks.gas.peers import circles, seaport

SEAPORT = "0x" + "5e" * 20
COIN = "0x" + "c0" * 20


@pytest.fixture
def three(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(circles, "SIZES", (3,))
    monkeypatch.setattr(circles, "RING", 3)


def test_a_flow_matrix_names_its_vertices_in_order() -> None:
    people = [person(f"vertex {number}") for number in range(100)]
    vertices, flows, streams, coordinates = circles._matrix(people)
    assert [int(each, 16) for each in vertices] == sorted(int(each.address, 16) for each in people)
    assert len(flows) == len(coordinates) // 6 == 100
    assert streams == []


def test_everybody_of_a_ring_pays_and_is_paid_the_same() -> None:
    people = [person(f"vertex {number}") for number in range(100)]
    _, flows, _, coordinates = circles._matrix(people)
    net = [0] * len(people)
    for number, (_, amount) in enumerate(flows):
        places = coordinates[6 * number : 6 * number + 6]
        token, payer, payee = (int.from_bytes(places[at : at + 2]) for at in (0, 2, 4))
        assert token == payer != payee
        net[payer] -= amount
        net[payee] += amount
    assert set(net) == {0}


@pytest.mark.usefixtures("three")
def test_the_hub_runs_a_ring_that_its_package_s_code_accepts() -> None:
    gas = circles.measure(Evm(), compiled.circles())
    assert set(gas) == {"set_off_3", "flow_400_month"}
    assert gas["set_off_3"] > 21_000 // 3


@pytest.mark.usefixtures("three")
def test_the_hub_refuses_a_ring_that_does_not_close(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = circles._matrix

    def open_ended(people: list[circles.Person]) -> tuple[object, ...]:
        vertices, flows, streams, coordinates = whole(people)
        return vertices, flows[:-1], streams, coordinates[:-6]

    monkeypatch.setattr(circles, "_matrix", open_ended)
    with pytest.raises(Reverted):
        circles.measure(Evm(), compiled.circles())


def test_an_order_is_signed_by_its_offerer_in_64_bytes() -> None:
    offerer = person("offerer")
    gives = seaport.ERC20, COIN, 0, 5, 5
    wants = [(seaport.ERC20, SEAPORT, 0, 7, 7, offerer.address)]
    order = seaport.Order(offerer, gives, wants, (1, 2), 3)
    signature = order.signed(Contract(Evm(), SEAPORT, []))
    r, s = (int.from_bytes(signature[at : at + 32]) for at in (0, 32))
    parity, s = s >> 255, s & (1 << 255) - 1
    names = [part["name"] for part in seaport._TYPES["ConsiderationItem"]]
    fields = [field["name"] for field in seaport._TYPES["OrderComponents"]]
    message = dict(zip(fields, (*order.parameters()[:-1], 0), strict=True))
    message["offer"] = [dict(zip(names, gives, strict=False))]
    message["consideration"] = [dict(zip(names, wants[0], strict=True))]
    domain = {
        "name": "Seaport",
        "version": "1.6",
        "chainId": CHAIN_ID,
        "verifyingContract": SEAPORT,
    }
    typed = encode_typed_data(domain, seaport._TYPES, message)
    assert len(signature) == 64
    assert Account.recover_message(typed, vrs=(27 + parity, r, s)) == offerer.address
