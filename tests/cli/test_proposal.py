# SPDX-License-Identifier: Apache-2.0
"""symbio proposal and symbio vote: from the first word to the payment."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from symbio.domain.addresses import NOBODY
from tests.cli.conftest import CHARTER, DAY, Founded, Line
from tests.published import kind_of

SOMEBODY = "0x1111111111111111111111111111111111111111"


def propose(line: Line, founded: Founded, *more: object) -> int:
    said = ("--title", "Buy a winch", "--text", "The old one is broken.")
    at = (founded.address, "--community", founded.towns[0])
    number: int = line.send("proposal", "create", *at, *said, *more, by="fishers")["proposal"]
    return number


def sign(line: Line, founded: Founded, proposal: int, who: str, town: int, *more: object) -> Path:
    path = line.home / "ballots" / f"{who}.json"
    path.parent.mkdir(exist_ok=True)
    at = (founded.address, proposal, "for", "--community", town, "--out", path)
    ran = line("vote", "sign", *at, *more, by=who)
    assert ran.code == 0, ran.err
    return path


def test_a_proposal_is_voted_carried_and_executed(line: Line, founded: Founded) -> None:
    coin = line.world.token("EURX", 2)
    coin.transfer(founded.address, coin.token.amount("500")).send()
    pay = ("--pay", f"120.50 {coin.address} {SOMEBODY}")
    number = propose(line, founded, *pay)
    shown = line.read("proposal", "show", founded.address, number)
    assert shown["stage"] == "pending"
    assert "transfer(" in shown["calls"][0]["does"]
    line.world.travel(DAY + 60)
    for who, town in zip(("ana", "rui", "aroha"), (0, 0, 1), strict=True):
        sign(line, founded, number, who, founded.towns[town])
    carried = line.send(
        "vote", "carry", founded.address, number, line.home / "ballots", by="relayer"
    )
    assert (carried["counted"], carried["skipped"], carried["left_out"]) == (3, [], [])
    by_mere = (founded.address, number, "against", "--community", founded.towns[1])
    line.send("vote", "cast", *by_mere, "--reason", "The crane first.", by="mere")
    for who, town in zip(("fishers", "hosts"), founded.towns, strict=True):
        at = (founded.address, number, "for", "--community", town)
        line.send("vote", "steward", *at, by=who)
    mere = ("--community", founded.towns[1], "--person", line.address("mere"))
    tally = line.read("vote", "show", founded.address, number, *mere)
    assert (tally["people_for"], tally["people_against"], tally["communities_for"]) == (3, 1, 2)
    assert (tally["steward_choice"], tally["person_choice"]) == ("For", "Against")
    assert tally["quorate"] and tally["carried_as_it_stands"]
    early = line("proposal", "execute", founded.address, number, "--yes", by="relayer")
    assert early.code == 5
    assert "not executable now" in early.err
    line.world.travel(8 * DAY)
    done = line.send("proposal", "execute", founded.address, number, by="relayer")
    assert done["stage"] == "executed"
    assert str(coin.balance(SOMEBODY)) == "120.50 EURX"
    listed = line.read("proposal", "list", founded.address)
    assert (listed[-1]["title"], listed[-1]["stage"]) == ("Buy a winch", "executed")


def test_a_ballot_paper_lets_one_sign_without_a_node(line: Line, founded: Founded) -> None:
    number = propose(line, founded)
    paper = line.home / "paper.json"
    ran = line("vote", "paper", founded.address, number, "--out", paper, "--json")
    assert ran.json["title"] == "Buy a winch"
    assert kind_of(paper) == "ballot-paper"
    line.settings.clear()
    signed = sign(line, founded, number, "ana", founded.towns[0], "--paper", paper)
    assert line.settings == []
    act = json.loads(signed.read_text())["act"]
    assert act["message"] == {"proposal": number, "title": "Buy a winch", "choice": "For"}
    line.world.travel(DAY + 60)
    assert line.send("vote", "carry", founded.address, number, signed, by="relayer")["counted"] == 1
    other = (founded.address, number + 1, "for", "--community", "1", "--paper", paper)
    assert line("vote", "sign", *other, "--out", line.home / "x.json", by="ana").code == 2
    paper.write_text("{}")
    assert line("vote", "sign", *other, "--out", line.home / "x.json", by="ana").code == 2


def test_a_signed_ballot_is_whole_on_disk_and_never_overwritten(
    line: Line, founded: Founded, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = propose(line, founded)
    path = sign(line, founded, number, "ana", founded.towns[0])
    before = path.read_bytes()
    at = (founded.address, number, "against", "--community", founded.towns[0], "--out", path)
    ran = line("vote", "sign", *at, by="ana")
    assert ran.code == 2
    assert "exists already" in ran.err
    assert path.read_bytes() == before
    synced: list[int] = []
    monkeypatch.setattr("symbio.chain.durable.os.fsync", synced.append)
    sign(line, founded, number, "rui", founded.towns[0])
    assert len(synced) == 2, "the file, and the folder that names it"
    assert {each.name for each in path.parent.iterdir()} == {"ana.json", "rui.json"}


def test_ballots_that_cannot_count_are_left_out_by_name(line: Line, founded: Founded) -> None:
    number = propose(line, founded)
    line.world.travel(DAY + 60)
    stranger = sign(line, founded, number, "stranger", founded.towns[0])
    ran = line("vote", "carry", founded.address, number, stranger, "--yes", by="relayer")
    assert ran.code == 5
    assert f"Left out: {line.address('stranger')}" in ran.err
    ana = sign(line, founded, number, "ana", founded.towns[0], "--reason", "It is old.")
    sent = line.send("vote", "carry", founded.address, number, stranger, ana, by="relayer")
    assert sent["counted"] == 1
    assert [each["signer"] for each in sent["left_out"]] == [line.address("stranger")]
    again = line.send("vote", "carry", founded.address, number, ana, by="relayer")
    assert again["counted"] == 0
    assert again["skipped"][0]["why"] == "this person has voted already"
    empty = line.home / "empty"
    empty.mkdir()
    assert line("vote", "carry", founded.address, number, empty, "--yes", by="relayer").code == 2
    ana.write_text("{}")
    assert line("vote", "carry", founded.address, number, ana, "--yes", by="relayer").code == 2


def test_a_proposal_is_withdrawn_before_the_vote_only(line: Line, founded: Founded) -> None:
    number = propose(line, founded)
    line.send("proposal", "withdraw", founded.address, number, by="fishers")
    assert line.read("proposal", "show", founded.address, number)["stage"] == "withdrawn"
    number = propose(line, founded)
    line.world.travel(DAY + 60)
    ran = line("proposal", "withdraw", founded.address, number, "--yes", by="fishers")
    assert ran.code == 5


def test_calls_come_in_the_order_of_the_options(line: Line, founded: Founded, town: int) -> None:
    dry = line(
        *("treasury", "create", "--fixed", "--share", f"{SOMEBODY}=10000", "--dry-run", "--json"),
        *("--as", line.address("relayer")),
    )
    calls = line.home / "calls.json"
    calls.write_text(dry.out)
    more: list[Any] = ["--call-file", calls, "--call", f"{SOMEBODY} 0 0x", "--amend", CHARTER]
    more += ["--expel", founded.towns[1], "--admit", town, "--pay", f"1.5 ETH {SOMEBODY}"]
    number = propose(line, founded, *more)
    shown = line.read("proposal", "show", founded.address, number)["calls"]
    said = [each["does"].partition("(")[0] for each in shown]
    names = ["admit", "expel", "amend"]
    assert said == ["pay", *(f"Federation.{n}" for n in names), "pay", "Treasury.create"]
    assert shown[0]["value"] == str(15 * 10**17)


@pytest.mark.parametrize(
    ("more", "code", "said"),
    [
        (("--pay", "1 ETH"), 2, "AMOUNT TOKEN TO"),
        (("--pay", f"1 ETH {NOBODY}"), 2, "zero address"),
        (("--pay", f"0 ETH {SOMEBODY}"), 2, "amount is zero"),
        (("--pay", f"1e3 ETH {SOMEBODY}"), 2, "is not an amount"),
        (("--pay", f"1 {SOMEBODY} {SOMEBODY}"), 3, "no contract"),
        (("--admit", "9999"), 3, "no community 9999"),
        (("--call", SOMEBODY), 2, "TARGET VALUE DATA"),
        (("--call", f"{SOMEBODY} 0 0xzz"), 2, "not hexadecimal"),
        (("--call", f"{SOMEBODY} -1 0x"), 2, "whole number"),
        (("--call", f"{SOMEBODY} 0 0x12345678"), 5, "target has no code"),
        (("--call-file", str(CHARTER)), 2, "--dry-run --json"),
        (("--amend", "nowhere.json"), 3, "nowhere.json"),
        (("--text-file", str(CHARTER)), 2, "either --text"),
    ],
)
def test_a_bad_proposal_is_refused_before_anything_is_sent(
    line: Line, founded: Founded, more: tuple[str, ...], code: int, said: str
) -> None:
    height = line.height()
    at = (founded.address, "--community", founded.towns[0], "--title", "T", "--text", "t")
    ran = line("proposal", "create", *at, *more, "--yes", by="fishers")
    assert ran.code == code, ran.err
    assert said in ran.err
    assert line.height() == height


def test_who_may_not_propose_or_vote_is_told(line: Line, founded: Founded) -> None:
    at = (founded.address, "--community", founded.towns[0], "--text", "t", "--yes")
    assert line("proposal", "create", *at, "--title", "T", by="stranger").code == 4
    assert line("proposal", "create", *at, "--title", " ", by="fishers").code == 2
    assert line("proposal", "create", *at, "--title", "x" * 161, by="fishers").code == 2
    assert line("proposal", "show", founded.address, "999").code == 3
    number = propose(line, founded)
    vote = ("vote", "cast", founded.address, number)
    early = line(*vote, "for", "--community", founded.towns[0], "--yes", by="ana")
    assert early.code == 5
    assert line(*vote, "maybe", "--community", founded.towns[0], "--yes", by="ana").code == 2
    assert line(*vote, "for", "--community", founded.towns[0], "--yes", by="stranger").code == 3
    assert line("vote", "show", founded.address, number, "--person", SOMEBODY).code == 2
