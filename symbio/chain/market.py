# SPDX-License-Identifier: Apache-2.0
"""The handle of the Market: offers, orders in escrow, barter."""

from __future__ import annotations

from collections.abc import Sequence

from symbio.chain.decoding import build, build_for
from symbio.chain.handle import Handle, nothing
from symbio.chain.plan import Outcome, Plan, first
from symbio.chain.signing import digest
from symbio.domain import acts, events
from symbio.domain.acts import MARKET_DOMAIN, Domain
from symbio.domain.amount import Amount, Token
from symbio.domain.market import Listing, Offer, Order, Permit, Purchase, Swap

UNNAMED = 2**256 - 1


class Market(Handle):
    """The Market on one chain. Quantities are whole units of the goods, shares basis points."""

    contract = "Market"

    # --- what is signed

    @property
    def domain(self) -> Domain:
        return Domain(MARKET_DOMAIN, self.client.chain_id, self.address)

    def offering(self, offer: Offer) -> acts.Offer:
        """Give the act that a seller signs."""
        return acts.Offer(self.domain, offer)

    def purchasing(self, offer: Offer, purchase: Purchase) -> acts.Purchase:
        """Give the act that a buyer signs for a relayer to carry."""
        return acts.Purchase.of(self.domain, offer, self.digest(offer), purchase)

    def swapping(self, swap: Swap) -> acts.Swap:
        """Give the act that the giver of one link of a barter signs."""
        return acts.Swap(self.domain, swap)

    def digest(self, offer: Offer) -> bytes:
        """Compute the digest by which an offer is known, as `offer_digest` does on chain."""
        return digest(self.offering(offer))

    # --- offers

    def list_offer(self, offer: Offer, signature: bytes = b"") -> Plan[int]:
        """List an offer: its seller, or anybody with the seller's signature. Gives its number."""
        return self._plan(
            "list_offer",
            (offer.for_chain(), signature),
            f"List “{offer.title}”, {offer.stock:,} {offer.unit}, for everybody to find.",
            lambda logs: first(logs, events.OfferListed).offer_id,
            act=self.offering(offer),
        )

    def withdraw_offer(self, offer: Offer) -> Plan[None]:
        """Take no further orders under an offer; orders that stand, stand."""
        words = f"Take no further orders under “{offer.title}”."
        return self._plan("withdraw_offer", (offer.for_chain(),), words, nothing)

    # --- orders

    def open(self, offer: Offer, purchase: Purchase, offer_signature: bytes = b"") -> Plan[int]:
        """Order, by the buyer; an ERC-20 needs `Coin.approve` first. Gives the order's number.

        A listed offer needs no signature.
        """
        token = Token(purchase.currency, "", 0)
        return self._plan(
            "open",
            (offer.for_chain(), offer_signature, purchase.for_chain()),
            _ordering(offer, purchase),
            _opened,
            value=purchase.total if token.is_native else 0,
            act=self.purchasing(offer, purchase),
        )

    def open_by_signature(
        self,
        offer: Offer,
        purchase: Purchase,
        signature: bytes,
        *,
        offer_signature: bytes = b"",
        permit: Permit | None = None,
    ) -> Plan[int]:
        """Carry a signed purchase, by anybody; ERC-20 only. Gives the order's number."""
        allowed = (permit or Permit()).for_chain()
        arguments = (offer.for_chain(), offer_signature, purchase.for_chain(), signature, allowed)
        words = f"{_ordering(offer, purchase)[:-1]}, for {purchase.buyer}."
        return self._plan("open_by_signature", arguments, words, _opened)

    def deliver(self, order_id: int, quantity: int, evidence: bytes) -> Plan[None]:
        """Say, by the seller, that so many units of the stage were delivered."""
        words = f"Say that {quantity:,} units of order {order_id} were delivered."
        return self._plan("deliver", (order_id, quantity, evidence), words, nothing)

    def confirm(self, order_id: int) -> Plan[None]:
        """Confirm a delivery, by the buyer: the stage is paid at once."""
        words = f"Confirm the delivery of order {order_id}, and pay for it."
        return self._plan("confirm", (order_id,), words, nothing)

    def release(self, order_id: int) -> Plan[None]:
        """Pay a delivery that the buyer has neither confirmed nor disputed in time; by anybody."""
        words = f"Pay for the delivery of order {order_id}, whose inspection is over."
        return self._plan("release", (order_id,), words, nothing)

    def cancel(self, order_id: int) -> Plan[None]:
        """Cancel: the buyer while cooling, the seller until it delivers; the rest is refunded."""
        words = f"Cancel order {order_id}; what is left in escrow goes back to the buyer."
        return self._plan("cancel", (order_id,), words, nothing)

    def expire(self, order_id: int) -> Plan[None]:
        """End an order whose time to deliver has passed; by anybody."""
        words = f"End order {order_id}, which wasn't delivered in time."
        return self._plan("expire", (order_id,), words, nothing)

    def dispute(self, order_id: int, claim: bytes, value: int = 0) -> Plan[None]:
        """Dispute a delivery, by the buyer; with the arbiter's price as value it is summoned."""
        words = f"Dispute the delivery of order {order_id}."
        return self._plan("dispute", (order_id, claim), words, nothing, value=value)

    def summon(self, order_id: int, value: int) -> Plan[None]:
        """Bring a dispute before its arbiter, by either of the two, for the arbiter's price."""
        words = f"Bring order {order_id} before its arbiter."
        return self._plan("summon", (order_id,), words, nothing, value=value)

    def rule(self, dispute_id: int, ruling: int) -> Plan[None]:
        """Rule (ERC-792), by the arbiter: 1 to 101 give the seller 0 to 100 percent; 0: refuse."""
        words = f"Rule {ruling} on dispute {dispute_id}."
        return self._plan("rule", (dispute_id, ruling), words, nothing)

    def agree(self, order_id: int, share: int) -> Plan[None]:
        """Name the share that the seller gets; done when buyer and seller name the same."""
        words = f"Agree that the seller of order {order_id} gets {share:,} of 10,000."
        return self._plan("agree", (order_id, share), words, nothing)

    def lapse(self, order_id: int) -> Plan[None]:
        """End a dispute that nobody ruled in time, as the offer said; by anybody."""
        words = f"End the dispute of order {order_id}, which nobody ruled in time."
        return self._plan("lapse", (order_id,), words, nothing)

    def submit_evidence(self, order_id: int, evidence: bytes) -> Plan[None]:
        """Log the digest of a piece of evidence, by buyer or seller."""
        words = f"Log the evidence {evidence.hex()[:8]}… for order {order_id}."
        return self._plan("submit_evidence", (order_id, evidence), words, nothing)

    # --- refunds

    def withdraw(self, token: Token) -> Plan[Amount]:
        """Take what the Market owes the sender in a currency. Gives what was owed."""
        words = f"Take what the Market owes in {token.symbol}."
        return self._plan("withdraw", (token.address,), words, _withdrawn(token))

    def withdraw_to(self, token: Token, to: str) -> Plan[Amount]:
        """Have what the Market owes the sender paid to another address."""
        words = f"Have what the Market owes in {token.symbol} paid to {to}."
        return self._plan("withdraw_to", (token.address, to), words, _withdrawn(token))

    # --- barter

    def barter(self, swaps: Sequence[Swap], signatures: Sequence[bytes]) -> Plan[None]:
        """Carry out a ring of signed swaps, each giving to the next: all or nothing; by anybody."""
        arguments = (tuple(swap.for_chain() for swap in swaps), tuple(signatures))
        return self._plan("barter", arguments, f"Barter in a ring of {len(swaps)}.", nothing)

    def cancel_nonce(self, nonce: int) -> Plan[None]:
        """Revoke a signed purchase or swap that nobody has carried yet."""
        return self._plan("cancel_nonce", (nonce,), f"Revoke what was signed as {nonce}.", nothing)

    # --- views

    def offer_digest(self, offer: Offer) -> bytes:
        """Read the digest of an offer from the chain."""
        return bytes(self._read("offer_digest", offer.for_chain()))

    def listing(self, digest: bytes) -> Listing:
        """Read what the Market knows of an offer."""
        return build(Listing, self._read("listing", digest))

    def offers_listed(self) -> int:
        """Read how many offers were listed or ordered under; they are numbered from 1."""
        return int(self._read("offers_listed"))

    def count(self) -> int:
        """Read how many orders there have been; they are numbered from 1."""
        return int(self._read("count"))

    def order(self, order_id: int) -> Order:
        """Read an order."""
        return build_for(Order, order_id, self._read("order", order_id))

    def disputed_order(self, arbiter: str, dispute_id: int) -> int:
        """Read which order an arbiter's dispute is about; 0: none."""
        return int(self._read("disputed_order", arbiter, dispute_id))

    def named_shares(self, order_id: int) -> tuple[int | None, int | None]:
        """Read the shares that buyer and seller have named for the seller; None: none yet."""
        buyer, seller = self._read("named_shares", order_id)
        return (None if buyer == UNNAMED else buyer, None if seller == UNNAMED else seller)

    def season_taken(self, accord_id: int, clause: int, season: int) -> int:
        """Read how many units were ordered in a season under a clause of an accord."""
        return int(self._read("season_taken", accord_id, clause, season))

    def balances(self, accord_id: int, party_id: int, token: Token) -> tuple[Amount, Amount]:
        """Read what a party gave and what it got under an accord, in a currency."""
        gave, got = self._read("balances", accord_id, party_id, token.address)
        return token.units(gave), token.units(got)

    def owed(self, account: str, token: Token) -> Amount:
        """Read what an account may withdraw now."""
        return token.units(self._read("owed", account, token.address))

    def held(self, token: Token) -> Amount:
        """Read what is in escrow and owed together."""
        return token.units(self._read("held", token.address))

    def nonce_used(self, account: str, nonce: int) -> bool:
        """Read whether an account's purchase or swap of that nonce can't be carried any more."""
        return bool(self._read("nonce_used", account, nonce))


def _ordering(offer: Offer, purchase: Purchase) -> str:
    return f"Order {purchase.quantity:,} {offer.unit} of “{offer.title}”, paid into escrow."


def _opened(logs: tuple[events.Event, ...]) -> int:
    return first(logs, events.OrderOpened).order_id


def _withdrawn(token: Token) -> Outcome[Amount]:
    return lambda logs: token.units(first(logs, events.RefundWithdrawn).owed)
