# SPDX-License-Identifier: Apache-2.0
"""`symbio remedy`: what a plan in force asks of whom, until it is done."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from symbio.cli.context import Context
from symbio.cli.exits import BadUse, NotAsItShouldBe
from symbio.cli.files import digest
from symbio.cli.judging import CaseArgument, case_of
from symbio.cli.nouns import noun
from symbio.cli.options import CommunityArgument, ObligationArgument, reads, writes
from symbio.cli.output import moment, words
from symbio.cli.writing import Done, Receipts, write

if TYPE_CHECKING:
    from symbio.domain.amount import Amount
    from symbio.domain.promise import Promise
    from symbio.domain.remedies import Duty, Outcome

app = noun("remedy")

EvidenceArgument = Annotated[
    str, typer.Argument(metavar="FILE|0xDIGEST", help="What shows it; its sha-256 is logged.")
]


@app.command()
@writes
def adopt(context: Context, case: CaseArgument) -> None:
    """Write down the obligations of the plan in force, each with a number; by anybody."""
    case_of(context, case)
    suite = context.suite
    number, _ = suite.tribunal.plan_in_force(case)
    if not number:
        raise NotAsItShouldBe(f"No plan is in force in case {case}.")
    made = suite.plans.filed(case, number)

    def done(receipts: Receipts) -> Done:
        first = receipts[0].value
        facts = {"case": case, "first": first, "obligations": len(made.obligations)}
        return Done(facts, f"symbio remedy show {first}")

    write(context, suite.remedies.adopt(case, made), done)


@app.command()
@reads
def show(context: Context, obligation: ObligationArgument) -> None:
    """Show an obligation of a plan: who owes what to whom, what is next, what if nobody acts."""
    from symbio.domain.case_words import KINDS
    from symbio.domain.remedy_words import next_of

    duty = _duty(context, obligation)
    facts: dict[str, Any] = {
        "obligation": obligation,
        "case": duty.case_id,
        "obligor": duty.obligor,
        "beneficiary": duty.beneficiary,
        "kind": KINDS[duty.kind],
        "state": duty.progress,
        "next": next_of(duty, context.client.now()),
        "due": moment(duty.due),
        "until": moment(duty.until),
        "is_late": duty.is_late or duty.is_overdue(context.client.now()),
    }
    if duty.amount:
        token = context.coin(duty.token).token
        facts |= {"amount": token.units(duty.amount), "paid": token.units(duty.paid)}
        facts["into_split"] = duty.split_id
    context.out.record(facts)


@app.command()
@writes
def acknowledge(context: Context, obligation: ObligationArgument) -> None:
    """Say that your community knows what it owes; by the obligor's steward."""
    from symbio.domain.remedy_words import of_acknowledgement

    promise = of_acknowledgement(_duty(context, obligation))
    _step(context, obligation, context.suite.remedies.acknowledge(obligation), promise)


@app.command()
@writes
def fulfil(context: Context, obligation: ObligationArgument, evidence: EvidenceArgument) -> None:
    """Say that it is done, with what shows it; by the obligor's steward."""
    from symbio.domain.remedy_words import of_fulfilment

    promise = of_fulfilment(_duty(context, obligation))
    plan = context.suite.remedies.fulfil(obligation, digest(evidence, "EVIDENCE"))
    _step(context, obligation, plan, promise)


@app.command()
@writes
def pay(
    context: Context,
    obligation: ObligationArgument,
    amount: Annotated[
        str | None, typer.Argument(metavar="AMOUNT", help="A part of it; else all that is left.")
    ] = None,
) -> None:
    """Pay restitution into the beneficiary's split; by anybody."""
    from symbio.domain.remedy_words import of_restitution

    duty = _duty(context, obligation)
    coin, money = _money(context, duty, amount)
    remedies = context.suite.remedies
    plans: list[Any] = [remedies.pay(obligation, money)]
    if not coin.token.is_native and coin.allowance(context.sender, remedies.address) < money:
        plans.insert(0, coin.approve(remedies.address, money))

    def done(receipts: Receipts) -> Done:
        facts = {"obligation": obligation, "credited": receipts[-1].value}
        return Done(facts, f"symbio remedy show {obligation}")

    left = coin.token.units(duty.amount - duty.paid - money.units)
    write(context, plans, done, chained=True, promise=of_restitution(duty, str(money), str(left)))


@app.command()
@writes
def confirm(
    context: Context,
    obligation: ObligationArgument,
    silence: Annotated[
        bool, typer.Option("--by-silence", help="By anybody, when 14 days passed uncontested.")
    ] = False,
) -> None:
    """Say that it is done; by the beneficiary's steward."""
    from symbio.domain.remedy_words import of_confirmation

    promise = of_confirmation(_duty(context, obligation))
    remedies = context.suite.remedies
    plan = remedies.confirm_by_silence(obligation) if silence else remedies.confirm(obligation)
    _step(context, obligation, plan, promise)


