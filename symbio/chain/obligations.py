# SPDX-License-Identifier: Apache-2.0
"""The handle of Obligations: who owes whom what, signed by both."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import astuple

from symbio.chain.decoding import build, build_for
from symbio.chain.handle import Handle, nothing
from symbio.chain.plan import Plan, first
from symbio.domain import acts, events
from symbio.domain.acts import OBLIGATIONS_DOMAIN, Domain
from symbio.domain.chunks import NumberedDraw
from symbio.domain.claims import Claim, Settlement


class Obligations(Handle):
    """Obligations on one chain. Amounts are whole minor units of a currency, which has a code."""

    contract = "Obligations"

    @property
    def domain(self) -> Domain:
        """Give the EIP-712 domain under which obligations are signed."""
        return Domain(OBLIGATIONS_DOMAIN, self.client.chain_id, self.address)

    # --- obligations

    def register(
        self,
        obligation: acts.Obligation,
        debtor_signature: bytes = b"",
        creditor_signature: bytes = b"",
    ) -> Plan[int]:
        """Register what both signed; by anybody, a side that sends it needs no signature.

        Gives the obligation's number.
        """
        return self._plan(
            "register",
            (obligation.for_chain(), debtor_signature, creditor_signature),
            f"Register that {obligation.said()}",
            lambda logs: first(logs, events.ObligationRegistered).obligation_id,
            act=obligation,
        )

    def register_many(
        self,
        obligations: Sequence[acts.Obligation],
        debtor_signatures: Sequence[bytes],
        creditor_signatures: Sequence[bytes],
    ) -> Plan[tuple[int, ...]]:
        """Register up to 16 obligations, all or none; gives their numbers."""
        structs = [each.for_chain() for each in obligations]
        return self._plan(
            "register_many",
            (structs, list(debtor_signatures), list(creditor_signatures)),
            f"Register {len(structs)} obligations that both sides signed.",
            lambda logs: tuple(
                each.obligation_id for each in logs if isinstance(each, events.ObligationRegistered)
            ),
        )

    def acknowledge_payment(self, obligation_id: int, amount: int) -> Plan[int]:
        """Say, as the creditor, that so much was paid, or is forgiven. Gives what remains."""
        words = f"Acknowledge {amount:,} minor units as paid under obligation {obligation_id}."
        return self._plan("acknowledge_payment", (obligation_id, amount), words, _remains)

    def acknowledge_payment_by_signature(
        self, payment: acts.Payment, signature: bytes
    ) -> Plan[int]:
        """Carry a creditor's signed word that so much was paid. Gives what remains."""
        arguments = (payment.obligation, payment.amount, payment.nonce, signature)
        words = (
            f"Carry the creditor's word that {payment.amount:,} minor units were paid under "
            f"obligation {payment.obligation}."
        )
        return self._plan(
            "acknowledge_payment_by_signature", arguments, words, _remains, act=payment
        )

    def assign(
        self, assignment: acts.Assignment, debtor_signature: bytes, successor_signature: bytes
    ) -> Plan[None]:
        """Make a successor the creditor, as the creditor; debtor and successor have signed."""
        words = f"From now on {assignment.said()}"
        return self._plan(
            "assign",
            (assignment.for_chain(), debtor_signature, successor_signature),
            words[:1].upper() + words[1:],
            nothing,
            act=assignment,
        )

    # --- disputes

    def dispute(self, obligation_id: int, claim: bytes) -> Plan[None]:
        """Dispute an obligation, as debtor or creditor; it leaves the rounds until that ends."""
        words = f"Dispute obligation {obligation_id}: it takes part in no round until that ends."
        return self._plan("dispute", (obligation_id, claim), words, nothing)

    def escalate(self, obligation_id: int, cost: int) -> Plan[int]:
        """Bring a dispute before its arbiter for exactly its cost. Gives the arbiter's number."""
        words = f"Bring the dispute about obligation {obligation_id} before its arbiter."
        return self._plan(
            "escalate",
            (obligation_id,),
            words,
            lambda logs: first(logs, events.DisputeEscalated).dispute_id,
            value=cost,
        )

    def withdraw_dispute(self, obligation_id: int) -> Plan[None]:
        """Take a dispute back, by who raised it; the obligation is as it was."""
        words = f"Take back the dispute about obligation {obligation_id}."
        return self._plan("withdraw_dispute", (obligation_id,), words, nothing)

    def settle_dispute(self, obligation_id: int, remaining: int) -> Plan[bool]:
        """Name what stays owed, by either; gives whether that settled it."""
        words = f"Name {remaining:,} minor units as what stays owed of obligation {obligation_id}."
        return self._plan(
            "settle_dispute",
            (obligation_id, remaining),
            words,
            lambda logs: any(isinstance(each, events.DisputeSettled) for each in logs),
        )

    def rule(self, dispute_id: int, ruling: int) -> Plan[None]:
        """Rule (ERC-792), by the arbiter: of 1 to 101, ruling - 1 percent stay owed; 0: refuse."""
        words = f"Rule {ruling} on dispute {dispute_id}."
        return self._plan("rule", (dispute_id, ruling), words, nothing)

    def cancel_nonce(self, nonce: int) -> Plan[None]:
        """Make void whatever the sender signed with a nonce and nobody has registered yet."""
        words = f"Make void what was signed with the nonce {nonce}."
        return self._plan("cancel_nonce", (nonce,), words, nothing)

    def add_currency(self, currency: str) -> Plan[int]:
        """Give a currency its number, so that a federation can name it. Gives the number."""
        words = f"Give the currency {currency} its number."
        # Nothing is logged for a currency that has one already.
        return self._plan("add_currency", (currency,), words, lambda _: self.currency_id(currency))

    # --- by Clearing

    def set_off(
        self,
        flows: bytes,
        shifts: Sequence[NumberedDraw],
        draws: Sequence[NumberedDraw],
        worths: Sequence[int],
        is_final: bool,
    ) -> Plan[None]:
        """Check a circulation, and write it if final; Clearing alone may."""
        listed = [[astuple(each) for each in shifts], [astuple(each) for each in draws]]
        words = f"Set off {len(flows) // 16} obligations."
        return self._plan("set_off", (flows, *listed, list(worths), is_final), words, nothing)

    # --- views

    def participant_count(self) -> int:
        """Read how many accounts have ever owed or been owed; they are numbered from 1."""
        return int(self._read("participant_count"))

    def participant_id(self, account: str) -> int:
        """Read an account's number; 0: it has none."""
        return int(self._read("participant_id", account))

    def account(self, participant_id: int) -> str:
        """Read the account of a participant's number."""
        return str(self._read("account", participant_id))

    def currency_count(self) -> int:
        """Read how many currencies there are; they are numbered from 1."""
        return int(self._read("currency_count"))

    def currency_id(self, currency: str) -> int:
        """Read a currency's number; 0: it has none."""
        return int(self._read("currency_id", currency))

    def currency(self, currency_id: int) -> str:
        """Read a currency's code."""
        return str(self._read("currency", currency_id))

    def obligation_count(self) -> int:
        """Read how many obligations were ever registered; they are numbered from 1."""
        return int(self._read("obligation_count"))

    def obligation(self, obligation_id: int) -> Claim:
        """Read an obligation as it stands now."""
        return build_for(Claim, obligation_id, self._read("obligation", obligation_id))

    def settlement(self, obligation_id: int) -> Settlement:
        """Read what a side has named in a dispute as what should stay owed."""
        return build(Settlement, self._read("settlement", obligation_id))

    def is_nonce_used(self, account: str, nonce: int) -> bool:
        """Read whether what an account signs with a nonce can't be registered any more."""
        return bool(self._read("is_nonce_used", account, nonce))

    def clearing(self) -> str:
        """Read the address of Clearing, which alone sets off."""
        return str(self._read("clearing"))

    def obligation_digest(self, obligation: acts.Obligation) -> bytes:
        """Read from the chain the digest that both sides of an obligation sign."""
        return bytes(self._read("obligation_digest", obligation.for_chain()))


def _remains(logs: tuple[events.Event, ...]) -> int:
    return first(logs, events.PaymentAcknowledged).remaining
