# SPDX-License-Identifier: Apache-2.0
"""What somebody may try against clearing, and the answer."""

from __future__ import annotations

from typing import Any

import pytest
from eth_account.signers.local import LocalAccount

from tests.contracts.boa_chain import account, crowd, deployer, now, pass_time, refused
from tests.contracts.clearing.owing import DAY, HOUR, ONE, House, chunk

BEST = chunk((1, 80), (2, 80), (3, 80))


@pytest.fixture
def free(house: House, opened: int) -> int:
    pass_time(HOUR)
    return opened


def nets(house: House, people: list[Any], numbers: list[int]) -> list[int]:
    """What each is owed less what it owes."""
    totals = dict.fromkeys((who.address for who in people), 0)
    for number in numbers:
        claim = house.obligations.obligation(number)
        totals[claim.creditor] += claim.remaining
        totals[claim.debtor] -= claim.remaining
    return list(totals.values())


def test_no_set_off_changes_anybodys_net(
    house: House, free: int, baker: LocalAccount, miller: LocalAccount, farmer: LocalAccount
) -> None:
    people = [baker, miller, farmer]
    before = nets(house, people, [1, 2, 3])
    house.settle(free, chunk((1, 33), (2, 33), (3, 33)))
    assert nets(house, people, [1, 2, 3]) == before


def test_threat_10_whoever_sends_it_counts_for_nothing(
    house: House, free: int, stranger: LocalAccount
) -> None:
    """A stranger, the arbiter's, or the federation's own hand land no invalid result."""
    for who in (stranger.address, house.league.address):
        with refused("circulation: a net position would change"):
            house.clearing.settle(free, chunk((1, 80), (2, 80)), sender=who)


def test_threat_17_the_first_of_equals_wins_and_others_can_compete(
    house: House, opened: int, stranger: LocalAccount, juror: LocalAccount
) -> None:
    house.submit(opened, BEST, stranger)
    house.submit(opened, BEST, juror)
    assert house.clearing.round(opened).best == stranger.address


def test_threat_18_a_stale_chunk_fails_alone(
    house: House, ring: list[int], baker: LocalAccount, miller: LocalAccount
) -> None:
    pair = house.owe(baker, miller, 5), house.owe(miller, baker, 5)
    house.hold_rounds("EUR")
    opened = house.open()
    other = chunk((pair[0], 5), (pair[1], 5))
    house.submit(opened, BEST)
    house.submit(opened, other)
    house.obligations.acknowledge_payment(1, 30, sender=miller.address)
    pass_time(HOUR)
    with refused("circulation: flow exceeds what is owed"):
        house.settle(opened, BEST)
    house.settle(opened, other)
    pass_time(HOUR)
    house.settle(opened, chunk((1, 70), (2, 70), (3, 70)))
    assert house.remaining(1, 2, 3, *pair) == [0, 10, 50, 0, 0]


def test_a_best_entry_that_cannot_be_settled_delays_a_round_by_one_phase_at_most(
    house: House, opened: int, farmer: LocalAccount, baker: LocalAccount
) -> None:
    """Its author disputes what it entered; the open phase rescues all the rest."""
    back = chunk((1, 1), (2, 1), (3, 1))
    house.submit(opened, BEST, farmer)
    house.obligations.dispute(2, bytes(32), sender=farmer.address)
    pass_time(HOUR)
    with refused("circulation: obligation is disputed"):
        house.settle(opened, BEST)
    with refused("clearing: not in the best entry"):
        house.settle(opened, back)
    pass_time(HOUR)
    house.obligations.withdraw_dispute(2, sender=farmer.address)
    house.settle(opened, back)


def test_a_dispute_against_a_best_entry_takes_out_its_own_chunk_alone(
    house: House, ring: list[int], baker: LocalAccount, miller: LocalAccount
) -> None:
    pair = house.owe(baker, miller, 5), house.owe(miller, baker, 5)
    house.hold_rounds("EUR")
    opened = house.open()
    other = chunk((pair[0], 5), (pair[1], 5))
    house.submit(opened, BEST)
    house.submit(opened, other)
    house.obligations.dispute(1, bytes(32), sender=baker.address)
    pass_time(HOUR)
    house.settle(opened, other)


