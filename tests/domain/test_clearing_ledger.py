# SPDX-License-Identifier: Apache-2.0
"""Who owes whom, told from events; and what nonces and promises say of an obligation."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from symbio.domain import acts, events
from symbio.domain import clearing_promises as promises
from symbio.domain.addresses import NOBODY, checksummed
from symbio.domain.chunks import NumberedDraw, packed
from symbio.domain.claims import Claim, Phase, Round, Status
from symbio.domain.clearing import Conversion, Flow
from symbio.domain.clearing_ledger import Ledger
from symbio.domain.credit import STEWARD, Limits
from symbio.domain.obligation_nonce import nonce_of

ANA, RUI, MERE = (checksummed("0x" + digit * 40) for digit in "123")
SEA = checksummed("0x" + "5e" * 20)
DAY = 86_400
REGISTERED = events.ObligationRegistered(
    1, ANA, RUI, "EUR", 1_000, 5 * DAY, 9 * DAY + 7, "INV", NOBODY, 3
)


def ledger(*more: events.Event) -> Ledger:
    begun = [events.CurrencyNumbered(1, "EUR"), events.CurrencyNumbered(2, "JPY"), REGISTERED]
    return Ledger().read([*begun, *more])


def test_an_obligation_is_told_from_birth_to_assignment() -> None:
    read = ledger(
        events.PaymentAcknowledged(1, RUI, 250, 750),
        events.ObligationAssigned(1, RUI, MERE),
        events.ObligationDisputed(1, ANA, bytes(32)),
    )
    owed = read.owed[1]
    assert (owed.creditor, owed.registered_to, owed.remaining, owed.paid) == (MERE, RUI, 750, 250)
    assert (owed.last_day, owed.disputed_by, owed.stands().disputed) == (9, ANA, True)
    assert read.currency_ids == {"EUR": 1, "JPY": 2}


@pytest.mark.parametrize(
    ("end", "remaining"),
    [
        (events.DisputeWithdrawn(1, ANA), 1_000),
        (events.DisputeSettled(1, ANA, 400), 400),
        (events.DisputeRuled(1, MERE, 0, 51, 500), 500),
    ],
)
def test_each_end_of_a_dispute_brings_it_back(end: events.Event, remaining: int) -> None:
    owed = ledger(events.ObligationDisputed(1, ANA, bytes(32)), end).owed[1]
    assert (owed.disputed_by, owed.remaining) == ("", remaining)


def test_a_chunk_shrinks_what_it_names_and_is_kept_as_it_found_it() -> None:
    accepted = events.AcceptanceRegistered(7, RUI, SEA, "EUR", "JPY", 900, 10**18, DAY, 1)
    joined = events.CircleJoined(SEA, ANA, 4, 2, STEWARD, NOBODY)
    read = ledger(
        accepted,
        joined,
        events.LimitsSet(SEA, 1, Limits(10, 500, 600, 900, 50)),
        events.RoundOpened(1, SEA, MERE, DAY, 3_600, 1, (1, 2), (164, 0)),
        events.ChunkSettled(
            *(1, MERE, 5, packed([Flow(1, 300)]), (Conversion(7, 300, 480),)),
            (NumberedDraw(ANA, 1, -40),),
        ),
        events.AcceptanceRevoked(7, RUI),
    )
    assert (read.owed[1].remaining, read.owed[1].set_off) == (700, 300)
    assert read.held[7].acceptance.remaining == 600 and read.held[7].acceptance.revoked
    assert read.acceptances(SEA) == (read.held[7].acceptance,) and not read.acceptances(ANA)
    assert read.rounds[1].values == {1: 164}, "a currency without a value takes no part"
    (done,) = read.settled
    assert done.book.obligations[0].remaining == 1_000
    assert (done.book.lines[0].balance, done.book.lines[0].hard) == (0, 50)
    assert read.seats.balance(SEA, ANA, 1) == -40


def test_a_seat_keeps_its_balance_when_its_key_changes() -> None:
    read = ledger(events.CircleJoined(SEA, ANA, 4, 2, STEWARD, NOBODY))
    read.seats.add(SEA, NumberedDraw(ANA, 1, -40))
    read.read([events.LineSet(SEA, ANA, 4, 1, 5, 70, 80)])
    read.read([events.LimitsSet(SEA, 1, Limits(10, 60, 600, 900, 50))])
    read.read([events.CircleJoined(SEA, MERE, 4, 2, STEWARD, ANA)])
    assert read.seats.accounts(SEA) == (MERE,)
    line = read.seats.line(SEA, MERE, 1, read.currencies)
    assert (line.balance, line.soft, line.hard, line.surplus) == (-40, 5, 60, 80)
    assert read.seats.balance(SEA, ANA, 1) == 0


@given(st.integers(1, 2**88 - 1), st.text(max_size=20), st.text(max_size=20))
def test_the_same_words_have_the_same_nonce(amount: int, one: str, other: str) -> None:
    def drawn(text: str) -> int:
        return nonce_of(ANA, RUI, "EUR", amount, DAY, text)

    assert (drawn(one) == drawn(other)) == (one == other)
    assert 0 <= drawn(one) < 2**48


def test_a_rounds_calendar_has_three_phases_of_one_length() -> None:
    found = Round(1, SEA, 100, 10, 5, NOBODY, 0, Phase.SUBMITTING)
    assert (found.settling_at, found.open_at, found.closes_at) == (110, 120, 130)


def test_promises_say_who_pays_and_what_if_it_fails() -> None:
    where = acts.Domain(acts.OBLIGATIONS_DOMAIN, 1, SEA)
    act = acts.Obligation(where, ANA, RUI, "EUR", 12_050, DAY, 9 * DAY, "INV", NOBODY, 1)
    claim = Claim(1, ANA, RUI, 1, 12_050, 9, Status.DISPUTED_BY_CREDITOR, NOBODY, 0, False)
    passed = acts.Assignment(where, ANA, RUI, MERE, 1, 12_050, DAY, 1)
    assert (claim.is_disputed, claim.raised_by) == (True, RUI)
    assert replace(claim, status=Status.STANDING).raised_by == NOBODY
    told = [
        promises.of_obligation(act, ANA),
        promises.of_obligation(replace(act, arbiter=MERE), RUI),
        promises.of_obligations([act], ANA),
        promises.of_payment(claim, 50, "EUR"),
        *(promises.of_assignment(passed, who, "EUR") for who in (ANA, RUI, MERE)),
        promises.of_dispute(claim, "EUR"),
        promises.of_dispute(replace(claim, arbiter=MERE), "EUR"),
        promises.of_escalation(claim, "EUR", "0.10 ETH"),
        promises.of_settlement(claim, 50, "EUR", False),
        promises.of_join("Ocean", "no line yet"),
        promises.of_chunks("submit", 3, 10),
        promises.of_chunks("settle", 3, 10),
    ]
    for each in told:
        for text in (each.pay, each.get, each.fails):
            assert text.endswith(".") and "None" not in text
    assert "You owe" in told[0].pay and "owes you 120.50 EUR" in told[1].pay
    assert "agree" in told[0].fails and MERE in told[1].fails
