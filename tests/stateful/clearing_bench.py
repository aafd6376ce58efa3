# SPDX-License-Identifier: Apache-2.0
"""Clearing on a chain for volume: people of two towns in one circle, acts by their names."""

from __future__ import annotations

from functools import cache
from typing import Any

from eth_abi import encode
from eth_account import Account
from eth_account.signers.local import LocalAccount
from eth_utils import keccak, to_checksum_address

from symbio.domain import clearing as words
from tests.contracts.clearing.owing import TYPES, flows
from tests.stateful.pyrevm_chain import Chain

CARRIER = "0x" + "ca" * 20
STEWARDS = "0x" + "a1" * 20, "0x" + "a2" * 20
CODES = ("EUR", "USD")
VALUES = {"EUR": 11, "USD": 10}
DAY, WINDOW = 86_400, 30 * 86_400
FAR = 400 * DAY
LIMITS = (20, 400, 60, 90, 50)


@cache
def people(size: int) -> tuple[LocalAccount, ...]:
    return tuple(Account.from_key(keccak(text=f"merchant {number}")) for number in range(size))


def name(who: LocalAccount) -> str:
    return str(who.address.lower())


class Bench:
    """One chain with the three contracts; the first four people are of one town, two of another."""

    def __init__(self, size: int = 6) -> None:
        self.chain = chain = Chain()
        self.people = people(size)
        self.book = chain.deploy("Communities")
        self.league = chain.deploy("tests/mocks/League.vy")
        parts = [chain.deploy_blueprint(part) for part in ("Obligations", "Credit")]
        self.clearing = chain.deploy("Clearing", *parts, self.book, self.league)
        self.obligations = chain.at("Obligations", chain.view(self.clearing, "obligations"))
        self.credit = chain.at("Credit", chain.view(self.clearing, "credit"))
        self.nonce = 0
        self.ids = {code: self.act("obligations", "add_currency", code) for code in CODES}
        self.decide("set_rounds", WINDOW, list(self.ids.values()))
        until = chain.time + FAR
        self.decide("set_values", list(self.ids.values()), list(VALUES.values()), until)
        for currency in self.ids.values():
            self.decide("set_credit", currency, LIMITS)
        self.town = {}
        for number, (steward, group) in enumerate(
            zip(STEWARDS, (self.people[:4], self.people[4:]), strict=True), start=1
        ):
            chain.call(steward, self.book, "register", 1, "PT", bytes(32))
            page = b"".join(bytes.fromhex(who.address[2:]) for who in group)
            chain.call(steward, self.book, "enrol", number, page)
            chain.call(CARRIER, self.league, "set_member", number, True)
            for place, who in enumerate(group):
                chain.call(name(who), self.credit, "join", self.league, number, place)
                self.town[name(who)] = number

    def act(self, contract: str, function: str, *args: Any, who: str = CARRIER) -> Any:
        return self.chain.call(who, getattr(self, contract), function, *args)

    def view(self, contract: str, function: str, *args: Any) -> Any:
        return self.chain.view(getattr(self, contract), function, *args)

    def decide(self, function: str, *args: Any) -> None:
        """Have the federation itself call Credit."""
        selector, inputs, _ = self.chain.faces[self.credit].functions[function, len(args)]
        self.chain.call(
            CARRIER, self.league, "decide", self.credit, selector + encode(inputs, args)
        )

    def sign(self, who: LocalAccount, kind: str, message: dict[str, Any]) -> bytes:
        domain = {
            "name": "Symbio Obligations",
            "version": "1",
            "chainId": 1,
            "verifyingContract": to_checksum_address(self.obligations),
        }
        fields = [field.split() for field in TYPES[kind].split(",")]
        types = {kind: [{"name": field, "type": word} for word, field in fields]}
        return bytes(who.sign_typed_data(domain, types, message).signature)

    def owed(self, debtor: int, creditor: int, code: str, amount: int, days: int) -> dict[str, Any]:
        self.nonce += 1
        return {
            "debtor": self.people[debtor].address,
            "creditor": self.people[creditor].address,
            "currency": code,
            "amount": amount,
            "due": 0,
            "expires": self.chain.time + days * DAY,
            "reference": "",
            "arbiter": "0x" + 20 * "00",
            "nonce": self.nonce,
        }

    def owe(self, debtor: int, creditor: int, code: str, amount: int, days: int = 300) -> int:
        """Register an obligation, sent by the debtor and signed by the creditor."""
        message = self.owed(debtor, creditor, code, amount, days)
        signature = self.sign(self.people[creditor], "Obligation", message)
        who = name(self.people[debtor])
        return int(
            self.act("obligations", "register", tuple(message.values()), b"", signature, who=who)
        )

    def accept(self, holder: int, gives: str, takes: str, amount: int, rate: int, days: int) -> int:
        self.nonce += 1
        who = name(self.people[holder])
        until = self.chain.time + days * DAY
        terms = (who, self.league, gives, takes, amount, rate, until, self.nonce)
        return int(self.act("clearing", "register_acceptance", terms, b"", who=who))

    def round_that_is_open(self) -> int:
        """Give a round in which anybody settles; opens one, into which nobody enters anything."""
        number = int(self.view("clearing", "round_count"))
        if not number or self.view("clearing", "round", number)[6] != 4:
            if number and self.view("clearing", "round", number)[6] != 8:
                self.chain.warp(3 * WINDOW)
            until = self.chain.time + FAR
            self.decide("set_values", list(self.ids.values()), list(VALUES.values()), until)
            number = self.act("clearing", "open_round", self.league)
            self.chain.warp(WINDOW)
        return number

    def chunk(self, part: words.Circulation) -> tuple[Any, ...]:
        """Write a circulation as the chain takes it."""
        draws = [
            (each.participant, self.ids.get(each.currency, 99), each.delta) for each in part.draws
        ]
        given = [
            (each.acceptance, each.gives_amount, each.takes_amount) for each in part.conversions
        ]
        return flows(*((each.number, each.amount) for each in part.flows)), given, draws

    def settle(self, part: words.Circulation) -> int:
        number = self.round_that_is_open()
        return int(self.act("clearing", "settle", number, self.chunk(part)))

    def remaining(self, number: int) -> int:
        return int(self.view("obligations", "obligation", number)[3])

    def balance(self, who: str, code: str) -> int:
        return int(self.view("credit", "account_balance", self.league, who, self.ids[code]))

    def sum(self, community: int, code: str) -> int:
        return int(self.view("credit", "community_balance", self.league, community, self.ids[code]))
