# SPDX-License-Identifier: Apache-2.0
"""The Market and its Escrow through their handles: offers, orders, disputes, barter."""

from __future__ import annotations

import pytest

from symbio import KeySigner, World
from symbio.chain.dealing import best_clause, place_of
from symbio.chain.signing import digest, sign
from symbio.domain import events
from symbio.domain.errors import MixedTokens, NoSuchRecord, NotOnRoll, Refused
from symbio.domain.escrow import Ending, State
from symbio.domain.market import STEWARD, Swap
from symbio.domain.promise import stage_amount
from tests.chain.trading import DAY, Day, fund, market_day


@pytest.fixture
def day(world: World) -> Day:
    return market_day(world)


def test_offers_are_known_by_the_digest_that_is_signed(day: Day) -> None:
    market, offer = day.world.market, day.offer()
    assert market.offer_digest(offer) == market.digest(offer) == digest(market.offering(offer))
    assert market.eip712Domain() == market.domain
    before = market.offers_listed()
    signature = sign(market.offering(offer), day.fisher).raw_signature()
    receipt = market.list_offer(offer, signature).send(day.world.account("relayer"))
    assert receipt.value == before + 1 == market.offers_listed()
    assert receipt.one(events.OfferListed).offer == offer
    listing = market.listing(market.digest(offer))
    assert (listing.offer_id, listing.taken, listing.is_withdrawn) == (receipt.value, 0, False)


def test_a_withdrawn_offer_takes_no_orders(day: Day) -> None:
    market, seller = day.world.market, day.fishers.steward
    offer = day.offer(seller=seller.address, place=STEWARD)
    market.list_offer(offer).send(seller)
    market.withdraw_offer(offer).send(seller)
    assert market.listing(market.digest(offer)).is_withdrawn
    made = day.deal(offer, 1)
    day.allow(made.cost.total)
    with pytest.raises(Refused, match="withdrawn"):
        market.open(offer, made.purchase).send(day.host)


def test_an_order_is_paid_into_the_seller_s_split(day: Day) -> None:
    escrow, treasury, euro = day.world.escrow, day.world.treasury, day.euro.token
    number = day.opened(day.offer(), 10)
    order = escrow.order(number)
    assert (order.order_id, order.buyer, order.state) == (number, day.host.address, State.OPEN)
    assert str(escrow.held(euro)) == "42.00 EURe"
    evidence = b"\x0e" * 32
    fund(day.world, day.fisher)
    receipt = escrow.deliver(number, 10, evidence).send(day.fisher)
    assert receipt.one(events.StageDelivered).evidence == evidence
    receipt = escrow.confirm(number).send(day.host)
    assert receipt.one(events.StageReleased).paid == 4_200
    assert receipt.one(events.OrderClosed).ending is Ending.COMPLETED
    assert str(treasury.received(day.split_id, euro)) == "42.00 EURe"
    assert escrow.held(euro) == euro.units(0)


def test_the_accord_s_price_is_exact_and_its_balance_kept(day: Day) -> None:
    accord, escrow, euro = day.concluded(), day.world.escrow, day.euro.token
    offer = day.offer()
    made = day.deal(offer, 7, accord_id=accord)
    assert made.under is not None and made.under.clause == 1, "the clause that concedes more"
    assert [str(each) for each in (made.cost.total, made.cost.contribution)] == [
        "27.93 EURe",
        "0.55 EURe",
    ]
    number = day.opened(offer, 7, accord_id=accord)
    fund(day.world, day.fisher)
    escrow.deliver(number, 7, bytes(32)).send(day.fisher)
    released = escrow.confirm(number).send(day.host).one(events.StageReleased)
    assert (released.paid, released.contributed) == (2_738, 55)
    assert str(day.world.treasury.received(day.commons_id, euro)) == "0.55 EURe"
    gave, _ = day.world.market.balances(accord, day.fishers.community_id, euro)
    _, got = escrow.balances(accord, day.hosts.community_id, euro)
    assert str(gave) == str(got) == "27.93 EURe"
    season = escrow.order(number).season
    assert day.world.market.season_taken(accord, 1, season) == 7
    with pytest.raises(NoSuchRecord, match="no clause"):
        best_clause(
            day.world.suite,
            day.offer(category=1 << 40 | 2 << 32 | 9),
            day.hosts.community_id,
            accord,
            euro,
        )


def test_a_relayer_carries_a_signed_order(day: Day) -> None:
    market, offer = day.world.market, day.offer()
    made = day.deal(offer, 3)
    day.allow(made.cost.total)
    act = market.purchasing(offer, made.purchase)
    assert act.purchase() == made.purchase
    plan = market.open_by_signature(
        offer,
        made.purchase,
        sign(act, day.host).raw_signature(),
        offer_signature=sign(market.offering(offer), day.fisher).raw_signature(),
    )
    number = plan.send(day.world.account("relayer")).value
    assert day.world.escrow.order(number).buyer == day.host.address
    assert market.nonce_used(day.host.address, made.purchase.nonce)
    with pytest.raises(Refused):
        plan.send(day.world.account("relayer"))


def test_a_partial_delivery_is_paid_in_part_and_the_rest_withdrawn(day: Day) -> None:
    escrow, euro = day.world.escrow, day.euro
    number = day.opened(day.offer(stages=3070), 10)
    fund(day.world, day.fisher)
    assert stage_amount(escrow.order(number)) == 1_260
    escrow.deliver(number, 5, bytes(32)).send(day.fisher)
    released = escrow.confirm(number).send(day.host).one(events.StageReleased)
    assert (released.paid, released.refunded, released.left) == (630, 630, 2_940)
    assert stage_amount(escrow.order(number)) == 2_940
    escrow.cancel(number).send(day.fisher)
    assert str(escrow.owed(day.host.address, euro.token)) == "35.70 EURe"
    before = euro.balance(day.host.address)
    assert str(escrow.withdraw(euro.token).send(day.host).value) == "35.70 EURe"
    assert str(euro.balance(day.host.address) - before) == "35.70 EURe"


