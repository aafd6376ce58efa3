# SPDX-License-Identifier: Apache-2.0
"""What the verbs of `symbio obligation` share: promises shown, obligations read, money, files."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from symbio.cli.context import Context
from symbio.cli.exits import BadUse, NotAsItShouldBe
from symbio.cli.files import read, write_new
from symbio.cli.output import moment
from symbio.cli.writing import agree, promised, tell

if TYPE_CHECKING:
    from symbio.chain.joint_acts import JointAct
    from symbio.domain.acts import Domain
    from symbio.domain.claims import Claim
    from symbio.domain.clearing_ledger import Owed
    from symbio.domain.promise import Promise

OutOption = Annotated[Path, typer.Option("--out", metavar="FILE", help="Where to write it.")]
UntilOption = Annotated[
    str, typer.Option("--until", metavar="TIME", help="The last second, in UTC.")
]
SignTo = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE", dir_okay=False, help="Sign into a file instead of sending anything."
    ),
]
Files = Annotated[
    list[Path],
    typer.Argument(metavar="FILE…", help="Files of obligations, or folders of them (*.json)."),
]


def where(context: Context) -> Domain:
    """Give the domain under which obligations are signed; asks the manifest, and no node."""
    from symbio.chain.deployer import created_address
    from symbio.domain.acts import OBLIGATIONS_DOMAIN, Domain

    manifest = context.manifest
    # Clearing created Obligations first, so its address follows.
    address = created_address(manifest.address("Clearing"), 1)
    return Domain(OBLIGATIONS_DOMAIN, manifest.chain_id, address)


def sign_after_asking(
    context: Context, promise: Promise, says: str, sign: Callable[[], bytes], out: Path
) -> bool:
    """Tell, ask, sign and write; gives False where it was only a rehearsal."""
    context.out.say(f"You sign:    {says}")
    tell(context, promise)
    if context.settings.dry_run:
        told = {"would_sign": says, "as": context.sender, **promised(promise)}
        context.out.record({"dry_run": True, **told})
        context.out.say("Nothing was signed.")
        return False
    agree(context, f"Sign it as {context.sender}?")
    write_new(out, sign())
    return True


def claim_of(context: Context, obligation: int) -> tuple[Claim, str]:
    """Read an obligation and its currency; raises NoSuchRecord."""
    from symbio.domain.claims import Status
    from symbio.domain.errors import NoSuchRecord

    register = context.suite.obligations
    claim = register.obligation(obligation)
    if claim.status is Status.NONE:
        raise NoSuchRecord(f"There is no obligation {obligation}.")
    return claim, register.currency(claim.currency_id)


def joint_act(path: Path) -> JointAct:
    """Read a file of a jointly signed act; raises NoSuchFile, BadAct."""
    from symbio.chain.joint_acts import parse

    return parse(read(path))


def obligations_in(files: list[Path]) -> dict[Path, JointAct]:
    """Read files of obligations, and folders of them; each obligation must stand there once."""
    listed: list[Path] = []
    for each in files:
        listed += sorted(each.glob("*.json")) if each.is_dir() else [each]
    if not listed:
        raise BadUse(f"There are no obligations (*.json) in {', '.join(map(str, files))}.")
    found: dict[bytes, Path] = {}
    acts: dict[Path, JointAct] = {}
    for path in listed:
        joint = joint_act(path)
        joint.obligation()
        if (digest := joint.digest()) in found:
            raise BadUse(f"{path} holds the same obligation as {found[digest]}.")
        found[digest] = path
        acts[path] = joint
    return acts


def require_signed(path: Path, joint: JointAct, sender: str) -> None:
    """Check that everybody has signed but who sends; raises NotAsItShouldBe naming the file."""
    missing = [side for side in joint.missing() if side != sender]
    if missing:
        raise NotAsItShouldBe(f"{path}: {missing[0]} hasn't signed it.")


def amount_of(text: str, code: str, option: str) -> int:
    """Read an amount of a known currency as minor units; raises BadUse naming the option."""
    from symbio.domain.currencies import units_of
    from symbio.domain.errors import BadAmount, MixedTokens

    try:
        return units_of(text, code)
    except (BadAmount, MixedTokens) as error:
        raise BadUse(f"{option}: {error.what}") from error


def day_end(text: str, option: str) -> int:
    """Read a day or a time as a second; a day stands for its last second."""
    from symbio.cli.moments import second

    return second(f"{text}T23:59:59Z" if len(text) == len("2026-12-31") else text, option)


def row_of(owed: Owed) -> dict[str, Any]:
    """Give one obligation as a row of a table."""
    from symbio.domain.currencies import money

    return {
        "obligation": owed.number,
        "debtor": owed.debtor,
        "creditor": owed.creditor,
        "remaining": money(owed.remaining, owed.currency),
        "of": money(owed.amount, owed.currency),
        "due": moment(owed.due)[:10] if owed.due < _LAST else str(owed.due),
        "until": moment(owed.last_day * 86_400)[:10],
        "reference": owed.reference,
        "disputed_by": owed.disputed_by or None,
    }


_LAST = 253_402_300_800
