# SPDX-License-Identifier: AGPL-3.0-only
# pragma version 0.4.3
"""
@title The rules of a charter that bind on chain
@license AGPL-3.0-only
@notice Pure. Holds every rule within bounds that keep a federation alive (nothing is decided at once, nothing waits for
        ever, zero is never yes) and packs them into one word.
"""

from ..interfaces import IFederation


WHOLE: constant(uint256) = 10_000

# The values of IFederation.Electorate: 0.4.3 can't name the members of an imported flag in an expression.
STEWARDS: constant(uint256) = 1
CITIZENS: constant(uint256) = 2

# Where each rule lies in the packed word; a module reads one as `(packed >> NOTICE) & SECONDS`.
QUORUM_PEOPLE: constant(uint256) = 2
QUORUM_COMMUNITIES: constant(uint256) = 16
APPROVAL: constant(uint256) = 30
VOTING_DELAY: constant(uint256) = 44
VOTING_PERIOD: constant(uint256) = 76
LATE_EXTENSION: constant(uint256) = 108
EXECUTION_DELAY: constant(uint256) = 140
GRACE: constant(uint256) = 172
NOTICE: constant(uint256) = 204
BPS: constant(uint256) = 2**14 - 1
SECONDS: constant(uint256) = 2**32 - 1

_HOUR: constant(uint256) = 3_600
_DAY: constant(uint256) = 86_400

# What a proposal can live at the longest, from opening to expiry: the upper bounds below, added up.
LONGEST: constant(uint256) = (30 + 30 + 7 + 30 + 60) * _DAY


@internal
@pure
def _check(rules: IFederation.Rules):
    electorate: uint256 = convert(rules.electorate, uint256)
    assert electorate != 0, "rules: no electorate"
    if electorate & CITIZENS != 0:
        assert rules.quorum_people != 0 and rules.quorum_people <= WHOLE, "rules: quorum of people out of range"
    else:
        assert rules.quorum_people == 0, "rules: quorum of people out of range"
    quorum: uint256 = rules.quorum_communities
    assert quorum != 0 and quorum <= WHOLE, "rules: quorum of communities out of range"
    assert rules.approval > WHOLE // 2 and rules.approval <= WHOLE, "rules: approval out of range"
    assert rules.voting_delay >= _HOUR and rules.voting_delay <= 30 * _DAY, "rules: voting delay out of range"
    assert rules.voting_period >= _HOUR and rules.voting_period <= 30 * _DAY, "rules: voting period out of range"
    assert rules.late_extension <= min(rules.voting_period, 7 * _DAY), "rules: late extension out of range"
    assert rules.execution_delay >= _HOUR and rules.execution_delay <= 30 * _DAY, "rules: execution delay out of range"
    assert rules.grace >= _DAY and rules.grace <= 60 * _DAY, "rules: grace out of range"
    assert rules.notice >= _DAY and rules.notice <= 90 * _DAY, "rules: notice out of range"


@internal
@pure
def _pack(rules: IFederation.Rules) -> uint256:
    self._check(rules)
    return (
        convert(rules.electorate, uint256)
        | (rules.quorum_people << QUORUM_PEOPLE)
        | (rules.quorum_communities << QUORUM_COMMUNITIES)
        | (rules.approval << APPROVAL)
        | (rules.voting_delay << VOTING_DELAY)
        | (rules.voting_period << VOTING_PERIOD)
        | (rules.late_extension << LATE_EXTENSION)
        | (rules.execution_delay << EXECUTION_DELAY)
        | (rules.grace << GRACE)
        | (rules.notice << NOTICE)
    )


@internal
@pure
def _unpack(packed: uint256, tribunal: address) -> IFederation.Rules:
    return IFederation.Rules(
        electorate=convert(packed & 3, IFederation.Electorate),
        quorum_people=(packed >> QUORUM_PEOPLE) & BPS,
        quorum_communities=(packed >> QUORUM_COMMUNITIES) & BPS,
        approval=(packed >> APPROVAL) & BPS,
        voting_delay=(packed >> VOTING_DELAY) & SECONDS,
        voting_period=(packed >> VOTING_PERIOD) & SECONDS,
        late_extension=(packed >> LATE_EXTENSION) & SECONDS,
        execution_delay=(packed >> EXECUTION_DELAY) & SECONDS,
        grace=(packed >> GRACE) & SECONDS,
        notice=(packed >> NOTICE) & SECONDS,
        tribunal=tribunal,
    )


@internal
@pure
def _closes_at(packed: uint256, opened_at: uint256, is_extended: bool) -> uint256:
    """
    @dev When the vote on a proposal opened at that second closes.
    """
    closes_at: uint256 = opened_at + ((packed >> VOTING_DELAY) & SECONDS) + ((packed >> VOTING_PERIOD) & SECONDS)
    if is_extended:
        return closes_at + ((packed >> LATE_EXTENSION) & SECONDS)
    return closes_at


@internal
@pure
def _executable_at(packed: uint256, closes_at: uint256) -> uint256:
    return closes_at + ((packed >> EXECUTION_DELAY) & SECONDS)


@internal
@pure
def _expires_at(packed: uint256, closes_at: uint256) -> uint256:
    return self._executable_at(packed, closes_at) + ((packed >> GRACE) & SECONDS)
