# SPDX-License-Identifier: Apache-2.0
"""An order's life, as the Escrow has it: its states, their clocks, and which step fits when."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from symbio.domain import stages
from symbio.domain.escrow import State
from symbio.domain.stages import Payout


class Step(StrEnum):
    """What moves an order on; the words are the contract's functions."""

    DELIVER = "deliver"
    CANCEL = "cancel"
    EXPIRE = "expire"
    CONFIRM = "confirm"
    RELEASE = "release"
    DISPUTE = "dispute"
    RULE = "rule"
    LAPSE = "lapse"


FROM: dict[Step, State] = {
    Step.DELIVER: State.OPEN,
    Step.CANCEL: State.OPEN,
    Step.EXPIRE: State.OPEN,
    Step.CONFIRM: State.DELIVERED,
    Step.RELEASE: State.DELIVERED,
    Step.DISPUTE: State.DELIVERED,
    Step.RULE: State.DISPUTED,
    Step.LAPSE: State.DISPUTED,
}
"""The state that each step begins in; both together can agree in any but the last."""

EXIT: dict[State, Step] = {
    State.OPEN: Step.EXPIRE,
    State.DELIVERED: Step.RELEASE,
    State.DISPUTED: Step.LAPSE,
}
"""What anybody can do once a state's time is over."""


@dataclass(frozen=True, slots=True)
class Life:
    """What decides an order's steps and money; times are seconds, `due` as the contract has it."""

    total: int
    quantity: int
    plan: int
    due: int
    deliver_from: int
    deliver_until: int
    inspection: int
    ruling_time: int
    unruled: int
    contribution: int = 0
    state: State = State.OPEN
    stage: int = 0
    delivered: int = 0

    @property
    def left(self) -> int:
        """What is still in escrow."""
        if self.state is State.CLOSED:
            return 0
        return stages.left(self.total, self.plan, self.stage)

    def may(self, step: Step, now: int, *, by_buyer: bool = False) -> bool:
        """Tell whether a step fits the state and the second; who takes it is the caller's matter.

        `by_buyer` matters to cancelling alone: the seller may always, while the order is open.
        """
        if self.state is not FROM[step]:
            return False
        match step:
            case Step.DELIVER:
                return self.deliver_from <= now <= self.deliver_until
            case Step.CANCEL:
                return not by_buyer or now < self.due
            case Step.EXPIRE:
                return now > self.deliver_until
            case Step.RELEASE | Step.LAPSE:
                return now >= self.due
            case Step.DISPUTE | Step.RULE:
                return now < self.due
            case Step.CONFIRM:
                return True

    def after_delivery(self, quantity: int, now: int) -> Life:
        """Give the order when so many units of its stage are delivered."""
        due = now + self.inspection
        return replace(self, state=State.DELIVERED, delivered=quantity, due=due)

    def after_dispute(self, now: int) -> Life:
        """Give the order when its delivery is disputed."""
        return replace(self, state=State.DISPUTED, due=now + self.ruling_time)

    def after_release(self) -> tuple[Life, Payout]:
        """Give the order after its stage was released, and how the stage's money is divided."""
        rest = stages.left(self.total, self.plan, self.stage + 1)
        payout = stages.released(self.left - rest, self.delivered, self.quantity, self.contribution)
        if not rest:
            return replace(self, state=State.CLOSED, due=0, delivered=0), payout
        onward = replace(self, state=State.OPEN, due=0, delivered=0, stage=self.stage + 1)
        return onward, payout

    def after_division(self, share: int) -> tuple[Life, Payout]:
        """Give the order divided by the seller's share: 0 where it is cancelled or expires."""
        payout = stages.divided(self.left, share, self.contribution)
        return replace(self, state=State.CLOSED, due=0, delivered=0), payout
