# SPDX-License-Identifier: Apache-2.0
"""A federation from its front door: founded, proposed to, voted in, executed."""

from __future__ import annotations

import pytest

from symbio import Choice, Federation, KeySigner, World
from symbio.chain.plan import Receipt
from symbio.chain.signing import SignedAct, sign
from symbio.chain.token import Coin
from symbio.domain import events
from symbio.domain.errors import NotDeployed, NotOnRoll, NotSignable, Refused
from symbio.domain.federation import Call, Count, Skip, Stage
from tests.chain.conftest import PEOPLE, RULES, Town, settle, terms_for

Towns = tuple[Town, Town, Town]


def opened(world: World, federation: Federation, towns: Towns, calls: tuple[Call, ...] = ()) -> int:
    """Put a proposal and go to the opening of its vote."""
    world.travel(2)
    plan = federation.propose(towns[0].community_id, "Spring sardine quota", "the text", calls)
    proposal_id = plan.send(towns[0].steward).value
    world.travel_to(federation.proposal(proposal_id).opens_at + 1)
    return proposal_id


def everybody(
    federation: Federation, towns: Towns, proposal_id: int, choice: Choice, reason: str = ""
) -> list[SignedAct]:
    return [
        federation.sign_ballot(person, town.community_id, proposal_id, choice, reason)
        for town in towns
        for person in town.people
    ]


def carry(world: World, federation: Federation, towns: Towns, proposal_id: int) -> None:
    """Vote for a proposal, citizens and stewards, and go to when it may be executed."""
    ballots = everybody(federation, towns, proposal_id, Choice.FOR)
    assert federation.cast(proposal_id, ballots).send().counted == len(ballots)
    for town in towns:
        federation.vote_as_steward(town.community_id, proposal_id, Choice.FOR).send(town.steward)
    world.travel_to(federation.proposal(proposal_id).executable_at + 1)


def test_is_founded_by_signatures(world: World, federation: Federation, towns: Towns) -> None:
    assert federation.name == "Global Ocean Federation"
    assert [each.community_id for each in federation.members()] == [t.community_id for t in towns]
    assert federation.charter().rules == RULES
    assert world.communities.steward(federation.community_id) == federation.address
    assert federation.contract.eip712Domain() == federation.contract.domain
    assert world.federations.level(federation.address) == federation.contract.level() == 1
    assert world.federations.federation(world.federations.count()) == federation.address
    assert federation.contract.ratified(1, towns[0].community_id)


def test_is_founded_by_direct_acceptance(world: World, towns: Towns) -> None:
    terms = terms_for(world, towns[:2], "Atlantic Pair")
    digest = world.federations.terms_digest(terms)
    assert digest == world.federations.digest(terms)
    assert world.federations.pack_rules(terms.rules) > 0
    for town in towns[:2]:
        world.federations.accept(digest, town.community_id).send(town.steward)
    world.federations.decline(digest, towns[0].community_id).send(towns[0].steward)
    with pytest.raises(Refused):
        world.federations.found(terms).send()
    world.federations.accept(digest, towns[0].community_id).send(towns[0].steward)
    assert world.federations.accepted(digest, towns[0].community_id) == towns[0].steward.address
    receipt = world.federations.found(terms).send(world.account("stranger"))
    assert receipt.value == world.federations.address_of(digest)
    assert world.client.code(world.federations.template())


def test_refuses_an_address_that_is_no_federation(world: World) -> None:
    with pytest.raises(NotDeployed):
        world.federation(world.treasury.address)


def test_decides_and_pays(world: World, federation: Federation, towns: Towns, usdc: Coin) -> None:
    usdc.transfer(federation.address, usdc.token.amount("500")).send()
    payee = KeySigner.new().address
    pay = usdc.transfer(payee, usdc.token.amount("120.50 USDC"))
    proposal_id = opened(world, federation, towns, (pay.as_call(),))
    docket = federation.docket(proposal_id)
    assert (docket.title, docket.proposer) == ("Spring sardine quota", towns[0].community_id)
    assert docket.calls == (pay.as_call(),)
    carry(world, federation, towns, proposal_id)
    assert federation.proposal(proposal_id).stage is Stage.EXECUTABLE
    tally = federation.tally(proposal_id)
    assert (tally.people_for, tally.ballots, tally.people) == (3 * PEOPLE,) * 3
    assert (tally.communities_for, tally.communities) == (3, 3)
    receipt = federation.execute(proposal_id).send(world.account("stranger"))
    assert receipt.one(events.ProposalExecuted).proposal_id == proposal_id
    assert receipt.one(events.Transfer).value == 120_500_000
    assert str(usdc.balance(payee)) == "120.50 USDC"
    assert federation.proposals()[-1].stage is Stage.EXECUTED
    with pytest.raises(Refused, match="executable"):
        federation.execute(proposal_id).send(world.account("stranger"))


def test_admits_by_proposal(world: World, federation: Federation, towns: Towns) -> None:
    newcomer = settle(world, "newcomers", "ES", size=2)
    admit = federation.contract.admit(newcomer.community_id)
    with pytest.raises(Refused):
        admit.send(towns[0].steward)
    proposal_id = opened(world, federation, towns, (admit.as_call(),))
    carry(world, federation, towns, proposal_id)
    federation.execute(proposal_id).send(world.account("stranger"))
    assert federation.contract.is_member(newcomer.community_id)
    federation.contract.ratify(newcomer.community_id, 1).send(newcomer.steward)
    ends = federation.contract.leave(newcomer.community_id).send(newcomer.steward).value
    assert federation.contract.member(newcomer.community_id).ended_at == ends
    assert ends == pytest.approx(world.now + RULES.notice, abs=2)


