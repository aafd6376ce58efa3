# SPDX-License-Identifier: Apache-2.0
"""The verbs of `symbio accord` before there is one: terms, sign, accept, decline, conclude."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from symbio.cli.acceptances import signatures
from symbio.cli.context import Context, address
from symbio.cli.exits import BadUse
from symbio.cli.files import read, write_new
from symbio.cli.options import CommunityOption, reads, writes
from symbio.cli.output import moment
from symbio.cli.writing import Done, Receipts, agree, promised, tell, write

if TYPE_CHECKING:
    from symbio.cli.accord_file import AccordTerms
    from symbio.domain.accord import Places

TermsArgument = Annotated[
    Path,
    typer.Argument(metavar="TERMS", dir_okay=False, help="The terms' file, by `accord terms`."),
]
DocumentOption = Annotated[
    Path | None,
    typer.Option(metavar="FILE", dir_okay=False, help="Hold the terms against this document."),
]


def add_agreeing(app: typer.Typer) -> None:
    """Put these verbs under the noun."""
    for verb in (terms, sign, accept, decline, conclude):
        app.command(verb.__name__)(verb)


@reads
def terms(
    context: Context,
    document: Annotated[
        Path, typer.Argument(metavar="FILE", dir_okay=False, help="The accord's document.")
    ],
    party: Annotated[
        list[str], typer.Option(metavar="KEY=N", help="A party's community; repeat it.")
    ],
    currency: Annotated[
        list[str], typer.Option(metavar="SYMBOL=TOKEN", help="Where a currency is; repeat it.")
    ],
    until: Annotated[str, typer.Option(metavar="TIME", help="When they lapse, in UTC.")],
    out: Annotated[
        Path, typer.Option(metavar="FILE", dir_okay=False, help="Where to write the terms.")
    ],
    fund: Annotated[
        list[str] | None, typer.Option(metavar="KEY=SPLIT", help="A fund's split; repeat it.")
    ] = None,
    starts: Annotated[
        str | None, typer.Option(metavar="TIME", help="When they start; now, by default.")
    ] = None,
    market: Annotated[
        str | None, typer.Option(metavar="ADDRESS", help="Another Market than the suite's.")
    ] = None,
    amends: Annotated[
        int | None, typer.Option(metavar="ACCORD", min=1, help="Amend or renew this accord.")
    ] = None,
) -> None:
    """Write the terms of an accord from its document, for the parties' stewards to accept."""
    from symbio.cli.accord_file import AccordTerms
    from symbio.cli.moments import second
    from symbio.domain.accord import Places, read_accord
    from symbio.domain.accords import check

    accord = read_accord(read(document))
    parties, funds = _numbers(party, "--party"), _numbers(fund or [], "--fund")
    places = Places(parties, funds, _tokens(context, currency))
    now = context.client.now()
    accords = context.suite.accords
    made = accord.terms(
        places,
        starts_at=now if starts is None else second(starts, "--starts"),
        until=second(until, "--until"),
        market=address(market) if market else context.manifest.address("Market"),
        accord_id=amends or 0,
        version=accords.accord(amends).latest + 1 if amends else 1,
    )
    check(made, now)
    _require(context, accord, places)
    if made.until <= now:
        raise BadUse(f"--until: {moment(made.until)} has passed on this chain.")
    whole = {key: number for key, number in zip(_keys(accord), _ids(accord, places), strict=True)}
    file = AccordTerms.of(made, Places(whole, funds, places.currencies))
    write_new(out, file.content())
    _say(context, file)
    context.out.record({"file": str(out), **_facts(context, file)})
    context.out.next(f"symbio accord sign {out} --community {made.parties[0]} --out FILE")


@writes
def sign(
    context: Context,
    terms: TermsArgument,
    community: CommunityOption,
    out: Annotated[
        Path, typer.Option(metavar="FILE", dir_okay=False, help="Where to write what is signed.")
    ],
    document: DocumentOption = None,
) -> None:
    """Sign the acceptance of an accord's terms into a file; anybody may carry it to the chain."""
    from symbio.chain.signing import sign as sign_act
    from symbio.domain.accord_words import of_acceptance
    from symbio.domain.acts import sentence

    file = _checked(context, terms, community, document)
    act = context.suite.accords.acceptance(file.terms(), community)
    promise = of_acceptance(file.terms(), community)
    _say(context, file)
    tell(context, promise)
    facts = {"says": sentence(act), **_facts(context, file), **promised(promise)}
    if context.settings.dry_run:
        context.out.record({"dry_run": True, **facts})
        context.out.say("Nothing was signed.")
        return
    context.out.say(sentence(act))
    agree(context, f"Sign it for community {community} as {context.sender}?")
    signed = sign_act(act, context.signer, community=community)
    write_new(out, signed.canonical() + b"\n")
    context.out.record({"file": str(out), **facts})
    context.out.next(f"symbio accord conclude {terms} --acceptance {out}")


