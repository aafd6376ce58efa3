# SPDX-License-Identifier: Apache-2.0
"""What a trader is told before anything is signed or sent: you pay, you get, if it fails."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from symbio.domain import durations
from symbio.domain.addresses import NOBODY
from symbio.domain.amount import Amount
from symbio.domain.escrow import Order
from symbio.domain.landed import LandedCost
from symbio.domain.market import Offer
from symbio.domain.stages import WHOLE, divided, left, percents, released


@dataclass(frozen=True, slots=True)
class Promise:
    """Three sentences in the second person, true of what is about to be signed or sent."""

    pay: str
    get: str
    fails: str

    def lines(self) -> tuple[str, str, str]:
        """Give the sentences as they are shown, each with its heading."""
        return (
            f"You pay:     {self.pay}",
            f"You get:     {self.get}",
            f"If it fails: {self.fails}",
        )


def of_purchase(
    offer: Offer,
    quantity: int,
    cost: LandedCost,
    now: int,
    *,
    accord_id: int = 0,
    split_id: int = 0,
) -> Promise:
    """Tell a buyer what ordering means; `split_id` is where the accord's contribution goes."""
    total = cost.total
    less = f", {cost.gross} less {cost.concession} under accord {accord_id}" if accord_id else ""
    pay = (
        f"{total} into escrow now{less}. The seller is paid when you confirm a delivery, or when "
        f"{_span(offer.inspection)} pass after it without your dispute."
    )
    stages = percents(offer.stages)
    parts = f" in {len(stages)} stages of {_percents(stages)}" if len(stages) > 1 else ""
    shared = (
        f" Up to {cost.contribution} of what you pay go to split {split_id}." if split_id else ""
    )
    get = (
        f"{_goods(offer, quantity)}{parts}, delivered at “{offer.delivery_place}” between "
        f"{_moment(offer.deliver_from)} and {_moment(offer.deliver_until)}.{shared}"
    )
    cooling = (
        f"You may cancel until {_moment(now + offer.cooling)} while nothing is delivered. "
        if offer.cooling
        else "You can't cancel; the seller can. "
    )
    fails = (
        f"{cooling}What isn't delivered by {_moment(offer.deliver_until)} is refunded; of a part "
        f"you pay that part. {_dispute(offer.arbiter, offer.ruling_time, offer.unruled)}"
    )
    return Promise(pay, get, fails)


def of_offer(offer: Offer, prices: tuple[Amount, ...]) -> Promise:
    """Tell a seller what offering means."""
    asked = " or ".join(str(price) for price in prices)
    whom = "Anybody" if offer.everyone else "People of the federations you name"
    pay = (
        f"Nothing now. {whom} may order up to {_goods(offer, offer.stock)} until "
        f"{_moment(offer.until)}, and then you are to deliver."
    )
    get = (
        f"{asked} for each {offer.unit}, less what an accord concedes to its buyers, paid into "
        f"split {offer.split_id} as each delivery is confirmed, or {_span(offer.inspection)} "
        "after it."
    )
    fails = (
        f"What you don't deliver by {_moment(offer.deliver_until)} is refunded to the buyer; you "
        f"pay no penalty. {_dispute(offer.arbiter, offer.ruling_time, offer.unruled, seller=True)}"
    )
    return Promise(pay, get, fails)


def of_swap(gives: Amount, wants: Amount, title: str, until: int) -> Promise:
    """Tell the giver of one link of a barter what signing means."""
    pay = (
        f"{gives} out of your account when the ring is carried, by {_moment(until)} at the latest."
    )
    get = f"At least {wants} in the same transaction, for “{title}”."
    fails = (
        "All links happen or none: nothing is taken from you unless you get it. Until the ring is "
        "carried you can revoke what you signed by its nonce."
    )
    return Promise(pay, get, fails)


_Step = Callable[[Order, Amount, int, int], Promise]


def of_step(verb: str, order: Order, money: Amount, quantity: int = 0, share: int = 0) -> Promise:
    """Tell what one step of an order means; `money` is any amount of the order's currency.

    Verbs: deliver, confirm, release, cancel, expire, dispute, summon, agree, lapse.
    """
    return _STEPS[verb](order, money, quantity, share)


def stage_amount(order: Order) -> int:
    """Compute what the stage at hand is worth, in smallest units."""
    return order.left - left(order.total, order.stages, order.stage + 1)


