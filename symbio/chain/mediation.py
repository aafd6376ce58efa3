# SPDX-License-Identifier: Apache-2.0
"""The handle of Mediation: who helps the parties of a case to a plan."""

from __future__ import annotations

from symbio.chain.decoding import build, build_for
from symbio.chain.handle import Handle, nothing
from symbio.chain.plan import Plan, first
from symbio.domain import events, mediation
from symbio.domain.addresses import NOBODY
from symbio.domain.mediation import STEWARD, Volunteer


class Mediation(Handle):
    """The mediators of the Tribunal's cases. A person's place is page << 10 | offset."""

    contract = "Mediation"

    def volunteer(
        self,
        community_id: int,
        account: str,
        *,
        federation: str = NOBODY,
        place: int = STEWARD,
        is_willing: bool = True,
    ) -> Plan[None]:
        """List who of a community is willing to mediate, or not any more; by its steward."""
        so = "is willing" if is_willing else "isn't willing any more"
        words = f"Say that {account} of community {community_id} {so} to mediate."
        asked = (federation, community_id, account, place, is_willing)
        return self._plan("volunteer", asked, words, nothing)

    def propose_mediator(
        self, case_id: int, party_id: int, community_id: int, account: str, place: int = STEWARD
    ) -> Plan[bool]:
        """Name a mediator, by a party's steward; gives whether all parties now agree."""
        words = f"Propose {account} of community {community_id} as mediator of case {case_id}."
        return self._plan(
            "propose_mediator",
            (case_id, party_id, community_id, account, place),
            words,
            lambda logs: first(logs, events.MediatorProposed).is_agreed,
        )

    def draw_mediator(self, case_id: int) -> Plan[tuple[int, ...]]:
        """Draw three of the willing by lot; by anybody. Gives their positions in the list."""
        return self._plan(
            "draw_mediator",
            (case_id,),
            f"Draw mediators for case {case_id} by lot.",
            lambda logs: first(logs, events.MediatorsDrawn).positions,
        )

    def accept_mediation(self, case_id: int) -> Plan[None]:
        """Become a case's mediator: agreed on by the parties, or drawn and in turn."""
        return self._plan("accept_mediation", (case_id,), f"Mediate case {case_id}.", nothing)

    def step_down(self, case_id: int) -> Plan[None]:
        """Mediate a case no more."""
        return self._plan("step_down", (case_id,), f"Mediate case {case_id} no more.", nothing)

    # --- views

    def tribunal(self) -> str:
        """Read whose cases they mediate."""
        return str(self._read("tribunal"))

    def mediator(self, case_id: int) -> str:
        """Read who mediates a case; NOBODY where nobody does."""
        return str(self._read("mediator", case_id))

    def mediation(self, case_id: int) -> mediation.Mediation:
        """Read how far a case is in finding a mediator."""
        return build_for(mediation.Mediation, case_id, self._read("mediation", case_id))

    def proposed(self, case_id: int, party_id: int) -> tuple[int, str]:
        """Read the community and the account that a party named last."""
        community_id, account = self._read("proposed", case_id, party_id)
        return int(community_id), str(account)

    def volunteers(self, federation: str = NOBODY) -> int:
        """Read how many stand in a federation's list."""
        return int(self._read("volunteers", federation))

    def volunteer_at(self, federation: str, position: int) -> Volunteer:
        """Read who stands at a position of a federation's list, from 0."""
        return build(Volunteer, self._read("volunteer_at", federation, position))

    def position_of(self, federation: str, community_id: int) -> int:
        """Read where a community stands in the list, from 1; 0: it doesn't."""
        return int(self._read("position_of", federation, community_id))