def test_nobody_wins_by_a_ring_of_its_own_made_after_the_round_opened(
    house: House, opened: int
) -> None:
    """All entries are over the same obligations, so the best can't be worth less than any."""
    ours = [account(f"sybil {n}") for n in range(2)]
    pair = house.owe(*ours, 2**80), house.owe(*ours[::-1], 2**80)
    with refused("clearing: registered after the round opened"):
        house.submit(opened, chunk((pair[0], 2**80), (pair[1], 2**80)), ours[0])


def test_threat_19_made_up_debts_lengthen_no_line(
    house: House, baker: LocalAccount, miller: LocalAccount, farmer: LocalAccount
) -> None:
    """A line is what the federation set; what one turns over is read by no rule."""
    town = house.town(account("north"), baker, miller, farmer)
    (euro,) = house.hold_rounds("EUR")
    house.lend(euro, 0, 100, 50, 50, 10)
    for place, who in enumerate((baker, miller, farmer)):
        house.join(who, town, place)
    pair = house.owe(baker, miller, 10**9), house.owe(miller, baker, 10**9)
    real = house.owe(baker, farmer, 1_000)
    opened = house.open()
    pass_time(HOUR)
    house.settle(opened, chunk((pair[0], 10**9), (pair[1], 10**9)))
    with refused("credit: beyond the line"):
        draws = [(baker, euro, -11), (farmer, euro, 11)]
        house.settle(opened, chunk((real, 11), draws=draws))


def test_threat_19_two_accounts_of_one_person_draw_no_more_than_their_community_may(
    house: House, baker: LocalAccount, farmer: LocalAccount
) -> None:
    people = [account(f"double {n}") for n in range(4)]
    north, south = house.town(account("north"), *people), house.town(account("south"), farmer)
    (euro,) = house.hold_rounds("EUR")
    house.lend(euro, 0, 100, 100, 25, 10)
    debts = []
    for place, who in enumerate(people):
        house.join(who, north, place)
        debts.append(house.owe(who, farmer, 10))
    house.join(farmer, south, 0)
    opened = house.open()
    pass_time(HOUR)
    draws = [*((who, euro, -10) for who in people), (farmer, euro, 40)]
    with refused("credit: beyond the community's bound"):
        house.settle(opened, chunk(*((debt, 10) for debt in debts), draws=draws))
    draws = [*((who, euro, -10) for who in people[:2]), (farmer, euro, 20)]
    house.settle(opened, chunk(*((debt, 10) for debt in debts[:2]), draws=draws))


def test_threat_20_a_currency_without_a_value_is_never_worth_one(
    house: House, ring: list[int], baker: LocalAccount, miller: LocalAccount
) -> None:
    yen = house.owe(baker, miller, 10, currency="JPY"), house.owe(miller, baker, 10, currency="JPY")
    euro = house.currency("EUR")
    house.decide("set_rounds", HOUR, [euro, house.currency("JPY")])
    house.decide("set_values", [euro], [1], now() + DAY)
    opened = house.open()
    with refused("circulation: currency isn't in this round"):
        house.submit(opened, chunk((yen[0], 10), (yen[1], 10)))


