# SPDX-License-Identifier: Apache-2.0
"""Obligations.register: both said it, once."""

from __future__ import annotations

import pytest
from eth_account.signers.local import LocalAccount

from tests.contracts.boa_chain import NOBODY, account, deployer, events, now, refused
from tests.contracts.clearing.owing import DAY, MOST, House, replace, sign


def test_both_signed_and_anybody_carries_it(
    house: House, baker: LocalAccount, miller: LocalAccount, stranger: LocalAccount
) -> None:
    owed = house.owed(baker, miller, 250, due=now() + DAY, arbiter=stranger.address, nonce=7)
    assert house.register(owed) == 1
    assert events(house.obligations) == [
        {"event": "ParticipantNumbered", "participant_id": 1, "account": baker.address},
        {"event": "ParticipantNumbered", "participant_id": 2, "account": miller.address},
        {"event": "CurrencyNumbered", "currency_id": 1, "currency": "EUR"},
        {"event": "ObligationRegistered", "obligation_id": 1, **owed.message()},
    ]
    last_day = owed.expires // DAY
    claim = house.obligations.obligation(1)
    expected = (baker.address, miller.address, 1, 250, last_day, 1, stranger.address, 0, False)
    assert claim == expected
    assert house.obligations.obligation_count() == 1
    assert house.obligations.is_nonce_used(baker.address, 7)
    assert not house.obligations.is_nonce_used(miller.address, 7)
    assert house.obligations.obligation(2)[:5] == (NOBODY, NOBODY, 0, 0, 0)


def test_who_is_known_keeps_its_number(
    house: House, ring: list[int], baker: LocalAccount, miller: LocalAccount
) -> None:
    house.owe(miller, baker, 5)
    assert [log["event"] for log in events(house.obligations)] == ["ObligationRegistered"]
    assert house.obligations.participant_count() == 3
    assert house.obligations.currency_count() == house.obligations.currency_id("EUR") == 1
    assert house.obligations.currency(1) == "EUR"
    assert house.obligations.account(2) == miller.address
    assert house.obligations.participant_id(NOBODY) == 0


@pytest.mark.parametrize("sender", ["debtor", "creditor"])
def test_a_party_that_sends_it_signs_nothing(
    house: House, baker: LocalAccount, miller: LocalAccount, sender: str
) -> None:
    owed = house.owed(baker, miller)
    signatures = [house.sign(baker, owed), house.sign(miller, owed)]
    signatures[0 if sender == "debtor" else 1] = b""
    who = baker if sender == "debtor" else miller
    assert house.obligations.register(owed.struct(), *signatures, sender=who.address) == 1


def test_refuses_what_one_side_did_not_sign(
    house: House, baker: LocalAccount, miller: LocalAccount, stranger: LocalAccount
) -> None:
    owed = house.owed(baker, miller)
    ours, theirs, wrong = (house.sign(who, owed) for who in (baker, miller, stranger))
    for first in (b"", wrong, theirs):
        with refused("obligations: not signed by the debtor"):
            house.obligations.register(owed.struct(), first, theirs, sender=miller.address)
    for second in (b"", wrong, ours):
        with refused("obligations: not signed by the creditor"):
            house.obligations.register(owed.struct(), ours, second, sender=baker.address)


def test_refuses_every_field_that_was_not_signed(
    house: House, baker: LocalAccount, miller: LocalAccount, farmer: LocalAccount
) -> None:
    owed = house.owed(baker, miller)
    signed = house.sign(baker, owed), house.sign(miller, owed)
    others = {
        "creditor": farmer,
        "currency": "USD",
        "amount": 101,
        "due": 1,
        "expires": owed.expires + 1,
        "reference": "Invoice 8",
        "arbiter": farmer.address,
        "nonce": 999,
    }
    for field, value in others.items():
        changed = replace(owed, **{field: value})
        with refused("obligations: not signed by the debtor"):
            house.obligations.register(changed.struct(), *signed)
    assert house.obligations.obligation_digest(owed.struct()) != bytes(32)


def test_refuses_a_debt_to_oneself(house: House, baker: LocalAccount) -> None:
    with refused("obligations: a debtor can't owe itself"):
        house.owe(baker, baker)


def test_an_amount_within_its_range(
    house: House, baker: LocalAccount, miller: LocalAccount
) -> None:
    for amount in (0, MOST + 1):
        with refused("obligations: amount out of range"):
            house.owe(baker, miller, amount)
    house.owe(baker, miller, 1)
    house.owe(baker, miller, MOST)
    assert house.remaining(1, 2) == [1, MOST]


