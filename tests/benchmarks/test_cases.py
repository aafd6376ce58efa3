# SPDX-License-Identifier: Apache-2.0
"""Whole cases are measured whole: every transaction that one takes, here and at Kleros."""

from __future__ import annotations

import pytest

from benchmarks.gas import compiled
from benchmarks.gas.compiled import LINKED, Code
from benchmarks.gas.evm import Evm
from benchmarks.gas.ours import juries
from benchmarks.gas.peers import kleros
from benchmarks.jury.world import published
from symbio.chain.artifacts import artifact

COURT = ("Treasury", "Purse", "Mediation", "Plans", "Remedies", "Tribunal")


@pytest.fixture(scope="module")
def plaintiff() -> dict[str, Code]:
    return compiled.ours("../benchmarks/gas/ours/Plaintiff")


@pytest.fixture(scope="module")
def code(plaintiff: dict[str, Code]) -> dict[str, Code]:
    made = {name: artifact(name) for name in COURT}
    court = {
        name: Code(each.abi.entries, each.bytecode, each.blueprint_initcode)
        for name, each in made.items()
    }
    return published() | court | plaintiff


def test_a_case_is_every_transaction_from_the_dispute_to_its_ruling(code: dict[str, Code]) -> None:
    (case,) = juries._cases(code, juries.LEAST, (3,))
    once = dict.fromkeys(("bring", "prove_header", "seat_jury", "conclude"), 1)
    each = dict.fromkeys(("take_seat", "commit", "reveal"), 3)
    assert {act: len(gas) for act, gas in case.spent.gas.items()} == once | each
    assert case.spent.total == sum(gas for act in case.spent.gas.values() for gas in act)
    assert all(gas > 21_000 for act in case.spent.gas.values() for gas in act)
    assert case.spent.mean("commit") <= max(case.spent.gas["commit"])


def test_a_season_has_as_many_people_whose_turn_it_is_as_the_table_says() -> None:
    for (people, communities), turns in ((juries.POOL, 2_048), (juries.LEAST, 16)):
        # Of a roll that three divides a third have their turn in every season.
        assert people % (3 * communities) == 0 and people // 3 == turns


def test_a_jury_is_summoned_by_a_round_alone_and_by_both(code: dict[str, Code]) -> None:
    gas = juries._drand(code)
    # A header more, and one more word read.
    assert 60_000 < gas["jury_summon_both"] - gas["jury_summon_drand"] < 70_000


def test_kleros_s_code_waits_for_its_library() -> None:
    made = compiled.kleros()
    assert set(made) == set(compiled.KLEROS_PARTS)
    assert LINKED in made["KlerosLiquid"].initcode
    assert all(LINKED not in each.initcode for name, each in made.items() if name != "KlerosLiquid")


def test_a_juror_of_kleros_who_is_drawn_twice_is_told(
    monkeypatch: pytest.MonkeyPatch, plaintiff: dict[str, Code]
) -> None:
    monkeypatch.setattr(kleros, "JURORS", 2)
    court = kleros._court(Evm(), compiled.kleros() | plaintiff)
    with pytest.raises(RuntimeError, match="drawn twice"):
        kleros._whole(court, 0, 3)


def test_kleros_s_case_is_whole(
    monkeypatch: pytest.MonkeyPatch, plaintiff: dict[str, Code]
) -> None:
    monkeypatch.setattr(kleros, "JURORS", 1)
    court = kleros._court(Evm(), compiled.kleros() | plaintiff)
    case = kleros._whole(court, 0, 1)
    once = ("bring", "drawJurors", "castCommit", "castVote", "execute", "executeRuling")
    assert {act: len(gas) for act, gas in case.gas.items()} == {
        **dict.fromkeys(once, 1),
        "passPhase": 3,
        "passPeriod": 4,
    }
