# SPDX-License-Identifier: AGPL-3.0-only
# pragma version 0.4.3
"""
@title When a federation has decided
@license AGPL-3.0-only
@notice Pure, in exact integers that round against the proposal. Abstentions count for the quorum, not for the
        approval.
"""

from ..interfaces import IFederation
from . import rules



@internal
@pure
def _is_present(packed: uint256, turnout: uint256, people: uint256, has_steward_voted: bool) -> bool:
    """
    @dev Whether a community takes part: enough of its own people voted, and its steward, each where the charter asks.
         Measured by community, so that a roll blown up by its steward makes that community absent and stalls no other.
    """
    if packed & rules.STEWARDS != 0 and not has_steward_voted:
        return False
    if packed & rules.CITIZENS != 0:
        return turnout != 0 and turnout * rules.WHOLE >= ((packed >> rules.QUORUM_PEOPLE) & rules.BPS) * people
    return True


@internal
@pure
def _is_quorate(packed: uint256, present: uint256, communities: uint256) -> bool:
    return present != 0 and present * rules.WHOLE >= ((packed >> rules.QUORUM_COMMUNITIES) & rules.BPS) * communities


@internal
@pure
def _is_carried(packed: uint256, tally: IFederation.Tally) -> bool:
    """
    @dev Both electorates must approve where the charter names both: a community that inflates its roll carries nothing
         by it alone.
    """
    if not self._is_quorate(packed, tally.communities_present, tally.communities):
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
