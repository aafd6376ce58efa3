# SPDX-License-Identifier: Apache-2.0
"""Obligations: disputes, by whoever raised them, both, or the arbiter."""

from __future__ import annotations

from typing import Any

import boa
import pytest
from eth_account.signers.local import LocalAccount

from tests.contracts.boa_chain import deployer, events, refused
from tests.contracts.clearing.owing import House

CLAIM = b"\x07" * 32


@pytest.fixture
def judge() -> Any:
    found = deployer("tests/mocks/Judge.vy").deploy()
    found.set(5, 0, False)
    return found


@pytest.fixture
def debt(house: House, judge: Any, baker: LocalAccount, miller: LocalAccount) -> int:
    boa.env.set_balance(baker.address, 10**18)
    boa.env.set_balance(miller.address, 10**18)
    return house.owe(baker, miller, 999, arbiter=judge.address)


def status(house: House, number: int) -> int:
    return int(house.obligations.obligation(number).status)


def test_either_side_raises_it_and_withdraws_it(
    house: House, debt: int, baker: LocalAccount, miller: LocalAccount
) -> None:
    for who, other, flag in ((baker, miller, 2), (miller, baker, 4)):
        house.obligations.dispute(debt, CLAIM, sender=who.address)
        expected = {"event": "ObligationDisputed", "obligation_id": debt, "actor": who.address}
        assert events(house.obligations) == [expected | {"claim": CLAIM}]
        assert status(house, debt) == flag
        for again in (who, other):
            with refused("obligations: obligation is disputed"):
                house.obligations.dispute(debt, CLAIM, sender=again.address)
        with refused("obligations: raised by the other side"):
            house.obligations.withdraw_dispute(debt, sender=other.address)
        house.obligations.withdraw_dispute(debt, sender=who.address)
        gone = {"event": "DisputeWithdrawn", "obligation_id": debt, "actor": who.address}
        assert events(house.obligations) == [gone]
        assert (status(house, debt), house.remaining(debt)) == (1, [999])


def test_nobody_else(
    house: House, debt: int, baker: LocalAccount, farmer: LocalAccount, stranger: LocalAccount
) -> None:
    house.owe(farmer, baker)
    outside = "obligations: neither debtor nor creditor"
    for who in (farmer, stranger):
        with refused(outside):
            house.obligations.dispute(debt, CLAIM, sender=who.address)
    with refused("obligations: no such obligation"):
        house.obligations.dispute(debt + 5, CLAIM, sender=baker.address)
    house.obligations.dispute(debt, CLAIM, sender=baker.address)
    for who in (farmer, stranger):
        for act in (
            lambda sender: house.obligations.withdraw_dispute(debt, sender=sender),
            lambda sender: house.obligations.settle_dispute(debt, 1, sender=sender),
            lambda sender: house.obligations.escalate(debt, sender=sender),
        ):
            with refused(outside):
                act(who.address)


def test_only_what_is_disputed_is_withdrawn_settled_or_escalated(
    house: House, debt: int, baker: LocalAccount
) -> None:
    for act, args in (("withdraw_dispute", ()), ("settle_dispute", (1,)), ("escalate", ())):
        with refused("obligations: obligation isn't disputed"):
            getattr(house.obligations, act)(debt, *args, sender=baker.address)


class TestSettleDispute:
    def test_when_both_name_the_same(
        self, house: House, debt: int, baker: LocalAccount, miller: LocalAccount
    ) -> None:
        settle = house.obligations.settle_dispute
        house.obligations.dispute(debt, CLAIM, sender=baker.address)
        assert house.obligations.settlement(debt) == (False, 0, False)
        settle(debt, 0, sender=baker.address)
        offered = {"event": "SettlementOffered", "obligation_id": debt, "remaining": 0}
        assert events(house.obligations) == [offered | {"actor": baker.address}]
        assert house.obligations.settlement(debt) == (True, 0, True)
        settle(debt, 0, sender=baker.address)
        assert status(house, debt) == 2
        settle(debt, 600, sender=miller.address)
        assert house.obligations.settlement(debt) == (False, 600, True)
        settle(debt, 600, sender=baker.address)
        assert events(house.obligations)[0]["event"] == "DisputeSettled"
        assert (status(house, debt), house.remaining(debt)) == (1, [600])
        assert house.obligations.settlement(debt) == (False, 0, False)

    def test_an_offer_ends_with_its_dispute(
        self, house: House, debt: int, baker: LocalAccount, miller: LocalAccount
    ) -> None:
        house.obligations.dispute(debt, CLAIM, sender=baker.address)
        house.obligations.settle_dispute(debt, 5, sender=miller.address)
        house.obligations.withdraw_dispute(debt, sender=baker.address)
        house.obligations.dispute(debt, CLAIM, sender=baker.address)
        house.obligations.settle_dispute(debt, 5, sender=baker.address)
        assert house.remaining(debt) == [999]

    def test_refuses_more_than_is_owed(
        self, house: House, debt: int, baker: LocalAccount, miller: LocalAccount
    ) -> None:
        house.obligations.dispute(debt, CLAIM, sender=baker.address)
        with refused("obligations: more than is owed"):
            house.obligations.settle_dispute(debt, 1_000, sender=baker.address)
        house.obligations.settle_dispute(debt, 999, sender=baker.address)
        house.obligations.acknowledge_payment(debt, 1, sender=miller.address)
        with refused("obligations: more than is owed"):
            house.obligations.settle_dispute(debt, 999, sender=miller.address)


