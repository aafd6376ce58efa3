# SPDX-License-Identifier: Apache-2.0
"""`symbio case`: conflicts of communities, from their opening to a plan that mends them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from symbio.cli.case_plans import add_plans
from symbio.cli.case_rules import add_rules
from symbio.cli.context import Context
from symbio.cli.exits import BadUse
from symbio.cli.files import digest
from symbio.cli.judging import CaseArgument, ForOption, accounted, case_of
from symbio.cli.nouns import noun
from symbio.cli.options import CommunityOption, reads, writes
from symbio.cli.output import moment, words
from symbio.cli.writing import Done, Receipts, write
from symbio.domain.addresses import NOBODY

if TYPE_CHECKING:
    from symbio.domain.tribunal import Case, Opening, Rules

app = noun("case")


@app.command("open")
@writes
def open_(
    context: Context,
    file: Annotated[
        Path | None,
        typer.Argument(metavar="FILE", dir_okay=False, help="A case in JSON; else give options."),
    ] = None,
    claimant: Annotated[
        int | None, typer.Option(metavar="N", min=1, help="The community that brings it.")
    ] = None,
    respondent: Annotated[
        list[int] | None, typer.Option(metavar="N", min=1, help="Another party; repeat it.")
    ] = None,
    affected: Annotated[
        list[int] | None,
        typer.Option(metavar="N", min=1, help="A community it touches, and who can't judge."),
    ] = None,
    facts: Annotated[
        str | None, typer.Option(metavar="FILE|0xDIGEST", help="What happened, written down.")
    ] = None,
    clause: Annotated[
        str | None, typer.Option(metavar="FILE|0xDIGEST", help="The clause of the charter.")
    ] = None,
    federation: Annotated[
        str | None, typer.Option(metavar="FEDERATION", help="Whose rules and panel; else none.")
    ] = None,
) -> None:
    """Open a case, by the claimant's steward; who may judge it is fixed at this moment."""
    from symbio.domain.case_words import of_opening

    where = context.federation(federation).address if federation else NOBODY
    if file is not None:
        if any((claimant, respondent, affected, facts, clause)):
            raise BadUse("A FILE says everything already, but the federation.")
        opening = _from_file(file, where)
    else:
        opening = _opening(claimant, respondent or [], affected or [], facts, clause, where)
    tribunal = context.suite.tribunal
    for number in (*opening.parties, *opening.affected):
        context.community(number)
    version = tribunal.rules_version(where) if federation else 0

    def done(receipts: Receipts) -> Done:
        number = receipts[0].value
        case = tribunal.case(number)
        facts = {"case": number, "parties": list(case.parties), "season": case.season}
        return Done({**facts, "mediation_until": moment(case.due)}, f"symbio case show {number}")

    promise = of_opening(opening, tribunal.rules(where, version))
    write(context, tribunal.open(opening), done, promise=promise)


@app.command()
@reads
def show(context: Context, case: CaseArgument) -> None:
    """Show a case: its state, who moves it on, what happens if nobody does, and its plans."""
    from symbio.domain.case_words import if_nobody_does, moves_on

    found = case_of(context, case)
    facts: dict[str, Any] = {
        "case": case,
        "state": found.state,
        "moves_on": moves_on(found),
        "if_nobody_does": if_nobody_does(found),
        "due": moment(found.due),
        "federation": None if found.federation == NOBODY else found.federation,
        "parties": list(found.parties),
        "affected": list(found.affected),
        "is_grave": found.is_grave,
        "season": found.season,
        "jury": found.jury_id or None,
        "plan": found.plan or None,
    }
    if found.is_dispute:
        facts |= {"choices": found.choices, "ruling": found.ruling}
        context.out.record({**facts, "taken_by_its_contract": found.is_executed})
        return
    mediator = context.suite.mediation.mediator(case)
    plans = accounted(context, found)
    context.out.record(
        {**facts, "mediator": None if mediator == NOBODY else mediator, "plans": plans}
    )


@app.command("list")
@reads
def list_(
    context: Context,
    community: Annotated[
        int | None, typer.Option(metavar="N", min=1, help="Only cases it is a party of.")
    ] = None,
    every: Annotated[bool, typer.Option("--all", help="Also those that are over.")] = False,
) -> None:
    """List cases and disputes: who, where they stand, and until when."""
    tribunal = context.suite.tribunal
    rows = []
    for number in range(1, tribunal.count() + 1):
        case = tribunal.case(number)
        if (every or case.state.is_open) and (community is None or community in case.parties):
            rows.append(_row(case))
    context.out.table(rows, ["case", "state", "parties", "due", "jury", "plan"])


