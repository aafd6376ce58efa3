# SPDX-License-Identifier: Apache-2.0
"""The handle of Credit: circles of mutual credit, and what their currencies are worth."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import astuple

from symbio.chain.decoding import build
from symbio.chain.handle import Handle, nothing
from symbio.chain.plan import Plan, first
from symbio.domain import events
from symbio.domain.chunks import NumberedDraw
from symbio.domain.credit import STEWARD, Limits, Line, Seat

Values = Mapping[int, int]


class Credit(Handle):
    """Credit on one chain. Currencies are numbered by Clearing; amounts are in minor units.

    What a federation sets, it sets by its own proposals: hand the plan to `Federation.propose`.
    """

    contract = "Credit"

    # --- by a federation, by proposal

    def set_rounds(self, window: int, currency_ids: Sequence[int]) -> Plan[None]:
        """Set the seconds of each phase of the federation's rounds, and what takes part."""
        ordered = tuple(sorted(currency_ids))
        if window:
            words = f"Hold rounds of three times {window:,} seconds in {_listed(ordered)}."
        else:
            words = "Hold no more rounds."
        return self._plan("set_rounds", (window, ordered), words, nothing)

    def set_credit(self, currency_id: int, limits: Limits) -> Plan[None]:
        """Set the circle's limits in a currency."""
        words = (
            f"In currency {currency_id}, let no line exceed {limits.hard:,}, newcomers owe up to "
            f"{limits.newcomer:,}, and a community's people up to {limits.community_bound:,}."
        )
        return self._plan("set_credit", (currency_id, astuple(limits)), words, nothing)

    def set_line(
        self, account: str, currency_id: int, soft: int, hard: int, surplus: int
    ) -> Plan[None]:
        """Give an account of the circle a line of its own."""
        words = (
            f"Let {account} owe up to {hard:,} and be owed up to {surplus:,} of currency "
            f"{currency_id}, with a warning past {soft:,}."
        )
        arguments = (account, currency_id, soft, hard, surplus)
        return self._plan("set_line", arguments, words, nothing)

    def set_reporters(self, reporters: Sequence[str], max_age: int) -> Plan[None]:
        """Name up to nine accounts that report values, which count for `max_age` seconds."""
        ordered = tuple(sorted(reporters, key=lambda each: int(each, 16)))
        words = f"Let {len(ordered)} accounts report values, which count for {max_age:,} seconds."
        return self._plan("set_reporters", (ordered, max_age), words, nothing)

    def set_values(self, values: Values, until: int) -> Plan[None]:
        """Vote what a minor unit of each currency is worth, where the reporters give nothing."""
        words = f"Hold that a minor unit is worth: {_said(values)}; until second {until}."
        arguments = (tuple(values), tuple(values.values()), until)
        return self._plan("set_values", arguments, words, nothing)

    # --- by participants and reporters

    def join(self, federation: str, community_id: int, place: int = STEWARD) -> Plan[int]:
        """Join a circle, or take over one's seat with a new key. Gives the seat's number.

        `place` is the sender's on the roll of a member community; by default, its steward's.
        """
        words = f"Join the circle of {federation} for community {community_id}."
        return self._plan(
            "join",
            (federation, community_id, place),
            words,
            lambda logs: first(logs, events.CircleJoined).seat_id,
        )

    def leave(self, federation: str) -> Plan[None]:
        """Leave a circle: no further draw; what is owed stays owed."""
        words = f"Leave the circle of {federation}; what is owed in it stays owed."
        return self._plan("leave", (federation,), words, nothing)

    def report_values(self, federation: str, values: Values) -> Plan[None]:
        """Report, as a reporter, what a minor unit of each currency is worth."""
        words = f"Report to {federation} that a minor unit is worth: {_said(values)}."
        arguments = (federation, tuple(values), tuple(values.values()))
        return self._plan("report_values", arguments, words, nothing)

    # --- by Clearing

    def draw(self, federation: str, draws: Sequence[NumberedDraw], is_final: bool) -> Plan[None]:
        """Check the draws of a chunk, and write them if final; Clearing alone may."""
        arguments = (federation, [astuple(each) for each in draws], is_final)
        words = f"Change {len(draws)} credit balances of the circle of {federation}."
        return self._plan("draw", arguments, words, nothing)

    # --- views

    def clearing(self) -> str:
        """Read the address of Clearing, which alone changes balances."""
        return str(self._read("clearing"))

    def rounds(self, federation: str) -> tuple[int, tuple[int, ...]]:
        """Read the seconds of each phase of a federation's rounds, and what takes part."""
        window, currency_ids = self._read("rounds", federation)
        return int(window), tuple(currency_ids)

    def limits(self, federation: str, currency_id: int) -> Limits:
        """Read a circle's limits in a currency."""
        return build(Limits, self._read("limits", federation, currency_id))

    def seat(self, federation: str, account: str) -> Seat:
        """Read who an account is in a circle."""
        return build(Seat, self._read("seat", federation, account))

    def line(self, federation: str, account: str, currency_id: int) -> Line:
        """Read how far an account's balance may go from zero."""
        return build(Line, self._read("line", federation, account, currency_id))

    def account_balance(self, federation: str, account: str, currency_id: int) -> int:
        """Read what a circle owes an account; below zero: what the account owes the circle."""
        return int(self._read("account_balance", federation, account, currency_id))

    def community_balance(self, federation: str, community_id: int, currency_id: int) -> int:
        """Read what the balances of a community's people sum to."""
        return int(self._read("community_balance", federation, community_id, currency_id))

    def reporters(self, federation: str) -> tuple[tuple[str, ...], int]:
        """Read who reports values to a federation, and for how many seconds a report counts."""
        listed, max_age = self._read("reporters", federation)
        return tuple(listed), int(max_age)

    def report(self, federation: str, reporter: str, currency_id: int) -> tuple[int, int]:
        """Read a reporter's latest value of a currency, and the second it was reported."""
        value, second = self._read("report", federation, reporter, currency_id)
        return int(value), int(second)

    def voted_value(self, federation: str, currency_id: int) -> tuple[int, int]:
        """Read what the federation itself voted, and the last second that it counts."""
        value, until = self._read("voted_value", federation, currency_id)
        return int(value), int(until)

    def value(self, federation: str, currency_id: int) -> int:
        """Read what a minor unit of a currency is worth now; 0: nobody has said."""
        return int(self._read("value", federation, currency_id))

    def terms(self, federation: str) -> tuple[int, dict[int, int]]:
        """Read what a round would begin with: its window, and the value of each currency."""
        window, currency_ids, values = self._read("terms", federation)
        return int(window), dict(zip(currency_ids, values, strict=True))


def _listed(currency_ids: Sequence[int]) -> str:
    return ", ".join(f"currency {each}" for each in currency_ids) or "no currency"


def _said(values: Values) -> str:
    return ", ".join(f"{value:,} in currency {number}" for number, value in values.items())
