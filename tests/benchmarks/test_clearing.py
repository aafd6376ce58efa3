# SPDX-License-Identifier: Apache-2.0
"""The benchmark of clearing: networks repeat, solvers agree, and disagreement isn't overlooked."""

from __future__ import annotations

from dataclasses import replace

import pytest

from benchmarks.clearing.effects import Cut, Effect, cut
from benchmarks.clearing.networks import KINDS
from benchmarks.clearing.page import agree, markdown, met
from benchmarks.clearing.plot import svg
from benchmarks.clearing.solvers import SOLVERS
from benchmarks.clearing.trial import Trial, run

TRIAL = Trial("power law", 100_000, "Symbio", 50, 100, 60, 1.5, 300)


@pytest.mark.parametrize("kind", KINDS)
def test_a_seed_always_grows_the_same_network(kind: str) -> None:
    one, other = KINDS[kind](400), KINDS[kind](400)
    assert one.amounts.tolist() == other.amounts.tolist()
    assert one.debtors.tolist() == other.debtors.tolist()
    assert (one.debtors != one.creditors).all()
    assert int(one.amounts.min()) > 0


@pytest.mark.parametrize("kind", KINDS)
def test_all_solvers_agree(kind: str) -> None:
    net = KINDS[kind](400)
    assert len({solve(net) for solve in SOLVERS.values()}) == 1


def test_a_trial_measures_a_child() -> None:
    trial = run("power law", 400, "Symbio", 60)
    assert trial.cleared is not None and 0 < trial.cleared <= trial.most <= trial.gross
    assert trial.peak_mb > 20


def test_a_child_that_fails_is_an_error_and_not_a_figure() -> None:
    with pytest.raises(RuntimeError, match="KeyError"):
        run("power law", 400, "nobody", 60)


def test_disagreement_and_missed_budgets_are_told() -> None:
    late = replace(TRIAL, solver="networkx", cleared=None, cpu_seconds=60.0)
    assert agree([TRIAL, late, replace(TRIAL, solver="SciPy HiGHS")])
    assert not agree([TRIAL, replace(TRIAL, solver="SciPy HiGHS", cleared=49)])
    assert met(TRIAL) and met(late) is None
    slow = replace(TRIAL, cpu_seconds=2.01)
    assert met(slow) is False and met(replace(TRIAL, peak_mb=1025)) is False
    effects = [Effect("2 currencies", 0.3, 0.1), Effect("credit", 0.5, 0.4)]
    text = markdown([slow, late], effects, [Cut(400, 1, 1.0)], limit=60, size=100, load=0.5)
    assert "**over budget**" in text and "| > 60 | | not finished |" in text
    assert svg(effects).count("<polyline") == 2


def test_a_cut_keeps_what_it_says() -> None:
    assert cut(400) == Cut(400, 1, 1.0)
