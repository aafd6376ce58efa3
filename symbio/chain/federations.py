# SPDX-License-Identifier: Apache-2.0
"""The handle of Federations: the factory and register."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from eth_hash.auto import keccak

from symbio.chain.abi import encode
from symbio.chain.agreeing import Agreeing
from symbio.chain.plan import Plan, first
from symbio.domain import events
from symbio.domain.acts import FEDERATIONS_DOMAIN, Domain, FoundingAcceptance
from symbio.domain.federations import Terms
from symbio.domain.rules import Rules


class Federations(Agreeing):
    """The factory and register of federations on one chain."""

    contract = "Federations"

    def found(self, terms: Terms, signatures: Sequence[bytes] | None = None) -> Plan[str]:
        """Found the federation that every founding steward has accepted; gives its address.

        `signatures` has one for each founder in order, an empty one where the steward accepted
        directly; None: all did.
        """
        given = tuple(signatures if signatures is not None else [b""] * len(terms.founders))
        words = f"Found “{terms.name}” with {len(terms.founders)} communities."
        return self._plan(
            "found",
            (wire_terms(terms), given),
            words,
            lambda logs: first(logs, events.FederationCreated).federation,
        )

    def acceptance(self, terms: Terms, community_id: int) -> FoundingAcceptance:
        """Give the act that a founding steward signs instead of sending `accept`."""
        return FoundingAcceptance(
            self.domain,
            federation=terms.name,
            charter=terms.charter,
            terms=self.digest(terms),
            community=community_id,
            until=terms.until,
        )

    def digest(self, terms: Terms) -> bytes:
        """Compute the digest of terms here, as `terms_digest` does on chain."""
        return keccak(encode([self._abi["terms_digest"].inputs[0]], [wire_terms(terms)]))

    @property
    def domain(self) -> Domain:
        return Domain(FEDERATIONS_DOMAIN, self.client.chain_id, self.address)

    # --- views

    def count(self) -> int:
        """Read how many federations there are; they are numbered from 1."""
        return int(self._read("count"))

    def federation(self, federation_id: int) -> str:
        """Read a federation's address; the empty one where there is none."""
        return str(self._read("federation", federation_id))

    def level(self, federation: str) -> int:
        """Read a federation's level; 0 for an address that is none of this register."""
        return int(self._read("level", federation))

    def terms_digest(self, terms: Terms) -> bytes:
        """Read the digest of terms from the chain."""
        return bytes(self._read("terms_digest", wire_terms(terms)))

    def pack_rules(self, rules: Rules) -> int:
        """Read the rules as one word; raises the refusal of rules that nobody may have."""
        return int(self._read("pack_rules", rules.for_chain()))

    def is_signed_by(self, account: str, digest: bytes, signature: bytes) -> bool:
        """Read whether an account of any kind signed a digest."""
        return bool(self._read("is_signed_by", account, digest, signature))

    def address_of(self, terms: bytes) -> str:
        """Read the address that these terms will have."""
        return str(self._read("address_of", terms))

    def template(self) -> str:
        """Read the address whose code every federation runs."""
        return str(self._read("template"))


def wire_terms(terms: Terms) -> tuple[Any, ...]:
    """Give terms in the order of the contract's struct."""
    return (
        terms.name,
        terms.level,
        int(terms.kind),
        terms.profile,
        terms.charter,
        terms.rules.for_chain(),
        tuple(terms.founders),
        terms.until,
        terms.salt,
    )
