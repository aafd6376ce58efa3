# SPDX-License-Identifier: AGPL-3.0-only
# pragma version 0.4.3
# pragma nonreentrancy off
"""
@title A receiver that answers at great length
@license AGPL-3.0-only
@notice And refuses at great length while it is told to.
@custom:powers None; it is a mock of the tests.
@custom:exit Nothing of value is held here.
"""


LENGTH: constant(uint256) = 200_000

refuses: bool


@external
def refuse(refuses: bool):
    self.refuses = refuses


@external
@payable
@raw_return
def __default__() -> Bytes[LENGTH]:
    if self.refuses:
        raw_revert(abi_encode(max_value(uint256), empty(uint256[6000])))
    return abi_encode(empty(uint256[6000]))
