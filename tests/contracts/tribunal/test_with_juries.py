# SPDX-License-Identifier: Apache-2.0
"""The whole ladder with juries drawn from rolls, not with benches that a test conducts."""

from __future__ import annotations

from typing import Any

import boa
import pytest

from symbio.domain.juries import WAVES
from symbio.domain.tribunal import USUAL, extra_data
from tests.contracts.boa_chain import deployer, pass_time
from tests.contracts.juries.drawing import SALT, WORD, Assize
from tests.contracts.juries.drawing import build as build_assize
from tests.contracts.tribunal.trial import (
    EVIDENCE,
    FULFILLED,
    IN_FORCE,
    MEDIATION_ORDER,
    RULED,
    TRIBUNAL,
    Trial,
    found,
    purse_code,
)


@pytest.fixture(scope="module")
def assize() -> Assize:
    return build_assize()


@pytest.fixture
def drawn(assize: Assize) -> Trial:
    """A tribunal whose juries are the real ones."""
    purse, _ = boa.env.deploy_code(bytecode=purse_code())
    treasury = deployer("Treasury").deploy(purse, assize.book)
    return found(
        assize.book,
        assize.factory,
        treasury,
        assize.lots,
        assize.juries,
        assize.federation,
        assize.towns,
    )


def seat(assize: Assize, jury_id: int) -> list[str]:
    """Let the beacon give the seed, and everybody sit whose turn it is, wave by wave."""
    assize.lots.give(assize.juries.jury(jury_id).target, WORD)
    assize.juries.seat_jury(jury_id)
    jury = assize.juries.jury(jury_id)
    sat: dict[int, str] = {}
    for _ in range(WAVES):
        for place in sorted(set(range(jury.size)) - set(sat)):
            try:
                sat[place] = assize.take(jury_id, place)
            except boa.BoaError:
                continue
        if len(sat) == jury.size:
            break
        pass_time(jury.wave)
    return [sat[place] for place in sorted(sat)]


def vote(assize: Assize, jury_id: int, people: list[str], choice: Any) -> None:
    jury = assize.juries.jury(jury_id)
    pass_time(jury.deliberation)
    for place, juror in enumerate(people):
        assize.commit(jury_id, juror, choice(place), SALT)
    pass_time(jury.commit)
    for place, juror in enumerate(people):
        assize.reveal(jury_id, juror, choice(place), SALT)
    pass_time(jury.reveal)


def test_a_jury_of_citizens_chooses_a_plan_that_is_fulfilled(assize: Assize, drawn: Trial) -> None:
    case_id = drawn.open()
    drawn.file(case_id)
    other = drawn.plan(drawn.owes(term=100 * 86_400), title="Another way")
    drawn.file(case_id, drawn.hosts, other)
    pass_time(USUAL.mediation)
    drawn.escalate(case_id)
    case = drawn.tribunal.case(case_id)
    assert case.state == TRIBUNAL, "no steward enlisted, so citizens sit at once"
    people = seat(assize, case.jury_id)
    assert len(people) >= 8, "two thirds of twelve"
    assert not {assize.community(juror) for juror in people} & set(case.parties)
    vote(assize, case.jury_id, people, lambda place: 0b10 if place % 4 else 0b01)
    drawn.tribunal.conclude(case_id, sender=drawn.stranger)
    assert drawn.state(case_id) == IN_FORCE
    assert drawn.tribunal.case(case_id).plan == 2
    drawn.remedies.adopt(case_id, other.for_chain())
    drawn.remedies.fulfil(1, EVIDENCE, sender=drawn.hosts.steward.address)
    drawn.remedies.confirm(1, sender=drawn.fishers.steward.address)
    assert drawn.state(case_id) == FULFILLED


def test_an_undecided_jury_is_reconvened_and_then_orders_mediation(
    assize: Assize, drawn: Trial
) -> None:
    case_id = drawn.open()
    drawn.file(case_id)
    pass_time(USUAL.mediation)
    drawn.escalate(case_id)
    jury_id = drawn.tribunal.case(case_id).jury_id
    people = seat(assize, jury_id)
    for state in (TRIBUNAL, MEDIATION_ORDER):
        vote(assize, jury_id, people, lambda place: place % 2)
        drawn.tribunal.conclude(case_id)
        assert drawn.state(case_id) == state


def test_silent_citizens_fail_three_juries_and_no_more(assize: Assize, drawn: Trial) -> None:
    case_id = drawn.open()
    pass_time(USUAL.mediation)
    drawn.escalate(case_id)
    for _ in range(3):
        jury_id = drawn.tribunal.case(case_id).jury_id
        assize.lots.give(assize.juries.jury(jury_id).target, WORD)
        assize.juries.seat_jury(jury_id)
        pass_time(WAVES * USUAL.wave)
        drawn.tribunal.conclude(case_id)
    assert drawn.state(case_id) == MEDIATION_ORDER


def test_a_beacon_that_lapsed_fails_a_jury(assize: Assize, drawn: Trial) -> None:
    case_id = drawn.open()
    pass_time(USUAL.mediation)
    drawn.escalate(case_id)
    first = drawn.tribunal.case(case_id).jury_id
    assize.lots.lose(assize.juries.jury(first).target)
    drawn.tribunal.conclude(case_id)
    assert drawn.tribunal.case(case_id).jury_id == first + 1


def test_three_jurors_rule_on_another_contracts_dispute(assize: Assize, drawn: Trial) -> None:
    arbitrable = deployer("tests/mocks/Arbitrable.vy").deploy()
    case_id = arbitrable.bring(drawn.tribunal, 101, extra_data(3, (1,)))
    jury_id = drawn.tribunal.case(case_id).jury_id
    people = seat(assize, jury_id)
    assert len(people) == 3
    vote(assize, jury_id, people, lambda place: (20, 101, 31)[place])
    drawn.tribunal.conclude(case_id)
    assert drawn.state(case_id) == RULED and arbitrable.ruling() == 31
