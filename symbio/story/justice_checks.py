# SPDX-License-Identifier: Apache-2.0
"""Whether the files of an example's justice fit one another, its charter and its rolls."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from symbio.domain import durations, juries, plans
from symbio.domain.charter import CharterDocument
from symbio.domain.documents import BadDocument
from symbio.domain.draw import TURNS, Enlisted, Table, most_seats
from symbio.domain.durations import in_words
from symbio.domain.juries import MOST_APPROVED
from symbio.domain.refusals.base import Refused
from symbio.domain.roll_csv import Person
from symbio.domain.tribunal import USUAL
from symbio.story.justice_files import JURY, MEDIATOR, PANEL, CaseEntry, JuryEntry, Justice


def check_justice(
    justice: Justice,
    rolls: Mapping[str, Sequence[Person]],
    charter: CharterDocument,
    currencies: Sequence[str],
) -> None:
    """Raise `BadDocument`, which names file and field; `rolls` are the other communities'."""
    _check_communities(justice, rolls)
    people = {key: len(roll) for key, roll in {**rolls, **justice.rolls}.items()}
    members = [member.key for member in charter.members]
    clauses = [goal.title for goal in charter.shared_goals]
    _check_case(justice.case, members, people, clauses)
    _check_plans(justice, currencies)
    _check_votes(justice)
    _check_ladder(charter)
    _check_seats(justice.case.jury)
    _check_draw(justice.case, people)


def _check_communities(justice: Justice, rolls: Mapping[str, Sequence[Person]]) -> None:
    keys = [*rolls, *(each.key for each in justice.communities)]
    for n, each in enumerate(justice.communities):
        if keys.count(each.key) > 1:
            path = f"justice/communities.json: communities[{n}].key"
            raise BadDocument(path, f"{each.key!r} stands twice")


def _check_case(
    case: CaseEntry, members: Sequence[str], people: Mapping[str, int], clauses: Sequence[str]
) -> None:
    def refuse(field: str, problem: str) -> BadDocument:
        return BadDocument(f"justice/case.json: {field}", problem)

    for key in case.parties:
        if key not in members or case.parties.count(key) > 1:
            raise refuse("respondents", f"{key!r} is no founding member, or stands twice")
    for key in case.affected:
        if key not in people or key in case.parties or case.affected.count(key) > 1:
            raise refuse("affected", f"{key!r} is unknown, a party, or stands twice")
    third = case.mediator.community
    if third not in people or third in (*case.parties, *case.affected):
        raise refuse("mediator.community", f"{third!r} is no third community")
    if case.mediator.person > people[third]:
        raise refuse("mediator.person", f"the roll of {third} has {people[third]} people")
    if case.panel.appeals not in case.parties:
        raise refuse("panel.appeals", "only a party appeals")
    if case.clause not in clauses:
        raise refuse("clause", "the charter has no goal with this title")


def _check_plans(justice: Justice, currencies: Sequence[str]) -> None:
    case = justice.case
    ids = {key: n for n, key in enumerate((*case.parties, *case.affected), 1)}
    parties, affected = [ids[key] for key in case.parties], [ids[key] for key in case.affected]
    turn = {MEDIATOR: 0, PANEL: 2, JURY: 3} | dict.fromkeys(case.parties, 1)
    before = 0
    for key, plan in justice.plans.items():
        where = f"justice/plans: {key}"
        if turn.get(plan.filed_by, -1) < before:
            raise BadDocument(f"{where}.filed_by", "mediator, parties, panel, jury file in turn")
        before = turn[plan.filed_by]
        for n, owed in enumerate(plan.obligations):
            if {owed.obligor, owed.beneficiary} - ids.keys():
                raise BadDocument(f"{where}.obligations[{n}]", "it is between parties")
            if owed.currency and owed.currency not in currencies:
                raise BadDocument(f"{where}.obligations[{n}].currency", "it isn't known")
        tokens = {symbol: f"0x{n:040x}" for n, symbol in enumerate(currencies, 1)}
        try:
            plans.check(plan.on_chain(ids, tokens, dict.fromkeys(ids, 1)), parties, affected)
        except Refused as refused:
            raise BadDocument(where, refused.reason) from refused
    filers = [plan.filed_by for plan in justice.plans.values()]
    for who, most in dict.fromkeys((MEDIATOR, PANEL, JURY), 1).items():
        if filers.count(who) != most:
            raise BadDocument("justice/plans", f"the story needs one plan of the {who}")
    for key in case.parties:
        if filers.count(key) > plans.most_of(1, len(parties)):
            raise BadDocument("justice/plans", f"{key!r} files too many")


def _check_votes(justice: Justice) -> None:
    case = justice.case
    known = [key for key, plan in justice.plans.items() if plan.filed_by != JURY]
    for bench, size, votes, names in (
        ("panel", USUAL.panel, case.panel.votes, known),
        ("jury", USUAL.jury, case.jury.votes, list(justice.plans)),
    ):
        where = f"justice/case.json: {bench}.votes"
        if len(votes) != size:
            raise BadDocument(where, f"one for each of the {size} seats is needed")
        for n, vote in enumerate(votes):
            if set(vote) - set(names):
                raise BadDocument(f"{where}[{n}]", "a plan that isn't there")
    panel = [justice.choice(vote) for vote in case.panel.votes]
    for bench, size, choices in (
        ("panel", USUAL.panel, panel),
        ("jury", USUAL.jury, justice.jury_choices),
    ):
        if juries.result(size, MOST_APPROVED, choices) == juries.NOTHING:
            path = f"justice/case.json: {bench}.votes"
            raise BadDocument(path, "two thirds don't agree on any plan")
    if case.panel.drafts > USUAL.panel:
        raise BadDocument("justice/case.json: panel.drafts", f"there are {USUAL.panel} seats")


def _check_ladder(charter: CharterDocument) -> None:
    """The demo's federation sets no rules for its cases: the charter's jury is the usual one."""
    said = charter.dispute_resolution.global_tribunal.jury
    path = "charter.json: dispute_resolution.global_tribunal.jury"
    for field, usual, found in (
        ("seats", USUAL.jury, said.seats),
        ("most_from_one_community", most_seats(USUAL.jury), said.most_from_one_community),
        ("turn", USUAL.wave, durations.seconds(said.turn)),
    ):
        if found != usual:
            usually = in_words(usual) if field == "turn" else usual
            raise BadDocument(f"{path}.{field}", f"with justice/, the usual {usually} is needed")


def _check_seats(jury: JuryEntry) -> None:
    roles = (*jury.silent, jury.recuses, jury.drafts, jury.copies, jury.hides)
    if len(set(roles)) != len(roles) or max(roles) > USUAL.jury:
        path = "justice/case.json: jury"
        raise BadDocument(path, f"each role needs a seat of its own, of {USUAL.jury}")


def _check_draw(case: CaseEntry, people: Mapping[str, int]) -> None:
    """Hold the rolls against what a jury and a panel need, whichever third's turn it is."""
    ids = {key: n for n, key in enumerate(people, 1)}
    out = [ids[key] for key in (*case.parties, *case.affected)]
    rows = [Enlisted(ids[key], count, 0) for key, count in people.items()]
    for turn in range(TURNS):
        if not Table.freeze(rows, turn).without(out).suffices(USUAL.jury):
            raise BadDocument("justice/rolls", f"too few uninvolved people for {USUAL.jury} seats")
    if not Table.freeze(rows, 0, of_stewards=True).without(out).suffices(USUAL.panel):
        raise BadDocument("justice/communities.json", f"too few for a panel of {USUAL.panel}")
