# SPDX-License-Identifier: AGPL-3.0-only
# pragma version 0.4.3
# pragma nonreentrancy on
"""
@title Benches: who is called to judge, and what comes of it
@license AGPL-3.0-only
@notice Where a federation is too small for its panel, the world's stewards are drawn; where they are too few, or the
        panel comes to nothing, a jury of citizens; where no jury can be had, the case ends in a mediation order. Nobody
        who is excluded is ever drawn to fill a bench.
"""

from . import case_book
from . import case_rules
from . import sides
from ..interfaces import IJuries
from ..interfaces import ITribunal


uses: case_book
uses: case_rules
uses: sides


OPTIONS: constant(uint256) = 16
MOST_DRAWS: constant(uint256) = 3
OF_STEWARDS: constant(uint256) = 1 << 160

# Sets of IJuries.Stage: 0.4.3 can't name the members of an imported flag in an expression.
BEFORE_VOTES: constant(uint256) = 1 | 2 | 4
DECIDED: constant(uint256) = 32
UNDECIDED: constant(uint256) = 64
FAILED: constant(uint256) = 128

JURIES: immutable(IJuries)


@deploy
def __init__(juries: IJuries):
    assert juries.address.is_contract, "tribunal: no juries"
    JURIES = juries


@internal
def _arbitrate(case_id: uint256, head: uint256):
    """
    @notice Call a panel, of the federation or else of the world.
    """
    rules: uint256 = self._rules(head)
    kind: uint256 = OF_STEWARDS
    if rules >> case_rules.OF_PEOPLE == 1:
        kind = 0
    size: uint256 = (rules >> case_rules.PANEL) & case_rules.SEATS
    jury_id: uint256 = 0
    if head & case_book.ADDRESS != 0:
        jury_id = self._call(case_id, head, (head & case_book.ADDRESS) | kind, size, OPTIONS)
    if jury_id == 0:
        jury_id = self._call(case_id, head, kind, size, OPTIONS)
    if jury_id == 0:
        self._try(case_id, head)
    else:
        case_book._advance(case_id, head, case_book.ARBITRATION, 0, jury_id, msg.sender)


@internal
def _try(case_id: uint256, head: uint256):
    """
    @notice Call a jury of citizens for a case, for the first time or once more.
    """
    draws: uint256 = (head >> case_book.DRAWS) & 3
    jury_id: uint256 = 0
    if draws < MOST_DRAWS:
        rules: uint256 = self._rules(head)
        size: uint256 = (rules >> case_rules.JURY) & case_rules.SEATS
        if head & case_book.GRAVE != 0:
            size = (rules >> case_rules.GRAVE_JURY) & case_rules.SEATS
        jury_id = self._call(case_id, head, 0, size, OPTIONS)
    if jury_id == 0:
        case_book._end(case_id, head, case_book.MEDIATION_ORDER, msg.sender)
    else:
        case_book._advance(case_id, head + (1 << case_book.DRAWS), case_book.TRIBUNAL, 0, jury_id, msg.sender)


@internal
def _call(case_id: uint256, head: uint256, pool: uint256, size: uint256, options: uint256) -> uint256:
    """
    @return The jury's number; 0 where too few can be drawn.
    """
    season: uint256 = (head >> case_book.SEASON) & 65_535
    excluded: DynArray[uint256, 16] = sides._excluded(case_id, head)
    if not staticcall JURIES.suffices(pool, season, size, excluded):
        table: IJuries.Season = staticcall JURIES.season(pool, season)
        # Nobody makes a bench too small by being early.
        assert table.is_frozen or table.communities == 0, "tribunal: the season isn't frozen"
        return 0
    times: uint256 = (self._rules(head) >> case_rules.TIMES) & case_rules.ALL_TIMES
    jury_id: uint256 = extcall JURIES.call_jury(
        pool, season, size, options, excluded, times, self._payer(head), convert(case_id, bytes32)
    )
    bench: uint256 = case_book.benches[case_id]
    case_book.benches[case_id] = (bench & ~case_book.JURY) | jury_id
    return jury_id


@internal
@pure
def _payer(head: uint256) -> address:
    if head & case_book.DISPUTE != 0:
        return empty(address)
    return case_book._account(head)


@internal
@view
def _rules(head: uint256) -> uint256:
    version: uint256 = (head >> case_book.VERSION) & case_rules.MOST_VERSIONS
    return case_rules._word(case_book._account(head), version)


@internal
@view
def _jury(case_id: uint256) -> uint256:
    return case_book.benches[case_id] & case_book.JURY


@internal
@view
def _outcome(case_id: uint256) -> (uint256, uint256):
    """
    @return Where the jury stands, one of IJuries.Stage, and the option it decided on.
    """
    stage: IJuries.Stage = empty(IJuries.Stage)
    option: uint256 = 0
    approvals: uint256 = 0
    revealed: uint256 = 0
    seated: uint256 = 0
    stage, option, approvals, revealed, seated = staticcall JURIES.outcome(self._jury(case_id))
    return convert(stage, uint256), option


@internal
def _conclude(case_id: uint256, head: uint256, plans: uint256):
    """
    @notice Take the step that a panel's or jury's outcome calls for.
    """
    stage: uint256 = 0
    option: uint256 = 0
    stage, option = self._outcome(case_id)
    assert stage >= DECIDED, "tribunal: the jury isn't done"
    is_panel: bool = case_book._state(head) == case_book.ARBITRATION
    # Whoever approves a plan that isn't there approves nothing.
    if stage == DECIDED and option <= plans:
        case_book.benches[case_id] |= option << case_book.PLAN
        if is_panel:
            due: uint256 = block.timestamp + ((self._rules(head) >> case_rules.APPEAL) & case_rules.SPAN)
            case_book._advance(case_id, head, case_book.APPEALABLE, due, 0, msg.sender)
        else:
            case_book._end(case_id, head, case_book.IN_FORCE, msg.sender)
    elif is_panel or stage == FAILED:
        self._try(case_id, head)
    elif not self._reconvene(case_id):
        case_book._end(case_id, head, case_book.MEDIATION_ORDER, msg.sender)


@internal
def _reconvene(case_id: uint256) -> bool:
    """
    @notice Let a jury that didn't agree deliberate once more, if it hasn't.
    """
    jury_id: uint256 = self._jury(case_id)
    if not staticcall JURIES.may_reconvene(jury_id):
        return False
    extcall JURIES.reconvene(jury_id)
    return True
