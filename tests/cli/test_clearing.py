# SPDX-License-Identifier: Apache-2.0
"""symbio clearing: from a federation's decision to a round that set off, in two currencies."""

from __future__ import annotations

import json
import sys

import pytest

from tests.cli.clearing_circle import keep, owe, ruled, settle, solve
from tests.cli.conftest import DAY, Founded, Line


@pytest.fixture
def circle(line: Line, founded: Founded) -> Founded:
    return ruled(line, founded)


def test_what_the_federation_decided_is_shown(line: Line, circle: Founded) -> None:
    euro, yen = line.read("clearing", "rates", circle.address)
    assert (euro["currency"], euro["value"], euro["one_is"]) == ("EUR", 164, "1 EUR")
    assert (yen["currency"], yen["one_is"]) == ("JPY", "0.00609756 EUR")
    line.send("clearing", "report", circle.address, "EUR=165", "JPY=100", by="hosts")
    euro, _ = line.read("clearing", "rates", circle.address)
    assert (euro["value"], euro["voted"], euro["reports"]) == (165, 164, 1)
    assert line("clearing", "report", circle.address, "EUR=1", "--yes", by="ana").code == 4
    limits = line.read("clearing", "line", circle.address)[0]
    assert (limits["hard"], limits["newcomer"]) == ("500.00 EUR", "50.00 EUR")


def test_invoices_nobody_registered_are_set_off(line: Line, circle: Founded) -> None:
    kept = keep(
        line,
        owe(line, "ana", "aroha", 12_000),
        owe(line, "aroha", "mere", 9_000),
        owe(line, "mere", "ana", 10_000),
        owe(line, "rui", "ana", 700),
    )
    preview, seen = solve(line, circle, "--with", kept)
    assert (seen["round"], seen["to_register"]) == (0, 3)
    says = {each["participant"]: each["says"] for each in seen["statements"]}
    assert says.keys() == {line.address(role) for role in ("ana", "aroha", "mere")}
    assert "shrank by 90.00 EUR of debts and the same of claims" in says[line.address("aroha")]
    before = line.world.obligations.obligation_count()
    early = line("clearing", "submit", preview, "--yes", by="relayer")
    assert early.code == 5 and "No round" in early.err
    with_kept = ("--result", preview, "--with", kept)
    opened = line.send("clearing", "open", circle.address, *with_kept, by="relayer")
    assert (opened["registered"], opened["phase"]) == (1, "submitting")
    assert line.world.obligations.obligation_count() == before + 3, "what it touches alone"
    late = line("clearing", "solve", circle.address, "--with", kept, "--out", line.home / "x")
    assert late.code == 2 and "registered before it opened" in late.err
    rehearsed = line("clearing", "submit", preview, "--dry-run", "--json", by="relayer")
    assert rehearsed.json["you_pay"].startswith("the gas")
    settled = settle(line, preview)
    assert settled["value"] == 27_000 * 164
    assert "nobody's net position changes" in settled["you_get"]
    shown = line.read("clearing", "round", circle.address)
    assert (shown["phase"], shown["best"]) == ("settling", line.address("relayer"))
    assert shown["values"] == {"EUR": 164, "JPY": 100} and shown["settled_chunks"] == 1
    again = line("clearing", "settle", preview, "--yes", by="ana")
    assert again.code == 5 and "is settled" in again.err
    told = line.read("clearing", "statement", line.address("mere"), "--round", shown["round"])
    assert told[0]["says"] == says[line.address("mere")]


def test_people_of_the_circle_close_a_gap_by_credit(line: Line, circle: Founded) -> None:
    for role, at in (("ana", 0), ("mere", 1)):
        joined = line.send(
            *("clearing", "join", circle.address, "--community", circle.towns[at]), by=role
        )
        assert "a first line of 50.00 EUR" in joined["you_get"]
    stranger = ("clearing", "join", circle.address, "--community", circle.towns[1])
    assert line(*stranger, "--yes", by="ana").code == 3
    kept = keep(line, owe(line, "ana", "aroha", 3_000), owe(line, "aroha", "mere", 3_000))
    line.send("obligation", "register", kept, by="relayer")
    line.send("clearing", "open", circle.address, by="relayer")
    result, seen = solve(line, circle)
    settle(line, result)
    lent = [each for each in seen["statements"] if "The circle lent you" in each["says"]]
    for each in lent:
        own = line.read("clearing", "line", circle.address, each["participant"])[0]
        assert own["balance"].startswith("-") and own["hard"] == "50.00 EUR"
        assert f"your balance with it is now {own['balance']}" in each["says"]
    assert lent
    line.send("clearing", "leave", circle.address, by="ana")
    assert not line.read("clearing", "line", circle.address, line.address("ana"))[0]["may_draw"]


