# SPDX-License-Identifier: Apache-2.0
"""Clearing and Credit through their handles: a circle, consents, a round from opening to end."""

from __future__ import annotations

from dataclasses import replace

import pytest

from symbio import Federation, World
from symbio.chain.circles import current_round, ledger
from symbio.chain.signing import digest, sign
from symbio.domain import events
from symbio.domain.acts import CLEARING_DOMAIN, Acceptance
from symbio.domain.chunks import Chunk, NumberedDraw, packed, to_chunk
from symbio.domain.circulation import verify
from symbio.domain.claims import Phase
from symbio.domain.clearing import RATE_ONE, Book, Circulation, Conversion, Draw, Flow
from symbio.domain.credit import STEWARD, Limits, Line, Seat
from symbio.domain.errors import Refused
from symbio.domain.statements import statement
from tests.chain.clearing_circle import DAY, WINDOW, Ring, owe, registered, ring
from tests.chain.conftest import Town


@pytest.fixture
def world(embedded_world: World) -> World:
    """The chain in this process alone: a federation that decides takes long on another."""
    return embedded_world


@pytest.fixture
def circle(world: World, federation: Federation, towns: tuple[Town, Town, Town]) -> Ring:
    return ring(world, federation, towns)


def book(circle: Ring) -> Book:
    """Read what a round would work on."""
    return circle.federation.book()


def chunk_of(circle: Ring, circulation: Circulation) -> Chunk:
    return to_chunk(circulation, {"EUR": circle.euro, "JPY": circle.yen})


def flows(numbers: list[int], *amounts: int) -> tuple[Flow, ...]:
    return tuple(Flow(number, amount) for number, amount in zip(numbers, amounts, strict=True))


def test_what_a_federation_decided_stands(circle: Ring) -> None:
    credit, where = circle.world.credit, circle.federation.address
    ana, town = circle.stewards[0], circle.towns[0]
    assert credit.clearing() == circle.world.clearing.address == circle.world.suite.clearing.address
    assert credit.rounds(where) == (WINDOW, (circle.euro, circle.yen))
    assert credit.terms(where) == (WINDOW, {circle.euro: 164, circle.yen: 100})
    assert credit.limits(where, circle.euro) == Limits(1_000, 50_000, 50_000, 60_000, 5_000)
    assert credit.seat(where, ana.address) == Seat(
        credit.seat(where, ana.address).seat_id, town.community_id, STEWARD, True
    )
    assert credit.line(where, ana.address, circle.euro) == Line(1_000, 5_000, 50_000, False)
    assert credit.line(where, ana.address, circle.yen) == Line(0, 0, 0, False)
    assert credit.account_balance(where, ana.address, circle.euro) == 0
    assert credit.community_balance(where, town.community_id, circle.euro) == 0
    assert credit.voted_value(where, circle.euro)[0] == 164


def test_reporters_say_what_currencies_are_worth(circle: Ring) -> None:
    credit, where = circle.world.credit, circle.federation.address
    reporter = circle.world.account("reporter")
    values = {circle.euro: 165, circle.yen: 100}
    with pytest.raises(Refused, match="not a reporter"):
        credit.report_values(where, values).send(circle.stewards[0])
    receipt = credit.report_values(where, values).send(reporter)
    assert receipt.one(events.ValuesReported).values == (165, 100)
    assert credit.reporters(where) == ((reporter.address,), DAY)
    assert credit.report(where, reporter.address, circle.euro)[0] == 165
    assert credit.value(where, circle.euro) == 165
    circle.world.travel(2 * DAY)
    assert credit.value(where, circle.euro) == 164, "what the federation voted, once reports age"


def test_only_a_federation_decides_and_only_clearing_draws(circle: Ring) -> None:
    credit, ana = circle.world.credit, circle.stewards[0]
    line = credit.set_line(ana.address, circle.euro, 1, 2, 3)
    with pytest.raises(Refused, match="not a federation"):
        line.send(ana)
    draw = credit.draw(circle.federation.address, [NumberedDraw(ana.address, 1, 5)], True)
    with pytest.raises(Refused, match="not by clearing"):
        draw.send(ana)
    credit.leave(circle.federation.address).send(ana)
    assert not credit.seat(circle.federation.address, ana.address).may_draw
    circle.around((3_000, 3_000, 3_000))
    lines = {line.participant: line for line in book(circle).lines if line.currency == "EUR"}
    assert (lines[ana.address].hard, lines[circle.stewards[1].address].hard) == (0, 5_000)


