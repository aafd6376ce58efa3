# SPDX-License-Identifier: Apache-2.0
"""Obligations: register_many, acknowledged payments, assignment, nonces and codes."""

from __future__ import annotations

from typing import Any

import pytest
from eth_account.signers.local import LocalAccount

from tests.contracts.boa_chain import deployer, events, now, pass_time, refused
from tests.contracts.clearing.owing import DAY, House, sign


class TestRegisterMany:
    def test_several_at_once(self, house: House, baker: LocalAccount, miller: LocalAccount) -> None:
        owed = [house.owed(baker, miller, 10 + n) for n in range(16)]
        parts = (
            [each.struct() for each in owed],
            [house.sign(baker, each) for each in owed],
            [house.sign(miller, each) for each in owed],
        )
        assert house.obligations.register_many(*parts) == 1
        assert house.remaining(1, 16) == [10, 25]
        assert house.obligations.obligation_count() == 16
        with refused("nonces: used already"):
            house.obligations.register_many(*parts)

    def test_one_that_is_refused_refuses_all(
        self, house: House, baker: LocalAccount, miller: LocalAccount
    ) -> None:
        owed = [house.owed(baker, miller), house.owed(baker, miller)]
        structs = [each.struct() for each in owed]
        ours, theirs = ([house.sign(who, each) for each in owed] for who in (baker, miller))
        with refused("obligations: not signed by the creditor"):
            house.obligations.register_many(structs, ours, theirs[:1] * 2)
        with refused("obligations: not both signatures for each"):
            house.obligations.register_many(structs, ours[:1], theirs)
        with refused("obligations: not both signatures for each"):
            house.obligations.register_many(structs, ours, theirs[:1])
        with refused("obligations: no obligation named"):
            house.obligations.register_many([], [], [])
        assert house.obligations.obligation_count() == 0


class TestAcknowledgePayment:
    def test_by_the_creditor(self, house: House, ring: list[int], miller: LocalAccount) -> None:
        house.obligations.acknowledge_payment(1, 30, sender=miller.address)
        assert events(house.obligations) == [
            {
                "event": "PaymentAcknowledged",
                "obligation_id": 1,
                "creditor": miller.address,
                "amount": 30,
                "remaining": 70,
            }
        ]
        house.obligations.acknowledge_payment(1, 70, sender=miller.address)
        assert house.remaining(1, 2, 3) == [0, 80, 120]
        with refused("obligations: payment exceeds what is owed"):
            house.obligations.acknowledge_payment(1, 1, sender=miller.address)

    def test_refuses(self, house: House, ring: list[int], baker: LocalAccount) -> None:
        with refused("obligations: not the creditor"):
            house.obligations.acknowledge_payment(1, 30, sender=baker.address)
        for unknown in (0, 4, 2**40, 2**255):
            with refused("obligations: no such obligation"):
                house.obligations.acknowledge_payment(unknown, 30, sender=baker.address)
        with refused("obligations: amount out of range"):
            house.obligations.acknowledge_payment(3, 0, sender=baker.address)
        with refused("obligations: payment exceeds what is owed"):
            house.obligations.acknowledge_payment(3, 121, sender=baker.address)

    def test_of_a_disputed_one(
        self, house: House, ring: list[int], baker: LocalAccount, miller: LocalAccount
    ) -> None:
        house.obligations.dispute(1, bytes(32), sender=baker.address)
        house.obligations.acknowledge_payment(1, 30, sender=miller.address)
        claim = house.obligations.obligation(1)
        assert (claim.remaining, claim.status) == (70, 2)

    def test_by_signature(
        self, house: House, ring: list[int], miller: LocalAccount, baker: LocalAccount
    ) -> None:
        message = {"creditor": miller.address, "obligation": 1, "amount": 30, "nonce": 99}
        signature = sign(miller, house.obligations, "Payment", message)
        pay = house.obligations.acknowledge_payment_by_signature
        wrong = sign(baker, house.obligations, "Payment", message)
        for args in (
            (1, 31, 99, signature),
            (2, 30, 99, signature),
            (1, 30, 98, signature),
            (1, 30, 99, wrong),
            (1, 30, 99, b""),
            (1, 30, 99, sign(miller, house.obligations, "Payment", message, chainId=5)),
            (1, 30, 99, sign(miller, house.clearing, "Payment", message)),
        ):
            with refused("obligations: not signed by the creditor"):
                pay(*args)
        pay(1, 30, 99, signature)
        assert house.remaining(1) == [70]
        with refused("nonces: used already"):
            pay(1, 30, 99, signature)
        with refused("obligations: no such obligation"):
            pay(4, 30, 99, signature)


