# SPDX-License-Identifier: Apache-2.0
"""The guide to clearing is true: its commands run in their order, and print what it says."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path

import pytest
from eth_account import Account

import symbio
from symbio import World
from symbio.chain.embedded import demo_key
from symbio.cli.node import ROLES
from symbio.domain.communities import Kind
from symbio.domain.credit import Limits
from symbio.domain.federations import Terms
from symbio.domain.rules import DAY
from tests.chain.clearing_circle import decided
from tests.chain.conftest import RULES, settle
from tests.cli.conftest import Line
from tests.docs.consoles import steps

PAGE = "docs/clearing.md"


def ocean(world: World) -> str:
    """Found the federation of the page, whose rounds and circle it decided; gives its address."""
    towns = (settle(world, "fishers", "PT", 2), settle(world, "hosts", "NZ", 2))
    kind, numbers = Kind.GLOBAL_FEDERATION, tuple(town.community_id for town in towns)
    terms = Terms("Ocean", 1, kind, bytes(32), b"\1" * 32, RULES, numbers, world.now + DAY)
    found = world.found(terms, {town.community_id: town.steward for town in towns})
    euro, yen = (world.obligations.add_currency(code).send().value for code in ("EUR", "JPY"))
    decided(
        world,
        found,
        towns,
        world.credit.set_rounds(DAY, [euro, yen]),
        world.credit.set_values({euro: 164, yen: 100}, world.now + 300 * DAY),
        world.credit.set_credit(euro, Limits(1_000, 50_000, 50_000, 90_000, 5_000)),
    )
    return found.address


def numbers_of(world: World) -> dict[str, str]:
    """Name the obligations that the page speaks of by what remains of them."""
    listed = {}
    for number in range(1, world.obligations.obligation_count() + 1):
        left = world.obligations.obligation(number).remaining
        listed[{0: "CLEARED", 3_000: "PAID"}.get(left, "OTHER")] = str(number)
    return listed


def test_every_command_runs_and_prints_what_the_page_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    listed = steps(PAGE)
    assert len(listed) >= 25
    monkeypatch.chdir(tmp_path)
    keys = tmp_path / "symbio-node" / "keys"
    keys.mkdir(parents=True)
    (keys / "passphrase").write_text("symbio\n")
    monkeypatch.setenv("SYMBIO_PASSPHRASE_FILE", str(keys / "passphrase"))
    monkeypatch.setenv("SYMBIO_MANIFEST", str(tmp_path / "manifest.json"))
    monkeypatch.delenv("SYMBIO_RPC", raising=False)
    with symbio.demo() as world:
        world.manifest.save(tmp_path / "manifest.json")
        for role in ROLES:
            locked = Account.encrypt(demo_key(role), "symbio", kdf="pbkdf2", iterations=1)
            (keys / f"{role}.json").write_text(json.dumps(locked))
        names = {role.upper(): world.account(role).address for role in ROLES}
        names["OCEAN"] = ocean(world)
        line = Line(world, tmp_path)
        for step in listed:
            names |= numbers_of(world)
            said, *printed = (_named(each, names) for each in (step.said, *step.lines))
            if step.file:
                Path(step.file).write_text("\n".join(printed), encoding="utf-8")
                continue
            if said.startswith("symbio clearing settle"):
                world.travel(DAY)
            ran = line(*shlex.split(said)[1:])
            assert ran.code == 0, f"{PAGE}, line {step.line}: {ran.err}"
            told = (ran.err + ran.out).splitlines()
            for each in printed:
                start = each.removesuffix("…").rstrip()
                assert any(one.startswith(start) for one in told), (
                    f"{PAGE}, line {step.line}: {each}\n" + "\n".join(told)
                )


def _named(text: str, names: dict[str, str]) -> str:
    """Put what names in capitals stand for: an account's address, an obligation's number."""
    return re.sub(r"\b[A-Z]{3,}\b", lambda word: names.get(word[0], word[0]), text)
