# SPDX-License-Identifier: Apache-2.0
"""Every command explains itself, stands in the reference, and asks for nothing it doesn't need."""

from __future__ import annotations

import importlib.util
import re
import subprocess
import sys
from typing import Any

import pytest
import typer
from typer.testing import CliRunner

from symbio.cli.app import app
from tests.repo.suite import ROOT

spec = importlib.util.spec_from_file_location("build_docs", ROOT / "scripts" / "build_docs.py")
assert spec and spec.loader
build_docs = importlib.util.module_from_spec(spec)
spec.loader.exec_module(build_docs)

COMMANDS: dict[str, Any] = dict(build_docs.commands(typer.main.get_command(app), "symbio"))
# What a person may ask for before anything is connected; each costs a second or more to import.
HEAVY = ["web3", "eth_account", "eth_tester", "eth", "pycountry", "vyper", "ape", "boa"]
SECRET = re.compile(r"(?i)(^|[-_])(private|secret|password|passphrase|mnemonic|seed)([-_]|$)")


def test_there_are_commands_to_look_at() -> None:
    nouns = {path.split()[1] for path in COMMANDS if " " in path}
    wanted = {"community", "roll", "federation", "charter", "proposal", "vote", "treasury"}
    assert wanted | {"demo", "node", "deploy"} <= nouns


@pytest.mark.parametrize("path", COMMANDS)
def test_each_explains_itself(path: str) -> None:
    command = COMMANDS[path]
    assert (command.help or "").strip()[:1].isupper()
    for each in command.params:
        assert (getattr(each, "help", None) or "").strip(), f"{path}: {each.name} isn't explained"
    shown = CliRunner().invoke(app, [*path.split()[1:], "--help"])
    assert shown.exit_code == 0, shown.output
    assert "Usage" in shown.output


@pytest.mark.parametrize("path", COMMANDS)
def test_each_stands_in_the_reference(path: str) -> None:
    assert f"\n## {path}\n" in (ROOT / "docs" / "reference" / "cli.md").read_text()


@pytest.mark.parametrize("path", COMMANDS)
def test_no_secret_is_asked_for_on_a_command_line(path: str) -> None:
    """A process's arguments are read by everybody on the machine; keys come from files."""
    for each in COMMANDS[path].params:
        for option in each.opts:
            assert not SECRET.search(option.strip("-")) or "file" in option, option


@pytest.mark.parametrize("arguments", [["--help"], ["community", "--help"], ["vote", "--help"]])
def test_help_imports_nothing_heavy(arguments: list[str]) -> None:
    code = (
        "import sys\n"
        f"sys.argv = ['symbio', *{arguments!r}]\n"
        "from symbio.cli.app import main\n"
        "try:\n    main()\nexcept SystemExit as done:\n    assert not done.code, done.code\n"
        f"print('heavy:', sorted(set({HEAVY!r}) & set(sys.modules)))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines()[-1] == "heavy: []"


def test_the_list_of_nouns_imports_none_of_them() -> None:
    code = (
        "import sys\n"
        "sys.argv = ['symbio', '--help']\n"
        "from symbio.cli.app import NOUNS, main\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "known = {f'symbio.cli.{noun}' for noun in NOUNS} | {'pydantic', 'symbio.chain'}\n"
        "print('imported:', sorted(known & set(sys.modules)))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines()[-1] == "imported: []"