def test_a_holder_consents_to_another_currency(line: Line, circle: Founded) -> None:
    yes = ("clearing", "accept", circle.address, "--until", "2028-01-01")
    euros = (*yes, "--gives", "500 EUR", "--takes", "JPY", "--rate", "160")
    sent = line.send(*euros, by="rui")
    assert "at least 80,000 JPY less to owe" in sent["you_get"]
    signed = line.home / "consent.json"
    yen = (*yes, "--gives", "50000 JPY", "--takes", "EUR", "--rate", "0.006")
    ran = line(*yen, "--sign-to", signed, "--yes", "--json", by="aroha")
    assert ran.code == 0, ran.err
    carried = line.send("clearing", "accept", "--signed", signed, by="relayer")
    kept = keep(line, owe(line, "aroha", "rui", 10_000), owe(line, "rui", "aroha", 16_400, "JPY"))
    line.send("obligation", "register", kept, by="relayer")
    line.send("clearing", "open", circle.address, by="relayer")
    result, seen = solve(line, circle)
    assert "160 JPY for 1 EUR or better was your condition" in str(seen["statements"])
    settle(line, result)
    said = line.read("clearing", "statement", line.address("rui"))[-1]["says"]
    assert "100.00 EUR of your claims were set off against 16,400 JPY of your debts" in said
    line.send("clearing", "revoke", carried["acceptance"], by="aroha")
    assert line("clearing", "revoke", sent["acceptance"], "--yes", by="aroha").code == 4


def test_a_result_that_was_changed_lands_nowhere(line: Line, circle: Founded) -> None:
    kept = keep(line, owe(line, "ana", "rui", 500), owe(line, "rui", "ana", 500))
    line.send("obligation", "register", kept, by="relayer")
    line.send("clearing", "open", circle.address, by="relayer")
    result, _ = solve(line, circle)
    content = json.loads(result.read_text())
    content["chunks"][0]["flows"][0]["amount"] = "499"
    changed = line.home / "changed.json"
    changed.write_text(json.dumps(content))
    ran = line("clearing", "submit", changed, "--yes", by="relayer")
    assert ran.code == 5 and "net position" in ran.err
    content["clearing"] = line.address("ana")
    other = line.home / "other.json"
    other.write_text(json.dumps(content))
    assert "another Clearing" in line("clearing", "submit", other, "--yes", by="relayer").err
    content["chunks"][0]["flows"][0]["amount"] = 499
    broken = line.home / "broken.json"
    broken.write_text(json.dumps(content))
    ran = line("clearing", "submit", broken, "--yes", by="relayer")
    assert ran.code == 2 and "chunks.0.flows.0.amount" in ran.err
    early = line("clearing", "settle", result, "--yes", by="relayer")
    assert early.code == 5 and "is settled from" in early.err
    line.world.travel(DAY)
    assert line("clearing", "submit", result, "--yes", by="relayer").code == 5
    assert line.send("clearing", "settle", result, by="relayer")["value"] == 164_000


def test_what_nobody_registered_in_time_waits_for_the_last_phase(
    line: Line, circle: Founded
) -> None:
    line.send("clearing", "open", circle.address, by="relayer")
    kept = keep(line, owe(line, "ana", "rui", 800), owe(line, "rui", "ana", 800))
    line.world.travel(DAY)
    result, seen = solve(line, circle, "--with", kept)
    assert (seen["round"] > 0, seen["to_register"]) == (True, 2)
    ran = line("clearing", "settle", result, "--yes", by="relayer")
    assert ran.code == 5 and "aren't registered yet" in ran.err
    registered = line.send("clearing", "settle", result, "--with", kept, by="relayer")
    assert registered["registered"] == 2
    settled = line.send("clearing", "settle", result, "--with", kept, by="relayer")
    assert settled["value"] >= 1_600 * 164


def test_a_missing_solver_is_named_with_its_extra(
    line: Line, circle: Founded, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "ortools.graph.python", None)
    ran = line("clearing", "solve", circle.address, "--out", line.home / "none.json")
    assert ran.code == 2 and "symbio[matching]" in ran.err
    assert not (line.home / "none.json").exists()


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("report", "1", "EUR"), 2, "CURRENCY=VALUE"),
        (("report", "1", "EUR=0"), 2, "a value is from 1"),
        (("report", "1", "PEARLS=5"), 3, "add-currency PEARLS"),
        (("accept", "1", "--gives", "5 EUR"), 2, "--takes, --rate"),
        (("add-currency", "pearls"), 2, "can't be a currency"),
        (("open", "9999"), 3, "no federation 9999"),
        (("open", "1", "--with", "x"), 2, "go together"),
        (("revoke", "9999"), 3, "no such acceptance"),
    ],
)
def test_bad_input_is_refused_before_anything_is_sent(
    line: Line, circle: Founded, arguments: tuple[str, ...], code: int, said: str
) -> None:
    height = line.height()
    ran = line("clearing", *arguments, "--yes", by="ana")
    assert ran.code == code, ran.err
    assert said in ran.err
    assert line.height() == height