def _deliver(order: Order, money: Amount, quantity: int, _: int) -> Promise:
    worth = stage_amount(order)
    due = worth - released(worth, quantity, order.quantity, order.contribution).refunded
    rest = f"; {_of(money, worth - due)} go back to the buyer" if worth > due else ""
    return Promise(
        f"Nothing but the gas: you say that {quantity:,} of {order.quantity:,} were delivered.",
        f"{_of(money, due)} into split {order.split_id}{_shared(order)} when the buyer confirms, "
        f"or in {_span(order.inspection)} when anybody releases it{rest}.",
        f"If the buyer disputes it within {_span(order.inspection)}, what is left in escrow waits. "
        + _dispute(order.arbiter, order.ruling_time, order.unruled, seller=True),
    )


def _confirm(order: Order, money: Amount, _: int, __: int) -> Promise:
    worth = stage_amount(order)
    due = worth - released(worth, order.delivered, order.quantity, order.contribution).refunded
    return Promise(
        f"{_of(money, due)} out of the escrow to split {order.split_id}{_shared(order)}, at once "
        "and for good.",
        f"What was delivered, {order.delivered:,} of {order.quantity:,}; {_of(money, worth - due)} "
        f"come back to the buyer, and {_of(money, order.left - worth)} stay in escrow.",
        "After this a delivery can't be disputed any more.",
    )


def _ending(why: str) -> _Step:
    def told(order: Order, money: Amount, _: int, __: int) -> Promise:
        return Promise(
            "Nothing but the gas.",
            f"The order ends, and {_of(money, order.left)} are owed to the buyer, who withdraws "
            "them.",
            why,
        )

    return told


def _disputed(order: Order, money: Amount, _: int, __: int) -> Promise:
    waits = _of(money, order.left)
    return Promise(
        "The gas, and the arbiter's price if you send it along; what it doesn't take is owed back.",
        f"{waits} stay in escrow until they are divided: by both of you naming the same share"
        + ("." if order.arbiter == NOBODY else ", or by the arbiter."),
        _dispute(order.arbiter, order.ruling_time, order.unruled),
    )


def _agree(order: Order, money: Amount, _: int, share: int) -> Promise:
    given = order.left - divided(order.left, share, order.contribution).refunded
    return Promise(
        f"As soon as the other names the same: {_of(money, given)}, {_share(share)} of what is in "
        f"escrow, go to split {order.split_id}{_shared(order)}.",
        f"The buyer gets {_of(money, order.left - given)} back, and the order ends.",
        "If the other names another share nothing moves, and you may name another. Any other step "
        "of the order forgets what was named.",
    )


def _lapse(order: Order, money: Amount, _: int, __: int) -> Promise:
    given = order.left - divided(order.left, order.unruled, order.contribution).refunded
    return Promise(
        "Nothing but the gas.",
        f"The dispute ends as the offer said: {_of(money, given)} go to split {order.split_id}"
        f"{_shared(order)}, {_of(money, order.left - given)} back to the buyer.",
        "It is refused while there is still time for a ruling.",
    )


def _dispute(arbiter: str, ruling_time: int, unruled: int, *, seller: bool = False) -> str:
    who = "The buyer" if seller else "You"
    ruled = "lack one (no arbiter is named)" if arbiter == NOBODY else f"have {arbiter} rule"
    whose = f"{_share(unruled)} of what is left go to {'you' if seller else 'the seller'}"
    return (
        f"{who} may dispute a delivery: then the two of you agree on a share, or {ruled}; "
        f"{_span(ruling_time)} after the dispute {whose} all the same."
    )


def _goods(offer: Offer, quantity: int) -> str:
    return f"{quantity:,} {offer.unit} of “{offer.title}”"


def _shared(order: Order) -> str:
    if not order.contribution:
        return ""
    return f" ({_share(order.contribution)} of it to split {order.contribution_split})"


def _of(money: Amount, units: int) -> str:
    return str(money.token.units(units))


def _share(share: int) -> str:
    whole, rest = divmod(share * 100, WHOLE)
    return f"{whole}.{rest:02}".rstrip("0").rstrip(".") + " %" if rest else f"{whole} %"


def _percents(stages: tuple[int, ...]) -> str:
    return ", ".join(str(each) for each in stages) + " %"


def _span(seconds: int) -> str:
    return durations.in_words(seconds)


def _moment(second: int) -> str:
    return datetime.fromtimestamp(min(second, 253_402_300_799), UTC).strftime("%Y-%m-%d %H:%M UTC")


_STEPS: dict[str, _Step] = {
    "deliver": _deliver,
    "confirm": _confirm,
    "release": _confirm,
    "cancel": _ending(
        "It is refused where the seller has delivered, or your time to cancel is over."
    ),
    "expire": _ending("It is refused while the seller still has time to deliver."),
    "dispute": _disputed,
    "summon": _disputed,
    "agree": _agree,
    "lapse": _lapse,
}
