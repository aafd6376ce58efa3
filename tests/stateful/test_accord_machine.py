# SPDX-License-Identifier: Apache-2.0
"""An accord lives at random: amended, left, returned to; a plain model says who may trade."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import boa
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
)

from symbio.domain.accords import Terms
from symbio.domain.rules import DAY
from tests.contracts.accords.concluding import House, clauses_of
from tests.contracts.boa_chain import deployer, now, pass_time, refused
from tests.contracts.federation.assembly import institutions, settle
from tests.stateful.running import run

NAMES = ("fishers", "researchers", "hosts", "newcomers")
LENGTH = 60 * DAY


@dataclass
class Model:
    """Who is in, told from the history alone: what was concluded, and who announced to leave."""

    versions: list[tuple[int, Terms]] = field(default_factory=list)  # concluded at, terms
    leaves: dict[int, int] = field(default_factory=dict)  # town -> the second it leaves
    since: dict[int, int] = field(default_factory=dict)  # town -> version

    def in_force(self, moment: int) -> int:
        found = 0
        for number, (concluded_at, terms) in enumerate(self.versions, 1):
            later = self.versions[number:]
            replaced = [at for at, next_ in later if max(at, next_.starts_at) <= moment]
            cut_off = [at for at, _ in later if at < terms.starts_at]
            if max(concluded_at, terms.starts_at) <= moment and not replaced and not cut_off:
                found = number
        return found

    def is_in(self, town: int, version: int, moment: int) -> bool:
        since = self.since.get(town, 0)
        return 0 < since <= version and self.leaves.get(town, moment + 1) > moment

    def refusal(self, terms: Terms, moment: int) -> str | None:
        """Say why an amendment that all who are named accept is refused; None: it isn't."""
        starts = max(terms.starts_at, moment)
        for version in {self.in_force(moment), len(self.versions)} - {0}:
            for town in self.versions[version - 1][1].parties:
                if town not in terms.parties and self.leaves.get(town, starts + 1) > starts:
                    return "accords: a party is left out"
        staying = [each for each in terms.parties if self.is_in(each, len(self.versions), moment)]
        return None if len(staying) >= 2 else "accords: fewer than two parties stay"

    def conclude(self, terms: Terms, moment: int) -> None:
        self.versions.append((moment, terms))
        for town in terms.parties:
            if not self.is_in(town, len(self.versions), moment):
                self.since[town] = terms.version
            self.leaves.pop(town, None)

    def answer(self, seller: int, buyer: int, moment: int) -> int | str:
        """Give the version that binds an order, or why none does."""
        version = self.in_force(moment)
        if version == 0:
            return "accords: not in force yet"
        terms = self.versions[version - 1][1]
        if moment >= terms.ends_at:
            return "accords: the accord has ended"
        if terms.clauses[0].seller_id != seller:
            return "accords: the clause is another seller's"
        for town in (seller, buyer):
            if not 0 < self.since.get(town, 0) <= version:
                return "accords: not a party"
            if self.leaves.get(town, moment + 1) <= moment:
                return "accords: the party has left"
        return version


class AccordMachine(RuleBasedStateMachine):
    """Every step is tried on the contract and told by the model."""

    @initialize(notice=st.sampled_from([0, DAY, 9 * DAY]))
    def found(self, notice: int) -> None:
        self.anchor = boa.env.anchor()
        self.anchor.__enter__()
        book, factory = institutions()
        towns = tuple(settle(book, name, 0) for name in NAMES)
        accords = deployer("Accords").deploy(book, factory)
        market = deployer("tests/mocks/Figures.vy").deploy()
        self.house, self.model = House(book, factory, accords, market, towns), Model()
        terms = self.terms([1, 2, 3], 0, notice, 0)
        self.house.conclude(terms)
        self.model.conclude(terms, now())

    def terms(self, parties: Sequence[int], starts_in: int, notice: int, accord: int) -> Terms:
        chosen = [self.house.towns[number - 1] for number in parties]
        return self.house.terms(
            *chosen,
            accord_id=accord,
            version=len(self.model.versions) + 1,
            clauses=clauses_of(parties),
            starts_at=now() + starts_in,
            review_at=now() + starts_in + DAY,
            ends_at=now() + starts_in + LENGTH,
            notice=notice,
            until=now() + 9 * DAY,
        )

    @rule(
        parties=st.sets(st.integers(1, 4), min_size=2).map(sorted),
        starts_in=st.sampled_from([0, 0, DAY, 12 * DAY]),
        notice=st.sampled_from([0, DAY, 9 * DAY]),
    )
    def amend(self, parties: list[int], starts_in: int, notice: int) -> None:
        pass_time(1)
        terms = self.terms(parties, starts_in, notice, 1)
        self.house.accept(terms)
        reason = self.model.refusal(terms, now())
        if reason is not None:
            with refused(reason):
                self.house.concluded(terms)
            return
        self.house.concluded(terms)
        self.model.conclude(terms, now())

    @rule(number=st.integers(1, 4))
    def leave(self, number: int) -> None:
        town, model = self.house.towns[number - 1], self.model
        known = model.since.get(number, 0) > 0
        if known and number not in model.leaves:
            version = model.in_force(now()) or len(model.versions)
            model.leaves[number] = now() + model.versions[version - 1][1].notice
            self.house.leave(1, town)
            return
        gone = model.leaves.get(number, now() + 1) <= now()
        said = "already leaving" if not gone else "the party has left"
        with refused(f"accords: {said if known else 'not a party'}"):
            self.house.leave(1, town)

    @rule(seconds=st.sampled_from([1, DAY - 1, DAY, 8 * DAY, 30 * DAY]))
    def wait(self, seconds: int) -> None:
        pass_time(seconds)

    @invariant()
    def the_same_may_trade(self) -> None:
        for seller in (1, 2):
            for buyer in {1, 2, 3, 4} - {seller}:
                told = self.model.answer(seller, buyer, now())
                if isinstance(told, int):
                    assert self.house.quote(seller=seller, buyer=buyer).version == told
                else:
                    with refused(told):
                        self.house.quote(seller=seller, buyer=buyer)

    def teardown(self) -> None:
        self.anchor.__exit__(None, None, None)


def test_an_accord_keeps_to_the_model() -> None:
    run(AccordMachine, examples=8, steps=15)
