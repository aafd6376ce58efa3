# SPDX-License-Identifier: Apache-2.0
"""Circles' Hub v2: closed rings of people, each of whom pays the next in personal Circles.

The Hub's two neighbours, its first version and its registry of names, are asked while people sign
up and never by a flow matrix; a contract that answers zero to everything stands for both.
"""

from __future__ import annotations

from typing import Any

from benchmarks.gas.compiled import Code
from benchmarks.gas.evm import Contract, Evm, Person

NAME = "Circles Hub v2 0.3.7-beta, moving tokens"
SIZES = (50, 100, 400)
RING = 50
DAY = 86_400
DAY_ZERO = 1_602_720_000  # of Circles' demurrage, as it is on Gnosis Chain
FOREVER = 2**96 - 1
HELD, PAID = 10**21, 1_234_567_890_123_456_789
# Its initcode, and the code itself: PUSH1 32 PUSH0 RETURN.
ZERO = bytes.fromhex("6360205ff35f526004601cf3")


def measure(evm: Evm, code: dict[str, Code]) -> dict[str, int]:
    """One step of a flow matrix of 50, 100 and 400, and of 400 a month after the last."""
    zero = evm.deploy([], ZERO).address
    migrator, carrier = evm.person("migrator"), evm.person("carrier of flows")
    made, parts = code["Hub"], (zero, zero, migrator.address, zero, zero)
    hub = evm.deploy(made.abi, made.initcode, *parts, DAY_ZERO, 365 * DAY, "")
    people = [evm.person(f"circle {number}") for number in range(max(SIZES))]
    _sign_up(hub, migrator, people)

    # Everybody has held the other's Circles before.
    everybody = _matrix(people)
    hub.send(carrier, "operateFlowMatrix", *everybody)
    evm.until(evm.now() + 30 * DAY)
    later = hub.send(carrier, "operateFlowMatrix", *everybody)
    gas = {"flow_400_month": -(-later // max(SIZES))}
    for size in SIZES:
        moved = hub.send(carrier, "operateFlowMatrix", *_matrix(people[:size]))
        gas[f"set_off_{size}"] = -(-moved // size)
    return gas


def _sign_up(hub: Contract, migrator: Person, people: list[Person]) -> None:
    """Let all be humans who hold their own Circles and trust those of whoever is before them."""
    hub.send(migrator, "registerOrganization", "Migrator", bytes(32))
    for start in range(0, len(people), 100):
        page = [each.address for each in people[start : start + 100]]
        hub.send(migrator, "migrate", migrator.address, page, [1] * len(page))
    for number, each in enumerate(people):
        hub.send(migrator, "migrate", each.address, [each.address], [HELD])
        hub.send(people[_next(number)], "trust", each.address, FOREVER)


def _next(number: int) -> int:
    first = number // RING * RING
    return first + (number + 1 - first) % RING


def _matrix(people: list[Person]) -> tuple[list[str], list[tuple[int, int]], list[Any], bytes]:
    """Vertices in order, flows, no streams (all nets to zero), and whose Circles, from, to."""
    vertices = sorted((each.address for each in people), key=lambda address: int(address, 16))
    place = {address: number for number, address in enumerate(vertices)}
    flows, coordinates = [], b""
    for number, each in enumerate(people):
        flows.append((0, PAID + number // RING))
        payer, payee = place[each.address], place[people[_next(number)].address]
        coordinates += b"".join(part.to_bytes(2) for part in (payer, payer, payee))
    return vertices, flows, [], coordinates
