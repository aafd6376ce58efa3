# SPDX-License-Identifier: Apache-2.0
"""Juries are deployed with registers and a beacon, and create the contract of their stipends."""

from __future__ import annotations

from tests.contracts.boa_chain import account, deployer, refused
from tests.contracts.juries.drawing import Assize


def test_what_it_is_made_of(assize: Assize) -> None:
    assert assize.juries.beacon() == assize.lots.address
    assert assize.juries.stipends() == assize.stipends.address
    assert assize.juries.eip712Domain()[1:3] == ("Symbio Juries", "1")
    assert len(assize.juries.DOMAIN_SEPARATOR()) == 32


def test_without_one_of_them(assize: Assize) -> None:
    blueprint = deployer("Stipends").deploy_as_blueprint()
    nothing = account("nothing").address
    there = [assize.book, assize.factory, assize.lots]
    for place, missing in enumerate(("communities", "federations", "beacon")):
        parts = [nothing if i == place else part for i, part in enumerate(there)]
        with refused(f"juries: no {missing}"):
            deployer("Juries").deploy(blueprint, *parts)
