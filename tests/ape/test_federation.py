# SPDX-License-Identifier: Apache-2.0
"""A federation through Ape: founded by three stewards, then deciding to pay."""

from __future__ import annotations

from typing import Any

import ape
from eth_utils import keccak

from tests.ape.conftest import DAY, FOR, HOUR, digest, pass_time


def test_a_federation_is_founded_by_all_its_stewards(
    federation: Any, federations: Any, communities: Any, registered: list[int]
) -> None:
    assert federation.name() == "Global Ocean Federation"
    assert federations.level(federation) == 1
    assert communities.steward(federation.community_id()) == federation.address
    assert all(federation.is_member(community_id) for community_id in registered)


def test_it_isnt_founded_while_one_is_missing(
    federations: Any, stewards: Any, registered: list[int], terms: tuple[Any, ...]
) -> None:
    accepted = federations.terms_digest(terms)
    for steward, community_id in list(zip(stewards, registered, strict=True))[:2]:
        federations.accept(accepted, community_id, sender=steward)
    with ape.reverts("federations: a founder hasn't accepted"):
        federations.found(terms, [b"", b"", b""], sender=stewards[0])


def test_it_decides_and_pays(
    federation: Any, stewards: Any, registered: list[int], people: Any, chain: Any
) -> None:
    stewards[0].transfer(federation, "1 ether")
    payment = (people[0].address, 10**17, b"")
    pass_time(chain, 2)  # who was a member is asked of the second before a proposal opens
    federation.propose(
        registered[0], "Pay the season's first", digest("t"), [payment], sender=stewards[0]
    )
    pass_time(chain, HOUR)
    for steward, community_id in list(zip(stewards, registered, strict=True))[:2]:
        federation.vote_as_steward(1, community_id, FOR, sender=steward)
    pass_time(chain, DAY + HOUR)
    before = people[0].balance

    title = keccak(text="Pay the season's first")
    receipt = federation.execute(1, title, digest("t"), registered[0], [payment], sender=people[5])

    assert people[0].balance - before == 10**17
    (event,) = receipt.events.filter(federation.ProposalExecuted)
    assert (event.proposal_id, event.actor) == (1, people[5])


def test_nobody_admits_but_the_federation(federation: Any, stewards: Any) -> None:
    with ape.reverts("federation: not by proposal"):
        federation.admit(4, sender=stewards[0])
