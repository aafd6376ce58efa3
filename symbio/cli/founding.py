# SPDX-License-Identifier: Apache-2.0
"""The verbs of `symbio federation` before there is one: terms, accept, decline, found."""

from __future__ import annotations

import secrets
from functools import partial
from pathlib import Path
from typing import Annotated, Any

import typer

from symbio.cli.acceptances import signatures
from symbio.cli.context import Context
from symbio.cli.exits import BadUse
from symbio.cli.files import digest, write_new
from symbio.cli.options import CommunityOption, reads, writes
from symbio.cli.output import moment
from symbio.cli.writing import Done, Receipts, write

TermsFile = Annotated[
    Path,
    typer.Argument(
        metavar="TERMS", dir_okay=False, help="The terms' file, made by `federation terms`."
    ),
]
CharterOption = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE", dir_okay=False, help="Hold the terms against this charter document."
    ),
]
KINDS = ("global-federation", "regional-federation")


def add_founding(app: typer.Typer) -> None:
    """Put these verbs under the noun."""
    for verb in (terms, accept, decline, found):
        app.command(verb.__name__)(verb)


@reads
def terms(
    context: Context,
    charter: Annotated[
        Path, typer.Argument(metavar="CHARTER", dir_okay=False, help="The charter's document.")
    ],
    founders: Annotated[
        str, typer.Option(metavar="N,N,…", help="The founding communities' numbers, in order.")
    ],
    until: Annotated[str, typer.Option(metavar="TIME", help="When the terms lapse, in UTC.")],
    out: Annotated[
        Path, typer.Option(metavar="FILE", dir_okay=False, help="Where to write the terms.")
    ],
    level: Annotated[
        int, typer.Option(min=1, max=8, help="It takes in only federations of a lower level.")
    ] = 1,
    kind: Annotated[str, typer.Option(help=f"One of: {', '.join(KINDS)}.")] = KINDS[0],
    profile: Annotated[
        str | None,
        typer.Option(
            metavar="FILE|0xDIGEST", help="A document of its own; the charter, by default."
        ),
    ] = None,
) -> None:
    """Write the terms of a founding from a charter, for the founding stewards to accept."""
    from symbio.cli.charter import charter_of
    from symbio.cli.moments import second
    from symbio.cli.terms_file import TermsDocument
    from symbio.domain.communities import Kind
    from symbio.domain.federations import Terms

    document = charter_of(charter)
    if kind not in KINDS:
        raise BadUse(f"“{kind}” is no kind of federation; there are {', '.join(KINDS)}.")
    listed = _numbers(context, founders)
    made = Terms(
        name=document.name,
        level=level,
        kind=Kind[kind.upper().replace("-", "_")],
        profile=document.digest() if profile is None else digest(profile, "--profile"),
        charter=document.digest(),
        rules=document.rules(),
        founders=listed,
        until=second(until, "--until"),
        salt=secrets.token_bytes(32),
    )
    if made.until <= context.client.now():
        raise BadUse(f"--until: {moment(made.until)} has passed on this chain.")
    content = TermsDocument.of(made).content()
    write_new(out, content)
    facts = _facts(context, made)
    context.out.record({"file": str(out), **facts})
    context.out.next(f"symbio federation accept {out} --community {listed[0]}")


@writes
def accept(
    context: Context,
    terms: TermsFile,
    community: CommunityOption,
    charter: CharterOption = None,
    sign_to: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", dir_okay=False, help="Sign into a file instead of sending anything."
        ),
    ] = None,
) -> None:
    """Accept the terms of a founding for a community; its steward signs."""
    from symbio.chain.signing import sign

    agreed = _checked(context, terms, charter)
    if community not in agreed.founders:
        raise BadUse(f"Community {community} is none of the founders in {terms}.")
    federations = context.suite.federations
    act = federations.acceptance(agreed, community)
    if sign_to is not None and not context.settings.dry_run:
        signed = sign(act, context.signer, community=community)
        write_new(sign_to, signed.canonical() + b"\n")
        context.out.record({"file": str(sign_to), "says": signed.sentence()})
        context.out.next(f"symbio federation found {terms} --acceptance {sign_to}")
        return
    plan = federations.accept(federations.digest(agreed), community, act)
    facts = _facts(context, agreed)
    write(context, plan, lambda _: Done(facts, f"symbio federation found {terms}"))


@writes
def decline(context: Context, terms: TermsFile, community: CommunityOption) -> None:
    """Take an acceptance back; the community's steward signs."""
    agreed = _checked(context, terms, None)
    federations = context.suite.federations
    plan = federations.decline(federations.digest(agreed), community)
    write(context, plan, lambda _: Done({}, f"symbio federation terms, for others than {terms}"))


@writes
def found(
    context: Context,
    terms: TermsFile,
    acceptance: Annotated[
        list[Path] | None,
        typer.Option(metavar="FILE", help="A steward's signed acceptance; may be repeated."),
    ] = None,
    charter: CharterOption = None,
) -> None:
    """Found the federation that every founding steward has accepted; anybody may send it."""
    agreed = _checked(context, terms, charter)
    federations = context.suite.federations
    signed = signatures(
        acceptance or [], agreed.founders, partial(federations.acceptance, agreed), "a founder"
    )
    plan = federations.found(agreed, signed)

    def done(receipts: Receipts) -> Done:
        federation = context.federation(receipts[0].value)
        facts = {
            "federation": federations.count(),
            "address": federation.address,
            "name": federation.name,
            "community": federation.community_id,
        }
        return Done(facts, f"symbio proposal create {federation.address} --community N --title …")

    write(context, plan, done)


def _checked(context: Context, file: Path, charter: Path | None) -> Any:
    from symbio.cli.charter import charter_of
    from symbio.cli.terms_file import read_terms, require_charter

    agreed = read_terms(file)
    if charter is not None:
        require_charter(agreed, charter_of(charter))
    for founder in agreed.founders:
        context.community(founder)
    return agreed


def _facts(context: Context, agreed: Any) -> dict[str, Any]:
    return {
        "name": agreed.name,
        "terms": context.suite.federations.digest(agreed),
        "charter": agreed.charter,
        "founders": list(agreed.founders),
        "until": moment(agreed.until),
    }


def _numbers(context: Context, text: str) -> tuple[int, ...]:
    parts = [part.strip() for part in text.split(",")]
    if not all(part.isascii() and part.isdigit() for part in parts):
        raise BadUse(f"--founders: “{text}” is no list of numbers such as 1,2,3.")
    found = tuple(int(part) for part in parts)
    if len(set(found)) != len(found):
        raise BadUse(f"--founders: a community stands twice in “{text}”.")
    for each in found:
        context.community(each)
    return found
