# SPDX-License-Identifier: Apache-2.0
"""What parties say and sign, for the tests of Accords; digests are computed here anew."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import boa
from eth_abi import encode
from eth_account.messages import _hash_eip191_message, encode_typed_data
from eth_account.signers.local import LocalAccount
from eth_utils import keccak

from symbio.domain.accords import UNLIMITED, Clause, Terms
from symbio.domain.acts import ACCORDS_DOMAIN, AccordAcceptance, Domain, typed_data
from symbio.domain.categories import category_of
from symbio.domain.rules import DAY
from tests.contracts.boa_chain import account, now
from tests.contracts.federation.assembly import Town
from tests.contracts.federation.papers import compact

TERMS = (
    "(uint256,uint256,string,bytes32,uint256[],address[],uint256[],uint256,"
    "(uint256,uint256,uint256,uint256,uint256,uint256)[],"
    "uint256,uint256,uint256,uint256,uint256,address,uint256)"
)
EURO, YEN = "0x" + 20 * "e1", "0x" + 20 * "e2"
# No two are alike, so that one taken for another is seen.
SEASON, REVIEW, LENGTH, NOTICE = 90 * DAY, 200 * DAY, 400 * DAY, 30 * DAY
FISH, SAMPLING, SOFTWARE = (category_of(c).word for c in ("HS 03", "CPC 8344", "CPC 7331"))


@dataclass(frozen=True)
class House:
    """Accords with all that it needs, and four towns."""

    book: Any
    factory: Any
    accords: Any
    market: Any
    towns: tuple[Town, ...]

    def terms(self, *towns: Town, **other: Any) -> Terms:
        """Write terms of some towns, of the first three where none is named."""
        named = towns or self.towns[:3]
        parties = tuple(town.number for town in named)
        made = Terms(
            accord_id=0,
            version=1,
            name="Ocean accord – 海の協定",
            document=b"\x0d" * 32,
            parties=parties,
            currencies=(EURO, YEN),
            floors=(1_000, 0),
            drift=2_500,
            clauses=clauses_of(parties),
            starts_at=now(),
            season=SEASON,
            review_at=now() + REVIEW,
            ends_at=now() + LENGTH,
            notice=NOTICE,
            market=str(self.market.address),
            until=now() + DAY,
        )
        return replace(made, **other)

    def accept(self, terms: Terms, *towns: Town) -> None:
        """Accept directly, for the towns that are named or else all parties."""
        for town in towns or self.parties(terms):
            self.accords.accept(digest_of(terms), town.number, sender=town.steward.address)

    def parties(self, terms: Terms) -> list[Town]:
        return [town for town in self.towns if town.number in terms.parties]

    def conclude(self, terms: Terms | None = None, *, sender: str | None = None) -> int:
        """Accept for all parties directly and conclude."""
        agreed = terms or self.terms()
        self.accept(agreed)
        return self.concluded(agreed, sender=sender)

    def concluded(self, terms: Terms, *signatures: bytes, sender: str | None = None) -> int:
        """Conclude with these signatures, or with none."""
        given = list(signatures) or [b""] * len(terms.parties)
        who = sender or account("anybody").address
        return int(self.accords.conclude(terms.for_chain(), given, sender=who))

    def amendment(self, accord_id: int, *towns: Town, **other: Any) -> Terms:
        """Write the next version of an accord, in force at once."""
        version = self.accords.accord(accord_id).latest + 1
        return self.terms(*towns, **{"accord_id": accord_id, "version": version} | other)

    def leave(self, accord_id: int, town: Town) -> None:
        self.accords.leave(accord_id, town.number, sender=town.steward.address)

    def answer(self, accord_id: int, town: Town, statement: bytes = b"\x5a" * 32) -> None:
        self.accords.answer_review(accord_id, town.number, statement, sender=town.steward.address)

    def sign(self, terms: Terms, town: Town, by: LocalAccount | None = None, **other: Any) -> bytes:
        return compact(by or town.steward, self.signed(terms, town.number, **other))

    def signed(self, agreed: Terms, number: int, /, **other: Any) -> bytes:
        """Compute what a steward signs, by eth-account alone."""
        said: dict[str, Any] = {"accord": agreed.name, "document": agreed.document}
        said |= {"terms": digest_of(agreed), "community": number, "until": agreed.until} | other
        chain = said.pop("chain", boa.env.evm.patch.chain_id)
        domain = Domain(ACCORDS_DOMAIN, chain, said.pop("contract", str(self.accords.address)))
        act = AccordAcceptance(domain=domain, **said)
        return _hash_eip191_message(encode_typed_data(full_message=typed_data(act)))

    def quote(
        self,
        accord_id: int = 1,
        clause: int = 0,
        seller: int = 1,
        buyer: int = 2,
        category: int = FISH,
        currency: str = EURO,
    ) -> Any:
        return self.accords.quote(accord_id, clause, seller, buyer, category, currency)


def clauses_of(parties: Sequence[int]) -> tuple[Clause, ...]:
    """Give the clauses: fish of the first, sampling of the second, software of the last."""
    return (
        Clause(parties[0], FISH, 500, 200, 7, 9_000),
        Clause(parties[1], SAMPLING, 1_000, 100, 8, UNLIMITED),
        Clause(parties[-1], SOFTWARE, 0, 0, 0, 12),
    )


def digest_of(terms: Terms) -> bytes:
    """Compute the digest that every party accepts."""
    return keccak(encode([TERMS], [terms.for_chain()]))
