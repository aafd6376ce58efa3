# SPDX-License-Identifier: Apache-2.0
"""How every write behaves: explained, rehearsed, asked about, sent; and how it ends."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from symbio.chain.client import Client
from symbio.cli.context import Context, Settings, connect
from symbio.cli.exits import Exit, code_of, told
from symbio.domain import errors
from symbio.domain.errors import refusals_by_reason
from tests.cli.conftest import Line

NEW = ("community", "register", "--kind", "local-community", "--jurisdiction", "PT")
NEW = (*NEW, "--profile", "0x" + "11" * 32)


@pytest.fixture
def at_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("symbio.cli.writing.is_at_a_terminal", lambda: True)


def test_a_dry_run_tells_all_and_changes_nothing(line: Line) -> None:
    line.keystore("fishers")
    height, count = line.height(), line.world.communities.count()
    ran = line(*NEW, "--dry-run", "--json", by="fishers")
    assert ran.code == 0
    would = ran.json["would_send"][0]
    assert ran.json["dry_run"] is True
    assert would["gives"] == count + 1
    assert would["gas"] > 21_000
    assert would["from"] == line.address("fishers")
    assert would["to"] == line.world.communities.address
    assert would["arguments"]["jurisdiction"] == "PT"
    assert "Register a local community in PT." in ran.err
    assert (line.height(), line.world.communities.count()) == (height, count)


def test_a_dry_run_needs_no_key(line: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SYMBIO_PASSPHRASE_FILE")
    line.keystore("fishers")
    assert line(*NEW, "--dry-run", by="fishers").code == 0
    assert line(*NEW, "--dry-run", "--as", line.address("fishers")).code == 0
    assert line(*NEW, "--yes", "--as", line.address("fishers")).code == 2
    shut = line(*NEW, "--yes", by="fishers")
    assert shut.code == 4
    assert "SYMBIO_PASSPHRASE_FILE" in shut.err


def test_a_dry_run_of_what_is_refused_ends_as_the_refusal(line: Line, town: int) -> None:
    ran = line("community", "accept", town, "--dry-run", by="stranger")
    assert ran.code == 4
    assert "not the heir" in ran.err


def test_without_a_terminal_a_write_needs_yes(line: Line) -> None:
    line.keystore("fishers")
    height = line.height()
    ran = line(*NEW, by="fishers")
    assert ran.code == 2
    assert "--yes" in ran.err
    assert line.height() == height


@pytest.mark.usefixtures("at_a_terminal")
def test_at_a_terminal_a_write_asks(line: Line) -> None:
    line.keystore("fishers")
    height = line.height()
    ran = line(*NEW, by="fishers", said="n\n")
    assert ran.code == 8
    assert "[y/N]" in ran.err
    assert line.height() == height
    ran = line(*NEW, "--json", by="fishers", said="y\n")
    assert ran.code == 0
    assert json.loads(ran.out)["community"] == line.world.communities.count()
    assert line.height() == height + 1


def test_nobody_signs_a_write_without_a_signer(line: Line) -> None:
    ran = line(*NEW, "--yes")
    assert ran.code == 2
    assert "--keystore FILE" in ran.err
    both = line(*NEW, "--yes", "--ape", "me", by="fishers")
    assert both.code == 2


def test_a_wrong_passphrase_is_not_allowed(line: Line) -> None:
    keystore = line.keystore("fishers")
    Path(line.home.parent / "passphrase").write_text("wrong\n")
    ran = line(*NEW, "--yes", by="fishers")
    assert ran.code == 4
    assert str(keystore) in ran.err
    assert "Traceback" not in ran.err


def test_a_real_chain_is_not_written_to_without_live(
    line: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    line.keystore("fishers")
    height = line.height()
    monkeypatch.setattr(Client, "is_local", False)
    ran = line(*NEW, "--yes", by="fishers")
    assert ran.code == 4
    assert "--live" in ran.err
    assert line.height() == height


def test_options_stand_before_the_noun_or_after_the_verb(line: Line) -> None:
    assert json.loads(line("--json", "community", "list").out) == line.read("community", "list")
    line("--rpc", "http://one", "community", "list")
    line("--rpc", "http://one", "community", "list", "--rpc", "http://two")
    assert [each.url for each in line.settings[-2:]] == ["http://one", "http://two"]


def test_the_environment_names_the_node_and_the_manifest(
    line: Line, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("SYMBIO_RPC", "http://three")
    assert line("community", "list").code == 0
    assert line.settings[-1].url == "http://three"
    missing = line("community", "list", "--manifest", tmp_path / "none.json")
    assert missing.code == 3
    (tmp_path / "bad.json").write_text("{}")
    assert line("community", "list", "--manifest", tmp_path / "bad.json").code == 2
    monkeypatch.delenv("SYMBIO_MANIFEST")
    monkeypatch.chdir(tmp_path)
    assert line("community", "list").code == 3


def test_no_network_says_so(line: Line) -> None:
    settings = Settings(rpc="http://127.0.0.1:9")
    with pytest.raises(errors.Unreachable) as caught:
        _ = connect(settings).chain_id
    assert code_of(caught.value) == Exit.NETWORK
    ran = line.runner.invoke(
        __import__("symbio.cli.app", fromlist=["app"]).app,
        ["community", "list", "--rpc", "http://127.0.0.1:9"],
        obj=Context(),
    )
    assert ran.exit_code == 6
    assert "does not answer" in ran.stderr


def test_what_is_not_mined_in_time_ends_as_a_timeout(
    line: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    def late(*_: Any, **__: Any) -> None:
        raise errors.TimedOut("0xabc was not mined in 1 s.")

    line.keystore("fishers")
    monkeypatch.setattr("symbio.chain.plan.Plan.send", late)
    ran = line(*NEW, "--yes", by="fishers")
    assert ran.code == 7
    assert "0xabc" in ran.err


@pytest.mark.parametrize("reason", sorted(refusals_by_reason()))
def test_each_refusal_has_its_code_and_says_what_next(reason: str) -> None:
    error = errors.refusal(reason)
    assert code_of(error) in (Exit.NOT_FOUND, Exit.NOT_ALLOWED, Exit.REFUSED)
    assert told(error).splitlines()[0] == f"Refused: {reason}. Nothing was changed."
    assert told(error).splitlines()[1].strip() == error.remedy


def test_another_contracts_words_are_a_refusal_too() -> None:
    error = errors.Unlisted("frozen account")
    assert code_of(error) == Exit.REFUSED
    assert "frozen account" in told(error)
