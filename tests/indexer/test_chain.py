# SPDX-License-Identifier: Apache-2.0
"""The index against a real chain: events, a chain turned back, offers in signed files."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

import symbio
from symbio import World
from symbio.chain.signing import SignedAct, sign
from symbio.chain.token import Coin
from symbio.domain.amount import Token
from symbio.domain.errors import BadAct
from symbio.domain.market import audience_fields
from symbio.indexer.deriving import rebuild
from symbio.indexer.filing import file_description, file_offer, signature_of
from symbio.indexer.finding import Found, Question, find
from symbio.indexer.following import follow
from symbio.indexer.store import Store
from tests.chain.conftest import terms_for
from tests.chain.trading import DAY, Day, fund, market_day
from tests.domain.test_offering import DESCRIPTION
from tests.indexer.test_following import DERIVED, content


@pytest.fixture(scope="module")
def world() -> Iterator[World]:
    with symbio.demo() as found:
        yield found


@pytest.fixture
def day(world: World) -> Day:
    return market_day(world)


@pytest.fixture
def store() -> Iterator[Store]:
    with Store() as found:
        yield found


def asked(store: Store, day: Day, **what: Any) -> list[Found]:
    follow(store, day.world.client, day.world.manifest)
    said = {"now": day.world.now, "currency": day.euro.address, **what}
    return find(store, Question(**said))


def test_a_day_on_the_market_is_found_again(store: Store, day: Day) -> None:
    world, market = day.world, day.world.market
    stewards = {town.community_id: town.steward for town in (day.fishers, day.hosts)}
    federation = world.found(terms_for(world, (day.fishers, day.hosts)), stewards)
    accord = day.concluded()
    offer = day.offer(nonce=11, **audience_fields([federation.address]))
    number = day.opened(offer, 40, accord_id=accord)
    (found,) = asked(store, day, federation=federation.address, quantity=7)
    assert found.offer == offer
    assert found.digest == market.digest(offer)
    assert (found.left, found.is_listed) == (offer.stock - 40, True)
    totals = [(each.accord_id, each.clause, str(each.cost.total)) for each in found.costs]
    assert totals == [
        (0, 0, "29.40 EURe"),
        (accord, 0, "29.11 EURe"),
        (accord, 1, "27.93 EURe"),
    ]
    assert [each.left for each in found.costs] == [None, None, 960]
    made = day.deal(offer, 7, accord_id=accord)
    assert made.cost == found.costs[2].cost, "what the index says is what the chain takes"
    world.escrow.cancel(number).send(day.host)
    (found,) = asked(store, day)
    assert (found.left, found.costs[2].left) == (offer.stock, 1_000)
    federation.contract.leave(day.fishers.community_id).send(day.fishers.steward)
    world.travel(2 * DAY)
    assert asked(store, day, federation=federation.address) == []
    assert asked(store, day, buyer=day.hosts.community_id)
    before = content(store, DERIVED)
    rebuild(store)
    assert content(store, DERIVED) == before


def test_a_chain_that_turns_back_takes_its_offers_along(store: Store, day: Day) -> None:
    client, market, seller = day.world.client, day.world.market, day.fishers.steward
    provider: Any = client.web3.provider
    offer = day.offer(seller=seller.address, place=2**256 - 1, nonce=21)
    assert asked(store, day) == []
    mark = provider.make_request("evm_snapshot", [])["result"]
    market.list_offer(offer).send(seller)
    assert [each.offer for each in asked(store, day)] == [offer]
    provider.make_request("evm_revert", [mark])
    other = day.offer(seller=seller.address, place=2**256 - 1, nonce=22, title="Mackerel")
    market.list_offer(other).send(seller)
    assert [each.offer.title for each in asked(store, day)] == ["Mackerel"]
    market.withdraw_offer(other).send(seller)
    assert asked(store, day) == []


def test_signed_offers_come_in_files(store: Store, day: Day) -> None:
    described = json.dumps(DESCRIPTION)
    known_as = file_description(store, described)
    offer = day.offer(nonce=31, description=known_as, title="From a file")
    signed = sign(day.world.market.offering(offer), day.fisher)
    digest = file_offer(store, signed)
    assert digest == day.world.market.digest(offer)
    assert signature_of(store, digest) == signed.raw_signature()
    (found,) = asked(store, day, words="peixe azul")
    assert (found.offer, found.is_listed) == (offer, False)
    fund(day.world, day.fisher)
    day.world.market.withdraw_offer(offer).send(day.fisher)
    assert asked(store, day, words="peixe azul") == []
    rebuild(store)
    assert asked(store, day, words="peixe azul") == []


def test_a_file_is_taken_only_from_its_seller(store: Store, day: Day) -> None:
    offer = day.offer(nonce=41)
    act = day.world.market.offering(offer)
    good = sign(act, day.fisher)
    by_another = sign(act, day.host)
    forged = SignedAct(**{**by_another.model_dump(), "signer": day.fisher.address})
    swapped = SignedAct(**{**good.model_dump(), "signature": by_another.signature})
    for wrong in (by_another, forged, swapped):
        with pytest.raises(BadAct):
            file_offer(store, wrong)
    enrolment = sign(day.world.communities.enrolment(1, 1), day.fisher)
    with pytest.raises(BadAct, match="no offer"):
        file_offer(store, enrolment)
    assert store.row("SELECT count(*) FROM offers")[0] == 0
    asked_of: list[SignedAct] = []

    def wallet_says_yes(found: SignedAct) -> bool:
        asked_of.append(found)
        return True

    assert file_offer(store, swapped, wallet_says_yes)
    assert asked_of == [swapped]


def test_a_currency_that_can_t_say_its_name_is_shown_in_units(store: Store, day: Day) -> None:
    nameless = Coin(day.world.client, Token(day.world.treasury.address, "?", 0))
    offer = day.offer(nameless.token.units(5), nonce=51, title="In something")
    signature = sign(day.world.market.offering(offer), day.fisher).raw_signature()
    day.world.market.list_offer(offer, signature).send()
    (found,) = asked(store, day, words="something", currency=nameless.address)
    assert not found.costs[0].is_known
    assert str(found.costs[0].cost.total) == f"5 units of {nameless.address}"
