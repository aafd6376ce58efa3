# SPDX-License-Identifier: Apache-2.0
"""symbio treasury: joint and held payments, and payouts that a payee signs."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from symbio.chain.token import Coin
from symbio.domain.addresses import NOBODY
from tests.cli.conftest import DAY, Line

SOMEBODY = "0x1111111111111111111111111111111111111111"
OTHER = "0x2222222222222222222222222222222222222222"


@pytest.fixture
def split(line: Line, town: int) -> int:
    shares = ("--share", f"community:{town}=6000", "--share", f"{SOMEBODY}=4000")
    number: int = line.send("treasury", "create", *shares, "--fixed", by="fishers")["split"]
    return number


@pytest.fixture
def coin(line: Line) -> Coin:
    line.keystore("fishers")
    return line.world.token("EURX", 2, holder=line.world.account("fishers"))


def ahead(line: Line, seconds: int) -> str:
    return datetime.fromtimestamp(line.world.now + seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def test_several_splits_are_paid_at_once(line: Line, split: int, coin: Coin) -> None:
    share = ("--share", f"{OTHER}=10000")
    fund = line.send("treasury", "create", *share, "--fixed", by="fishers")["split"]
    pay = ("--pay", f"{split}=90", "--pay", f"{fund}=10.50")
    sent = line.send("treasury", "deposit-many", coin.address, *pay, by="fishers")
    assert sent["credited"]["text"] == "100.50 EURX"
    assert len(sent["transactions"]) == 2
    (row,) = line.read("treasury", "statement", fund)
    payer = line.address("fishers")
    assert row["says"] == f"{payer} paid 10.50 EURX into split {fund}: {OTHER} gets 10.50 EURX."


def test_a_payment_is_held_ruled_claimed_and_refunded(
    line: Line, split: int, coin: Coin, town: int
) -> None:
    token, judge = coin.address, line.address("mediator")
    terms = ("--arbiter", judge, "--until", ahead(line, 30 * DAY))
    sent = line.send("treasury", "hold", split, "100", token, *terms, by="fishers")
    number = sent["hold"]
    assert sent["held"]["text"] == "100.00 EURX"
    shown = line.read("treasury", "show-hold", number)
    assert (shown["split"], shown["decided"], shown["arbiter"]) == (split, False, judge)
    assert line("treasury", "rule", number, "60", "--yes", by="stranger").code == 4
    assert line("treasury", "release", number, "--yes", by="stranger").code == 5
    assert line("treasury", "refund", number, "--yes", by="fishers").code == 2
    ruled = line.send("treasury", "rule", number, "60", by="mediator")
    assert (ruled["to_split"]["text"], ruled["to_payer"]["text"]) == ("60.00 EURX", "40.00 EURX")
    owed = line.read("treasury", "owed", split, token, "--hold", number)
    assert {each["payee"]: each["owed"]["text"] for each in owed} == {
        f"community:{town}": "36.00 EURX",
        SOMEBODY: "24.00 EURX",
    }
    claim = ("treasury", "claim", split, token, SOMEBODY, "--hold", number)
    assert line.send(*claim, by="relayer")["claimed"]["text"] == "24.00 EURX"
    to = (split, token, f"community:{town}", OTHER, "--hold", number)
    assert line.send("treasury", "claim-to", *to, by="fishers")["claimed"]["text"] == "36.00 EURX"
    refunded = line.send("treasury", "refund", number, OTHER, by="fishers")
    assert refunded["refunded"]["text"] == "40.00 EURX"
    assert str(coin.balance(OTHER)) == "76.00 EURX"
    told = line.read("treasury", "statement", split)
    assert [each["what"] for each in told] == ["held", "ruled", "paid", "paid", "refunded"]
    assert told[1]["says"].endswith(f"40.00 EURX goes back to {line.address('fishers')}.")


def test_a_hold_that_nobody_ruled_is_released(line: Line, split: int) -> None:
    terms = ("--arbiter", line.address("mediator"), "--until", ahead(line, DAY))
    number = line.send("treasury", "hold", split, "1", "ETH", *terms, by="fishers")["hold"]
    line.world.travel(DAY + 60)
    line.send("treasury", "release", number, by="relayer")
    claim = ("treasury", "claim", split, "ETH", SOMEBODY, "--hold", number)
    assert line.send(*claim, by="relayer")["claimed"]["text"] == "0.40 ETH"


def test_a_payout_is_signed_carried_and_revoked(
    line: Line, split: int, coin: Coin, town: int
) -> None:
    line.send("treasury", "deposit", split, "100", coin.address, by="fishers")
    what = (split, coin.address, f"community:{town}", OTHER, "--until", ahead(line, DAY))
    file, second = line.home / "payout.json", line.home / "second.json"
    ran = line("treasury", "sign-payout", *what, "--out", file, "--json", by="fishers")
    assert ran.code == 0, ran.err
    assert f"pay all that split {split} owes community:{town}" in ran.json["says"]
    carried = line.send("treasury", "carry-payout", file, by="relayer")
    assert carried["claimed"]["text"] == str(coin.balance(OTHER)) == "60.00 EURX"
    assert line("treasury", "carry-payout", file, "--yes", by="relayer").code == 5
    numbered = ("--nonce", 7, "--out", second)
    assert line("treasury", "sign-payout", *what, *numbered, by="fishers").code == 0
    line.send("treasury", "revoke-payout", 7, by="fishers")
    line.send("treasury", "deposit", split, "100", coin.address, by="fishers")
    again = line("treasury", "carry-payout", second, "--yes", by="relayer")
    assert again.code == 5
    assert "payout is spent" in again.err


def test_a_payout_of_a_hold_is_signed_before_anything_is_ruled(line: Line, split: int) -> None:
    terms = ("--arbiter", line.address("mediator"), "--until", ahead(line, DAY))
    number = line.send("treasury", "hold", split, "1", "ETH", *terms, by="fishers")["hold"]
    payee = line.address("artist")
    file = line.home / "payout.json"
    what = (split, "ETH", payee, OTHER, "--hold", number, "--until", ahead(line, DAY))
    ran = line("treasury", "sign-payout", *what, "--out", file, "--json", by="artist")
    assert f"of hold {number}" in ran.json["says"]
    refused = line("treasury", "carry-payout", file, "--yes", by="relayer")
    assert "isn't decided" in refused.err


def test_another_act_is_no_payout(line: Line, split: int, town: int) -> None:
    file = line.home / "consent.json"
    invited = ("--invited", "2026-01-10T12:00:00Z", "--out", file)
    assert line("roll", "sign", town, *invited, by="ana").code == 0
    ran = line("treasury", "carry-payout", file, "--yes", by="relayer")
    assert ran.code == 2
    assert "no payout for this deployment" in ran.err


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("deposit-many", "ETH"), 2, "at least one --pay"),
        (("deposit-many", "ETH", "--pay", "5"), 2, "SPLIT=AMOUNT"),
        (("deposit-many", "ETH", "--pay", "1=1", "--pay", "1=2"), 2, "stands twice"),
        (("deposit-many", "ETH", "--pay", "9999=1"), 3, "no split 9999"),
        (("deposit-many", "ETH", "--pay", "1=0"), 2, "amount is zero"),
        (("show-hold", "9999"), 3, "no hold 9999"),
        (("claim", "1", "ETH", SOMEBODY, "--hold", "9999"), 3, "no hold 9999"),
        (
            ("hold", "1", "1", "ETH", "--arbiter", NOBODY, "--until", "2100-01-01"),
            2,
            "zero address",
        ),
        (
            ("hold", "1", "1", "ETH", "--arbiter", OTHER, "--until", "2001-01-01"),
            5,
            "a hold ends in the future",
        ),
        (
            ("hold", "1", "1", "ETH", "--arbiter", OTHER, "--until", "2900-01-01"),
            5,
            "within three years",
        ),
        (("hold", "1", "0", "ETH", "--arbiter", OTHER, "--until", "2100-01-01"), 2, "is zero"),
    ],
)
def test_bad_input_is_refused_before_anything_is_sent(
    line: Line, split: int, arguments: tuple[str, ...], code: int, said: str
) -> None:
    height = line.height()
    extra = () if arguments[0] == "show-hold" else ("--yes",)
    by = {} if arguments[0] == "show-hold" else {"by": "fishers"}
    ran = line("treasury", *arguments, *extra, **by)
    assert ran.code == code, ran.err
    assert said in ran.err
    assert line.height() == height
