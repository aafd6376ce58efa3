# SPDX-License-Identifier: Apache-2.0
"""The committed artifacts are what the committed sources compile to, and nothing else."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

import pytest
from vyper.compiler.settings import OptimizationLevel, Settings

from symbio.chain.artifacts import artifact, names
from tests.repo.suite import DEPLOYABLES, ROOT, compiled

ARTIFACTS = ROOT / "symbio" / "artifacts"


def raw(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((ARTIFACTS / f"{name}.json").read_text())
    return found


def test_each_deployable_has_one() -> None:
    assert list(names()) == DEPLOYABLES


def test_the_builder_finds_no_drift() -> None:
    done = subprocess.run(
        [sys.executable, "scripts/build_artifacts.py", "--check"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("name", DEPLOYABLES)
def test_the_code_is_what_the_compiler_makes_here(name: str) -> None:
    """Compiled a second way than the builder's: another bundle, other search paths."""
    ours = compiled(name)
    assert raw(name)["runtime"] == "0x" + ours.bytecode_runtime.hex()
    assert artifact(name).bytecode == ours.bytecode


@pytest.mark.parametrize("name", DEPLOYABLES)
def test_it_says_how_it_was_compiled(name: str) -> None:
    settings = raw(name)["compiler"]
    assert settings == {"version": settings["version"], "evm": "prague", "optimize": "gas"}
    assert settings["version"].startswith("0.4.3")


def test_an_artifact_knows_its_own_code_and_no_other() -> None:
    for name in DEPLOYABLES:
        one = artifact(name)
        tail = b"\x01" * sum(each.length for each in one.immutables)
        assert one.matches(one.runtime + tail)
        assert not one.matches(one.runtime + tail + b"\x00")
        assert not one.matches(b"\x00" + one.runtime[1:] + tail)


def test_this_test_compiles_as_the_builder_does() -> None:
    assert Settings(optimize=OptimizationLevel.GAS).optimize == OptimizationLevel.default()
