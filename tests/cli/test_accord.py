# SPDX-License-Identifier: Apache-2.0
"""symbio accord."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from eth_abi import encode
from eth_utils import keccak

from symbio import Payee, World
from symbio.chain.token import Coin
from symbio.domain.addresses import NOBODY
from symbio.domain.communities import Kind
from tests.cli.conftest import DAY, ROOT, Line
from tests.published import kind_of
from tests.stateful.pyrevm_chain import compiled

ACCORD = ROOT / "examples" / "global-ocean" / "accord.json"
STEWARDS = ("fishers", "researchers", "hosts")
UNTIL = ("--until", "2099-01-01T00:00:00Z")


@pytest.fixture(scope="module")
def towns(world: World) -> tuple[int, ...]:
    book = world.communities
    plan = book.register(Kind.LOCAL_COMMUNITY, "PT", bytes(32))
    return tuple(plan.send(world.account(name)).value for name in STEWARDS)


@pytest.fixture(scope="module")
def coins(world: World) -> dict[str, Coin]:
    decimals = {"DEUR": 2, "DJPY": 0, "DNZD": 2}
    return {symbol: world.token(symbol, number) for symbol, number in decimals.items()}


@pytest.fixture(scope="module")
def places(world: World, towns: tuple[int, ...], coins: dict[str, Coin]) -> list[object]:
    """The options that say where the document's keys are."""
    split = world.treasury.create(NOBODY, {Payee.community(towns[0]): 10_000}).send().value
    said: list[object] = ["--fund", f"ocean-fund={split}"]
    for key, number in zip(("peniche", "shimoda", "kaikoura"), towns, strict=True):
        said += ["--party", f"{key}={number}"]
    for symbol, coin in coins.items():
        said += ["--currency", f"{symbol}={coin.address}"]
    return said


def written(line: Line, places: list[object], name: str, *more: object) -> Path:
    out = line.home / name
    line.read("accord", "terms", ACCORD, *places, *UNTIL, "--out", out, *more)
    assert kind_of(out) == "accord-terms"
    return out


@pytest.fixture
def terms(line: Line, places: list[object]) -> Path:
    return written(line, places, "terms.json")


def concluded(line: Line, terms: Path, towns: tuple[int, ...]) -> int:
    for name, town in zip(STEWARDS, towns, strict=True):
        line.send("accord", "accept", terms, "--community", town, by=name)
    number: int = line.send("accord", "conclude", terms, by="relayer")["accord"]
    return number


@pytest.fixture
def accord(line: Line, terms: Path, towns: tuple[int, ...]) -> int:
    return concluded(line, terms, towns)


def test_a_document_is_checked(line: Line, terms: Path, tmp_path: Path) -> None:
    said = line.read("accord", "check", ACCORD)
    assert said["parties"] == ["peniche", "shimoda", "kaikoura"]
    assert said["clauses"][4]["sells"] == (
        "CPC 7331, Licences to use computer software and databases"
    )
    assert line.read("accord", "check", ACCORD, "--terms", terms)["terms_agree"] is True
    assert line.read("accord", "schema")["title"] == "Accord"
    other = tmp_path / "other.json"
    other.write_text(ACCORD.read_text().replace('"contribution": 300', '"contribution": 30'))
    ran = line("accord", "check", other, "--terms", terms)
    assert ran.code == 2
    assert "clause software, contribution: document 30, terms 300" in ran.err
    other.write_text(ACCORD.read_text().replace('"HS 1604"', '"HS 77"'))
    ran = line("accord", "check", other)
    assert ran.code == 2
    assert "clauses[1].category" in ran.err


def test_signed_by_some_accepted_by_others_and_concluded(
    line: Line, terms: Path, towns: tuple[int, ...]
) -> None:
    files = []
    for name, town in zip(STEWARDS[:2], towns[:2], strict=True):
        out = line.home / f"{name}-acceptance.json"
        signing = ("accord", "sign", terms, "--community", town, "--out", out)
        told = line(*signing, "--document", ACCORD, "--dry-run", "--json", by=name)
        assert told.code == 0 and not out.exists()
        assert told.json["says"].startswith("Symbio Accords: for community")
        done = line.send(*signing, by=name)
        assert kind_of(out) == "signed-act"
        assert done["you_pay"] and done["you_get"] and done["if_it_fails"]
        files += ["--acceptance", out]
    ran = line("accord", "conclude", terms, *files, "--yes", by="relayer")
    assert ran.code == 5 and "a party hasn't accepted" in ran.err
    line.send("accord", "accept", terms, "--community", towns[2], by="hosts")
    done = line.send("accord", "conclude", terms, *files, "--document", ACCORD, by="relayer")
    assert done["parties"] == list(towns)
    again = line("accord", "conclude", terms, *files, "--yes", by="relayer")
    assert again.code == 5 and "already concluded" in again.err


