# SPDX-License-Identifier: AGPL-3.0-only
# pragma version 0.4.3
"""
@title Opens decision and rules to tests
@license AGPL-3.0-only
"""

from contracts.interfaces import IFederation
from contracts.modules import decision
from contracts.modules import rules


@external
@pure
def is_present(packed: uint256, turnout: uint256, people: uint256, has_steward_voted: bool) -> bool:
    return decision._is_present(packed, turnout, people, has_steward_voted)


@external
@pure
def is_quorate(packed: uint256, present: uint256, communities: uint256) -> bool:
    return decision._is_quorate(packed, present, communities)


@external
@pure
def is_carried(packed: uint256, tally: IFederation.Tally) -> bool:
    return decision._is_carried(packed, tally)


@external
@pure
def pack(rules_: IFederation.Rules) -> uint256:
    return rules._pack(rules_)


@external
@pure
def unpack(packed: uint256, tribunal: address) -> IFederation.Rules:
    return rules._unpack(packed, tribunal)


@external
@pure
def line(packed: uint256, opened_at: uint256, is_extended: bool) -> (uint256, uint256, uint256):
    closes_at: uint256 = rules._closes_at(packed, opened_at, is_extended)
    return closes_at, rules._executable_at(packed, closes_at), rules._expires_at(packed, closes_at)
