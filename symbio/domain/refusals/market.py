# SPDX-License-Identifier: Apache-2.0
"""What the Market refuses: offers, purchases, barter."""

from __future__ import annotations

from symbio.domain.refusals.base import Refused


class MarketNoCommunities(Refused):
    reason = "market: no communities"
    remedy = "Deploy the suite in its order; Communities comes first."


class MarketNoFederations(Refused):
    reason = "market: no federations"
    remedy = "Deploy the suite in its order; Federations comes before the Market."


class MarketNoAccords(Refused):
    reason = "market: no accords"
    remedy = "Deploy the suite in its order; Accords comes before the Market."


class MarketNoTreasury(Refused):
    reason = "market: no treasury"
    remedy = "Deploy the suite in its order; the Treasury comes before the Market."


class NotTheSeller(Refused):
    reason = "market: not the seller"
    remedy = "Have the seller send it, or bring the seller's signature."


class NotSignedBySeller(Refused):
    reason = "market: not signed by the seller"
    remedy = "Have the seller sign this very offer, for this Market on this chain."


class NotTheBuyer(Refused):
    reason = "market: not the buyer"
    remedy = "The buyer sends its own order, or signs it for a relayer."


class NotSignedByBuyer(Refused):
    reason = "market: not signed by the buyer"
    remedy = "Have the buyer sign this very purchase, for this Market on this chain."


class NotTheGiver(Refused):
    reason = "market: not the giver"
    remedy = "Only the sender's own swap needs no signature; bring the giver's."


class NotSignedByGiver(Refused):
    reason = "market: not signed by the giver"
    remedy = "Have the giver sign this very swap, for this Market on this chain."


class NotTheEscrow(Refused):
    reason = "market: not the escrow"
    remedy = "Only the Escrow gives back what an order had taken."


class OfferWithdrawn(Refused):
    reason = "market: offer withdrawn"
    remedy = "Ask the seller for another offer."


class OfferAlreadyListed(Refused):
    reason = "market: already listed"
    remedy = "Orders under it need no signature of the seller any more."


class OfferEnded(Refused):
    reason = "market: offer ended"
    remedy = "Ask the seller for a new offer."


class PurchaseEnded(Refused):
    reason = "market: purchase ended"
    remedy = "Sign the purchase again with a later last second."


class SwapEnded(Refused):
    reason = "market: swap ended"
    remedy = "Have the giver sign the swap again with a later last second."


class NonceUsed(Refused):
    reason = "market: nonce used"
    remedy = "It was carried out or cancelled; sign with a nonce that isn't used."


class NoTitle(Refused):
    reason = "market: no title"
    remedy = "Give the offer a title; it is what the buyer's wallet shows."


class NoUnit(Refused):
    reason = "market: no unit"
    remedy = "Say what one unit is: kg, day, licence."


class StockOutOfRange(Refused):
    reason = "market: stock out of range"
    remedy = "Offer 1 to 4,294,967,295 units."


class NoPrice(Refused):
    reason = "market: no price"
    remedy = "Give the offer at least one currency and price; empty pairs come last."


class PriceOutOfRange(Refused):
    reason = "market: price out of range"
    remedy = "Give each currency a price below 2^110 smallest units, and no price without one."


class EmptyPricesComeLast(Refused):
    reason = "market: empty prices come last"
    remedy = "Move the empty pair to the end."


class OfferCurrencyNamedTwice(Refused):
    reason = "market: currency named twice"
    remedy = "Give each currency one price."


class StagesNotWhole(Refused):
    reason = "market: stages don't make the whole"
    remedy = "Write up to eight percents in pairs of digits that sum to 100; 100: all at once."


class DeliveryEndsBeforeItBegins(Refused):
    reason = "market: delivery ends before it begins"
    remedy = "Let deliver_until be no earlier than deliver_from."


class OrdersAfterTheDelivery(Refused):
    reason = "market: orders after the delivery"
    remedy = "Let the offer end no later than its delivery."


class TimeOutOfRange(Refused):
    reason = "market: a time out of range"
    remedy = (
        "Cooling is at most 90 days, the inspection 1 hour to 90 days, the time for a ruling 1 day "
        "to 400 days."
    )


class UnruledExceedsWhole(Refused):
    reason = "market: unruled exceeds the whole"
    remedy = "Give the seller at most 10,000 basis points where nobody rules."


