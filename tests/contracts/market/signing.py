# SPDX-License-Identifier: Apache-2.0
"""What sellers, buyers and givers sign; digests are computed here by eth-account alone."""

from __future__ import annotations

from typing import Any

import boa
from eth_account.messages import _hash_eip191_message, encode_typed_data
from eth_account.signers.local import LocalAccount

from symbio.domain import acts
from symbio.domain.acts import Domain, typed_data
from symbio.domain.market import Offer, Purchase, Swap
from tests.contracts.federation.papers import compact


class Signing:
    """What a market's actors sign for it; whoever mixes this in has `market`, `seller`, `buyer`."""

    def digest(self, act: type, *of: Any, **where: Any) -> bytes:
        """Compute what is signed, by eth-account alone."""
        chain = where.get("chain", boa.env.evm.patch.chain_id)
        domain = Domain("Symbio Market", chain, where.get("contract", str(self.market.address)))
        made = act(domain, *of)
        return _hash_eip191_message(encode_typed_data(full_message=typed_data(made)))

    def offer_digest(self, offer: Offer, **where: Any) -> bytes:
        return self.digest(acts.Offer, offer, **where)

    def sign_offer(self, offer: Offer, by: LocalAccount | None = None, **where: Any) -> bytes:
        return compact(by or self.seller, self.offer_digest(offer, **where))

    def purchase_digest(self, offer: Offer, purchase: Purchase, **where: Any) -> bytes:
        of = (
            purchase.buyer,
            offer.title,
            purchase.quantity,
            offer.unit,
            purchase.currency,
            purchase.total,
            self.offer_digest(offer),
            purchase.community,
            purchase.place,
            purchase.accord_id,
            purchase.clause,
            purchase.seller_party,
            purchase.buyer_party,
            purchase.until,
            purchase.nonce,
        )
        return self.digest(acts.Purchase, *of, **where)

    def sign_purchase(
        self, offer: Offer, purchase: Purchase, by: LocalAccount | None = None, **where: Any
    ) -> bytes:
        return compact(by or self.buyer, self.purchase_digest(offer, purchase, **where))

    def sign_swap(self, swap: Swap, by: LocalAccount, **where: Any) -> bytes:
        return compact(by, self.digest(acts.Swap, swap, **where))
