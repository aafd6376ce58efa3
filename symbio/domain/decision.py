# SPDX-License-Identifier: Apache-2.0
"""When a federation has decided: the twin of contracts/modules/decision.vy.

In exact integers that round against the proposal. Abstentions count for the quorum, not for the
approval.
"""

from __future__ import annotations

from symbio.domain.federation import Tally
from symbio.domain.rules import WHOLE, Electorate, Rules


def is_quorate(rules: Rules, tally: Tally) -> bool:
    """Tell whether enough communities took part and, where citizens vote, enough people."""
    if tally.communities == 0:
        return False
    if tally.communities_present * WHOLE < rules.quorum_communities * tally.communities:
        return False
    if rules.electorate & Electorate.CITIZENS:
        if tally.ballots == 0:
            return False
        return tally.ballots * WHOLE >= rules.quorum_people * tally.people
    return True


def is_carried(rules: Rules, tally: Tally) -> bool:
    """Tell whether every electorate that the charter names has approved, with a quorum."""
    if not is_quorate(rules, tally):
        return False
    verdicts = []
    if rules.electorate & Electorate.CITIZENS:
        verdicts.append((tally.people_for, tally.people_against))
    if rules.electorate & Electorate.STEWARDS:
        verdicts.append((tally.communities_for, tally.communities_against))
    return all(_is_approved(rules.approval, *votes) for votes in verdicts)


def _is_approved(approval: int, in_favour: int, against: int) -> bool:
    return in_favour != 0 and in_favour * WHOLE >= approval * (in_favour + against)
