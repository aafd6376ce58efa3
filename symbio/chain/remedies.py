# SPDX-License-Identifier: Apache-2.0
"""The handle of Remedies: what was promised, until it is done."""

from __future__ import annotations

from symbio.chain.decoding import build, build_for
from symbio.chain.handle import Handle, nothing
from symbio.chain.plan import Plan, first
from symbio.domain import events
from symbio.domain.amount import NATIVE, Amount
from symbio.domain.plans import Plan as Promised
from symbio.domain.remedies import Duty, Outcome, Record


class Remedies(Handle):
    """The obligations of plans in force, numbered together from 1."""

    contract = "Remedies"

    def adopt(self, case_id: int, plan: Promised) -> Plan[int]:
        """Write down the plan in force, by anybody; gives its first obligation's number."""
        return self._plan(
            "adopt",
            (case_id, plan.for_chain()),
            f"Write down what “{plan.title}” asks of whom, for case {case_id}.",
            lambda logs: first(logs, events.PlanAdopted).first,
        )

    def acknowledge(self, obligation_id: int) -> Plan[None]:
        """Say, by the obligor's steward, that one knows what is owed."""
        words = f"Acknowledge obligation {obligation_id}."
        return self._plan("acknowledge", (obligation_id,), words, nothing)

    def fulfil(self, obligation_id: int, evidence: bytes) -> Plan[None]:
        """Say, by the obligor's steward, that it is done, with the digest of what shows it."""
        words = f"Say that obligation {obligation_id} is done ({evidence.hex()[:8]}…)."
        return self._plan("fulfil", (obligation_id, evidence), words, nothing)

    def pay(self, obligation_id: int, amount: Amount) -> Plan[Amount]:
        """Pay restitution, by anybody, into the beneficiary's split; gives what was credited.

        An ERC-20 must be approved to Remedies before.
        """
        token = amount.token
        return self._plan(
            "pay",
            (obligation_id, amount.units),
            f"Pay {amount} of obligation {obligation_id}.",
            lambda logs: token.units(first(logs, events.RestitutionPaid).credited),
            value=amount.units if token.address == NATIVE else 0,
        )

    def confirm(self, obligation_id: int) -> Plan[None]:
        """Say, by the beneficiary's steward, that it is done."""
        words = f"Confirm that obligation {obligation_id} is done."
        return self._plan("confirm", (obligation_id,), words, nothing)

    def confirm_by_silence(self, obligation_id: int) -> Plan[None]:
        """Confirm what the beneficiary didn't contest in 14 days; by anybody."""
        words = f"Confirm obligation {obligation_id}, which nobody contested in time."
        return self._plan("confirm_by_silence", (obligation_id,), words, nothing)

    def contest(self, obligation_id: int, reason: bytes) -> Plan[None]:
        """Say, by the beneficiary's steward, that it isn't done; a circle begins."""
        words = f"Contest that obligation {obligation_id} is done."
        return self._plan("contest", (obligation_id, reason), words, nothing)

    def call_circle(self, obligation_id: int) -> Plan[None]:
        """Call obligor and beneficiary to a circle; by either's steward."""
        words = f"Call a circle about obligation {obligation_id}."
        return self._plan("call_circle", (obligation_id,), words, nothing)

    def agree(
        self,
        obligation_id: int,
        by_obligor: bool,
        outcome: Outcome,
        due: int = 0,
        description: bytes = bytes(32),
    ) -> Plan[None]:
        """Name what mends it, by either's steward; done once both have named the same."""
        words = f"Name “{outcome.name.lower() if outcome.name else outcome}” for {obligation_id}."
        asked = (obligation_id, by_obligor, int(outcome), due, description)
        return self._plan("agree", asked, words, nothing)

    def note_late(self, obligation_id: int) -> Plan[None]:
        """Keep it on the obligor's record that it is overdue; by anybody."""
        words = f"Note that obligation {obligation_id} is overdue."
        return self._plan("note_late", (obligation_id,), words, nothing)

    # --- views

    def tribunal(self) -> str:
        """Read whose plans are kept here."""
        return str(self._read("tribunal"))

    def count(self) -> int:
        """Read how many obligations there have been."""
        return int(self._read("count"))

    def duty(self, obligation_id: int) -> Duty:
        """Read an obligation as it stands."""
        return build_for(Duty, obligation_id, self._read("duty", obligation_id))

    def obligations(self, case_id: int) -> tuple[int, int, int]:
        """Read (first, how many, how many aren't confirmed) of a case's plan."""
        first_id, many, open_ = self._read("obligations", case_id)
        return int(first_id), int(many), int(open_)

    def is_fulfilled(self, case_id: int) -> bool:
        """Read whether every obligation of a case's plan is confirmed."""
        return bool(self._read("is_fulfilled", case_id))

    def record(self, community_id: int) -> Record:
        """Read what a community kept, still owes, and was late with."""
        return build(Record, self._read("record", community_id))

    def named(self, obligation_id: int, by_obligor: bool) -> bytes:
        """Read what a side named last, as a digest; empty: nothing that still counts."""
        return bytes(self._read("named", obligation_id, by_obligor))
