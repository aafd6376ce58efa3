# SPDX-License-Identifier: AGPL-3.0-only
# pragma version 0.4.3
# pragma nonreentrancy off
"""
@title A receiver that burns all the gas it is given
@license AGPL-3.0-only
@notice It never ends by itself.
@custom:powers None; it is a mock of the tests.
@custom:exit Nothing of value is held here.
"""


burnt: uint256


@external
@payable
def __default__():
    for i: uint256 in range(max_value(uint256)):
        self.burnt += 1
