# SPDX-License-Identifier: Apache-2.0
"""What sellers and buyers say and sign, for the tests of Market and Escrow."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import boa
from eth_account.signers.local import LocalAccount

from symbio.domain import market
from symbio.domain.accords import Clause, Terms
from symbio.domain.categories import category_of
from symbio.domain.market import Offer, Permit, Purchase
from symbio.domain.rules import DAY, HOUR
from tests.contracts.accords.concluding import digest_of
from tests.contracts.boa_chain import NOBODY, Log, account, deployer, events, now
from tests.contracts.federation.assembly import Assembly, Town
from tests.contracts.market.signing import Signing
from tests.contracts.treasury.paying import NATIVE, RICH, mock

FISH = category_of("HS 0305").word
OPEN, DELIVERED, DISPUTED, CLOSED = 1, 2, 4, 8
COMPLETED, CANCELLED, EXPIRED, RULED, AGREED, LAPSED = (1 << bit for bit in range(6))
PRICE, NATIVE_PRICE, STOCK, QUANTITY = 1_000, 7, 100, 10
TOTAL = PRICE * QUANTITY
# No two are alike, so that one taken for another is seen.
COOLING, INSPECTION, RULING, UNRULED = 2 * HOUR, 3 * DAY, 31 * DAY, 2_500
COURT_PRICE = 1_234
EVIDENCE, CLAIM = b"\xe5" * 32, b"\xc1" * 32
CONCESSION, CONTRIBUTION, SEASON_QUANTITY = 500, 200, 40
GOODS, COMMONS = 1, 2
STEWARD = market.STEWARD
NO_PERMIT = Permit()


@dataclass(frozen=True)
class Trade(Signing):
    """A market with all that it needs: three towns, two of them in a federation, and a court."""

    book: Any
    factory: Any
    accords: Any
    treasury: Any
    market: Any
    escrow: Any
    court: Any
    coin: Any
    towns: tuple[Town, ...]
    federation: Assembly

    @property
    def seller(self) -> LocalAccount:
        return self.towns[0].people[0]

    @property
    def buyer(self) -> LocalAccount:
        return self.towns[1].people[1]

    def offer(self, **other: Any) -> Offer:
        """Write an offer of the first town's first person."""
        made = Offer(
            seller=self.seller.address,
            community=self.towns[0].number,
            place=0,
            title="Dried cod – 干しダラ",
            description=b"\xd5" * 32,
            category=FISH,
            unit="kg",
            stock=STOCK,
            currency_1=str(self.coin.address),
            price_1=PRICE,
            currency_2=NATIVE,
            price_2=NATIVE_PRICE,
            currency_3=NOBODY,
            price_3=0,
            split_id=GOODS,
            everyone=True,
            federation_1=NOBODY,
            federation_2=NOBODY,
            federation_3=NOBODY,
            deliver_from=now(),
            deliver_until=now() + 60 * DAY,
            delivery_place="Peniche, quay 3",
            stages=100,
            cooling=COOLING,
            inspection=INSPECTION,
            arbiter=str(self.court.address),
            ruling_time=RULING,
            unruled=UNRULED,
            until=now() + 10 * DAY,
            nonce=1,
        )
        return replace(made, **other)

    def purchase(self, **other: Any) -> Purchase:
        """Write a purchase of the second town's second person."""
        made = Purchase(
            buyer=self.buyer.address,
            community=self.towns[1].number,
            place=1,
            quantity=QUANTITY,
            currency=str(self.coin.address),
            total=TOTAL,
            accord_id=0,
            clause=0,
            seller_party=0,
            buyer_party=0,
            until=now() + DAY,
            nonce=0,
        )
        return replace(made, **other)

    def under(self, accord_id: int, **other: Any) -> Purchase:
        """Write a purchase under an accord that `conclude` concluded."""
        parties = {"seller_party": self.towns[0].number, "buyer_party": self.towns[1].number}
        said = {"accord_id": accord_id, "total": TOTAL - TOTAL * CONCESSION // 10_000} | parties
        return self.purchase(**said | other)

    def list(self, offer: Offer) -> int:
        return int(self.market.list_offer(offer.for_chain(), b"", sender=offer.seller))

    def open(
        self,
        offer: Offer | None = None,
        purchase: Purchase | None = None,
        *,
        signature: bytes | None = None,
        sender: str | None = None,
        **changes: Any,
    ) -> int:
        """Order by the buyer's own transaction, under a signed offer; `changes` are the offer's."""
        offered = offer or self.offer(**changes)
        bought = purchase or self.purchase()
        signed = self.sign_offer(offered) if signature is None else signature
        value = bought.total if bought.currency == NATIVE else 0
        who = sender or bought.buyer
        return int(
            self.market.open(
                offered.for_chain(), signed, bought.for_chain(), value=value, sender=who
            )
        )

    def relay(
        self,
        offer: Offer,
        purchase: Purchase,
        signature: bytes | None = None,
        permit: Permit = NO_PERMIT,
    ) -> int:
        """Order by a relayer with the buyer's signature."""
        signed = self.sign_purchase(offer, purchase) if signature is None else signature
        return int(
            self.market.open_by_signature(
                offer.for_chain(),
                self.sign_offer(offer),
                purchase.for_chain(),
                signed,
                permit.for_chain(),
                sender=account("relayer").address,
            )
        )

    def deliver(self, order_id: int, quantity: int = QUANTITY) -> None:
        self.escrow.deliver(order_id, quantity, EVIDENCE, sender=self.seller.address)

    def delivered(self, quantity: int = QUANTITY, **changes: Any) -> int:
        """Open an order and deliver its first stage."""
        order_id = self.open(**changes)
        self.deliver(order_id, quantity)
        return order_id

    def dispute(self, order_id: int, value: int = COURT_PRICE) -> None:
        self.escrow.dispute(order_id, CLAIM, value=value, sender=self.buyer.address)

    def disputed(self, quantity: int = QUANTITY, **changes: Any) -> int:
        order_id = self.delivered(quantity, **changes)
        self.dispute(order_id)
        return order_id

    def conclude(self, market: str | None = None, **other: Any) -> int:
        """Conclude an accord of the first two towns, in which the first sells fish."""
        sellers, buyers = self.towns[0].number, self.towns[1].number
        said = {"concession": CONCESSION, "contribution": CONTRIBUTION, "split_id": COMMONS}
        clause = Clause(sellers, category_of("HS 03").word, **said, quantity=SEASON_QUANTITY)
        terms = Terms(
            accord_id=0,
            version=1,
            name="Ocean accord",
            document=b"\x0d" * 32,
            parties=(sellers, buyers),
            currencies=(str(self.coin.address), NATIVE),
            floors=(0, 0),
            drift=2_500,
            clauses=(replace(clause, **other),),
            starts_at=now(),
            season=90 * DAY,
            review_at=now() + 200 * DAY,
            ends_at=now() + 400 * DAY,
            notice=30 * DAY,
            market=market or str(self.market.address),
            until=now() + DAY,
        )
        for town in self.towns[:2]:
            self.accords.accept(digest_of(terms), town.number, sender=town.steward.address)
        return int(self.accords.conclude(terms.for_chain(), [b"", b""]))

    # --- what is there

    def said(self, contract: Any = None) -> list[Log]:
        """List the events of the last call without other contracts'."""
        strange = ("Transfer", "RevenueReceived", "Approval")
        logs = events(contract or self.escrow)
        return [log for log in logs if log["event"] not in strange]

    def state(self, order_id: int) -> int:
        return int(self.escrow.order(order_id).state)

    def received(self, split_id: int, token: Any = None) -> int:
        return int(self.treasury.received(split_id, token or self.coin))

    def owed(self, who: LocalAccount | None = None, token: Any = None) -> int:
        return int(self.escrow.owed((who or self.buyer).address, token or self.coin))


def token(trade: Trade, name: str, *args: Any) -> Any:
    """Deploy a token that the buyer has and lets the Escrow take."""
    found = mock(name, *args)
    found.mint(trade.buyer.address, RICH)
    found.approve(trade.escrow, 2**256 - 1, sender=trade.buyer.address)
    return found


def build(book: Any, factory: Any, towns: tuple[Town, ...], federation: Assembly) -> Trade:
    """Deploy a market on what is there."""
    purse, _ = boa.env.deploy_code(bytecode=purse_code())
    treasury = deployer("Treasury").deploy(purse, book)
    accords = deployer("Accords").deploy(book, factory)
    template = deployer("Escrow").deploy_as_blueprint()
    floor = deployer("Market").deploy(template, book, factory, accords, treasury)
    escrow = deployer("Escrow").at(floor.escrow())
    court = deployer("tests/mocks/Court.vy").deploy()
    court.set(COURT_PRICE, 0)
    coin = mock("Plain", 6)
    made = Trade(book, factory, accords, treasury, floor, escrow, court, coin, towns, federation)
    for town in (towns[0], towns[1]):
        treasury.create(NOBODY, [int(town.steward.address, 16)], [10_000])
    coin.mint(made.buyer.address, RICH)
    coin.approve(escrow, 2**256 - 1, sender=made.buyer.address)
    for person in (made.buyer, made.seller, account("stranger")):
        boa.env.set_balance(person.address, RICH)
    return made


def purse_code() -> bytes:
    """Give the purse's blueprint: as bare code, for titanoboa takes each clone for a purse."""
    from tests.stateful.pyrevm_chain import compiled

    return bytes.fromhex(compiled("Purse")["blueprint_bytecode"][2:])
