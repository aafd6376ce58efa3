# SPDX-License-Identifier: Apache-2.0
"""The benchmark of juries: what it promises is measured, and what isn't so is told."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from math import comb
from pathlib import Path

import pytest

from benchmarks.jury.__main__ import MOST_A_DOUBLING, checked, doubtful, uneven
from benchmarks.jury.capture import (
    ACCEPTING,
    BENCHES,
    COMMUNITIES,
    JURY,
    SHARES,
    Capture,
    Crowd,
    Lot,
    captures,
    exact,
    is_taken,
    seated,
)
from benchmarks.jury.measure import FEW, WORLDS, Season, measure
from benchmarks.jury.page import (
    CAPTURE_PAGE,
    PAGE,
    capture_markdown,
    drift,
    markdown,
    percent,
    slope,
)
from symbio.domain.draw import most_seats
from symbio.domain.juries import WAVES

SEASON = Season(1_000, 4, 1, 60, 58_000, 131_000, 40_000, 131_000, 40_000, (92_000, 94_000))
LARGER = replace(SEASON, people=1_000_000, communities=256, pages=4, seats=(112_000, 114_000))
CAPTURE = Capture(JURY, 20, 30, 2_000, 225, 0.1124)


def binomial(size: int, crowd: Crowd) -> float:
    """The probability of a capture if everybody were drawn anew from all people."""
    sits = 1 - ((crowd.everybody - crowd.colluders - crowd.willing) / crowd.everybody) ** WAVES
    bad = crowd.colluders / (crowd.colluders + crowd.willing)
    return sum(
        comb(size, n) * sits**n * (1 - sits) ** (size - n)
        * comb(n, k) * bad**k * (1 - bad) ** (n - k)
        for n in range(size + 1)
        for k in range(n + 1)
        if is_taken(size, n, k)
    )  # fmt: skip


def test_a_season_is_measured_with_the_contracts_themselves() -> None:
    season = measure(100, 4)
    assert season.is_flat and season.many > FEW
    assert len(season.seats) > 5 and 21_000 < min(season.seats) <= season.mean < 110_000
    # What a header costs depends on how many zeros are in its hashes.
    row = PAGE.read_text("utf-8").split("| 100 | 4 | 3 | ")[1].split(" | ")
    figures = [f"{each:,}" for each in (season.called, season.seated)]
    assert [row[0], row[2]] == figures, "they have moved: python -m benchmarks.jury"


def test_the_page_is_of_all_seasons_and_keeps_what_it_promises() -> None:
    page = PAGE.read_text("utf-8")
    assert page.count("| the same |") == len(WORLDS)
    assert WORLDS[0][0] == 100 and WORLDS[-1][0] == 1_000_000
    assert {4, 256} <= {communities for _, communities in WORLDS}


def test_a_larger_jury_that_costs_more_is_told() -> None:
    dear = replace(SEASON, called_many=131_001)
    assert uneven([SEASON, LARGER]) == []
    assert len(uneven([dear])) == 1 and "**not the same**" in markdown([dear, LARGER])


def test_a_seat_that_grows_with_the_people_is_told() -> None:
    steep = replace(LARGER, seats=(200_000,))
    assert slope([SEASON, LARGER]) == pytest.approx(20_000 / 8)
    assert slope([SEASON, steep]) > MOST_A_DOUBLING and len(uneven([SEASON, steep])) == 1


def test_the_exact_figure_is_that_of_all_orders() -> None:
    # Sixteen people for two seats in eight waves: two colluders, two who are willing.
    taken = total = 0
    for bad in combinations(range(16), 2):
        for good in combinations(sorted(set(range(16)) - set(bad)), 2):
            # The ordinals of one seat are even, of the other odd; the first to accept sits.
            sit = [min((n for n in bad + good if n % 2 == seat), default=None) for seat in (0, 1)]
            taken += all(each in bad for each in sit)
            total += 1
    assert exact(2, Crowd(16, 2, 2)) == pytest.approx(taken / total)


@pytest.mark.parametrize("accepting", ACCEPTING)
@pytest.mark.parametrize("share", SHARES)
def test_for_many_people_it_is_the_binomials(share: int, accepting: int) -> None:
    for size in (12, 24):
        crowd = Crowd.of(100_000, share, accepting)
        assert exact(size, crowd) == pytest.approx(binomial(size, crowd), abs=1e-4)


def test_everybody_colluding_takes_every_bench_and_nobody_none() -> None:
    assert exact(12, Crowd(1_000, 1_000, 0)) == 1
    assert exact(12, Crowd(1_000, 0, 1_000)) == 0


def test_seats_are_filled_in_waves_and_no_community_has_more_than_its_quarter() -> None:
    lot = Lot(b"\1" * 32, 100 * COMMUNITIES)
    lot.places = {ordinal: ordinal for ordinal in range(WAVES * 12)}
    everybody = Crowd(100 * COMMUNITIES, 0, 100 * COMMUNITIES)
    ranks = range(everybody.everybody)
    # All those drawn are of the first community.
    assert seated(lot, 12, ranks, everybody) == (most_seats(12), 0)
    silent = Crowd(100 * COMMUNITIES, 0, 13)
    lot.places = {n: n // 12 + 100 * (n % 12) for n in range(WAVES * 12)}
    ranks = [place % 100 for place in range(100 * COMMUNITIES)]
    assert seated(lot, 12, ranks, silent) == (12, 0)
    assert seated(lot, 12, ranks, Crowd(100 * COMMUNITIES, 1, 0)) == (12, 12)
    assert not is_taken(12, 7, 7) and is_taken(12, 8, 6) and not is_taken(12, 9, 5)


def test_a_seed_always_gives_the_same_and_the_draw_agrees_with_the_formula() -> None:
    found = captures(60)
    assert found == captures(60)
    assert len(found) == len(BENCHES) * len(SHARES) * len(ACCEPTING)
    assert doubtful(found) == []
    assert captures(60, "another lot") != found


def test_a_draw_that_favours_somebody_is_told() -> None:
    assert CAPTURE.agrees and doubtful([CAPTURE]) == []
    assert len(doubtful([replace(CAPTURE, taken=400)])) == 1
    low, high = CAPTURE.interval()
    assert low < CAPTURE.simulated < high
    assert replace(CAPTURE, taken=0).interval()[0] == 0
    assert replace(CAPTURE, taken=2_000).interval()[1] == 1


def test_the_committed_tables_have_the_formulas_figures() -> None:
    rows = [line for line in CAPTURE_PAGE.read_text("utf-8").splitlines() if " % | **" in line]
    assert len(rows) == len(BENCHES) * len(SHARES)
    for bench, share, row in zip(
        [bench for bench in BENCHES for _ in SHARES], SHARES * len(BENCHES), rows, strict=True
    ):
        cells = row.split("|")[2:-1]
        for accepting, cell in zip(ACCEPTING, cells, strict=True):
            crowd = Crowd.of(bench.line().weight, share, accepting)
            assert f"**{percent(exact(bench.size, crowd))}**" in cell


def test_what_is_small_isnt_written_as_nothing() -> None:
    assert [percent(p) for p in (0, 0.00001, 0.0001, 0.12345)] == [
        "0.00",
        "< 0.01",
        "0.01",
        "12.35",
    ]


def test_a_drift_is_found(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(markdown([SEASON, LARGER]))
    assert checked(markdown([SEASON, LARGER]), page) == []
    assert checked(markdown([SEASON, replace(LARGER, seated=40_001)]), page) != []
    assert checked("anything", tmp_path / "missing") == ["+ anything"]
    many = [
        replace(CAPTURE, bench=b, share=s, accepting=a)
        for b in BENCHES
        for s in SHARES
        for a in ACCEPTING
    ]
    text = capture_markdown(many)
    assert drift(text, text) == [] and "2 of 5, 3 of 12, 6 of 24" in text
