# SPDX-License-Identifier: Apache-2.0
"""symbio order: from the escrow to the delivery, or to whatever ends an order instead."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from symbio import World
from symbio.chain.token import Coin
from tests import vouchers
from tests.cli.conftest import DAY, Line
from tests.cli.trading import Day, market_day
from tests.published import kind_of

CLAIM = ("--claim", "0x" + "0c" * 32)
EVIDENCE = ("--evidence", "0x" + "0e" * 32)


@pytest.fixture
def day(line: Line, profile: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Day:
    monkeypatch.setenv("SYMBIO_INDEX", str(tmp_path / "index.sqlite"))
    return market_day(line, profile, tmp_path / "market")


def test_an_order_is_opened_delivered_and_confirmed(day: Day) -> None:
    line = day.line
    wanted = ("--quantity", 10, "--currency", day.euro.address)
    opened = line.send("order", "open", day.signed(), *wanted, by="hosts")
    assert opened["total"]["text"] == "42.00 EURe"
    assert len(opened["transactions"]) == 2, "the allowance, then the order"
    assert opened["you_pay"].startswith("42.00 EURe into escrow now. The seller is paid when")
    assert "“Fresh sardines, day boat”, delivered at “Fishing harbour" in opened["you_get"]
    assert "You may cancel until" in opened["if_it_fails"]
    number = opened["order"]
    delivered = line.send("order", "deliver", number, *EVIDENCE, by="fishers")
    assert delivered["state"] == "delivered"
    assert "42.00 EURe into split" in delivered["you_get"]
    line.send("order", "evidence", number, "--file", "0x" + "0d" * 32, by="fishers")
    confirmed = line.send("order", "confirm", number, by="hosts")
    assert confirmed["state"] == "closed"
    assert line.read("order", "show", number)["in_escrow"]["text"] == "0.00 EURe"
    owed = line.read("treasury", "owed", day.split, day.euro.address)
    assert [each["owed"]["text"] for each in owed] == ["42.00 EURe"]


def test_an_order_under_an_accord_costs_less(day: Day) -> None:
    accord = day.concluded()
    wanted = ("--quantity", 100, "--currency", day.euro.address)
    under = ("--community", day.towns[1], "--accord", accord)
    opened = day.line.send("order", "open", day.signed(), *wanted, *under, by="hosts")
    assert (opened["total"]["text"], opened["concession"]["text"]) == ("399.00 EURe", "21.00 EURe")
    assert f"420.00 EURe less 21.00 EURe under accord {accord}" in opened["you_pay"]
    assert f"7.98 EURe of what you pay go to split {day.split}" in opened["you_get"]
    shown = day.line.read("order", "show", opened["order"])
    assert (shown["accord"], shown["contribution"]) == (accord, 200)


def test_a_signed_order_is_carried_by_anybody(day: Day) -> None:
    line, offer, out = day.line, day.signed(), day.folder / "order.json"
    wanted = ("--quantity", 2, "--currency", day.euro.address, "--community", day.towns[1])
    ran = line("order", "sign", offer, *wanted, "--out", out, "--yes", by="hosts")
    assert ran.code == 0, ran.err
    assert "must be allowed to take 8.40 EURe" in ran.err
    line.send("order", "allow", f"8.40 {day.euro.address}", by="hosts")
    carried = line.send("order", "carry", out, offer, by="relayer")
    assert carried["buyer"] == line.address("hosts")
    again = line("order", "carry", out, offer, "--yes", by="relayer")
    assert again.code == 5
    other = day.signed("other.json", title="Other")
    assert line("order", "carry", out, other, "--yes", by="relayer").code == 2


def test_a_partial_delivery_is_refunded_in_part(day: Day) -> None:
    line, number = day.line, day.opened()
    line.send("order", "deliver", number, *EVIDENCE, "--quantity", 9, by="fishers")
    confirmed = line.send("order", "confirm", number, by="hosts")
    assert "37.80 EURe out of the escrow" in confirmed["you_pay"]
    who, token = line.address("hosts"), day.euro.address
    before = line.read("order", "owed", who, token)["owed"]
    taken = line.send("order", "withdraw", token, by="hosts")["withdrawn"]
    assert taken == before and taken["text"] == "4.20 EURe"
    assert line("order", "withdraw", token, "--yes", by="hosts").code == 5


def test_every_state_has_its_way_out(day: Day) -> None:
    line = day.line
    cancelled, late, silent, agreed, lapsed = (day.opened(1) for _ in range(5))
    assert line("order", "cancel", cancelled, "--yes", by="stranger").code == 4
    line.send("order", "cancel", cancelled, by="hosts")
    for number in (silent, agreed, lapsed):
        line.send("order", "deliver", number, *EVIDENCE, by="fishers")
    for number in (agreed, lapsed):
        line.send("order", "dispute", number, *CLAIM, by="hosts")
    assert line("order", "summon", agreed, "--yes", by="hosts").code == 2
    line.send("order", "agree", agreed, 5_000, by="hosts")
    assert line.read("order", "show", agreed)["named_by_buyer"] == 5_000
    settled = line.send("order", "agree", agreed, 5_000, by="fishers")
    assert "2.10 EURe, 50 % of what is in escrow" in settled["you_pay"]
    line.world.travel(61 * DAY)
    for number, verb in ((late, "expire"), (silent, "release"), (lapsed, "lapse")):
        assert line.send("order", verb, number, by="relayer")["state"] == "closed"
    mine = line.read("order", "list", "--of", line.address("fishers"), "--state", "closed")
    assert {cancelled, late, silent, agreed, lapsed} <= {each["order"] for each in mine}
    assert line.read("order", "list", "--of", line.address("ana")) == []


def test_a_dry_run_tells_and_sends_nothing(day: Day) -> None:
    number = day.opened()
    height = day.line.height()
    ran = day.line("order", "cancel", number, "--dry-run", "--json", by="hosts")
    assert ran.json["would_send"][0]["function"] == "Escrow.cancel"
    assert "42.00 EURe are owed to the buyer" in ran.json["you_get"]
    wanted = ("--quantity", 1, "--currency", day.euro.address, "--dry-run", "--json")
    ran = day.line("order", "sign", day.signed("s.json"), *wanted, by="hosts")
    assert ran.json["dry_run"] and ran.json["you_pay"].startswith("4.20 EURe")
    assert day.line.height() == height


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("show", 999_999), 3, "no order 999999"),
        (("list", "--state", "lost"), 2, "“lost”"),
        (("deliver", "{order}", "--quantity", 99, *EVIDENCE), 2, "between 1 and the 10"),
        (("confirm", "{order}"), 5, "no delivery"),
        (("release", "{order}"), 5, "no delivery"),
        (("expire", "{order}"), 5, "isn't over"),
        (("lapse", "{order}"), 5, "not disputed"),
        (("open", "{offer}", "--quantity", 1, "--currency", "ETH"), 2, "no price in ETH"),
        (("open", "{offer}", "--quantity", 1, "--currency", "{euro}", "--accord", 1), 2, "--comm"),
        (
            ("open", "{offer}", "--quantity", 1, "--currency", "{euro}", "--community", "{town}"),
            3,
            "not on the roll",
        ),
    ],
)
def test_what_can_t_be_is_refused_before_anything_is_sent(
    day: Day, arguments: tuple[object, ...], code: int, said: str
) -> None:
    names = {
        "{order}": day.opened(),
        "{offer}": day.signed("x.json"),
        "{euro}": day.euro.address,
        "{town}": day.towns[0],
    }
    height = day.line.height()
    words = [names.get(each, each) if isinstance(each, str) else each for each in arguments]
    reads = arguments[0] in ("show", "list")
    ran = day.line("order", *words, *(() if reads else ("--yes",)), by=None if reads else "hosts")
    assert ran.code == code, ran.err
    assert said in ran.err
    assert day.line.height() == height


@pytest.fixture(scope="module")
def voucher(world: World) -> Coin:
    """A currency with permits."""
    return vouchers.deploy(world)


def test_with_a_permit_a_buyer_sends_nothing(day: Day, voucher: Coin) -> None:
    line, out, permit = day.line, day.folder / "order.json", day.folder / "permit.json"
    offer = day.signed(prices={voucher.address: "4.20"})
    voucher.transfer(line.address("hosts"), voucher.token.amount("50")).send()
    wanted = ("--quantity", 2, "--currency", voucher.address, "--out", out, "--permit", permit)
    ran = line("order", "sign", offer, *wanted, "--yes", by="hosts")
    assert ran.code == 0, ran.err
    assert kind_of(permit) == "permit"
    before = voucher.balance(line.address("hosts"))
    carried = line.send("order", "carry", out, offer, "--permit", permit, by="relayer")
    assert carried["buyer"] == line.address("hosts")
    assert str(before - voucher.balance(line.address("hosts"))) == "8.40 VCH"


def test_a_permit_whose_signature_is_cut_short_is_refused(day: Day, voucher: Coin) -> None:
    line, out, permit = day.line, day.folder / "order.json", day.folder / "permit.json"
    offer = day.signed(prices={voucher.address: "4.20"})
    wanted = ("--quantity", 2, "--currency", voucher.address, "--out", out, "--permit", permit)
    assert line("order", "sign", offer, *wanted, "--yes", by="hosts").code == 0
    said = json.loads(permit.read_text())
    permit.write_text(json.dumps(said | {"signature": said["signature"][:-2]}))
    height = line.height()
    ran = line("order", "carry", out, offer, "--permit", permit, "--yes", by="relayer")
    assert ran.code == 2 and "is no permit: signature" in ran.err
    assert line.height() == height


def test_a_file_that_is_no_permit_is_refused(day: Day) -> None:
    line, offer, out = day.line, day.signed(), day.folder / "order.json"
    wanted = ("--quantity", 2, "--currency", day.euro.address, "--out", out)
    permit = ("--permit", day.folder / "permit.json")
    ran = line("order", "sign", offer, *wanted, *permit, "--yes", by="hosts")
    assert ran.code == 2 and "takes no permits" in ran.err and not out.exists()
    assert line("order", "sign", offer, *wanted, "--yes", by="hosts").code == 0
    permit[1].write_text('{"format": "symbio/permit/1", "deadline": 1, "signature": "0x00"}')
    ran = line("order", "carry", out, offer, *permit, "--yes", by="relayer")
    assert ran.code == 2 and "is no permit: owner" in ran.err
