# SPDX-License-Identifier: Apache-2.0
"""Rolls are read whole, or refused at a row and column."""

from __future__ import annotations

from datetime import date

import pytest

from symbio.domain.csv_rows import BadCsv
from symbio.domain.roll_csv import Person, read_roll, write_roll
from tests.domain.global_ocean import FOLDER

HEAD = "person,address,joined,consent\n"
ANA = "0x99531bE884f5146469850D8811bC588E3856D0d8"
RUI = "0xfbE2f8fa6e1970e118Ba50e9b78a08A04e360721"
GOOD = f"Ana B.,{ANA},2026-01-10,yes\n"


@pytest.mark.parametrize("community", ["peniche", "shimoda", "kaikoura", "husavik"])
def test_the_example_s_rolls_are_read_and_written_back(community):
    text = (FOLDER / "rolls" / f"{community}.csv").read_text(encoding="utf-8")
    people = read_roll(text, source=f"{community}.csv")
    assert 40 <= len(people) <= 400
    assert write_roll(people) == text


def test_a_roll_gives_its_people_in_order():
    people = read_roll(HEAD + GOOD + f'"Silva, ""Ru"" ", {RUI.lower()} ,2026-02-28,no\n')
    assert people == (
        Person("Ana B.", ANA, date(2026, 1, 10), True),
        Person('Silva, "Ru"', RUI, date(2026, 2, 28), False),
    )
    assert read_roll(write_roll(people)) == people


def test_spreadsheets_may_mark_the_byte_order_and_end_lines_their_way():
    text = (HEAD + GOOD).replace("\n", "\r\n")
    assert read_roll(b"\xef\xbb\xbf" + text.encode()) == read_roll(HEAD + GOOD)


@pytest.mark.parametrize(
    ("text", "row", "column", "problem"),
    [
        ("", 1, "", "empty"),
        (HEAD, 2, "", "no people"),
        ("person,address\n", 1, "joined", "missing"),
        ("person,wallet,joined,consent\n", 1, "wallet", "“address” must stand here"),
        ("person,address,joined,consent,vote\n", 1, "vote", "unknown"),
        (HEAD + GOOD + f",{RUI},2026-01-10,yes\n", 3, "person", "name"),
        (HEAD + f"Ana\u202e,{ANA},2026-01-10,yes\n", 2, "person", "name"),
        (HEAD + f"Ana,{ANA[:-1]},2026-01-10,yes\n", 2, "address", "not an address"),
        (HEAD + f"Ana,{ANA[2:]},2026-01-10,yes\n", 2, "address", "not an address"),
        (HEAD + f"Ana,{ANA.replace('E', 'e', 1)},2026-01-10,yes\n", 2, "address", "checksum"),
        (HEAD + f"Ana,0x{'0' * 40},2026-01-10,yes\n", 2, "address", "zero"),
        (HEAD + GOOD + GOOD, 3, "address", "already stands in row 2"),
        (HEAD + GOOD + GOOD.replace(ANA, ANA.lower()), 3, "address", "row 2"),
        (HEAD + f"Ana,{ANA},10/01/2026,yes\n", 2, "joined", "no date"),
        (HEAD + f"Ana,{ANA},20260110,yes\n", 2, "joined", "not written as"),
        (HEAD + f"Ana,{ANA},2026-02-30,yes\n", 2, "joined", "no date"),
        (HEAD + f"Ana,{ANA},2026-01-10,maybe\n", 2, "consent", "neither yes nor no"),
        (HEAD + GOOD + "\n", 3, "", "blank"),
        (HEAD + f"Ana,{ANA}\n", 2, "", "2 cells"),
        (HEAD + GOOD + f'Rui "R" "x,{RUI},2026-01-10,"no\n', 3, "", "not CSV"),
        (HEAD + f'"Ana\nB.",{ANA},2026-01-10,yes\n', 2, "person", "one line"),
        (HEAD + f"A\0na,{ANA},2026-01-10,yes\n", 2, "", "null"),
        ((HEAD + GOOD).encode() + b"R\xfci,", 3, "", "UTF-8"),
    ],
)
def test_what_is_wrong_is_named_by_row_and_column(text, row, column, problem):
    with pytest.raises(BadCsv) as refused:
        read_roll(text, source="peniche.csv")
    assert (refused.value.row, refused.value.column) == (row, column)
    assert problem in refused.value.problem
    assert str(refused.value).startswith(f"peniche.csv, row {row}")


def test_rows_after_a_cell_of_two_lines_keep_their_line_numbers():
    spread = f'"Ana\n",{ANA},2026-01-10,yes\n'
    assert read_roll(HEAD + spread)[0].name == "Ana"
    with pytest.raises(BadCsv) as refused:
        read_roll(HEAD + spread + f"Rui,{RUI},2026-01-10,si\n")
    assert (refused.value.row, refused.value.column) == (4, "consent")