@writes
def accept(
    context: Context,
    terms: TermsArgument,
    community: CommunityOption,
    document: DocumentOption = None,
) -> None:
    """Accept an accord's terms for a community; its steward sends."""
    from symbio.domain.accord_words import of_acceptance

    file = _checked(context, terms, community, document)
    accords, agreed = context.suite.accords, file.terms()
    act = accords.acceptance(agreed, community)
    plan = accords.accept(accords.digest(agreed), community, act)
    _say(context, file)
    done = Done(_facts(context, file), f"symbio accord conclude {terms}")
    write(context, plan, lambda _: done, promise=of_acceptance(agreed, community))


@writes
def decline(context: Context, terms: TermsArgument, community: CommunityOption) -> None:
    """Take an acceptance back, sent or signed; the community's steward sends."""
    file = _checked(context, terms, community, None)
    accords = context.suite.accords
    plan = accords.decline(accords.digest(file.terms()), community)
    write(context, plan, lambda _: Done({}, "symbio accord terms, for others to agree on"))


@writes
def conclude(
    context: Context,
    terms: TermsArgument,
    acceptance: Annotated[
        list[Path] | None,
        typer.Option(metavar="FILE", help="A steward's signed acceptance; may be repeated."),
    ] = None,
    document: DocumentOption = None,
) -> None:
    """Conclude the accord that every party has accepted; anybody may send it."""
    file = _checked(context, terms, None, document)
    accords, agreed = context.suite.accords, file.terms()
    signed = signatures(
        acceptance or [], agreed.parties, partial(accords.acceptance, agreed), "a party"
    )
    plan = accords.conclude(agreed, signed)
    _say(context, file)

    def done(receipts: Receipts) -> Done:
        accord = receipts[0].value
        facts = {"accord": accord, **_facts(context, file)}
        return Done(facts, f"symbio accord show {accord}")

    write(context, plan, done)


def _checked(
    context: Context, path: Path, community: int | None, document: Path | None
) -> AccordTerms:
    from symbio.cli.accord_file import read_accord_terms
    from symbio.domain.accord import read_accord

    file = read_accord_terms(path)
    if document is not None:
        file.require(read_accord(read(document)))
    for party in file.parties:
        context.community(party)
    if community is not None and community not in file.parties:
        raise BadUse(f"Community {community} is none of the parties in {path}.")
    return file


def _say(context: Context, file: AccordTerms) -> None:
    from symbio.domain.accord_words import terms_in_words

    for line in terms_in_words(file.terms(), file.names()):
        context.out.say(line)


def _facts(context: Context, file: AccordTerms) -> dict[str, Any]:
    agreed = file.terms()
    return {
        "name": agreed.name,
        "terms": context.suite.accords.digest(agreed),
        "document": agreed.document,
        "parties": list(agreed.parties),
        "until": moment(agreed.until),
    }


def _keys(accord: Any) -> list[str]:
    return [party.key for party in accord.parties]


def _ids(accord: Any, places: Places) -> list[int]:
    return [party.community or places.parties[party.key] for party in accord.parties]


def _require(context: Context, accord: Any, places: Places) -> None:
    """Look whether what the document names exists; raises NoSuchRecord, BadUse."""
    from symbio.cli.splits import split_of

    known = {
        "--party": (places.parties, _keys(accord)),
        "--fund": (places.funds, [fund.key for fund in accord.funds]),
        "--currency": (places.currencies, [each.symbol for each in accord.currencies]),
    }
    for option, (given, named) in known.items():
        for key in given:
            if key not in named:
                raise BadUse(f"{option}: the document names no “{key}”.")
    for number in _ids(accord, places):
        context.community(number)
    for split in [*places.funds.values(), *(f.split for f in accord.funds if f.split)]:
        split_of(context, split)


def _tokens(context: Context, pairs: list[str]) -> dict[str, Any]:
    return {key: context.coin(where).token for key, where in _pairs(pairs, "--currency")}


def _numbers(pairs: list[str], option: str) -> dict[str, int]:
    found = dict(_pairs(pairs, option))
    for key, text in found.items():
        if not text.isascii() or not text.isdigit():
            raise BadUse(f"{option}: “{key}={text}” gives no number.")
    return {key: int(text) for key, text in found.items()}


def _pairs(pairs: list[str], option: str) -> list[tuple[str, str]]:
    found = [tuple(part.strip() for part in each.partition("=")[::2]) for each in pairs]
    if not all(key and value for key, value in found):
        raise BadUse(f"{option}: write it as KEY=VALUE.")
    if len({key for key, _ in found}) != len(found):
        raise BadUse(f"{option}: a key stands twice.")
    return [(key, value) for key, value in found]
