# SPDX-License-Identifier: Apache-2.0
"""Trade through Ape: an accord agreed, an order under it opened, delivered and released."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import ape
import pytest

from symbio.domain.accords import Clause, Terms
from symbio.domain.acts import ACCORDS_DOMAIN, MARKET_DOMAIN, AccordAcceptance, Domain
from symbio.domain.acts import Offer as SignedOffer
from symbio.domain.categories import category_of
from symbio.domain.market import Offer, Purchase
from tests.ape.conftest import DAY, NATIVE, NOBODY, digest, pass_time, signed

FISH = category_of("HS 03").word
GOODS, COMMONS = 1, 2
CLOSED = 8
# 10 kg at 1,000, less 5 % by the accord; of what is paid, 2 % are for the commons.
TOTAL, CONTRIBUTED = 9_500, 190


@pytest.fixture
def accords(project: Any, deployer: Any, communities: Any, federations: Any) -> Any:
    return deployer.deploy(project.Accords, communities, federations)


@pytest.fixture
def market(
    project: Any, deployer: Any, communities: Any, federations: Any, accords: Any, treasury: Any
) -> Any:
    blueprint = deployer.declare(project.Escrow).contract_address
    return deployer.deploy(project.Market, blueprint, communities, federations, accords, treasury)


@pytest.fixture
def escrow(project: Any, market: Any) -> Any:
    return project.Escrow.at(market.escrow())


@pytest.fixture
def splits(treasury: Any, stewards: Any, people: Any) -> list[int]:
    """Where the seller is paid, and what is shared in place of a tariff."""
    for person in (people[0], people[5]):
        treasury.create(stewards[0], [int(person.address, 16)], [10_000], sender=stewards[0])
    return [GOODS, COMMONS]


@pytest.fixture
def terms(registered: list[int], market: Any, splits: list[int], chain: Any) -> Terms:
    now = chain.blocks.head.timestamp
    return Terms(
        accord_id=0,
        version=1,
        name="Ocean accord",
        document=digest("document"),
        parties=tuple(registered[:2]),
        currencies=(NATIVE,),
        floors=(0,),
        drift=10_000,
        clauses=(Clause(registered[0], FISH, 500, 200, splits[1], 100),),
        starts_at=now,
        season=90 * DAY,
        review_at=now + 100 * DAY,
        ends_at=now + 200 * DAY,
        notice=30 * DAY,
        market=market.address,
        until=now + DAY,
    )


def acceptance(accords: Any, terms: Terms, community_id: int, chain: Any) -> AccordAcceptance:
    where = Domain(ACCORDS_DOMAIN, chain.chain_id, accords.address)
    agreed = accords.terms_digest(terms.for_chain())
    return AccordAcceptance(
        where, terms.name, terms.document, bytes(agreed), community_id, terms.until
    )


@pytest.fixture
def accord(accords: Any, terms: Terms, stewards: Any, deployer: Any, chain: Any) -> int:
    """One party accepts by its own transaction, the other by a signature that anybody carries."""
    accords.accept(accords.terms_digest(terms.for_chain()), terms.parties[0], sender=stewards[0])
    signature = signed(stewards[1], acceptance(accords, terms, terms.parties[1], chain))
    accords.conclude(terms.for_chain(), [b"", signature], sender=deployer)
    return 1


@pytest.fixture
def offer(registered: list[int], people: Any, splits: list[int], chain: Any) -> Offer:
    now = chain.blocks.head.timestamp
    return Offer(
        seller=people[0].address,
        community=registered[0],
        place=0,
        title="Fresh sardines, day boat",
        description=digest("description"),
        category=FISH,
        unit="kg",
        stock=100,
        currency_1=NATIVE,
        price_1=1_000,
        currency_2=NOBODY,
        price_2=0,
        currency_3=NOBODY,
        price_3=0,
        split_id=splits[0],
        everyone=True,
        federation_1=NOBODY,
        federation_2=NOBODY,
        federation_3=NOBODY,
        deliver_from=now,
        deliver_until=now + 60 * DAY,
        delivery_place="Peniche, quay 3",
        stages=100,
        cooling=0,
        inspection=3 * DAY,
        arbiter=NOBODY,
        ruling_time=30 * DAY,
        unruled=5_000,
        until=now + 10 * DAY,
        nonce=1,
    )


@pytest.fixture
def purchase(registered: list[int], people: Any, accord: int, chain: Any) -> Purchase:
    return Purchase(
        buyer=people[2].address,
        community=registered[1],
        place=0,
        quantity=10,
        currency=NATIVE,
        total=TOTAL,
        accord_id=accord,
        clause=0,
        seller_party=registered[0],
        buyer_party=registered[1],
        until=chain.blocks.head.timestamp + DAY,
        nonce=1,
    )


@pytest.fixture
def offered(market: Any, offer: Offer, people: Any, chain: Any) -> bytes:
    """The seller's signature of the offer, which costs the seller nothing."""
    where = Domain(MARKET_DOMAIN, chain.chain_id, market.address)
    return signed(people[0], SignedOffer(where, offer))