def test_takes_part_until_the_end_of_its_last_day(
    house: House, baker: LocalAccount, miller: LocalAccount
) -> None:
    today = now() // DAY
    with refused("obligations: obligation has expired"):
        house.owe(baker, miller, expires=today * DAY - 1)
    number = house.owe(baker, miller, expires=today * DAY)
    assert house.obligations.obligation(number).last_day == today
    with refused("obligations: expires too late"):
        house.owe(baker, miller, expires=2**16 * DAY)
    number = house.owe(baker, miller, expires=2**16 * DAY - 1)
    assert house.obligations.obligation(number).last_day == 2**16 - 1


def test_refuses_a_nonce_twice(house: House, baker: LocalAccount, miller: LocalAccount) -> None:
    owed = house.owed(baker, miller, nonce=255)
    house.register(owed)
    with refused("nonces: used already"):
        house.register(owed)
    with refused("nonces: used already"):
        house.owe(baker, miller, 5, nonce=255)
    house.owe(baker, miller, 5, nonce=254)
    house.owe(baker, miller, 5, nonce=256)
    house.owe(miller, baker, 5, nonce=255)


@pytest.mark.parametrize("code", ["", "eur", "E R", "€", "EUR_", "E@", "E[", "E/", "E:"])
def test_refuses_what_is_no_currency_code(
    house: House, baker: LocalAccount, miller: LocalAccount, code: str
) -> None:
    with refused("numbers: not a currency code"):
        house.owe(baker, miller, currency=code)


def test_a_contract_wallet_on_either_side(house: House, miller: LocalAccount) -> None:
    wallet = deployer("tests/mocks/FickleWallet.vy").deploy()
    owed = house.owed(wallet, miller)
    assert house.obligations.register(owed.struct(), b"\x01", house.sign(miller, owed)) == 1
    owed = house.owed(miller, wallet)
    assert house.obligations.register(owed.struct(), house.sign(miller, owed), b"\x01") == 2


def test_replay_on_another_chain(house: House, baker: LocalAccount, miller: LocalAccount) -> None:
    owed = house.owed(baker, miller)
    signed = house.sign(baker, owed, chainId=10), house.sign(miller, owed)
    with refused("obligations: not signed by the debtor"):
        house.obligations.register(owed.struct(), *signed)


def test_replay_on_another_contract_or_version(
    house: House, baker: LocalAccount, miller: LocalAccount
) -> None:
    owed = house.owed(baker, miller)
    for other in (
        {"verifyingContract": house.clearing.address},
        {"version": "2"},
        {"name": "Symbio Clearing"},
    ):
        with refused("obligations: not signed by the debtor"):
            house.obligations.register(
                owed.struct(), house.sign(baker, owed, **other), house.sign(miller, owed)
            )


def test_replay_as_another_message(house: House, baker: LocalAccount, miller: LocalAccount) -> None:
    owed = house.owed(baker, miller)
    payment = {"creditor": baker.address, "obligation": 1, "amount": 100, "nonce": owed.nonce}
    signature = sign(baker, house.obligations, "Payment", payment)
    with refused("obligations: not signed by the debtor"):
        house.obligations.register(owed.struct(), signature, house.sign(miller, owed))


def test_replay_after_it_was_cancelled(
    house: House, baker: LocalAccount, miller: LocalAccount
) -> None:
    owed = house.owed(baker, miller)
    house.obligations.cancel_nonce(owed.nonce, sender=baker.address)
    with refused("nonces: used already"):
        house.register(owed)


def test_replay_after_its_last_day(house: House, baker: LocalAccount, miller: LocalAccount) -> None:
    owed = house.owed(baker, miller, expires=now() - DAY)
    with refused("obligations: obligation has expired"):
        house.register(owed)


def test_replay_after_a_contract_wallet_changed_its_mind(
    house: House, miller: LocalAccount
) -> None:
    wallet = deployer("tests/mocks/FickleWallet.vy").deploy()
    wallet.set_willing(False)
    owed = house.owed(wallet, miller)
    with refused("obligations: not signed by the debtor"):
        house.obligations.register(owed.struct(), b"\x01", house.sign(miller, owed))


def test_replay_in_another_persons_name(
    house: House, baker: LocalAccount, miller: LocalAccount
) -> None:
    owed = house.owed(baker, miller)
    stolen = replace(owed, debtor=account("victim"))
    with refused("obligations: not signed by the debtor"):
        house.obligations.register(
            stolen.struct(), house.sign(baker, owed), house.sign(miller, owed)
        )
