# SPDX-License-Identifier: Apache-2.0
"""The gas table says what was measured, and says it when a budget is missed."""

from __future__ import annotations

import json
from string import Formatter

from benchmarks.gas.__main__ import _checked
from benchmarks.gas.compiled import HUB, KLEROS, MODULES, PEERS, PINNED, ROOT, SEAPORT
from benchmarks.gas.measure import OPERATIONS, Run
from benchmarks.gas.table import _CONDITIONS, PAGE, drift, markdown

# The budgets of this suite's first contracts, as the design gives them.
DESIGNED = {
    "enrol_person": 4_700,
    "propose": 69_000,
    "vote_first": 60_000,
    "vote_later": 43_000,
    "ballot_100": 8_000,
    "ballot_400": 6_400,
    "execute": 80_000,
    "split_pay": 60_000,
    "split_claim_first": 75_000,
    "split_claim": 62_000,
    "split_change": 100_000,
    "jury_summon": 110_000,
    "jury_commit": 85_000,
    "jury_reveal": 75_000,
    "jury_case_3": 1_000_000,
    "jury_case_12": 2_900_000,
}


def listed() -> dict[str, int]:
    rows = json.loads(OPERATIONS.read_text("utf-8"))
    return {row["operation"]: row["budget"] for row in rows}


def measured(over: str = "") -> Run:
    run = Run(ours={slug: budget + (slug == over) for slug, budget in listed().items()})
    notes = [name for _, name, _, _ in Formatter().parse(_CONDITIONS) if name]
    run.ours |= dict.fromkeys(notes, 1)
    run.peer("propose", "Peer", 70_015)
    return run


def test_every_budget_of_the_design_is_measured() -> None:
    assert DESIGNED.items() <= listed().items()


def test_a_row_is_the_operation_ours_the_budget_and_the_peers() -> None:
    row = next(row for row in measured().rows() if row.operation == "propose")
    assert row.record() == {
        "operation": "propose",
        "ours": 69_000,
        "budget": 69_000,
        "peers": {"Peer": 70_015},
    }


def test_a_budget_that_is_just_met_is_met() -> None:
    assert "Every budget is met." in markdown(measured())


def test_a_missed_budget_is_told_by_how_much() -> None:
    text = markdown(measured(over="propose"))
    assert "**Over budget:** `propose` (+1)." in text
    assert "Every budget is met." not in text


def test_one_unit_of_gas_is_a_drift() -> None:
    before, after = markdown(measured()), markdown(measured(over="execute"))
    assert drift(before, before) == []
    changed = drift(before, after)
    assert any(line.startswith("+ | `execute`") for line in changed)
    assert any(line.startswith("- | `execute`") for line in changed)


def test_a_check_fails_on_drift_and_on_a_missed_budget() -> None:
    committed = PAGE.read_text("utf-8")
    assert _checked(measured(), committed) == 0
    assert _checked(measured(), committed + "another line\n") == 1
    assert _checked(measured(over="execute"), committed) == 1


def test_the_committed_page_has_every_operation() -> None:
    page = PAGE.read_text("utf-8")
    assert all(f"| `{slug}` |" in page for slug in listed())


def test_the_peers_are_those_that_are_pinned() -> None:
    manifest = json.loads((ROOT / "package.json").read_text("utf-8"))["devDependencies"]
    assert {name: manifest[name].rpartition("@")[2] for name in PINNED} == PINNED
    court = f"{KLEROS}/KlerosLiquid.json"
    for source in (*PEERS.values(), *SEAPORT.values(), HUB[0], court):
        package = "/".join(source.split("/")[: 2 if source.startswith("@") else 1])
        own = ROOT / "benchmarks" / "gas" / "peers" / source
        assert own.is_file() or (package in PINNED and (MODULES / source).is_file())
