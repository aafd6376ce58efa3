# SPDX-License-Identifier: Apache-2.0
"""A signed ballot counts where it was meant and nowhere else.

Threat: signature replay across chain, contract, proposal and re-vote.
"""

from __future__ import annotations

import boa

from tests.contracts.boa_chain import events, now, refused
from tests.contracts.federation.assembly import FOR, NAME, NOT_SIGNED, Assembly, Motion, Town, until
from tests.contracts.federation.papers import compact, head


def test_on_another_federation(sea: Assembly, port: Town, towns: list[Town]) -> None:
    other = Assembly.found(sea.book, sea.factory, towns, salt=b"\x01" * 32)
    until(now() + 1)
    here, there = sea.propose(port), other.propose(port)
    assert here.docket == there.docket
    sea.opens(here)
    other.cast(there, port, sea.ballot(here, port.people[0], 0))
    assert events(other.contract)[0]["reason"] == NOT_SIGNED
    with refused("ballots: not signed by this person"):
        other.cast_one(there, port, 0, FOR, compact(port.people[0], sea.digest(here, FOR)))
    assert other.contract.tally(1)[:3] == (0, 0, 0)


def test_on_another_proposal_with_the_same_title(sea: Assembly, port: Town) -> None:
    first, second = sea.propose(port), sea.propose(port)
    sea.opens(second)
    ballot = sea.ballot(first, port.people[0], 0)
    sea.cast(second, port, ballot)
    assert events(sea.contract)[0]["reason"] == NOT_SIGNED
    sea.cast(first, port, ballot)
    assert (sea.contract.tally(1)[0], sea.contract.tally(2)[0]) == (1, 0)


def test_under_another_title(sea: Assembly, port: Town) -> None:
    motion = sea.propose(port)
    sea.opens(motion)
    other = Motion(1, "Pay nobody", motion.text, motion.proposer, (), motion.opened_at)
    sea.cast(motion, port, head(0, FOR) + compact(port.people[0], sea.digest(other, FOR)))
    assert events(sea.contract)[0]["reason"] == NOT_SIGNED


def test_at_another_place_or_in_another_community(sea: Assembly, port: Town, lab: Town) -> None:
    motion = sea.propose(port)
    sea.opens(motion)
    ballot = sea.ballot(motion, port.people[0], 0)
    sea.cast(motion, lab, ballot)
    assert events(sea.contract)[0]["reason"] == NOT_SIGNED
    sea.cast(motion, port, head(1, FOR) + ballot[2:])
    assert events(sea.contract)[0]["reason"] == NOT_SIGNED


def test_on_another_chain(sea: Assembly, port: Town) -> None:
    """As after a fork; every test's anchor sets the chain's id back."""
    motion = sea.propose(port)
    sea.opens(motion)
    old, domain = sea.ballot(motion, port.people[0], 0), sea.contract.DOMAIN_SEPARATOR()
    chain_id = boa.env.evm.patch.chain_id + 7
    boa.env.evm.patch.chain_id = chain_id
    sea.cast(motion, port, old)
    assert events(sea.contract)[0]["reason"] == NOT_SIGNED
    sea.cast(motion, port, sea.ballot(motion, port.people[0], 0))
    assert sea.contract.tally(1)[0] == 1
    assert sea.contract.DOMAIN_SEPARATOR() != domain
    assert sea.contract.eip712Domain()[:5] == (b"\x0f", NAME, "1", chain_id, sea.address)