def test_what_happens_is_said_before_anything_is_sent(
    line: Line, terms: Path, towns: tuple[int, ...]
) -> None:
    before = line.height()
    accepting = ("accord", "accept", terms, "--community", towns[0])
    ran = line(*accepting, "--dry-run", "--json", by="fishers")
    assert ran.code == 0 and line.height() == before
    assert f"peniche (community {towns[0]}) sells HS 03, Fish" in ran.err
    assert "5 % off, 2 % of what is paid into split" in ran.err
    assert "You pay:" in ran.err and "If it fails:" in ran.err
    assert ran.json["dry_run"] is True and ran.json["you_get"].startswith("Your people buy under")
    ran = line(*accepting, by="fishers")
    assert ran.code != 0 and "add --yes" in ran.err
    assert line.height() == before


def test_an_acceptance_is_taken_back(line: Line, terms: Path, towns: tuple[int, ...]) -> None:
    for name, town in zip(STEWARDS, towns, strict=True):
        line.send("accord", "accept", terms, "--community", town, by=name)
    line.send("accord", "decline", terms, "--community", towns[1], by="researchers")
    ran = line("accord", "conclude", terms, "--yes", by="relayer")
    assert ran.code == 5
    ran = line("accord", "accept", terms, "--community", towns[1], "--yes", by="stranger")
    assert ran.code == 4
    assert line("accord", "accept", terms, "--community", 98, "--yes", by="stranger").code == 2


def test_shown_listed_and_quoted(
    line: Line, accord: int, towns: tuple[int, ...], coins: dict[str, Coin]
) -> None:
    shown = line.read("accord", "show", accord)
    assert (shown["version"], shown["in_force"]) == (1, True)
    assert [each["community"] for each in shown["parties"]] == list(towns)
    assert shown["clauses"][0]["sells"].startswith("Fish, crustaceans")
    assert shown["clauses"][4]["most_a_season"] is None
    assert shown["market"] == line.world.manifest.address("Market")
    listed = line.read("accord", "list", "--community", towns[0])
    assert (listed[0]["accord"], listed[0]["name"]) == (accord, "Accord of the three coasts")
    assert accord in [each["accord"] for each in line.read("accord", "list")]
    trade = ("--seller", towns[0], "--buyer", towns[2], "--currency", coins["DEUR"].address)
    asked = ("accord", "quote", accord, "--clause", 0, *trade, "--category")
    quoted = line.read(*asked, "HS 030243")
    assert (quoted["concession"], quoted["contribution"], quoted["most_a_season"]) == (
        500,
        200,
        9_000,
    )
    ran = line(*asked, "CPC 73")
    assert ran.code == 5 and "category not covered" in ran.err
    assert line(*asked, "tuna").code == 2
    assert line("accord", "show", accord + 1).code == 3


def test_amended_and_left(
    line: Line, accord: int, places: list[object], towns: tuple[int, ...]
) -> None:
    terms = written(line, places, "second.json", "--amends", accord)
    assert json.loads(terms.read_text())["version"] == 2
    assert concluded(line, terms, towns) == accord
    assert line.read("accord", "show", accord)["version"] == 2
    assert line.read("accord", "show", accord, "--version", 1)["in_force"] is False
    left = line.send("accord", "leave", accord, "--community", towns[1], by="researchers")
    assert left["leaves_at"] > "20"
    assert "keep the terms they were made under" in left["if_it_fails"]
    assert line.read("accord", "show", accord)["parties"][1]["leaves_at"] == left["leaves_at"]
    ran = line("accord", "leave", accord, "--community", towns[1], "--yes", by="stranger")
    assert ran.code == 4


