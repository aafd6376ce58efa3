# SPDX-License-Identifier: AGPL-3.0-only
# pragma version 0.4.3
"""
@title Makes two calls in one transaction, the first of which may fail
@license AGPL-3.0-only
"""


@external
def twice(target: address, first: Bytes[4096], second: Bytes[4096]) -> (bool, bool):
    a: bool = raw_call(target, first, revert_on_failure=False)
    b: bool = raw_call(target, second, revert_on_failure=False)
    return a, b
