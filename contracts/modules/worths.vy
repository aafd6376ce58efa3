# SPDX-License-Identifier: AGPL-3.0-only
# pragma version 0.4.3
# pragma nonreentrancy on
"""
@title Worths: what a minor unit of each currency is worth in a federation's circle
@license AGPL-3.0-only
@notice One number for each currency, in units of a numéraire that nobody pays in, so that rates around any circle of
        currencies multiply to 1. It is the median of fresh reports, or what the federation itself voted.
"""

from ..interfaces import ICredit


MOST: constant(uint256) = 10**10 - 1
MAX_REPORTERS: constant(uint256) = 9
MAX_CURRENCIES: constant(uint256) = 8
LONGEST: constant(uint256) = 400 * 86_400
TIME: constant(uint256) = 2**40 - 1


# federation -> seconds for which a report counts
_ages: HashMap[address, uint256]
_reporters: HashMap[address, DynArray[address, MAX_REPORTERS]]
# federation -> reporter -> currency -> value << 40 | second of the report
_reports: HashMap[address, HashMap[address, HashMap[uint256, uint256]]]
# federation -> currency -> value << 40 | last second
_voted: HashMap[address, HashMap[uint256, uint256]]


@external
def report_values(
    federation: address,
    currency_ids: DynArray[uint256, MAX_CURRENCIES],
    values: DynArray[uint256, MAX_CURRENCIES],
):
    """
    @notice Report what a minor unit of each currency is worth. By a reporter of the federation.
    """
    assert msg.sender in self._reporters[federation], "credit: not a reporter"
    self._require_values(currency_ids, values)
    for i: uint256 in range(len(currency_ids), bound=MAX_CURRENCIES):
        self._reports[federation][msg.sender][currency_ids[i]] = (values[i] << 40) | block.timestamp
    log ICredit.ValuesReported(
        federation=federation, reporter=msg.sender, currency_ids=currency_ids, values=values
    )


@external
@view
def reporters(federation: address) -> (DynArray[address, MAX_REPORTERS], uint256):
    return self._reporters[federation], self._ages[federation]


@external
@view
def report(federation: address, reporter: address, currency_id: uint256) -> (uint256, uint256):
    word: uint256 = self._reports[federation][reporter][currency_id]
    return word >> 40, word & TIME


@external
@view
def voted_value(federation: address, currency_id: uint256) -> (uint256, uint256):
    word: uint256 = self._voted[federation][currency_id]
    return word >> 40, word & TIME


@external
@view
def value(federation: address, currency_id: uint256) -> uint256:
    return self._value(federation, currency_id)


@internal
def _set_reporters(federation: address, reporters: DynArray[address, MAX_REPORTERS], max_age: uint256):
    former: uint256 = 0
    for reporter: address in reporters:
        assert convert(reporter, uint256) > former, "credit: reporters not in ascending order"
        former = convert(reporter, uint256)
    assert max_age <= LONGEST, "credit: age out of range"
    self._reporters[federation] = reporters
    self._ages[federation] = max_age
    log ICredit.ReportersSet(federation=federation, reporters=reporters, max_age=max_age)


@internal
def _vote(
    federation: address,
    currency_ids: DynArray[uint256, MAX_CURRENCIES],
    values: DynArray[uint256, MAX_CURRENCIES],
    until: uint256,
):
    self._require_values(currency_ids, values)
    assert until <= block.timestamp + LONGEST, "credit: age out of range"
    for i: uint256 in range(len(currency_ids), bound=MAX_CURRENCIES):
        self._voted[federation][currency_ids[i]] = (values[i] << 40) | until
    log ICredit.ValuesSet(federation=federation, currency_ids=currency_ids, values=values, until=until)


@internal
@pure
def _require_values(currency_ids: DynArray[uint256, MAX_CURRENCIES], values: DynArray[uint256, MAX_CURRENCIES]):
    assert len(currency_ids) != 0, "credit: no currency named"
    assert len(currency_ids) == len(values), "credit: not one value a currency"
    for worth: uint256 in values:
        assert worth != 0 and worth <= MOST, "credit: value out of range"


@internal
@view
def _value(federation: address, currency_id: uint256) -> uint256:
    reporters: DynArray[address, MAX_REPORTERS] = self._reporters[federation]
    oldest: uint256 = block.timestamp - min(self._ages[federation], block.timestamp)
    sorted: DynArray[uint256, MAX_REPORTERS] = []
    for reporter: address in reporters:
        word: uint256 = self._reports[federation][reporter][currency_id]
        if word != 0 and word & TIME >= oldest:
            sorted.append(word >> 40)
            for i: uint256 in range(MAX_REPORTERS):
                at: uint256 = len(sorted) - 1
                if i >= at or sorted[at - i - 1] <= sorted[at - i]:
                    break
                lower: uint256 = sorted[at - i]
                sorted[at - i] = sorted[at - i - 1]
                sorted[at - i - 1] = lower
    if 2 * len(sorted) > len(reporters):
        return sorted[(len(sorted) - 1) // 2]
    voted: uint256 = self._voted[federation][currency_id]
    if block.timestamp <= voted & TIME:
        return voted >> 40
    return 0