class ArbiterWithoutCode(Refused):
    reason = "market: arbiter has no code"
    remedy = "Name an ERC-792 arbitrator on this chain, or none."


class NoSuchSplitToPay(Refused):
    reason = "market: no such split"
    remedy = "Create the split in the Treasury first; it couldn't be paid otherwise."


class SellerNotOfCommunity(Refused):
    reason = "market: seller isn't of the community"
    remedy = "Check the seller's place on the roll; who left it sells for another, or for none."


class BuyerNotOfCommunity(Refused):
    reason = "market: buyer isn't of the community"
    remedy = "Check the buyer's place on the roll, or name no community."


class AudienceContradictsItself(Refused):
    reason = "market: audience contradicts itself"
    remedy = "Sell to everyone, or name federations; not both."


class SellerOfNoneSellsToEveryone(Refused):
    reason = "market: seller of none sells to everyone"
    remedy = "Name the seller's community, or sell to everyone."


class NoAudience(Refused):
    reason = "market: no audience"
    remedy = "Name at least one federation whose members may buy, or sell to everyone."


class EmptyFederationsComeLast(Refused):
    reason = "market: empty federations come last"
    remedy = "Move the empty ones to the end."


class AudienceNotAFederation(Refused):
    reason = "market: not a federation"
    remedy = "Name federations of this suite by their addresses."


class NotOpenToThisCommunity(Refused):
    reason = "market: not open to this community"
    remedy = "Buy as somebody of a community that is a member of a federation the offer names."


class NoQuantity(Refused):
    reason = "market: no quantity"
    remedy = "Order at least one unit."


class NotEnoughLeft(Refused):
    reason = "market: not enough left"
    remedy = "Order at most what is left of the offer's stock."


class SellerBuysFromItself(Refused):
    reason = "market: seller buys from itself"
    remedy = "Order from somebody else."


class NoPriceInThisCurrency(Refused):
    reason = "market: no price in this currency"
    remedy = "Pay in a currency that the offer has a price in."


class TotalNotThePrice(Refused):
    reason = "market: total isn't the price"
    remedy = "Pay the price times the quantity, less the accord's concession rounded down."


class PartyWithoutAccord(Refused):
    reason = "market: a party without an accord"
    remedy = "Name the accord, or neither clause nor parties."


class SellerNotOfParty(Refused):
    reason = "market: seller isn't of its party"
    remedy = "Name the party that the seller's community is, or is a member of."


class BuyerNotOfParty(Refused):
    reason = "market: buyer isn't of its party"
    remedy = "Name the party that the buyer's community is, or is a member of."


class AccordOfAnotherMarket(Refused):
    reason = "market: the accord is another market's"
    remedy = "Order in the market that the accord names, or under no accord."


class SeasonTaken(Refused):
    reason = "market: the season's quantity is taken"
    remedy = "Order less, wait for the next season, or order under no accord."


class NativeOnlyByBuyer(Refused):
    reason = "market: native coin only by the buyer"
    remedy = "Nobody can send another's native coin: order in a token, or send the order yourself."


class RingTooSmall(Refused):
    reason = "market: a ring of fewer than two"
    remedy = "Join at least two swaps."


class SwapsAndSignaturesDiffer(Refused):
    reason = "market: not one signature a swap"
    remedy = "Give one signature a swap, an empty one for the sender's own."


class SwapWantsNothing(Refused):
    reason = "market: a swap wants nothing"
    remedy = "Let every swap want at least one unit; a gift needs no barter."


class RingDoesNotClose(Refused):
    reason = "market: the ring doesn't close"
    remedy = "Order the swaps so that each gives what the next one wants, the last to the first."


class NextWantsMore(Refused):
    reason = "market: the next one wants more"
    remedy = "Join swaps in which each gives at least what the next one wants."


class SwapTokenWithoutCode(Refused):
    reason = "market: token has no code"
    remedy = "Swap tokens of this chain; the native coin can't be in a barter."


class SwapTokenRefused(Refused):
    reason = "market: token refused the transfer"
    remedy = "Check each giver's balance, and its allowance to the Market."


class LessArrivedThanAgreed(Refused):
    reason = "market: less arrived than agreed"
    remedy = "A token kept a part of its transfer; let its giver give more of it."
