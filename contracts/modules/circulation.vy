# SPDX-License-Identifier: AGPL-3.0-only
# pragma version 0.4.3
# pragma nonreentrancy on
"""
@title Circulation: what is set off changes nobody's net position
@license AGPL-3.0-only
@notice A flow shrinks a claim and a debt by the same amount. For each participant and currency all flows, shifts by
        conversion and draws on credit add up to nothing, or all is refused, whoever sends it. The circle's own side of
        the draws adds up to nothing in each currency too. Twin: symbio/domain/circulation.py.
@dev Nets stand in transient storage, and `open` counts those that aren't zero: at 0 they are all zero again, so
     nothing is left over for a second chunk in the same transaction; any refusal reverts them.
"""

from ..interfaces import IObligations
from . import numbers
from . import obligation_book


uses: numbers
uses: obligation_book


MAX_FLOWS: constant(uint256) = 400
MAX_BYTES: constant(uint256) = 16 * MAX_FLOWS


# Clearing, which created the contract.
CLEARING: immutable(address)

# currency << 32 | participant -> claims set off - debts set off, so far, modulo 2^256; participant 0 is the circle
# itself. An array, as a mapping would hash each number twice.
_nets: transient(uint256[2**63])


@deploy
def __init__(clearing_: address):
    CLEARING = clearing_


@external
def set_off(
    flows: Bytes[MAX_BYTES],
    shifts: DynArray[IObligations.Draw, 32],
    draws: DynArray[IObligations.Draw, 32],
    worths: DynArray[uint256, 8],
    is_final: bool,
) -> uint256:
    """
    @notice Check that flows, shifts and draws change nobody's net position; set the flows off if `is_final`. By
            Clearing, which has made sure of the round, and of the holders' consent to shifts.
    @dev External here, and not in Obligations, so that the flows are never copied from one frame to another.
    @return The value set off.
    """
    assert msg.sender == CLEARING, "obligations: not by clearing"
    assert len(flows) != 0, "circulation: no flow"
    assert len(flows) % 16 == 0, "circulation: flows truncated"
    today: uint256 = block.timestamp // obligation_book.DAY
    pair: uint256 = 0
    former: uint256 = 0
    current: uint256 = 0
    worth: uint256 = 0
    total: uint256 = 0
    open: uint256 = 0
    for i: uint256 in range(len(flows) // 16, bound=MAX_FLOWS):
        # Two flows a word: the higher half goes first, and the last stands alone where their number is odd.
        if i & 1 != 0:
            pair <<= 128
        elif unsafe_add(unsafe_mul(i, 16), 32) <= len(flows):
            pair = extract32(flows, unsafe_mul(i, 16), output_type=uint256)
        else:
            pair = convert(convert(slice(flows, unsafe_mul(i, 16), 16), bytes16), uint256) << 128
        number: uint256 = pair >> 216
        amount: uint256 = (pair >> 128) & obligation_book.MOST
        word: uint256 = obligation_book.words[number]
        # Everything at once, without a jump for each; `_refuse` tells what it was. Above the last day of an
        # obligation stands only its status, which is 0.
        is_good: uint256 = (
            convert(number > former, uint256)
            & convert(amount != 0, uint256)
            & convert(word >> obligation_book.STATUS == obligation_book.STANDING, uint256)
            & convert(today <= word >> obligation_book.EXPIRES, uint256)
            & convert(amount <= word & obligation_book.MOST, uint256)
        )
        if is_good == 0:
            self._refuse(number, former, amount, word, today)
        former = number
        if is_final:
            obligation_book.words[number] = unsafe_sub(word, amount)
        currency: uint256 = (word >> obligation_book.CURRENCY) & obligation_book.NUMBER
        if currency != current:
            current = currency
            worth = self._worth(currency, worths)
            assert worth != 0, "circulation: currency isn't in this round"
        total = unsafe_add(total, unsafe_mul(amount, worth))
        currency <<= 32
        key: uint256 = currency | ((word >> obligation_book.CREDITOR) & obligation_book.NUMBER)
        before: uint256 = self._nets[key]
        after: uint256 = unsafe_add(before, amount)
        self._nets[key] = after
        open = unsafe_sub(unsafe_add(open, convert(before == 0, uint256)), convert(after == 0, uint256))
        key = currency | ((word >> obligation_book.DEBTOR) & obligation_book.NUMBER)
        before = self._nets[key]
        after = unsafe_sub(before, amount)
        self._nets[key] = after
        open = unsafe_sub(unsafe_add(open, convert(before == 0, uint256)), convert(after == 0, uint256))

    for moved: IObligations.Draw in shifts:
        key: uint256 = (moved.currency_id << 32) | self._participant(moved.account)
        open = self._move(open, key, moved.delta)
    for draw: IObligations.Draw in draws:
        assert draw.delta != 0, "circulation: a draw is nothing"
        most: int256 = convert(obligation_book.MOST, int256)
        assert draw.delta <= most and draw.delta >= -most, "circulation: amount out of range"
        # Only numbers that Obligations gave have a worth; another could stand for a net that Credit knows otherwise.
        assert self._worth(draw.currency_id, worths) != 0, "circulation: currency isn't in this round"
        open = self._move(open, (draw.currency_id << 32) | self._participant(draw.account), -draw.delta)
        open = self._move(open, draw.currency_id << 32, draw.delta)
    assert open == 0, "circulation: a net position would change"
    return total


@external
@view
@reentrant
def clearing() -> address:
    return CLEARING


@internal
def _move(open: uint256, key: uint256, delta: int256) -> uint256:
    """
    @return How many nets aren't zero once this one has moved.
    """
    before: uint256 = self._nets[key]
    after: uint256 = 0
    if delta > 0:
        after = unsafe_add(before, convert(delta, uint256))
    else:
        after = unsafe_sub(before, convert(-delta, uint256))
    self._nets[key] = after
    return open + convert(before == 0, uint256) - convert(after == 0, uint256)


@internal
@pure
def _refuse(number: uint256, former: uint256, amount: uint256, word: uint256, today: uint256):
    assert number > former, "circulation: flows not in ascending order"
    assert amount != 0, "circulation: a flow is nothing"
    assert word != 0, "circulation: no such obligation"
    assert word >> obligation_book.STATUS == obligation_book.STANDING, "circulation: obligation is disputed"
    assert today <= word >> obligation_book.EXPIRES, "circulation: obligation has expired"
    raise "circulation: flow exceeds what is owed"


@internal
@view
def _participant(account: address) -> uint256:
    # Nobody has number 0, which stands for the circle itself.
    participant: uint256 = numbers.participant_id[account]
    assert participant != 0, "circulation: no such participant"
    return participant


@internal
@pure
def _worth(currency_id: uint256, worths: DynArray[uint256, 8]) -> uint256:
    """
    @param worths currency id << 64 | value.
    @return The value of a currency; 0: it takes no part.
    """
    for word: uint256 in worths:
        if word >> 64 == currency_id:
            return word & (2**64 - 1)
    return 0