def test_a_speaker_may_propose_and_withdraw(
    world: World, federation: Federation, towns: Towns
) -> None:
    speaker = world.account("speaker")
    world.travel(2)
    federation.contract.appoint(towns[0].community_id, speaker.address).send(towns[0].steward)
    plan = federation.propose(towns[0].community_id, "A thought", b"\x01" * 32)
    proposal_id = plan.send(speaker).value
    assert federation.docket(proposal_id).account == speaker.address
    federation.withdraw(proposal_id).send(towns[0].steward)
    assert federation.proposal(proposal_id).stage is Stage.WITHDRAWN


def test_a_citizen_changes_a_vote_and_a_signed_ballot_no_longer_counts(
    world: World, federation: Federation, towns: Towns
) -> None:
    voter, community_id = towns[0].people[4], towns[0].community_id
    proposal_id = opened(world, federation, towns)
    signed = federation.sign_ballot(voter, community_id, proposal_id, Choice.FOR)
    federation.cast(proposal_id, [signed]).send()
    world.coin.transfer(voter.address, world.coin.token.amount("1")).send()
    plan = federation.vote(community_id, voter.address, proposal_id, Choice.AGAINST, "too much")
    receipt = plan.send(voter)
    assert receipt.one(events.BallotCast).choice is Choice.AGAINST
    assert receipt.one(events.ReasonGiven).voter == voter.address
    federation.vote(community_id, voter.address, proposal_id, Choice.ABSTAIN).send(voter)
    assert federation.choice_of(community_id, voter.address, proposal_id) is Choice.ABSTAIN
    told: list[Receipt[Count]] = []
    count = federation.cast(proposal_id, [signed]).send(told=told.append)
    assert (count.counted, len(told)) == (0, 1)
    assert [(each.person, each.reason) for each in count.skipped] == [
        (voter.address, Skip.HAS_VOTED)
    ]
    assert count.skipped[0].reason.words == "this person has voted already"
    steward = federation.vote_as_steward(community_id, proposal_id, Choice.AGAINST)
    steward.send(towns[0].steward)
    assert federation.contract.steward_choice_of(proposal_id, community_id) is Choice.AGAINST


def test_leaves_out_ballots_that_cannot_count(
    world: World, federation: Federation, towns: Towns
) -> None:
    proposal_id = opened(world, federation, towns)
    community_id, voter = towns[0].community_id, towns[0].people[0]
    good = federation.sign_ballot(voter, community_id, proposal_id, Choice.FOR)
    stranger = federation.sign_ballot(KeySigner.new(), community_id, proposal_id, Choice.FOR)
    nowhere = good.model_copy(update={"community": None})
    forged = good.model_copy(update={"signer": towns[0].addresses[1]})
    act = world.communities.enrolment(community_id, 1)
    other_act = sign(act, voter, community=community_id)
    casting = federation.cast(proposal_id, [good, good, stranger, nowhere, forged, other_act])
    assert casting.send() == Count(1)
    reasons = [each.reason.split(".")[0] for each in casting.rejected]
    assert reasons == [
        "The same person signed another ballot",
        f"{stranger.signer} is not on the roll of community {community_id}",
        "The ballot does not say on whose roll its signer stands",
        f"{forged.signer} did not sign this ballot",
        "This is no ballot of this federation",
    ]


def test_reasons_travel_with_signed_ballots(
    world: World, federation: Federation, towns: Towns
) -> None:
    proposal_id = opened(world, federation, towns)
    ballots = everybody(federation, towns, proposal_id, Choice.AGAINST, "the stock is low")
    receipts: list[Receipt[Count]] = []
    federation.cast(proposal_id, ballots).send(told=receipts.append)
    given = [event for receipt in receipts for event in receipt.all(events.ReasonGiven)]
    assert len(given) == 3 * PEOPLE
    assert federation.tally(proposal_id).people_against == 3 * PEOPLE


def test_one_ballot_by_signature(world: World, federation: Federation, towns: Towns) -> None:
    proposal_id = opened(world, federation, towns)
    voter, docket = towns[1].people[2], federation.docket(proposal_id)
    place = federation.standing(towns[1].community_id, voter.address, proposal_id)
    signed = federation.sign_ballot(voter, towns[1].community_id, proposal_id, Choice.FOR)
    plan = federation.contract.cast_ballot_by_signature(
        proposal_id,
        docket.title_hash,
        docket.matter,
        docket.proposer,
        place.community_id,
        place.place,
        place.fingerprint,
        Choice.FOR,
        bytes(32),
        signed.raw_signature(),
    )
    assert plan.send(world.account("relayer")).value == Count(1)
    assert federation.choice_of(place.community_id, voter.address, proposal_id) is Choice.FOR


def test_only_the_pinned_roll_votes(world: World, federation: Federation, towns: Towns) -> None:
    proposal_id = opened(world, federation, towns)
    late = KeySigner.new()
    world.communities.enrol(towns[0].community_id, [late.address]).send(towns[0].steward)
    with pytest.raises(NotOnRoll):
        federation.vote(towns[0].community_id, late.address, proposal_id, Choice.FOR)


def test_what_cannot_be_signed_says_so(federation: Federation, towns: Towns) -> None:
    with pytest.raises(NotSignable):
        federation.contract.admit(towns[0].community_id).typed_data()
