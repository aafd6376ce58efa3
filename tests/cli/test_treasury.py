# SPDX-License-Identifier: Apache-2.0
"""symbio treasury."""

from __future__ import annotations

import pytest

from symbio.chain.token import Coin
from symbio.domain.addresses import NOBODY
from tests.cli.conftest import Line

SOMEBODY = "0x1111111111111111111111111111111111111111"
OTHER = "0x2222222222222222222222222222222222222222"


@pytest.fixture
def split(line: Line, town: int) -> int:
    shares = ("--share", f"community:{town}=6000", "--share", f"{SOMEBODY}=4000")
    controller = ("--controller", line.address("fishers"))
    number: int = line.send("treasury", "create", *shares, *controller, by="fishers")["split"]
    return number


@pytest.fixture
def coin(line: Line) -> Coin:
    line.keystore("fishers")
    return line.world.token("EURX", 2, holder=line.world.account("fishers"))


def test_a_split_is_created_and_shown(line: Line, split: int, town: int) -> None:
    shown = line.read("treasury", "show", split)
    assert shown["controller"] == line.address("fishers")
    assert shown["payees"] == [
        {"payee": f"community:{town}", "share": 6_000},
        {"payee": SOMEBODY, "share": 4_000},
    ]
    where = line.read("treasury", "address", split)["receiving_address"]
    assert shown["receiving_address"] == where


def test_revenue_comes_in_is_owed_and_claimed(
    line: Line, split: int, coin: Coin, town: int
) -> None:
    token = coin.address
    sent = line.send("treasury", "deposit", split, "120.50", token, by="fishers")
    assert sent["credited"]["text"] == "120.50 EURX"
    assert sent["credited"]["units"] == "12050"
    assert len(sent["transactions"]) == 2, "the allowance, then the deposit"
    where = line.read("treasury", "address", split)["receiving_address"]
    coin.transfer(where, coin.token.amount("10")).send(line.world.account("fishers"))
    assert (
        line.send("treasury", "collect", split, token, by="relayer")["credited"]["text"]
        == "10.00 EURX"
    )
    owed = {
        each["payee"]: each["owed"]["text"] for each in line.read("treasury", "owed", split, token)
    }
    assert owed == {f"community:{town}": "78.30 EURX", SOMEBODY: "52.20 EURX"}
    claimed = line.send("treasury", "claim", split, token, SOMEBODY, by="relayer")
    assert claimed["claimed"]["text"] == "52.20 EURX"
    to = (split, token, f"community:{town}", OTHER)
    refused = line("treasury", "claim-to", *to, "--yes", by="stranger")
    assert refused.code == 4
    line.send("treasury", "claim-to", *to, by="fishers")
    assert str(coin.balance(OTHER)) == "78.30 EURX"
    again = line("treasury", "claim", split, token, SOMEBODY, "--yes", by="relayer")
    assert again.code == 5
    assert "nothing to claim" in again.err
    told = line.read("treasury", "statement", split)
    assert [(each["what"], each["amount"]["text"]) for each in told] == [
        ("received", "120.50 EURX"),
        ("received", "10.00 EURX"),
        ("paid", "52.20 EURX"),
        ("paid", "78.30 EURX"),
    ]


def test_the_chains_own_coin_needs_no_allowance(line: Line, split: int) -> None:
    sent = line.send("treasury", "deposit", split, "1.5", "ETH", by="fishers")
    assert sent["credited"]["text"] == "1.50 ETH"
    assert len(sent["transactions"]) == 1
    owed = line("treasury", "owed", split, "ETH", SOMEBODY)
    assert owed.out == f"payee\tshare\towed\n{SOMEBODY}\t4000\t0.60 ETH\n"


def test_shares_change_for_the_future_and_former_payees_are_owed(
    line: Line, split: int, coin: Coin
) -> None:
    line.send("treasury", "deposit", split, "100", coin.address, by="fishers")
    change = ("--share", f"{SOMEBODY}=0", "--share", f"{OTHER}=4000")
    line.send("treasury", "shares", split, *change, by="fishers")
    line.send("treasury", "deposit", split, "100", coin.address, by="fishers")
    owed = line.read("treasury", "owed", split, coin.address)
    assert {each["payee"]: each["owed"]["text"] for each in owed[1:]} == {
        SOMEBODY: "40.00 EURX",
        OTHER: "40.00 EURX",
    }
    assert SOMEBODY not in str(line.read("treasury", "show", split)["payees"])


def test_control_is_offered_accepted_and_given_up(line: Line, split: int) -> None:
    heir = line.address("hosts")
    line.send("treasury", "offer", split, heir, by="fishers")
    line.send("treasury", "offer", split, "--nobody", by="fishers")
    line.send("treasury", "offer", split, heir, by="fishers")
    assert line("treasury", "accept", split, "--yes", by="stranger").code == 4
    line.send("treasury", "accept", split, by="hosts")
    assert line.read("treasury", "show", split)["controller"] == heir
    line.send("treasury", "renounce", split, by="hosts")
    assert line.read("treasury", "show", split)["controller"] is None


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("create", "--fixed"), 2, "at least one --share"),
        (("create", "--fixed", "--share", f"{SOMEBODY}=9999"), 5, "shares fall short"),
        (("create", "--fixed", "--share", f"{SOMEBODY}=10001"), 5, "exceed the whole"),
        (("create", "--fixed", "--share", f"{SOMEBODY}=0"), 5, "treasury:"),
        (("create", "--share", f"{SOMEBODY}=10000"), 2, "--controller"),
        (
            ("create", "--fixed", "--share", f"{SOMEBODY}=5000", "--share", f"{SOMEBODY}=5000"),
            2,
            "stands twice",
        ),
        (("create", "--fixed", "--share", "10000"), 2, "PAYEE=SHARE"),
        (("create", "--fixed", "--share", f"{NOBODY}=10000"), 2, "zero address"),
        (("create", "--fixed", "--share", "village:3=10000"), 2, "village:3"),
        (("create", "--fixed", "--share", "community:9999=10000"), 3, "no such community"),
        (("deposit", "9999", "1", "ETH"), 3, "no split 9999"),
        (("deposit", "1", "0", "ETH"), 2, "amount is zero"),
        (("deposit", "1", "1.2345678901234567891", "ETH"), 2, "decimals"),
        (("deposit", "1", "ten", "ETH"), 2, "is not an amount"),
        (("deposit", "1", "1", SOMEBODY), 3, "no contract"),
        (("claim", "1", "ETH", NOBODY), 2, "zero address"),
        (("claim-to", "1", "ETH", SOMEBODY, NOBODY), 2, "zero address"),
    ],
)
def test_bad_input_is_refused_before_anything_is_sent(
    line: Line, split: int, arguments: tuple[str, ...], code: int, said: str
) -> None:
    height = line.height()
    ran = line("treasury", *arguments, "--yes", by="fishers")
    assert ran.code == code, ran.err
    assert said in ran.err
    assert line.height() == height
