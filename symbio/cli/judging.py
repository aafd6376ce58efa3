# SPDX-License-Identifier: Apache-2.0
"""What the verbs of `symbio case`, `mediate` and `remedy` share: cases read, plans told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from symbio.cli.context import Context

if TYPE_CHECKING:
    from symbio.domain.plans import Plan
    from symbio.domain.tribunal import Case

CaseArgument = Annotated[int, typer.Argument(metavar="CASE", min=1, help="The case's number.")]
PlanArgument = Annotated[
    int, typer.Argument(metavar="PLAN", min=1, help="The plan's number in its case.")
]
ForOption = Annotated[
    int | None,
    typer.Option("--community", metavar="N", min=1, help="The party for which it is done."),
]


def case_of(context: Context, number: int) -> Case:
    """Read a case; raises NoSuchRecord."""
    from symbio.domain.errors import NoSuchRecord

    if not 0 < number <= context.suite.tribunal.count():
        raise NoSuchRecord(f"There is no case {number}.")
    return context.suite.tribunal.case(number)


def accounted(context: Context, case: Case) -> list[dict[str, Any]]:
    """Tell each plan of a case, with who accepted and who rejected it."""
    plans = context.suite.plans
    rows = []
    for number in range(1, plans.count(case.case_id) + 1):
        accepted, rejected = plans.answers(case.case_id, number)
        rows.append(
            {
                "plan": number,
                "title": plans.filed(case.case_id, number).title,
                "filed_by": _filer(case, plans.filer(case.case_id, number)),
                "accepted_by": _parties(case, accepted),
                "rejected_by": _parties(case, rejected),
            }
        )
    return rows


def told(context: Context, plan: Plan) -> list[dict[str, Any]]:
    """Tell what a plan asks of whom, in words and figures."""
    from symbio.domain.case_words import obligation_in_words

    rows = []
    for each in plan.obligations:
        money = ""
        if each.amount:
            money = str(context.coin(each.token).token.units(each.amount))
        rows.append(
            {
                "says": obligation_in_words(each, money),
                "description": each.description,
                "into_split": each.split_id or None,
            }
        )
    return rows


def _filer(case: Case, position: int) -> str:
    if position <= len(case.parties):
        return f"community {case.parties[position - 1]}"
    return {9: "the mediator", 10: "the panel", 11: "the jury"}[position]


def _parties(case: Case, answers: int) -> list[int]:
    return [party for bit, party in enumerate(case.parties) if answers >> bit & 1]
