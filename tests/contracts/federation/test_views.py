# SPDX-License-Identifier: Apache-2.0
"""What a federation answers of itself, and of what isn't there."""

from __future__ import annotations

import boa
import pytest
from eth_abi import encode
from eth_utils import keccak

from tests.contracts.boa_chain import now, refused
from tests.contracts.federation.assembly import NAME, Assembly, Town, until

DOMAIN = keccak(
    b"EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"
)


def separator(name: str, address: str, chain_id: int) -> bytes:
    types = ["bytes32", "bytes32", "bytes32", "uint256", "address"]
    return keccak(encode(types, [DOMAIN, keccak(text=name), keccak(b"1"), chain_id, address]))


def test_the_domain_is_the_federations_own(sea: Assembly, towns: list[Town]) -> None:
    chain_id = boa.env.evm.patch.chain_id
    other = Assembly.found(sea.book, sea.factory, towns, name="Anel do Mar – 海の環")
    for each, name in ((sea, NAME), (other, "Anel do Mar – 海の環")):
        assert each.contract.name() == name
        assert each.contract.DOMAIN_SEPARATOR() == separator(name, each.address, chain_id)
        said = each.contract.eip712Domain()
        assert said == (b"\x0f", name, "1", chain_id, each.address, bytes(32), [])


@pytest.mark.parametrize("number", [0, 2, 2**255])
def test_a_proposal_that_isnt_there(sea: Assembly, port: Town, number: int) -> None:
    sea.propose(port)
    for view in (sea.contract.proposal, sea.contract.tally):
        with refused("proposals: no such proposal"):
            view(number)
    assert sea.contract.choice_of(number, port.number, 0) == 0


def test_choices_of_communities_and_proposals_are_apart(
    sea: Assembly, port: Town, lab: Town
) -> None:
    first, second = sea.propose(port), sea.propose(port)
    sea.opens(second)
    sea.vote(first, port, 2, 1)
    sea.vote(first, lab, 2, 2)
    sea.vote(second, port, 2, 3)
    said = [sea.choice(m, t, 2) for m in (first, second) for t in (port, lab)]
    assert said == [1, 2, 3, 0]


@pytest.mark.parametrize("bit", [57, 62, 63, 64, 65, 127, 128, 200])
def test_numbers_too_long_for_a_key_are_nobodys(sea: Assembly, port: Town, bit: int) -> None:
    """They would fall on another proposal's choices, and be told as if they were theirs."""
    _, second, third = (sea.propose(port) for _ in range(3))
    sea.opens(third)
    sea.vote(third, port, 2, 1)
    far = 1 << bit
    assert sea.contract.choice_of(second.number, port.number + far, 2) == 0
    assert sea.contract.choice_of(third.number, port.number + far, 2) == 0
    assert sea.contract.choice_of(second.number, port.number, 2 + far) == 0
    assert sea.contract.choice_of(third.number, port.number, 2 + far) == 0


def test_an_empty_federation_decides_nothing(sea: Assembly, port: Town) -> None:
    """Everybody has left: what they opened before is counted as it was, and nothing new opens."""
    alone = Assembly.found(sea.book, sea.factory, [port])
    alone.contract.leave(port.number, sender=port.steward.address)
    ended_at = alone.contract.member(port.number).ended_at
    until(ended_at - 1)
    last = alone.propose(port)
    until(ended_at)
    with refused("federation: not a member"):
        alone.propose(port)
    alone.opens(last)
    alone.vote(last, port, 0)
    assert alone.contract.tally(1) == (1, 0, 0, 5, 0, 0, 0, 0, 1)
    assert now() > ended_at
