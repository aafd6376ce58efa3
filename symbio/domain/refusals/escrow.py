# SPDX-License-Identifier: Apache-2.0
"""What the Escrow refuses: orders and their money."""

from __future__ import annotations

from symbio.domain.refusals.base import Refused


class NotTheMarket(Refused):
    reason = "escrow: not the market"
    remedy = "Order in the Market; it opens the order here."


class NoSuchOrder(Refused):
    reason = "escrow: no such order"
    remedy = "Check the number; orders are counted from 1."


class OrderNotOpen(Refused):
    reason = "escrow: not open"
    remedy = "A delivery awaits the buyer, or the order is in dispute or closed; look at its state."


class NoDeliveryToDecideOn(Refused):
    reason = "escrow: no delivery to decide on"
    remedy = "Wait for the seller to deliver; a stage is decided on once."


class OrderNotDisputed(Refused):
    reason = "escrow: not disputed"
    remedy = "Only an order in dispute is ruled on, lapses or comes before its arbiter."


class OrderClosed(Refused):
    reason = "escrow: order closed"
    remedy = "Its money is divided; what is owed can be withdrawn."


class NotTheOrdersSeller(Refused):
    reason = "escrow: not the seller"
    remedy = "Have the seller's account send it."


class NotTheOrdersBuyer(Refused):
    reason = "escrow: not the buyer"
    remedy = "Have the buyer's account send it."


class NotAPartyToTheOrder(Refused):
    reason = "escrow: not a party"
    remedy = "Only the order's buyer and its seller can do this."


class NotTheArbiter(Refused):
    reason = "escrow: not the arbiter"
    remedy = "Only the arbiter that has the dispute rules, by the number that it gave it."


class TooEarlyToDeliver(Refused):
    reason = "escrow: too early to deliver"
    remedy = "Wait until the offer's time for delivery begins."


class TooLateToDeliver(Refused):
    reason = "escrow: too late to deliver"
    remedy = "Agree with the buyer on a share, or cancel; anybody may let the order expire."


class NothingDelivered(Refused):
    reason = "escrow: no quantity"
    remedy = "Say how many units are delivered; to deliver none, cancel."


class MoreThanWasOrdered(Refused):
    reason = "escrow: more than was ordered"
    remedy = "Deliver at most what was ordered."


class InspectionNotOver(Refused):
    reason = "escrow: inspection isn't over"
    remedy = "Wait until the inspection ends, or have the buyer confirm."


class InspectionOver(Refused):
    reason = "escrow: inspection is over"
    remedy = "A delivery is disputed before its inspection ends; now only both together can agree."


class TooLateToCancel(Refused):
    reason = "escrow: too late to cancel"
    remedy = "The buyer cancels while cooling and before any delivery; ask the seller to cancel."


class TimeForDeliveryNotOver(Refused):
    reason = "escrow: time for delivery isn't over"
    remedy = "Wait until the last second for delivery has passed."


class NoArbiter(Refused):
    reason = "escrow: no arbiter"
    remedy = "The offer names none: agree on a share, or let the dispute lapse."


class AlreadySummoned(Refused):
    reason = "escrow: already summoned"
    remedy = "The arbiter has the dispute; wait for its ruling."


class ArbiterTakesNoDispute(Refused):
    reason = "escrow: arbiter takes no dispute"
    remedy = "Send what the arbiter asks for; if it doesn't answer, agree or let the dispute lapse."


class RulingTimeOver(Refused):
    reason = "escrow: time for a ruling is over"
    remedy = "Anybody may let the dispute lapse; the two can still agree."


class RulingTimeNotOver(Refused):
    reason = "escrow: time for a ruling isn't over"
    remedy = "Wait for the ruling; a dispute lapses when its time is over."


class NoSuchRuling(Refused):
    reason = "escrow: no such ruling"
    remedy = "Rule 1 to 101 for 0 to 100 percent to the seller, or 0 to refuse."


class ShareExceedsWhole(Refused):
    reason = "escrow: share exceeds the whole"
    remedy = "Name at most 10,000 basis points."


class ContributionTakesEverything(Refused):
    reason = "escrow: contribution takes everything"
    remedy = "The accord leaves the seller nothing of what is paid; nobody can order under it."


class MoreThanTheEscrowCounts(Refused):
    reason = "escrow: more than it can count"
    remedy = "Order less, or in a currency with fewer decimals; see the bounds in the reference."


class ValueNotTheTotal(Refused):
    reason = "escrow: value isn't the total"
    remedy = "Send the total as value for the native coin, and no value for a token."


class EscrowTokenWithoutCode(Refused):
    reason = "escrow: token has no code"
    remedy = "Check the currency's address; there is no token on this chain."


class EscrowTokenLostBalance(Refused):
    reason = "escrow: the token lost balance"
    remedy = "This token took balance away from the Escrow; use another currency."


class EscrowTokenRefused(Refused):
    reason = "escrow: token refused the transfer"
    remedy = "Check the balance, and the allowance to the Escrow."


class EscrowTokenRefusedAllowance(Refused):
    reason = "escrow: token refused the allowance"
    remedy = "The token lets nobody be paid out of the Escrow; the two can agree to give all back."


class EscrowTokenLostEverything(Refused):
    reason = "escrow: the token lost everything"
    remedy = "Nothing of this token is left in the Escrow; ask whoever issues it."


class LessArrivedInEscrow(Refused):
    reason = "escrow: less arrived than agreed"
    remedy = "A token that keeps a part of each transfer can't be escrowed; use another currency."


class NoAddressToWithdrawTo(Refused):
    reason = "escrow: no address to pay"
    remedy = "Name an address that can be paid."


class NothingToWithdraw(Refused):
    reason = "escrow: nothing to withdraw"
    remedy = "This account is owed nothing in this currency."


class PaymentRefused(Refused):
    reason = "escrow: the payment is refused"
    remedy = "The receiving contract takes no native coin; withdraw to another address."
