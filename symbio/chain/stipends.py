# SPDX-License-Identifier: Apache-2.0
"""The handle of Stipends: what federations pay jurors."""

from __future__ import annotations

from symbio.chain.decoding import build, build_for
from symbio.chain.handle import Handle, nothing
from symbio.chain.plan import Plan, first
from symbio.domain import events
from symbio.domain.addresses import NOBODY
from symbio.domain.amount import Amount, Token
from symbio.domain.stipends import Reserve, Stipend


class Stipends(Handle):
    """Stipends of one Juries."""

    contract = "Stipends"

    def set_stipend(self, court: str, rate: Amount | None) -> Plan[None]:
        """Say, by a federation itself, what each seat of a court's juries gets; None: nothing."""
        words = f"Pay each juror of {court} {rate if rate is not None else 'nothing'}."
        token, amount = (rate.token.address, rate.units) if rate is not None else (NOBODY, 0)
        return self._plan("set_stipend", (court, token, amount), words, nothing)

    def endow(self, federation: str, amount: Amount) -> Plan[Amount]:
        """Give to a federation's fund, for good; of a token, by allowance. Gives what arrived."""
        token = amount.token
        return self._plan(
            "endow",
            (federation, token.address, amount.units),
            f"Give {amount} to the fund from which {federation} pays jurors.",
            lambda logs: token.units(first(logs, events.FundEndowed).amount),
            value=amount.units if token.is_native else 0,
        )

    def claim(self, jury_id: int, to: str, token: Token) -> Plan[Amount]:
        """Be paid, by a juror who revealed, once the jury is over. Gives what was paid."""
        return self._plan(
            "claim",
            (jury_id, to),
            f"Have the stipend of jury {jury_id} paid to {to}.",
            lambda logs: token.units(first(logs, events.StipendClaimed).paid),
        )

    def give_back(self, jury_id: int) -> Plan[None]:
        """Give what no seat earned back to the fund, once the jury is over; by anybody."""
        words = f"Give what no seat of jury {jury_id} earned back to the fund."
        return self._plan("give_back", (jury_id,), words, nothing)

    # --- views

    def juries(self) -> str:
        """Read which Juries reserves here."""
        return str(self._read("juries"))

    def stipend(self, federation: str) -> Stipend:
        """Read what a federation pays jurors."""
        return build(Stipend, (federation, *self._read("stipend", federation)))

    def fund(self, federation: str, token: Token) -> Amount:
        """Read what a federation's juries can still be paid."""
        return token.units(self._read("fund", federation, token.address))

    def reserved(self, jury_id: int) -> Reserve:
        """Read what is set aside for a jury."""
        return build_for(Reserve, jury_id, self._read("reserved", jury_id))

    def claimed(self, jury_id: int, juror: str) -> bool:
        """Read whether a juror was paid."""
        return bool(self._read("claimed", jury_id, juror))

    def held(self, token: Token) -> Amount:
        """Read what is in all funds and reserved together."""
        return token.units(self._read("held", token.address))
