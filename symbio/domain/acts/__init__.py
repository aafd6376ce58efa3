# SPDX-License-Identifier: Apache-2.0
"""What people sign, as EIP-712 typed data, and the sentence each act says in words.

A wallet shows the message of the typed data; `sentence` says the same in the command line, the
pages and the SDK, so that what is shown is what is signed. Each place has a file here; an act is a
class in it, and stands in `ACTS`.
"""

from __future__ import annotations

from symbio.domain.acts.accords import ACCORDS_DOMAIN, AccordAcceptance
from symbio.domain.acts.base import (
    DOMAIN_VERSION,
    Act,
    Domain,
    Field,
    TypedData,
    sentence,
    typed_data,
)
from symbio.domain.acts.clearing import CLEARING_DOMAIN, Acceptance
from symbio.domain.acts.communities import COMMUNITIES_DOMAIN, Enrolment
from symbio.domain.acts.federation import Ballot, BallotWithReason
from symbio.domain.acts.federations import FEDERATIONS_DOMAIN, FoundingAcceptance
from symbio.domain.acts.juries import JURIES_DOMAIN, HiddenVote, SeatAcceptance
from symbio.domain.acts.market import MARKET_DOMAIN, Offer, Purchase, Swap
from symbio.domain.acts.obligations import (
    OBLIGATIONS_DOMAIN,
    Assignment,
    Obligation,
    Payment,
)
from symbio.domain.acts.plans import PLANS_DOMAIN, PlanAcceptance
from symbio.domain.acts.treasury import PAYOUT_STATEMENT, TREASURY_DOMAIN, Payout
from symbio.domain.addresses import checksummed
from symbio.domain.errors import BadAct

__all__ = [
    "ACCORDS_DOMAIN",
    "ACTS",
    "CLEARING_DOMAIN",
    "COMMUNITIES_DOMAIN",
    "DOMAIN_VERSION",
    "FEDERATIONS_DOMAIN",
    "JURIES_DOMAIN",
    "MARKET_DOMAIN",
    "OBLIGATIONS_DOMAIN",
    "PAYOUT_STATEMENT",
    "PLANS_DOMAIN",
    "TREASURY_DOMAIN",
    "Acceptance",
    "AccordAcceptance",
    "Act",
    "Assignment",
    "Ballot",
    "BallotWithReason",
    "Domain",
    "Enrolment",
    "Field",
    "FoundingAcceptance",
    "HiddenVote",
    "Obligation",
    "Offer",
    "Payment",
    "Payout",
    "PlanAcceptance",
    "Purchase",
    "SeatAcceptance",
    "Swap",
    "TypedData",
    "act_from",
    "sentence",
    "typed_data",
]

ACTS: dict[str, type[Act]] = {
    kind.__name__: kind
    for kind in (
        Enrolment,
        Ballot,
        BallotWithReason,
        FoundingAcceptance,
        AccordAcceptance,
        Offer,
        Purchase,
        Swap,
        Obligation,
        Payment,
        Assignment,
        Acceptance,
        Payout,
        SeatAcceptance,
        HiddenVote,
        PlanAcceptance,
    )
}


def act_from(data: TypedData) -> Act:
    """Read typed data back; raises BadAct unless it is exactly one of the acts."""
    kind = ACTS.get(str(data.get("primaryType")))
    if kind is None:
        raise BadAct(f"“{data.get('primaryType')}” is none of the acts that Symbio signs.")
    try:
        domain = data["domain"]
        where = Domain(
            domain["name"], int(domain["chainId"]), checksummed(domain["verifyingContract"])
        )
        act = kind.from_message(where, data["message"])
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise BadAct(f"The {kind.__name__} is not well formed: {error}.") from error
    if typed_data(act) != data:
        raise BadAct(f"The {kind.__name__} says more or other than such an act says.")
    return act
