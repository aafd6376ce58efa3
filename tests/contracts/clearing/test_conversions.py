# SPDX-License-Identifier: Apache-2.0
"""Conversions: claims in one currency against debts in another, as the holder accepted."""

from __future__ import annotations

from typing import Any

import pytest
from eth_account.signers.local import LocalAccount

from tests.contracts.boa_chain import account, events, now, pass_time, refused
from tests.contracts.clearing.owing import HOUR, MOST, ONE, House, chunk, sign


class Swap:
    """The baker owes the miller euros, the miller owes the baker dollars; both accept."""

    def __init__(self, house: House, baker: LocalAccount, miller: LocalAccount) -> None:
        self.house, self.baker, self.miller = house, baker, miller
        self.euros = house.owe(baker, miller, 1_000)
        self.dollars = house.owe(miller, baker, 2_000, currency="USD")
        house.hold_rounds("EUR", "USD", values=[11, 10])
        self.miller_gives = house.accept(miller, "EUR", "USD", minimum_rate=ONE)
        self.baker_gives = house.accept(baker, "USD", "EUR", minimum_rate=ONE * 8 // 10)
        self.round = house.open()
        pass_time(HOUR)

    def chunk(self, *, given: tuple[int, int] = (100, 110), **other: Any) -> tuple[Any, ...]:
        """Euros against dollars, the same for both."""
        euros, dollars = given
        conversions = [
            (self.miller_gives, euros, dollars),
            (self.baker_gives, dollars, euros),
        ]
        kept: dict[str, Any] = {"conversions": conversions} | other
        return chunk((self.euros, euros), (self.dollars, dollars), **kept)

    def settle(self, part: tuple[Any, ...]) -> int:
        return self.house.settle(self.round, part)


@pytest.fixture
def swap(house: House, baker: LocalAccount, miller: LocalAccount) -> Swap:
    return Swap(house, baker, miller)


def test_two_currencies_meet(house: House, swap: Swap) -> None:
    assert swap.settle(swap.chunk()) == 100 * 11 + 110 * 10
    assert events(house.clearing)[0]["conversions"] == [(1, 100, 110), (2, 110, 100)]
    assert house.remaining(swap.euros, swap.dollars) == [900, 1_890]
    assert house.clearing.acceptance(swap.miller_gives).remaining == 900
    assert house.clearing.acceptance(swap.baker_gives).remaining == 890


def test_an_entry_uses_nothing_up(house: House, swap: Swap) -> None:
    pass_time(3 * HOUR)
    opened = house.open()
    house.submit(opened, swap.chunk())
    assert house.clearing.acceptance(swap.miller_gives).remaining == 1_000


def test_to_less_than_a_unit_of_each(swap: Swap) -> None:
    """|100 x 11 - 110 x 10| may be up to 20: two dollars, or one and a bit of a euro."""
    with refused("clearing: value isn't kept"):
        swap.settle(swap.chunk(given=(100, 113)))
    with refused("clearing: value isn't kept"):
        swap.settle(swap.chunk(given=(100, 107)))
    swap.settle(swap.chunk(given=(100, 112)))
    swap.settle(swap.chunk(given=(100, 108)))


def test_the_bound_itself_is_refused(
    house: House, baker: LocalAccount, miller: LocalAccount
) -> None:
    """One against one at values 1 and 3: off by 2, of which 4 is the bound; two against none."""
    swap = Swap(house, baker, miller)
    house.hold_rounds("EUR", "USD", values=[1, 1])
    pass_time(3 * HOUR)
    opened = house.open()
    pass_time(HOUR)
    with refused("clearing: value isn't kept"):
        house.settle(opened, swap.chunk(given=(10, 12)))
    house.settle(opened, swap.chunk(given=(10, 11)))


def test_never_below_the_holders_minimum(house: House, swap: Swap) -> None:
    low = house.accept(swap.baker, "USD", "EUR", minimum_rate=ONE * 10 // 11 + 1)
    conversions = [(swap.miller_gives, 100, 110), (low, 110, 100)]
    with refused("clearing: rate below the holder's minimum"):
        swap.settle(swap.chunk(conversions=conversions))
    house.accept(swap.baker, "USD", "EUR", minimum_rate=ONE * 10 // 11)
    swap.settle(swap.chunk(conversions=[(swap.miller_gives, 100, 110), (low + 1, 110, 100)]))


def test_up_to_the_amount_and_no_further(house: House, swap: Swap) -> None:
    small = house.accept(swap.miller, "EUR", "USD", amount=99)
    order = sorted([(swap.baker_gives, 110, 100), (small, 100, 110)])
    with refused("clearing: conversion exceeds the acceptance"):
        swap.settle(swap.chunk(conversions=order))
    order = sorted([(swap.baker_gives, 109, 99), (small, 99, 109)])
    part = chunk((swap.euros, 99), (swap.dollars, 109), conversions=order)
    swap.settle(part)
    assert house.clearing.acceptance(small).remaining == 0
    with refused("clearing: conversion exceeds the acceptance"):
        swap.settle(part)


def test_not_after_it_was_revoked(house: House, swap: Swap) -> None:
    house.clearing.revoke_acceptance(swap.miller_gives, sender=swap.miller.address)
    with refused("clearing: conversion exceeds the acceptance"):
        swap.settle(swap.chunk())


def test_until_its_last_second(house: House, swap: Swap) -> None:
    brief = house.accept(swap.miller, "EUR", "USD", until=now() + 5)
    part = swap.chunk(conversions=sorted([(swap.baker_gives, 110, 100), (brief, 100, 110)]))
    pass_time(5)
    swap.settle(part)
    pass_time(1)
    with refused("clearing: acceptance has expired"):
        swap.settle(part)


@pytest.mark.parametrize(
    ("conversions", "reason"),
    [
        ([(2, 110, 100), (1, 100, 110)], "clearing: conversions not in order"),
        ([(1, 50, 55), (1, 50, 55), (2, 110, 100)], "clearing: conversions not in order"),
        ([(0, 100, 110), (2, 110, 100)], "clearing: conversions not in order"),
        ([(1, 0, 110), (2, 110, 100)], "clearing: a conversion is nothing"),
        ([(1, 100, 0), (2, 110, 100)], "clearing: a conversion is nothing"),
        ([(1, 100, 110), (3, 110, 100)], "clearing: no such acceptance"),
        ([(1, 100, MOST + 1), (2, 110, 100)], "clearing: amount out of range"),
        ([(1, 100, 2**255), (2, 110, 100)], "clearing: amount out of range"),
        ([(1, 100, 110)], "circulation: a net position would change"),
        ([], "circulation: a net position would change"),
        ([(1, 100, 111), (2, 110, 100)], "circulation: a net position would change"),
    ],
)
def test_refuses_what_does_not_fit(
    swap: Swap, conversions: list[tuple[int, int, int]], reason: str
) -> None:
    with refused(reason):
        swap.settle(swap.chunk(conversions=conversions))


def test_refuses_currencies_without_a_value(house: House, swap: Swap) -> None:
    numbers = [house.currency(code) for code in ("EUR", "USD")]
    for alone in numbers:
        pass_time(4 * HOUR)
        house.decide("set_rounds", HOUR, [alone])
        opened = house.open()
        pass_time(HOUR)
        with refused("clearing: no value for a currency"):
            house.settle(opened, swap.chunk())


def test_refuses_another_federations_acceptance(house: House, swap: Swap) -> None:
    elsewhere = account("elsewhere").address
    house.league.set_level(elsewhere, 1)
    foreign = house.accept(swap.miller, "EUR", "USD", federation=elsewhere)
    part = swap.chunk(conversions=sorted([(swap.baker_gives, 110, 100), (foreign, 100, 110)]))
    with refused("clearing: another federation's acceptance"):
        swap.settle(part)


class TestRegisterAcceptance:
    def test_by_the_holder_or_with_its_signature(self, house: House, baker: LocalAccount) -> None:
        terms = house.acceptance(baker, "EUR", "USD", minimum_rate=2**96 - 1, amount=MOST)
        signature = sign(baker, house.clearing, "Acceptance", terms)
        assert house.clearing.register_acceptance(tuple(terms.values()), signature) == 1
        expected_event = {"event": "AcceptanceRegistered", "acceptance_id": 1, **terms}
        assert events(house.clearing)[-1] == expected_event
        found = house.clearing.acceptance(1)
        expected = (baker.address, house.league.address, 1, 2, MOST, 2**96 - 1, terms["until"])
        assert found == expected
        assert house.accept(baker, "USD", "EUR") == 2
        assert house.clearing.acceptance_count() == 2
        with refused("nonces: used already"):
            house.clearing.register_acceptance(tuple(terms.values()), signature)

    @pytest.mark.parametrize(
        ("change", "reason"),
        [
            ({"amount": 0}, "clearing: amount out of range"),
            ({"amount": MOST + 1}, "clearing: amount out of range"),
            ({"minimum_rate": 0}, "clearing: rate out of range"),
            ({"minimum_rate": 2**96}, "clearing: rate out of range"),
            ({"until": 2**40}, "clearing: expires too late"),
            ({"until": 1}, "clearing: acceptance has expired"),
            ({"takes": "EUR"}, "clearing: one currency on both sides"),
            ({"gives": "eur"}, "numbers: not a currency code"),
            ({"federation": "0x" + "11" * 20}, "clearing: no such federation"),
        ],
    )
    def test_refuses_what_says_nothing_useful(
        self, house: House, baker: LocalAccount, change: dict[str, Any], reason: str
    ) -> None:
        terms = tuple((house.acceptance(baker, "EUR", "USD") | change).values())
        with refused(reason):
            house.clearing.register_acceptance(terms, b"", sender=baker.address)

    def test_refuses_what_the_holder_did_not_sign(
        self, house: House, baker: LocalAccount, miller: LocalAccount
    ) -> None:
        terms = house.acceptance(baker, "EUR", "USD")
        wrong = {
            "nobody": b"",
            "another": sign(miller, house.clearing, "Acceptance", terms),
            "other terms": sign(baker, house.clearing, "Acceptance", terms | {"minimum_rate": 9}),
            "other chain": sign(baker, house.clearing, "Acceptance", terms, chainId=5),
            "other contract": sign(baker, house.obligations, "Acceptance", terms),
        }
        for signature in wrong.values():
            with refused("clearing: not signed by the holder"):
                house.clearing.register_acceptance(tuple(terms.values()), signature)

    def test_refuses_a_nonce_that_was_cancelled(self, house: House, baker: LocalAccount) -> None:
        house.clearing.cancel_nonce(3, sender=baker.address)
        expected = {"event": "NonceCancelled", "account": baker.address, "nonce": 3}
        assert events(house.clearing) == [expected]
        assert house.clearing.is_nonce_used(baker, 3)
        assert not house.obligations.is_nonce_used(baker, 3)
        with refused("nonces: used already"):
            house.accept(baker, "EUR", "USD", nonce=3)
        with refused("nonces: used already"):
            house.clearing.cancel_nonce(3, sender=baker.address)

    def test_only_the_holder_revokes(
        self, house: House, baker: LocalAccount, miller: LocalAccount
    ) -> None:
        number = house.accept(baker, "EUR", "USD")
        with refused("clearing: not the holder"):
            house.clearing.revoke_acceptance(number, sender=miller.address)
        with refused("clearing: no such acceptance"):
            house.clearing.revoke_acceptance(number + 1, sender=miller.address)
        house.clearing.revoke_acceptance(number, sender=baker.address)
        expected = {"event": "AcceptanceRevoked", "acceptance_id": 1, "holder": baker.address}
        assert events(house.clearing) == [expected]
