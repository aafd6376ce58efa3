# SPDX-License-Identifier: Apache-2.0
"""An example folder, read whole and checked before anything happens on a chain."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from symbio.domain.charter import CharterDocument, read_charter
from symbio.domain.clauses import Key, Language, Name, Text
from symbio.domain.documents import BadDocument
from symbio.domain.revenue_csv import Record, read_revenue
from symbio.domain.roll_csv import Person
from symbio.domain.rules import WHOLE
from symbio.story.demo_keys import DemoKeys
from symbio.story.entries import CommunityEntry, Entry
from symbio.story.justice_checks import check_justice
from symbio.story.justice_files import Justice, read_justice
from symbio.story.reading import read, read_entry, read_people
from symbio.story.trade_files import Trade, load_trade

BasisPoints = Annotated[int, Field(ge=0, le=WHOLE)]
OPEN_SPLIT = "open the charter's split"


class Quarrel(Entry):
    """A dispute that two governments declare towards one another."""

    between: tuple[Key, Key]
    statement: Text
    suspension: Text


class Cast(Entry):
    """`communities.json`."""

    communities: Annotated[tuple[CommunityEntry, ...], Field(min_length=1)]
    governments: tuple[CommunityEntry, ...] = ()
    dispute: Quarrel
    leaving: Key


class Currency(Entry):
    """A demo currency."""

    symbol: Annotated[str, Field(pattern=r"^[A-Z]{3,5}$")]
    name: Annotated[Name, Field(max_length=25)]
    decimals: Annotated[int, Field(ge=0, le=18)]


class Currencies(Entry):
    """`currencies.json`."""

    currencies: Annotated[tuple[Currency, ...], Field(min_length=1)]


class OpenSplit(Entry):
    """Create the Treasury's split with the charter's shares, controlled by the federation."""

    act: Literal["open the charter's split"]


class Pay(Entry):
    """Pay from what the federation holds to a community's steward."""

    act: Literal["pay"]
    to: Key
    currency: str
    minor_units: Annotated[int, Field(ge=1)]


class Admit(Entry):
    """Admit a community."""

    act: Literal["admit"]
    community: Key


class OpenCircle(Entry):
    """Open the federation's circle of mutual credit, as `trade/clearing.json` says."""

    act: Literal["open the clearing circle"]


class DemoBallots(Entry):
    """How the demo's people vote: `turnout` of all, `for` and `against` of those who vote."""

    turnout: BasisPoints
    in_favour: Annotated[BasisPoints, Field(alias="for")]
    against: BasisPoints
    reasons: tuple[Text, ...] = ()


class ProposalEntry(Entry):
    """One proposal of the story."""

    title: Annotated[str, Field(min_length=1, max_length=200)]
    titles: dict[Language, Text] = Field(default_factory=dict)
    text: Text
    proposer: Key
    calls: Annotated[
        tuple[Annotated[OpenSplit | Pay | Admit | OpenCircle, Field(discriminator="act")], ...],
        Field(max_length=8),
    ]
    demo_ballots: DemoBallots


@dataclass(frozen=True, slots=True)
class Season:
    """One season's revenue."""

    name: str
    records: tuple[Record, ...]


@dataclass(frozen=True, slots=True)
class Example:
    """A folder's whole content."""

    keys: DemoKeys
    charter: CharterDocument
    cast: Cast
    currencies: tuple[Currency, ...]
    rolls: dict[str, tuple[Person, ...]]
    contributions: tuple[Record, ...]
    seasons: tuple[Season, ...]
    proposals: tuple[ProposalEntry, ...]
    trade: Trade | None = None
    justice: Justice | None = None

    def community(self, key: str) -> CommunityEntry:
        """Give a community or government by its key."""
        others = self.justice.communities if self.justice else ()
        entries = (*self.cast.communities, *self.cast.governments, *others)
        return next(entry for entry in entries if entry.key == key)


