# SPDX-License-Identifier: Apache-2.0
"""Anybody carries a person's signed acceptance of a seat, while it is that person's turn."""

from __future__ import annotations

from dataclasses import replace

from eth_account.signers.local import LocalAccount

from symbio.domain.acts import SeatAcceptance
from tests.contracts.boa_chain import account, events, refused
from tests.contracts.juries.drawing import Assize


def carry(assize: Assize, jury_id: int, seat: int, juror: str, signature: bytes) -> None:
    sender = account("carrier").address
    assize.juries.take_seat_by_signature(jury_id, seat, juror, signature, sender=sender)


def test_take_seat_by_signature(assize: Assize) -> None:
    jury_id = assize.seeded(4)
    person = assize.person(assize.candidate(jury_id, 2))
    act = SeatAcceptance(assize.domain, jury_id, 2, person.address)
    carry(assize, jury_id, 2, person.address, assize.sign(act, person))
    (log,) = events(assize.juries)
    assert (log["event"], log["juror"], log["seat"]) == ("SeatTaken", person.address, 2)
    assert assize.juries.juror(jury_id, person.address).is_seated


def test_not_signed_by_the_juror(assize: Assize, stranger: LocalAccount) -> None:
    jury_id = assize.seeded(4)
    person = assize.person(assize.candidate(jury_id, 2))
    act = SeatAcceptance(assize.domain, jury_id, 2, person.address)
    here = assize.domain
    forged = [
        assize.sign(act, stranger),
        assize.sign(replace(act, jury=2), person),
        assize.sign(replace(act, seat=3), person),
        assize.sign(replace(act, domain=replace(here, chain_id=here.chain_id + 1)), person),
        assize.sign(replace(act, domain=replace(here, contract=stranger.address)), person),
        b"",
    ]
    for signature in forged:
        with refused("juries: not signed by the juror"):
            carry(assize, jury_id, 2, person.address, signature)


def test_a_signature_counts_in_its_turn_only(assize: Assize) -> None:
    jury_id = assize.seeded(4)
    person = assize.person(assize.candidate(jury_id, 2, 1))
    act = SeatAcceptance(assize.domain, jury_id, 2, person.address)
    with refused("juries: not this person's turn"):
        carry(assize, jury_id, 2, person.address, assize.sign(act, person))


def test_who_recused_is_not_brought_back(assize: Assize) -> None:
    jury_id = assize.seeded(4)
    person = assize.person(assize.candidate(jury_id, 2))
    signature = assize.sign(SeatAcceptance(assize.domain, jury_id, 2, person.address), person)
    carry(assize, jury_id, 2, person.address, signature)
    assize.juries.recuse(jury_id, sender=person.address)
    with refused("juries: has had a seat already"):
        carry(assize, jury_id, 2, person.address, signature)