class TestEscalate:
    def test_at_exactly_the_arbiters_cost(
        self, house: House, judge: Any, debt: int, baker: LocalAccount, miller: LocalAccount
    ) -> None:
        escalate = house.obligations.escalate
        house.obligations.dispute(debt, CLAIM, sender=baker.address)
        for value in (0, 4, 6):
            with refused("obligations: value isn't the arbiter's cost"):
                escalate(debt, value=value, sender=miller.address)
        escalate(debt, value=5, sender=miller.address)
        expected = {"event": "DisputeEscalated", "obligation_id": debt, "actor": miller.address}
        expected |= {"arbiter": judge.address, "dispute_id": 0}
        assert events(house.obligations) == [expected]
        assert judge.choices() == 101
        assert boa.env.get_balance(judge.address) == 5
        claim = house.obligations.obligation(debt)
        assert (claim.dispute_id, claim.is_escalated) == (0, True)
        with refused("obligations: escalated already"):
            escalate(debt, value=5, sender=baker.address)

    def test_refuses_without_an_arbiter(
        self, house: House, ring: list[int], baker: LocalAccount
    ) -> None:
        house.obligations.dispute(1, CLAIM, sender=baker.address)
        with refused("obligations: no arbiter is named"):
            house.obligations.escalate(1, sender=baker.address)

    def test_a_broken_arbiter_stops_no_dispute(
        self, house: House, judge: Any, debt: int, baker: LocalAccount, miller: LocalAccount
    ) -> None:
        judge.set(5, 0, True)
        house.obligations.dispute(debt, CLAIM, sender=baker.address)
        with refused("judge: on holiday"):
            house.obligations.escalate(debt, value=5, sender=baker.address)
        house.obligations.settle_dispute(debt, 7, sender=baker.address)
        house.obligations.settle_dispute(debt, 7, sender=miller.address)
        assert house.remaining(debt) == [7]

    def test_refuses_a_number_twice(
        self, house: House, judge: Any, debt: int, baker: LocalAccount, miller: LocalAccount
    ) -> None:
        second = house.owe(baker, miller, arbiter=judge.address)
        for number in (debt, second):
            house.obligations.dispute(number, CLAIM, sender=baker.address)
        house.obligations.escalate(debt, value=5, sender=baker.address)
        for taken in (0, 2**256 - 1):
            judge.set(5, taken, False)
            with refused("obligations: the arbiter's number is taken"):
                house.obligations.escalate(second, value=5, sender=baker.address)


class TestRule:
    def escalated(self, house: House, judge: Any, debt: int, who: LocalAccount) -> int:
        number = int(judge.next())
        house.obligations.dispute(debt, CLAIM, sender=who.address)
        house.obligations.escalate(debt, value=5, sender=who.address)
        return number

    @pytest.mark.parametrize(
        ("ruling", "remaining"), [(0, 999), (1, 0), (2, 9), (51, 499), (100, 989), (101, 999)]
    )
    def test_so_much_stays_owed(
        self,
        house: House,
        judge: Any,
        debt: int,
        baker: LocalAccount,
        ruling: int,
        remaining: int,
    ) -> None:
        number = self.escalated(house, judge, debt, baker)
        house.obligations.rule(number, ruling, sender=judge.address)
        expected = {"event": "DisputeRuled", "obligation_id": debt, "arbiter": judge.address}
        expected |= {"dispute_id": number, "ruling": ruling, "remaining": remaining}
        assert events(house.obligations) == [expected]
        assert (status(house, debt), house.remaining(debt)) == (1, [remaining])
        with refused("obligations: no such dispute"):
            house.obligations.rule(number, ruling, sender=judge.address)
        assert not house.obligations.obligation(debt).is_escalated

    def test_by_the_arbiter_alone(
        self, house: House, judge: Any, debt: int, baker: LocalAccount, miller: LocalAccount
    ) -> None:
        number = self.escalated(house, judge, debt, baker)
        another = deployer("tests/mocks/Judge.vy").deploy()
        for who in (baker.address, miller.address, another.address):
            with refused("obligations: no such dispute"):
                house.obligations.rule(number, 1, sender=who)
        with refused("obligations: no such ruling"):
            house.obligations.rule(number, 102, sender=judge.address)
        with refused("obligations: no such dispute"):
            house.obligations.rule(number + 1, 1, sender=judge.address)

    def test_not_after_it_was_withdrawn_and_again_once_it_is_raised_anew(
        self, house: House, judge: Any, debt: int, baker: LocalAccount
    ) -> None:
        number = self.escalated(house, judge, debt, baker)
        house.obligations.withdraw_dispute(debt, sender=baker.address)
        with refused("obligations: no such dispute"):
            house.obligations.rule(number, 1, sender=judge.address)
        second = self.escalated(house, judge, debt, baker)
        assert second == number + 1
        with refused("obligations: no such dispute"):
            house.obligations.rule(number, 1, sender=judge.address)
        house.obligations.rule(second, 1, sender=judge.address)
        assert house.remaining(debt) == [0]
