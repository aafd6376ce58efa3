# SPDX-License-Identifier: AGPL-3.0-only
# pragma version 0.4.3
"""
@title What a proposal may call: takes, refuses, or comes back
@license AGPL-3.0-only
"""

is_closed: public(bool)
taken: public(uint256)
times: public(uint256)
answers: public(DynArray[Bytes[100], 8])
successes: public(DynArray[bool, 8])


@external
@payable
def take(times: uint256):
    assert not self.is_closed, "target: closed"
    self.taken += msg.value
    self.times += times


@external
def close(is_closed: bool):
    self.is_closed = is_closed


@external
def come_back(data: Bytes[2048]):
    """
    @dev Calls its caller, and writes down what it said.
    """
    success: bool = False
    answer: Bytes[100] = b""
    success, answer = raw_call(msg.sender, data, max_outsize=100, revert_on_failure=False)
    self.successes.append(success)
    self.answers.append(answer)
