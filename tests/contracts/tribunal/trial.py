# SPDX-License-Identifier: Apache-2.0
"""What tests say to the Tribunal: open, file, accept, escalate, decide, let time pass."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import boa
from eth_account.signers.local import LocalAccount

from symbio.domain.acts import Domain, PlanAcceptance, typed_data
from symbio.domain.plans import Kind, Obligation, Plan
from symbio.domain.rules import DAY
from symbio.domain.tribunal import USUAL, Opening
from tests.contracts.boa_chain import Log, account, deployer, events, pass_time
from tests.contracts.federation.assembly import Assembly, Town, institutions, settle
from tests.contracts.market.trading import purse_code

FACTS, CLAUSE, TEXT, EVIDENCE = (bytes([byte]) * 32 for byte in (0xFA, 0xC1, 0x7E, 0xE1))
NOTHING = bytes(32)
TITLE = "Repair the reef and pay for the season"
NATIVE = "0xEeeeeEeeeEeEeeEeEeEeeEEEeeeeEeeeeeeeEEeE"
STEWARD = 2**256 - 1
CALLED, SEATING, DELIBERATING, COMMITTING, REVEALING, DECIDED, UNDECIDED, FAILED = (
    1 << bit for bit in range(8)
)
(
    MEDIATION,
    ARBITRATION,
    APPEALABLE,
    TRIBUNAL,
    IN_FORCE,
    SETTLED,
    WITHDRAWN,
    MEDIATION_ORDER,
    RULED,
    FULFILLED,
) = (1 << bit for bit in range(10))
DUE, ACKNOWLEDGED, DONE, CONTESTED, CONFIRMED = (1 << bit for bit in range(5))
WORLD, OF_STEWARDS = 0, 1 << 160
LOT = b"\x0d" * 32
TERM = 90 * DAY
OWED = 5_000


@dataclass
class Trial:
    """Institutions, six towns of which the first four are a federation, and what they say."""

    book: Any
    factory: Any
    treasury: Any
    beacon: Any
    juries: Any
    tribunal: Any
    mediation: Any
    plans: Any
    remedies: Any
    coin: Any
    federation: Assembly
    towns: tuple[Town, ...]

    @property
    def fishers(self) -> Town:
        return self.towns[0]

    @property
    def hosts(self) -> Town:
        return self.towns[1]

    @property
    def divers(self) -> Town:
        """Members that are no party."""
        return self.towns[2]

    @property
    def stranger(self) -> str:
        return account("stranger").address

    # --- cases

    def opening(self, *respondents: Town, **other: Any) -> Opening:
        """Write an opening of the fishers against the hosts, or against others."""
        said = {"federation": self.federation.address, "facts": FACTS} | other
        claimant = said.pop("claimant", self.fishers).number
        numbers = [town.number for town in respondents or (self.hosts,)]
        return Opening.of(claimant, numbers, said.pop("facts"), **said)

    def open(self, *respondents: Town, **other: Any) -> int:
        steward = other.get("claimant", self.fishers).steward
        opening = self.opening(*respondents, **other)
        return int(self.tribunal.open(opening.for_chain(), sender=steward.address))

    def plan(self, *obligations: Obligation, title: str = TITLE) -> Plan:
        """Write a plan; without obligations, of one repair."""
        return Plan(title, TEXT, obligations or (self.owes(),))

    def owes(self, kind: Kind = Kind.REPAIR, **other: Any) -> Obligation:
        said = {"obligor": self.hosts.number, "beneficiary": self.fishers.number, "term": TERM}
        if kind is Kind.RESTITUTION:
            said |= {"token": str(self.coin.address), "amount": OWED, "split_id": 1}
        return Obligation(kind=kind, description=EVIDENCE, **said | other)

    def file(self, case_id: int, town: Town | None = None, plan: Plan | None = None) -> int:
        who = town or self.fishers
        asked = (plan or self.plan()).for_chain()
        return int(self.plans.file_plan(case_id, who.number, asked, sender=who.steward.address))

    def file_as(self, case_id: int, who: str) -> int:
        """File as mediator or juror."""
        return int(self.plans.file_plan(case_id, 0, self.plan().for_chain(), sender=who))

    def accept(self, case_id: int, number: int, *towns: Town) -> None:
        for town in towns or (self.fishers, self.hosts):
            self.plans.accept_plan(case_id, town.number, number, sender=town.steward.address)

    def reject(self, case_id: int, number: int, town: Town | None = None) -> None:
        who = town or self.hosts
        self.plans.reject_plan(case_id, who.number, number, sender=who.steward.address)

    def sign(
        self, case_id: int, plan: Plan, town: Town, until: int, signer: LocalAccount | None = None
    ) -> bytes:
        """Sign a town's acceptance."""
        domain = Domain("Symbio Plans", boa.env.evm.patch.chain_id, str(self.plans.address))
        act = PlanAcceptance(domain, case_id, town.number, plan.title, plan.digest, until)
        who = signer or town.steward
        return bytes(who.sign_typed_data(full_message=typed_data(act)).signature)

    def escalate(self, case_id: int, town: Town | None = None) -> None:
        who = town or self.fishers
        self.tribunal.escalate(case_id, who.number, sender=who.steward.address)

    def arbitrated(self, plans: int = 1, **other: Any) -> int:
        """Open a case, file plans of the claimant's, and take it to a panel."""
        case_id = self.open(**other)
        for _ in range(plans):
            self.file(case_id)
        pass_time(USUAL.mediation)
        self.escalate(case_id)
        return case_id

    def decide(self, case_id: int, option: int = 1, stage: int = DECIDED) -> None:
        """Let the present bench end so, and conclude."""
        self.juries.stand(self.tribunal.case(case_id).jury_id, stage, option)
        self.tribunal.conclude(case_id, sender=self.stranger)

    def tried(self, plans: int = 1, **other: Any) -> int:
        """Take a case before a jury of citizens, by appeal."""
        case_id = self.arbitrated(plans, **other)
        self.decide(case_id)
        self.tribunal.appeal(case_id, self.hosts.number, sender=self.hosts.steward.address)
        return case_id

    def in_force(self, *obligations: Obligation) -> tuple[int, Plan]:
        """Settle a case on a plan."""
        case_id, plan = self.open(), self.plan(*obligations)
        self.accept(case_id, self.file(case_id, plan=plan))
        return case_id, plan

    # --- what is there

    def state(self, case_id: int) -> int:
        return int(self.tribunal.case(case_id).state)

    def said(self, contract: Any = None) -> list[Log]:
        return events(contract or self.tribunal)


