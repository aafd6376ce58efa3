# SPDX-License-Identifier: Apache-2.0
"""What Federations refuses when terms are accepted, declined, or found a federation."""

from __future__ import annotations

from symbio.domain.refusals.base import Refused


class NotAFoundersSteward(Refused):
    reason = "federations: not the steward"
    remedy = "Have the steward of that community send it."


class FoundedAlready(Refused):
    reason = "federations: already founded"
    remedy = "Look up the federation of these terms; to found another one, change the salt."


class AcceptedAlready(Refused):
    reason = "federations: already accepted"
    remedy = "Nothing needs to be done."


class AlreadyDeclined(Refused):
    reason = "federations: already declined"
    remedy = "Nothing needs to be done."


class FounderDeclined(Refused):
    reason = "federations: a founder has declined"
    remedy = "Ask that founder's steward to accept again, or found without them under new terms."


class NoFederationName(Refused):
    reason = "federations: no name"
    remedy = "Give the federation a name of up to 50 bytes."


class LevelOutOfRange(Refused):
    reason = "federations: level out of range"
    remedy = "Choose a level from 1 to 8."


class NoFounders(Refused):
    reason = "federations: no founders"
    remedy = "Name at least one founding community."


class TermsHaveLapsed(Refused):
    reason = "federations: the terms have lapsed"
    remedy = "Agree on terms with a later deadline and accept those."


class NotOneSignatureAFounder(Refused):
    reason = "federations: one signature a founder"
    remedy = (
        "Give one signature for each founder in the order of the terms; an empty one where the "
        "steward accepted directly."
    )


class NoSuchFounder(Refused):
    reason = "federations: no such community"
    remedy = "Register the community first, or check its number."


class FounderHasNotAccepted(Refused):
    reason = "federations: a founder hasn't accepted"
    remedy = "Have the present steward of each founder accept these very terms, or sign them."


class NotSignedByTheFoundersSteward(Refused):
    reason = "federations: not signed by the steward"
    remedy = (
        "Have the present steward sign the acceptance of these very terms, for this chain and "
        "this contract."
    )


class NoCommunitiesContract(Refused):
    reason = "federations: no communities"
    remedy = "Deploy Communities first and give its address."