def test_threat_21_a_federation_of_ones_own_takes_nobody_to_its_minimum(
    house: House, baker: LocalAccount, miller: LocalAccount
) -> None:
    """The holder named the federation at whose values it converts."""
    debts = house.owe(baker, miller, 100), house.owe(miller, baker, 300, currency="USD")
    euro, dollar = house.currency("EUR"), house.currency("USD")
    ours = house.accept(miller, "EUR", "USD", minimum_rate=ONE // 2)
    own = deployer("tests/mocks/League.vy").deploy()
    house.league.set_level(own, 1)
    until = now() + DAY
    house.credit.set_rounds(HOUR, [euro, dollar], sender=own.address)
    house.credit.set_values([euro, dollar], [1, 2], until, sender=own.address)
    theirs = tuple(house.acceptance(baker, "USD", "EUR", federation=own.address).values())
    house.clearing.register_acceptance(theirs, b"", sender=baker.address)
    opened = house.clearing.open_round(own)
    pass_time(HOUR)
    part = chunk((debts[0], 100), (debts[1], 50), conversions=[(ours, 100, 50), (2, 50, 100)])
    with refused("clearing: another federation's acceptance"):
        house.settle(opened, part)


def test_rounding_used_again_and_again_takes_nobody_below_its_minimum(
    house: House, baker: LocalAccount, miller: LocalAccount
) -> None:
    """One cheap unit against one dear one keeps value "to less than a unit of each"."""
    debts = house.owe(baker, miller, 100, currency="ISK"), house.owe(miller, baker, 100)
    house.hold_rounds("ISK", "EUR", values=[1, 150])
    careful = house.accept(baker, "EUR", "ISK", minimum_rate=140 * ONE)
    greedy = house.accept(miller, "ISK", "EUR")
    opened = house.open()
    pass_time(HOUR)
    given = sorted([(careful, 1, 1), (greedy, 1, 1)])
    with refused("clearing: rate below the holder's minimum"):
        house.settle(opened, chunk((debts[0], 1), (debts[1], 1), conversions=given))


def test_the_circle_is_never_the_other_side_of_a_conversion(
    house: House, baker: LocalAccount, miller: LocalAccount
) -> None:
    """What one holder gives, others must take: credit can't stand in, and rounding can't drain."""
    town = house.town(account("north"), baker, miller)
    krona, euro = house.hold_rounds("ISK", "EUR", values=[1, 150])
    for currency in (krona, euro):
        house.lend(currency, 0, 100, 100, 100, 100)
    for place, who in enumerate((baker, miller)):
        house.join(who, town, place)
    debts = house.owe(baker, miller, 100, currency="ISK"), house.owe(miller, baker, 100)
    greedy = house.accept(miller, "ISK", "EUR")
    opened = house.open()
    pass_time(HOUR)
    draws = [(baker, krona, -1), (baker, euro, 1)]
    with refused("circulation: a net position would change"):
        part = chunk(*((debt, 1) for debt in debts), conversions=[(greedy, 1, 1)], draws=draws)
        house.settle(opened, part)


def test_a_majority_of_reporters_says_what_it_likes_within_what_holders_accept(
    house: House, baker: LocalAccount, miller: LocalAccount
) -> None:
    euro, dollar = house.hold_rounds("EUR", "USD")
    three = crowd("reporter", 3)
    house.decide("set_reporters", [who.address for who in three], DAY)
    for who, value in zip(three, (10, 900, 900), strict=True):
        house.credit.report_values(house.league, [euro, dollar], [10, value], sender=who.address)
    debts = house.owe(baker, miller, 900), house.owe(miller, baker, 900, currency="USD")
    ours = house.accept(miller, "EUR", "USD", minimum_rate=ONE // 2)
    theirs = house.accept(baker, "USD", "EUR")
    opened = house.open()
    pass_time(HOUR)
    given = sorted([(ours, 900, 10), (theirs, 10, 900)])
    with refused("clearing: rate below the holder's minimum"):
        house.settle(opened, chunk((debts[0], 900), (debts[1], 10), conversions=given))


def test_nothing_is_left_over_between_two_calls_in_one_transaction(house: House, free: int) -> None:
    both = deployer("tests/mocks/TwiceSettler.vy").deploy()
    encode = house.clearing.settle.prepare_calldata
    first, second = chunk((1, 10), (2, 10)), chunk((3, 10))
    calls = [encode(free, part) for part in (first, second)]
    assert both.twice(house.clearing, *calls) == (False, False)
    good = encode(free, chunk((1, 10), (2, 10), (3, 10)))
    assert both.twice(house.clearing, good, calls[0]) == (True, False)
    assert both.twice(house.clearing, calls[1], good) == (False, True)
    assert both.twice(house.clearing, good, good) == (True, True)
    assert house.remaining(1, 2, 3) == [60, 40, 80]


def test_threat_25_amounts_at_their_limits_neither_wrap_nor_stop(
    house: House, baker: LocalAccount, miller: LocalAccount
) -> None:
    most = 2**88 - 1
    pair = house.owe(baker, miller, most), house.owe(miller, baker, most)
    house.hold_rounds("EUR", values=[10**10 - 1])
    opened = house.open()
    pass_time(HOUR)
    assert house.settle(opened, chunk((pair[0], most), (pair[1], most))) == 2 * most * (10**10 - 1)


def test_rounds_opened_as_spam_are_the_federations_own_rounds(
    house: House, ring: list[int], stranger: LocalAccount
) -> None:
    house.hold_rounds("EUR")
    opened = house.clearing.open_round(house.league, sender=stranger.address)
    pass_time(HOUR)
    house.settle(opened, BEST)
