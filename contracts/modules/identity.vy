# SPDX-License-Identifier: AGPL-3.0-only
# pragma version 0.4.3
# pragma nonreentrancy on
"""
@title The name under which a federation's members sign
@license AGPL-3.0-only
@notice The EIP-712 domain of one federation: its own name and its own address, so that a wallet shows whose ballot it
        is. Every clone has a name, so it can't be fixed in the template's code; it is hashed once, and anew after a
        fork.
"""

from . import acts


CHAIN: immutable(uint256)

name: public(String[50])
_domain_at_setup: bytes32


@deploy
def __init__():
    CHAIN = chain.id


@external
@view
def DOMAIN_SEPARATOR() -> bytes32:
    return self._domain()


@external
@view
def eip712Domain() -> (bytes1, String[50], String[1], uint256, address, bytes32, DynArray[uint256, 1]):
    """
    @notice ERC-5267.
    """
    return 0x0f, self.name, "1", chain.id, self, empty(bytes32), []


@internal
def _set(name: String[50]):
    self.name = name
    self._domain_at_setup = acts._domain(name)


@internal
@view
def _domain() -> bytes32:
    if chain.id == CHAIN:
        return self._domain_at_setup
    return acts._domain(self.name)
