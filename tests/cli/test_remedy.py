# SPDX-License-Identifier: Apache-2.0
"""symbio remedy: what a plan asks is written down, done, paid, contested, agreed anew."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import symbio
from symbio import World
from symbio.chain.token import Coin
from symbio.domain.addresses import NOBODY
from symbio.domain.communities import Kind
from symbio.domain.payee import Payee
from symbio.domain.plans import Kind as Of
from symbio.domain.plans import Obligation, Plan
from symbio.domain.tribunal import Opening
from tests.cli.conftest import DAY, Line
from tests.cli.trading import moment

_facts: Iterator[int] = iter(range(1, 100))


@pytest.fixture(scope="module")
def world() -> Iterator[World]:
    with symbio.demo() as found:
        yield found


@pytest.fixture(scope="module")
def euro(world: World) -> Coin:
    return world.token("EURe", 2, holder=world.account("hosts"))


@pytest.fixture(scope="module")
def towns(world: World) -> tuple[int, int]:
    made = [
        world.communities.register(Kind.LOCAL_COMMUNITY, "PT", bytes(32))
        .send(world.account(role))
        .value
        for role in ("fishers", "hosts")
    ]
    return made[0], made[1]


@pytest.fixture
def owed(line: Line, towns: tuple[int, int], euro: Coin) -> int:
    """Settle a case on a plan of a repair and of 50.00 EURe; gives the repair's number."""
    world, suite = line.world, line.world.suite
    for role in ("fishers", "hosts", "relayer"):
        line.keystore(role)
    fishers, hosts = world.account("fishers"), world.account("hosts")
    facts = next(_facts).to_bytes(32, "big")
    case = suite.tribunal.open(Opening.of(towns[0], [towns[1]], facts)).send(fishers).value
    early = line("remedy", "adopt", case, "--yes", by="relayer")
    assert early.code == 5 and "No plan is in force" in early.err
    shares = {Payee.community(towns[0]): 10_000}
    split = world.treasury.create(NOBODY, shares).send(fishers).value
    head = (towns[1], towns[0])
    money = {"token": euro.address, "amount": 5_000, "split_id": split}
    owes = (
        Obligation(*head, Of.REPAIR, 30 * DAY, b"\x01" * 32),
        Obligation(*head, Of.RESTITUTION, 30 * DAY, b"\x02" * 32, **money),
    )
    plan = Plan("Lift the nets", b"\x03" * 32, owes)
    number = suite.plans.file_plan(case, towns[0], plan).send(fishers).value
    for town, steward in zip(towns, (fishers, hosts), strict=True):
        suite.plans.accept_plan(case, town, number).send(steward)
    sent = line.send("remedy", "adopt", case, by="relayer")
    assert sent["obligations"] == 2
    first: int = sent["first"]
    return first


def test_a_repair_is_done_contested_and_agreed(line: Line, owed: int, tmp_path: Path) -> None:
    shown = line.read("remedy", "show", owed)
    assert (shown["kind"], shown["state"]) == ("repair", "due") and "without" in shown["next"]
    assert line("remedy", "acknowledge", owed, "--yes", by="fishers").code == 4
    assert line.send("remedy", "acknowledge", owed, by="hosts")["state"] == "acknowledged"
    photo = tmp_path / "photo.jpg"
    photo.write_bytes(b"no nets")
    sent = line.send("remedy", "fulfil", owed, photo, by="hosts")
    assert sent["state"] == "fulfilled" and "silence confirms" in sent["you_get"]
    assert "confirms or contests" in line.read("remedy", "show", owed)["next"]
    assert line("remedy", "confirm", owed, "--by-silence", "--yes", by="relayer").code == 5
    assert line.send("remedy", "contest", owed, photo, by="fishers")["state"] == "contested"
    assert "circle sits" in line.read("remedy", "show", owed)["next"]
    day = moment(line.world.now + 60 * DAY)
    anew = ("remedy", "agree", owed, "extend", "--until", day)
    first = line.send(*anew, by="hosts")
    assert first["state"] == "contested" and first["you_get"].startswith("As soon as")
    second = line.send(*anew, by="fishers")
    assert (second["state"], second["due"]) == ("acknowledged", day)
    assert second["you_get"].startswith("At once")
    line.send("remedy", "fulfil", owed, photo, by="hosts")
    assert line.send("remedy", "confirm", owed, by="fishers")["state"] == "confirmed"
    assert line.read("remedy", "show", owed)["next"] == "Nothing: it is done."


