# SPDX-License-Identifier: AGPL-3.0-only
# pragma version 0.4.3
"""
@title A federation that decides what the benchmark says; what a vote costs is measured elsewhere
@license AGPL-3.0-only
"""


@external
@view
def level(federation: address) -> uint256:
    return convert(federation == self, uint256)


@external
def decide(target: address, data: Bytes[1024]):
    raw_call(target, data)
