# SPDX-License-Identifier: Apache-2.0
"""Code fits the chain's limits, and files stay small enough to be read."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests.repo.suite import CONTRACTS, DEPLOYABLES, ROOT, compiled, tracked

RUNTIME_LIMIT, INITCODE_LIMIT = 24_576, 49_152  # EIP-170 and EIP-3860
# Deployed as blueprints too, whose whole initcode is code on chain, behind three bytes of preamble.
BLUEPRINTS = {
    "Federation",
    "Purse",
    "Obligations",
    "Credit",
    "Mediation",
    "Plans",
    "Remedies",
    "Stipends",
}
ROOMY = 20_000

# Deployables above the roomy size, each with the reason; a smaller one must leave the list.
LARGE: dict[str, str] = {
    "Juries": "a seat, its wave and its vote are one word; apart, each act would cost a call more",
    "Market": "an offer, a purchase and an accord are checked against one another at one moment",
    "Treasury": "all money stands in one book; apart, one would have to trust another's balance",
    "Federation": "one clone holds and decides; a library would need a delegatecall",
    "Tribunal": "every step of a case asks what all the others have left behind",
    "Accords": "every figure of its terms has bounds, and each is refused in words of its own",
}

# What is longer than the conventions' figures, each with the reason.
LONG: dict[str, str] = {
    "contracts/modules/seasons.vy": "a table and what a jury leaves of it are packed in one place",
    "contracts/modules/seating.vy": "split, who is drawn and who may sit would read a jury apart",
    "contracts/modules/ballots.vy": "a batch is read where it lies; split, it would be copied",
    "contracts/modules/tallies.vy": "split, the packing of a tally would be known at two places",
    "tests/stateful/federation_model.py": "an independent model is read whole, or not trusted",
    "tests/stateful/treasury_model.py": "an independent model is read whole, or not trusted",
    "tests/stateful/federation_ballots.py": "every way to cast and to spoil a ballot, side by side",
    "tests/stateful/federation_bench.py": "the chain's side of that model, act by act",
}


@pytest.mark.parametrize("name", DEPLOYABLES)
def test_a_deployable_fits(name: str) -> None:
    runtime, initcode = len(compiled(name).bytecode_runtime), len(compiled(name).bytecode)
    assert 0 < runtime <= RUNTIME_LIMIT
    assert 0 < initcode <= (RUNTIME_LIMIT - 3 if name in BLUEPRINTS else INITCODE_LIMIT)
    assert (runtime > ROOMY) == (name in LARGE), f"{name} has {runtime} bytes"


def limit(path: Path) -> float:
    """The conventions' figures are "around": a tenth more is still that."""
    relative, lines = path.relative_to(ROOT), 10_000
    if path.suffix == ".vy" and path.is_relative_to(CONTRACTS):
        lines = 400 if path.stem[0].isupper() else 200
    elif path.suffix == ".py":
        lines = 250 if relative.parts[0] == "tests" else 300
    elif relative.as_posix() == "README.md":
        lines = 150
    return lines * 1.1


def test_files_are_short() -> None:
    files = [path for path in tracked() if path.suffix in (".vy", ".py", ".md")]
    long = {
        path.relative_to(ROOT).as_posix()
        for path in files
        if len(path.read_text().splitlines()) > limit(path)
    }
    assert long == LONG.keys()


def test_functions_are_short() -> None:
    long = []
    for path in (ROOT / "symbio").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.FunctionDef) and node.end_lineno:
                body = node.body[1:] if ast.get_docstring(node) else node.body
                if body and node.end_lineno - body[0].lineno > 40:
                    long.append(f"{path.relative_to(ROOT)}:{node.lineno} {node.name}")
    assert long == []
