# SPDX-License-Identifier: Apache-2.0
"""Every event as a frozen value, one class for each event of an ABI and of the same name."""

from __future__ import annotations

from symbio.domain.events.base import Event
from symbio.domain.events.communities import (
    CommunityRegistered,
    CommunityRevised,
    ConsentsRecorded,
    PeopleEnrolled,
    PersonDeparted,
    PersonRotated,
    RotationProposed,
    RotationVetoed,
    StanceDeclared,
    StewardshipAccepted,
    StewardshipOffered,
)
from symbio.domain.events.federation import (
    BallotCast,
    BallotsCast,
    BallotSkipped,
    CharterAdopted,
    CharterRatified,
    MemberAdmitted,
    MemberLeft,
    ProposalExecuted,
    ProposalExtended,
    ProposalOpened,
    ProposalWithdrawn,
    ReasonGiven,
    SpeakerAppointed,
    StewardVoted,
)
from symbio.domain.events.federations import (
    FederationCreated,
    FoundingAccepted,
    FoundingDeclined,
)
from symbio.domain.events.tokens import (
    Approval,
    Transfer,
)
from symbio.domain.events.treasury import (
    ControlAccepted,
    ControlOffered,
    ControlRenounced,
    RevenueClaimed,
    RevenueFlowed,
    RevenueReceived,
    SharesSet,
    SplitCreated,
)

__all__ = [
    "Approval",
    "BallotCast",
    "BallotSkipped",
    "BallotsCast",
    "CharterAdopted",
    "CharterRatified",
    "CommunityRegistered",
    "CommunityRevised",
    "ConsentsRecorded",
    "ControlAccepted",
    "ControlOffered",
    "ControlRenounced",
    "Event",
    "FederationCreated",
    "FoundingAccepted",
    "FoundingDeclined",
    "MemberAdmitted",
    "MemberLeft",
    "PeopleEnrolled",
    "PersonDeparted",
    "PersonRotated",
    "ProposalExecuted",
    "ProposalExtended",
    "ProposalOpened",
    "ProposalWithdrawn",
    "ReasonGiven",
    "RevenueClaimed",
    "RevenueFlowed",
    "RevenueReceived",
    "RotationProposed",
    "RotationVetoed",
    "SharesSet",
    "SpeakerAppointed",
    "SplitCreated",
    "StanceDeclared",
    "StewardVoted",
    "StewardshipAccepted",
    "StewardshipOffered",
    "Transfer",
]
