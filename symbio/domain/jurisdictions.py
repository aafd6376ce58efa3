# SPDX-License-Identifier: Apache-2.0
"""Jurisdictions: ISO 3166-1 alpha-2 codes, or none for what spans several countries."""

from __future__ import annotations

import pycountry

#: A federation across borders has no single jurisdiction.
NONE = ""


def jurisdiction(code: str) -> str:
    """Give back a jurisdiction's code.

    Raises `ValueError` in words where ISO 3166-1 has no such code. Codes are upper case.
    """
    if code == NONE:
        return code
    if len(code) != 2 or code != code.upper() or pycountry.countries.get(alpha_2=code) is None:
        raise ValueError(f"{code!r} is not an ISO 3166-1 alpha-2 code, such as PT, JP or NZ")
    return code


def country(code: str) -> str:
    """Give the English short name of a jurisdiction, or "no single country" for none."""
    if jurisdiction(code) == NONE:
        return "no single country"
    found = pycountry.countries.get(alpha_2=code)
    return str(getattr(found, "common_name", found.name))
