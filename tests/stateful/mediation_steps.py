# SPDX-License-Identifier: Apache-2.0
"""What towns and mediators do in the machine of cases."""

from __future__ import annotations

from eth_utils import keccak

from tests.stateful.case_steps import CaseSteps
from tests.stateful.case_towns import TOWNS, steward
from tests.stateful.jury_world import CLERK, key
from tests.stateful.mediation_model import TURN

STEWARD = 2**256 - 1
_LOT = keccak(b"mediators")


class MediationSteps(CaseSteps):
    def help(self, pick: int) -> None:
        """Something that mediators do, or that is done to have one."""
        if pick % 4 == 0:
            self.volunteer(pick // 4)
            return
        steps = (self.agree_on_a_mediator, self.draw_a_mediator, self.mediate)
        steps[pick % 4 - 1](self.number(pick), pick // 4)

    def volunteer(self, pick: int) -> None:
        """A steward lists itself, a person of its town, or nobody any more."""
        town = 1 + pick % TOWNS
        is_steward, is_willing = pick // 9 % 3 > 0, pick // 27 % 5 > 0
        place = STEWARD if is_steward else pick % self.sizes[town]
        account = steward(town) if is_steward else key(town, place)
        pool = self.court.federation if pick // 135 % 4 else 0
        who = CLERK if pick % 17 == 0 else steward(town)
        named = account if is_willing else ""
        is_of = account not in self.gone
        self.both(
            lambda: self.mediators.volunteer(who, pool, town, named, is_of=is_of, now=self.now),
            *(who, self.mediation, "volunteer", f"0x{pool:040x}", town),
            *(account, place, is_willing),
        )

    def agree_on_a_mediator(self, number: int, pick: int) -> None:
        town = 1 + pick // 43 % TOWNS
        case = self.court.cases.get(number)
        account = key(town, 1)
        is_of = account not in self.gone
        for party in case.parties if case else (1,):
            who = CLERK if pick % 19 == 0 else steward(party)
            self.both(
                lambda who=who, party=party: self.mediators.propose(
                    who, number, party, (town, account), is_of=is_of
                ),
                *(who, self.mediation, "propose_mediator", number, party, town, account, 1),
            )
        if pick % 5:
            self.begin_mediation(account, number)

    def draw_a_mediator(self, number: int, pick: int) -> None:
        """Have a lot name three, and one of them accept, mostly in turn."""
        case = self.court.cases.get(number)
        if case is not None and pick % 4:
            self.reveal_lot(case.target)
        salt = keccak(_LOT + int(self.mediation, 16).to_bytes(32) + number.to_bytes(32))
        seed = self.seed(case.target, salt) if case else None
        self.both(
            lambda: self.mediators.draw(number, seed=seed, now=self.now),
            *(CLERK, self.mediation, "draw_mediator", number),
        )
        self.pass_time(TURN * (pick // 4 % 4) // 2)
        turn = self.mediators.turn(number, self.now) if case else None
        self.begin_mediation(turn.account if turn else CLERK, number)

    def begin_mediation(self, who: str, number: int) -> None:
        act = lambda: self.mediators.accept(who, number, now=self.now)  # noqa: E731
        self.both(act, who, self.mediation, "accept_mediation", number)

    def mediate(self, number: int, pick: int) -> None:
        """The mediator files a plan, or steps down."""
        who = self.mediators.mediator(number) or CLERK
        if pick % 3:
            self.file(number, 0, who, pick)
        else:
            act = lambda: self.mediators.step_down(who, number)  # noqa: E731
            self.both(act, who, self.mediation, "step_down", number)
            if pick // 3 % 2:
                self.begin_mediation(who, number)
