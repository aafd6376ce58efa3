# SPDX-License-Identifier: Apache-2.0
"""A split's statement in words, from events alone."""

from __future__ import annotations

import pytest

from symbio.domain import events
from symbio.domain.amount import Token
from symbio.domain.holds import hold_key
from symbio.domain.payee import Payee
from symbio.domain.split_statement import Entry, Teller

EURO = Token("0x52908400098527886E0F7030069857D2E4169EE7", "EURe", 2)
BUYER, JUDGE, BOATS = ("0x" + f"{n:02x}" * 20 for n in (0xB1, 0xC1, 0xA1))
NAMES = {BUYER: "the buyer", JUDGE: "the mediator", BOATS: "the boats"}
ACCOUNT, TOWN, NESTED = Payee.account(BOATS), Payee.community(3), Payee.split(1)


@pytest.fixture
def teller() -> Teller:
    found = Teller(lambda address: {EURO.address: EURO}[address], lambda who: NAMES.get(who, who))
    assert found.tell(events.SplitCreated(1, BUYER, (ACCOUNT, TOWN), (6_667, 3_333))) is None
    assert found.tell(events.SplitCreated(2, BUYER, (NESTED,), (10_000,))) is None
    return found


def told(teller: Teller, event: events.Event) -> Entry:
    entry = teller.tell(event)
    assert entry is not None
    return entry


def test_a_payment_says_what_each_payee_gets(teller: Teller) -> None:
    entry = told(teller, events.RevenueReceived(1, BUYER, EURO.address, 10_000))
    assert (entry.split_id, entry.what, entry.who) == (1, "received", BUYER)
    assert entry.amount == EURO.amount("100")
    assert entry.says == (
        f"the buyer paid 100.00 EURe into split 1: {BOATS} gets 66.67 EURe, "
        "community:3 gets 33.33 EURe."
    )


def test_a_fraction_of_a_unit_is_told(teller: Teller) -> None:
    entry = told(teller, events.RevenueReceived(1, BUYER, EURO.address, 1))
    assert entry.says.endswith(
        f"{BOATS} gets 0.00 EURe and a fraction, community:3 gets 0.00 EURe and a fraction."
    )


def test_shares_count_from_their_change_on(teller: Teller) -> None:
    assert teller.tell(events.SharesSet(1, BUYER, 2, (ACCOUNT, TOWN), (10_000, 0))) is None
    entry = told(teller, events.RevenueReceived(1, BUYER, EURO.address, 10_000))
    assert entry.says == f"the buyer paid 100.00 EURe into split 1: {BOATS} gets 100.00 EURe."


def test_a_flow_is_told_at_both_ends(teller: Teller) -> None:
    entry = told(teller, events.RevenueFlowed(2, 1, EURO.address, 10_000))
    assert (entry.split_id, entry.what, entry.who) == (2, "flowed on", "split:1")
    assert entry.says == (
        "100.00 EURe flowed from split 2 on into split 1, which is one of its payees."
    )
    parent = "0x" + f"{2:040x}"
    entry = told(teller, events.RevenueReceived(1, parent, EURO.address, 10_000))
    assert (entry.split_id, entry.what, entry.who) == (1, "flowed in", "split:2")
    assert entry.says.startswith("100.00 EURe flowed from split 2 into split 1: ")


def test_claims_say_to_whom_and_where(teller: Teller) -> None:
    claimed = events.RevenueClaimed
    plain = told(teller, claimed(1, ACCOUNT, EURO.address, BOATS, 6_667, 6_667))
    assert plain.says == f"Split 1 paid {BOATS} 66.67 EURe."
    elsewhere = told(teller, claimed(1, ACCOUNT, EURO.address, BUYER, 6_667, 6_667))
    assert elsewhere.says == f"Split 1 paid {BOATS} 66.67 EURe, to the buyer."
    town = told(teller, claimed(1, TOWN, EURO.address, JUDGE, 5_000, 2_500))
    assert town.says == (
        "Split 1 paid community:3 25.00 EURe, to the mediator, for 50.00 EURe that it was owed, "
        "since the token has lost balance."
    )
    walked = told(teller, claimed(1, ACCOUNT, EURO.address, BOATS, 0, 0))
    assert walked.what == "walked"
    assert not walked.amount


