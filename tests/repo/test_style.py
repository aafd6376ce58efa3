# SPDX-License-Identifier: Apache-2.0
"""The sources keep the house's rules, and the check that says so sees what it should see."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

from tests.repo.suite import CONTRACTS, ROOT

spec = importlib.util.spec_from_file_location("check_style", ROOT / "scripts" / "check_style.py")
assert spec and spec.loader
check_style = importlib.util.module_from_spec(spec)
spec.loader.exec_module(check_style)

HEAD = """# SPDX-License-Identifier: AGPL-3.0-only
# pragma version 0.4.3
# pragma nonreentrancy on
\"\"\"
@title A place
@license AGPL-3.0-only
@notice For this test.
@custom:powers None.
@custom:exit Nothing is held.
\"\"\"
"""
GOOD = """
event Met:
    person: indexed(address)

met: uint256


@external
def meet(times: uint256):
    assert times != 0, "place: no times"
    self._meet(times)


@internal
def _meet(times: uint256):
    self.met += times
    log Met(person=msg.sender)
"""
CALL = 'raw_call(msg.sender, b""'


def looked_at(folder: Path, text: str, name: str = "Place.vy") -> list[str]:
    (folder / name).write_text(text)
    findings: list[str] = check_style.check(folder)
    return findings


def test_the_contracts_keep_the_rules() -> None:
    assert check_style.check(CONTRACTS) == []


def test_a_source_in_order_passes(tmp_path: Path) -> None:
    assert looked_at(tmp_path, HEAD + GOOD) == []


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ('"place: no times"', '"no times"', "isn't 'place: words'"),
        ('"place: no times"', '"market: no times"', "isn't 'place: words'"),
        ('"place: no times"', f'"place: {"no" * 22}"', "isn't 'place: words'"),
        (', "place: no times"', "", "without a reason"),
        ("person=msg.sender", "msg.sender", "logs without keywords"),
        ("person=msg.sender", "person=tx.origin", "reads tx.origin"),
        ("_meet", "meet_them", "begin with _"),
        ("self.met += times", f"{CALL}, is_delegate_call=True)", "delegates a call"),
        ("self.met += times", f"{CALL})", "isn't in reviewed_calls.toml"),
        ("self.met += times", "self.met = unsafe_add(self.met, times)", "isn't in reviewed"),
        ("self.met += times", "selfdestruct(msg.sender)", "uses selfdestruct"),
        ("met: uint256", f"met: uint256 # {'long' * 30}", "longer than 120"),
        ("@custom:powers None.\n", "", "lacks @custom:powers"),
        ("@license AGPL-3.0-only", "@license MIT", "lacks @license"),
        ("# pragma nonreentrancy on\n", "", "nonreentrancy on"),
        ("pragma version 0.4.3", "pragma version ^0.4.3", "begins with"),
        ("met: uint256\n", "met: uint256\n\n@internal\ndef _early():\n    pass\n", "out of order"),
        ("self.met += times", "self.met += (times", "doesn't parse"),
    ],
)
def test_a_breach_is_seen(tmp_path: Path, before: str, after: str, said: str) -> None:
    text = HEAD + GOOD
    assert before in text
    assert any(said in finding for finding in looked_at(tmp_path, text.replace(before, after)))


def test_a_loop_may_not_call_in_its_iterator(tmp_path: Path) -> None:
    loop = "    for i: uint256 in range(self._count(), bound=3):\n        self.met += i\n"
    text = HEAD + GOOD.replace("    self.met += times\n", loop)
    assert any("for's iterator" in finding for finding in looked_at(tmp_path, text))


def test_everything_can_t_be_exported_at_once(tmp_path: Path) -> None:
    text = HEAD + "\nfrom . import part\n\ninitializes: part\nexports: part.__interface__\n"
    assert any("one by one" in finding for finding in looked_at(tmp_path, text))


def test_a_check_that_cannot_look_fails(tmp_path: Path) -> None:
    assert check_style.check(tmp_path) == [f"{tmp_path}:1: no Vyper sources to look at"]
