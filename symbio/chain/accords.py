# SPDX-License-Identifier: Apache-2.0
"""The handle of Accords: mutual-benefit agreements in place of tariffs."""

from __future__ import annotations

from collections.abc import Sequence

from eth_hash.auto import keccak

from symbio.chain.abi import encode
from symbio.chain.agreeing import Agreeing
from symbio.chain.decoding import build
from symbio.chain.handle import nothing
from symbio.chain.plan import Plan, first
from symbio.domain import events
from symbio.domain.accords import Accord, Balance, Clause, Party, Quote, Review, Terms
from symbio.domain.acts import ACCORDS_DOMAIN, AccordAcceptance, Domain
from symbio.domain.errors import NoSuchRecord


class Accords(Agreeing):
    """The accords of one chain. Clauses are numbered from 0, versions from 1."""

    contract = "Accords"
    agreed = "the accord's terms"

    # --- agreeing

    def conclude(self, terms: Terms, signatures: Sequence[bytes] | None = None) -> Plan[int]:
        """Conclude the accord, or its next version, that every party has accepted; gives its id.

        `signatures` has one for each party in order, an empty one where the steward accepted
        directly; None: all did.
        """
        given = tuple(signatures if signatures is not None else [b""] * len(terms.parties))
        what = f"version {terms.version} of accord {terms.accord_id}" if terms.accord_id else ""
        words = f"Conclude {what or 'the accord'} “{terms.name}” of {len(terms.parties)} parties."
        return self._plan(
            "conclude",
            (terms.for_chain(), given),
            words,
            lambda logs: first(logs, events.AccordConcluded).accord_id,
        )

    def leave(self, accord_id: int, community_id: int) -> Plan[int]:
        """Announce that a community leaves; gives the second at which it will have left."""
        return self._plan(
            "leave",
            (accord_id, community_id),
            f"Announce that community {community_id} leaves accord {accord_id}.",
            lambda logs: first(logs, events.PartyLeft).leaves_at,
        )

    def acceptance(self, terms: Terms, community_id: int) -> AccordAcceptance:
        """Give the act that a party's steward signs instead of sending `accept`."""
        return AccordAcceptance(
            self.domain,
            accord=terms.name,
            document=terms.document,
            terms=self.digest(terms),
            community=community_id,
            until=terms.until,
        )

    def digest(self, terms: Terms) -> bytes:
        """Compute the digest of terms here, as `terms_digest` does on chain."""
        return keccak(encode([self._abi["terms_digest"].inputs[0]], [terms.for_chain()]))

    @property
    def domain(self) -> Domain:
        return Domain(ACCORDS_DOMAIN, self.client.chain_id, self.address)

    # --- reviews

    def open_review(self, accord_id: int, community_id: int, currency: str) -> Plan[int]:
        """Open the review of a party's balance that its alarm calls for; gives its number."""
        words = (
            f"Open a review of accord {accord_id}: what community {community_id} gave and got in "
            f"{currency} has drifted apart."
        )
        return self._plan(
            "open_review",
            (accord_id, community_id, currency),
            words,
            lambda logs: first(logs, events.ReviewOpened).review,
        )

    def open_review_by_date(self, accord_id: int) -> Plan[int]:
        """Open the review whose date has come; gives its number."""
        return self._plan(
            "open_review_by_date",
            (accord_id,),
            f"Open the review of accord {accord_id} that its parties set a date for.",
            lambda logs: first(logs, events.ReviewOpened).review,
        )

    def answer_review(self, accord_id: int, community_id: int, statement: bytes) -> Plan[None]:
        """Answer the open review with the digest of a statement; by the party's steward."""
        return self._plan(
            "answer_review",
            (accord_id, community_id, statement),
            f"Answer the review of accord {accord_id} for community {community_id}.",
            nothing,
        )

    # --- views

    def quote(
        self,
        accord_id: int,
        clause: int,
        seller_party: int,
        buyer_party: int,
        category: int,
        currency: str,
    ) -> Quote:
        """Read what an order would be bound to now; raises the refusal where none can be made."""
        asked = (accord_id, clause, seller_party, buyer_party, category, currency)
        return build(Quote, self._read("quote", *asked))

    def belongs(self, community_id: int, party_id: int) -> bool:
        """Read whether a community is the party, or a member of the federation that is."""
        return bool(self._read("belongs", community_id, party_id))

    def count(self) -> int:
        """Read how many accords there are; they are numbered from 1."""
        return int(self._read("count"))

    def accord(self, accord_id: int) -> Accord:
        """Read an accord as it stands; raises NoSuchRecord."""
        found = build(Accord, self._read("accord", accord_id))
        if found.latest == 0:
            raise NoSuchRecord(f"There is no accord {accord_id}.")
        return found

    def party(self, accord_id: int, community_id: int) -> Party:
        """Read since when and until when a community is a party."""
        return build(Party, self._read("party", accord_id, community_id))

    def parties(self, accord_id: int, version: int) -> tuple[int, ...]:
        """Read the communities that a version names, whether they have left since or not."""
        return tuple(self._read("parties", accord_id, version))

    def clauses(self, accord_id: int, version: int) -> tuple[Clause, ...]:
        """Read the clauses of a version."""
        return tuple(build(Clause, each) for each in self._read("clauses", accord_id, version))

    def currencies(self, accord_id: int, version: int) -> dict[str, int]:
        """Read the accepted currencies of a version, each with the alarm's floor."""
        currencies, floors = self._read("currencies", accord_id, version)
        return dict(zip(currencies, floors, strict=True))

    def alarm(self, accord_id: int, community_id: int, currency: str) -> Balance:
        """Read what a party gave and got in a currency, and whether its alarm rings."""
        rings, gave, got = self._read("alarm", accord_id, community_id, currency)
        return Balance(gave, got, rings)

    def review(self, accord_id: int) -> Review:
        """Read an accord's latest review."""
        return build(Review, self._read("review", accord_id))

    def answer(self, accord_id: int, review: int, community_id: int) -> bytes:
        """Read the digest of a party's statement; 32 zero bytes while it hasn't answered."""
        return bytes(self._read("answer", accord_id, review, community_id))

    def terms_digest(self, terms: Terms) -> bytes:
        """Read the digest of terms from the chain."""
        return bytes(self._read("terms_digest", terms.for_chain()))

    def covers(self, general: int, special: int) -> bool:
        """Read whether one category covers another, both as words."""
        return bool(self._read("covers", general, special))

    # --- beyond single functions

    def terms(self, accord_id: int, version: int | None = None) -> Terms:
        """Read the terms of a version, the latest by default, as they were concluded.

        Raises NoSuchRecord where that version was never concluded.
        """
        said = (each.event for each in self.events())
        concluded = (each for each in said if isinstance(each, events.AccordConcluded))
        found = [each.terms for each in concluded if each.accord_id == accord_id]
        wanted = [each for each in found if version in (None, each.version)]
        if not wanted:
            which = f"version {version} of accord" if version else "accord"
            raise NoSuchRecord(f"There is no {which} {accord_id}.")
        return wanted[-1]