def load_example(folder: Path) -> Example:
    """Read a folder.

    Raises `BadDocument`, which names file and field, and `BadCsv` with file, row and column.
    """
    cast = read_entry(folder, "communities.json", Cast)
    currencies = read_entry(folder, "currencies.json", Currencies).currencies
    keys = [community.key for community in cast.communities]
    symbols = [currency.symbol for currency in currencies]
    charter = read(folder, "charter.json", read_charter)
    rolls = {key: read_people(folder, f"rolls/{key}.csv") for key in keys}
    justice = read_justice(folder)

    def revenue(name: str) -> tuple[Record, ...]:
        reader = partial(read_revenue, currencies=symbols, payers=keys, source=name)
        return read(folder, name, reader)

    example = Example(
        keys=DemoKeys.read(folder),
        charter=charter,
        cast=cast,
        currencies=currencies,
        rolls=rolls | (justice.rolls if justice else {}),
        contributions=revenue("contributions.csv"),
        seasons=tuple(
            Season(path.stem.lstrip("0123456789- "), revenue(f"revenue/{path.name}"))
            for path in sorted((folder / "revenue").glob("*.csv"))
        ),
        proposals=tuple(
            read_entry(folder, f"proposals/{path.name}", ProposalEntry)
            for path in sorted((folder / "proposals").glob("*.json"))
        ),
        trade=load_trade(
            folder,
            communities={key: len(roll) for key, roll in rolls.items()},
            currencies=symbols,
        ),
        justice=justice,
    )
    _check(example)
    if justice:
        check_justice(justice, rolls, charter, symbols)
    return example


def _check(example: Example) -> None:
    communities = example.cast.communities
    keys = [entry.key for entry in (*communities, *example.cast.governments)]
    for key in keys:
        if keys.count(key) > 1:
            raise BadDocument("communities.json", f"{key!r} stands twice")
    members = [member.key for member in example.charter.members]
    for n, member in enumerate(example.charter.members):
        _check_member(example, n, member.key, member.jurisdiction)
    for key in example.cast.dispute.between:
        if key not in keys:
            raise BadDocument("communities.json: dispute.between", f"{key!r} isn't registered")
    if example.cast.leaving not in members:
        raise BadDocument("communities.json: leaving", "it is no founding member")
    for entry in communities:
        if entry.passes_on and sum(onward.share for onward in entry.passes_on) != WHOLE:
            raise BadDocument(f"communities.json: {entry.key}.passes_on", "no sum of 10,000")
    local = [entry.key for entry in communities]
    symbols = [currency.symbol for currency in example.currencies]
    for proposal in example.proposals:
        _check_proposal(proposal, members, local, symbols)
    if not example.seasons or len(example.proposals) < 2:
        raise BadDocument("the folder", "the story needs a season and two proposals")
    if example.trade and len(example.proposals) < 3:
        raise BadDocument("the folder", "with trade, the story needs a third proposal")


def _check_member(example: Example, n: int, key: str, jurisdiction: str) -> None:
    found = [entry for entry in example.cast.communities if entry.key == key]
    if not found:
        raise BadDocument(f"charter.json: members[{n}].key", f"no community has the key {key!r}")
    if found[0].jurisdiction != jurisdiction:
        raise BadDocument(
            f"charter.json: members[{n}].jurisdiction",
            f"communities.json says {found[0].jurisdiction}",
        )


def _check_proposal(
    proposal: ProposalEntry, members: list[str], keys: list[str], symbols: list[str]
) -> None:
    where = f"proposals: “{proposal.title}”"
    if proposal.proposer not in members:
        raise BadDocument(f"{where}: proposer", f"{proposal.proposer!r} is no founding member")
    if proposal.demo_ballots.in_favour + proposal.demo_ballots.against > WHOLE:
        raise BadDocument(f"{where}: demo_ballots", "for and against are more than all")
    for n, call in enumerate(proposal.calls):
        if isinstance(call, Pay) and (call.currency not in symbols or call.to not in keys):
            raise BadDocument(f"{where}: calls[{n}]", "an unknown currency or community")
        if isinstance(call, Admit) and (call.community not in keys or call.community in members):
            raise BadDocument(f"{where}: calls[{n}]", "a newcomer's key is needed")
