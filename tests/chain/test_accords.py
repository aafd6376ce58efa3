# SPDX-License-Identifier: Apache-2.0
"""Accords through their handle: agreed on, quoted, amended, reviewed and left."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest
from eth_abi import encode
from eth_utils import keccak

from symbio import World
from symbio.chain.signing import sign
from symbio.domain import events
from symbio.domain.accords import UNLIMITED, Balance, Clause, Party, Quote, Terms
from symbio.domain.addresses import NOBODY
from symbio.domain.categories import category_of
from symbio.domain.errors import NoSuchRecord
from symbio.domain.refusals import accords as refusals
from symbio.domain.rules import DAY
from tests.chain.conftest import Town
from tests.stateful.pyrevm_chain import compiled

EURO, YEN = "0x" + 20 * "11", "0x" + 20 * "22"
FISH, SARDINES = category_of("HS 03").word, category_of("HS 030243").word
Towns = tuple[Town, Town, Town]


@cache
def _figures() -> bytes:
    return bytes.fromhex(compiled("tests/mocks/Figures.vy")["bytecode"][2:])


@pytest.fixture
def market(world: World) -> str:
    """A market that knows no figures."""
    created = world.client.send(None, _figures()).created
    assert created is not None
    return created


@pytest.fixture
def terms(world: World, towns: Towns, market: str) -> Terms:
    parties = tuple(town.community_id for town in towns)
    return Terms(
        accord_id=0,
        version=1,
        name="Three coasts – 三つの海岸",
        document=b"\x0d" * 32,
        parties=parties,
        currencies=(EURO, YEN),
        floors=(1_000, 0),
        drift=2_500,
        clauses=(
            Clause(parties[0], FISH, 500, 200, 7, 9_000),
            Clause(parties[1], category_of("CPC 8344").word, 0, 0, 0),
        ),
        starts_at=world.now,
        season=30 * DAY,
        review_at=world.now + 10 * DAY,
        ends_at=world.now + 400 * DAY,
        notice=5 * DAY,
        market=market,
        until=world.now + 30 * DAY,
    )


@pytest.fixture
def accord_id(world: World, towns: Towns, terms: Terms) -> int:
    signatures = [
        sign(world.accords.acceptance(terms, town.community_id), town.steward).raw_signature()
        for town in towns
    ]
    return world.accords.conclude(terms, signatures).send(world.account("stranger")).value


def test_concluded_by_signatures(world: World, towns: Towns, terms: Terms, accord_id: int) -> None:
    accords = world.accords
    assert accords.count() == accord_id
    assert accords.digest(terms) == accords.terms_digest(terms)
    found = accords.accord(accord_id)
    assert (found.version, found.latest, found.is_in_force) == (1, 1, True)
    assert (found.terms, found.market) == (accords.digest(terms), terms.market)
    assert accords.terms(accord_id) == accords.terms(accord_id, 1) == terms
    assert accords.parties(accord_id, 1) == terms.parties
    assert accords.clauses(accord_id, 1) == terms.clauses
    assert terms.clauses[1].quantity == UNLIMITED
    assert accords.currencies(accord_id, 1) == {EURO: 1_000, YEN: 0}
    assert accords.party(accord_id, terms.parties[0]) == Party(1, 0)


def test_accepted_and_declined_directly(world: World, towns: Towns, terms: Terms) -> None:
    accords, digest = world.accords, world.accords.digest(terms)
    for town in towns:
        plan = accords.accept(
            digest, town.community_id, accords.acceptance(terms, town.community_id)
        )
        assert plan.typed_data()["primaryType"] == "AccordAcceptance"
        receipt = plan.send(town.steward)
        assert receipt.one(events.TermsAccepted).steward == town.steward.address
        assert accords.accepted(digest, town.community_id) == town.steward.address
    one = towns[1]
    accords.decline(digest, one.community_id).send(one.steward)
    assert accords.declined(digest, one.community_id) == one.steward.address
    with pytest.raises(refusals.PartyHasNotAccepted):
        accords.conclude(terms).simulate()
    accords.accept(digest, one.community_id).send(one.steward)
    receipt = accords.conclude(terms).send()
    assert receipt.one(events.AccordConcluded).terms == terms


def test_a_quote_and_why_there_is_none(world: World, terms: Terms, accord_id: int) -> None:
    seller, buyer, third = terms.parties
    asked = (accord_id, 0, seller, buyer, SARDINES, EURO)
    quote = world.accords.quote(*asked)
    assert quote == Quote(1, 500, 200, 7, 9_000, terms.starts_at, terms.market)
    assert world.accords.covers(FISH, SARDINES) and not world.accords.covers(SARDINES, FISH)
    for wrong, refusal in (
        ((accord_id, 2, seller, buyer, SARDINES, EURO), refusals.NoSuchClause),
        ((accord_id, 0, third, buyer, SARDINES, EURO), refusals.ClauseOfAnotherSeller),
        ((accord_id, 0, seller, seller, SARDINES, EURO), refusals.SellerIsBuyer),
        ((accord_id, 1, buyer, seller, SARDINES, EURO), refusals.CategoryNotCovered),
        ((accord_id, 0, seller, buyer, SARDINES, NOBODY), refusals.CurrencyNotAccepted),
        ((accord_id + 1, 0, seller, buyer, SARDINES, EURO), refusals.NoSuchAccord),
    ):
        with pytest.raises(refusal):
            world.accords.quote(*wrong)
    assert world.accords.belongs(seller, seller) and not world.accords.belongs(seller, buyer)


def test_amended_by_all(world: World, towns: Towns, terms: Terms, accord_id: int) -> None:
    accords = world.accords
    better = replace(terms, accord_id=accord_id, version=2, drift=9_999)
    digest = accords.digest(better)
    for town in towns[:2]:
        accords.accept(digest, town.community_id).send(town.steward)
    with pytest.raises(refusals.PartyHasNotAccepted):
        accords.conclude(better).simulate()
    accords.accept(digest, towns[2].community_id).send(towns[2].steward)
    assert "version 2 of accord" in accords.conclude(better).words
    assert accords.conclude(better).send().value == accord_id
    assert accords.accord(accord_id).version == 2
    assert accords.terms(accord_id) == better
    assert accords.terms(accord_id, 1) == terms


def test_left_with_notice(world: World, towns: Towns, terms: Terms, accord_id: int) -> None:
    one = towns[1]
    leaves_at = world.accords.leave(accord_id, one.community_id).send(one.steward).value
    assert world.accords.party(accord_id, one.community_id) == Party(1, leaves_at)
    world.travel_to(leaves_at)
    with pytest.raises(refusals.PartyHasLeft):
        world.accords.quote(accord_id, 0, terms.parties[0], terms.parties[1], SARDINES, EURO)


def test_reviewed_by_date(world: World, towns: Towns, terms: Terms, accord_id: int) -> None:
    accords = world.accords
    with pytest.raises(refusals.NotToBeReviewedYet):
        accords.open_review_by_date(accord_id).simulate()
    world.travel_to(terms.review_at)
    number = accords.open_review_by_date(accord_id).send(world.account("stranger")).value
    assert accords.review(accord_id).is_open
    for town in towns:
        said = bytes([town.community_id % 256]) * 32
        accords.answer_review(accord_id, town.community_id, said).send(town.steward)
        assert accords.answer(accord_id, number, town.community_id) == said
    assert not accords.review(accord_id).is_open


def test_the_alarm_rings_by_the_markets_figures(
    world: World, terms: Terms, accord_id: int, market: str
) -> None:
    accords, party = world.accords, terms.parties[0]
    assert accords.alarm(accord_id, party, EURO) == Balance(0, 0, rings=False)
    with pytest.raises(refusals.AlarmIsSilent):
        accords.open_review(accord_id, party, EURO).simulate()
    _say(world, market, accord_id, party, gave=3_000, got=1_000)
    balance = accords.alarm(accord_id, party, EURO)
    assert (balance, balance.drift) == (Balance(3_000, 1_000, rings=True), 5_000)
    receipt = accords.open_review(accord_id, party, EURO).send(world.account("stranger"))
    opened = receipt.one(events.ReviewOpened)
    assert (receipt.value, opened.gave, opened.got) == (1, 3_000, 1_000)


def _say(world: World, market: str, accord_id: int, party: int, *, gave: int, got: int) -> None:
    types = ["uint256", "uint256", "address", "uint256", "uint256"]
    selector = keccak(text=f"say({','.join(types)})")[:4]
    world.client.send(market, selector + encode(types, [accord_id, party, EURO, gave, got]))


def test_records_that_do_not_exist(world: World, accord_id: int) -> None:
    with pytest.raises(NoSuchRecord, match="no accord"):
        world.accords.accord(accord_id + 1)
    with pytest.raises(NoSuchRecord, match="version 9"):
        world.accords.terms(accord_id, 9)
