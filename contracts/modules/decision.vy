# SPDX-License-Identifier: AGPL-3.0-only
# pragma version 0.4.3
"""
@title When a federation has decided
@license AGPL-3.0-only
@notice Pure, in exact integers that round against the proposal. Abstentions count for the quorum, not for the approval.
"""

from ..interfaces import IFederation
from . import rules



@internal
@pure
def _is_quorate(packed: uint256, tally: IFederation.Tally) -> bool:
    if tally.communities_present * rules.WHOLE < ((packed >> rules.QUORUM_COMMUNITIES) & rules.BPS) * tally.communities:
        return False
    if tally.communities == 0:
        return False
    if packed & rules.CITIZENS != 0:
        turnout: uint256 = tally.people_for + tally.people_against + tally.people_abstain
        return turnout != 0 and turnout * rules.WHOLE >= ((packed >> rules.QUORUM_PEOPLE) & rules.BPS) * tally.people
    return True


@internal
@pure
def _is_carried(packed: uint256, tally: IFederation.Tally) -> bool:
    """
    @dev Both electorates must approve where the charter names both: a community that inflates its roll gains nothing.
    """
    if not self._is_quorate(packed, tally):
        return False
    if packed & rules.CITIZENS != 0:
        if not self._is_approved(packed, tally.people_for, tally.people_against):
            return False
    if packed & rules.STEWARDS != 0:
        return self._is_approved(packed, tally.communities_for, tally.communities_against)
    return True


@internal
@pure
def _is_approved(packed: uint256, in_favour: uint256, against: uint256) -> bool:
    approval: uint256 = (packed >> rules.APPROVAL) & rules.BPS
    return in_favour != 0 and in_favour * rules.WHOLE >= approval * (in_favour + against)
