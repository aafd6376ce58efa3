# SPDX-License-Identifier: Apache-2.0
"""Federations' constructor, and what it answers of itself."""

from __future__ import annotations

from typing import Any

import boa
from eth_abi import encode
from eth_utils import keccak

from tests.contracts.boa_chain import NOBODY, account, deployer, refused
from tests.contracts.federation.assembly import RULES

DOMAIN = b"EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"


def test_refuses_communities_without_code() -> None:
    template = deployer("Federation").deploy_as_blueprint()
    for nowhere in (NOBODY, account("nobody").address):
        with refused("federations: no communities"):
            deployer("Federations").deploy(template, nowhere)


def test_the_template_is_made_of_the_blueprint(factory: Any) -> None:
    template = deployer("Federation").at(factory.template())
    assert len(boa.env.get_code(template.address)) > 10_000
    assert factory.level(template.address) == 0
    assert factory.count() == 0
    assert (factory.federation(0), factory.federation(1)) == (NOBODY, NOBODY)


def test_the_domain(factory: Any) -> None:
    chain_id, types = boa.env.evm.patch.chain_id, ["bytes32"] * 3 + ["uint256", "address"]
    names = [keccak(DOMAIN), keccak(b"Symbio Federations"), keccak(b"1")]
    expected = keccak(encode(types, [*names, chain_id, str(factory.address)]))
    assert factory.DOMAIN_SEPARATOR() == expected
    said = factory.eip712Domain()
    assert tuple(said)[1:5] == ("Symbio Federations", "1", chain_id, factory.address)
    boa.env.evm.patch.chain_id = chain_id + 1
    assert factory.DOMAIN_SEPARATOR() != expected


def test_rules_are_packed_or_refused(factory: Any) -> None:
    values = list(RULES.for_chain())
    assert factory.pack_rules(tuple(values)) & 3 == 3
    values[9] = 0
    with refused("rules: notice out of range"):
        factory.pack_rules(tuple(values))
