# SPDX-License-Identifier: Apache-2.0
"""What the first second holds: nouns imported one at a time, help for everything, no colour."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner

from symbio import __version__
from symbio.cli.app import NOUNS, app

ROOT = Path(__file__).resolve().parents[2]
COMMAND = [sys.executable, "-c", "from symbio.cli.app import main; main()"]


def imported(*arguments: str) -> set[str]:
    """Run the command in a process of its own; gives the modules it imported."""
    code = (
        "import sys\n"
        f"sys.argv = ['symbio', *{list(arguments)!r}]\n"
        "from symbio.cli.app import main\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "print('\\n' + ' '.join(sys.modules))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return set(done.stdout.splitlines()[-1].split())


def test_help_imports_no_noun_and_nothing_heavy() -> None:
    found = imported("--help")
    assert not {f"symbio.cli.{noun}" for noun in NOUNS} & found
    assert not {"web3", "eth_account", "pydantic", "requests", "symbio.chain"} & found


def test_a_noun_imports_no_other_noun_and_nothing_heavy() -> None:
    found = imported("treasury", "--help")
    assert {noun for noun in NOUNS if f"symbio.cli.{noun}" in found} == {"treasury"}
    assert not {"web3", "eth_account", "pydantic", "requests", "ape"} & found


def test_every_noun_says_in_the_list_what_it_says_itself() -> None:
    shown = CliRunner().invoke(app, ["--help"]).output
    for noun in NOUNS:
        assert noun in shown


def commands(command: Any, path: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    if not hasattr(command, "list_commands"):
        return [path]
    names = command.list_commands(None)
    return [
        found
        for name in names
        for found in commands(command.get_command(None, name), (*path, name))
    ]


@pytest.mark.parametrize("path", commands(typer.main.get_command(app)), ids=" ".join)
def test_each_command_has_help_and_json(path: tuple[str, ...]) -> None:
    shown = CliRunner().invoke(app, [*path, "--help"], env={"COLUMNS": "200"})
    assert shown.exit_code == 0
    assert f"symbio {' '.join(path)}" in shown.output.replace("root ", "symbio ")
    assert "--json" in shown.output


def test_the_version_is_said() -> None:
    assert CliRunner().invoke(app, ["--version"]).output == f"symbio {__version__}\n"


def test_an_unknown_noun_is_wrong_use() -> None:
    done = CliRunner().invoke(app, ["comunity"])
    assert done.exit_code == 2
    assert "community" in done.output


def on_a_terminal(*arguments: str, **environment: str) -> str:
    """Run a command on a pseudo-terminal; gives all that it wrote."""
    ours, theirs = pty.openpty()
    given = {**os.environ, "TERM": "xterm-256color", "COLUMNS": "120", **environment}
    given = {name: value for name, value in given.items() if value}
    with subprocess.Popen([*COMMAND, *arguments], stdout=theirs, cwd=ROOT, env=given) as process:
        os.close(theirs)
        shown = b""
        while True:
            try:
                part = os.read(ours, 65_536)
            except OSError:  # Linux: the other end is closed.
                break
            if not part:
                break
            shown += part
        process.wait()
    os.close(ours)
    return shown.decode()


def test_a_terminal_gets_a_table_and_no_color_takes_its_colours_away() -> None:
    asked = ("explain", "not the steward")
    assert "\x1b[" in on_a_terminal(*asked, NO_COLOR="", FORCE_COLOR="")
    plain = on_a_terminal(*asked, NO_COLOR="1", FORCE_COLOR="")
    assert "communities: not the steward" in plain
    assert "\x1b[3" not in plain.replace("\x1b[39m", "")


def test_a_pipe_gets_tab_separated_lines_under_their_headings() -> None:
    done = CliRunner().invoke(app, ["explain", "not", "the", "heir"])
    assert done.stdout.splitlines()[0] == "reason\tremedy"
    assert all(text.count("\t") == 1 for text in done.stdout.splitlines())
