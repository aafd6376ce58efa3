# SPDX-License-Identifier: Apache-2.0
"""What the Treasury and its purses refuse."""

from __future__ import annotations

from symbio.domain.refusals.base import Refused


class NoSuchSplit(Refused):
    reason = "treasury: no such split"
    remedy = "Check the number; splits are counted from 1."


class NotTheController(Refused):
    reason = "treasury: not the controller"
    remedy = "Have the split's controller send it; a split without one never changes."


class NotTheHeirOfControl(Refused):
    reason = "treasury: not the heir"
    remedy = "Have the controller offer the control to this account first."


class NotThePayee(Refused):
    reason = "treasury: not the payee"
    remedy = (
        "Only the account itself, or the community's steward, sends a claim elsewhere; anybody may "
        "claim to the payee's own address."
    )


class SharesAndPayeesDiffer(Refused):
    reason = "treasury: not one share for each payee"
    remedy = "Give as many shares as payees."


class NoPayeeNamed(Refused):
    reason = "treasury: no payee named"
    remedy = "Name the payees whose shares change."


class PayeeNamedTwice(Refused):
    reason = "treasury: payee named twice"
    remedy = "Name each payee once, with its whole share."


class PayeeHasNoShare(Refused):
    reason = "treasury: payee has no share"
    remedy = "Leave out whoever gets nothing; 0 only removes a payee who has a share."


class SharesExceedWhole(Refused):
    reason = "treasury: shares exceed the whole"
    remedy = "Lower the shares until they sum to 10,000 basis points."


class SharesFallShort(Refused):
    reason = "treasury: shares fall short of the whole"
    remedy = "Raise the shares until they sum to 10,000 basis points."


class TooManyPayees(Refused):
    reason = "treasury: too many payees"
    remedy = "Keep to 64 payees; put the others into a split of their own and pay that."


class NoSuchKindOfPayee(Refused):
    reason = "treasury: no such kind of payee"
    remedy = "A payee is an account, a community or a split."


class PayeeIsNoAccount(Refused):
    reason = "treasury: payee is no account"
    remedy = "Give an account's address; not the empty one, nor the Treasury's own."


class NoSuchPayeeCommunity(Refused):
    reason = "treasury: no such community"
    remedy = "Register the community first, or check its number."


class SplitPaysItself(Refused):
    reason = "treasury: a split can't pay itself"
    remedy = "Leave the split out and give its share to the others."


class ValueIsNotTheAmount(Refused):
    reason = "treasury: value isn't the amount"
    remedy = "Send exactly the amount as native coin; with an ERC-20 send no native coin."


class PayTheSplitsAddress(Refused):
    reason = "treasury: pay the split's address"
    remedy = "Deposit into a split, or send the coin to the split's own receiving address."


class TokenHasNoCode(Refused):
    reason = "treasury: token has no code"
    remedy = "Check the token's address and the chain."


class TokenRefusedTheTransfer(Refused):
    reason = "treasury: token refused the transfer"
    remedy = "Check balance and allowance, and whether the token blocks one of the two accounts."


class AmountsAndSplitsDiffer(Refused):
    reason = "treasury: not one amount for each split"
    remedy = "Give as many amounts as splits."


class NoSplitNamed(Refused):
    reason = "treasury: no split named"
    remedy = "Name at least one split to pay."


class AnAmountIsNothing(Refused):
    reason = "treasury: an amount is nothing"
    remedy = "Leave out whoever gets nothing."


class NothingArrived(Refused):
    reason = "treasury: nothing arrived"
    remedy = "Pay more than nothing, in a token that really moves its balance."


class MoreThanItCanCount(Refused):
    reason = "treasury: more than it can count"
    remedy = "A split counts up to 2^128 - 1 units of a token; pay the rest into another split."


class NoArbiterOfTheHold(Refused):
    reason = "treasury: a hold needs an arbiter"
    remedy = "Name who rules; not the empty address."


class HoldEndsInThePast(Refused):
    reason = "treasury: a hold ends in the future"
    remedy = "Give the arbiter time: choose a later second."


class HoldLastsTooLong(Refused):
    reason = "treasury: a hold ends within three years"
    remedy = "Choose an earlier end; a case that needs longer is paid into another hold."


class NoSuchHold(Refused):
    reason = "treasury: no such hold"
    remedy = "Check the hold's number and its split; holds are counted from 1."


class HoldIsDecided(Refused):
    reason = "treasury: the hold is decided"
    remedy = "Nothing is left to rule: payees claim the split's part, the payer withdraws its own."


class HoldIsNotDecided(Refused):
    reason = "treasury: the hold isn't decided"
    remedy = "Wait for the arbiter's ruling, or for the end of its time; then anybody releases it."


class NotTheArbiterOfTheHold(Refused):
    reason = "treasury: not the arbiter"
    remedy = "Have the hold's arbiter rule; after its time anybody releases the hold."


class ArbitersTimeIsOver(Refused):
    reason = "treasury: the arbiter's time is over"
    remedy = "Release the hold: all of it is the split's now."


class ArbitersTimeIsNotOver(Refused):
    reason = "treasury: the arbiter's time isn't over"
    remedy = "Wait until the hold's last second has passed, or have its arbiter rule."


class MoreThanIsHeld(Refused):
    reason = "treasury: more than is held"
    remedy = (
        "Give the split at most what the hold was credited; a fee of the token came off before."
    )


class NotThePayerOfTheHold(Refused):
    reason = "treasury: not the payer"
    remedy = "Have the account that paid withdraw; it may name any address to be paid."


class NothingToRefund(Refused):
    reason = "treasury: nothing to refund"
    remedy = "The ruling gave the payer nothing, there is none yet, or it was withdrawn."


class OnlyThePayeeTakesALoss(Refused):
    reason = "treasury: impaired, so only the payee claims"
    remedy = (
        "The token has lost balance. Wait until it is whole, or have the payee claim or sign: it "
        "alone decides to be paid less than it is owed."
    )


class SignedTimeIsOver(Refused):
    reason = "treasury: the signed time is over"
    remedy = "Have the payee sign anew, with a later end."


class NotSignedByThePayee(Refused):
    reason = "treasury: not signed by the payee"
    remedy = (
        "Have the account itself sign, or the community's present steward, for these very words."
    )


class PayoutIsSpent(Refused):
    reason = "treasury: the payout is spent"
    remedy = "Sign anew with another number; this one was used or revoked."


class NothingToClaim(Refused):
    reason = "treasury: nothing to claim"
    remedy = "Wait until a whole unit is owed; fractions of a unit are kept."


class TokenLostEverything(Refused):
    reason = "treasury: the token lost everything"
    remedy = "The claim stays on the books; try again when the token has its balance back."


class NoAddressToPay(Refused):
    reason = "treasury: no address to pay"
    remedy = "Give an address; not the empty one, nor the Treasury's own."


class PayeeRefusesThePayment(Refused):
    reason = "treasury: payee refuses the payment"
    remedy = "The payee can claim to another address; what it is owed stays."


class NoCodeAtCommunities(Refused):
    reason = "treasury: no code at communities"
    remedy = "Deploy Communities first and give its address."


class OnlyTheTreasury(Refused):
    reason = "purse: only the treasury"
    remedy = "Have the Treasury collect; anybody may ask it to."


class NoSuchFunctionOfAPurse(Refused):
    reason = "purse: no such function"
    remedy = "Send native coin without any data."


class TokenRefusedToLeaveThePurse(Refused):
    reason = "purse: token refused the transfer"
    remedy = "The token blocks the receiving address or the Treasury; ask the token's makers."
