# SPDX-License-Identifier: Apache-2.0
"""How a command ends: the exit codes, and what is said when it does not end well."""

from __future__ import annotations

from enum import IntEnum

from symbio.domain import errors
from symbio.domain.errors import Refused, SymbioError, Trouble


class Exit(IntEnum):
    """The exit codes, as the reference lists them."""

    OK = 0
    USAGE = 2
    NOT_FOUND = 3
    NOT_ALLOWED = 4
    REFUSED = 5
    NETWORK = 6
    TIMEOUT = 7
    DECLINED = 8


class BadUse(Trouble):
    """The command was given something that it can't take."""

    remedy = "Add --help to the command to see what it takes."


class NobodySigns(Trouble):
    """A write without anybody who signs it."""

    remedy = "Name who signs with --keystore FILE, or --ape ALIAS for an account of Ape."


class NoConsentToGoOn(Trouble):
    """Nobody can be asked, and nobody said yes beforehand."""

    remedy = "Look at it with --dry-run, then add --yes to send it."


class NoSuchFile(Trouble):
    """A file that was named can't be read."""

    remedy = "Check its name and that you may read it."


class FileExists(Trouble):
    """A file that would be written is there already."""

    remedy = "Name another file with --out; what exists is never overwritten."


class Declined(Trouble):
    """The person at the terminal said no."""

    remedy = "Nothing was sent."


class NotAsItShouldBe(Trouble):
    """A check found something wrong."""

    remedy = "See what is not ok above."


_TROUBLES: dict[type[SymbioError], Exit] = {
    errors.NoSuchRecord: Exit.NOT_FOUND,
    errors.NotDeployed: Exit.NOT_FOUND,
    errors.NotOnRoll: Exit.NOT_FOUND,
    NoSuchFile: Exit.NOT_FOUND,
    errors.NotLive: Exit.NOT_ALLOWED,
    errors.NotLocal: Exit.NOT_ALLOWED,
    errors.BadKey: Exit.NOT_ALLOWED,
    errors.AlreadyDeployed: Exit.REFUSED,
    errors.DeploymentDiffers: Exit.REFUSED,
    NotAsItShouldBe: Exit.REFUSED,
    errors.NotEnoughFunds: Exit.REFUSED,
    errors.Unreachable: Exit.NETWORK,
    errors.TimedOut: Exit.TIMEOUT,
    Declined: Exit.DECLINED,
}

# Said of who sends, not of what is sent.
_OF_THE_SENDER = (
    "not the steward",
    "not the heir",
    "not the controller",
    "not the payee",
    "not that person",
    "neither person nor steward",
    "not this person's wallet",
    "not by proposal",
    "not by the factory",
    "only the treasury",
    "not the creditor",
    "neither debtor nor creditor",
    "raised by the other side",
    "not the holder",
    "not a reporter",
    "not a federation",
    "not on the roll",
    "not by clearing",
    "not the buyer",
    "not the seller",
    "not a party",
    "not the giver",
    "not the arbiter",
    "not the market",
    "not the escrow",
    "not this person's turn",
    "not a juror",
    "not the court",
    "not the mediator",
    "neither mediator nor juror",
    "not your turn",
    "not the obligor's steward",
    "not the beneficiary's steward",
)


def code_of(error: SymbioError) -> Exit:
    """Give the exit code for an error."""
    for kind, code in _TROUBLES.items():
        if isinstance(error, kind):
            return code
    if not isinstance(error, Refused):
        return Exit.USAGE
    said = error.reason.partition(": ")[2]
    if said.startswith("no such "):
        return Exit.NOT_FOUND
    return Exit.NOT_ALLOWED if said in _OF_THE_SENDER else Exit.REFUSED


def told(error: SymbioError) -> str:
    """Say what happened and what to do next, a line each."""
    if isinstance(error, Refused) and error.reason:
        detail = f" ({error.detail})" if error.detail else ""
        return f"Refused: {error.reason}{detail}. Nothing was changed.\n  {error.remedy}"
    text = str(error)
    what = text.removesuffix(error.remedy).rstrip() if error.remedy else text
    return f"Error: {what}\n  {error.remedy}" if error.remedy else f"Error: {what}"
