# SPDX-License-Identifier: Apache-2.0
"""When a federation has decided: the twin of contracts/modules/decision.vy.

In exact integers that round against the proposal. Abstentions count for the quorum, not for the
approval.
"""

from __future__ import annotations

from symbio.domain.federation import Tally
from symbio.domain.rules import WHOLE, Electorate, Rules


def is_present(rules: Rules, turnout: int, people: int, has_steward_voted: bool) -> bool:
    """Tell whether a community takes part: by enough of its people, by its steward, as asked.

    Measured by community, so that a roll blown up by its steward makes that community absent and
    stalls no other.
    """
    if rules.electorate & Electorate.STEWARDS and not has_steward_voted:
        return False
    if rules.electorate & Electorate.CITIZENS:
        return turnout != 0 and turnout * WHOLE >= rules.quorum_people * people
    return True


def is_quorate(rules: Rules, present: int, communities: int) -> bool:
    """Tell whether enough communities were present."""
    return present != 0 and present * WHOLE >= rules.quorum_communities * communities


def is_carried(rules: Rules, tally: Tally) -> bool:
    """Tell whether every electorate that the charter names has approved, with a quorum."""
    if not is_quorate(rules, tally.communities_present, tally.communities):
        return False
    verdicts = []
    if rules.electorate & Electorate.CITIZENS:
        verdicts.append((tally.people_for, tally.people_against))
    if rules.electorate & Electorate.STEWARDS:
        verdicts.append((tally.communities_for, tally.communities_against))
    return all(_is_approved(rules.approval, *votes) for votes in verdicts)


def _is_approved(approval: int, in_favour: int, against: int) -> bool:
    return in_favour != 0 and in_favour * WHOLE >= approval * (in_favour + against)
