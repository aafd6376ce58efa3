# SPDX-License-Identifier: Apache-2.0
"""What Accords tells, its signing domain, and what it was deployed with."""

from __future__ import annotations

import boa
from eth_abi import encode
from eth_utils import keccak

from tests.contracts.accords.concluding import House, digest_of
from tests.contracts.boa_chain import NOBODY, deployer, refused


def test_of_nothing(house: House) -> None:
    assert house.accords.count() == 0
    assert tuple(house.accords.accord(1)) == (0, 0, bytes(32), 0, 0, 0, 0, 0, 0, NOBODY)
    assert tuple(house.accords.party(1, 1)) == (0, 0)
    assert tuple(house.accords.review(1)) == (0, 0, False)
    assert house.accords.parties(1, 1) == []
    assert house.accords.clauses(1, 1) == []
    assert house.accords.currencies(1, 1) == ([], [])
    assert house.accords.answer(1, 1, 1) == bytes(32)
    with refused("accords: no such accord"):
        house.accords.alarm(1, 1, NOBODY)


def test_the_digest_of_terms(house: House) -> None:
    terms = house.terms()
    assert house.accords.terms_digest(terms.for_chain()) == digest_of(terms)


def test_the_signing_domain(house: House) -> None:
    fields, name, version, chain, contract, salt, extensions = house.accords.eip712Domain()
    assert (name, version, chain) == ("Symbio Accords", "1", boa.env.evm.patch.chain_id)
    assert (fields, contract, salt, extensions) == (
        b"\x0f",
        house.accords.address,
        bytes(32),
        [],
    )
    kind = "EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"
    values = [keccak(text=kind), keccak(text=name), keccak(text=version), chain, contract]
    types = ["bytes32", "bytes32", "bytes32", "uint256", "address"]
    assert house.accords.DOMAIN_SEPARATOR() == keccak(encode(types, values))


def test_the_signing_domain_follows_a_fork(house: House) -> None:
    before = house.accords.DOMAIN_SEPARATOR()
    former = boa.env.evm.patch.chain_id
    try:
        boa.env.evm.patch.chain_id = former + 1
        assert house.accords.DOMAIN_SEPARATOR() != before
    finally:
        boa.env.evm.patch.chain_id = former


def test_deployed_with_the_institutions_it_needs(house: House) -> None:
    with refused("accords: no communities"):
        deployer("Accords").deploy(NOBODY, house.factory)
    with refused("accords: no federations"):
        deployer("Accords").deploy(house.book, NOBODY)
