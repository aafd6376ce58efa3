# SPDX-License-Identifier: Apache-2.0
"""The justice of an example folder: a case, plans that could mend it, and who could judge it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, model_validator

from symbio.domain import documents, plans
from symbio.domain.clauses import Key, Text
from symbio.domain.juries import approving
from symbio.domain.plans import Kind, Obligation, Plan
from symbio.domain.roll_csv import Person
from symbio.domain.rules import DAY
from symbio.story.entries import CommunityEntry, Entry
from symbio.story.reading import read_entry, read_people

MEDIATOR, PANEL, JURY = "mediator", "panel", "jury"
KINDS = {
    "restitution": Kind.RESTITUTION,
    "repair": Kind.REPAIR,
    "apology": Kind.APOLOGY,
    "joint project": Kind.JOINT_PROJECT,
    "change of practice": Kind.CHANGE,
}

Positive = Annotated[int, Field(ge=1)]
Votes = Annotated[tuple[tuple[Key, ...], ...], Field(min_length=1)]


class ObligationEntry(Entry):
    """What one party owes another; `course` is how the demo has it end."""

    obligor: Key
    beneficiary: Key
    kind: Literal["restitution", "repair", "apology", "joint project", "change of practice"]
    within_days: Annotated[int, Field(ge=1, le=3_650)]
    what: Text
    currency: str = ""
    minor_units: Annotated[int, Field(ge=0)] = 0
    course: Literal["paid", "confirmed", "silence", "late"] = "confirmed"
    more_days: Positive = 30

    @model_validator(mode="after")
    def _coherent(self) -> ObligationEntry:
        is_money = self.kind == "restitution"
        if is_money != (self.course == "paid"):
            raise ValueError("restitution is paid, and nothing else is")
        if is_money != bool(self.currency and self.minor_units):
            raise ValueError("restitution has a currency and an amount, and nothing else has")
        return self


class PlanEntry(Entry):
    """One of `plans/`: `filed_by` is the mediator, the panel, the jury, or a party's key."""

    title: Annotated[str, Field(min_length=1, max_length=plans.TITLE_BYTES)]
    filed_by: Key
    text: Text
    obligations: Annotated[
        tuple[ObligationEntry, ...], Field(min_length=1, max_length=plans.MOST_OBLIGATIONS)
    ]

    def on_chain(
        self, ids: Mapping[str, int], tokens: Mapping[str, str], splits: Mapping[str, int]
    ) -> Plan:
        """Write it as the chain takes it; restitution is paid into the beneficiary's split."""
        owed = []
        for each in self.obligations:
            made = Obligation(
                ids[each.obligor],
                ids[each.beneficiary],
                KINDS[each.kind],
                each.within_days * DAY,
                documents.text_digest(each.what),
            )
            if each.currency:
                token, split = tokens[each.currency], splits[each.beneficiary]
                made = replace(made, token=token, amount=each.minor_units, split_id=split)
            owed.append(made)
        return Plan(self.title, documents.digest(self.model_dump(mode="json")), tuple(owed))


class MediatorEntry(Entry):
    """The person of a third community who mediates."""

    community: Key
    person: Positive


class PanelEntry(Entry):
    """What the panel does, seat by seat: who of it drafts a plan, which plans each approves."""

    drafts: Positive
    votes: Votes
    appeals: Key


class JuryEntry(Entry):
    """What the jury does, seat by seat.

    Whoever is asked first for a `silent` seat says nothing; one recuses, one drafts the jury's
    plan, one copies another's hidden vote, one never shows theirs.
    """

    silent: tuple[Positive, ...]
    recuses: Positive
    drafts: Positive
    copies: Positive
    hides: Positive
    votes: Votes


class CaseEntry(Entry):
    """`case.json`; `clause` is the title of the charter's goal that it is about."""

    title: Text
    claimant: Key
    respondents: Annotated[tuple[Key, ...], Field(min_length=1, max_length=7)]
    affected: Annotated[tuple[Key, ...], Field(max_length=8)] = ()
    clause: Text
    facts: Text
    mediator: MediatorEntry
    panel: PanelEntry
    jury: JuryEntry

    @property
    def parties(self) -> tuple[str, ...]:
        """The claimant, then the others."""
        return (self.claimant, *self.respondents)


class _Communities(Entry):
    communities: Annotated[tuple[CommunityEntry, ...], Field(min_length=1)]


@dataclass(frozen=True, slots=True)
class Justice:
    """All of an example's justice; plans by the names of their files, in their order."""

    communities: tuple[CommunityEntry, ...]
    rolls: dict[str, tuple[Person, ...]]
    case: CaseEntry
    plans: dict[str, PlanEntry]

    def filed_by(self, who: str) -> tuple[str, PlanEntry]:
        """Give the one plan of the mediator, the panel or the jury, with its name."""
        return next((key, plan) for key, plan in self.plans.items() if plan.filed_by == who)

    @property
    def parties_plans(self) -> dict[str, PlanEntry]:
        """The plans that parties file."""
        return {k: p for k, p in self.plans.items() if p.filed_by in self.case.parties}

    def choice(self, named: Sequence[str]) -> int:
        """Write a vote that approves these plans."""
        numbers = {key: n for n, key in enumerate(self.plans, 1)}
        return approving(*(numbers[key] for key in named))

    @property
    def jury_choices(self) -> list[int]:
        """The jury's votes that can be shown."""
        unseen = (self.case.jury.copies, self.case.jury.hides)
        votes = enumerate(self.case.jury.votes, 1)
        return [self.choice(vote) for seat, vote in votes if seat not in unseen]


def read_justice(folder: Path) -> Justice | None:
    """Read a folder's `justice/`, each file for itself; None where it has none.

    Raises `BadDocument`, which names file and field, and `BadCsv` with file, row and column.
    """
    place = folder / "justice"
    if not place.is_dir():
        return None
    communities = read_entry(folder, "justice/communities.json", _Communities).communities
    return Justice(
        communities=communities,
        rolls={
            each.key: read_people(folder, f"justice/rolls/{each.key}.csv") for each in communities
        },
        case=read_entry(folder, "justice/case.json", CaseEntry),
        plans={
            path.stem.lstrip("0123456789- "): read_entry(
                folder, f"justice/plans/{path.name}", PlanEntry
            )
            for path in sorted((place / "plans").glob("*.json"))
        },
    )