def test_a_round_sets_off_what_goes_in_a_circle(circle: Ring) -> None:
    clearing, where = circle.world.clearing, circle.federation.address
    numbers = circle.around((3_000, 5_000, 4_000))
    assert current_round(clearing, where) is None
    number = circle.federation.open_round().send(circle.world.account("anybody")).value
    found = clearing.round(number)
    assert circle.federation.round() == found
    assert circle.federation.accords() == ()
    assert (found.phase, found.federation, found.window) == (Phase.SUBMITTING, where, WINDOW)
    assert (clearing.latest_round(where), clearing.round_count()) == (number, number)
    assert clearing.pinned_value(number, circle.euro) == 164
    circulation = Circulation(flows(numbers, 3_000, 3_000, 3_000))
    outcome = verify(book(circle), circulation, now=circle.world.now)
    assert outcome.value == 9_000 * 164
    chunk, author = chunk_of(circle, circulation), circle.world.account("solver")
    receipt = clearing.submit(number, chunk).send(author)
    assert receipt.value == outcome.value == clearing.entry(number, author.address)
    key = clearing.chunk_digest(chunk)
    assert receipt.one(events.ChunkSubmitted).digest == key
    assert clearing.is_submitted(number, author.address, key)
    with pytest.raises(Refused, match="in this entry already"):
        clearing.submit(number, chunk).send(author)
    with pytest.raises(Refused, match="not the time to settle"):
        clearing.settle(number, chunk).send(author)
    circle.world.travel_to(found.settling_at + 1)
    assert clearing.round(number).best == author.address
    assert clearing.settle(number, chunk).send(circle.world.account("anybody")).value == 1_476_000
    left = [circle.world.obligations.obligation(each).remaining for each in numbers]
    assert left == [0, 2_000, 1_000]
    read = ledger(clearing)
    assert [read.owed[each].remaining for each in numbers] == left
    assert [read.owed[each].set_off for each in numbers] == [3_000] * 3
    told = read.settled[-1]
    assert (told.round_id, told.circulation) == (number, circulation)
    assert "30.00 EUR" in str(statement(told.book, told.circulation, circle.stewards[0].address))
    circle.world.travel_to(found.closes_at + 1)
    assert clearing.round(number).phase is Phase.CLOSED


def test_a_gap_is_closed_by_credit(circle: Ring) -> None:
    clearing, where = circle.world.clearing, circle.federation.address
    ana, rui, mere = circle.stewards
    pairs = ((ana, rui), (rui, mere))
    numbers = [registered(circle.world, owe(circle.world, *pair, 2_000)) for pair in pairs]
    number = clearing.open_round(where).send(ana).value
    draws = (Draw(ana.address, "EUR", -2_000), Draw(mere.address, "EUR", 2_000))
    circulation = Circulation(flows(numbers, 2_000, 2_000), (), draws)
    outcome = verify(book(circle), circulation, now=circle.world.now)
    assert outcome.passed == ((ana.address, "EUR"),), "past the soft limit, and only warned"
    clearing.submit(number, chunk_of(circle, circulation)).send(ana)
    circle.world.travel(WINDOW)
    receipt = clearing.settle(number, chunk_of(circle, circulation)).send(rui)
    assert receipt.one(events.SoftLimitPassed).balance == -2_000
    balance = circle.world.credit.account_balance
    assert balance(where, ana.address, circle.euro) == -2_000
    assert balance(where, mere.address, circle.euro) == 2_000
    seats = ledger(clearing).seats
    assert seats.balance(where, ana.address, circle.euro) == -2_000
    assert seats.line(where, ana.address, circle.euro, {circle.euro: "EUR"}).hard == 5_000