@pytest.fixture
def order(
    market: Any, offer: Offer, offered: bytes, purchase: Purchase, people: Any, chain: Any
) -> int:
    pass_time(chain, 2)
    market.open(offer.for_chain(), offered, purchase.for_chain(), value=TOTAL, sender=people[2])
    return 1


def test_an_accord_is_concluded_by_all_its_parties(accords: Any, accord: int, terms: Terms) -> None:
    standing = accords.accord(accord)
    assert (standing.version, standing.market) == (1, terms.market)
    assert standing.terms == accords.terms_digest(terms.for_chain())


def test_it_isnt_concluded_while_one_is_missing(
    accords: Any, terms: Terms, stewards: Any, deployer: Any, chain: Any
) -> None:
    forged = signed(stewards[0], acceptance(accords, terms, terms.parties[1], chain))
    accords.accept(accords.terms_digest(terms.for_chain()), terms.parties[0], sender=stewards[0])
    with ape.reverts("accords: a party hasn't accepted"):
        accords.conclude(terms.for_chain(), [b"", b""], sender=deployer)
    with ape.reverts("accords: not signed by the steward"):
        accords.conclude(terms.for_chain(), [b"", forged], sender=deployer)


def test_an_order_stands_in_escrow_under_the_accord(
    escrow: Any, order: int, people: Any, accord: int
) -> None:
    found = escrow.order(order)
    assert (found.buyer, found.seller) == (people[2], people[0])
    assert (found.total, found.left, found.accord_id) == (TOTAL, TOTAL, accord)
    assert (found.contribution, found.contribution_split) == (200, COMMONS)


def test_silence_after_a_delivery_releases_it_into_the_splits(
    escrow: Any, treasury: Any, order: int, people: Any, chain: Any, deployer: Any
) -> None:
    escrow.deliver(order, 10, digest("receipt"), sender=people[0])
    with ape.reverts("escrow: inspection isn't over"):
        escrow.release(order, sender=deployer)
    pass_time(chain, 3 * DAY)

    receipt = escrow.release(order, sender=deployer)

    (event,) = receipt.events.filter(escrow.StageReleased)
    assert (event.paid, event.contributed) == (TOTAL - CONTRIBUTED, CONTRIBUTED)
    assert escrow.order(order).state == CLOSED
    for split, payee, due in ((GOODS, 0, TOTAL - CONTRIBUTED), (COMMONS, 5, CONTRIBUTED)):
        assert treasury.owed(split, NATIVE, int(people[payee].address, 16)) == due


def test_nobody_orders_for_another_or_pays_less(
    market: Any, offer: Offer, offered: bytes, purchase: Purchase, people: Any, chain: Any
) -> None:
    pass_time(chain, 2)
    said = (offer.for_chain(), offered)
    with ape.reverts("market: not the buyer"):
        market.open(*said, purchase.for_chain(), value=TOTAL, sender=people[3])
    less = replace(purchase, total=TOTAL - 1)
    with ape.reverts("market: total isn't the price"):
        market.open(*said, less.for_chain(), value=TOTAL - 1, sender=people[2])
