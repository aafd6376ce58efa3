# SPDX-License-Identifier: AGPL-3.0-only
# pragma version 0.4.3
# pragma nonreentrancy on
"""
@title Purses: the plain receiving address of each split, known before there is code
@license AGPL-3.0-only
@notice A minimal proxy (ERC-1167) of the purse's template, made by CREATE2 with the split's number as salt.
"""

from snekmate.utils import create2


TEMPLATE: immutable(address)
INITCODE: immutable(bytes32)


@deploy
def __init__(blueprint: address):
    TEMPLATE = create_from_blueprint(blueprint)
    INITCODE = keccak256(
        concat(
            x"602d3d8160093d39f3363d3d373d3d3d363d73", convert(TEMPLATE, bytes20), x"5af43d82803e903d91602b57fd5bf3"
        )
    )


@internal
@view
def _address(split_id: uint256) -> address:
    return create2._compute_create2_address_self(convert(split_id, bytes32), INITCODE)


@internal
def _ready(split_id: uint256) -> address:
    """
    @return The split's receiving address, with code by now.
    """
    purse: address = self._address(split_id)
    if not purse.is_contract:
        purse = create_minimal_proxy_to(TEMPLATE, salt=convert(split_id, bytes32))
    return purse
