# SPDX-License-Identifier: AGPL-3.0-only
# pragma version 0.4.3
# pragma nonreentrancy on
"""
@title Numbers: of participants and currencies
@license AGPL-3.0-only
@notice Who first takes part gets the next number, for good; so does a currency. Four of them fit one word of storage,
        addresses wouldn't.
"""

from ..interfaces import IObligations


MOST_NUMBER: constant(uint256) = 2**32 - 1
MOST_CURRENCY: constant(uint256) = 2**31 - 1


participant_count: public(uint256)
participant_id: public(HashMap[address, uint256])
account: public(HashMap[uint256, address])
currency_count: public(uint256)
currency_id: public(HashMap[String[12], uint256])
currency: public(HashMap[uint256, String[12]])


@external
def add_currency(currency: String[12]) -> uint256:
    """
    @notice Number a currency, by anybody, so that a federation can name it.
    @return The number it has.
    """
    return self._currency(currency)


@internal
def _participant(account: address) -> uint256:
    number: uint256 = self.participant_id[account]
    if number == 0:
        number = self.participant_count + 1
        assert number <= MOST_NUMBER, "numbers: too many participants"
        self.participant_count = number
        self.participant_id[account] = number
        self.account[number] = account
        log IObligations.ParticipantNumbered(participant_id=number, account=account)
    return number


@internal
def _currency(currency: String[12]) -> uint256:
    number: uint256 = self.currency_id[currency]
    if number == 0:
        # Capital letters, digits and hyphens: a code that looks like another is another.
        assert len(currency) != 0, "numbers: not a currency code"
        word: uint256 = convert(convert(slice(concat(currency, "            "), 0, 12), Bytes[12]), uint256)
        for i: uint256 in range(len(currency), bound=12):
            letter: uint256 = (word >> (8 * (11 - i))) & 255
            is_letter: bool = letter >= 65 and letter <= 90
            is_digit: bool = letter >= 48 and letter <= 57
            assert is_letter or is_digit or letter == 45, "numbers: not a currency code"
        number = self.currency_count + 1
        assert number <= MOST_CURRENCY, "numbers: too many currencies"
        self.currency_count = number
        self.currency_id[currency] = number
        self.currency[number] = currency
        log IObligations.CurrencyNumbered(currency_id=number, currency=currency)
    return number
