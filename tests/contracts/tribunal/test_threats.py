# SPDX-License-Identifier: Apache-2.0
"""What may be tried against a tribunal, and what answers it."""

from __future__ import annotations

from dataclasses import replace

from symbio.domain.tribunal import USUAL
from tests.contracts.boa_chain import account, pass_time, refused
from tests.contracts.federation.assembly import RULES, Assembly
from tests.contracts.tribunal.trial import (
    APPEALABLE,
    CLAUSE,
    MEDIATION_ORDER,
    SETTLED,
    TRIBUNAL,
    WORLD,
    Trial,
)


def ruled_by(trial: Trial) -> Assembly:
    """Found a federation of the same towns whose charter names the tribunal."""
    rules = replace(RULES, tribunal=str(trial.tribunal.address))
    league = Assembly.found(trial.book, trial.factory, trial.towns[:4], rules, name="Reef League")
    pass_time(1)
    return league


def test_nobody_is_expelled_while_their_case_is_open(trial: Trial) -> None:
    """Threat: expulsion used to silence a party mid-case."""
    league = ruled_by(trial)
    case_id = trial.open(federation=league.address)
    motion = league.propose(trial.divers, league.call("expel", trial.fishers.number))
    league.carry(motion, trial.towns[:4])
    with refused("federation: party to an open case"):
        league.execute(motion)
    trial.accept(case_id, trial.file(case_id))
    league.execute(motion)
    assert league.contract.member(trial.fishers.number).ended_at != 0


def test_others_cases_keep_no_federation_from_deciding(trial: Trial) -> None:
    """Threat: a case opened elsewhere, by a friend, so that a federation can't expel."""
    league = ruled_by(trial)
    trial.open(trial.fishers, claimant=trial.hosts)
    motion = league.propose(trial.divers, league.call("expel", trial.fishers.number))
    league.carry(motion, trial.towns[:4])
    league.execute(motion)
    assert league.contract.member(trial.fishers.number).ended_at != 0


def test_who_leaves_takes_its_case_along(trial: Trial) -> None:
    """Threat: exit used to dodge a case; exit isn't blocked, and the case goes on."""
    case_id = trial.arbitrated()
    trial.federation.contract.leave(trial.hosts.number, sender=trial.hosts.steward.address)
    pass_time(60 * 86_400)
    assert not trial.federation.contract.is_member(trial.hosts.number)
    trial.decide(case_id)
    assert trial.state(case_id) == APPEALABLE
    trial.tribunal.appeal(case_id, 2, sender=trial.hosts.steward.address)
    assert trial.juries.called(2).excluded == [1, 2]


def test_a_new_steward_speaks_for_its_community(trial: Trial) -> None:
    case_id, heir = trial.open(), account("heir").address
    number = trial.file(case_id)
    trial.accept(case_id, number, trial.hosts)
    trial.book.offer_stewardship(1, heir, sender=trial.fishers.steward.address)
    trial.book.accept_stewardship(1, sender=heir)
    with refused("plans: not the steward"):
        trial.accept(case_id, number, trial.fishers)
    trial.plans.accept_plan(case_id, 1, number, sender=heir)
    assert trial.state(case_id) == SETTLED


def test_no_party_wins_by_money(trial: Trial) -> None:
    """Threat: appeals decided by whoever pays; no step of a case takes value."""
    case_id = trial.arbitrated()
    trial.decide(case_id)
    abi = {each["name"]: each for each in trial.tribunal.abi if each["type"] == "function"}
    takes_value = {name for name, each in abi.items() if each["stateMutability"] == "payable"}
    assert takes_value == {"createDispute"}


def test_a_bench_is_called_anew_but_never_at_will(trial: Trial) -> None:
    """Threat: another draw for whoever doesn't like the first; only a failed bench is replaced."""
    case_id = trial.tried()
    for stage in (1, 2, 4, 8, 16):
        trial.juries.stand(2, stage, 0)
        with refused("tribunal: the jury isn't done"):
            trial.tribunal.conclude(case_id)
    assert trial.juries.count() == 2


def test_nothing_but_the_chosen_plan_is_in_force(trial: Trial) -> None:
    """Threat: a ruling after settlement, and a plan by whoever filed it."""
    case_id = trial.tried(plans=2)
    assert trial.tribunal.plan_in_force(case_id) == (0, 0)
    trial.accept(case_id, 2)
    trial.juries.stand(2, 32, 1)
    with refused("tribunal: nothing to conclude"):
        trial.tribunal.conclude(case_id)
    assert trial.tribunal.plan_in_force(case_id)[0] == 2


def test_a_panels_choice_is_gone_once_appealed(trial: Trial) -> None:
    case_id = trial.arbitrated()
    trial.decide(case_id)
    trial.juries.shrink(WORLD, True)
    trial.tribunal.appeal(case_id, 2, sender=trial.hosts.steward.address)
    assert trial.state(case_id) == MEDIATION_ORDER
    assert trial.tribunal.case(case_id).plan == 0
    assert trial.tribunal.plan_in_force(case_id) == (0, 0)


def test_every_case_owns_its_state(trial: Trial) -> None:
    """Threat: deferred operations of one case that corrupt another's."""
    first, second = trial.arbitrated(), trial.open(facts=CLAUSE)
    trial.file(second, trial.hosts)
    trial.decide(first)
    trial.accept(second, 1)
    assert trial.state(first) == APPEALABLE and trial.state(second) == SETTLED
    assert trial.tribunal.is_party_in(trial.federation.address, 1)
    pass_time(USUAL.appeal)
    trial.tribunal.conclude(first)
    assert not trial.tribunal.is_party_in(trial.federation.address, 1)


def test_a_jury_sits_for_its_own_case_alone(trial: Trial) -> None:
    first, second = trial.tried(), trial.tried(facts=CLAUSE)
    trial.decide(second)
    with refused("tribunal: the jury isn't done"):
        trial.tribunal.conclude(first)
    assert trial.state(first) == TRIBUNAL
