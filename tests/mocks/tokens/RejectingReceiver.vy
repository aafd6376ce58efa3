# SPDX-License-Identifier: AGPL-3.0-only
# pragma version 0.4.3
# pragma nonreentrancy off
"""
@title A receiver that takes no native coin
@license AGPL-3.0-only
@notice Until it is told to.
@custom:powers None; it is a mock of the tests.
@custom:exit Nothing of value is held here.
"""


takes: public(bool)


@external
def take(takes: bool):
    self.takes = takes


@external
@payable
def __default__():
    assert self.takes, "receiver: no, thanks"
