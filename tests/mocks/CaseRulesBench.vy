# SPDX-License-Identifier: AGPL-3.0-only
# pragma version 0.4.3
"""
@title Case rules, to be held against their twin
@license AGPL-3.0-only
@custom:powers Anybody; it is a mock of the tests.
@custom:exit Nothing of value is held here.
"""

from contracts.interfaces import IFederations
from contracts.interfaces import ITribunal
from contracts.modules import case_rules

initializes: case_rules


@deploy
def __init__(federations: IFederations):
    case_rules.__init__(federations)


@external
@pure
def pack(rules: ITribunal.Rules) -> uint256:
    return case_rules._pack(rules)


@external
@pure
def unpack(word: uint256) -> ITribunal.Rules:
    return case_rules._unpack(word)


@external
@pure
def usual() -> uint256:
    return case_rules.USUAL
