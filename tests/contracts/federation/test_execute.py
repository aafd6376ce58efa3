# SPDX-License-Identifier: Apache-2.0
"""Federation.execute: what was carried is done once, after its delay, by anybody, whole or not."""

from __future__ import annotations

from typing import Any

import boa
import pytest

from tests.contracts.boa_chain import account, deployer, events, now, refused
from tests.contracts.federation.assembly import (
    EXECUTABLE,
    EXECUTED,
    EXPIRED,
    GRACE,
    PENDING,
    WAIT,
    Assembly,
    Motion,
    Town,
    until,
)

PAYEE = account("payee").address


@pytest.fixture
def target() -> Any:
    return deployer("tests/mocks/Target.vy").deploy()


def take(target: Any, times: int = 1, value: int = 0) -> tuple[str, int, bytes]:
    return str(target.address), value, target.take.prepare_calldata(times)


def test_anybody_executes_what_was_carried(sea: Assembly, target: Any, towns: list[Town]) -> None:
    boa.env.set_balance(sea.address, 12)
    calls = ((PAYEE, 5, b""), take(target, 3, 4), take(target, 2, 3))
    motion = sea.propose(towns[0], *calls)
    sea.carry(motion, towns)
    sea.execute(motion)
    logged = events(sea.contract)
    assert logged == [
        {"event": "ProposalExecuted", "proposal_id": 1, "actor": account("anybody").address}
    ]
    assert boa.env.get_balance(PAYEE) == 5
    assert (target.taken(), target.times()) == (7, 5)
    assert boa.env.get_balance(sea.address) == 0
    assert sea.stage(motion) == EXECUTED
    until(now() + 10**8)
    assert sea.stage(motion) == EXECUTED


def test_only_between_its_delay_and_its_expiry(sea: Assembly, towns: list[Town]) -> None:
    """Threat: immediate execution without delay."""
    motion = sea.propose(towns[0])
    sea.carry(motion, towns)
    executable_at = sea.closes_at(motion) + WAIT
    expires_at = executable_at + GRACE
    for second, is_good in (
        (executable_at, True),
        (executable_at + 1, True),
        (expires_at - 1, True),
        (expires_at, False),
        (expires_at + 1, False),
    ):
        until(second)
        with boa.env.anchor():
            if is_good:
                assert sea.stage(motion) == EXECUTABLE
                sea.execute(motion)
                continue
            assert sea.stage(motion) == EXPIRED
            with refused("federation: not executable now"):
                sea.execute(motion)


def test_not_before_its_delay(sea: Assembly, towns: list[Town]) -> None:
    motion = sea.propose(towns[0])
    opened_at = motion.opened_at
    for back in (WAIT, 1):
        with boa.env.anchor():
            sea.opens(motion)
            for town in towns:
                for offset in range(len(town.people)):
                    sea.vote(motion, town, offset)
                sea.steward_votes(motion, town)
            with refused("federation: not executable now"):
                sea.execute(motion)
            until(sea.closes_at(motion) + WAIT - back)
            with refused("federation: not executable now"):
                sea.execute(motion)
    assert now() == opened_at
    assert sea.stage(motion) == PENDING
    with refused("federation: not executable now"):
        sea.execute(motion)


def test_not_twice(sea: Assembly, target: Any, towns: list[Town]) -> None:
    """Threat: executed twice."""
    motion = sea.decide(towns, take(target))
    with refused("federation: not executable now"):
        sea.execute(motion)
    assert target.times() == 1


def test_not_what_was_defeated(sea: Assembly, towns: list[Town]) -> None:
    motion = sea.propose(towns[0])
    until(sea.closes_at(motion) + WAIT)
    with refused("federation: not executable now"):
        sea.execute(motion)


def test_all_of_its_calls_or_none_and_then_again(
    sea: Assembly, target: Any, towns: list[Town]
) -> None:
    boa.env.set_balance(sea.address, 9)
    motion = sea.propose(towns[0], (PAYEE, 5, b""), take(target))
    sea.carry(motion, towns)
    target.close(True)
    with refused("target: closed"):
        sea.execute(motion)
    assert boa.env.get_balance(PAYEE) == 0
    assert sea.stage(motion) == EXECUTABLE
    target.close(False)
    sea.execute(motion)
    assert (boa.env.get_balance(PAYEE), target.times()) == (5, 1)


def test_a_payment_waits_for_the_money(sea: Assembly, towns: list[Town]) -> None:
    motion = sea.propose(towns[0], (PAYEE, 5, b""))
    sea.carry(motion, towns)
    with refused(None):
        sea.execute(motion)
    assert sea.stage(motion) == EXECUTABLE
    boa.env.set_balance(sea.address, 5)
    sea.execute(motion)
    assert boa.env.get_balance(PAYEE) == 5


