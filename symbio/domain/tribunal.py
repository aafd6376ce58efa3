# SPDX-License-Identifier: Apache-2.0
"""What the Tribunal takes and tells: rules, openings, cases, and who may take which step.

Times are seconds. `Rules.word` is the twin of `contracts/modules/case_rules.vy`, `fingerprint` of
`openings.vy`, `next_step` of the table at the head of `contracts/Tribunal.vy`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass, fields
from enum import IntFlag

from eth_hash.auto import keccak

from symbio.domain.addresses import NOBODY
from symbio.domain.rules import DAY, HOUR, RuleOutOfBounds

MOST_PARTIES = 8
MOST_AFFECTED = 8
GRACE = 7 * DAY
"""After mediation is over, when anybody may take a case on."""

MOST_DRAWS = 3
CASE_SEASON = 90 * DAY
EXTRA_DATA_MARK = keccak(b"Tribunal(uint256 seats,uint256[] excluded)")
CALLBACK_GAS = 500_000


class State(IntFlag):
    """Where a case stands; 0 means: no such case."""

    MEDIATION = 1
    ARBITRATION = 2
    APPEALABLE = 4
    TRIBUNAL = 8
    IN_FORCE = 16
    SETTLED = 32
    WITHDRAWN = 64
    MEDIATION_ORDER = 128
    RULED = 256
    FULFILLED = 512

    @property
    def is_open(self) -> bool:
        """Say whether the procedure goes on."""
        return bool(self & (self.MEDIATION | self.ARBITRATION | self.APPEALABLE | self.TRIBUNAL))

    @property
    def takes_plans(self) -> bool:
        """Say whether plans can be filed, and accepted by all."""
        return self.is_open or self is State.MEDIATION_ORDER


class Bench(IntFlag):
    """Who sits on a federation's panel."""

    STEWARDS = 1
    PEOPLE = 2


#: The least and the most that the chain accepts; `agreement` lies within `mediation`, and a grave
#: jury isn't smaller than another.
BOUNDS: dict[str, tuple[int, int]] = {
    "mediation": (DAY, 180 * DAY),
    "agreement": (DAY, 180 * DAY),
    "appeal": (DAY, 60 * DAY),
    "panel": (3, 15),
    "panel_of": (1, 2),
    "jury": (6, 60),
    "grave_jury": (6, 60),
    "wave": (HOUR, 7 * DAY),
    "deliberation": (HOUR, 60 * DAY),
    "commit": (HOUR, 14 * DAY),
    "reveal": (HOUR, 14 * DAY),
}
_SHIFTS = {
    "mediation": 0,
    "agreement": 24,
    "appeal": 48,
    "wave": 72,
    "deliberation": 96,
    "commit": 120,
    "reveal": 144,
    "panel": 168,
    "jury": 174,
    "grave_jury": 180,
    "panel_of": 186,
}


@dataclass(frozen=True, slots=True)
class Rules:
    """How long a federation's cases take, and who judges them; within bounds by construction.

    Raises `RuleOutOfBounds` with the field's name.
    """

    mediation: int = 30 * DAY
    agreement: int = 7 * DAY
    appeal: int = 14 * DAY
    panel: int = 5
    panel_of: Bench = Bench.STEWARDS
    jury: int = 12
    grave_jury: int = 24
    wave: int = 2 * DAY
    deliberation: int = 7 * DAY
    commit: int = 2 * DAY
    reveal: int = 2 * DAY

    def __post_init__(self) -> None:
        for field, (least, most) in BOUNDS.items():
            value = getattr(self, field)
            if isinstance(value, bool) or not isinstance(value, int):
                raise RuleOutOfBounds(field, f"{value!r} is not a whole number")
            if not least <= value <= most:
                raise RuleOutOfBounds(field, f"{value:,} is not from {least:,} to {most:,}")
        if self.agreement > self.mediation:
            raise RuleOutOfBounds("agreement", "it is longer than mediation")
        if self.grave_jury < self.jury:
            raise RuleOutOfBounds("grave_jury", "it is smaller than the usual jury")
        object.__setattr__(self, "panel_of", Bench(self.panel_of))

    @classmethod
    def from_chain(cls, values: Sequence[int]) -> Rules:
        """Take the values in the order of the contract's struct."""
        return cls(*values)  # type: ignore[arg-type]

    def for_chain(self) -> tuple[int, ...]:
        """Give the values in the order of the contract's struct."""
        return tuple(int(value) for value in astuple(self))

    @property
    def word(self) -> int:
        """The rules in one word, as the contract keeps them."""
        values = {field.name: int(getattr(self, field.name)) for field in fields(self)}
        values["panel_of"] -= 1
        return sum(values[name] << shift for name, shift in _SHIFTS.items())

    @property
    def times(self) -> int:
        """The word of times that Juries takes."""
        return self.word >> _SHIFTS["wave"] & (1 << 96) - 1


