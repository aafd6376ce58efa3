# SPDX-License-Identifier: Apache-2.0
"""Hold the Vyper sources to the house's rules, on the compiler's own syntax tree.

`python scripts/check_style.py [folder]`; prints `file:line: what is wrong` and fails. It also fails
where it can't look: no sources, or a source that doesn't parse.
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

from vyper.ast import nodes as vy
from vyper.ast.parse import parse_to_ast
from vyper.exceptions import VyperException

ROOT = Path(__file__).parent.parent
SPDX, PRAGMA = "# SPDX-License-Identifier: AGPL-3.0-only", "# pragma version 0.4.3"
REVIEWED = ROOT / "scripts" / "reviewed_calls.toml"
BY_REVIEW = re.compile(r"unsafe_\w+|raw_\w+|send|create_\w+")
BANNED_CALLS = {"selfdestruct", "sqrt"}
PURE_IN_FOR = {"range", "len", "min", "max"}
COPYING = {"slice", "concat", "extract32", "abi_encode", "_abi_encode"}
COMPOSING = vy.UsesDecl | vy.InitializesDecl | vy.ExportsDecl | vy.ImplementsDecl
Finding = tuple[int, str]


def snake(stem: str) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", "_", stem).lower()


def is_deployable(path: Path) -> bool:
    return path.suffix == ".vy" and path.stem[0].isupper()


def called(call: vy.Call) -> str:
    return call.func.id if isinstance(call.func, vy.Name) else ""


def decorators(function: vy.FunctionDef) -> set[str]:
    return {d.id for d in function.decorator_list if isinstance(d, vy.Name)}


def heading(path: Path, text: str, tree: vy.Module) -> Iterator[Finding]:
    lines = text.splitlines()
    if lines[:2] != [SPDX, PRAGMA]:
        yield 1, f"begins with {SPDX!r}, then {PRAGMA!r}"
    says = tree.doc_string.value if tree.doc_string else ""
    tags = ["@title ", "@license AGPL-3.0-only"] + (["@notice "] if path.suffix == ".vy" else [])
    if is_deployable(path):
        tags += ["@custom:powers ", "@custom:exit "]
        if not tree.settings.nonreentrancy_by_default:
            yield 1, "a deployable carries '# pragma nonreentrancy on'"
    yield from ((1, f"the NatSpec lacks {tag.strip()}") for tag in tags if tag not in says)
    yield from ((n, "longer than 120") for n, line in enumerate(lines, 1) if len(line) > 120)


def order(path: Path, tree: vy.Module) -> Iterator[Finding]:
    """Imports with what composes them, declarations, constructor, external, internal."""
    reached = 0
    for node in tree.body:
        rank = 1
        if isinstance(node, vy.Import | vy.ImportFrom | COMPOSING):
            rank = 0
            if isinstance(node, vy.ImportFrom) and (node.module or "").startswith("contracts"):
                yield node.lineno, "imports a neighbour by its full path, not a relative one"
        elif isinstance(node, vy.FunctionDef):
            # A module groups by topic; what a deployable offers comes before how it does it.
            inner = is_deployable(path) and "internal" in decorators(node)
            rank = 2 if node.name == "__init__" else 4 if inner else 3
        if rank < reached:
            yield node.lineno, "out of order: imports, declarations, __init__, external, internal"
        reached = max(rank, reached)
        if isinstance(node, vy.ExportsDecl):
            what = node.annotation
            for name in what.elements if isinstance(what, vy.Tuple) else [what]:
                if not isinstance(name, vy.Attribute) or name.attr == "__interface__":
                    yield node.lineno, "exports are named one by one"


def functions(tree: vy.Module) -> Iterator[Finding]:
    for function in tree.get_children(vy.FunctionDef):
        external = "external" in decorators(function)
        if "raw_return" in decorators(function):
            yield function.lineno, "no @raw_return"
        if function.name not in ("__init__", "__default__") and external == (
            function.name[0] == "_"
        ):
            yield function.lineno, f"{function.name}: internal names, and only they, begin with _"


def refusals(tree: vy.Module, places: set[str]) -> Iterator[Finding]:
    """Every refusal is one string, `place: words`, of at most 48 characters."""
    for node in tree.get_descendants((vy.Assert, vy.Raise)):
        said = node.msg if isinstance(node, vy.Assert) else node.exc
        if not isinstance(said, vy.Str):
            yield node.lineno, "refuses without a reason in words"
            continue
        place, colon, words = said.value.partition(": ")
        if place not in places or not colon or not words or len(said.value) > 48:
            yield node.lineno, f"{said.value!r} isn't 'place: words' in 48, of a place in its whole"


def acts(tree: vy.Module) -> Iterator[Finding]:
    """What the statements may do; calls that a person must judge are in the reviewed table."""
    for node in tree.get_descendants(vy.Log):
        if not isinstance(node.value, vy.Call) or node.value.args:
            yield node.lineno, "logs without keywords"
        elif node.value.get_descendants(vy.ExtCall):
            yield node.lineno, "calls out while it logs"
    for node in tree.get_descendants(vy.Attribute):
        if node.attr == "origin" and isinstance(node.value, vy.Name) and node.value.id == "tx":
            yield node.lineno, "reads tx.origin"
    for node in tree.get_descendants(vy.For):
        inner = node.iter.get_descendants(vy.Call, include_self=True)
        if any(called(call) not in PURE_IN_FOR for call in inner):
            yield node.lineno, "calls a function in a for's iterator; take it into a local first"
    for call in tree.get_descendants(vy.Call):
        if called(call) in BANNED_CALLS:
            yield call.lineno, f"uses {called(call)}"
        if any(keyword.arg == "is_delegate_call" for keyword in call.keywords):
            yield call.lineno, "delegates a call"
        if called(call) in COPYING and call.get_descendants(vy.ExtCall):
            yield call.lineno, f"calls out in the arguments of {called(call)}"


def reviewed(
    name: str, tree: vy.Module, table: dict[tuple[str, str, str], bool]
) -> Iterator[Finding]:
    for function in tree.get_children(vy.FunctionDef):
        for call in function.get_descendants(vy.Call):
            if BY_REVIEW.fullmatch(called(call)):
                key = (name, function.name, called(call))
                if key not in table:
                    yield call.lineno, f"{key[2]} in {key[1]} isn't in {REVIEWED.name}"
                table[key] = True


def imported(path: Path, tree: vy.Module) -> set[Path]:
    """The files of the same house that a source imports."""
    found = set()
    for node in tree.get_children(vy.ImportFrom):
        base = path.parents[max(node.level - 1, 0)].joinpath(*(node.module or "").split("."))
        found |= {base / f"{node.name}{end}" for end in (".vy", ".vyi")}
    return {file for file in found if file.exists()}


def check(folder: Path) -> list[str]:
    sources = sorted(p for end in ("vy", "vyi") for p in folder.rglob(f"*.{end}"))
    trees, findings = {}, []
    for path in sources:
        try:
            trees[path] = parse_to_ast(path.read_text(), is_interface=path.suffix == ".vyi")
        except VyperException as error:
            findings.append(f"{path.name}:1: doesn't parse: {error.message}")
    places = {path: {snake(path.stem)} for path in trees}
    for root in filter(is_deployable, trees):
        reach, waiting = set(), [root]
        while waiting:
            reach.add(path := waiting.pop())
            waiting += [p for p in imported(path, trees[path]) if p in trees and p not in reach]
        # A refusal may name any part of the whole it belongs to, in the singular too: "charter: …".
        names = {snake(path.stem) for path in reach if path.suffix == ".vy"}
        for path in reach:
            places[path] |= names | {name.removesuffix("s") for name in names}
            places[path] |= {name.rsplit("_")[-1] for name in names}
    entries = tomllib.loads(REVIEWED.read_text()).get("call", [])
    table = {(e["file"], e["function"], e["builtin"]): False for e in entries if e["reason"]}
    for path, tree in trees.items():
        name = path.relative_to(folder).as_posix()
        found = [*heading(path, path.read_text(), tree), *order(path, tree), *functions(tree)]
        found += [*refusals(tree, places[path]), *acts(tree), *reviewed(name, tree, table)]
        findings += [f"{folder.name}/{name}:{line}: {what}" for line, what in sorted(found)]
    if folder == ROOT / "contracts":
        findings += [
            f"{REVIEWED.name}:1: nothing uses {key}" for key, used in table.items() if not used
        ]
    return findings if sources else [f"{folder}:1: no Vyper sources to look at"]


if __name__ == "__main__":
    wrong = check(Path(sys.argv[1]).resolve() if len(sys.argv) > 1 else ROOT / "contracts")
    print("\n".join(wrong) or "Vyper style: in order", file=sys.stderr if wrong else sys.stdout)
    sys.exit(bool(wrong))
