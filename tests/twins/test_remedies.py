# SPDX-License-Identifier: Apache-2.0
"""An obligation on chain lives the life that its twin tells, act by act, refusals and all."""

from __future__ import annotations

import boa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from symbio.domain.errors import Refused
from symbio.domain.plans import Kind
from symbio.domain.remedies import Duty, Outcome, Progress, after
from symbio.domain.rules import DAY
from tests.contracts.boa_chain import now, pass_time, refused
from tests.contracts.tribunal.trial import EVIDENCE, NOTHING, OWED, Trial, build

ACTS = st.tuples(
    st.sampled_from(
        [
            "acknowledge",
            "fulfil",
            "confirm_by_silence",
            "contest",
            "call_circle",
            "note_late",
            "pay",
            "agree",
            "confirm",
        ]
    ),
    st.sampled_from([0, DAY, 14 * DAY - 1, 14 * DAY, 31 * DAY, 100 * DAY]),
    st.sampled_from(list(Outcome)),
    st.sampled_from([0, 1, OWED // 2, OWED]),
)


@pytest.fixture(scope="module")
def trial() -> Trial:
    made = build()
    made.coin.mint(made.hosts.steward.address, 10**9)
    made.coin.approve(made.remedies, 2**256 - 1, sender=made.hosts.steward.address)
    return made


def read(trial: Trial) -> Duty:
    values = list(trial.remedies.duty(1))
    values[3], values[4] = Kind(values[3]), Progress(values[4])
    return Duty(1, *values)


def send(trial: Trial, act: str, outcome: Outcome, due: int, amount: int) -> None:
    hosts, fishers = trial.hosts.steward.address, trial.fishers.steward.address
    if act == "agree":
        words = EVIDENCE if outcome is Outcome.REPLACE else NOTHING
        day = 0 if outcome is Outcome.CONFIRM else due
        for by_obligor, who in ((True, hosts), (False, fishers)):
            trial.remedies.agree(1, by_obligor, int(outcome), day, words, sender=who)
        return
    who = hosts if act in ("acknowledge", "fulfil", "pay") else fishers
    arguments = {"fulfil": (EVIDENCE,), "contest": (EVIDENCE,), "pay": (amount,)}.get(act, ())
    getattr(trial.remedies, act)(1, *arguments, sender=who)


@pytest.mark.parametrize("kind", [Kind.REPAIR, Kind.RESTITUTION])
def test_an_obligations_life(trial: Trial, kind: Kind) -> None:
    with boa.env.anchor():
        case_id, plan = trial.in_force(trial.owes(kind))
        trial.remedies.adopt(case_id, plan.for_chain())

        @given(st.lists(ACTS, min_size=1, max_size=8))
        def holds(acts: list[tuple[str, int, Outcome, int]]) -> None:
            with boa.env.anchor():
                duty = read(trial)
                for act, wait, outcome, amount in acts:
                    pass_time(wait)
                    due = now() + 60 * DAY
                    told = {"outcome": outcome, "due": due, "amount": amount}
                    try:
                        expected = after(duty, act, now(), **told)
                    except Refused as refusal:
                        with refused(refusal.reason):
                            send(trial, act, outcome, due, amount)
                        continue
                    send(trial, act, outcome, due, amount)
                    duty = read(trial)
                    assert duty == expected
                    kept, open_, late = trial.remedies.record(2)
                    assert (kept, open_, late) == (
                        int(not duty.is_open),
                        int(duty.is_open),
                        int(duty.is_late),
                    )

        holds()
