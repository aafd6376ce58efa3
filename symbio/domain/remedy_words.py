# SPDX-License-Identifier: Apache-2.0
"""Obligations of plans in words: what is next, and what each step means."""

from __future__ import annotations

from eth_hash.auto import keccak

from symbio.domain.case_words import GAS, moment
from symbio.domain.plans import Kind
from symbio.domain.promise import Promise
from symbio.domain.remedies import Duty, Outcome, Progress


def next_of(duty: Duty, now: int) -> str:
    """Say what is next, and what if nobody does anything."""
    if duty.progress is Progress.CONFIRMED:
        return "Nothing: it is done."
    if duty.progress is Progress.FULFILLED:
        return (
            f"Community {duty.beneficiary} confirms or contests it until {moment(duty.until)}; "
            "from then on anybody confirms it by silence."
        )
    if duty.progress is Progress.CONTESTED and now < duty.until:
        return (
            f"A circle sits until {moment(duty.until)}: both communities agree to extend, "
            "replace or confirm it. Without that it stays open on the record."
        )
    does = "pays it" if duty.kind is Kind.RESTITUTION else "does it, and says so"
    if duty.is_overdue(now) or duty.progress is Progress.CONTESTED:
        return (
            f"It was due on {moment(duty.due)}. Community {duty.obligor} still {does}, or either "
            "calls a circle. It stays open on the record; there is no penalty."
        )
    return (
        f"Community {duty.obligor} {does} until {moment(duty.due)}; later it is on the record as "
        "late, without a penalty."
    )


def of_acknowledgement(duty: Duty) -> Promise:
    """Tell the obligor what acknowledging means."""
    return Promise(
        GAS,
        "the other side sees that you know of it. It is owed all the same.",
        f"it stays due on {moment(duty.due)}.",
    )


def of_fulfilment(duty: Duty) -> Promise:
    """Tell the obligor what saying that it is done means."""
    return Promise(
        f"{GAS} Only a digest of the evidence goes to the chain; hand on the file itself.",
        f"community {duty.beneficiary} has 14 days to contest it; silence confirms.",
        "if it is contested a circle begins, in which you two agree on what mends it.",
    )


def of_restitution(duty: Duty, amount: str, left: str) -> Promise:
    """Tell whoever pays what paying means."""
    return Promise(
        f"{amount} now, for good.",
        f"so much less owed to community {duty.beneficiary}, whose split {duty.split_id} gets it; "
        f"{left} stay owed. The last payment confirms it.",
        "nothing is taken, and it stays owed.",
    )


def of_confirmation(duty: Duty) -> Promise:
    """Tell the beneficiary what confirming means."""
    return Promise(
        f"{GAS} You say for good that community {duty.obligor} has done it.",
        "an obligation less that is open; when all are confirmed the case is fulfilled.",
        "it stays as it is.",
    )


def of_contest(duty: Duty) -> Promise:
    """Tell the beneficiary what contesting means."""
    return Promise(
        GAS,
        f"a circle of 30 days with community {duty.obligor}: extend, replace or confirm.",
        f"from {moment(duty.until)} anybody can confirm it by your silence.",
    )


def of_circle(duty: Duty) -> Promise:
    """Tell either side what calling a circle means."""
    return Promise(
        f"{GAS} It stands on the record that obligation {duty.obligation_id} is late.",
        "30 days in which both name what mends it: extend, replace or confirm.",
        "it stays open on the record, and a circle can be called again.",
    )


def of_lateness(duty: Duty) -> Promise:
    """Tell whoever notes that something is overdue what that means."""
    return Promise(
        GAS,
        f"it stands for good on the record of community {duty.obligor} that obligation "
        f"{duty.obligation_id} was late. It is owed all the same, and there is no penalty.",
        f"it is refused until {moment(duty.due)}, once it is noted, and once it is said to be "
        "done.",
    )


def digest_of(outcome: Outcome, due: int, description: bytes) -> bytes:
    """Give the digest by which the chain compares what both sides name."""
    return keccak(int(outcome).to_bytes(32) + due.to_bytes(32) + description)


def of_agreement(outcome: Outcome, due: int, meets: bool) -> Promise:
    """Tell either side what naming an outcome means; `meets`: the other has named the same."""
    told = {
        Outcome.EXTEND: f"it is due on {moment(due)} instead",
        Outcome.REPLACE: f"what you describe is owed instead, until {moment(due)}",
        Outcome.CONFIRM: "it counts as done, for good",
    }
    when = "At once" if meets else "As soon as the other names exactly the same"
    return Promise(
        GAS,
        f"{when}: {told[outcome]}.",
        "nothing changes, and you may name another.",
    )
