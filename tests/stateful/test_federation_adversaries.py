# SPDX-License-Identifier: Apache-2.0
"""Scripted attacks on a federation by what it calls, whom it asks and who its members are."""

from __future__ import annotations

from typing import Any

import pytest
from eth_abi import encode
from eth_utils import keccak
from pyrevm import AccountInfo

from tests.stateful.federation_bench import HITS, PEOPLE, STRANGER, signed
from tests.stateful.federation_model import Federation, Terms
from tests.stateful.federation_proposals import Deciding
from tests.stateful.proposal_model import BOTH, CITIZENS, DAY, HOUR, Act, Ballot, Rules
from tests.stateful.pyrevm_chain import Refused, face

WALLET = "tests/mocks/machine_Wallet.vy"
RULES = Rules(CITIZENS, 2_500, 5_000, 5_001)


class Scene(Deciding):
    """A federation of three towns, one person of which is a contract."""

    def __init__(self, rules: Rules = RULES) -> None:
        self.story = []
        self.lay([[*PEOPLE[:5]], PEOPLE[5:9], [PEOPLE[9], PEOPLE[0]], [PEOPLE[3]]])
        self.wallet = self.chain.deploy(WALLET)
        self.enrol(self.towns.communities[1].steward, 1, [self.wallet])
        self.pass_time(1)
        self.federation, self.model = self.raise_up(1, [1, 2, 3], rules)
        self.pass_time(1)

    def raise_up(self, level: int, founders: list[int], rules: Rules) -> tuple[str, Federation]:
        terms = Terms("Tides", level, b"\x0c" * 32, rules, founders, self.chain.time + HOUR)
        stewards = [self.towns.communities[town].steward for town in founders]
        pairs = zip(stewards, founders, strict=True)
        signatures = [self.acceptance(terms, who, town) for who, town in pairs]
        sent = self.sent_terms(terms)
        made = self.chain.call(STRANGER, self.federations, "found", sent, signatures)
        address = self.chain.at("Federation", made)
        model = Federation(self.towns, address, founders)
        model.founded(terms, b"")
        model.tokens[self.token] = 0
        return address, model

    def carry(self, calls: list[tuple[str, int, bytes]]) -> tuple[Any, ...]:
        """Open and carry a proposal of such calls; what `execute` takes, at its first second."""
        acts = [Act("pay", (0,), call) for call in calls]
        self.open(self.towns.communities[1].steward, 1, acts, True)
        number = len(self.model.proposals)
        self.pass_time(HOUR)
        self.all_vote(number, 1)
        self.pass_time(3 * HOUR)
        title, _, proposer = self.named(number)
        return number, title, self.model.proposals[number - 1].text, proposer, calls

    def refusal(self, who: str, to: str, function: str, *args: Any) -> str:
        with pytest.raises(Refused) as refused:
            self.chain.call(who, to, function, *args)
        return refused.value.reason

    def sent(self, to: str, function: str, *args: Any) -> bytes:
        """Encode a call, as a contract would send it."""
        selector, kinds, _ = self.chain.faces[to].functions[function, len(args)]
        return selector + encode(kinds, args)


def test_a_call_that_comes_back_finds_the_proposal_executed() -> None:
    scene = Scene()
    scene.chain.fund(scene.federation, 10)
    execution = scene.carry([(scene.wallet, 4, b"")])
    back = scene.sent(scene.federation, "execute", *execution)
    scene.chain.call(STRANGER, scene.wallet, "arm", scene.federation, back)
    scene.chain.call(STRANGER, scene.federation, "execute", *execution)
    assert scene.chain.view(scene.wallet, "refused") == 1
    assert scene.chain.view(scene.wallet, "done") == 0
    assert scene.chain.evm.get_balance(scene.federation) == 6


@pytest.mark.parametrize("act", ["admit", "expel", "leave"])
def test_a_call_that_comes_back_has_no_more_power_than_anybody(act: str) -> None:
    scene = Scene()
    execution = scene.carry([(scene.wallet, 0, b"")])
    back = scene.sent(scene.federation, act, 2)
    scene.chain.call(STRANGER, scene.wallet, "arm", scene.federation, back)
    scene.chain.call(STRANGER, scene.federation, "execute", *execution)
    assert scene.chain.view(scene.wallet, "refused") == 1
    assert scene.words("is_member", 2) == [1]


def test_one_call_that_fails_undoes_the_others_and_may_be_tried_again() -> None:
    scene = Scene()
    scene.chain.fund(scene.federation, 5)
    execution = scene.carry([(PEOPLE[1], 3, b""), (PEOPLE[2], 3, b"")])
    assert scene.refusal(STRANGER, scene.federation, "execute", *execution) == ""
    assert scene.chain.evm.get_balance(PEOPLE[1]) == 0
    scene.chain.fund(scene.federation, 6)
    scene.chain.call(STRANGER, scene.federation, "execute", *execution)
    paid = [scene.chain.evm.get_balance(person) for person in PEOPLE[1:3]]
    assert paid == [3, 3]


