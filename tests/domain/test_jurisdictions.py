# SPDX-License-Identifier: Apache-2.0
"""Jurisdictions are ISO 3166-1 codes, or none."""

from __future__ import annotations

import pytest

from symbio.domain.jurisdictions import NONE, country, jurisdiction


def test_known_codes_and_none_are_taken():
    assert [jurisdiction(code) for code in ("PT", "JP", "NZ", NONE)] == ["PT", "JP", "NZ", ""]
    assert country("NZ") == "New Zealand"
    assert country(NONE) == "no single country"


@pytest.mark.parametrize("code", ["XX", "pt", "PRT", "Portugal", " PT", "P", "EU", "UK", "日本"])
def test_unknown_codes_are_refused(code):
    with pytest.raises(ValueError, match="ISO 3166-1"):
        jurisdiction(code)
