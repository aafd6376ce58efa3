# SPDX-License-Identifier: Apache-2.0
"""Mediation: the willing, agreement, the lot, acceptance, stepping down."""

from __future__ import annotations

import pytest

from symbio.domain.rules import DAY
from symbio.domain.tribunal import USUAL
from tests.contracts.boa_chain import NOBODY, now, pass_time, refused
from tests.contracts.federation.assembly import Town
from tests.contracts.tribunal.trial import LOT, NOTHING, STEWARD, Trial


def volunteer(trial: Trial, town: Town, *, willing: bool = True, federation: str = "") -> None:
    trial.mediation.volunteer(
        federation or trial.federation.address,
        town.number,
        town.steward.address,
        STEWARD,
        willing,
        sender=town.steward.address,
    )


def propose(trial: Trial, case_id: int, town: Town, community: int, who: str, place: int) -> None:
    trial.mediation.propose_mediator(
        case_id, town.number, community, who, place, sender=town.steward.address
    )


def agree(trial: Trial, case_id: int, mediator: Town) -> None:
    for town in (trial.fishers, trial.hosts):
        propose(trial, case_id, town, mediator.number, mediator.steward.address, STEWARD)


def drawn(trial: Trial) -> int:
    """Open a case among three who are willing, and draw."""
    volunteer(trial, trial.divers)
    volunteer(trial, trial.towns[3])
    pass_time(1)
    case_id = trial.open()
    trial.beacon.give(trial.tribunal.case(case_id).target, LOT)
    pass_time(USUAL.agreement)
    trial.mediation.draw_mediator(case_id, sender=trial.stranger)
    return case_id


def test_a_steward_lists_the_willing(trial: Trial) -> None:
    volunteer(trial, trial.divers)
    us, steward = trial.federation.address, trial.divers.steward.address
    assert trial.said(trial.mediation) == [
        {
            "event": "MediatorVolunteered",
            "community_id": 3,
            "steward": steward,
            "federation": us,
            "account": steward,
            "is_willing": True,
            "position": 0,
        }
    ]
    found = trial.mediation.volunteer_at(us, 0)
    assert tuple(found) == (3, steward, now(), True)
    assert trial.mediation.volunteers(us) == trial.mediation.position_of(us, 3) == 1
    pass_time(5)
    volunteer(trial, trial.divers, willing=False)
    assert tuple(trial.mediation.volunteer_at(us, 0)) == (3, steward, now(), False)
    assert trial.mediation.volunteers(us) == 1


def test_a_person_of_the_roll_is_willing(trial: Trial) -> None:
    person = trial.divers.people[2].address
    trial.mediation.volunteer(NOBODY, 3, person, 2, True, sender=trial.divers.steward.address)
    assert trial.mediation.volunteer_at(NOBODY, 0).account == person


def test_volunteering_refuses(trial: Trial) -> None:
    us, steward = trial.federation.address, trial.divers.steward.address
    ask = trial.mediation.volunteer
    with refused("mediation: not the steward"):
        ask(us, 3, steward, STEWARD, True, sender=trial.stranger)
    with refused("mediation: not of the community"):
        ask(us, 3, trial.stranger, STEWARD, True, sender=steward)
    with refused("mediation: not of the community"):
        ask(us, 3, trial.divers.people[0].address, 1, True, sender=steward)
    with refused("mediation: not of the community"):
        ask(us, 3, NOBODY, 7, True, sender=steward)
    with refused("mediation: not a federation"):
        ask(trial.stranger, 3, steward, STEWARD, True, sender=steward)
    with refused("mediation: no such volunteer"):
        ask(us, 3, steward, STEWARD, False, sender=steward)
    with refused("mediation: no such volunteer"):
        trial.mediation.volunteer_at(us, 0)
    outsider = trial.towns[4].steward.address
    with refused("mediation: not a member community"):
        ask(us, 5, outsider, STEWARD, True, sender=outsider)


