# SPDX-License-Identifier: Apache-2.0
"""Obligations through their handle: signed by both, registered, paid, assigned, disputed."""

from __future__ import annotations

import json

import pytest

from symbio import KeySigner, World
from symbio.chain import joint_acts
from symbio.chain.circles import ledger
from symbio.chain.joint_acts import JointAct
from symbio.chain.signing import sign
from symbio.domain import events
from symbio.domain.acts import Assignment, Payment
from symbio.domain.addresses import NOBODY
from symbio.domain.chunks import NumberedDraw
from symbio.domain.claims import Settlement, Status
from symbio.domain.errors import BadAct, Refused
from tests.chain.clearing_circle import DAY, judge, owe, registered


@pytest.fixture
def ana(world: World) -> KeySigner:
    return world.account("ana")


@pytest.fixture
def rui(world: World) -> KeySigner:
    return world.account("rui")


def test_the_domain_and_the_digest_are_the_chains(
    world: World, ana: KeySigner, rui: KeySigner
) -> None:
    assert world.obligations.eip712Domain() == world.obligations.domain
    assert len(world.obligations.DOMAIN_SEPARATOR()) == 32
    joint = owe(world, ana, rui, 12_050)
    assert world.obligations.obligation_digest(joint.obligation()) == joint.digest()
    assert world.obligations.clearing() == world.clearing.address


def test_what_both_signed_is_registered_by_anybody(
    world: World, ana: KeySigner, rui: KeySigner
) -> None:
    joint = owe(world, ana, rui, 12_050, reference="INV 1")
    number = registered(world, joint)
    claim = world.obligations.obligation(number)
    assert (claim.debtor, claim.creditor, claim.remaining) == (ana.address, rui.address, 12_050)
    assert (claim.status, claim.arbiter, claim.is_disputed) == (Status.STANDING, NOBODY, False)
    assert world.obligations.currency(claim.currency_id) == "EUR"
    assert world.obligations.currency_id("EUR") == claim.currency_id
    assert world.obligations.currency_count() >= 1
    assert world.obligations.obligation_count() == number
    numbers = [world.obligations.participant_id(side.address) for side in (ana, rui)]
    assert [world.obligations.account(each) for each in numbers] == [ana.address, rui.address]
    assert world.obligations.participant_count() >= 2
    assert world.obligations.is_nonce_used(ana.address, joint.obligation().nonce)
    with pytest.raises(Refused, match="used already"):
        registered(world, joint)


def test_a_side_that_sends_needs_no_signature(world: World, ana: KeySigner, rui: KeySigner) -> None:
    joint = owe(world, ana, rui, 500)
    act = joint.obligation()
    plan = world.obligations.register(act, creditor_signature=joint.signature(rui.address))
    with pytest.raises(Refused, match="not signed by the debtor"):
        plan.send(world.account("relayer"))
    assert world.obligations.obligation(plan.send(ana).value).remaining == 500


def test_many_are_registered_at_once(world: World, ana: KeySigner, rui: KeySigner) -> None:
    first = world.obligations.obligation_count() + 1
    many = [owe(world, ana, rui, 100, nonce=7_000 + first + at) for at in range(3)]
    acts = [each.obligation() for each in many]
    plan = world.obligations.register_many(
        acts,
        [each.signature(ana.address) for each in many],
        [each.signature(rui.address) for each in many],
    )
    assert plan.send(world.account("relayer")).value == (first, first + 1, first + 2)


def test_a_creditor_acknowledges_payments(world: World, ana: KeySigner, rui: KeySigner) -> None:
    number = registered(world, owe(world, ana, rui, 1_000))
    assert world.obligations.acknowledge_payment(number, 300).send(rui).value == 700
    with pytest.raises(Refused, match="not the creditor"):
        world.obligations.acknowledge_payment(number, 300).send(ana)
    act = Payment(world.obligations.domain, rui.address, number, 200, 901 + number)
    signature = sign(act, rui).raw_signature()
    plan = world.obligations.acknowledge_payment_by_signature(act, signature)
    assert plan.send(ana).value == 500
    owed = ledger(world.clearing).owed[number]
    assert (owed.remaining, owed.paid) == (500, 500)


def test_all_three_consent_to_an_assignment(world: World, ana: KeySigner, rui: KeySigner) -> None:
    mere, number = world.account("mere"), registered(world, owe(world, ana, rui, 1_000))
    act = Assignment(
        world.obligations.domain,
        debtor=ana.address,
        creditor=rui.address,
        successor=mere.address,
        obligation=number,
        remaining=1_000,
        until=world.now + DAY,
        nonce=8_000 + number,
    )
    joint = JointAct.of(act).signed(ana).signed(mere)
    assert (joint.sides(), joint.missing()) == ((ana.address, mere.address), ())
    signatures = joint.signature(ana.address), joint.signature(mere.address)
    world.obligations.assign(act, *signatures).send(rui)
    assert world.obligations.obligation(number).creditor == mere.address
    owed = ledger(world.clearing).owed[number]
    assert (owed.creditor, owed.registered_to) == (mere.address, rui.address)


