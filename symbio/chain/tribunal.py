# SPDX-License-Identifier: Apache-2.0
"""The handle of the Tribunal: cases and disputes, from their opening to their end."""

from __future__ import annotations

from collections.abc import Iterable

from symbio.chain.decoding import build_for
from symbio.chain.handle import Handle, nothing
from symbio.chain.plan import Plan, first
from symbio.domain import events
from symbio.domain.tribunal import Case, Opening, Rules


class Tribunal(Handle):
    """The Tribunal of one chain. Cases and disputes are numbered together, from 1."""

    contract = "Tribunal"

    # --- cases

    def open(self, opening: Opening) -> Plan[int]:
        """Open a case, by the claimant's steward; gives its number."""
        against = ", ".join(str(each) for each in opening.parties[1:])
        return self._plan(
            "open",
            (opening.for_chain(),),
            f"Open a case of community {opening.parties[0]} against {against}.",
            lambda logs: first(logs, events.CaseOpened).case_id,
        )

    def escalate(self, case_id: int, community_id: int = 0) -> Plan[None]:
        """Take a case to arbitration: a party's steward, or anybody a week after mediation."""
        words = f"Take case {case_id} from mediation to arbitration."
        return self._plan("escalate", (case_id, community_id), words, nothing)

    def appeal(self, case_id: int, community_id: int) -> Plan[None]:
        """Take a case from its panel to a jury of citizens; by a party's steward."""
        words = f"Appeal case {case_id} for community {community_id}: a jury of citizens decides."
        return self._plan("appeal", (case_id, community_id), words, nothing)

    def withdraw(self, case_id: int) -> Plan[None]:
        """Withdraw a case, by the claimant's steward."""
        return self._plan("withdraw", (case_id,), f"Withdraw case {case_id}.", nothing)

    def conclude(self, case_id: int) -> Plan[None]:
        """Take the step that is due: what a bench decided, or what follows; by anybody."""
        words = f"Conclude what the bench of case {case_id} came to."
        return self._plan("conclude", (case_id,), words, nothing)

    def submit_evidence(self, case_id: int, community_id: int, digest: bytes) -> Plan[None]:
        """Log the digest of a piece of evidence; with 0 by the mediator, or on a dispute."""
        words = f"Log the evidence {digest.hex()[:8]}… in case {case_id}."
        return self._plan("submit_evidence", (case_id, community_id, digest), words, nothing)

    # --- rules

    def set_rules(self, rules: Rules) -> Plan[None]:
        """Set the rules of a federation's later cases; by the federation itself."""
        words = "Set how long our cases take, and who judges them."
        return self._plan("set_rules", (rules.for_chain(),), words, nothing)

    def set_grave(self, clause: bytes, is_grave: bool) -> Plan[None]:
        """Say whether cases under a clause are grave; by the federation itself."""
        so = "grave" if is_grave else "not grave"
        words = f"Say that cases under the clause {clause.hex()[:8]}… are {so}."
        return self._plan("set_grave", (clause, is_grave), words, nothing)

    # --- disputes of other contracts

    def createDispute(self, choices: int, extraData: bytes = b"") -> Plan[int]:
        """Bring a dispute (ERC-792): a jury is called at once; gives its number."""
        return self._plan(
            "createDispute",
            (choices, extraData),
            f"Bring a dispute with {choices:,} choices before a jury.",
            lambda logs: first(logs, events.DisputeCreation).disputeID,
        )

    def execute_ruling(self, case_id: int) -> Plan[bool]:
        """Bring a ruling to an arbitrable that didn't take it; gives whether it did now."""
        return self._plan(
            "execute_ruling",
            (case_id,),
            f"Bring the ruling of dispute {case_id} to its contract.",
            lambda logs: first(logs, events.RulingExecuted).accepted,
        )

    def arbitrationCost(self, extraData: bytes = b"") -> int:
        """Read what a dispute costs: nothing."""
        return int(self._read("arbitrationCost", extraData))

    def currentRuling(self, disputeID: int) -> int:
        """Read a dispute's ruling; 0: none yet, or refused."""
        return int(self._read("currentRuling", disputeID))

    def disputeStatus(self, disputeID: int) -> int:
        """Read ERC-792's status: 0 waiting, 2 solved."""
        return int(self._read("disputeStatus", disputeID))

    # --- views

    def mediation(self) -> str:
        """Read where mediators are found."""
        return str(self._read("mediation"))

    def plans(self) -> str:
        """Read where plans are filed and accepted."""
        return str(self._read("plans"))

    def remedies(self) -> str:
        """Read where plans in force are kept."""
        return str(self._read("remedies"))

    def juries(self) -> str:
        """Read who draws the benches."""
        return str(self._read("juries"))

    def count(self) -> int:
        """Read how many cases and disputes there have been."""
        return int(self._read("count"))

    def case(self, case_id: int) -> Case:
        """Read a case as it stands."""
        return build_for(Case, case_id, self._read("case", case_id))

    def rules_version(self, federation: str) -> int:
        """Read the latest version of a federation's rules; 0: it set none."""
        return int(self._read("rules_version", federation))

    def rules(self, federation: str, version: int) -> Rules:
        """Read a version of a federation's rules; 0 stands for the usual ones."""
        return Rules.from_chain(self._read("rules", federation, version))

    def is_grave(self, federation: str, clause: bytes) -> bool:
        """Read whether cases that open now under a clause are grave."""
        return bool(self._read("is_grave", federation, clause))

    def plan_in_force(self, case_id: int) -> tuple[int, int]:
        """Read the number of the plan in force, and since when; 0: none."""
        number, since = self._read("plan_in_force", case_id)
        return int(number), int(since)

    def case_about(self, parties: Iterable[int], facts: bytes) -> int:
        """Read which case of these parties with these facts keeps another out; 0: none."""
        return int(self._read("case_about", sorted(parties), facts))

    def is_party(self, community_id: int) -> bool:
        """Read whether a community is party to an open case of whoever asks: a federation."""
        return bool(self._read("is_party", community_id))

    def is_party_in(self, federation: str, community_id: int) -> bool:
        """Read whether a community is party to an open case of a federation."""
        return bool(self._read("is_party_in", federation, community_id))
