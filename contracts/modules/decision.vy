# SPDX-License-Identifier: AGPL-3.0-only
# pragma version 0.4.3
"""
@title When a federation has decided
@license AGPL-3.0-only
@notice Pure, in exact integers that round against the proposal. Abstentions count for the quorum, not for the approval.
"""

from ..interfaces import IFederation
from . import rules as charter_rules



@internal
@pure
def _is_quorate(rules: IFederation.Rules, tally: IFederation.Tally) -> bool:
    if tally.communities_present * charter_rules.WHOLE < rules.quorum_communities * tally.communities:
        return False
    if tally.communities == 0:
        return False
    if convert(rules.electorate, uint256) & charter_rules.CITIZENS != 0:
        turnout: uint256 = tally.people_for + tally.people_against + tally.people_abstain
        return turnout != 0 and turnout * charter_rules.WHOLE >= rules.quorum_people * tally.people
    return True


@internal
@pure
def _is_carried(rules: IFederation.Rules, tally: IFederation.Tally) -> bool:
    """
    @dev Both electorates must approve where the charter names both: a community that inflates its roll gains nothing.
    """
    if not self._is_quorate(rules, tally):
        return False
    if convert(rules.electorate, uint256) & charter_rules.CITIZENS != 0:
        if not self._is_approved(rules.approval, tally.people_for, tally.people_against):
            return False
    if convert(rules.electorate, uint256) & charter_rules.STEWARDS != 0:
        return self._is_approved(rules.approval, tally.communities_for, tally.communities_against)
    return True


@internal
@pure
def _is_approved(approval: uint256, in_favour: uint256, against: uint256) -> bool:
    return in_favour != 0 and in_favour * charter_rules.WHOLE >= approval * (in_favour + against)
