# SPDX-License-Identifier: Apache-2.0
"""Every error Symbio raises on purpose: refusals of the contracts, and troubles outside them.

A refusal has the same words on chain and here; each contract's stand in their own file of
`symbio.domain.refusals`. The troubles below are of this side: a node, a key, a document, an amount.
"""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache

from symbio.domain import refusals
from symbio.domain.refusals.accord_terms import *  # noqa: F403
from symbio.domain.refusals.accords import *  # noqa: F403
from symbio.domain.refusals.ballots import *  # noqa: F403
from symbio.domain.refusals.base import Refused, SymbioError
from symbio.domain.refusals.beacon import *  # noqa: F403
from symbio.domain.refusals.charter import *  # noqa: F403
from symbio.domain.refusals.circulation import *  # noqa: F403
from symbio.domain.refusals.clearing import *  # noqa: F403
from symbio.domain.refusals.coin import *  # noqa: F403
from symbio.domain.refusals.communities import *  # noqa: F403
from symbio.domain.refusals.credit import *  # noqa: F403
from symbio.domain.refusals.escrow import *  # noqa: F403
from symbio.domain.refusals.federation import *  # noqa: F403
from symbio.domain.refusals.federations import *  # noqa: F403
from symbio.domain.refusals.juries import *  # noqa: F403
from symbio.domain.refusals.market import *  # noqa: F403
from symbio.domain.refusals.mediation import *  # noqa: F403
from symbio.domain.refusals.members import *  # noqa: F403
from symbio.domain.refusals.obligations import *  # noqa: F403
from symbio.domain.refusals.plans import *  # noqa: F403
from symbio.domain.refusals.proposals import *  # noqa: F403
from symbio.domain.refusals.remedies import *  # noqa: F403
from symbio.domain.refusals.rules import *  # noqa: F403
from symbio.domain.refusals.stipends import *  # noqa: F403
from symbio.domain.refusals.treasury import *  # noqa: F403
from symbio.domain.refusals.tribunal import *  # noqa: F403

__all__ = [
    "AlreadyDeployed",
    "BadAct",
    "BadAddress",
    "BadAmount",
    "BadArgument",
    "BadCategory",
    "BadChoice",
    "BadChunk",
    "BadCurrency",
    "BadIndex",
    "BadKey",
    "BadManifest",
    "BadOffer",
    "BadPayee",
    "BadProposal",
    "BadRoll",
    "DeploymentDiffers",
    "MixedTokens",
    "NoSigner",
    "NoSuchRecord",
    "NotDeployed",
    "NotEnoughFunds",
    "NotLive",
    "NotLocal",
    "NotOnRoll",
    "NotSignable",
    "NotThereYet",
    "Refused",
    "SymbioError",
    "TimedOut",
    "Trouble",
    "Unlisted",
    "Unreachable",
    "refusal",
    "refusals_by_reason",
]


class Trouble(SymbioError):
    """Something on this side of the chain went wrong; said with what to do next."""

    def __init__(self, what: str) -> None:
        super().__init__(f"{what} {self.remedy}".strip())
        self.what = what


class BadAmount(Trouble):
    remedy = "Write digits, a point and the token, such as “120.50 USDC”."


class MixedTokens(Trouble):
    remedy = "Keep amounts of different tokens apart."


class BadArgument(Trouble):
    remedy = "Numbers are whole and not negative, digests 32 bytes, addresses 0x and 40 digits."


class BadCategory(Trouble):
    remedy = "Write a code such as “HS 0302” or “CPC 7331”; what begins with it is covered, too."


class BadPayee(Trouble):
    remedy = "Write an account “0x…”, “community:3” or “split:2”."


class BadProposal(Trouble):
    remedy = "Shorten it, or put it as several proposals."


class BadChoice(Trouble):
    remedy = "Choose For, Against or Abstain."


class BadChunk(Trouble):
    remedy = "Have the result parted anew, with fewer flows in each chunk."


class BadCurrency(Trouble):
    remedy = "A currency is a code such as EUR or HOURS: up to 12 capital letters, digits, hyphens."


class BadAddress(Trouble):
    remedy = "An address is 0x and 40 hexadecimal digits; with capitals its checksum must hold."


class BadRoll(Trouble):
    remedy = "Correct the list of people and enrol again; nothing was sent."


class BadIndex(Trouble):
    remedy = "Name another file for the index; it can be built anew from the chains."


class BadKey(Trouble):
    remedy = "Check the key file and its passphrase."


class BadAct(Trouble):
    remedy = "Have it signed again from a fresh proposal page."


class BadManifest(Trouble):
    remedy = "Restore the file from a copy, or deploy to a new one."


class BadOffer(Trouble):
    remedy = "Correct the offer and check it again; nothing was signed or sent."


class Unreachable(Trouble):
    remedy = "Check the node's URL and that it runs, then try again."


class TimedOut(Trouble):
    remedy = "It may still be mined: look up its hash before sending again."


class NotLive(Trouble):
    remedy = "Connect with live=True (or --live) if you mean to spend real money there."


class NotLocal(Trouble):
    remedy = "Only the embedded chain and a local anvil can travel in time or hand out coins."


class NoSigner(Trouble):
    remedy = "Hand a signer to send(), or make the client with one."


class NotSignable(Trouble):
    remedy = "Send it as a transaction."


class NotThereYet(Trouble):
    remedy = "Wait until it is, then ask again; the target stays the same."


class NotEnoughFunds(Trouble):
    remedy = "Fund the account with the chain's own coin, or let a relayer carry the signed act."


class NotDeployed(Trouble):
    remedy = "Check the address and the chain, or run “symbio deploy run”."


class AlreadyDeployed(Trouble):
    remedy = "Run “symbio deploy verify” on it, or give another manifest file."


class DeploymentDiffers(Trouble):
    remedy = "Do not use this deployment; deploy the suite anew."


class NoSuchRecord(Trouble):
    remedy = "Check the number."


class NotOnRoll(Trouble):
    remedy = "Only people on the pinned roll have a ballot; check the community and the key."


class Unlisted(Refused):
    """A contract refused with words that Symbio does not know: a token's or a recipient's own."""

    remedy = "The words are another contract's own; ask its makers."

    def __init__(self, text: str = "") -> None:
        super().__init__(text)
        self.text = text

    def __str__(self) -> str:
        said = f"“{self.text}”" if self.text else "without a word"
        return f"A contract refused: {said}. {self.remedy}"


@cache
def refusals_by_reason() -> dict[str, type[Refused]]:
    """List every refusal class by its reason on chain."""
    for module in pkgutil.iter_modules(refusals.__path__):
        importlib.import_module(f"{refusals.__name__}.{module.name}")
    found: dict[str, type[Refused]] = {}
    waiting = list(Refused.__subclasses__())
    while waiting:
        kind = waiting.pop()
        waiting.extend(kind.__subclasses__())
        if kind.reason:
            found[kind.reason] = kind
    return found


def refusal(reason: str) -> Refused:
    """Make the typed refusal for a contract's words; unknown words come as `Unlisted`."""
    kind = refusals_by_reason().get(reason)
    return kind() if kind is not None else Unlisted(reason)
