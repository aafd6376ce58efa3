# SPDX-License-Identifier: Apache-2.0
"""What a Federation refuses as such: who may do what, and when."""

from __future__ import annotations

from symbio.domain.refusals.base import Refused


class NotAFederationsSteward(Refused):
    reason = "federation: not the steward"
    remedy = "Have the steward of that community send it."


class NotByTheFactory(Refused):
    reason = "federation: not by the factory"
    remedy = "Found a federation with Federations; nobody sets one up by hand."


class NoSuchFunctionOfAFederation(Refused):
    reason = "federation: no such function"
    remedy = "Send native coin without any data, or call a function of the federation."


class OnlyByProposal(Refused):
    reason = "federation: not by proposal"
    remedy = (
        "Open a proposal with this call; it is made once the proposal was carried and has waited."
    )


class PartyToAnOpenCase(Refused):
    reason = "federation: party to an open case"
    remedy = (
        "Wait until the tribunal has closed the case, then execute again before the proposal "
        "expires."
    )


class MemberOnly(Refused):
    reason = "federation: not a member"
    remedy = "Only members do this; have the community admitted first."


class TitleNeeded(Refused):
    reason = "federation: a proposal needs a title"
    remedy = "Give it a title of up to 160 bytes; it is what voters read in their wallets."


class AlreadyWithdrawn(Refused):
    reason = "federation: already withdrawn"
    remedy = "Nothing needs to be done."


class TooLateToWithdraw(Refused):
    reason = "federation: voting has started"
    remedy = "Ask the members to vote against it."


class NotExecutableNow(Refused):
    reason = "federation: not executable now"
    remedy = (
        "Only a carried proposal is executed, once, after its delay and before it expires; look "
        "at its stage."
    )


class NotOfALowerLevel(Refused):
    reason = "federation: not of a lower level"
    remedy = (
        "A federation takes in only federations that were founded at a lower level; found one at "
        "a higher level for these."
    )


class NoSuchCommunityToAdmit(Refused):
    reason = "federation: no such community"
    remedy = "Register the community first, or check its number."
