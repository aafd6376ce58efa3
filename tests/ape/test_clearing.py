# SPDX-License-Identifier: Apache-2.0
"""Clearing through Ape: obligations that both signed, set off in a round without money."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import ape
import pytest
from eth_utils import keccak

from symbio.domain.acts import OBLIGATIONS_DOMAIN, Domain, Obligation
from symbio.domain.chunks import Chunk, packed
from symbio.domain.clearing import Flow
from tests.ape.conftest import DAY, FOR, HOUR, NOBODY, digest, pass_time, signed


@pytest.fixture
def clearing(project: Any, deployer: Any, communities: Any, federations: Any) -> Any:
    parts = [
        deployer.declare(contract).contract_address
        for contract in (project.Obligations, project.Credit)
    ]
    return deployer.deploy(project.Clearing, *parts, communities, federations)


@pytest.fixture
def obligations(project: Any, clearing: Any) -> Any:
    return project.Obligations.at(clearing.obligations())


@pytest.fixture
def owed(obligations: Any, people: Any, chain: Any) -> list[Obligation]:
    """A ring: 100 from the first to the second, 80 on to the third, 120 back to the first."""
    where = Domain(OBLIGATIONS_DOMAIN, chain.chain_id, obligations.address)
    due = chain.blocks.head.timestamp + 30 * DAY
    return [
        Obligation(
            where,
            debtor=people[n].address,
            creditor=people[(n + 1) % 3].address,
            currency="EUR",
            amount=amount,
            due=due,
            expires=due,
            reference=f"Invoice {n}",
            arbiter=NOBODY,
            nonce=n,
        )
        for n, amount in enumerate((100, 80, 120))
    ]


@pytest.fixture
def ring(obligations: Any, owed: list[Obligation], people: Any, deployer: Any) -> list[int]:
    """The same, registered by somebody who carries both signatures of each."""
    for n, act in enumerate(owed):
        both = [signed(people[side], act) for side in (n, (n + 1) % 3)]
        obligations.register(act.for_chain(), *both, sender=deployer)
    return [1, 2, 3]


@pytest.fixture
def rounds(
    project: Any,
    clearing: Any,
    obligations: Any,
    federation: Any,
    stewards: Any,
    registered: list[int],
    ring: list[int],
    chain: Any,
) -> int:
    """The federation decides to hold rounds of an hour in euros."""
    credit = project.Credit.at(clearing.credit())
    currency: int = obligations.currency_id("EUR")
    call = (credit.address, 0, bytes(credit.set_rounds.encode_input(HOUR, [currency])))
    said = ("Hold rounds", digest("text"))
    pass_time(chain, 2)
    federation.propose(registered[0], *said, [call], sender=stewards[0])
    pass_time(chain, HOUR)
    for steward, community_id in list(zip(stewards, registered, strict=True))[:2]:
        federation.vote_as_steward(1, community_id, FOR, sender=steward)
    pass_time(chain, DAY + HOUR)
    title = keccak(text=said[0])
    federation.execute(1, title, said[1], registered[0], [call], sender=stewards[0])
    return currency


def chunk(*amounts: int) -> tuple[Any, ...]:
    return Chunk(packed(Flow(n, amount) for n, amount in enumerate(amounts, 1))).for_chain()


def test_an_obligation_is_registered_with_both_signatures(
    obligations: Any, ring: list[int], people: Any
) -> None:
    found = obligations.obligation(ring[0])
    assert (found.debtor, found.creditor) == (people[0], people[1])
    assert found.remaining == 100
    assert obligations.obligation_count() == 3


def test_it_isnt_registered_on_one_side_s_word(
    obligations: Any, owed: list[Obligation], people: Any, deployer: Any
) -> None:
    act = owed[0]
    by_debtor, by_creditor = signed(people[0], act), signed(people[1], act)
    more = replace(act, amount=101).for_chain()
    with ape.reverts("obligations: not signed by the creditor"):
        obligations.register(act.for_chain(), by_debtor, b"", sender=deployer)
    with ape.reverts("obligations: not signed by the debtor"):
        obligations.register(more, by_debtor, by_creditor, sender=deployer)


def test_a_ring_is_set_off_in_a_round(
    clearing: Any,
    obligations: Any,
    federation: Any,
    rounds: int,
    ring: list[int],
    people: Any,
    chain: Any,
) -> None:
    clearing.open_round(federation, sender=people[3])
    clearing.submit(1, chunk(80, 80, 80), sender=people[4])
    with ape.reverts("clearing: not the time to settle"):
        clearing.settle(1, chunk(80, 80, 80), sender=people[4])
    pass_time(chain, HOUR)

    receipt = clearing.settle(1, chunk(80, 80, 80), sender=people[5])

    (event,) = receipt.events.filter(clearing.ChunkSettled)
    assert (event.round_id, event.actor, event.value) == (1, people[5], 240)
    assert [obligations.obligation(n).remaining for n in ring] == [20, 0, 40]


def test_what_would_change_a_net_position_is_refused(
    clearing: Any, federation: Any, rounds: int, people: Any
) -> None:
    clearing.open_round(federation, sender=people[3])
    with ape.reverts("circulation: a net position would change"):
        clearing.submit(1, chunk(80, 80, 79), sender=people[4])
