# SPDX-License-Identifier: Apache-2.0
"""The handle of Plans: what could mend a case, and who accepts it."""

from __future__ import annotations

from symbio.chain.handle import Handle, nothing
from symbio.chain.plan import Plan, first
from symbio.domain import events
from symbio.domain.acts import PLANS_DOMAIN, Domain, PlanAcceptance
from symbio.domain.errors import NoSuchRecord
from symbio.domain.plans import Plan as Promised


class Plans(Handle):
    """The plans of the Tribunal's cases, numbered in each from 1."""

    contract = "Plans"

    def file_plan(self, case_id: int, community_id: int, plan: Promised) -> Plan[int]:
        """File a plan: a party's steward, or with 0 the mediator or a juror; gives its number."""
        return self._plan(
            "file_plan",
            (case_id, community_id, plan.for_chain()),
            f"File the plan “{plan.title}” in case {case_id}.",
            lambda logs: first(logs, events.PlanFiled).number,
        )

    def accept_plan(
        self, case_id: int, community_id: int, number: int, act: PlanAcceptance | None = None
    ) -> Plan[None]:
        """Accept a plan, by a party's steward; the case is settled once all parties have."""
        words = f"Accept plan {number} of case {case_id} for community {community_id}."
        return self._plan("accept_plan", (case_id, community_id, number), words, nothing, act=act)

    def accept_plan_by_signature(
        self, act: PlanAcceptance, number: int, plan: Promised, signature: bytes
    ) -> Plan[None]:
        """Carry a steward's signed acceptance of a plan."""
        asked = (act.case, act.community, number, plan.title, plan.matter, act.until, signature)
        words = f"Carry the acceptance of “{plan.title}” by community {act.community}."
        return self._plan("accept_plan_by_signature", asked, words, nothing)

    def reject_plan(self, case_id: int, community_id: int, number: int) -> Plan[None]:
        """Reject a plan, or take an acceptance back; by a party's steward."""
        words = f"Reject plan {number} of case {case_id} for community {community_id}."
        return self._plan("reject_plan", (case_id, community_id, number), words, nothing)

    def acceptance(
        self, case_id: int, community_id: int, plan: Promised, until: int
    ) -> PlanAcceptance:
        """Give the act that a party's steward signs instead of sending `accept_plan`."""
        return PlanAcceptance(self.domain, case_id, community_id, plan.title, plan.digest, until)

    @property
    def domain(self) -> Domain:
        return Domain(PLANS_DOMAIN, self.client.chain_id, self.address)

    # --- views

    def filed(self, case_id: int, number: int) -> Promised:
        """Read a plan as it was filed, from the events; raises NoSuchRecord."""
        for logged in self.events():
            event = logged.event
            if not isinstance(event, events.PlanFiled):
                continue
            if (event.case_id, event.number) == (case_id, number):
                return event.plan
        raise NoSuchRecord(f"Case {case_id} has no plan {number}.")

    def tribunal(self) -> str:
        """Read whose cases they are filed for."""
        return str(self._read("tribunal"))

    def count(self, case_id: int) -> int:
        """Read how many plans a case has."""
        return int(self._read("count", case_id))

    def filer(self, case_id: int, number: int) -> int:
        """Read who filed a plan: a party's position from 1, 9 mediator, 10 panel, 11 juror."""
        return int(self._read("filer", case_id, number))

    def plan(self, case_id: int, number: int) -> bytes:
        """Read a plan's digest."""
        return bytes(self._read("plan", case_id, number))

    def plan_digest(self, plan: Promised) -> bytes:
        """Have the chain compute a plan's digest."""
        return bytes(self._read("plan_digest", plan.for_chain()))

    def answers(self, case_id: int, number: int) -> tuple[int, int]:
        """Read who accepted and who rejected a plan: one bit a party, in their order."""
        accepted, rejected = self._read("answers", case_id, number)
        return int(accepted), int(rejected)

    def has_standing(self, case_id: int, position: int) -> bool:
        """Read whether a party, by its position from 0, has rejected a plan of another's."""
        return bool(self._read("has_standing", case_id, position))
