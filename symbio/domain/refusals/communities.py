# SPDX-License-Identifier: Apache-2.0
"""What Communities refuses: its own rules and those of its roll book."""

from __future__ import annotations

from symbio.domain.refusals.base import Refused


class NotTheSteward(Refused):
    reason = "communities: not the steward"
    remedy = "Have the community's steward send it."


class NotTheHeir(Refused):
    reason = "communities: not the heir"
    remedy = "Have the steward offer the stewardship to this account first."


class NoSuchCommunity(Refused):
    reason = "communities: no such community"
    remedy = "Check the number; communities are counted from 1."


class NotOneKind(Refused):
    reason = "communities: not one kind"
    remedy = (
        "Choose one kind: local community, regional federation, national government or global "
        "federation."
    )


class UnknownJurisdiction(Refused):
    reason = "communities: unknown jurisdiction"
    remedy = (
        "Give the two capital letters of ISO 3166-1, such as PT; only a federation may leave "
        "them out."
    )


class EmptyPage(Refused):
    reason = "communities: empty page"
    remedy = "Name at least one person."


class NotWholeAddresses(Refused):
    reason = "communities: not whole addresses"
    remedy = "Pack 20 bytes a person."


class NotOneConsentAPerson(Refused):
    reason = "communities: not one consent a person"
    remedy = "Give 64 bytes for each person of the page; 64 zero bytes where none was given."


class InvitationInTheFuture(Refused):
    reason = "communities: invitation in the future"
    remedy = "Wait until the moment of the invitation that was signed."


class EmptyAddressOnPage(Refused):
    reason = "communities: empty address on the page"
    remedy = "Take the empty address off the page."


class PageNotAscending(Refused):
    reason = "communities: page not in ascending order"
    remedy = "Sort the page by address and name each person once."


class ConsentDoesNotMatch(Refused):
    reason = "communities: consent doesn't match"
    remedy = (
        "Have the person sign this community's invitation with the account that stands on the page."
    )


class ConsentOlderThanDeparture(Refused):
    reason = "communities: consent older than departure"
    remedy = "The person has left since; invite them again."


class ConsentGivenAlready(Refused):
    reason = "communities: consent given already"
    remedy = "Nothing needs to be done."


class NotThatPerson(Refused):
    reason = "communities: not that person"
    remedy = "Send it from the account that holds this place on the roll."


class NeitherPersonNorSteward(Refused):
    reason = "communities: neither person nor steward"
    remedy = "Send it from the account that holds this place, or from the steward."


class NoSuchPlace(Refused):
    reason = "communities: no such place"
    remedy = "Check the index; places are counted from 0."


class DepartedAlready(Refused):
    reason = "communities: departed already"
    remedy = "That person left or was struck off; a person who comes back is enrolled anew."


class RotationToSameKey(Refused):
    reason = "communities: rotation to the same key"
    remedy = "Name another key, or nobody to strike the person off."


class NoRotationProposed(Refused):
    reason = "communities: no rotation is proposed"
    remedy = "Have the steward propose one."


class RotationNotReady(Refused):
    reason = "communities: rotation isn't ready"
    remedy = "Wait until seven days after it was proposed."


class TooLateToVeto(Refused):
    reason = "communities: too late to veto"
    remedy = "The seven days are over; ask the steward to propose the former key again."


class EarlierPlaceIsKept(Refused):
    reason = "communities: the earlier place is kept"
    remedy = "Name the earlier place as kept and the later one as its duplicate."


class NotADuplicate(Refused):
    reason = "communities: not a duplicate"
    remedy = "Name two places that the same account holds now."


class StanceTowardsItself(Refused):
    reason = "communities: a stance towards itself"
    remedy = "Name another community."


class MoreThanOneStance(Refused):
    reason = "communities: more than one stance"
    remedy = "Declare one stance, or none to take it back."
