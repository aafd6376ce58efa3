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


MAX_FLOWS: constant(uint256) = 512
MAX_BYTES: constant(uint256) = 16 * MAX_FLOWS
PADDING: constant(bytes16) = empty(bytes16)


# currency << 32 | participant -> claims set off - debts set off, so far; participant 0 is the circle itself
_nets: transient(HashMap[uint256, int256])


@internal
def _run(
    flows: Bytes[MAX_BYTES],
    shifts: DynArray[IObligations.Draw, 64],
    draws: DynArray[IObligations.Draw, 64],
    worths: DynArray[uint256, 8],
    is_final: bool,
) -> uint256:
    """
    @notice Check flows, shifts and draws; write the flows if `is_final`.
    @return The value that is set off.
    """
    total: uint256 = 0
    open: int256 = 0
    total, open = self._flow(flows, worths, is_final)
    for moved: IObligations.Draw in shifts:
        open += self._add((moved.currency_id << 32) | self._participant(moved.account), moved.delta)
    for draw: IObligations.Draw in draws:
        assert draw.delta != 0, "circulation: a draw is nothing"
        most: int256 = convert(obligation_book.MOST, int256)
        assert draw.delta <= most and draw.delta >= -most, "circulation: amount out of range"
        # Only numbers that Obligations gave have a worth; another could stand for a net that Credit knows otherwise.
        assert self._worth(draw.currency_id, worths) != 0, "circulation: currency isn't in this round"
        open += self._add((draw.currency_id << 32) | self._participant(draw.account), -draw.delta)
        open += self._add(draw.currency_id << 32, draw.delta)
    assert open == 0, "circulation: a net position would change"
    return total


@internal
def _flow(flows: Bytes[MAX_BYTES], worths: DynArray[uint256, 8], is_final: bool) -> (uint256, int256):
    """
    @return The value set off, and how many nets aren't zero.
    """
    assert len(flows) != 0, "circulation: no flow"
    assert len(flows) % 16 == 0, "circulation: flows truncated"
    padded: Bytes[MAX_BYTES + 16] = concat(flows, PADDING)
    today: uint256 = block.timestamp // obligation_book.DAY
    former: uint256 = 0
    current: uint256 = 0
    worth: uint256 = 0
    total: uint256 = 0
    open: int256 = 0
    for i: uint256 in range(len(flows) // 16, bound=MAX_FLOWS):
        flow: uint256 = extract32(padded, unsafe_mul(i, 16), output_type=uint256) >> 128
        number: uint256 = flow >> 88
        amount: uint256 = flow & obligation_book.MOST
        assert number > former, "circulation: flows not in ascending order"
        former = number
        assert amount != 0, "circulation: a flow is nothing"
        word: uint256 = obligation_book.words[number]
        assert word != 0, "circulation: no such obligation"
        assert word >> obligation_book.STATUS == obligation_book.STANDING, "circulation: obligation is disputed"
        # Above the last day stands only the status, which is 0.
        assert today <= word >> obligation_book.EXPIRES, "circulation: obligation has expired"
        assert amount <= word & obligation_book.MOST, "circulation: flow exceeds what is owed"
        currency: uint256 = (word >> obligation_book.CURRENCY) & obligation_book.NUMBER
        if currency != current:
            current = currency
            worth = self._worth(currency, worths)
            assert worth != 0, "circulation: currency isn't in this round"
        total = unsafe_add(total, unsafe_mul(amount, worth))
        currency <<= 32
        key: uint256 = currency | ((word >> obligation_book.CREDITOR) & obligation_book.NUMBER)
        before: int256 = self._nets[key]
        after: int256 = unsafe_add(before, convert(amount, int256))
        self._nets[key] = after
        if before == 0:
            open = unsafe_add(open, 1)
        elif after == 0:
            open = unsafe_sub(open, 1)
        key = currency | ((word >> obligation_book.DEBTOR) & obligation_book.NUMBER)
        before = self._nets[key]
        after = unsafe_sub(before, convert(amount, int256))
        self._nets[key] = after
        if before == 0:
            open = unsafe_add(open, 1)
        elif after == 0:
            open = unsafe_sub(open, 1)
        if is_final:
            obligation_book.words[number] = unsafe_sub(word, amount)
    return total, open


@internal
def _add(key: uint256, delta: int256) -> int256:
    """
    @return By how many more nets aren't zero now; `delta` isn't zero.
    """
    before: int256 = self._nets[key]
    after: int256 = before + delta
    self._nets[key] = after
    if before == 0:
        return 1
    if after == 0:
        return -1
    return 0


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
