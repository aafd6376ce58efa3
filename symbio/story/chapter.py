# SPDX-License-Identifier: Apache-2.0
"""A chapter of the story: what was sent, what the chain says now, and whether it is as promised."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol, TypeVar

from symbio.chain.plan import Plan, Receipt
from symbio.chain.signer import Signer

T = TypeVar("T")
Value = str | int | bool
Fact = Value | Sequence[Mapping[str, Value]]


class Listener(Protocol):
    """Who follows the story while it happens."""

    def started(self, chapter: Chapter) -> None: ...

    def advanced(self, step: str, done: int, total: int) -> None: ...

    def finished(self, chapter: Chapter) -> None: ...


class Silence:
    """A listener who keeps nothing."""

    def started(self, chapter: Chapter) -> None:
        pass

    def advanced(self, step: str, done: int, total: int) -> None:
        pass

    def finished(self, chapter: Chapter) -> None:
        pass


@dataclass(frozen=True, slots=True)
class Check:
    """One promise, in words, and whether the chain keeps it."""

    words: str
    ok: bool


@dataclass
class Chapter:
    """One chapter, filled while it happens. `facts` are read from the chain."""

    name: str
    title: str
    words: str
    transactions: int = 0
    gas: int = 0
    facts: dict[str, Fact] = field(default_factory=dict)
    captions: dict[str, str] = field(default_factory=dict)
    checks: list[Check] = field(default_factory=list)
    acts: list[tuple[str, int]] = field(default_factory=list)
    events: Counter[str] = field(default_factory=Counter)
    trouble: str = ""

    @property
    def ok(self) -> bool:
        """Whether something was checked, all of it held, and nothing went wrong."""
        return bool(self.checks) and all(check.ok for check in self.checks) and not self.trouble

    def send(self, plan: Plan[T], signer: Signer) -> Receipt[T]:
        """Send a plan and keep its cost."""
        return self.sent(plan.words, plan.send(signer))

    def sent(self, words: str, receipt: Receipt[T]) -> Receipt[T]:
        """Keep a receipt's cost and events."""
        self.transactions += 1
        self.gas += receipt.gas_used
        self.acts.append((words, receipt.gas_used))
        self.events.update(type(event).__name__ for event in receipt.events)
        return receipt

    def check(self, words: str, ok: bool) -> None:
        """Keep one promise and whether the chain keeps it."""
        self.checks.append(Check(words, bool(ok)))

    def fact(self, name: str, value: Value) -> None:
        """Keep one fact."""
        self.facts[name] = value

    def table(self, name: str, caption: str, rows: Sequence[Mapping[str, Value]]) -> None:
        """Keep a table: rows with the same keys."""
        self.facts[name] = [dict(row) for row in rows]
        self.captions[name] = caption

    def record(self) -> dict[str, Any]:
        """Give the chapter as JSON."""
        facts: dict[str, Any] = dict(self.facts)
        failed = [check.words for check in self.checks if not check.ok]
        if failed:
            facts["failed"] = failed
        if self.trouble:
            facts["trouble"] = self.trouble
        return {
            "name": self.name,
            "ok": self.ok,
            "transactions": self.transactions,
            "gas": self.gas,
            "facts": facts,
        }


@dataclass(frozen=True)
class StoryResult:
    """The whole story as it went."""

    federation: str
    titles: Mapping[str, str]
    chapters: tuple[Chapter, ...]
    expected: int

    @property
    def ok(self) -> bool:
        """Whether every chapter was told to its end and held."""
        return len(self.chapters) == self.expected and all(each.ok for each in self.chapters)

    @property
    def transactions(self) -> int:
        return sum(chapter.transactions for chapter in self.chapters)

    @property
    def gas(self) -> int:
        return sum(chapter.gas for chapter in self.chapters)

    def record(self) -> dict[str, Any]:
        """Give the story as one JSON object."""
        return {"ok": self.ok, "chapters": [chapter.record() for chapter in self.chapters]}
