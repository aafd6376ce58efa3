# SPDX-License-Identifier: AGPL-3.0-only
# pragma version 0.4.3
# pragma nonreentrancy on
"""
@title The case book: what is written of each case, and who is in one
@license AGPL-3.0-only
@notice Two words a case of up to four parties, and what else it needs when it needs it. Everything that judges a case
        is fixed here when it opens: rules, season, exclusions, and the beacon's target.
"""

from . import sides
from ..interfaces import ITribunal


uses: sides


# The numbers of ITribunal.State's bits.
MEDIATION: constant(uint256) = 1
ARBITRATION: constant(uint256) = 2
APPEALABLE: constant(uint256) = 3
TRIBUNAL: constant(uint256) = 4
IN_FORCE: constant(uint256) = 5
SETTLED: constant(uint256) = 6
WITHDRAWN: constant(uint256) = 7
MEDIATION_ORDER: constant(uint256) = 8
RULED: constant(uint256) = 9
FULFILLED: constant(uint256) = 10

# Of `heads`.
ADDRESS: constant(uint256) = 2**160 - 1
DUE: constant(uint256) = 160
STATE: constant(uint256) = 200
SEASON: constant(uint256) = 204
VERSION: constant(uint256) = 220
DRAWS: constant(uint256) = 232
GRAVE: constant(uint256) = 1 << 234
DISPUTE: constant(uint256) = 1 << 235
EXECUTED: constant(uint256) = 1 << 236
TIME: constant(uint256) = 2**40 - 1
STEP: constant(uint256) = ~(((2**44) - 1) << DUE)       # all but due and state

# Of `benches`.
JURY: constant(uint256) = 2**64 - 1
PLAN: constant(uint256) = 64
RULING: constant(uint256) = 72
CHOICES: constant(uint256) = 104
SIZE: constant(uint256) = 136

OPEN_CASES: constant(uint256) = 2**31 - 1
KNOWN: constant(uint256) = 1 << 255

# how many cases and disputes there have been; the first is number 1
count: uint256
# case -> federation, or arbitrable 160 | due 40 | state 4 | season 16 | rules 12 | draws 2 | grave 1 | dispute 1 |
# executed 1 | parties 4 | affected 4
heads: HashMap[uint256, uint256]
# case -> jury 64 | plan 8 | ruling 32 | choices 32 | seats of a dispute's jury 6
benches: HashMap[uint256, uint256]
# federation -> community // 8 -> open cases of each of the eight, 31 bits in 32; the highest bit is set by the first
# case, so that later ones cost less
_open_cases: HashMap[address, HashMap[uint256, uint256]]


@internal
@view
def _head(case_id: uint256) -> uint256:
    head: uint256 = self.heads[case_id]
    assert head != 0, "tribunal: no such case"
    return head


@internal
@view
def _case(case_id: uint256) -> uint256:
    """
    @notice The head of a case between communities.
    """
    head: uint256 = self._head(case_id)
    assert head & DISPUTE == 0, "tribunal: a dispute, not a case"
    return head


@internal
@pure
def _state(head: uint256) -> uint256:
    return (head >> STATE) & sides.NIBBLE


@internal
@pure
def _due(head: uint256) -> uint256:
    return (head >> DUE) & TIME


@internal
@pure
def _account(head: uint256) -> address:
    return convert(head & ADDRESS, address)


@internal
def _advance(
    case_id: uint256, head: uint256, state: uint256, due: uint256, jury_id: uint256, actor: address
) -> uint256:
    """
    @notice Write and log where a case stands now.
    """
    moved: uint256 = (head & STEP) | (due << DUE) | (state << STATE)
    self.heads[case_id] = moved
    log ITribunal.CaseAdvanced(
        case_id=case_id,
        actor=actor,
        state=convert(1 << (state - 1), ITribunal.State),
        jury_id=jury_id,
        plan=(self.benches[case_id] >> PLAN) & 255,
        due=due,
    )
    return moved


@internal
def _end(case_id: uint256, head: uint256, state: uint256, actor: address):
    """
    @notice End a case's procedure: its parties are in one open case less.
    """
    # A mediation order has left the count already.
    if self._state(head) != MEDIATION_ORDER:
        self._count(self._account(head), sides._list_parties(case_id, head), False)
    self._advance(case_id, head, state, block.timestamp, 0, actor)


@internal
def _count(federation: address, parties: DynArray[uint256, sides.MOST], is_open: bool):
    """
    @notice Count an open case, or one less. Of cases without a federation nobody asks.
    """
    if federation == empty(address):
        return
    for community_id: uint256 in parties:
        one: uint256 = 1 << (32 * (community_id & 7))
        word: uint256 = self._open_cases[federation][community_id >> 3]
        if is_open:
            word = (word + one) | KNOWN
        else:
            word -= one
        self._open_cases[federation][community_id >> 3] = word


@internal
@view
def _is_party(federation: address, community_id: uint256) -> bool:
    return (self._open_cases[federation][community_id >> 3] >> (32 * (community_id & 7))) & OPEN_CASES != 0
