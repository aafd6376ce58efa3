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

_HOUR: constant(uint256) = 3_600
_DAY: constant(uint256) = 86_400
_BPS: constant(uint256) = 2**14 - 1
_SECONDS: constant(uint256) = 2**32 - 1

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
    assert rules.quorum_communities != 0 and rules.quorum_communities <= WHOLE, "rules: quorum of communities out of range"
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
        | (rules.quorum_people << 2)
        | (rules.quorum_communities << 16)
        | (rules.approval << 30)
        | (rules.voting_delay << 44)
        | (rules.voting_period << 76)
        | (rules.late_extension << 108)
        | (rules.execution_delay << 140)
        | (rules.grace << 172)
        | (rules.notice << 204)
    )


@internal
@pure
def _unpack(packed: uint256, tribunal: address) -> IFederation.Rules:
    return IFederation.Rules(
        electorate=self._electorate(packed),
        quorum_people=(packed >> 2) & _BPS,
        quorum_communities=(packed >> 16) & _BPS,
        approval=(packed >> 30) & _BPS,
        voting_delay=(packed >> 44) & _SECONDS,
        voting_period=(packed >> 76) & _SECONDS,
        late_extension=(packed >> 108) & _SECONDS,
        execution_delay=(packed >> 140) & _SECONDS,
        grace=(packed >> 172) & _SECONDS,
        notice=(packed >> 204) & _SECONDS,
        tribunal=tribunal,
    )


@internal
@pure
def _electorate(packed: uint256) -> IFederation.Electorate:
    return convert(packed & 3, IFederation.Electorate)
