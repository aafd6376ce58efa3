# SPDX-License-Identifier: Apache-2.0
"""Tribunal.set_rules and set_grave: what a federation says of its later cases."""

from __future__ import annotations

from dataclasses import replace

import pytest

from symbio.domain.rules import DAY, HOUR
from symbio.domain.tribunal import BOUNDS, USUAL, Bench, Rules
from tests.contracts.boa_chain import NOBODY, refused
from tests.contracts.tribunal.trial import CLAUSE, NOTHING, Trial

RULES = Rules(
    20 * DAY, 3 * DAY, 10 * DAY, 7, Bench.PEOPLE, 9, 15, 6 * HOUR, 2 * DAY, 5 * HOUR, 4 * HOUR
)


def test_a_federation_sets_rules(trial: Trial) -> None:
    us = trial.federation.address
    trial.tribunal.set_rules(RULES.for_chain(), sender=us)
    (said,) = trial.said()
    assert (said["event"], said["federation"], said["version"]) == ("RulesSet", us, 1)
    assert tuple(said["rules"]) == RULES.for_chain()
    assert trial.tribunal.rules_version(us) == 1
    assert tuple(trial.tribunal.rules(us, 1)) == RULES.for_chain()
    assert tuple(trial.tribunal.rules(us, 0)) == USUAL.for_chain()
    trial.tribunal.set_rules(USUAL.for_chain(), sender=us)
    assert tuple(trial.tribunal.rules(us, 1)) == RULES.for_chain()
    assert tuple(trial.tribunal.rules(us, 2)) == USUAL.for_chain()


def test_the_usual_rules_hold_where_none_are_set(trial: Trial) -> None:
    assert tuple(trial.tribunal.rules(NOBODY, 0)) == USUAL.for_chain()
    with refused("tribunal: no such version"):
        trial.tribunal.rules(NOBODY, 1)


@pytest.mark.parametrize("field", BOUNDS)
@pytest.mark.parametrize("end", [0, 1])
def test_every_rule_is_bounded(trial: Trial, field: str, end: int) -> None:
    widest = replace(USUAL, mediation=180 * DAY, grave_jury=60, jury=6)
    bound, beyond = BOUNDS[field][end], BOUNDS[field][end] + (1 if end else -1)
    names = list(BOUNDS)
    if field not in ("mediation", "jury", "grave_jury") or end != 0:
        trial.tribunal.set_rules(
            replace(widest, **{field: bound}).for_chain(), sender=trial.federation.address
        )
    values = list(widest.for_chain())
    values[names.index(field)] = beyond
    with refused(
        "tribunal: a panel of whom"
        if field == "panel_of"
        else f"tribunal: {field.replace('_', ' ')} out of range"
    ):
        trial.tribunal.set_rules(tuple(values), sender=trial.federation.address)


def test_agreement_ends_with_mediation_and_grave_is_not_less(trial: Trial) -> None:
    us, names = trial.federation.address, list(BOUNDS)
    values = list(USUAL.for_chain())
    values[names.index("agreement")] = USUAL.mediation + 1
    with refused("tribunal: agreement out of range"):
        trial.tribunal.set_rules(tuple(values), sender=us)
    values = list(USUAL.for_chain())
    values[names.index("grave_jury")] = USUAL.jury - 1
    with refused("tribunal: grave jury out of range"):
        trial.tribunal.set_rules(tuple(values), sender=us)


def test_only_federations_set_rules(trial: Trial) -> None:
    with refused("tribunal: not a federation"):
        trial.tribunal.set_rules(RULES.for_chain(), sender=trial.stranger)
    with refused("tribunal: not a federation"):
        trial.tribunal.set_grave(CLAUSE, True, sender=trial.stranger)


def test_a_federation_says_what_is_grave(trial: Trial) -> None:
    us = trial.federation.address
    trial.tribunal.set_grave(CLAUSE, True, sender=us)
    assert trial.said() == [
        {"event": "ClauseGraded", "federation": us, "clause": CLAUSE, "is_grave": True}
    ]
    assert trial.tribunal.is_grave(us, CLAUSE)
    grave = trial.open(clause=CLAUSE)
    assert trial.tribunal.case(grave).is_grave
    trial.tribunal.set_grave(CLAUSE, False, sender=us)
    assert trial.tribunal.case(grave).is_grave
    assert not trial.tribunal.case(trial.open(facts=CLAUSE, clause=CLAUSE)).is_grave
    with refused("tribunal: no clause"):
        trial.tribunal.set_grave(NOTHING, True, sender=us)
