# SPDX-License-Identifier: AGPL-3.0-only
# pragma version 0.4.3
# pragma nonreentrancy off
"""
@title A receiver that calls back while it is paid
@license AGPL-3.0-only
@notice It keeps whether the call went through, and what was answered.
@custom:powers None; it is a mock of the tests.
@custom:exit Nothing of value is held here.
"""


target: address
data: Bytes[4096]
went_through: public(bool)
answer: public(Bytes[256])


@external
def arm(target: address, data: Bytes[4096]):
    self.target = target
    self.data = data


@external
@payable
def __default__():
    if self.target != empty(address):
        self.went_through, self.answer = raw_call(
            self.target, self.data, max_outsize=256, revert_on_failure=False
        )