def test_a_steward_that_is_a_contract_votes_but_one_that_is_a_federation_as_high_does_not() -> None:
    scene = Scene(RULES._replace(electorate=BOTH))
    steward = scene.towns.communities[1].steward
    scene.chain.call(steward, scene.communities, "offer_stewardship", 1, scene.wallet)
    accept = scene.sent(scene.communities, "accept_stewardship", 1)
    scene.chain.call(STRANGER, scene.wallet, "act", scene.communities, accept)
    scene.open(scene.towns.communities[2].steward, 2, [], True)
    scene.pass_time(HOUR)
    vote = scene.sent(scene.federation, "vote_as_steward", 1, 1, 1)
    assert scene.refusal(steward, scene.federation, "vote_as_steward", 1, 1, 1) == (
        "federation: not the steward"
    )
    scene.chain.call(STRANGER, scene.wallet, "act", scene.federation, vote)
    assert scene.words("steward_choice_of", 1, 1) == [1]


@pytest.mark.parametrize(("level", "reason"), [(1, None), (2, "federation: not of a lower level")])
def test_a_federation_joins_only_a_higher_one(level: int, reason: str | None) -> None:
    scene = Scene()
    lower, inner = scene.federation, scene.model
    community = scene.words("community_id")[0]
    own = scene.raise_up(level, [4], RULES)[0]
    other = scene.chain.view(own, "community_id")
    scene.federation, scene.model = scene.raise_up(2, [1, 2, 3], RULES)
    scene.pass_time(1)
    data = scene.sent(scene.federation, "admit", other)
    execution = scene.carry([(scene.federation, 0, data)])
    if reason:
        assert scene.refusal(STRANGER, scene.federation, "execute", *execution) == reason
        return
    scene.chain.call(STRANGER, scene.federation, "execute", *execution)
    assert scene.words("is_member", other) == [1]
    assert scene.words("is_member", community) == [0]
    assert inner.address == lower != scene.federation


def test_a_wallet_that_burns_gas_or_says_no_casts_nothing() -> None:
    scene = Scene()
    scene.open(scene.towns.communities[1].steward, 1, [], True)
    scene.pass_time(HOUR)
    place, proof = 1 << 10, scene.fingerprint(1, 1)
    sent = (1, *scene.named(1), 1, place, proof, 1, bytes(32), b"whatever")
    for manner in (2, 1):
        scene.chain.call(STRANGER, scene.wallet, "behave", manner)
        said = scene.refusal(STRANGER, scene.federation, "cast_ballot_by_signature", *sent)
        assert said == "ballots: not signed by this person"
    scene.chain.call(STRANGER, scene.wallet, "behave", 0)
    scene.chain.call(STRANGER, scene.federation, "cast_ballot_by_signature", *sent)
    assert scene.words("choice_of", 1, 1, place) == [1]
    said = scene.refusal(STRANGER, scene.federation, "cast_ballot_by_signature", *sent)
    assert said == "ballots: has voted already"


def test_a_wallet_in_a_batch_is_skipped_and_never_asked() -> None:
    scene = Scene()
    scene.open(scene.towns.communities[1].steward, 1, [], True)
    scene.pass_time(HOUR)
    scene.chain.call(STRANGER, scene.wallet, "behave", 2)
    before = HITS["skipped for 8"]
    noise = signed("nobody", keccak(b"noise"))
    ballot = Ballot(1, 1 << 10, 1, "")
    scene.cast(1, 1, 1, [(ballot, noise)], False, "")
    assert HITS["skipped for 8"] == before + 1


def test_a_proposal_has_one_number() -> None:
    """No other number reads the same words: an event would name a proposal that isn't there."""
    scene = Scene()
    scene.open(scene.towns.communities[1].steward, 1, [], True)
    scene.pass_time(HOUR)
    proof = scene.fingerprint(1, 0)
    scene.chain.call(PEOPLE[0], scene.federation, "vote", 1, 1, 0, proof, 1)
    for alias in (1 + 2**64, 1 + 2**128, 1 + 2**192):
        said = scene.refusal(PEOPLE[1], scene.federation, "vote", alias, 1, 1, proof, 1)
        assert said == "proposals: no such proposal", alias


def test_a_target_keeps_the_code_that_was_voted_on() -> None:
    scene = Scene()
    data = face(WALLET).functions["behave", 1][0] + (1).to_bytes(32, "big")
    execution = scene.carry([(scene.wallet, 0, data)])
    scene.chain.evm.insert_account_info(scene.wallet, AccountInfo(nonce=1, code=b"\x60\x00"))
    said = scene.refusal(STRANGER, scene.federation, "execute", *execution)
    assert said == "proposals: not what was proposed"
    assert scene.model.now < scene.words("proposal", 1)[4] - DAY + HOUR
