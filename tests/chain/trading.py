# SPDX-License-Identifier: Apache-2.0
"""A market day: two towns, their coins and splits, an accord, an offer; all on a real chain."""

from __future__ import annotations

from dataclasses import dataclass, replace

from symbio import KeySigner, Payee, World
from symbio.chain.dealing import Deal, deal, place_of
from symbio.chain.signing import sign
from symbio.chain.token import Coin
from symbio.domain.accords import Clause, Terms
from symbio.domain.addresses import NOBODY
from symbio.domain.amount import Amount
from symbio.domain.categories import category_of
from symbio.domain.market import Offer, audience_fields, price_fields
from tests.chain.conftest import Town, settle

DAY = 86_400
FISH = category_of("HS 030243").word


@dataclass(frozen=True)
class Day:
    """Who trades: a fisher of one town with a split, a host of another with euros."""

    world: World
    fishers: Town
    hosts: Town
    fisher: KeySigner
    host: KeySigner
    euro: Coin
    split_id: int
    commons_id: int

    def offer(self, *prices: Amount, nonce: int = 1, **more: object) -> Offer:
        """Give an offer of fish at 4.20 EURe a kilogram, or at other prices."""
        now = self.world.now
        asked = prices or (self.euro.token.amount("4.20"),)
        base = Offer(
            seller=self.fisher.address,
            community=self.fishers.community_id,
            place=place_of(self.world.suite, self.fishers.community_id, self.fisher.address),
            title="Fresh sardines, day boat",
            description=b"\x05" * 32,
            category=FISH,
            unit="kg",
            stock=4_000,
            **price_fields(asked),
            split_id=self.split_id,
            **audience_fields(()),
            deliver_from=now,
            deliver_until=now + 60 * DAY,
            delivery_place="Fishing harbour of Peniche",
            stages=100,
            cooling=DAY,
            inspection=5 * DAY,
            arbiter=NOBODY,
            ruling_time=30 * DAY,
            unruled=5_000,
            until=now + 30 * DAY,
            nonce=nonce,
        )
        return replace(base, **more)  # type: ignore[arg-type]

    def deal(
        self, offer: Offer, quantity: int, *, accord_id: int = 0, token: Coin | None = None
    ) -> Deal:
        return deal(
            self.world.suite,
            offer,
            self.host.address,
            quantity,
            (token or self.euro).token,
            until=offer.until,
            community_id=self.hosts.community_id,
            accord_id=accord_id,
        )

    def allow(self, amount: Amount) -> None:
        self.euro.approve(self.world.escrow.address, amount).send(self.host)

    def opened(self, offer: Offer, quantity: int, accord_id: int = 0) -> int:
        """Open an order of the host under the fisher's signed offer."""
        made = self.deal(offer, quantity, accord_id=accord_id)
        self.allow(made.cost.total)
        signature = sign(self.world.market.offering(offer), self.fisher).raw_signature()
        return self.world.market.open(offer, made.purchase, signature).send(self.host).value

    def concluded(self) -> int:
        """Conclude an accord of the two towns: fish at 5 percent less, 2 percent shared."""
        now = self.world.now
        towns = (self.fishers, self.hosts)
        terms = Terms(
            accord_id=0,
            version=1,
            name="Ocean accord",
            document=b"\x0a" * 32,
            parties=tuple(sorted(town.community_id for town in towns)),
            currencies=(self.euro.address,),
            floors=(0,),
            drift=10_000,
            clauses=(
                Clause(self.fishers.community_id, category_of("HS 03").word, 100, 0, 0),
                Clause(
                    self.fishers.community_id,
                    category_of("HS 0302").word,
                    500,
                    200,
                    self.commons_id,
                    quantity=1_000,
                ),
            ),
            starts_at=now,
            season=90 * DAY,
            review_at=now + 100 * DAY,
            ends_at=now + 200 * DAY,
            notice=30 * DAY,
            market=self.world.market.address,
            until=now + DAY,
        )
        stewards = {town.community_id: town.steward for town in towns}
        signatures = [
            sign(self.world.accords.acceptance(terms, each), stewards[each]).raw_signature()
            for each in terms.parties
        ]
        return self.world.accords.conclude(terms, signatures).send().value


def market_day(world: World) -> Day:
    fishers, hosts = settle(world, "fishers", "PT"), settle(world, "hosts", "NZ")
    host = world.account("host")
    world.communities.enrol(hosts.community_id, [host.address]).send(hosts.steward)
    euro = world.token("EURe", 2, holder=host)
    steward = world.account("fishers")
    shares = {Payee.community(fishers.community_id): 10_000}
    split_id = world.treasury.create(NOBODY, shares).send(steward).value
    commons_id = world.treasury.create(NOBODY, shares).send(steward).value
    fisher = fishers.people[0]
    return Day(world, fishers, hosts, fisher, host, euro, split_id, commons_id)


def fund(world: World, signer: KeySigner) -> None:
    """Give a person the coins for their own transactions."""
    world.coin.transfer(signer.address, world.coin.token.amount("1")).send()