def changed(motion: Motion, part: str, target: Any) -> tuple[Any, ...]:
    number, title, text, proposer, calls = motion.execution
    ((address, value, data),) = calls
    return {
        "title": (number, bytes(32), text, proposer, calls),
        "text": (number, title, bytes(32), proposer, calls),
        "proposer": (number, title, text, proposer + 1, calls),
        "target": (number, title, text, proposer, [(PAYEE, value, b"")]),
        "value": (number, title, text, proposer, [(address, value + 1, data)]),
        "data": (number, title, text, proposer, [take(target, 2, value)]),
        "more": (number, title, text, proposer, [*calls, *calls]),
        "fewer": (number, title, text, proposer, []),
    }[part]


@pytest.mark.parametrize(
    "part", ["title", "text", "proposer", "target", "value", "data", "more", "fewer"]
)
def test_nothing_else_than_what_was_proposed(
    sea: Assembly, target: Any, towns: list[Town], part: str
) -> None:
    boa.env.set_balance(sea.address, 9)
    motion = sea.propose(towns[0], take(target))
    sea.carry(motion, towns)
    with refused("proposals: not what was proposed"):
        sea.contract.execute(*changed(motion, part, target))
    sea.execute(motion)


def test_refuses_a_proposal_that_isnt_there(sea: Assembly, towns: list[Town]) -> None:
    motion = sea.propose(towns[0])
    for number in (0, 2):
        with refused("proposals: no such proposal"):
            sea.contract.execute(number, *motion.execution[1:])


def test_the_code_behind_a_target_is_bound(sea: Assembly, target: Any, towns: list[Town]) -> None:
    """Threat: code swapped behind an approved address."""
    motion = sea.propose(towns[0], take(target))
    sea.carry(motion, towns)
    code = boa.env.get_code(target.address)
    boa.env.set_code(target.address, b"\x00")
    with refused("proposals: not what was proposed"):
        sea.execute(motion)
    boa.env.set_code(target.address, b"")
    with refused("proposals: target has no code"):
        sea.execute(motion)
    boa.env.set_code(target.address, code)
    sea.execute(motion)
    assert target.times() == 1


def test_a_payees_account_may_become_a_wallet(sea: Assembly, towns: list[Town]) -> None:
    motion = sea.propose(towns[0], (PAYEE, 5, b""))
    boa.env.set_balance(sea.address, 5)
    sea.carry(motion, towns)
    boa.env.set_code(PAYEE, b"\x00")
    sea.execute(motion)
    assert boa.env.get_balance(PAYEE) == 5


def test_a_target_that_comes_back_gains_nothing(
    sea: Assembly, target: Any, port: Town, towns: list[Town]
) -> None:
    """Threat: a target re-enters; its proposal is marked as executed before it is called."""
    address, contract = str(target.address), sea.contract
    boa.env.set_balance(sea.address, 9)
    # A proposal can't name itself, so another with the same target carries what comes back.
    first = sea.propose(port, (PAYEE, 5, b""), take(target))
    again = contract.execute.prepare_calldata(*first.execution)
    second = sea.propose(
        port,
        (address, 0, target.come_back.prepare_calldata(contract.admit.prepare_calldata(4))),
        (address, 0, target.come_back.prepare_calldata(contract.expel.prepare_calldata(1))),
    )
    sea.opens(first)
    for each in (first, second):
        for town in towns:
            for offset in range(len(town.people)):
                sea.vote(each, town, offset)
            sea.steward_votes(each, town)
    until(sea.closes_at(first) + WAIT)
    sea.execute(second)
    assert [target.successes(0), target.successes(1)] == [False, False]
    for number in (0, 1):
        assert b"federation: not by proposal" in target.answers(number)
    with boa.env.prank(sea.address):
        target.come_back(again)
    assert target.successes(2), "anybody may execute, a contract too"
    with boa.env.prank(sea.address):
        target.come_back(again)
    assert not target.successes(3)
    assert b"federation: not executable now" in target.answers(3)
    assert (boa.env.get_balance(PAYEE), target.times()) == (5, 1)


def test_a_payee_that_executes_again_is_refused(sea: Assembly, towns: list[Town]) -> None:
    """Threat: re-entrance by a payment; everything reverts with the inner refusal."""
    payee = str(deployer("tests/mocks/Returning.vy").deploy().address)
    motion = sea.propose(towns[0], (payee, 1, b""))
    boa.env.set_balance(sea.address, 2)
    again = sea.contract.execute.prepare_calldata(*motion.execution)
    deployer("tests/mocks/Returning.vy").at(payee).prepare(again)
    sea.carry(motion, towns)
    with refused("federation: not executable now"):
        sea.execute(motion)
    assert sea.stage(motion) == EXECUTABLE
    assert boa.env.get_balance(payee) == 0