USUAL = Rules()
"""Of a federation that set none, and of cases without a federation."""


@dataclass(frozen=True, slots=True)
class Opening:
    """What a case is about: the claimant first among the parties; digests are sha-256."""

    parties: tuple[int, ...]
    facts: bytes
    affected: tuple[int, ...] = ()
    federation: str = NOBODY
    clause: bytes = bytes(32)

    @classmethod
    def of(
        cls, claimant: int, respondents: Iterable[int], facts: bytes, **other: object
    ) -> Opening:
        """Put the communities into the order that the contract asks for."""
        affected = tuple(sorted(other.pop("affected", ())))  # type: ignore[call-overload]
        parties = (claimant, *sorted(respondents))
        return cls(parties, facts, affected, **other)  # type: ignore[arg-type]

    def for_chain(self) -> tuple[object, ...]:
        """Give the values in the order of the contract's struct."""
        return (self.federation, list(self.parties), list(self.affected), self.facts, self.clause)

    @property
    def fingerprint(self) -> bytes:
        """What keeps the same facts between the same parties from being opened twice."""
        return fingerprint(self.parties, self.facts)


@dataclass(frozen=True, slots=True)
class Case:
    """A case or a dispute as it stands.

    `federation` is the arbitrable's address for a dispute. `opened_at` is known only in mediation.
    `due`: MEDIATION and APPEALABLE end at it; the last states began at it.
    """

    case_id: int
    state: State
    federation: str
    is_dispute: bool
    parties: tuple[int, ...]
    affected: tuple[int, ...]
    season: int
    rules_version: int
    target: int
    opened_at: int
    due: int
    is_grave: bool
    jury_id: int
    draws: int
    plan: int
    choices: int
    ruling: int
    is_executed: bool

    @property
    def excluded(self) -> tuple[int, ...]:
        """The communities whose people may not judge."""
        return self.parties + self.affected


@dataclass(frozen=True, slots=True)
class Step:
    """The step that is next: a function of the Tribunal, who may take it, and from when.

    `at` 0: whenever the bench is done.
    """

    function: str
    who: str
    at: int


def next_step(case: Case) -> Step | None:
    """Tell what takes a case on if nobody settles it; None where its procedure is over."""
    if case.state is State.MEDIATION:
        return Step("escalate", "a party, or anybody a week later", case.due)
    if case.state is State.APPEALABLE:
        return Step("conclude", "anybody, unless a party appeals before", case.due)
    if case.state.is_open:
        return Step("conclude", "anybody, once the bench is done", 0)
    if case.state is State.RULED and not case.is_executed:
        return Step("execute_ruling", "anybody", case.due)
    return None


def fingerprint(parties: Iterable[int], facts: bytes) -> bytes:
    """Compute what a case is known by: keccak256 of its parties, ascending, and its facts."""
    ascending = sorted(parties)
    words = [64, int.from_bytes(facts), len(ascending), *ascending]
    return keccak(b"".join(word.to_bytes(32) for word in words))


def extra_data(seats: int, excluded: Iterable[int] = ()) -> bytes:
    """Write the extra data of a dispute for this court: seats, and who may not judge."""
    words = [seats, *sorted(excluded)]
    return EXTRA_DATA_MARK + b"".join(word.to_bytes(32) for word in words)
