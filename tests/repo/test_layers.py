# SPDX-License-Identifier: Apache-2.0
"""Imports point down only, and the domain is pure."""

from __future__ import annotations

import ast
import tomllib

import pytest
from importlinter.cli import lint_imports

from tests.repo.suite import ROOT

DOMAIN = sorted((ROOT / "symbio" / "domain").rglob("*.py"))
# A rule gets the time and the chance handed in; it never looks at a clock or rolls dice.
IMPURE = {
    ("datetime", "now"),
    ("datetime", "today"),
    ("datetime", "utcnow"),
    ("date", "today"),
    ("time", "time"),
    ("time", "monotonic"),
    ("uuid", "uuid4"),
    ("os", "environ"),
    ("os", "urandom"),
}


def test_layers_hold(capsys: pytest.CaptureFixture[str]) -> None:
    code = lint_imports(config_filename=str(ROOT / "pyproject.toml"), is_debug_mode=False)
    shown = capsys.readouterr().out
    assert code == 0, shown
    assert "0 broken" in shown


def test_every_room_stands_in_a_layer() -> None:
    config = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]
    layers = " ".join(next(c for c in config["contracts"] if c["id"] == "layers")["layers"])
    rooms = {
        path.stem
        for path in (ROOT / "symbio").iterdir()
        if (path / "__init__.py").exists() or (path.suffix == ".py" and path.stem != "__init__")
    }
    data = {"artifacts", "manifests"}
    assert rooms - data - {"__main__"} <= {
        name.strip("()").removeprefix("symbio.") for name in layers.replace("|", " ").split()
    }


@pytest.mark.parametrize("path", DOMAIN, ids=lambda path: path.stem)
def test_the_domain_reads_no_clock(path: object) -> None:
    tree = ast.parse((ROOT / str(path)).read_text())
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            assert (node.value.id, node.attr) not in IMPURE, f"line {node.lineno}"
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            assert node.func.id not in ("open", "print", "input", "eval", "exec")