def test_a_signed_claim_says_so_once(teller: Teller) -> None:
    assert teller.tell(events.PayoutCarried(BOATS, BUYER, 7)) is None
    claimed = events.RevenueClaimed(1, ACCOUNT, EURO.address, BUYER, 1, 1)
    assert told(teller, claimed).says == (
        f"Split 1 paid {BOATS} 0.01 EURe, to the buyer, as the boats had signed."
    )
    assert "signed" not in told(teller, claimed).says


def test_a_hold_and_what_comes_of_it(teller: Teller) -> None:
    held = events.PaymentHeld(4, 1, BUYER, EURO.address, 10_000, 1, JUDGE, 1_795_000_000)
    assert told(teller, held).says == (
        "the buyer paid 100.00 EURe for split 1 into hold 4, on which the mediator rules until "
        f"2026-11-18 11:06 UTC; if all of it is the split's, {BOATS} gets 66.67 EURe, "
        "community:3 gets 33.33 EURe."
    )
    # What changes meanwhile changes nothing of it.
    teller.tell(events.SharesSet(1, BUYER, 2, (ACCOUNT, TOWN), (10_000, 0)))
    ruled = told(teller, events.HoldRuled(4, 1, JUDGE, 6_000, 4_000))
    assert ruled.says == (
        f"the mediator ruled on hold 4: 60.00 EURe is split 1's: {BOATS} gets 40.00 EURe and a "
        "fraction, community:3 gets 19.99 EURe and a fraction; 40.00 EURe goes back to the buyer."
    ).replace("40.00 EURe and a fraction", "40.00 EURe and a fraction")
    key = hold_key(4)
    claimed = told(teller, events.RevenueClaimed(1, ACCOUNT, key, BOATS, 4_000, 4_000))
    assert claimed.says == f"Split 1 paid {BOATS} 40.00 EURe of hold 4."
    assert claimed.amount == EURO.amount("40")
    flowed = told(teller, events.RevenueFlowed(1, 2, key, 5))
    assert flowed.says.startswith("0.05 EURe of hold 4 flowed from split 1 on into split 2")
    refunded = told(teller, events.HoldRefunded(4, BUYER, EURO.address, BUYER, 4_000, 4_000))
    assert (refunded.split_id, refunded.what) == (1, "refunded")
    assert refunded.says == "the buyer took 40.00 EURe back of hold 4."
    lost = told(teller, events.HoldRefunded(4, BUYER, EURO.address, BOATS, 4_000, 1))
    assert lost.says == (
        "the buyer took 0.01 EURe back of hold 4, to the boats, for 40.00 EURe that it was owed, "
        "since the token has lost balance."
    )


@pytest.mark.parametrize(("to_split", "to_payer"), [(10_000, 0), (0, 10_000)])
def test_a_ruling_for_one_side_names_that_side_alone(
    teller: Teller, to_split: int, to_payer: int
) -> None:
    held = events.PaymentHeld(4, 1, BUYER, EURO.address, 10_000, 1, JUDGE, 2**40)
    told(teller, held)
    says = told(teller, events.HoldRuled(4, 1, JUDGE, to_split, to_payer)).says
    assert ("goes back" in says) == bool(to_payer)
    assert ("split 1's" in says) == bool(to_split)


def test_a_release_says_that_nobody_ruled(teller: Teller) -> None:
    held = events.PaymentHeld(4, 1, BUYER, EURO.address, 10_000, 1, JUDGE, 1_795_000_000)
    told(teller, held)
    entry = told(teller, events.HoldReleased(4, 1, BOATS, 10_000))
    assert (entry.what, entry.who) == ("released", BOATS)
    assert entry.says == (
        f"Nobody ruled on hold 4 in time: 100.00 EURe is split 1's: {BOATS} gets 66.67 EURe, "
        "community:3 gets 33.33 EURe."
    )


def test_what_moves_no_money_is_not_told(teller: Teller) -> None:
    for event in (
        events.ControlOffered(1, BUYER, BOATS),
        events.PayoutRevoked(BOATS, 7),
        events.Transfer(BUYER, BOATS, 5),
    ):
        assert teller.tell(event) is None
