# SPDX-License-Identifier: Apache-2.0
"""Compile every deployable of contracts/ into symbio/artifacts/; with --check, only compare."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from vyper import __version__ as vyper_version
from vyper.cli.vyper_compile import compile_files
from vyper.compiler.settings import OptimizationLevel, Settings

ROOT = Path(__file__).resolve().parent.parent
ARTIFACTS = ROOT / "symbio" / "artifacts"
FORMATS = ["abi", "bytecode", "bytecode_runtime", "layout", "userdoc", "devdoc", "integrity"]
SETTINGS = Settings(evm_version="prague", optimize=OptimizationLevel.GAS)


def build(source: Path) -> str:
    """Compile one deployable and write its artifact as text, the same on every machine."""
    out: dict[str, Any] = compile_files(
        [str(source)], FORMATS, paths=[str(ROOT)], settings=SETTINGS, no_bytecode_metadata=True
    )[source]
    record = {
        "contract": source.stem,
        "abi": out["abi"],
        "bytecode": out["bytecode"],
        "runtime": out["bytecode_runtime"],
        "layout": out["layout"],
        "userdoc": out["userdoc"],
        "devdoc": out["devdoc"],
        "integrity": out["integrity"],
        "compiler": {"version": vyper_version, "evm": "prague", "optimize": "gas"},
    }
    text = json.dumps(record, indent=1, sort_keys=True, ensure_ascii=False) + "\n"
    return text.replace(f"{ROOT}/", "")


def main() -> int:
    check = sys.argv[1:] == ["--check"]
    wanted = {f"{s.stem}.json": build(s) for s in sorted((ROOT / "contracts").glob("*.vy"))}
    found = {f.name: f.read_text("utf-8") for f in ARTIFACTS.glob("*.json")}
    stale = sorted(name for name in wanted | found if wanted.get(name) != found.get(name))
    if check:
        for name in stale:
            print(f"symbio/artifacts/{name} is not what contracts/ compiles to: make build")
        return 1 if stale else 0
    for name in stale:
        if name in wanted:
            (ARTIFACTS / name).write_text(wanted[name], "utf-8")
        else:
            (ARTIFACTS / name).unlink()
        print(f"symbio/artifacts/{name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