@app.command()
@writes
def escalate(context: Context, case: CaseArgument, community: ForOption = None) -> None:
    """Take a case to arbitration: a party when it may, or anybody a week after mediation."""
    from symbio.domain.case_words import of_escalation

    found = case_of(context, case)
    plan = context.suite.tribunal.escalate(case, community or 0)
    write(context, plan, lambda _: _stepped(context, case), promise=of_escalation(found))


@app.command()
@writes
def appeal(context: Context, case: CaseArgument, community: CommunityOption) -> None:
    """Take what a panel decided to a jury of citizens; free, and without a reason."""
    from symbio.domain.case_words import of_appeal

    found = case_of(context, case)
    plan = context.suite.tribunal.appeal(case, community)
    promise = of_appeal(found, _rules(context, found))
    write(context, plan, lambda _: _stepped(context, case), promise=promise)


@app.command()
@writes
def withdraw(context: Context, case: CaseArgument) -> None:
    """Withdraw a case, by its claimant, while it is in mediation."""
    from symbio.domain.case_words import of_withdrawal

    found = case_of(context, case)
    plan = context.suite.tribunal.withdraw(case)
    write(context, plan, lambda _: _stepped(context, case), promise=of_withdrawal(found))


@app.command()
@writes
def conclude(context: Context, case: CaseArgument) -> None:
    """Take the step that is due once a panel or jury is done; by anybody."""
    from symbio.domain.case_words import of_conclusion

    found = case_of(context, case)
    plan = context.suite.tribunal.conclude(case)
    write(context, plan, lambda _: _stepped(context, case), promise=of_conclusion(found))


@app.command()
@writes
def evidence(
    context: Context,
    case: CaseArgument,
    file: Annotated[
        str, typer.Argument(metavar="FILE|0xDIGEST", help="What shows it; its sha-256 is logged.")
    ],
    community: ForOption = None,
) -> None:
    """Submit evidence, by a party's steward, or without --community by the mediator."""
    from symbio.domain.case_words import of_evidence

    case_of(context, case)
    found = digest(file, "FILE")
    plan = context.suite.tribunal.submit_evidence(case, community or 0, found)
    done = Done({"case": case, "digest": found}, f"symbio case show {case}")
    write(context, plan, lambda _: done, promise=of_evidence())


@app.command("execute-ruling")
@writes
def execute_ruling(context: Context, case: CaseArgument) -> None:
    """Bring a ruling once more to a contract that didn't take it; by anybody."""
    from symbio.domain.case_words import of_ruling

    found = case_of(context, case)

    def done(receipts: Receipts) -> Done:
        facts = {"case": case, "ruling": found.ruling, "taken_by_its_contract": receipts[0].value}
        return Done(facts, f"symbio case show {case}")

    plan = context.suite.tribunal.execute_ruling(case)
    write(context, plan, done, promise=of_ruling(found))


add_plans(app)
add_rules(app)


def _stepped(context: Context, number: int) -> Done:
    case = context.suite.tribunal.case(number)
    facts = {"case": number, "state": words(case.state), "due": moment(case.due)}
    jury = {"jury": case.jury_id} if case.jury_id else {}
    return Done({**facts, **jury}, f"symbio case show {number}")


def _rules(context: Context, case: Case) -> Rules:
    return context.suite.tribunal.rules(case.federation, case.rules_version)


def _row(case: Case) -> dict[str, Any]:
    return {
        "case": case.case_id,
        "state": case.state,
        "parties": list(case.parties),
        "due": moment(case.due),
        "jury": case.jury_id or None,
        "plan": case.plan or None,
    }


def _from_file(path: Path, federation: str) -> Opening:
    from symbio.cli.case_files import read_case
    from symbio.domain.tribunal import Opening

    said = read_case(path)
    return Opening.of(
        said.claimant,
        said.respondents,
        said.facts_digest(),
        affected=said.affected,
        federation=federation,
        clause=said.clause_digest(),
    )


def _opening(
    claimant: int | None,
    respondents: list[int],
    affected: list[int],
    facts: str | None,
    clause: str | None,
    federation: str,
) -> Opening:
    from symbio.domain.tribunal import Opening

    if claimant is None or not respondents or facts is None:
        raise BadUse("Give a FILE, or --claimant, --respondent and --facts.")
    told = digest(facts, "--facts")
    about = digest(clause, "--clause") if clause else bytes(32)
    whom = {"affected": affected, "federation": federation, "clause": about}
    return Opening.of(claimant, respondents, told, **whom)