def test_what_is_overdue_goes_to_a_circle(
    line: Line, owed: int, towns: tuple[int, int], tmp_path: Path
) -> None:
    assert line("remedy", "circle", owed, "--yes", by="fishers").code == 5
    line.world.travel(31 * DAY)
    shown = line.read("remedy", "show", owed)
    assert shown["is_late"] and "either calls a circle" in shown["next"]
    assert line.send("remedy", "circle", owed, by="fishers")["state"] == "contested"
    words = tmp_path / "instead.txt"
    words.write_text("A day of cleaning the beach.")
    day = moment(line.world.now + 9 * DAY)
    anew = ("remedy", "agree", owed, "replace", "--until", day, "--description", words)
    line.send(*anew, by="hosts")
    assert line.send(*anew, by="fishers")["due"] == day
    line.send("remedy", "fulfil", owed, words, by="hosts")
    line.world.travel(15 * DAY)
    assert line.send("remedy", "confirm", owed, "--by-silence", by="relayer")["state"] == (
        "confirmed"
    )
    record = line.read("remedy", "record", towns[1])
    assert record["kept"] >= 1 and record["ever_late"] >= 1
    assert line.read("remedy", "record", towns[0])["kept"] == 0


def test_lateness_is_noted_once_and_by_anybody(
    line: Line, owed: int, towns: tuple[int, int]
) -> None:
    noting = ("remedy", "note-late", owed)
    early = line(*noting, "--yes", by="relayer")
    assert early.code == 5 and "not newly late" in early.err
    before = line.read("remedy", "record", towns[1])["ever_late"]
    line.world.travel(31 * DAY)
    looked = line(*noting, "--dry-run", "--json", by="relayer")
    assert looked.json["dry_run"] and "there is no penalty" in looked.json["you_get"]
    assert line.read("remedy", "record", towns[1])["ever_late"] == before
    sent = line.send(*noting, by="relayer")
    assert sent["state"] == "due" and "for good on the record" in sent["you_get"]
    assert line.read("remedy", "record", towns[1])["ever_late"] == before + 1
    assert line(*noting, "--yes", by="relayer").code == 5
    other = owed + 1
    line.send("remedy", "pay", other, by="hosts")
    assert line("remedy", "note-late", other, "--yes", by="relayer").code == 5
    assert line("remedy", "note-late", 999, "--yes", by="relayer").code == 3


def test_restitution_is_paid_in_parts(line: Line, owed: int, euro: Coin) -> None:
    money = owed + 1
    sent = line.send("remedy", "pay", money, "20.00", by="hosts")
    assert sent["credited"]["text"] == "20.00 EURe" and "30.00 EURe stay owed" in sent["you_get"]
    assert line.read("remedy", "show", money)["paid"]["text"] == "20.00 EURe"
    too_much = line("remedy", "pay", money, "30.01", "--yes", by="hosts")
    assert too_much.code == 2 and "30.00 EURe are left" in too_much.err
    line.send("remedy", "pay", money, by="hosts")
    assert line.read("remedy", "show", money)["state"] == "confirmed"
    assert line("remedy", "pay", owed, "--yes", by="hosts").code == 5


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("show", 999), 3),
        (("record", 999), 3),
        (("agree", 1, "forget"), 2),
        (("agree", 1, "extend"), 2),
        (("agree", 1, "confirm", "--until", "2030-01-01"), 2),
        (("agree", 1, "replace", "--until", "2030-01-01"), 2),
    ],
)
def test_bad_input_is_refused(
    line: Line, owed: int, arguments: tuple[object, ...], code: int
) -> None:
    by = () if arguments[0] in ("show", "record") else ("--yes",)
    ran = line("remedy", *arguments, *by, by="hosts" if by else None)
    assert ran.code == code, ran.err
