# SPDX-License-Identifier: AGPL-3.0-only
# pragma version 0.4.3
# pragma nonreentrancy on
"""
@title Lines: how far a balance may go from zero, and where it stands
@license AGPL-3.0-only
@notice Nothing is allowed that wasn't set. Limits hold for a step away from zero, so that a limit which was lowered
        below a balance never keeps it from coming back. Twin: symbio/domain/circulation.py.
"""

from ..interfaces import ICredit
from ..interfaces import IObligations
from . import seats


uses: seats


LIMIT: constant(uint256) = 2**84 - 1
BOUND: constant(uint256) = 2**128 - 1
OWN: constant(uint256) = 1 << 252
NUMBER: constant(uint256) = 2**32 - 1


# federation -> currency -> soft 84 | hard 84 | surplus 84
_limits: HashMap[address, HashMap[uint256, uint256]]
# federation -> currency -> newcomer 84 | community bound 128
_bounds: HashMap[address, HashMap[uint256, uint256]]
# seat << 32 | currency -> soft 84 | hard 84 | surplus 84 | is its own 1
_lines: HashMap[uint256, uint256]
# seat << 32 | currency -> balance
_balances: HashMap[uint256, int256]
# federation -> community << 32 | currency -> sum of balances
_sums: HashMap[address, HashMap[uint256, int256]]
# What the draws of one chunk sum to, by the same keys; zero again after each.
_steps: transient(HashMap[uint256, int256])
_sum_steps: transient(HashMap[uint256, int256])


@internal
def _set_limits(federation: address, currency_id: uint256, limits: ICredit.Limits):
    assert max(limits.hard, limits.surplus) <= LIMIT, "credit: limit out of range"
    assert limits.community_bound <= BOUND, "credit: limit out of range"
    assert max(limits.soft, limits.newcomer) <= limits.hard, "credit: a limit beyond the hard limit"
    self._limits[federation][currency_id] = limits.soft | (limits.hard << 84) | (limits.surplus << 168)
    self._bounds[federation][currency_id] = limits.newcomer | (limits.community_bound << 84)
    log ICredit.LimitsSet(federation=federation, currency_id=currency_id, limits=limits)


@internal
def _set_line(
    federation: address, account: address, currency_id: uint256, soft: uint256, hard: uint256, surplus: uint256
):
    seat_id: uint256 = seats._seated(federation, account)
    assert surplus <= LIMIT, "credit: limit out of range"
    most: uint256 = (self._limits[federation][currency_id] >> 84) & LIMIT
    assert max(soft, hard) <= most, "credit: a limit beyond the hard limit"
    self._lines[(seat_id << 32) | currency_id] = soft | (hard << 84) | (surplus << 168) | OWN
    log ICredit.LineSet(
        federation=federation,
        account=account,
        seat_id=seat_id,
        currency_id=currency_id,
        soft=soft,
        hard=hard,
        surplus=surplus,
    )


@internal
def _draw(federation: address, draws: DynArray[IObligations.Draw, 32], is_final: bool):
    """
    @notice Check what all draws together come to, first for each account, then for each community.
    """
    for draw: IObligations.Draw in draws:
        key: uint256 = (seats._seated(federation, draw.account) << 32) | draw.currency_id
        self._steps[key] += draw.delta
    for draw: IObligations.Draw in draws:
        seat_id: uint256 = seats._seated(federation, draw.account)
        key: uint256 = (seat_id << 32) | draw.currency_id
        step: int256 = self._steps[key]
        if step != 0:
            self._steps[key] = 0
            self._step(federation, seat_id, draw.account, draw.currency_id, step, is_final)
    for draw: IObligations.Draw in draws:
        word: uint256 = seats._words[seats._seated(federation, draw.account)]
        key: uint256 = (seats._community(word) << 32) | draw.currency_id
        step: int256 = self._sum_steps[key]
        if step != 0:
            self._sum_steps[key] = 0
            before: int256 = self._sums[federation][key]
            after: int256 = before + step
            bound: uint256 = self._bounds[federation][draw.currency_id] >> 84
            is_within: bool = abs(after) <= convert(bound, int256) or abs(after) <= abs(before)
            assert is_within, "credit: beyond the community's bound"
            if is_final:
                self._sums[federation][key] = after


@internal
def _step(
    federation: address, seat_id: uint256, account: address, currency_id: uint256, step: int256, is_final: bool
):
    key: uint256 = (seat_id << 32) | currency_id
    word: uint256 = seats._words[seat_id]
    before: int256 = self._balances[key]
    after: int256 = before + step
    line: ICredit.Line = empty(ICredit.Line)
    # Where it only comes back towards zero no line is asked for.
    is_away: bool = (step < 0 and after < 0) or (step > 0 and after > 0)
    if is_away and seats._may_draw(federation, word, account):
        line = self._line(federation, seat_id, currency_id)
    if step < 0:
        assert after >= 0 or convert(-after, uint256) <= line.hard, "credit: beyond the line"
    else:
        assert after <= 0 or convert(after, uint256) <= line.surplus, "credit: beyond the surplus"
    self._sum_steps[(seats._community(word) << 32) | currency_id] += step
    if is_final:
        self._balances[key] = after
        soft: int256 = -convert(line.soft, int256)
        if step < 0 and after < soft and before >= soft:
            log ICredit.SoftLimitPassed(
                federation=federation, account=account, currency_id=currency_id, balance=after
            )


@internal
@view
def _line(federation: address, seat_id: uint256, currency_id: uint256) -> ICredit.Line:
    limits: uint256 = self._limits[federation][currency_id]
    most: uint256 = (limits >> 84) & LIMIT
    own: uint256 = self._lines[(seat_id << 32) | currency_id]
    if own != 0:
        return ICredit.Line(
            soft=own & LIMIT,
            hard=min((own >> 84) & LIMIT, most),
            surplus=(own >> 168) & LIMIT,
            is_own=True,
        )
    newcomer: uint256 = self._bounds[federation][currency_id] & LIMIT
    return ICredit.Line(soft=limits & LIMIT, hard=newcomer, surplus=limits >> 168, is_own=False)


@internal
@view
def _limits_of(federation: address, currency_id: uint256) -> ICredit.Limits:
    limits: uint256 = self._limits[federation][currency_id]
    bounds: uint256 = self._bounds[federation][currency_id]
    return ICredit.Limits(
        soft=limits & LIMIT,
        hard=(limits >> 84) & LIMIT,
        surplus=limits >> 168,
        community_bound=bounds >> 84,
        newcomer=bounds & LIMIT,
    )
