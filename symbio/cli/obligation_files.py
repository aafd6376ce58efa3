# SPDX-License-Identifier: Apache-2.0
"""The verbs of `symbio obligation` for accounting files: import from them, export to them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from symbio.cli.context import Context, address
from symbio.cli.exits import BadUse, NotAsItShouldBe
from symbio.cli.files import read, write_new
from symbio.cli.folders import write_folder
from symbio.cli.options import offline, reads
from symbio.cli.owing import OutOption, day_end, where

if TYPE_CHECKING:
    from symbio.chain.joint_acts import JointAct
    from symbio.domain.clearing_ledger import Owed
    from symbio.domain.invoices import Invoice

ACCOUNT_COLUMNS = ("party", "account")


def add_files(app: typer.Typer) -> None:
    """Put these verbs under the noun."""
    app.command("import")(import_)
    app.command("export")(export)
    app.command("check")(check)


@offline
def check(
    context: Context,
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE…", help="Invoices: CSV, or UBL 2.1 (XML).")
    ],
) -> None:
    """Check invoices without writing anything; names the row or element of an error."""
    from symbio.domain.currencies import money
    from symbio.domain.invoices import parties

    invoices = _invoices(files)
    sums: dict[str, int] = {}
    for each in invoices:
        sums[each.currency] = sums.get(each.currency, 0) + each.amount
    owed = {code: money(units, code) for code, units in sorted(sums.items())}
    context.out.record({"invoices": len(invoices), "parties": parties(invoices), "owed": owed})
    context.out.next("symbio obligation import FILE… --expires DAY --out FOLDER")


@reads
def import_(
    context: Context,
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE…", help="Invoices: CSV, or UBL 2.1 (XML).")
    ],
    expires: Annotated[
        str, typer.Option(metavar="DAY", help="The last day they take part in a round.")
    ],
    out: Annotated[
        Path, typer.Option(metavar="FOLDER", help="A new folder: one file an obligation.")
    ],
    accounts: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE.csv",
            dir_okay=False,
            help="Columns party, account: whose account is whose. Addresses need none.",
        ),
    ] = None,
    arbiter: Annotated[
        str | None,
        typer.Option(metavar="ADDRESS", help="An ERC-792 arbiter for disputes; none by default."),
    ] = None,
) -> None:
    """Make obligations of invoices, for both sides to sign: all of them, or none.

    The same invoice always makes the same obligation, which the chain registers once.
    """
    from symbio.domain.addresses import NOBODY

    known = {} if accounts is None else dict(_accounts(accounts))
    judge = NOBODY if arbiter is None else address(arbiter)
    joint = list(
        _obligations(context, _invoices(files), known, day_end(expires, "--expires"), judge)
    )
    write_folder(out, {each.name(): each.canonical() + b"\n" for each in joint})
    sides = sorted({side for each in joint for side in each.sides()})
    context.out.record({"folder": str(out), "obligations": len(joint), "to_sign": sides})
    context.out.next(f"each side: symbio obligation sign {out} --out FOLDER")


@reads
def export(
    context: Context,
    out: OutOption,
    account: Annotated[
        str | None, typer.Option(metavar="ADDRESS", help="Only what it owes or is owed.")
    ] = None,
    ubl: Annotated[
        bool, typer.Option("--ubl", help="Into a new folder, one UBL 2.1 file an obligation.")
    ] = False,
) -> None:
    """Write what remains owed as invoices: a CSV file, or a folder of UBL 2.1 files."""
    from symbio.chain.circles import ledger
    from symbio.domain.invoices import write_invoices
    from symbio.domain.invoices_ubl import write_ubl

    who = None if account is None else address(account)
    standing = [
        each
        for each in ledger(context.suite.clearing).owed.values()
        if each.remaining and (who is None or who in (each.debtor, each.creditor))
    ]
    if not standing:
        raise NotAsItShouldBe("Nothing remains owed.")
    invoices = list(_as_invoices(context, standing))
    if ubl:
        names = (f"obligation-{each.number}.xml" for each in standing)
        made = (write_ubl(each).encode() for each in invoices)
        write_folder(out, dict(zip(names, made, strict=True)))
    else:
        write_new(out, write_invoices(invoices).encode())
    context.out.record({"file": str(out), "obligations": len(invoices)})
    context.out.next(f"symbio obligation check {out}{'/*.xml' if ubl else ''}")


def _invoices(files: Iterable[Path]) -> list[Invoice]:
    """Read invoices by the ending of each file's name; raises BadCsv, BadXml, BadUse."""
    from symbio.domain.invoices import read_invoices
    from symbio.domain.invoices_ubl import read_ubl_files

    found: list[Invoice] = []
    documents = []
    for path in files:
        ending = path.suffix.lower()
        if ending == ".csv":
            found += read_invoices(read(path), source=str(path))
        elif ending == ".xml":
            documents.append((str(path), read(path)))
        else:
            raise BadUse(f"{path} is neither a .csv nor an .xml.")
    found += read_ubl_files(documents)
    seen: set[tuple[str, str]] = set()
    for each in found:
        if (each.creditor, each.reference) in seen:
            raise BadUse(f"“{each.reference}” of {each.creditor} stands in two files.")
        seen.add((each.creditor, each.reference))
    return found