def test_a_holder_consents_to_another_currency(circle: Ring) -> None:
    clearing, where = circle.world.clearing, circle.federation.address
    ana, rui, _ = circle.stewards
    assert clearing.domain == clearing.eip712Domain()
    assert clearing.domain.name == CLEARING_DOMAIN
    assert len(clearing.DOMAIN_SEPARATOR()) == 32
    act = Acceptance(
        clearing.domain,
        holder=rui.address,
        federation=where,
        gives="EUR",
        takes="JPY",
        amount=10_000,
        minimum_rate=163 * RATE_ONE // 100,
        until=circle.world.now + DAY,
        nonce=5,
    )
    assert clearing.acceptance_digest(act) == digest(act)
    signature = sign(act, rui).raw_signature()
    accepted = clearing.register_acceptance(act, signature).send(ana).value
    consent = clearing.acceptance(accepted)
    assert (consent.holder, consent.federation, consent.remaining) == (rui.address, where, 10_000)
    assert (consent.gives, consent.takes) == (circle.euro, circle.yen)
    assert (clearing.acceptance_count(), clearing.is_nonce_used(rui.address, 5)) == (accepted, True)
    # Ana owes Rui euros, Rui owes Ana yen: neither can be set off but by Rui's consent and Ana's.
    other = replace(act, holder=ana.address, gives="JPY", takes="EUR", minimum_rate=RATE_ONE // 2)
    back = clearing.register_acceptance(other).send(ana).value
    debts = [owe(circle.world, ana, rui, 10_000), owe(circle.world, rui, ana, 16_400, "JPY")]
    numbers = [registered(circle.world, each) for each in debts]
    number = clearing.open_round(where).send(ana).value
    conversions = (Conversion(accepted, 10_000, 16_400), Conversion(back, 16_400, 10_000))
    wrong = replace(other, amount=20_000)
    assert clearing.acceptance_digest(wrong) != clearing.acceptance_digest(other)
    with pytest.raises(Refused, match="exceeds the acceptance"):
        verify(book(circle), Circulation(flows(numbers, 10_000, 16_400), conversions), now=0)
    clearing.revoke_acceptance(back).send(ana)
    assert clearing.acceptance(back).remaining == 0
    larger = clearing.register_acceptance(replace(wrong, nonce=6)).send(ana).value
    conversions = (conversions[0], Conversion(larger, 16_400, 10_000))
    circulation = Circulation(flows(numbers, 10_000, 16_400), conversions)
    verify(book(circle), circulation, now=circle.world.now)
    clearing.submit(number, chunk_of(circle, circulation)).send(ana)
    circle.world.travel(WINDOW)
    clearing.settle(number, chunk_of(circle, circulation)).send(ana)
    read = ledger(clearing)
    assert [read.owed[each].remaining for each in numbers] == [0, 0]
    assert read.held[accepted].acceptance.remaining == 0
    assert read.held[larger].acceptance.remaining == 3_600
    assert read.held[back].acceptance.revoked
    clearing.cancel_nonce(77).send(ana)
    assert clearing.is_nonce_used(ana.address, 77)


def test_what_was_registered_late_waits_for_the_last_phase(circle: Ring) -> None:
    clearing, where = circle.world.clearing, circle.federation.address
    first = clearing.round_count() + 1
    numbers = circle.around((500, 500, 500))
    assert clearing.open_round(where).send(circle.stewards[0]).value == first
    late = circle.around((700, 700, 700))
    assert {each.number for each in book(circle).obligations} >= set(numbers)
    assert not {each.number for each in book(circle).obligations} & set(late)
    chunk = Chunk(packed(flows(late, 700, 700, 700)))
    with pytest.raises(Refused, match="after the round opened"):
        clearing.submit(first, chunk).send(circle.stewards[0])
    circle.world.travel(WINDOW)
    assert clearing.round(first).phase is Phase.OPEN, "nobody entered, so anybody settles"
    assert {each.number for each in book(circle).obligations} >= {*numbers, *late}
    assert clearing.settle(first, chunk).send(circle.stewards[0]).value == 2_100 * 164
