# SPDX-License-Identifier: Apache-2.0
"""Look at the sources as the compiler sees them; shared by the tests of this folder."""

from __future__ import annotations

import re
import subprocess
from functools import cache
from pathlib import Path

import vyper
from vyper.ast import nodes as vy
from vyper.ast.parse import parse_to_ast
from vyper.compiler.input_bundle import FilesystemInputBundle
from vyper.compiler.phases import CompilerData
from vyper.compiler.settings import Settings
from vyper.semantics.types.function import ContractFunctionT

ROOT = Path(__file__).parents[2]
CONTRACTS = ROOT / "contracts"
DEPLOYABLES = sorted(path.stem for path in CONTRACTS.glob("[A-Z]*.vy"))
SOURCES = sorted([*CONTRACTS.rglob("*.vy"), *CONTRACTS.rglob("*.vyi")])


def snake(stem: str) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", "_", stem).lower()


@cache
def compiled(name: str) -> CompilerData:
    """The compiler's view of a deployable, on the rules of Prague; raise if it doesn't compile."""
    site = Path(vyper.__file__).parents[1]
    bundle = FilesystemInputBundle([site, CONTRACTS])
    source = bundle.load_file(CONTRACTS / f"{name}.vy")
    settings = Settings(evm_version="prague")
    return CompilerData(source, input_bundle=bundle, settings=settings, no_bytecode_metadata=True)


def exposed(name: str) -> dict[str, ContractFunctionT]:
    """Every function that the outside can call, whether written there, exported or a getter."""
    module = compiled(name).annotated_vyper_module
    functions = module._metadata["type"].exposed_functions
    found = {f.name: f for f in functions if f.is_external and not f.is_constructor}
    assert found, f"{name} exposes nothing: the test can't look"
    return found


def reachable(function: ContractFunctionT) -> list[vy.FunctionDef]:
    """The function and all that it calls within the contract."""
    every = [function, *function.reachable_internal_functions]
    return [f.ast_def for f in every if isinstance(f.ast_def, vy.FunctionDef)]


@cache
def parsed(path: Path) -> vy.Module:
    return parse_to_ast(path.read_text(), is_interface=path.suffix == ".vyi")


def tracked() -> list[Path]:
    """Every file of the repository that exists, by git's own list and what is about to join it."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    ).stdout.split("\0")
    found = [ROOT / name for name in listed if name and (ROOT / name).is_file()]
    assert len(found) > 20, "git lists hardly any file: the test can't look"
    return found
