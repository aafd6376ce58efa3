# SPDX-License-Identifier: Apache-2.0
"""The Tribunal's and Plans' rules on chain and their twins agree: words, digests, plans, lots."""

from __future__ import annotations

from typing import Any

import boa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from symbio.domain import mediation
from symbio.domain.errors import Refused
from symbio.domain.plans import LONGEST, Kind, Obligation, Plan, check
from symbio.domain.rules import DAY
from symbio.domain.tribunal import BOUNDS, Bench, Rules, fingerprint
from tests.contracts.boa_chain import deployer, refused
from tests.contracts.tribunal.trial import Trial, build

BYTES32 = st.binary(min_size=32, max_size=32)
NUMBERS = st.integers(0, 5)
OBLIGATIONS = st.builds(
    Obligation,
    obligor=NUMBERS,
    beneficiary=NUMBERS,
    kind=st.sampled_from([0, 3, *Kind]),
    term=st.sampled_from([0, DAY - 1, DAY, 90 * DAY, LONGEST, LONGEST + 1]),
    description=BYTES32,
    clause=BYTES32,
    token=st.sampled_from(["0x" + "00" * 20, "0x" + "11" * 20]),
    amount=st.sampled_from([0, 1, 2**128 - 1, 2**128]),
    split_id=st.sampled_from([0, 1]),
)
PLANS = st.builds(
    Plan,
    title=st.sampled_from(["", "Repair the reef", "Arrecife — reparação 修復"]),
    text=BYTES32,
    obligations=st.lists(OBLIGATIONS, max_size=8).map(tuple),
)
GOOD = st.builds(
    Obligation,
    obligor=st.just(2),
    beneficiary=st.just(1),
    kind=st.sampled_from([Kind.REPAIR, Kind.APOLOGY, Kind.JOINT_PROJECT, Kind.CHANGE]),
    term=st.integers(DAY, LONGEST),
    description=BYTES32,
    clause=BYTES32,
)


@pytest.fixture(scope="module")
def trial() -> Trial:
    return build()


@pytest.fixture(scope="module")
def bench(trial: Trial) -> Any:
    return deployer("tests/mocks/CaseRulesBench.vy").deploy(trial.factory)


@st.composite
def rules(draw: Any) -> Rules:
    values = {name: draw(st.integers(*bounds)) for name, bounds in BOUNDS.items()}
    values["panel_of"] = Bench(values["panel_of"])
    values["agreement"] = min(values["agreement"], values["mediation"])
    values["grave_jury"] = max(values["grave_jury"], values["jury"])
    return Rules(**values)


def test_rules_are_one_word(bench: Any) -> None:
    assert bench.usual() == Rules().word

    @given(rules())
    def holds(said: Rules) -> None:
        assert bench.pack(said.for_chain()) == said.word
        assert Rules.from_chain(bench.unpack(said.word)) == said

    holds()


def test_a_plans_digest(trial: Trial) -> None:
    @given(PLANS)
    def holds(plan: Plan) -> None:
        assert trial.plans.plan_digest(plan.for_chain()) == plan.digest

    holds()


def test_a_plan_is_taken_or_refused_alike(trial: Trial) -> None:
    case_id = trial.open(affected=(3,))

    @given(st.one_of(PLANS, st.builds(Plan, st.just("Repair"), BYTES32, st.tuples(GOOD))))
    def holds(plan: Plan) -> None:
        try:
            check(plan, (1, 2), (3,))
        except Refused as refusal:
            with refused(refusal.reason):
                trial.file(case_id, plan=plan)
            return
        if any(each.kind == Kind.RESTITUTION and each.split_id == 0 for each in plan.obligations):
            with refused("plans: no such split"):
                trial.file(case_id, plan=plan)
            return
        with boa.env.anchor():
            trial.file(case_id, plan=plan)

    holds()


def test_a_fingerprint_is_of_parties_in_any_order(trial: Trial) -> None:
    @given(st.permutations([1, 2, 3, 4]), BYTES32.filter(any))
    def holds(parties: list[int], facts: bytes) -> None:
        claimant = trial.towns[parties[0] - 1]
        others = [trial.towns[number - 1] for number in parties[1:]]
        with boa.env.anchor():
            opening = trial.opening(*others, claimant=claimant, facts=facts)
            assert opening.fingerprint == fingerprint([1, 2, 3, 4], facts)
            case_id = trial.open(*others, claimant=claimant, facts=facts)
            assert trial.tribunal.case_about([1, 2, 3, 4], facts) == case_id

    holds()


def test_a_lot_among_the_willing(trial: Trial) -> None:
    volunteers = [
        mediation.Volunteer(town.number, town.steward.address, 0, True) for town in trial.towns[:4]
    ]
    for town in trial.towns[:4]:
        trial.mediation.volunteer(
            trial.federation.address,
            town.number,
            town.steward.address,
            mediation.STEWARD,
            True,
            sender=town.steward.address,
        )
    boa.env.time_travel(seconds=1)

    @given(BYTES32.filter(any))
    def holds(word: bytes) -> None:
        with boa.env.anchor():
            case_id = trial.open()
            case = trial.tribunal.case(case_id)
            trial.beacon.give(case.target, word)
            boa.env.time_travel(seconds=7 * DAY)
            trial.mediation.draw_mediator(case_id)
            (said,) = trial.said(trial.mediation)
            expected = mediation.drawn(volunteers, case.opened_at, {1, 2}, said["seed"])
            assert tuple(said["positions"]) == expected

    holds()
