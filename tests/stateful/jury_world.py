# SPDX-License-Identifier: Apache-2.0
"""What a machine with juries stands on: towns with people, a federation, lots, Juries, Stipends."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any, ClassVar

from hypothesis.stateful import RuleBasedStateMachine

from tests.stateful.jury_model import No
from tests.stateful.pyrevm_chain import Chain, Refused

NATIVE = "0xEeeeeEeeeEeEeeEeEeEeeEEEeeeeEeeeeeeeEEeE"
CLERK, GIVER = ("0x" + byte * 20 for byte in ("c1", "91"))
RATE = 11


def key(town: int, index: int) -> str:
    """Give the key of somebody on a town's roll."""
    return "0x" + (0xA << 156 | town << 40 | index).to_bytes(20).hex()


def speaker(number: int) -> str:
    """Give the key of somebody who speaks for a town."""
    return "0x" + (0xB << 156 | number).to_bytes(20).hex()


class JuryWorld(RuleBasedStateMachine):
    """A chain with all that juries need; which acts were done, and which refused, is counted."""

    hits: ClassVar[Counter[str]] = Counter()

    def lay_out(self) -> None:
        """Deploy what juries need, and Juries with Stipends."""
        self.chain = chain = Chain()
        self.book = chain.deploy("Communities")
        self.league = chain.deploy("tests/mocks/League.vy")
        self.lots = chain.deploy("tests/mocks/Lots.vy")
        blueprint = chain.deploy_blueprint("Stipends")
        self.juries = chain.deploy("Juries", blueprint, self.book, self.league, self.lots)
        self.stipends = chain.at("Stipends", chain.view(self.juries, "stipends"))
        self.sizes: dict[int, int] = {}
        self.gone: set[str] = set()

    def found_town(self, town: int, steward: str, size: int) -> None:
        """Register a town and enrol its people."""
        self.sizes[town] = size
        self.chain.call(steward, self.book, "register", 1, "PT", bytes(32))
        people = b"".join(bytes.fromhex(key(town, place)[2:]) for place in range(size))
        self.chain.call(steward, self.book, "enrol", town, people)

    def both(
        self,
        act: Callable[[], Any],
        sender: str,
        to: str,
        name: str,
        *args: Any,
        value: int = 0,
    ) -> tuple[Any, bool]:
        """Do one thing in the model and on chain: done by both, or refused by both alike."""
        expected, refusal = None, ""
        try:
            expected = act()
        except No as no:
            refusal = no.reason
        try:
            self.chain.call(sender, to, name, *args, value=value)
        except Refused as no:
            assert no.reason == refusal, f"{name}{args}: {no.reason!r} instead of {refusal!r}"
        else:
            assert not refusal, f"{name}{args} went through instead of {refusal!r}"
        self.hits[f"{name}: {refusal or 'done'}"] += 1
        return expected, not refusal
