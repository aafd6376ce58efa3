# SPDX-License-Identifier: Apache-2.0
"""symbio market: offers from document to search, and barter."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import DAY, Line
from tests.cli.trading import Day, market_day, moment


@pytest.fixture
def day(line: Line, profile: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Day:
    monkeypatch.setenv("SYMBIO_INDEX", str(tmp_path / "index.sqlite"))
    return market_day(line, profile, tmp_path / "market")


def test_a_document_is_checked(day: Day) -> None:
    seller = ("--seller", day.line.address("fishers"))
    checked = day.line.read("market", "offer", "check", day.document(), *seller)
    assert checked["prices"][0]["text"] == "4.20 EURe"
    assert checked["you_get"].startswith("4.20 EURe for each kg")
    assert "5 days" in checked["you_get"] and "no penalty" in checked["if_it_fails"]


def test_an_offer_is_signed_listed_and_found(day: Day) -> None:
    line, offer = day.line, day.signed()
    assert json.loads(offer.read_text())["act"]["message"]["title"] == "Fresh sardines, day boat"
    listed = line.send("market", "offer", "list", offer, by="relayer")
    followed = line.read("market", "index")
    assert followed["turned_back_to"] is None and followed["new_events"] >= 1
    start = listed["digest"][:16]
    at = ("--at", moment(day.now))
    found = line.read("market", "search", "sardines", "day boat", *at)
    (found,) = [each for each in found if each["digest"] == listed["digest"]]
    assert found["is_listed"] and found["left"] == 400
    assert [each["you_pay"]["text"] for each in found["costs"]] == ["4.20 EURe"]
    shown = line.read("market", "show", start)
    assert (shown["left"], shown["is_listed"], shown["as_steward"]) == (400, True, True)
    line.send("market", "offer", "withdraw", start, by="fishers")
    line.read("market", "index")
    assert line.read("market", "search", "--category", "HS 0302", "--most", 1000, *at) == [
        each
        for each in line.read("market", "search", "--most", 1000, *at)
        if each["digest"] != listed["digest"]
    ]


def test_an_unlisted_offer_is_found_from_its_file(day: Day) -> None:
    line, offer = day.line, day.signed(title="Barnacles from the cliffs")
    description = day.folder / "description.json"
    document = json.loads((day.folder / "of-signed.json").read_text())
    description.write_text(json.dumps(document["description"], ensure_ascii=False))
    line.read("market", "index")
    added = line.read("market", "add", offer, description)
    assert [each["what"] for each in added] == ["offer", "description"]
    at = ("--at", moment(day.now), "--currency", day.euro.address)
    found = line.read("market", "search", "水揚げ", *at)
    assert [(each["title"], each["is_listed"]) for each in found] == [
        ("Barnacles from the cliffs", False)
    ]


def test_landed_costs_stand_side_by_side(day: Day) -> None:
    day.concluded()
    line = day.line
    line.send("market", "offer", "list", day.signed(), by="fishers")
    line.read("market", "index")
    wanted = ("--currency", day.euro.address, "--quantity", 100, "--at", moment(day.now))
    (found,) = line.read("market", "search", *wanted)
    costs = [
        (each["name"], each["you_pay"]["text"], each["contribution"]["text"])
        for each in found["costs"]
    ]
    assert costs == [("", "420.00 EURe", "0.00 EURe"), ("Ocean accord", "399.00 EURe", "7.98 EURe")]
    table = line("market", "search", *wanted)
    assert [row.split("\t")[2:5] for row in table.out.splitlines()] == [
        ["under", "you_pay", "of_it_shared"],
        ["no accord", "420.00 EURe", ""],
        ["Ocean accord", "399.00 EURe", "7.98 EURe"],
    ]


def test_filters_reach_the_index(day: Day) -> None:
    line = day.line
    line.send("market", "offer", "list", day.signed(), by="fishers")
    line.read("market", "index")
    own = ("--currency", day.euro.address, "--at", moment(day.now))
    assert len(line.read("market", "search", *own, "--place", "harbour peniche")) == 1
    assert line.read("market", "search", *own, "--place", "lyttelton") == []
    assert line.read("market", "search", *own, "--category", "CPC 8") == []
    assert line.read("market", "search", *own, "--after", moment(day.now + 90 * DAY)) == []
    assert line.read("market", "search", *own, "--before", moment(day.now - DAY)) == []
    assert len(line.read("market", "search", *own, "--for", day.towns[1])) == 1
    assert line.read("market", "search", *own, "--federation", line.address("ana")) == []
    assert line.read("market", "search", *own, "--deployment", "elsewhere") == []
    rebuilt = line.read("market", "index", "--rebuild")
    assert rebuilt["offers_in_all"] >= 1
    assert len(line.read("market", "search", *own)) == 1


def test_a_dry_run_signs_and_writes_nothing(day: Day) -> None:
    out = day.folder / "never.json"
    arguments = ("market", "offer", "sign", day.document(), "--out", out, "--dry-run", "--json")
    ran = day.line(*arguments, by="fishers")
    assert ran.code == 0 and ran.json["dry_run"] and not out.exists()
    assert ran.err.splitlines()[0].startswith("You pay:     Nothing now.")
    assert ran.json["you_pay"] in ran.err
    listing = day.line("market", "offer", "list", day.signed(), "--dry-run", "--json", by="fishers")
    assert listing.json["if_it_fails"] and listing.json["would_send"][0]["function"] == (
        "Market.list_offer"
    )


@pytest.mark.parametrize(
    ("changes", "code", "said"),
    [
        ({"title": "x" * 81}, 2, "title"),
        ({"stages": [50, 40]}, 2, "sum to 90"),
        ({"category": "HS 99999"}, 2, "category"),
        ({"category": "hs 03"}, 2, "written HS 03"),
        ({"prices": {}}, 2, "prices"),
        ({"unit": ""}, 2, "unit"),
        ({"paid_to_split": 9_999}, 3, "no split 9999"),
        ({"community": 0, "visible_to": ["0x" + "11" * 20]}, 2, "visible_to"),
        ({"orders_until": "2099-01-01T00:00:00Z"}, 2, "after delivery.until"),
        ({"inspection": "P1M"}, 2, "inspection"),
        ({"inspection": "PT1M"}, 5, "inspection"),
        ({"surprise": 1}, 2, "surprise"),
    ],
)
def test_what_is_wrong_with_a_document_is_named(
    day: Day, changes: dict[str, object], code: int, said: str
) -> None:
    seller = ("--seller", day.line.address("fishers"))
    ran = day.line("market", "offer", "check", day.document(**changes), *seller)
    assert ran.code == code, ran.err
    assert said in ran.err


def test_files_that_are_no_offers_are_refused(day: Day) -> None:
    line, offer = day.line, day.signed()
    forged = json.loads(offer.read_text())
    forged["act"]["message"]["price_1"] = 1
    (day.folder / "forged.json").write_text(json.dumps(forged))
    assert line("market", "add", day.folder / "forged.json").code == 2
    assert line("market", "add", day.document()).code == 2
    assert line("market", "show", "0x123456").code == 3
    refused = line("market", "offer", "list", day.folder / "forged.json", "--yes", by="relayer")
    assert refused.code in (4, 5) and "market:" in refused.err
    assert line("market", "offer", "list", day.document(), "--yes", by="relayer").code == 2


def test_a_ring_is_signed_carried_and_revoked(day: Day) -> None:
    line, world = day.line, day.line.world
    names = ("ana", "rui", "mere")
    for name in names:
        line.keystore(name)
    coins = {name: world.token(name.upper(), 2, holder=world.account(name)) for name in names}
    until = ("--until", moment(day.now + DAY))
    files = []
    for name, wanted in zip(names, ("mere", "ana", "rui"), strict=True):
        files.append(day.folder / f"{name}.json")
        money = ("--give", f"10 {coins[name].address}", "--want", f"10 {coins[wanted].address}")
        arguments = ("market", "barter", "sign", *money, "--title", "Ten vouchers", *until)
        ran = line(*arguments, "--out", files[-1], "--yes", by=name)
        assert ran.code == 0, ran.err
        assert "All links happen or none" in ran.err and "must be allowed" in ran.err
        line.send("market", "barter", "allow", f"10 {coins[name].address}", by=name)
    two = line("market", "barter", "carry", *files[:2], "--yes", by="relayer")
    assert two.code == 2 and "no ring" in two.err
    shuffled = (files[2], files[0], files[1])
    assert line.send("market", "barter", "carry", *shuffled, by="relayer")["swaps"] == 3
    assert coins["ana"].balance(line.address("rui")).units == 1_000
    line.send("market", "barter", "revoke", 5, by="ana")
    assert world.market.nonce_used(line.address("ana"), 5)