def test_a_dispute_is_withdrawn_or_settled(world: World, ana: KeySigner, rui: KeySigner) -> None:
    number = registered(world, owe(world, ana, rui, 1_000))
    world.obligations.dispute(number, b"\x01" * 32).send(ana)
    claim = world.obligations.obligation(number)
    assert (claim.status, claim.raised_by) == (Status.DISPUTED_BY_DEBTOR, ana.address)
    assert ledger(world.clearing).owed[number].stands().disputed
    with pytest.raises(Refused, match="other side"):
        world.obligations.withdraw_dispute(number).send(rui)
    world.obligations.withdraw_dispute(number).send(ana)
    world.obligations.dispute(number, b"\x02" * 32).send(rui)
    assert world.obligations.settlement(number) == Settlement(False, 0, False)
    assert world.obligations.settle_dispute(number, 600).send(ana).value is False
    assert world.obligations.settlement(number) == Settlement(True, 600, True)
    assert world.obligations.settle_dispute(number, 600).send(rui).value is True
    owed = ledger(world.clearing).owed[number]
    assert (owed.remaining, owed.disputed_by) == (600, "")


def test_an_arbiter_that_both_signed_rules(world: World, ana: KeySigner, rui: KeySigner) -> None:
    arbiter = judge(world)
    number = registered(world, owe(world, ana, rui, 1_000, arbiter=arbiter))
    world.obligations.dispute(number, bytes(32)).send(rui)
    plan = world.obligations.escalate(number, 0)
    assert plan.value == 0
    receipt = plan.send(ana)
    escalated = receipt.one(events.DisputeEscalated)
    assert (escalated.arbiter, escalated.dispute_id) == (arbiter, receipt.value)
    assert world.obligations.obligation(number).is_escalated
    with pytest.raises(Refused, match="no such dispute"):
        world.obligations.rule(receipt.value, 51).send(ana)


def test_a_nonce_is_made_void(world: World, ana: KeySigner, rui: KeySigner) -> None:
    joint = owe(world, ana, rui, 100, nonce=99_000 + world.obligations.obligation_count())
    receipt = world.obligations.cancel_nonce(joint.obligation().nonce).send(ana)
    assert receipt.one(events.NonceCancelled).account == ana.address
    with pytest.raises(Refused, match="used already"):
        registered(world, joint)


def test_clearing_alone_sets_off(world: World) -> None:
    draw = NumberedDraw(world.account("ana").address, 1, 5)
    plan = world.obligations.set_off(bytes(16), [draw], [draw], [1 << 64 | 1], True)
    with pytest.raises(Refused, match="not by clearing"):
        plan.send(world.account("ana"))


def test_a_joint_act_goes_from_hand_to_hand(world: World, ana: KeySigner, rui: KeySigner) -> None:
    both = owe(world, ana, rui, 12_050)
    draft = JointAct.of(both.obligation())
    assert draft.missing() == (ana.address, rui.address)
    by_ana, by_rui = draft.signed(ana), draft.signed(rui)
    assert by_ana.missing() == (rui.address,)
    assert by_ana.joined(by_rui) == both
    assert joint_acts.parse(both.canonical()) == both
    assert (both.not_by_key(), both.name()[-5:]) == ((), ".json")
    assert both.sentence().startswith(f"Symbio Obligations: {ana.address} owes {rui.address}")
    with pytest.raises(BadAct, match="isn't a side"):
        draft.signed(world.person("stranger"))
    with pytest.raises(BadAct, match="different"):
        both.joined(owe(world, ana, rui, 1))
    with pytest.raises(BadAct, match="no assignment"):
        both.assignment()
    stolen = {ana.address: both.signatures[rui.address]}
    assert both.model_copy(update={"signatures": stolen}).not_by_key() == (ana.address,)


@pytest.mark.parametrize(
    "change",
    [
        {"format": "symbio/joint-act/2"},
        {"more": 1},
        {"signatures": {"0x12": "0x00"}},
        {"signatures": {"0x" + "11" * 20: "0x00"}},
        {"signatures": {"0x" + "11" * 20: "00"}},
        {"act": {"primaryType": "Ballot"}},
    ],
)
def test_a_file_that_is_no_joint_act_is_refused(world: World, change: dict[str, object]) -> None:
    joint = owe(world, world.person("ana"), world.person("rui"), 5)
    text = json.dumps(joint.model_dump() | change)
    with pytest.raises(BadAct):
        joint_acts.parse(text)
