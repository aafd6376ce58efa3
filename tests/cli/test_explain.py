# SPDX-License-Identifier: Apache-2.0
"""symbio explain."""

from __future__ import annotations

import pytest

from symbio.domain.errors import refusals_by_reason
from tests.cli.conftest import Line


@pytest.mark.parametrize("reason", sorted(refusals_by_reason()))
def test_each_refusal_is_explained(line: Line, reason: str) -> None:
    told = line.read("explain", reason)
    assert told["reason"] == reason
    assert told["remedy"] == refusals_by_reason()[reason].remedy
    assert told["exit_code"] in (3, 4, 5)


def test_a_part_of_the_words_or_the_class_is_enough(line: Line) -> None:
    assert line.read("explain", "NothingToClaim")["reason"] == "treasury: nothing to claim"
    assert len(line.read("explain", "not", "the", "heir")) == 2


def test_unknown_words_are_not_found_and_near_ones_are_named(line: Line) -> None:
    ran = line("explain", "treasury: nothing to clain")
    assert ran.code == 3
    assert "treasury: nothing to claim" in ran.err
    assert ran.out == ""