@app.command()
@writes
def contest(context: Context, obligation: ObligationArgument, reason: EvidenceArgument) -> None:
    """Say that it isn't done, which begins a circle; by the beneficiary's steward."""
    from symbio.domain.remedy_words import of_contest

    promise = of_contest(_duty(context, obligation))
    plan = context.suite.remedies.contest(obligation, digest(reason, "REASON"))
    _step(context, obligation, plan, promise)


@app.command()
@writes
def circle(context: Context, obligation: ObligationArgument) -> None:
    """Call both communities to a circle about what is overdue; by either's steward."""
    from symbio.domain.remedy_words import of_circle

    promise = of_circle(_duty(context, obligation))
    _step(context, obligation, context.suite.remedies.call_circle(obligation), promise)


@app.command("note-late")
@writes
def note_late(context: Context, obligation: ObligationArgument) -> None:
    """Keep it on the obligor's record that it is overdue; by anybody."""
    from symbio.domain.remedy_words import of_lateness

    promise = of_lateness(_duty(context, obligation))
    _step(context, obligation, context.suite.remedies.note_late(obligation), promise)


@app.command()
@writes
def agree(
    context: Context,
    obligation: ObligationArgument,
    outcome: Annotated[str, typer.Argument(metavar="OUTCOME", help="extend, replace or confirm.")],
    until: Annotated[
        str | None, typer.Option(metavar="TIME", help="The new day, to extend or replace; in UTC.")
    ] = None,
    description: Annotated[
        str | None, typer.Option(metavar="FILE|0xDIGEST", help="What is owed instead.")
    ] = None,
) -> None:
    """Name what mends it, as either's steward; done once both have named exactly the same."""
    from symbio.domain.remedy_words import digest_of, of_agreement

    duty, chosen = _duty(context, obligation), _outcome(outcome)
    due = _day(until) if until else 0
    if (due == 0) != (outcome == "confirm"):
        raise BadUse("Give --until to extend or replace, and only then.")
    if (description is None) == (outcome == "replace"):
        raise BadUse("Give --description to replace, and only then.")
    what = digest(description, "--description") if description else bytes(32)
    by_obligor = context.community(duty.obligor).steward == context.sender
    remedies = context.suite.remedies
    meets = remedies.named(obligation, not by_obligor) == digest_of(chosen, due, what)
    plan = remedies.agree(obligation, by_obligor, chosen, due, what)
    _step(context, obligation, plan, of_agreement(chosen, due, meets))


@app.command()
@reads
def record(context: Context, community: CommunityArgument) -> None:
    """Show what a community kept, still owes, and was ever late with under plans."""
    context.community(community)
    found = context.suite.remedies.record(community)
    facts = {"community": community, "kept": found.kept, "open": found.open}
    context.out.record({**facts, "ever_late": found.late})


def _duty(context: Context, number: int) -> Duty:
    """Read an obligation; raises NoSuchRecord."""
    from symbio.domain.errors import NoSuchRecord

    if number > context.suite.remedies.count():
        raise NoSuchRecord(f"There is no obligation {number} under a plan.")
    return context.suite.remedies.duty(number)


def _step(context: Context, number: int, plan: Any, promise: Promise) -> None:
    def done(_: Receipts) -> Done:
        duty = context.suite.remedies.duty(number)
        facts = {"obligation": number, "state": words(duty.progress), "due": moment(duty.due)}
        return Done(facts, f"symbio remedy show {number}")

    write(context, plan, done, promise=promise)


def _money(context: Context, duty: Duty, amount: str | None) -> tuple[Any, Amount]:
    """Give the currency and what to pay; raises NotAsItShouldBe, BadAmount."""
    from symbio.cli.splits import positive

    if not duty.amount:
        raise NotAsItShouldBe(f"Obligation {duty.obligation_id} isn't restitution: fulfil it.")
    coin = context.coin(duty.token)
    left = coin.token.units(duty.amount - duty.paid)
    money = left if amount is None else positive(coin, amount)
    if not money or money > left:
        raise BadUse(f"AMOUNT: {left} are left to be paid.")
    return coin, money


def _outcome(text: str) -> Outcome:
    from symbio.domain.remedies import Outcome

    try:
        return Outcome[text.upper()]
    except KeyError as error:
        raise BadUse(f"OUTCOME: “{text}” is none of extend, replace, confirm.") from error


def _day(text: str) -> int:
    from symbio.cli.moments import second

    return second(text, "--until")