def test_the_chain_s_own_coin_is_sent_along(day: Day) -> None:
    coin = day.world.coin
    offer = day.offer(day.euro.token.amount("4.20"), coin.token.amount("0.5"))
    made = day.deal(offer, 2, token=coin)
    signature = sign(day.world.market.offering(offer), day.fisher).raw_signature()
    plan = day.world.market.open(offer, made.purchase, signature)
    assert plan.value == 10**18
    number = plan.send(day.host).value
    day.world.escrow.cancel(number).send(day.host)
    heir = KeySigner.new().address
    taken = day.world.escrow.withdraw_to(coin.token, heir).send(day.host)
    assert str(taken.value) == str(coin.balance(heir)) == "1.00 ETH"


def test_what_is_late_expires_and_what_is_silent_is_released(day: Day) -> None:
    escrow, world = day.world.escrow, day.world
    late, silent = day.opened(day.offer(), 1), day.opened(day.offer(nonce=2), 1)
    fund(world, day.fisher)
    escrow.deliver(silent, 1, bytes(32)).send(day.fisher)
    for plan in (escrow.expire(late), escrow.release(silent)):
        with pytest.raises(Refused):
            plan.send(world.account("stranger"))
    world.travel(61 * DAY)
    closed = escrow.expire(late).send(world.account("stranger")).one(events.OrderClosed)
    assert (closed.ending, closed.restored) == (Ending.EXPIRED, 1)
    escrow.release(silent).send(world.account("stranger"))
    assert escrow.order(silent).state is State.CLOSED


def test_a_dispute_ends_by_agreement_or_lapses(day: Day) -> None:
    escrow, world = day.world.escrow, day.world
    agreed, lapsed = day.opened(day.offer(), 10), day.opened(day.offer(nonce=2), 10)
    fund(world, day.fisher)
    for number in (agreed, lapsed):
        escrow.deliver(number, 10, bytes(32)).send(day.fisher)
        disputed = escrow.dispute(number, b"\x0c" * 32).send(day.host).one(events.OrderDisputed)
        assert disputed.claim == b"\x0c" * 32
        escrow.submit_evidence(number, b"\x0d" * 32).send(day.fisher)
    assert escrow.named_shares(agreed) == (None, None)
    escrow.agree(agreed, 7_000).send(day.host)
    assert escrow.named_shares(agreed) == (7_000, None)
    closed = escrow.agree(agreed, 7_000).send(day.fisher).one(events.OrderClosed)
    assert (closed.ending, closed.paid, closed.refunded) == (Ending.AGREED, 2_940, 1_260)
    with pytest.raises(Refused, match="arbiter"):
        escrow.summon(lapsed, 1).send(day.host)
    with pytest.raises(Refused, match="arbiter"):
        escrow.rule(1, 50).send(world.account("stranger"))
    assert escrow.disputed_order(day.host.address, 1) == 0
    world.travel(31 * DAY)
    closed = escrow.lapse(lapsed).send(world.account("stranger")).one(events.OrderClosed)
    assert (closed.ending, closed.share, closed.paid) == (Ending.LAPSED, 5_000, 2_100)
    assert escrow.count() >= lapsed


def test_a_ring_of_three_changes_hands_at_once(day: Day) -> None:
    world, market = day.world, day.world.market
    names = ("ana", "kenji", "aroha")
    people = [world.account(name) for name in names]
    coins = [world.token(f"C{n}", 2, holder=person) for n, person in enumerate(people)]
    swaps = [
        Swap(
            giver=person.address,
            title=f"What {name} gives",
            gives=coins[n].address,
            gives_amount=100 * (n + 1),
            wants=coins[n - 1].address,
            wants_amount=100 * ((n - 1) % 3 + 1),
            until=world.now + DAY,
            nonce=world.now + n,
        )
        for n, (name, person) in enumerate(zip(names, people, strict=True))
    ]
    for coin, person in zip(coins, people, strict=True):
        coin.approve(market.address, coin.token.units(300)).send(person)
    signatures = [
        sign(market.swapping(swap), person).raw_signature()
        for swap, person in zip(swaps, people, strict=True)
    ]
    receipt = market.barter(swaps, signatures).send(world.account("relayer"))
    assert [each.amount for each in receipt.all(events.SwapSettled)] == [100, 200, 300]
    assert coins[0].balance(people[1].address).units == 100
    assert coins[2].balance(people[0].address).units == 300
    with pytest.raises(Refused):
        market.barter(swaps, signatures).send(world.account("relayer"))
    market.cancel_nonce(77).send(people[0])
    assert market.nonce_used(people[0].address, 77)


def test_a_place_is_shown_or_the_stewardship(day: Day) -> None:
    suite, hosts = day.world.suite, day.hosts
    assert place_of(suite, 0, day.host.address) == 0
    assert place_of(suite, hosts.community_id, hosts.steward.address) == STEWARD
    assert place_of(suite, hosts.community_id, day.host.address) == 1 << 10
    with pytest.raises(NotOnRoll):
        place_of(suite, hosts.community_id, day.fisher.address)
    with pytest.raises(MixedTokens, match="no price"):
        day.deal(day.offer(), 1, token=day.world.coin)
