# SPDX-License-Identifier: Apache-2.0
"""What each transaction of a longer affair cost, for whichever court measures a case."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass
class Ledger:
    """The gas of each transaction, by what it did."""

    gas: dict[str, list[int]] = field(default_factory=dict)

    def note(self, act: str, gas: int) -> None:
        """Add a transaction."""
        self.gas.setdefault(act, []).append(gas)

    @property
    def total(self) -> int:
        """The gas of all transactions."""
        return sum(sum(each) for each in self.gas.values())

    def mean(self, act: str) -> int:
        """The gas of one of several, rounded up."""
        return -(-sum(self.gas[act]) // len(self.gas[act]))