def _accounts(path: Path) -> Iterator[tuple[str, str]]:
    from symbio.domain.addresses import NOBODY, checksummed
    from symbio.domain.csv_rows import rows

    seen = set()
    for row in rows(read(path), ACCOUNT_COLUMNS, source=str(path)):
        try:
            found = checksummed(row["account"])
        except ValueError as error:
            raise row.refuse("account", str(error)) from error
        if found == NOBODY:
            raise row.refuse("account", "it is nobody's")
        if row["party"] in seen:
            raise row.refuse("party", f"{row['party']!r} stands twice")
        seen.add(row["party"])
        yield row["party"], found


def _obligations(
    context: Context,
    invoices: list[Invoice],
    accounts: dict[str, str],
    expires: int,
    arbiter: str,
) -> Iterator[JointAct]:
    from symbio.chain.joint_acts import JointAct
    from symbio.domain.acts import Obligation
    from symbio.domain.invoices import parties, with_accounts
    from symbio.domain.obligation_nonce import nonce_of

    own = {each: address(each) for each in parties(invoices) if each.startswith("0x")}
    known = own | accounts
    missing = [each for each in parties(invoices) if each not in known]
    if missing:
        raise BadUse(f"--accounts names no account for: {', '.join(missing)}.")
    domain = where(context)
    for each in with_accounts(invoices, known):
        if each.debtor == each.creditor:
            raise BadUse(f"“{each.reference}”: debtor and creditor have one account.")
        due = _second(each.due)
        said = (each.debtor, each.creditor, each.currency, each.amount, due)
        yield JointAct.of(
            Obligation(
                domain,
                *said,
                expires=expires,
                reference=each.reference,
                arbiter=arbiter,
                nonce=nonce_of(*said, each.reference),
            )
        )


def _as_invoices(context: Context, owed: list[Owed]) -> Iterator[Invoice]:
    from symbio.domain.events import ObligationRegistered
    from symbio.domain.invoices import Invoice

    blocks = {
        each.event.obligation_id: each.block
        for each in context.suite.obligations.events()
        if isinstance(each.event, ObligationRegistered)
    }
    days: dict[int, date] = {}
    seen: set[tuple[str, str]] = set()
    for each in owed:
        block = blocks[each.number]
        if block not in days:
            days[block] = _day(int(context.client.block(block)["timestamp"]))
        reference = each.reference.strip()
        if not reference.isprintable() or not reference or (each.creditor, reference) in seen:
            reference = f"obligation {each.number}"
        seen.add((each.creditor, reference))
        due = _day(each.due)
        yield Invoice(
            reference,
            each.debtor,
            each.creditor,
            each.currency,
            each.remaining,
            min(days[block], due),
            due,
        )


def _second(day: date) -> int:
    """Give the last second of a day."""
    start = datetime(day.year, day.month, day.day, tzinfo=UTC)
    return int(start.timestamp()) + 86_399


def _day(second: int) -> date:
    return datetime.fromtimestamp(min(second, 253_402_300_799), UTC).date()
