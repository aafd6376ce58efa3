# SPDX-License-Identifier: Apache-2.0
"""What somebody could try with an accord, by the numbers of the list of known threats."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import boa
import pytest
from eth.exceptions import Revert

from symbio.domain.rules import DAY
from tests.contracts.accords.concluding import EURO, YEN, House, digest_of
from tests.contracts.boa_chain import account, deployer, now, pass_time, refused
from tests.contracts.federation.assembly import Town
from tests.contracts.federation.assembly import terms_of as founding_terms
from tests.contracts.federations.founding import digest as founding_digest


def test_threat_8_the_past_is_not_written_anew(house: House, accord: int) -> None:
    """What a version said stays as it was said, whatever is agreed on later."""
    before = (
        [tuple(each) for each in house.accords.clauses(accord, 1)],
        house.accords.currencies(accord, 1),
        house.accords.parties(accord, 1),
    )
    dearer = tuple(replace(each, contribution=9_000, split_id=9) for each in house.terms().clauses)
    house.conclude(house.amendment(accord, clauses=dearer, currencies=(YEN,), floors=(5,)))
    after = (
        [tuple(each) for each in house.accords.clauses(accord, 1)],
        house.accords.currencies(accord, 1),
        house.accords.parties(accord, 1),
    )
    assert after == before
    assert house.quote(currency=YEN).contribution == 9_000


def test_threat_16_a_contract_wallet_that_revoked_agrees_no_more(
    house: House, towns: tuple[Town, ...]
) -> None:
    wallet, number = deployer("tests/mocks/Wallet.vy").deploy(), house.book.count() + 1
    wallet.send(house.book.address, house.book.register.prepare_calldata(1, "PT", bytes(32)))
    terms = house.terms(towns[0], Town(number, towns[0].steward, ()))
    given = [house.sign(terms, towns[0]), b"\x07" * 130]
    wallet.approve(house.signed(terms, number), given[1])
    with boa.env.anchor():
        assert house.concluded(terms, *given) == 1
    wallet.approve(bytes(32), b"")
    with refused("accords: not signed by the steward"):
        house.concluded(terms, *given)


def test_threat_16_a_signature_for_one_version_is_for_no_other(
    house: House, accord: int, towns: tuple[Town, ...]
) -> None:
    second = house.amendment(accord, drift=1)
    signatures = [house.sign(second, town) for town in towns[:3]]
    house.concluded(second, *signatures)
    third = replace(second, version=3)
    with refused("accords: not signed by the steward"):
        house.concluded(third, *signatures)
    with refused("accords: already concluded"):
        house.concluded(second, *signatures)


def test_threat_16_a_signature_that_founds_a_federation_agrees_to_no_accord(
    house: House, towns: tuple[Town, ...]
) -> None:
    terms = house.terms(towns[0], towns[1])
    founding = founding_terms([1, 2], name=terms.name[:20])
    other = founding_digest(house.factory, founding, 1)
    signed = towns[0].steward.unsafe_sign_hash(other)
    wrong = signed.r.to_bytes(32, "big") + signed.s.to_bytes(32, "big") + bytes([signed.v])
    with refused("accords: not signed by the steward"):
        house.concluded(terms, wrong, house.sign(terms, towns[1]))


def test_threat_22_a_party_that_only_gives_is_heard(house: House, accord: int) -> None:
    """A surplus that lasts opens a review, by anybody, in each season, and nothing else."""
    house.market.say(accord, 1, EURO, 10**9, 0)
    house.market.say(accord, 2, EURO, 0, 10**9)
    assert house.accords.alarm(accord, 1, EURO)[0] and house.accords.alarm(accord, 2, EURO)[0]
    house.accords.open_review(accord, 1, EURO, sender=account("stranger").address)
    assert house.accords.review(accord).is_open is True


@pytest.mark.parametrize("act", ["leave", "accept", "open_review_by_date"])
def test_threat_23_a_market_that_calls_back_gets_nowhere_in(
    house: House, towns: tuple[Town, ...], act: str
) -> None:
    market = deployer("tests/mocks/GrabbingMarket.vy").deploy()
    accord = house.conclude(house.terms(market=str(market.address)))
    # The market is a steward itself, so nothing but the static call stands in its way.
    steward, heir = towns[0].steward.address, str(market.address)
    house.book.offer_stewardship(1, heir, sender=steward)
    accepting = house.book.accept_stewardship.prepare_calldata(1)
    market.call_back(house.book.address, accepting)
    market.balances(0, 0, EURO)
    assert house.book.steward(1) == heir
    calls: dict[str, Any] = {
        "leave": (accord, 1),
        "accept": (bytes(32), 1),
        "open_review_by_date": (accord,),
    }
    data = getattr(house.accords, act).prepare_calldata(*calls[act])
    market.call_back(house.accords.address, data)
    with pytest.raises(boa.BoaError):
        house.accords.open_review(accord, 2, EURO)
    assert house.accords.review(accord).number == 0
    assert house.accords.party(accord, 1).leaves_at == 0


def test_a_market_that_fails_silences_the_alarm_and_nothing_else(
    house: House, towns: tuple[Town, ...]
) -> None:
    """Threat: the market named in the terms stops working, or never worked."""
    market = deployer("tests/mocks/GrabbingMarket.vy").deploy()
    accord = house.conclude(house.terms(market=str(market.address), review_at=now() + DAY))
    with pytest.raises(boa.BoaError):
        house.accords.open_review(accord, 1, EURO)
    assert house.quote().version == 1
    pass_time(DAY)
    house.accords.open_review_by_date(accord)
    for town in towns[:3]:
        house.answer(accord, town)
    house.conclude(house.amendment(accord))
    house.leave(accord, towns[0])


def test_threat_30_it_takes_no_money(house: House) -> None:
    stranger = account("stranger").address
    boa.env.set_balance(stranger, 10**18)
    for data in (b"", house.accords.count.prepare_calldata()):
        with pytest.raises(Revert):
            boa.env.raw_call(house.accords.address, sender=stranger, value=1, data=data)
    assert boa.env.get_balance(house.accords.address) == 0


def test_who_carries_it_gains_nothing(house: House, towns: tuple[Town, ...]) -> None:
    """Threat: somebody else sends what all have signed before they do."""
    terms = house.terms()
    given = [house.sign(terms, town) for town in towns[:3]]
    thief = account("thief").address
    accord = house.concluded(terms, *given, sender=thief)
    assert house.accords.accord(accord).terms == digest_of(terms)
    with refused("accords: not the steward"):
        house.accords.leave(accord, 1, sender=thief)