def test_reviewed_when_the_alarm_rings(
    line: Line, places: list[object], towns: tuple[int, ...], coins: dict[str, Coin], tmp_path: Path
) -> None:
    market = line.world.client.send(None, bytes.fromhex(_figures()["bytecode"][2:])).created
    terms = written(line, places, "told.json", "--market", str(market))
    accord = concluded(line, terms, towns)
    euro = coins["DEUR"].address
    alarm = ("--community", towns[0], "--currency", euro)
    ran = line("accord", "review", accord, *alarm, "--yes", by="stranger")
    assert ran.code == 5 and "the alarm is silent" in ran.err
    values = [accord, towns[0], euro, 600_000, 10_000]
    types = ["uint256", "uint256", "address", "uint256", "uint256"]
    say = keccak(text=f"say({','.join(types)})")[:4] + encode(types, values)
    line.world.client.send(str(market), say)
    [row] = [
        each
        for each in line.read("accord", "balance", accord, "--community", towns[0])
        if each["rings"]
    ]
    assert (row["gave"]["text"], row["got"]["text"]) == ("6,000.00 DEUR", "100.00 DEUR")
    assert line.send("accord", "review", accord, *alarm, by="stranger")["review"] == 1
    words = tmp_path / "words.txt"
    words.write_text("We sold much and bought little; next season we send people.")
    for name, town in zip(STEWARDS, towns, strict=True):
        answering = ("accord", "answer", accord, "--community", town, "--statement", words)
        done = line.send(*answering, by=name)
    assert done["review_is_open"] is False


def _figures() -> dict[str, Any]:
    return compiled("tests/mocks/Figures.vy")


def test_reviewed_by_its_date(line: Line, accord: int) -> None:
    ran = line("accord", "review", accord, "--yes", by="stranger")
    assert ran.code == 5 and "not to be reviewed yet" in ran.err
    assert line("accord", "review", accord, "--community", 1, "--yes", by="stranger").code == 2
    line.world.travel(180 * DAY)
    assert line.send("accord", "review", accord, by="stranger")["review"] == 1
    assert line.read("accord", "show", accord)["review"]["is_open"] is True


def test_nothing_given_yet(line: Line, accord: int, towns: tuple[int, ...]) -> None:
    rows = line.read("accord", "balance", accord)
    assert len(rows) == 9
    assert not any(each["rings"] for each in rows)
    assert line.read("accord", "balance", accord, "--by-category") == []
    assert line("accord", "balance", accord, "--community", 98).code == 2


@pytest.mark.parametrize(
    ("change", "code", "said"),
    [
        (lambda said: said[2:], 2, "ocean-fund"),
        (lambda said: [*said, "--party", "lisbon=1"], 2, "names no “lisbon”"),
        (lambda said: [*said, "--party", "peniche=1"], 2, "a key stands twice"),
        (lambda said: [*said[:2], "--party", "peniche=99999", *said[4:]], 3, "99999"),
        (lambda said: [*said[:2], "--party", "peniche=one", *said[4:]], 2, "no number"),
        (lambda said: ["--fund", "ocean-fund=99999", *said[2:]], 3, "no split 99999"),
        (lambda said: [*said, "--fund", "half"], 2, "KEY=VALUE"),
        (lambda said: [*said, "--starts", "2098-01-01"], 5, "start"),
    ],
)
def test_bad_terms_are_not_written(
    line: Line, places: list[object], change: Any, code: int, said: str
) -> None:
    out = line.home / "bad.json"
    ran = line("accord", "terms", ACCORD, *change(places), *UNTIL, "--out", out)
    assert (ran.code, out.exists()) == (code, False), ran.err
    assert said in ran.err


def test_a_file_that_is_none(line: Line, terms: Path, towns: tuple[int, ...]) -> None:
    spoiled = line.home / "spoiled.json"
    spoiled.write_text(terms.read_text().replace('"drift"', '"drifts"'))
    ran = line("accord", "accept", spoiled, "--community", towns[0], "--yes", by="fishers")
    assert ran.code == 2 and "drift" in ran.err
    other = line.home / "other-acceptance.json"
    line.send("accord", "sign", terms, "--community", towns[0], "--out", other, by="fishers")
    changed = json.loads(terms.read_text()) | {"drift": 1}
    spoiled.write_text(json.dumps(changed))
    ran = line("accord", "conclude", spoiled, "--acceptance", other, "--yes", by="relayer")
    assert ran.code == 2 and "accepts other terms" in ran.err
