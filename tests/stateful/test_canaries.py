# SPDX-License-Identifier: Apache-2.0
"""A test of the tests: bugs planted in a copy of the contracts, which the machine must notice."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from vyper.cli.vyper_compile import compile_files
from vyper.compiler.settings import Settings

from tests.stateful import pyrevm_chain
from tests.stateful.test_federation_machine import RUNS, STEPS, run

PLANTED = {
    "ballots are counted and their marks forgotten": (
        "ballots.vy",
        "        marks |= choice << bits\n",
        "",
    ),
    "the quorum of people must be passed, not met": (
        "decision.vy",
        "return turnout != 0 and turnout * rules.WHOLE >= (",
        "return turnout != 0 and turnout * rules.WHOLE > (",
    ),
    "a late quorum extends the vote again and again": (
        "tallies.vy",
        "    if not is_extended and self._outcome(",
        "    if self._outcome(",
    ),
    "who left since the opening has no ballot": (
        "ballots.vy",
        "moment: uint256 = proposals._opened_at(proposals._known(proposal_id)) - 1",
        "moment: uint256 = block.timestamp",
    ),
}


def planted(folder: Path, module: str, right: str, wrong: str) -> dict[str, Any]:
    """Compile a Federation with one line of one of its modules changed."""
    sources = shutil.copytree(pyrevm_chain.ROOT / "contracts", folder / "contracts")
    path = sources / "modules" / module
    text = path.read_text()
    assert text.count(right) == 1, f"{module} has changed: plant the bug anew"
    path.write_text(text.replace(right, wrong))
    settings = Settings(evm_version=pyrevm_chain.EVM_VERSION)
    formats = ["abi", "blueprint_bytecode"]
    (output,) = compile_files([str(sources / "Federation.vy")], formats, settings=settings).values()
    return {**output, "abi": json.loads(json.dumps(output["abi"]))}


@pytest.mark.parametrize("bug", PLANTED)
def test_the_machine_notices(bug: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    federation, compiled = planted(tmp_path, *PLANTED[bug]), pyrevm_chain.compiled
    monkeypatch.setattr(
        pyrevm_chain,
        "compiled",
        lambda source: federation if source == "Federation" else compiled(source),
    )
    with pytest.raises(AssertionError) as noticed:
        run(RUNS, STEPS)
    print(f"\n{bug}: {noticed.value.__notes__[0].splitlines()[0]}")