def test_the_parties_agree_on_a_mediator(trial: Trial) -> None:
    case_id, mediator = trial.open(), trial.divers.people[1].address
    propose(trial, case_id, trial.fishers, 3, mediator, 1)
    assert trial.said(trial.mediation) == [
        {
            "event": "MediatorProposed",
            "case_id": case_id,
            "steward": trial.fishers.steward.address,
            "party_id": 1,
            "community_id": 3,
            "account": mediator,
            "is_agreed": False,
        }
    ]
    assert trial.mediation.proposed(case_id, 1) == (3, mediator)
    with refused("mediation: not your turn"):
        trial.mediation.accept_mediation(case_id, sender=mediator)
    propose(trial, case_id, trial.hosts, 3, mediator, 1)
    assert trial.said(trial.mediation)[0]["is_agreed"]
    assert trial.mediation.mediation(case_id).agreed == mediator
    trial.mediation.accept_mediation(case_id, sender=mediator)
    assert trial.said(trial.mediation) == [
        {
            "event": "MediationAccepted",
            "case_id": case_id,
            "mediator": mediator,
            "community_id": 3,
        }
    ]
    assert trial.mediation.mediator(case_id) == mediator
    assert trial.mediation.mediation(case_id).community_id == 3


def test_naming_different_ones_is_no_agreement(trial: Trial) -> None:
    case_id = trial.open()
    propose(trial, case_id, trial.fishers, 3, trial.divers.people[0].address, 0)
    propose(trial, case_id, trial.hosts, 3, trial.divers.people[1].address, 1)
    assert trial.mediation.mediation(case_id).agreed == NOBODY


def test_a_party_never_mediates_its_own_case(trial: Trial) -> None:
    """Threat: a mediator of a party's or an affected community, or a steward of two."""
    case_id = trial.open(affected=(3,))
    for town in (trial.fishers, trial.hosts, trial.divers):
        with refused("mediation: not a third community"):
            propose(trial, case_id, trial.fishers, town.number, town.steward.address, STEWARD)
    double = trial.book.register(1, "PT", NOTHING, sender=trial.hosts.steward.address)
    for town in (trial.fishers, trial.hosts):
        propose(trial, case_id, town, double, trial.hosts.steward.address, STEWARD)
    with refused("mediation: a party mediates for itself"):
        trial.mediation.accept_mediation(case_id, sender=trial.hosts.steward.address)


def test_proposing_refuses(trial: Trial) -> None:
    case_id, mediator = trial.open(), trial.divers.steward.address
    with refused("mediation: not a party"):
        propose(trial, case_id, trial.divers, 3, mediator, STEWARD)
    with refused("mediation: not the steward"):
        trial.mediation.propose_mediator(
            case_id, 1, 3, mediator, STEWARD, sender=trial.hosts.steward.address
        )
    with refused("mediation: not of the community"):
        propose(trial, case_id, trial.fishers, 3, trial.stranger, STEWARD)
    with refused("mediation: no such community"):
        propose(trial, case_id, trial.fishers, 2**32, mediator, STEWARD)
    pass_time(USUAL.mediation)
    trial.escalate(case_id)
    with refused("mediation: not in mediation"):
        propose(trial, case_id, trial.fishers, 3, mediator, STEWARD)


def test_a_lot_draws_among_the_willing(trial: Trial) -> None:
    case_id = drawn(trial)
    (said,) = trial.said(trial.mediation)
    assert said["event"] == "MediatorsDrawn" and sorted(said["positions"]) == [0, 1]
    found = trial.mediation.mediation(case_id)
    assert (found.drawn_at, found.drawn) == (now(), said["positions"])
    first, second = (
        trial.mediation.volunteer_at(trial.federation.address, place).account
        for place in said["positions"]
    )
    with refused("mediation: not your turn"):
        trial.mediation.accept_mediation(case_id, sender=second)
    pass_time(2 * DAY)
    with refused("mediation: not your turn"):
        trial.mediation.accept_mediation(case_id, sender=first)
    trial.mediation.accept_mediation(case_id, sender=second)
    assert trial.mediation.mediator(case_id) == second


