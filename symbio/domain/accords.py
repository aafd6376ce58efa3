# SPDX-License-Identifier: Apache-2.0
"""What Accords takes and tells: terms and their clauses, versions, parties, reviews, quotes.

Shares of a whole are in basis points, times in seconds. `check`, `season_at` and `rings` are twins
of `contracts/modules/accord_terms.vy` and `clauses.vy`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import astuple, dataclass
from typing import Any

from symbio.domain import categories
from symbio.domain.categories import Category, category_from
from symbio.domain.refusals import accord_terms as refused
from symbio.domain.refusals.base import Refused
from symbio.domain.rules import DAY, WHOLE

UNLIMITED = 2**64 - 1
"""The quantity of a clause without a limit."""

MOST_PARTIES, MOST_CURRENCIES, MOST_CLAUSES = 16, 8, 32
NAME_BYTES = 100
YEAR = 366 * DAY
LONGEST = 10 * YEAR
FLOOR_LIMIT = 2**128 - 1


@dataclass(frozen=True, slots=True)
class Clause:
    """What one party sells to the others: `category` is a word, `quantity` the most a season."""

    seller_id: int
    category: int
    concession: int
    contribution: int
    split_id: int
    quantity: int = UNLIMITED

    @property
    def goods(self) -> Category:
        """The category, to be read by people."""
        return category_from(self.category)


@dataclass(frozen=True, slots=True)
class Terms:
    """All that an accord binds its parties to; every one of them accepts the digest of just this.

    `accord_id` 0 founds an accord. `document` is the sha-256 of the accord document, `floors` has
    one volume for each currency below which the alarm is silent.
    """

    accord_id: int
    version: int
    name: str
    document: bytes
    parties: tuple[int, ...]
    currencies: tuple[str, ...]
    floors: tuple[int, ...]
    drift: int
    clauses: tuple[Clause, ...]
    starts_at: int
    season: int
    review_at: int
    ends_at: int
    notice: int
    market: str
    until: int

    def for_chain(self) -> tuple[Any, ...]:
        """Give the values in the order of the contract's struct."""
        return astuple(self)


@dataclass(frozen=True, slots=True)
class Accord:
    """An accord as it stands; all but `version` is of its latest terms."""

    version: int
    latest: int
    terms: bytes
    starts_at: int
    season: int
    review_at: int
    ends_at: int
    notice: int
    drift: int
    market: str

    @property
    def is_in_force(self) -> bool:
        """Say whether some version binds now."""
        return self.version != 0


@dataclass(frozen=True, slots=True)
class Party:
    """A party: since which version, and when it leaves or left; 0 where it hasn't announced to."""

    since: int
    leaves_at: int


@dataclass(frozen=True, slots=True)
class Review:
    """An accord's latest review; number 0 where there was none."""

    number: int
    opened_at: int
    is_open: bool


@dataclass(frozen=True, slots=True)
class Quote:
    """What an order under a clause is bound to now; `season` is the second in which it began."""

    version: int
    concession: int
    contribution: int
    split_id: int
    quantity: int
    season: int
    market: str


@dataclass(frozen=True, slots=True)
class Balance:
    """What a party gave and got under an accord in a currency, and whether its alarm rings."""

    gave: int
    got: int
    rings: bool

    @property
    def drift(self) -> int:
        """How far both are apart, in basis points of their sum."""
        volume = self.gave + self.got
        return abs(self.gave - self.got) * WHOLE // volume if volume else 0


def rings(drift: int, floor: int, gave: int, got: int) -> bool:
    """Say whether a balance has drifted further than the parties agreed to bear."""
    volume = gave + got
    return volume >= floor and abs(gave - got) * WHOLE > drift * volume


def season_at(starts_at: int, season: int, moment: int) -> int:
    """Give the second in which the season of a moment began, which is the season's name."""
    return moment - (moment - starts_at) % season


def check(terms: Terms, now: int) -> None:
    """Refuse terms that the chain would, whoever accepted them; raises the refusal."""
    for holds, kind in _rules(terms, now):
        if not holds():
            raise kind
    for clause in terms.clauses:
        _check_clause(clause)


def _rules(terms: Terms, now: int) -> list[tuple[Callable[[], bool], type[Refused]]]:
    begins_at = max(terms.starts_at, now)
    parties, currencies = terms.parties, terms.currencies
    return [
        (lambda: 0 < len(terms.name.encode()) <= NAME_BYTES, refused.NoAccordName),
        (lambda: terms.document != bytes(32), refused.NoAccordDocument),
        (lambda: 0 < len(currencies) <= MOST_CURRENCIES, refused.NoCurrency),
        (lambda: len(terms.floors) == len(currencies), refused.NotOneFloorACurrency),
        (lambda: all(0 <= least < FLOOR_LIMIT for least in terms.floors), refused.FloorOutOfRange),
        (lambda: 2 <= len(parties) <= MOST_PARTIES, refused.TooFewParties),
        (
            lambda: parties == tuple(sorted({*parties})) and parties[0] > 0,
            refused.PartiesOutOfOrder,
        ),
        (lambda: 0 < len(terms.clauses) <= MOST_CLAUSES, refused.NoClauses),
        (lambda: {each.seller_id for each in terms.clauses} <= {*parties}, refused.SellerIsNoParty),
        (lambda: 0 < terms.starts_at <= now + YEAR, refused.StartOutOfRange),
        (lambda: DAY <= terms.season <= YEAR, refused.SeasonOutOfRange),
        (lambda: terms.ends_at > begins_at, refused.EndsBeforeItStarts),
        (lambda: terms.ends_at <= now + LONGEST, refused.EndOutOfRange),
        (lambda: begins_at < terms.review_at < terms.ends_at, refused.ReviewOutOfTime),
        (lambda: 0 <= terms.notice <= YEAR, refused.AccordNoticeOutOfRange),
        (lambda: 0 <= terms.drift <= WHOLE, refused.DriftExceedsWhole),
        (lambda: all(int(each, 16) for each in currencies), refused.NoSuchCurrency),
        (lambda: len({*currencies}) == len(currencies), refused.CurrencyNamedTwice),
    ]


def _check_clause(clause: Clause) -> None:
    categories.require(clause.category)
    if not 0 <= clause.concession < WHOLE:
        raise refused.ConcessionTakesAll
    if not 0 <= clause.contribution < WHOLE:
        raise refused.ContributionTakesAll
    if clause.contribution and not clause.split_id:
        raise refused.ContributionIntoNothing
    if not 0 <= clause.split_id < 2**64:
        raise refused.NoSuchContributionSplit
    if not 0 < clause.quantity <= UNLIMITED:
        raise refused.QuantityOutOfRange
