# SPDX-License-Identifier: Apache-2.0
"""A flat allowance from a federation's fund for who revealed, the same whatever they voted."""

from __future__ import annotations

from typing import Any

import boa
import pytest
from eth_account.signers.local import LocalAccount

from tests.contracts.boa_chain import NOBODY, account, events, pass_time, refused
from tests.contracts.juries.drawing import TIMES, Assize
from tests.contracts.treasury.paying import NATIVE, mock

RATE, SEATS = 50, 4


@pytest.fixture
def coin() -> Any:
    return mock("Plain", 2)


def give(assize: Assize, coin: Any, amount: int = 1_000) -> None:
    giver = account("giver").address
    coin.mint(giver, amount)
    coin.approve(assize.stipends, amount, sender=giver)
    assize.stipends.endow(assize.federation.address, coin, amount, sender=giver)


def allow(assize: Assize, token: Any, amount: int = RATE) -> None:
    sender = assize.federation.address
    assize.stipends.set_stipend(assize.court, token, amount, sender=sender)


def served(assize: Assize, coin: Any, *choices: int) -> tuple[int, list[str]]:
    """Have a paid jury of four vote; fewer choices: the last of them reveal nothing."""
    give(assize, coin)
    allow(assize, coin)
    jury_id, people = assize.deliberated(SEATS, payer=assize.federation.address)
    assize.vote(jury_id, dict(zip(people, choices, strict=False)))
    pass_time(TIMES.reveal)
    return jury_id, people


def test_set_stipend(assize: Assize, coin: Any) -> None:
    allow(assize, coin)
    (log,) = events(assize.stipends)
    ours = assize.federation.address
    assert log == {
        "event": "StipendSet",
        "federation": ours,
        "court": assize.court,
        "token": coin.address,
        "amount": RATE,
    }
    assert tuple(assize.stipends.stipend(ours)) == (assize.court, coin.address, RATE)
    assert assize.stipends.juries() == assize.juries.address
    allow(assize, NOBODY, 0)
    assert tuple(assize.stipends.stipend(ours)) == (assize.court, NOBODY, 0)


def test_set_stipend_refusals(assize: Assize, coin: Any, stranger: LocalAccount) -> None:
    with refused("stipends: not a federation"):
        assize.stipends.set_stipend(assize.court, coin, RATE, sender=stranger.address)
    with refused("stipends: too much"):
        allow(assize, coin, 2**96)
    for token, amount in ((coin, 0), (NOBODY, 1)):
        with refused("stipends: a token and an amount, or neither"):
            allow(assize, token, amount)
    with refused("stipends: token has no code"):
        allow(assize, stranger.address)


def test_endow(assize: Assize, coin: Any) -> None:
    give(assize, coin, 700)
    ours = assize.federation.address
    (log,) = (each for each in events(assize.stipends) if each["event"] == "FundEndowed")
    assert log == {
        "event": "FundEndowed",
        "federation": ours,
        "giver": account("giver").address,
        "token": coin.address,
        "amount": 700,
    }
    assert assize.stipends.fund(ours, coin) == assize.stipends.held(coin) == 700


def test_endow_native_coin(assize: Assize) -> None:
    giver, ours = account("giver").address, assize.federation.address
    boa.env.set_balance(giver, 10)
    assize.stipends.endow(ours, NATIVE, 7, value=7, sender=giver)
    assert assize.stipends.fund(ours, NATIVE) == 7
    for amount, value in ((2, 1), (1, 2)):
        with refused("stipends: value isn't the amount"):
            assize.stipends.endow(ours, NATIVE, amount, value=value, sender=giver)
    with refused("stipends: nothing arrived"):
        assize.stipends.endow(ours, NATIVE, 0, sender=giver)


def test_what_arrives_counts(assize: Assize) -> None:
    coin = mock("FeeTaking", 2)
    give(assize, coin, 10_000)
    arrived = coin.balanceOf(assize.stipends)
    assert 0 < arrived < 10_000
    assert assize.stipends.fund(assize.federation.address, coin) == arrived


def test_endow_refusals(assize: Assize, coin: Any, stranger: LocalAccount) -> None:
    ours = assize.federation.address
    boa.env.set_balance(stranger.address, 1)
    with refused("stipends: not a federation"):
        assize.stipends.endow(stranger.address, coin, 1, sender=stranger.address)
    with refused("stipends: value isn't the amount"):
        assize.stipends.endow(ours, coin, 1, value=1, sender=stranger.address)
    with refused("stipends: token has no code"):
        assize.stipends.endow(ours, stranger.address, 1, sender=stranger.address)


def test_reserved_when_called(assize: Assize, coin: Any) -> None:
    give(assize, coin, RATE * SEATS)
    allow(assize, coin)
    ours = assize.federation.address
    jury_id = assize.call(SEATS, payer=ours)
    log = events(assize.juries)[-1]
    assert (log["payer"], log["token"], log["stipend"]) == (ours, coin.address, RATE)
    assert tuple(assize.stipends.reserved(jury_id)) == (ours, coin.address, RATE)
    assert assize.stipends.fund(ours, coin) == 0
    assert assize.stipends.held(coin) == RATE * SEATS
    # The fund has no more: a jury can sit without.
    other = assize.call(SEATS, payer=ours)
    assert tuple(assize.stipends.reserved(other)) == (NOBODY, NOBODY, 0)


