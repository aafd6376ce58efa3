# SPDX-License-Identifier: Apache-2.0
"""The verbs of `symbio case plan`: file, show, accept, reject, sign, carry."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from symbio.cli.context import Context
from symbio.cli.exits import NotAsItShouldBe
from symbio.cli.files import read
from symbio.cli.judging import CaseArgument, ForOption, PlanArgument, case_of, told
from symbio.cli.options import CommunityOption, agrees, reads, writes
from symbio.cli.output import words
from symbio.cli.owing import OutOption, UntilOption, sign_after_asking
from symbio.cli.writing import Done, Receipts, write

if TYPE_CHECKING:
    from symbio.domain.plans import Plan

plan = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    help="Plans that could mend a case: file, accept, reject.",
    rich_markup_mode=None,
)


def add_plans(app: typer.Typer) -> None:
    """Put these verbs under the noun."""
    app.add_typer(plan, name="plan")


@plan.command("file")
@writes
def file_(
    context: Context,
    case: CaseArgument,
    document: Annotated[
        Path, typer.Argument(metavar="FILE", dir_okay=False, help="The plan, in JSON.")
    ],
    community: ForOption = None,
) -> None:
    """File a plan, by a party's steward; without --community by the mediator or who judges."""
    from symbio.cli.case_files import read_plan
    from symbio.domain import plans
    from symbio.domain.case_words import of_filing

    found, made = case_of(context, case), read_plan(document).plan()
    plans.check(made, found.parties, found.affected)

    def done(receipts: Receipts) -> Done:
        number = receipts[0].value
        facts = {"case": case, "plan": number, "title": made.title, "digest": made.digest}
        return Done(facts, f"symbio case plan accept {case} {number} --community N")

    for each in told(context, made):
        context.out.say(f"In it {each['says']}.")
    sent = context.suite.plans.file_plan(case, community or 0, made)
    write(context, sent, done, promise=of_filing(made))


@plan.command()
@reads
def show(context: Context, case: CaseArgument, number: PlanArgument) -> None:
    """Show a plan as it was filed: what it asks of whom, and until when."""
    case_of(context, case)
    made = context.suite.plans.filed(case, number)
    facts: dict[str, Any] = {
        "case": case,
        "plan": number,
        "title": made.title,
        "text": made.text,
        "digest": made.digest,
        "obligations": told(context, made),
    }
    context.out.record(facts)


@plan.command()
@writes
def accept(
    context: Context, case: CaseArgument, number: PlanArgument, community: CommunityOption
) -> None:
    """Accept a plan for a party; the case is settled once all parties have."""
    from symbio.domain.case_words import of_acceptance

    made = _filed(context, case, number)
    sent = context.suite.plans.accept_plan(case, community, number)
    promise = of_acceptance(made, community)
    write(context, sent, lambda _: _stands(context, case, number), promise=promise)


@plan.command()
@writes
def reject(
    context: Context, case: CaseArgument, number: PlanArgument, community: CommunityOption
) -> None:
    """Reject a plan for a party, or take its acceptance back."""
    from symbio.domain.case_words import of_rejection

    made = _filed(context, case, number)
    sent = context.suite.plans.reject_plan(case, community, number)
    promise = of_rejection(made)
    write(context, sent, lambda _: _stands(context, case, number), promise=promise)


@plan.command()
@agrees
def sign(
    context: Context,
    case: CaseArgument,
    number: PlanArgument,
    community: CommunityOption,
    until: UntilOption,
    out: OutOption,
) -> None:
    """Sign a party's acceptance of a plan into a file; it costs nothing, anybody carries it."""
    from symbio.chain.signing import sign as sign_act
    from symbio.cli.moments import second
    from symbio.domain.acts import sentence
    from symbio.domain.case_words import of_acceptance

    made = _filed(context, case, number)
    act = context.suite.plans.acceptance(case, community, made, second(until, "--until"))

    def signed() -> bytes:
        return sign_act(act, context.signer).canonical() + b"\n"

    promise = of_acceptance(made, community, signs=True)
    if sign_after_asking(context, promise, sentence(act), signed, out):
        context.out.record({"file": str(out), "case": case, "plan": number, "title": made.title})
        context.out.next(f"symbio case plan carry {out}")


@plan.command()
@writes
def carry(
    context: Context,
    file: Annotated[
        Path, typer.Argument(metavar="FILE", dir_okay=False, help="A signed acceptance.")
    ],
) -> None:
    """Carry a signed acceptance of a plan; anybody may, and pays the gas."""
    from symbio.chain.signing import parse
    from symbio.domain.acts import PlanAcceptance

    signed = parse(read(file))
    act, plans = signed.read(), context.suite.plans
    if not isinstance(act, PlanAcceptance) or act.domain != plans.domain:
        raise NotAsItShouldBe(f"{file} is no acceptance of a plan here.")
    for number in range(1, plans.count(act.case) + 1):
        if plans.plan(act.case, number) == act.digest:
            break
    else:
        raise NotAsItShouldBe(f"No plan of case {act.case} is the one that was signed.")
    made = plans.filed(act.case, number)
    sent = plans.accept_plan_by_signature(act, number, made, signed.raw_signature())
    write(context, sent, lambda _: _stands(context, act.case, number))


def _filed(context: Context, case: int, number: int) -> Plan:
    """Read a plan and say what it asks."""
    case_of(context, case)
    made = context.suite.plans.filed(case, number)
    context.out.say(f"Plan {number} of case {case}: “{made.title}”.")
    for each in told(context, made):
        context.out.say(f"In it {each['says']}.")
    return made


def _stands(context: Context, case: int, number: int) -> Done:
    from symbio.cli.judging import accounted

    found = context.suite.tribunal.case(case)
    row = accounted(context, found)[number - 1]
    facts = {"case": case, "state": words(found.state), **row}
    return Done(facts, f"symbio case show {case}")