def test_a_turn_passes_after_two_days_and_then_nobodys_is_left(trial: Trial) -> None:
    case_id = drawn(trial)
    pass_time(4 * DAY)
    for town in (trial.divers, trial.towns[3]):
        with refused("mediation: not your turn"):
            trial.mediation.accept_mediation(case_id, sender=town.steward.address)


@pytest.mark.parametrize("when", ["later", "again"])
def test_who_joins_after_the_opening_is_not_drawn(trial: Trial, when: str) -> None:
    """Threat: the list is changed by whoever knows the lot."""
    volunteer(trial, trial.divers)
    pass_time(1)
    case_id = trial.open()
    volunteer(trial, trial.towns[3])
    if when == "again":
        volunteer(trial, trial.divers)
    trial.beacon.give(trial.tribunal.case(case_id).target, LOT)
    pass_time(USUAL.agreement)
    if when == "again":
        with refused("mediation: nobody is willing"):
            trial.mediation.draw_mediator(case_id)
        return
    trial.mediation.draw_mediator(case_id)
    assert trial.mediation.mediation(case_id).drawn == [0]


def test_who_is_excluded_or_unwilling_is_not_drawn(trial: Trial) -> None:
    for town in trial.towns[:4]:
        volunteer(trial, town)
    pass_time(1)
    case_id = trial.open(affected=(3,))
    trial.beacon.give(trial.tribunal.case(case_id).target, LOT)
    pass_time(USUAL.agreement)
    trial.mediation.draw_mediator(case_id)
    assert trial.mediation.mediation(case_id).drawn == [3]
    volunteer(trial, trial.towns[3], willing=False)
    with refused("mediation: not your turn"):
        trial.mediation.accept_mediation(case_id, sender=trial.towns[3].steward.address)


def test_the_lot_refuses(trial: Trial) -> None:
    volunteer(trial, trial.divers)
    pass_time(1)
    case_id = trial.open()
    pass_time(USUAL.agreement - 1)
    with refused("mediation: time to agree isn't over"):
        trial.mediation.draw_mediator(case_id)
    pass_time(1)
    with refused("mediation: the beacon has no seed yet"):
        trial.mediation.draw_mediator(case_id)
    trial.beacon.give(trial.tribunal.case(case_id).target, LOT)
    trial.mediation.draw_mediator(case_id)
    with refused("mediation: drawn already"):
        trial.mediation.draw_mediator(case_id)
    trial.mediation.accept_mediation(case_id, sender=trial.divers.steward.address)
    with refused("mediation: there is a mediator"):
        trial.mediation.draw_mediator(case_id)


def test_the_parties_may_agree_on_another(trial: Trial) -> None:
    case_id = drawn(trial)
    first = trial.mediation.volunteer_at(
        trial.federation.address, trial.mediation.mediation(case_id).drawn[0]
    ).account
    trial.mediation.accept_mediation(case_id, sender=first)
    outsider = trial.towns[4]
    agree(trial, case_id, outsider)
    trial.mediation.accept_mediation(case_id, sender=outsider.steward.address)
    assert trial.mediation.mediator(case_id) == outsider.steward.address


def test_a_mediator_steps_down(trial: Trial) -> None:
    case_id, mediator = trial.open(), trial.divers.steward.address
    agree(trial, case_id, trial.divers)
    trial.mediation.accept_mediation(case_id, sender=mediator)
    with refused("mediation: not the mediator"):
        trial.mediation.step_down(case_id, sender=trial.stranger)
    trial.mediation.step_down(case_id, sender=mediator)
    assert trial.said(trial.mediation) == [
        {"event": "MediatorSteppedDown", "case_id": case_id, "mediator": mediator}
    ]
    assert trial.mediation.mediator(case_id) == NOBODY
    with refused("mediation: not your turn"):
        trial.mediation.accept_mediation(case_id, sender=mediator)
