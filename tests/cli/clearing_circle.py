# SPDX-License-Identifier: Apache-2.0
"""A federation that holds rounds, and what its people owe one another, for tests of the verbs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from symbio import Choice
from symbio.chain.joint_acts import JointAct
from symbio.domain.acts import Obligation
from symbio.domain.addresses import NOBODY
from tests.cli.conftest import DAY, Founded, Line
from tests.published import kind_of

_nonces: Iterator[int] = iter(range(1, 10_000))
_RULED: set[str] = set()
PEOPLE = (("ana", 0), ("rui", 0), ("aroha", 1), ("mere", 1))


def decide(line: Line, founded: Founded, *files: Path) -> None:
    """Have the federation carry out the calls of files."""
    calls = [part for file in files for part in ("--call-file", file)]
    said = ("--title", "A circle", "--text", "Credit among us.", "--community", founded.towns[0])
    made = line.send("proposal", "create", founded.address, *said, *calls, by="fishers")
    world, number = line.world, made["proposal"]
    federation = world.federation(founded.address)
    world.travel_to(federation.proposal(number).opens_at + 1)
    people = [(world.account(role), founded.towns[at]) for role, at in PEOPLE]
    ballots = [federation.sign_ballot(who, at, number, Choice.FOR) for who, at in people]
    federation.cast(number, ballots).send()
    for role, town in zip(("fishers", "hosts"), founded.towns, strict=True):
        federation.vote_as_steward(town, number, Choice.FOR).send(world.account(role))
    world.travel_to(federation.proposal(number).executable_at + 1)
    federation.execute(number).send(world.account("relayer"))


def ruled(line: Line, founded: Founded) -> Founded:
    """Give the shared federation, with rounds in EUR and JPY and a circle in EUR, at rest."""
    if founded.address not in _RULED:
        for code in ("EUR", "JPY"):
            line.send("clearing", "add-currency", code, by="relayer")
        files = [line.home / f"{name}.json" for name in ("rounds", "credit", "values", "reporters")]
        at = ("--json", "--out")
        limits = ("--hard", "500", "--surplus", "500", "--community-bound", "900", "--newcomer", 50)
        until = ("--until", "2028-01-01")
        reporter = ("--reporter", line.address("hosts"), "--max-age", "P1D")
        commands = (
            ("set-rounds", founded.address, "--currency", "EUR", "--currency", "JPY"),
            ("set-credit", founded.address, "EUR", *limits, "--soft", "10"),
            ("set-values", founded.address, "EUR=164", "JPY=100", *until),
            ("set-reporters", founded.address, *reporter),
        )
        for command, file in zip(commands, files, strict=True):
            ran = line("clearing", *command, *at, file)
            assert ran.code == 0, ran.err
        decide(line, founded, *files)
        _RULED.add(founded.address)
    line.world.travel(4 * DAY)
    return founded


def owe(line: Line, debtor: str, creditor: str, amount: int, currency: str = "EUR") -> JointAct:
    sides = [line.world.account(role) for role in (debtor, creditor)]
    act = Obligation(
        line.world.obligations.domain,
        sides[0].address,
        sides[1].address,
        currency,
        amount,
        line.world.now,
        line.world.now + 900 * DAY,
        "",
        NOBODY,
        next(_nonces),
    )
    return JointAct.of(act).signed(sides[0]).signed(sides[1])


def keep(line: Line, *joint: JointAct) -> Path:
    """Keep obligations in a folder that nobody has registered."""
    folder = line.home / f"kept{next(_nonces)}"
    folder.mkdir()
    for each in joint:
        (folder / each.name()).write_bytes(each.canonical())
    return folder


def solve(line: Line, circle: Founded, *more: object) -> tuple[Path, Any]:
    out = line.home / f"result{next(_nonces)}.json"
    ran = line("clearing", "solve", circle.address, "--out", out, "--json", *more)
    assert ran.code == 0, ran.err
    assert kind_of(out) == "clearing-result"
    return out, ran.json


def settle(line: Line, result: Path) -> Any:
    """Enter a result, wait, set it off."""
    line.send("clearing", "submit", result, by="relayer")
    line.world.travel(DAY)
    return line.send("clearing", "settle", result, by="ana")