def build() -> Trial:
    """Deploy all of it, with benches that tests conduct and lots that they give."""
    book, factory = institutions()
    names = ("fishers", "hosts", "divers", "researchers", "sailors", "farmers")
    towns = tuple(settle(book, name, 3) for name in names)
    federation = Assembly.found(book, factory, towns[:4])
    purse, _ = boa.env.deploy_code(bytecode=purse_code())
    treasury = deployer("Treasury").deploy(purse, book)
    beacon = deployer("tests/mocks/Lots.vy").deploy()
    juries = deployer("tests/mocks/Bench.vy").deploy(beacon)
    return found(book, factory, treasury, beacon, juries, federation, towns)


def found(
    book: Any,
    factory: Any,
    treasury: Any,
    beacon: Any,
    juries: Any,
    federation: Assembly,
    towns: tuple[Town, ...],
) -> Trial:
    """Deploy a tribunal on what is there."""
    parts = [deployer(name).deploy_as_blueprint() for name in ("Mediation", "Plans", "Remedies")]
    tribunal = deployer("Tribunal").deploy(book, factory, treasury, juries, *parts)
    coin = deployer("tests/mocks/tokens/Plain.vy").deploy(6)
    payee = int(towns[0].steward.address, 16)
    treasury.create("0x" + 20 * "00", [payee], [10_000])
    return Trial(
        book,
        factory,
        treasury,
        beacon,
        juries,
        tribunal,
        deployer("Mediation").at(tribunal.mediation()),
        deployer("Plans").at(tribunal.plans()),
        deployer("Remedies").at(tribunal.remedies()),
        coin,
        federation,
        towns,
    )