class TestAssign:
    def signed(
        self, house: House, debtor: Any, creditor: Any, successor: Any, **other: Any
    ) -> tuple[Any, ...]:
        terms = {"obligation": 1, "remaining": 100, "until": now() + DAY, "nonce": house.nonce()}
        terms |= other
        message = {
            "debtor": debtor.address,
            "creditor": creditor.address,
            "successor": successor.address,
            **terms,
        }
        by = [sign(who, house.obligations, "Assignment", message) for who in (debtor, successor)]
        fields = terms["obligation"], successor.address, *list(terms.values())[1:]
        return fields, *by

    def test_with_the_consent_of_all_three(
        self,
        house: House,
        ring: list[int],
        baker: LocalAccount,
        miller: LocalAccount,
        stranger: LocalAccount,
    ) -> None:
        args = self.signed(house, baker, miller, stranger)
        house.obligations.assign(*args, sender=miller.address)
        assert events(house.obligations)[-1] == {
            "event": "ObligationAssigned",
            "obligation_id": 1,
            "creditor": miller.address,
            "successor": stranger.address,
        }
        claim = house.obligations.obligation(1)
        assert claim[:4] == (baker.address, stranger.address, 1, 100)
        assert claim.status == 1
        with refused("obligations: not the creditor"):
            house.obligations.assign(*args, sender=miller.address)
        back = self.signed(house, baker, stranger, miller)
        house.obligations.assign(*back, sender=stranger.address)
        with refused("nonces: used already"):
            house.obligations.assign(*args, sender=miller.address)

    def test_refuses(
        self,
        house: House,
        ring: list[int],
        baker: LocalAccount,
        miller: LocalAccount,
        farmer: LocalAccount,
    ) -> None:
        assign = house.obligations.assign
        terms, ours, theirs = self.signed(house, baker, miller, farmer)
        with refused("obligations: not the creditor"):
            assign(terms, ours, theirs, sender=farmer.address)
        with refused("obligations: not signed by the debtor"):
            assign(terms, theirs, theirs, sender=miller.address)
        with refused("obligations: not signed by the successor"):
            assign(terms, ours, ours, sender=miller.address)
        for successor in (baker, miller):
            args = self.signed(house, baker, miller, successor)
            with refused("obligations: no other account to assign to"):
                assign(*args, sender=miller.address)
        for remaining in (99, 101):
            args = self.signed(house, baker, miller, farmer, remaining=remaining)
            with refused("obligations: not what is owed now"):
                assign(*args, sender=miller.address)
        args = self.signed(house, baker, miller, farmer, obligation=9)
        with refused("obligations: no such obligation"):
            assign(*args, sender=miller.address)

    def test_refuses_what_was_paid_or_is_disputed(
        self,
        house: House,
        ring: list[int],
        baker: LocalAccount,
        miller: LocalAccount,
        farmer: LocalAccount,
    ) -> None:
        house.obligations.dispute(1, bytes(32), sender=baker.address)
        with refused("obligations: obligation is disputed"):
            args = self.signed(house, baker, miller, farmer)
            house.obligations.assign(*args, sender=miller.address)
        house.obligations.acknowledge_payment(1, 100, sender=miller.address)
        house.obligations.withdraw_dispute(1, sender=baker.address)
        with refused("obligations: amount out of range"):
            args = self.signed(house, baker, miller, farmer, remaining=0)
            house.obligations.assign(*args, sender=miller.address)

    def test_until_its_last_second(
        self,
        house: House,
        ring: list[int],
        baker: LocalAccount,
        miller: LocalAccount,
        farmer: LocalAccount,
    ) -> None:
        late = self.signed(house, baker, miller, farmer, until=now() + 9)
        pass_time(10)
        with refused("obligations: assignment has lapsed"):
            house.obligations.assign(*late, sender=miller.address)
        args = self.signed(house, baker, miller, farmer, until=now())
        house.obligations.assign(*args, sender=miller.address)

    def test_replay_on_another_chain_or_contract(
        self,
        house: House,
        ring: list[int],
        baker: LocalAccount,
        miller: LocalAccount,
        farmer: LocalAccount,
    ) -> None:
        terms, ours, theirs = self.signed(house, baker, miller, farmer)
        message = {
            "debtor": baker.address,
            "creditor": miller.address,
            "successor": farmer.address,
            "obligation": 1,
            "remaining": 100,
            "until": terms[3],
            "nonce": terms[4],
        }
        for other in ({"chainId": 5}, {"verifyingContract": house.clearing.address}):
            foreign = sign(baker, house.obligations, "Assignment", message, **other)
            with refused("obligations: not signed by the debtor"):
                house.obligations.assign(terms, foreign, theirs, sender=miller.address)
        house.obligations.assign(terms, ours, theirs, sender=miller.address)


def test_cancels_a_nonce(house: House, baker: LocalAccount) -> None:
    house.obligations.cancel_nonce(2**256 - 1, sender=baker.address)
    expected = {"event": "NonceCancelled", "account": baker.address, "nonce": 2**256 - 1}
    assert events(house.obligations) == [expected]
    assert house.obligations.is_nonce_used(baker, 2**256 - 1)
    with refused("nonces: used already"):
        house.obligations.cancel_nonce(2**256 - 1, sender=baker.address)


@pytest.mark.parametrize("code", ["A", "Z", "0", "9", "-", "ABCDEFGH-123"])
def test_numbers_a_currency_once(house: House, code: str) -> None:
    assert house.obligations.add_currency(code) == 1
    assert [log["event"] for log in events(house.obligations)] == ["CurrencyNumbered"]
    assert house.obligations.add_currency(code) == 1
    assert events(house.obligations) == []
    assert house.obligations.currency(1) == code
    assert house.obligations.currency_id("OTHER") == 0


def test_says_under_which_name_one_signs(house: House) -> None:
    wallet = deployer("tests/mocks/FickleWallet.vy").deploy()
    assert wallet.is_willing()
    for contract, name in (
        (house.obligations, "Symbio Obligations"),
        (house.clearing, "Symbio Clearing"),
    ):
        assert contract.eip712Domain()[1:3] == (name, "1")
        assert contract.DOMAIN_SEPARATOR() != bytes(32)
