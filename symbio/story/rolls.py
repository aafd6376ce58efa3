# SPDX-License-Identifier: Apache-2.0
"""Rolls of invented people for an example folder, the same on every machine."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from symbio.domain.documents import BadDocument, path_of
from symbio.domain.roll_csv import Person, write_roll
from symbio.domain.rules import WHOLE
from symbio.story.demo_keys import DemoKeys, draw


class RollPlan(BaseModel):
    """How many people a community's demo roll has, and which names they are made of."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    people: Annotated[int, Field(ge=1, le=10_240)]
    joined: date
    consent_bps: Annotated[int, Field(ge=0, le=WHOLE)]
    given: Annotated[tuple[str, ...], Field(min_length=1)]
    initials: Annotated[str, Field(min_length=1)]


class People(BaseModel):
    """`people.json` of an example folder."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    note: str = ""
    rolls: dict[str, RollPlan]


def read_people(folder: Path) -> People:
    """Read `people.json`; raises `BadDocument` with the field's path."""
    try:
        return People.model_validate_json((folder / "people.json").read_bytes())
    except ValidationError as error:
        first = error.errors()[0]
        raise BadDocument(f"people.json.{path_of(first['loc'])}", first["msg"]) from error


def invent(keys: DemoKeys, community: str, plan: RollPlan) -> tuple[Person, ...]:
    """Invent a community's people: names and days by the demo's dice, addresses by demo keys."""
    return tuple(_person(keys, community, plan, number) for number in range(1, plan.people + 1))


def roll_files(folder: Path) -> dict[Path, str]:
    """Give the text of every roll that `people.json` and `keys.json` stand for, by path.

    Those of `justice/people.json` are among them, where it is there.
    """
    keys, justice = DemoKeys.read(folder), folder / "justice"
    places = [folder, justice] if (justice / "people.json").exists() else [folder]
    return {
        place / "rolls" / f"{community}.csv": write_roll(invent(keys, community, plan))
        for place in places
        for community, plan in read_people(place).rolls.items()
    }


def _person(keys: DemoKeys, community: str, plan: RollPlan, number: int) -> Person:
    dice = f"{keys.seed}/{community}/{number}"
    given = plan.given[draw(f"{dice}/given", len(plan.given))]
    initial = plan.initials[draw(f"{dice}/initial", len(plan.initials))]
    joined = plan.joined + timedelta(days=draw(f"{dice}/joined", 28))
    consent = draw(f"{dice}/consent", WHOLE) < plan.consent_bps
    return Person(f"{given} {initial}.", keys.address(community, number), joined, consent)
