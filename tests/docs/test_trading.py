# SPDX-License-Identifier: Apache-2.0
"""The traders' guide is true: its commands run in their order, and print what it says."""

from __future__ import annotations

import json
import shlex
from pathlib import Path

import pytest
from eth_account import Account

import symbio
from symbio.chain.embedded import demo_key
from symbio.cli.node import ROLES
from tests.cli.conftest import Line
from tests.docs.consoles import steps

PAGE = "docs/trading.md"


def test_every_command_runs_and_prints_what_the_page_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    listed = steps(PAGE)
    assert len(listed) >= 15
    monkeypatch.chdir(tmp_path)
    keys = tmp_path / "symbio-node" / "keys"
    keys.mkdir(parents=True)
    (keys / "passphrase").write_text("symbio\n")
    monkeypatch.setenv("SYMBIO_PASSPHRASE_FILE", str(keys / "passphrase"))
    monkeypatch.setenv("SYMBIO_MANIFEST", str(tmp_path / "manifest.json"))
    monkeypatch.delenv("SYMBIO_RPC", raising=False)
    monkeypatch.delenv("SYMBIO_INDEX", raising=False)
    with symbio.demo() as world:
        world.manifest.save(tmp_path / "manifest.json")
        for role in ROLES:
            world.account(role)
            locked = Account.encrypt(demo_key(role), "symbio", kdf="pbkdf2", iterations=1)
            (keys / f"{role}.json").write_text(json.dumps(locked))
        line = Line(world, tmp_path)
        for step in listed:
            if step.file:
                Path(step.file).write_text("\n".join(step.lines), encoding="utf-8")
                continue
            program, *words = shlex.split(step.said)
            assert program == "symbio", step.said
            ran = line(*words)
            assert ran.code == 0, f"{PAGE}, line {step.line}: {ran.err}"
            told = (ran.err + ran.out).splitlines()
            for printed in step.printed:
                start = printed.removesuffix(" …")
                assert any(each.startswith(start) for each in told), (
                    f"{PAGE}, line {step.line}: {printed}\n" + "\n".join(told)
                )
        assert str(world.treasury.received(1, world.coin.token)) == "0.072 ETH"
