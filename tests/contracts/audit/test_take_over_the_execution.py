# SPDX-License-Identifier: Apache-2.0
"""Somebody tries to spoil an execution from outside: little gas, dust, calls inside calls."""

from __future__ import annotations

from typing import Any

import boa
import pytest

from tests.contracts.boa_chain import account, deployer, now, refused
from tests.contracts.federation.assembly import EXECUTABLE, EXECUTED, Assembly, Town


@pytest.fixture
def target() -> Any:
    return deployer("tests/mocks/Target.vy").deploy()


def test_too_little_gas_spends_nothing(sea: Assembly, target: Any, towns: list[Town]) -> None:
    calls = [(str(target.address), 0, target.take.prepare_calldata(1))] * 8
    motion = sea.propose(towns[0], *calls)
    sea.carry(motion, towns)
    for gas in range(60_000, 360_000, 20_000):
        with boa.env.anchor():
            try:
                sea.contract.execute(*motion.execution, gas=gas)
            except boa.BoaError:
                assert (sea.stage(motion), target.times()) == (EXECUTABLE, 0)
            else:
                assert (sea.stage(motion), target.times()) == (EXECUTED, 8)
    sea.execute(motion)


def test_dust_on_every_account_changes_nothing(sea: Assembly, towns: list[Town]) -> None:
    """Coin on an address that had none makes it exist; a payment binds no code."""
    payee, call = account("payee").address, sea.call("appoint", 1, account("payee").address)
    boa.env.set_balance(sea.address, 5)
    motion = sea.propose(towns[0], (payee, 5, b""), (call[0], 0, b""))
    sea.carry(motion, towns)
    boa.env.set_balance(payee, 1)
    boa.env.set_balance(sea.address, 6)
    sea.execute(motion)
    assert (boa.env.get_balance(payee), boa.env.get_balance(sea.address)) == (6, 1)


def test_a_proposal_cant_carry_out_itself_from_inside(sea: Assembly, towns: list[Town]) -> None:
    """One decision may carry out another, each once."""
    boa.env.set_balance(sea.address, 10)
    payee = account("payee").address
    first = sea.propose(towns[0], (payee, 3, b""))
    data = sea.contract.execute.prepare_calldata(*first.execution)
    outer = sea.propose(towns[0], (sea.address, 0, data))
    twice = sea.propose(towns[0], (sea.address, 0, data), (sea.address, 0, data))
    sea.opens(twice)
    for motion in (first, outer, twice):
        for town in towns:
            sea.steward_votes(motion, town)
            for offset in range(len(town.people)):
                sea.vote(motion, town, offset)
    boa.env.time_travel(seconds=sea.contract.proposal(twice.number).executable_at - now())
    with refused("federation: not executable now"):
        sea.execute(twice)
    assert boa.env.get_balance(payee) == 0
    sea.execute(outer)
    assert boa.env.get_balance(payee) == 3
    assert sea.stage(first) == sea.stage(outer) == EXECUTED
    with refused("federation: not executable now"):
        sea.execute(first)
