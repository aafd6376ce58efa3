# SPDX-License-Identifier: Apache-2.0
"""The handle of Clearing: rounds that set obligations off, and consents to convert."""

from __future__ import annotations

from eth_hash.auto import keccak

from symbio.chain.abi import encode
from symbio.chain.decoding import build_for
from symbio.chain.handle import Handle, nothing
from symbio.chain.plan import Plan, first
from symbio.domain import acts, events
from symbio.domain.acts import CLEARING_DOMAIN, Domain
from symbio.domain.chunks import FLOW, Chunk
from symbio.domain.claims import Consent, Round


class Clearing(Handle):
    """Clearing on one chain. Amounts are whole minor units of a currency, which has a code."""

    contract = "Clearing"

    @property
    def domain(self) -> Domain:
        """Give the EIP-712 domain under which consents to convert are signed."""
        return Domain(CLEARING_DOMAIN, self.client.chain_id, self.address)

    # --- consents

    def register_acceptance(self, acceptance: acts.Acceptance, signature: bytes = b"") -> Plan[int]:
        """Register a consent to convert, by the holder or with its signature. Gives its number."""
        return self._plan(
            "register_acceptance",
            (acceptance.for_chain(), signature),
            f"Register: {acceptance.said()}",
            lambda logs: first(logs, events.AcceptanceRegistered).acceptance_id,
            act=acceptance,
        )

    def revoke_acceptance(self, acceptance_id: int) -> Plan[None]:
        """Take a consent to convert back, by its holder; what was set off stays so."""
        words = f"Take back acceptance {acceptance_id}; what was set off under it stays so."
        return self._plan("revoke_acceptance", (acceptance_id,), words, nothing)

    def cancel_nonce(self, nonce: int) -> Plan[None]:
        """Make void whatever the sender signed with a nonce and nobody has registered yet."""
        words = f"Make void what was signed with the nonce {nonce}."
        return self._plan("cancel_nonce", (nonce,), words, nothing)

    # --- rounds

    def open_round(self, federation: str) -> Plan[int]:
        """Open a federation's round, by anybody, at its values of now. Gives its number."""
        words = f"Open a round of {federation}, at its values of now."
        return self._plan("open_round", (federation,), words, _opened)

    def submit(self, round_id: int, chunk: Chunk) -> Plan[int]:
        """Enter a chunk for a round, by anybody; it is checked in full. Gives the entry's value."""
        words = f"Enter {_count(chunk)} for round {round_id}; nothing is set off yet."
        return self._plan(
            "submit",
            (round_id, chunk.for_chain()),
            words,
            lambda logs: first(logs, events.ChunkSubmitted).total,
        )

    def settle(self, round_id: int, chunk: Chunk) -> Plan[int]:
        """Set a chunk off, by anybody; it is checked in full. Gives its value."""
        words = f"Set off {_count(chunk)} in round {round_id}."
        return self._plan(
            "settle",
            (round_id, chunk.for_chain()),
            words,
            lambda logs: first(logs, events.ChunkSettled).value,
        )

    # --- views

    def obligations(self) -> str:
        """Read the address of Obligations, which keeps who owes whom."""
        return str(self._read("obligations"))

    def credit(self) -> str:
        """Read the address of Credit, which keeps the circles of this Clearing."""
        return str(self._read("credit"))

    def acceptance_count(self) -> int:
        """Read how many acceptances were ever registered; they are numbered from 1."""
        return int(self._read("acceptance_count"))

    def acceptance(self, acceptance_id: int) -> Consent:
        """Read an acceptance as it stands now."""
        return build_for(Consent, acceptance_id, self._read("acceptance", acceptance_id))

    def is_nonce_used(self, account: str, nonce: int) -> bool:
        """Read whether what an account signs with a nonce can't be registered any more."""
        return bool(self._read("is_nonce_used", account, nonce))

    def round_count(self) -> int:
        """Read how many rounds there have been; they are numbered from 1."""
        return int(self._read("round_count"))

    def round(self, round_id: int) -> Round:
        """Read a round as it stands now."""
        return build_for(Round, round_id, self._read("round", round_id))

    def latest_round(self, federation: str) -> int:
        """Read the number of a federation's latest round; 0: it has had none."""
        return int(self._read("latest_round", federation))

    def pinned_value(self, round_id: int, currency_id: int) -> int:
        """Read what a round holds a minor unit of a currency worth; 0: it takes no part."""
        return int(self._read("pinned_value", round_id, currency_id))

    def entry(self, round_id: int, author: str) -> int:
        """Read the value of an author's entry."""
        return int(self._read("entry", round_id, author))

    def is_submitted(self, round_id: int, author: str, digest: bytes) -> bool:
        """Read whether a chunk is in an entry and hasn't been settled yet."""
        return bool(self._read("is_submitted", round_id, author, digest))

    def acceptance_digest(self, acceptance: acts.Acceptance) -> bytes:
        """Read from the chain the digest that the holder of an acceptance signs."""
        return bytes(self._read("acceptance_digest", acceptance.for_chain()))

    def chunk_digest(self, chunk: Chunk) -> bytes:
        """Compute the digest by which a chunk stands in an entry."""
        flows, conversions, draws = chunk.for_chain()
        parts = self._abi["submit"].inputs[1]["components"]
        hashed = keccak(flows)
        hashed += keccak(encode([parts[1]], [conversions]))
        return keccak(hashed + keccak(encode([parts[2]], [draws])))


def _opened(logs: tuple[events.Event, ...]) -> int:
    return first(logs, events.RoundOpened).round_id


def _count(chunk: Chunk) -> str:
    parts = [f"{len(chunk.flows) // FLOW} obligations"]
    if chunk.conversions:
        parts.append(f"{len(chunk.conversions)} conversions")
    if chunk.draws:
        parts.append(f"{len(chunk.draws)} changes of credit")
    return ", ".join(parts)
