# SPDX-License-Identifier: AGPL-3.0-only
# pragma version 0.4.3
# pragma nonreentrancy on
"""
@title Conversions: claims in one currency against debts in another, as their holder accepted
@license AGPL-3.0-only
@notice At the round's values, to less than one minor unit of each currency, and never below the holder's own minimum.
        In each currency a chunk's conversions come to nothing over all holders, or its nets wouldn't: so nobody but
        holders bears what rounding leaves. Twin: symbio/domain/circulation.py.
"""

from ..interfaces import IClearing
from ..interfaces import IObligations
from . import acceptances


uses: acceptances


ONE: constant(uint256) = 10**18


@internal
def _run(
    federation: address,
    conversions: DynArray[IClearing.Conversion, 16],
    worths: DynArray[uint256, 8],
    is_final: bool,
) -> DynArray[IObligations.Draw, 32]:
    """
    @return By what each conversion moves its holder's nets.
    """
    shifts: DynArray[IObligations.Draw, 32] = []
    former: uint256 = 0
    for conversion: IClearing.Conversion in conversions:
        assert conversion.acceptance_id > former, "clearing: conversions not in order"
        former = conversion.acceptance_id
        gives: uint256 = conversion.gives_amount
        takes: uint256 = conversion.takes_amount
        assert gives != 0 and takes != 0, "clearing: a conversion is nothing"
        word: uint256 = acceptances.words[former]
        terms: uint256 = acceptances.terms[former]
        assert word != 0, "clearing: no such acceptance"
        assert acceptances.federations[former] == federation, "clearing: another federation's acceptance"
        assert block.timestamp <= word >> acceptances.UNTIL, "clearing: acceptance has expired"
        assert gives <= word & acceptances.MOST, "clearing: conversion exceeds the acceptance"
        assert takes <= acceptances.MOST, "clearing: amount out of range"
        assert takes * ONE >= gives * (terms >> 160), "clearing: rate below the holder's minimum"
        given: uint256 = (word >> acceptances.GIVES) & acceptances.NUMBER
        taken: uint256 = (word >> acceptances.TAKES) & acceptances.NUMBER
        self._require_value(self._worth(given, worths), self._worth(taken, worths), gives, takes)
        holder: address = acceptances._holder(terms)
        shifts.append(IObligations.Draw(account=holder, currency_id=given, delta=-convert(gives, int256)))
        shifts.append(IObligations.Draw(account=holder, currency_id=taken, delta=convert(takes, int256)))
        if is_final:
            acceptances.words[former] = word - gives
    return shifts


@internal
@pure
def _require_value(given: uint256, taken: uint256, gives: uint256, takes: uint256):
    assert given != 0 and taken != 0, "clearing: no value for a currency"
    off: int256 = convert(gives * given, int256) - convert(takes * taken, int256)
    assert abs(off) < convert(given + taken, int256), "clearing: value isn't kept"


@internal
@pure
def _worth(currency_id: uint256, worths: DynArray[uint256, 8]) -> uint256:
    for word: uint256 in worths:
        if word >> 64 == currency_id:
            return word & (2**64 - 1)
    return 0
