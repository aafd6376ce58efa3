# SPDX-License-Identifier: Apache-2.0
"""What Stipends refuses: of funds, claims and what goes back."""

from __future__ import annotations

from symbio.domain.refusals.base import Refused


class NotAFederationOfTheFund(Refused):
    reason = "stipends: not a federation"
    remedy = "Name a federation of this suite; it sets its stipend itself, by a decision."


class StipendTooMuch(Refused):
    reason = "stipends: too much"
    remedy = "Give an amount below 2**96 for each seat."


class StipendHalfSet(Refused):
    reason = "stipends: a token and an amount, or neither"
    remedy = "Name a token with an amount, or neither to pay nothing."


class StipendTokenWithoutCode(Refused):
    reason = "stipends: token has no code"
    remedy = "Name the address of an ERC-20 token on this chain."


class StipendValueDiffers(Refused):
    reason = "stipends: value isn't the amount"
    remedy = "Send the amount as value for the native coin, and no value for a token."


class StipendTokenLostBalance(Refused):
    reason = "stipends: the token lost balance"
    remedy = "The token takes balance away by itself; endow the fund in another."


class StipendTransferRefused(Refused):
    reason = "stipends: token refused the transfer"
    remedy = "Check balance and allowance, and whether the token lets these accounts transfer."


class NothingEndowed(Refused):
    reason = "stipends: nothing arrived"
    remedy = "Give an amount of which something arrives."


class NotJuries(Refused):
    reason = "stipends: not Juries"
    remedy = "Call a jury in Juries; it reserves the stipend here."


class JuryHasNoStipend(Refused):
    reason = "stipends: the jury has none"
    remedy = "The jury was called without a stipend, or its fund had too little."


class HasNotRevealed(Refused):
    reason = "stipends: hasn't revealed"
    remedy = "Only a seat that revealed in the last round has earned the stipend."


class ClaimedAlready(Refused):
    reason = "stipends: claimed already"
    remedy = "Nothing is to be done: it was paid."


class NoAddressForTheStipend(Refused):
    reason = "stipends: no address to pay"
    remedy = "Name an address that can hold it."


class StipendTokenLostEverything(Refused):
    reason = "stipends: the token lost everything"
    remedy = "Nothing is left of this token; ask the federation."


class StipendPaymentRefused(Refused):
    reason = "stipends: the payment is refused"
    remedy = "Name an address that accepts the native coin."


class NothingToGiveBack(Refused):
    reason = "stipends: nothing to give back"
    remedy = "The jury had no stipend, or the rest has gone back to the fund."
