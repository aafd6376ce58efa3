# SPDX-License-Identifier: Apache-2.0
"""The verbs of `symbio obligation` in a dispute: dispute, escalate, withdraw, settle."""

from __future__ import annotations

from typing import Annotated

import typer

from symbio.cli.context import Context
from symbio.cli.exits import BadUse
from symbio.cli.files import digest
from symbio.cli.options import ObligationArgument, writes
from symbio.cli.owing import amount_of, claim_of
from symbio.cli.writing import Done, Receipts, write


def add_disputes(app: typer.Typer) -> None:
    """Put these verbs under the noun."""
    for verb in (dispute, escalate, withdraw, settle):
        app.command(verb.__name__)(verb)


@writes
def dispute(
    context: Context,
    obligation: ObligationArgument,
    claim: Annotated[
        str, typer.Option(metavar="FILE|0xDIGEST", help="What you claim; its digest is logged.")
    ],
) -> None:
    """Dispute what you owe or are owed: it takes part in no round until that ends."""
    from symbio.domain.clearing_promises import of_dispute

    found, code = claim_of(context, obligation)
    plan = context.suite.obligations.dispute(obligation, digest(claim, "--claim"))
    facts = {"obligation": obligation, "disputed_by": context.sender}
    after = f"symbio obligation settle {obligation} AMOUNT, or withdraw {obligation}"
    write(context, plan, lambda _: Done(facts, after), promise=of_dispute(found, code))


@writes
def escalate(context: Context, obligation: ObligationArgument) -> None:
    """Take a dispute to the arbiter that both signed, at that arbiter's cost."""
    from symbio.chain.arbiters import arbitration_cost
    from symbio.domain.addresses import NOBODY
    from symbio.domain.amount import NATIVE, Token
    from symbio.domain.clearing_promises import of_escalation

    found, code = claim_of(context, obligation)
    if found.arbiter == NOBODY:
        raise BadUse(f"Obligation {obligation} names no arbiter; the two can settle it.")
    cost = Token(NATIVE, "ETH", 18).units(arbitration_cost(context.client, found.arbiter))
    plan = context.suite.obligations.escalate(obligation, cost.units)

    def done(receipts: Receipts) -> Done:
        facts = {"obligation": obligation, "arbiter": found.arbiter, "dispute": receipts[0].value}
        return Done(facts, f"symbio obligation show {obligation}")

    write(context, plan, done, promise=of_escalation(found, code, str(cost)))


@writes
def withdraw(context: Context, obligation: ObligationArgument) -> None:
    """Take back the dispute that you raised; the obligation is as it was."""
    claim_of(context, obligation)
    plan = context.suite.obligations.withdraw_dispute(obligation)
    facts = {"obligation": obligation, "status": "standing"}
    write(context, plan, lambda _: Done(facts, f"symbio obligation show {obligation}"))


@writes
def settle(
    context: Context,
    obligation: ObligationArgument,
    amount: Annotated[
        str, typer.Argument(metavar="AMOUNT", help="What should stay owed, such as 80.00, or 0.")
    ],
) -> None:
    """Name what should stay owed of what is disputed; done when the other side names the same."""
    from symbio.domain.clearing_promises import of_settlement
    from symbio.domain.currencies import money

    found, code = claim_of(context, obligation)
    rest = 0 if amount == "0" else amount_of(amount, code, "AMOUNT")
    if rest > found.remaining:
        raise BadUse("AMOUNT: it is more than what is owed.")
    named = context.suite.obligations.settlement(obligation)
    other = named.is_named and named.by_debtor != (context.sender == found.debtor)
    meets = other and named.remaining == rest
    plan = context.suite.obligations.settle_dispute(obligation, rest)

    def done(receipts: Receipts) -> Done:
        facts = {
            "obligation": obligation,
            "stays_owed": money(rest, code),
            "settled": receipts[0].value,
        }
        return Done(facts, f"symbio obligation show {obligation}")

    write(context, plan, done, promise=of_settlement(found, rest, code, meets))