def test_no_other_court_is_paid(assize: Assize, coin: Any) -> None:
    """Nobody drains a fund by calling juries of their own."""
    give(assize, coin)
    ours = assize.federation.address
    assize.stipends.set_stipend(account("other court").address, coin, RATE, sender=ours)
    jury_id = assize.call(SEATS, payer=ours)
    assert assize.stipends.reserved(jury_id).token == NOBODY
    with refused("stipends: not Juries"):
        assize.stipends.reserve(jury_id, ours, account("other court").address, SEATS)


def test_claim(assize: Assize, coin: Any) -> None:
    jury_id, people = served(assize, coin, 1, 1, 1, 2)
    for juror in people:
        assert assize.juries.has_earned(jury_id, juror)
        to = account(f"purse of {juror}").address
        assert assize.stipends.claim(jury_id, to, sender=juror) == RATE
        log = events(assize.stipends)[0]
        assert log == {
            "event": "StipendClaimed",
            "jury_id": jury_id,
            "juror": juror,
            "to": to,
            "token": coin.address,
            "amount": RATE,
            "paid": RATE,
        }
        assert coin.balanceOf(to) == RATE and assize.stipends.claimed(jury_id, juror)
        with refused("stipends: claimed already"):
            assize.stipends.claim(jury_id, to, sender=juror)
    assert assize.stipends.held(coin) == 1_000 - RATE * SEATS


def test_claim_refusals(assize: Assize, coin: Any, stranger: LocalAccount) -> None:
    jury_id, people = served(assize, coin, 1, 1, 1)
    for sender in (people[3], stranger.address):
        with refused("stipends: hasn't revealed"):
            assize.stipends.claim(jury_id, sender, sender=sender)
    for to in (NOBODY, assize.stipends.address):
        with refused("stipends: no address to pay"):
            assize.stipends.claim(jury_id, to, sender=people[0])
    unpaid = assize.call()
    with refused("stipends: the jury has none"):
        assize.stipends.claim(unpaid, people[0], sender=people[0])


def test_not_over_yet(assize: Assize, coin: Any) -> None:
    jury_id, people = served(assize, coin, 1, 1, 2, 2)
    for call in (
        lambda: assize.stipends.claim(jury_id, people[0], sender=people[0]),
        lambda: assize.stipends.give_back(jury_id),
        lambda: assize.juries.has_earned(jury_id, people[0]),
        lambda: assize.juries.unearned(jury_id),
    ):
        with refused("juries: not over yet"):
            call()


def test_give_back(assize: Assize, coin: Any) -> None:
    jury_id, _ = served(assize, coin, 1, 1, 1)
    ours, clerk = assize.federation.address, account("clerk").address
    assert assize.juries.unearned(jury_id) == 1
    assize.stipends.give_back(jury_id, sender=clerk)
    (log,) = events(assize.stipends)
    assert log == {
        "event": "StipendsReturned",
        "jury_id": jury_id,
        "actor": clerk,
        "federation": ours,
        "token": coin.address,
        "amount": RATE,
    }
    assert assize.stipends.fund(ours, coin) == 1_000 - 3 * RATE
    assert assize.stipends.held(coin) == 1_000
    with refused("stipends: nothing to give back"):
        assize.stipends.give_back(jury_id)


def test_native_coin_is_paid_or_refused(assize: Assize) -> None:
    giver, ours = account("giver").address, assize.federation.address
    boa.env.set_balance(giver, 1_000)
    assize.stipends.endow(ours, NATIVE, 1_000, value=1_000, sender=giver)
    allow(assize, NATIVE)
    jury_id, people = assize.deliberated(SEATS, payer=ours)
    assize.vote(jury_id, dict.fromkeys(people, 1))
    pass_time(TIMES.reveal)
    with refused("stipends: the payment is refused"):
        assize.stipends.claim(jury_id, mock("RejectingReceiver"), sender=people[0])
    to = account("purse").address
    assize.stipends.claim(jury_id, to, sender=people[0])
    assert boa.env.get_balance(to) == RATE


def test_a_token_that_lost_balance(assize: Assize, coin: Any) -> None:
    jury_id, people = served(assize, coin, 1, 1, 1, 1)
    there = str(assize.stipends.address)
    coin.transfer(account("thief").address, 500, sender=there)
    to = account("purse").address
    assize.stipends.claim(jury_id, to, sender=people[0])
    assert coin.balanceOf(to) == RATE // 2
    with refused("stipends: the token lost balance"):
        give(assize, coin, 5)
    coin.transfer(account("thief").address, coin.balanceOf(there), sender=there)
    with refused("stipends: the token lost everything"):
        assize.stipends.claim(jury_id, to, sender=people[1])


def test_a_token_that_refuses(assize: Assize) -> None:
    coin = mock("Refusing", 2)
    jury_id, people = served(assize, coin, 1, 1, 1, 1)
    coin.refuse(True)
    with refused("stipends: token refused the transfer"):
        assize.stipends.claim(jury_id, people[0], sender=people[0])
    with refused("stipends: token refused the transfer"):
        assize.stipends.endow(assize.federation.address, coin, 1, sender=account("giver").address)
    assert not assize.stipends.claimed(jury_id, people[0])
