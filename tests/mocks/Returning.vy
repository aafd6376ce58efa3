# SPDX-License-Identifier: AGPL-3.0-only
# pragma version 0.4.3
"""
@title A payee that calls whoever pays it
@license AGPL-3.0-only
"""

data: Bytes[2048]


@external
def prepare(data: Bytes[2048]):
    self.data = data


@external
@payable
def __default__():
    raw_call(msg.sender, self.data)
