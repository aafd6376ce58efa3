# SPDX-License-Identifier: Apache-2.0
"""Revenue is whole minor units of known currencies, or it is refused at row and column."""

from __future__ import annotations

from datetime import date

import pytest

from symbio.domain.csv_rows import BadCsv
from symbio.domain.revenue_csv import LARGEST, Record, read_revenue, totals
from tests.domain.global_ocean import FOLDER

CURRENCIES = ("DEUR", "DJPY")
PAYERS = ("peniche", "shimoda", "kaikoura")
HEAD = "date,source,payer,currency,minor_units,way\n"


def read(text: str | bytes) -> tuple[Record, ...]:
    return read_revenue(text, currencies=CURRENCIES, payers=PAYERS, source="spring.csv")


def line(
    day="2026-04-11", source="Tours", payer="peniche", currency="DEUR", units="1050", way="deposit"
) -> str:
    return HEAD + ",".join([day, source, payer, currency, units, way]) + "\n"


def test_the_example_s_seasons_are_read_with_their_totals():
    spring = read((FOLDER / "revenue" / "1-spring.csv").read_bytes())
    assert totals(spring) == {"DEUR": 8_033_414, "DJPY": 1_736_301}
    assert {record.way for record in spring} == {"deposit", "address"}
    assert totals(read((FOLDER / "revenue" / "2-autumn.csv").read_bytes())) == {
        "DEUR": 3_197_070,
        "DJPY": 733_333,
    }


def test_a_record_is_what_was_written():
    assert read(line()) == (
        Record(date(2026, 4, 11), "Tours", "peniche", "DEUR", 1_050, "deposit"),
    )
    assert read(line(units=str(LARGEST)))[0].minor_units == LARGEST


@pytest.mark.parametrize(
    ("change", "column", "problem"),
    [
        ({"units": "-1050"}, "minor_units", "negative"),
        ({"units": "10.50"}, "minor_units", "whole number"),
        ({"units": "10.00"}, "minor_units", "whole number"),
        ({"units": "1e3"}, "minor_units", "whole number"),
        ({"units": "+1050"}, "minor_units", "whole number"),
        ({"units": "1_050"}, "minor_units", "whole number"),
        ({"units": "١٠"}, "minor_units", "whole number"),
        ({"units": '"1,050"'}, "minor_units", "whole number"),
        ({"units": ""}, "minor_units", "whole number"),
        ({"units": "0"}, "minor_units", "zero"),
        ({"units": str(LARGEST + 1)}, "minor_units", "beyond"),
        ({"units": "9" * 5_000}, "minor_units", "beyond"),
        ({"currency": "EUR"}, "currency", "none of DEUR, DJPY"),
        ({"currency": "deur"}, "currency", "none of"),
        ({"payer": "atlantis"}, "payer", "none of"),
        ({"way": "cash"}, "way", "neither"),
        ({"source": ""}, "source", "few words"),
        ({"day": "2026-4-11"}, "date", "no date"),
    ],
)
def test_what_is_wrong_is_named_by_row_and_column(change, column, problem):
    with pytest.raises(BadCsv) as refused:
        read(line(**change))
    assert (refused.value.row, refused.value.column) == (2, column)
    assert problem in refused.value.problem


def test_a_season_without_revenue_is_refused():
    with pytest.raises(BadCsv, match="no revenue"):
        read(HEAD)
