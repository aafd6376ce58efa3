# SPDX-License-Identifier: Apache-2.0
"""The handle of the Market: offers, purchases, barter."""

from __future__ import annotations

from collections.abc import Sequence

from symbio.chain.decoding import build
from symbio.chain.handle import Handle, nothing
from symbio.chain.plan import Plan, first
from symbio.chain.signing import digest
from symbio.domain import acts, events
from symbio.domain.acts import MARKET_DOMAIN, Domain
from symbio.domain.amount import Amount, Token
from symbio.domain.market import Listing, Offer, Permit, Purchase, Swap


class Market(Handle):
    """The Market on one chain. Quantities are whole units of the goods."""

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
        """Order, by the buyer; an ERC-20 needs `Coin.approve` of the Escrow. Gives its number.

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

    def season_taken(self, accord_id: int, clause: int, season: int) -> int:
        """Read how many units were ordered in a season under a clause of an accord."""
        return int(self._read("season_taken", accord_id, clause, season))

    def balances(self, accord_id: int, party_id: int, token: Token) -> tuple[Amount, Amount]:
        """Read what a party gave and what it got under an accord, in a currency."""
        gave, got = self._read("balances", accord_id, party_id, token.address)
        return token.units(gave), token.units(got)

    def escrow(self) -> str:
        """Read where the orders and their money are; allowances are given to it."""
        return str(self._read("escrow"))

    def nonce_used(self, account: str, nonce: int) -> bool:
        """Read whether an account's purchase or swap of that nonce can't be carried any more."""
        return bool(self._read("nonce_used", account, nonce))


def _ordering(offer: Offer, purchase: Purchase) -> str:
    return f"Order {purchase.quantity:,} {offer.unit} of “{offer.title}”, paid into escrow."


def _opened(logs: tuple[events.Event, ...]) -> int:
    return first(logs, events.OrderOpened).order_id
