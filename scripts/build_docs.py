# SPDX-License-Identifier: Apache-2.0
"""Write docs/reference from the code itself; --check compares and writes nothing."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import typer

from symbio.chain.abi import wire_type
from symbio.chain.artifacts import artifact, names
from symbio.chain.handle import Handle
from symbio.chain.suite import Suite
from symbio.cli.app import app
from symbio.domain.errors import refusals_by_reason

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "docs" / "reference"
GENERATED = "<!-- Written by scripts/build_docs.py; change the source, then run `make docs`. -->"


def cell(text: str) -> str:
    return " ".join(text.replace("|", "\\|").split())


def handles() -> dict[str, type[Handle]]:
    """The SDK's class for each contract: what has no NatSpec is said in its words."""
    assert Suite, "the handles are imported with the suite"
    return {kind.contract: kind for kind in Handle.__subclasses__()}


def contract(name: str) -> Iterator[str]:
    """One contract's section: what it is, what each role can do, every function and event."""
    one, handle = artifact(name), handles().get(name)
    title = one.devdoc.get("title") or name
    yield f"## {title}\n\n{cell(one.userdoc.get('notice', ''))}\n"
    yield f"**Powers.** {cell(one.devdoc['custom:powers'])}\n"
    yield f"**Exit.** {cell(one.devdoc['custom:exit'])}\n"
    yield "| function | kind | what it does |\n|---|---|---|"
    for entry in one.abi.entries:
        if entry["type"] == "function":
            signature = f"{entry['name']}({','.join(map(wire_type, entry['inputs']))})"
            said = one.userdoc.get("methods", {}).get(signature, {}).get("notice", "")
            method = getattr(handle, entry["name"], None)
            said = said or (method.__doc__ or "").strip().split("\n\n")[0]
            arguments = ", ".join(each["name"] for each in entry["inputs"])
            kind = {"nonpayable": "writes", "payable": "writes, takes coin"}
            mutability = kind.get(entry["stateMutability"], "reads")
            yield f"| `{entry['name']}({arguments})` | {mutability} | {cell(said)} |"
    logged = [entry for entry in one.abi.entries if entry["type"] == "event"]
    if logged:
        yield "\n| event | fields |\n|---|---|"
    for entry in logged:
        fields = ", ".join(
            f"**{each['name']}**" if each["indexed"] else each["name"] for each in entry["inputs"]
        )
        yield f"| `{entry['name']}` | {fields} |"
    yield ""


def contracts() -> Iterator[str]:
    yield "# The contracts\n"
    yield "What each says of itself, from its sources. Indexed fields of events are bold.\n"
    for name in names():
        yield from contract(name)


def refusals() -> Iterator[str]:
    yield "# Refusals\n"
    yield "A contract that refuses says why in one string; the SDK raises the class beside it.\n"
    yield "| the contract says | Python raises | what to do next |\n|---|---|---|"
    for reason, kind in sorted(refusals_by_reason().items()):
        yield f"| `{reason}` | `{kind.__name__}` | {cell(kind.remedy)} |"
    yield ""


def parameters(command: Any) -> Iterator[str]:
    shown = [each for each in command.params if each.name != "help"]
    if shown:
        yield "| | |\n|---|---|"
    for each in shown:
        name = " ".join(f"`{o}`" for o in each.opts) if each.opts[0].startswith("-") else None
        name = name or f"`{(each.metavar or each.name or '').upper()}`"
        yield f"| {name} | {cell(getattr(each, 'help', None) or '')} |"
    if shown:
        yield ""


def commands(command: Any, path: str, parent: Any = None) -> Iterator[tuple[str, Any]]:
    """Every command with its path, from the root down."""
    yield path, command
    if hasattr(command, "list_commands"):
        context = command.context_class(command, info_name=path, parent=parent)
        for name in command.list_commands(context):
            yield from commands(command.get_command(context, name), f"{path} {name}", context)


def command_line() -> Iterator[str]:
    yield "# The command line\n"
    for path, command in commands(typer.main.get_command(app), "symbio"):
        yield f"## {path}\n\n{(command.help or '').strip()}\n"
        yield from parameters(command)


PAGES = {"contracts.md": contracts, "refusals.md": refusals, "cli.md": command_line}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; fail on a difference")
    check = parser.parse_args().check
    wanted = {name: "\n".join([GENERATED, *page()]).rstrip() + "\n" for name, page in PAGES.items()}
    found = {path.name: path.read_text("utf-8") for path in FOLDER.glob("*.md")}
    stale = sorted(name for name, text in wanted.items() if found.get(name) != text)
    for name in stale:
        if check:
            print(f"docs/reference/{name} is not what the code says: make docs")
        else:
            FOLDER.mkdir(parents=True, exist_ok=True)
            (FOLDER / name).write_text(wanted[name], "utf-8")
            print(f"docs/reference/{name}")
    return 1 if check and stale else 0


if __name__ == "__main__":
    sys.exit(main())
