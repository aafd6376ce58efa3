# SPDX-License-Identifier: Apache-2.0
"""How a machine is run: the same examples each time, as found, none made smaller."""

from __future__ import annotations

from hypothesis import Phase, settings
from hypothesis.stateful import RuleBasedStateMachine, run_state_machine_as_test


def run(machine: type[RuleBasedStateMachine], examples: int, steps: int) -> None:
    """Run a machine's examples, each of up to so many steps."""
    chosen = settings(
        max_examples=examples,
        stateful_step_count=steps,
        deadline=None,
        derandomize=True,
        database=None,
        phases=(Phase.explicit, Phase.generate),
    )
    run_state_machine_as_test(machine, settings=chosen)
