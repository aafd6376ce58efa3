# SPDX-License-Identifier: AGPL-3.0-only
# pragma version 0.4.3
# pragma nonreentrancy on
"""
@title Credit: a federation's circle of mutual credit, and what its currencies are worth
@license AGPL-3.0-only
@notice Each federation that wants one has a circle: who joined, how far a balance may go from zero, for accounts and
        for whole communities alike in both directions, when its rounds are, and at what values. Balances change only
        when Clearing settles a circulation, and sum to zero in each currency. No money is held here.
@custom:powers A federation sets limits, lines, reporters, values and rounds by its own proposals; it can't change a
        balance. Reporters say what currencies are worth; a majority of them can say what it likes, within what each
        holder's acceptance allows. A person on a member community's roll, or its steward, joins and leaves. Clearing,
        which created this contract, alone writes balances. There is no owner.
@custom:exit Nothing is held. Whoever leaves draws no more; a balance comes back to zero by being set off in later
        rounds. If a federation falls silent its limits stay and its values lapse.
"""

from .interfaces import ICredit
from .interfaces import IObligations
from .modules import lines
from .modules import seats
from .modules import worths


implements: ICredit
initializes: seats
initializes: lines[seats := seats]
initializes: worths
exports: (
    seats.join,
    seats.leave,
    seats.seat,
    worths.report_values,
    worths.reporters,
    worths.report,
    worths.voted_value,
    worths.value,
)


SHORTEST: constant(uint256) = 3_600
LONGEST: constant(uint256) = 30 * 86_400
MAX_CURRENCIES: constant(uint256) = 8

CLEARING: immutable(address)
OBLIGATIONS: immutable(IObligations)


# federation -> how long each phase of its rounds takes
_windows: HashMap[address, uint256]
# federation -> what takes part in its rounds
_currencies: HashMap[address, DynArray[uint256, MAX_CURRENCIES]]


@deploy
def __init__(communities: address, federations: address, obligations: address):
    seats.__init__(communities, federations)
    OBLIGATIONS = IObligations(obligations)
    CLEARING = msg.sender


# --- by the federation itself


@external
def set_rounds(window: uint256, currency_ids: DynArray[uint256, MAX_CURRENCIES]):
    """
    @notice Set how long each phase of the federation's rounds takes, and which currencies take part; 0: no rounds.
    """
    self._require_federation()
    assert len(currency_ids) != 0 or window == 0, "credit: no currency named"
    assert window == 0 or (window >= SHORTEST and window <= LONGEST), "credit: window out of range"
    former: uint256 = 0
    for currency_id: uint256 in currency_ids:
        assert currency_id > former, "credit: currencies not in order"
        former = currency_id
    self._require_currency(former, len(currency_ids) == 0)
    self._windows[msg.sender] = window
    self._currencies[msg.sender] = currency_ids
    log ICredit.RoundsSet(federation=msg.sender, window=window, currency_ids=currency_ids)


@external
def set_credit(currency_id: uint256, limits: ICredit.Limits):
    """
    @notice Set the circle's limits in a currency.
    """
    self._require_federation()
    self._require_currency(currency_id, False)
    lines._set_limits(msg.sender, currency_id, limits)


@external
def set_line(account: address, currency_id: uint256, soft: uint256, hard: uint256, surplus: uint256):
    """
    @notice Give an account a line of its own in a currency.
    """
    self._require_federation()
    self._require_currency(currency_id, False)
    lines._set_line(msg.sender, account, currency_id, soft, hard, surplus)


@external
def set_reporters(reporters: DynArray[address, 9], max_age: uint256):
    """
    @notice Name who reports values, and for how many seconds a report counts.
    """
    self._require_federation()
    worths._set_reporters(msg.sender, reporters, max_age)


@external
def set_values(
    currency_ids: DynArray[uint256, MAX_CURRENCIES], values: DynArray[uint256, MAX_CURRENCIES], until: uint256
):
    """
    @notice Set values, which count until `until` where the reporters give none.
    """
    self._require_federation()
    for currency_id: uint256 in currency_ids:
        self._require_currency(currency_id, False)
    worths._vote(msg.sender, currency_ids, values, until)


# --- by Clearing


@external
def draw(federation: address, draws: DynArray[IObligations.Draw, 32], is_final: bool):
    """
    @notice Check the draws of a chunk together, and write them if `is_final`. By Clearing, which has made sure that in
            each currency they sum to zero, and that each is what an account's claims and debts leave over.
    """
    assert msg.sender == CLEARING, "credit: not by clearing"
    lines._draw(federation, draws, is_final)


# --- views


@external
@view
@reentrant
def clearing() -> address:
    return CLEARING


@external
@view
def rounds(federation: address) -> (uint256, DynArray[uint256, MAX_CURRENCIES]):
    return self._windows[federation], self._currencies[federation]


@external
@view
def limits(federation: address, currency_id: uint256) -> ICredit.Limits:
    return lines._limits_of(federation, currency_id)


@external
@view
def line(federation: address, account: address, currency_id: uint256) -> ICredit.Line:
    seat_id: uint256 = seats._seats[federation][account]
    if seat_id == 0 or currency_id > lines.NUMBER:
        return empty(ICredit.Line)
    return lines._line(federation, seat_id, currency_id)


@external
@view
def account_balance(federation: address, account: address, currency_id: uint256) -> int256:
    if currency_id > lines.NUMBER:
        return 0
    return lines._balances[(seats._seats[federation][account] << 32) | currency_id]


@external
@view
def community_balance(federation: address, community_id: uint256, currency_id: uint256) -> int256:
    if currency_id > lines.NUMBER:
        return 0
    return lines._sums[federation][(community_id << 32) | currency_id]


@external
@view
def terms(federation: address) -> (uint256, DynArray[uint256, MAX_CURRENCIES], DynArray[uint256, MAX_CURRENCIES]):
    currency_ids: DynArray[uint256, MAX_CURRENCIES] = self._currencies[federation]
    values: DynArray[uint256, MAX_CURRENCIES] = []
    for currency_id: uint256 in currency_ids:
        worth: uint256 = worths._value(federation, currency_id)
        # What stands alone is measured by itself.
        if worth == 0 and len(currency_ids) == 1:
            worth = 1
        values.append(worth)
    return self._windows[federation], currency_ids, values


# --- whether


@internal
@view
def _require_federation():
    assert staticcall seats.FEDERATIONS.level(msg.sender) != 0, "credit: not a federation"


@internal
@view
def _require_currency(currency_id: uint256, is_none: bool):
    """
    @dev A number that isn't given yet could come to mean any currency.
    """
    if not is_none:
        is_known: bool = currency_id != 0 and currency_id <= staticcall OBLIGATIONS.currency_count()
        assert is_known, "credit: no such currency"
