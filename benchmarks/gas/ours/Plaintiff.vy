# SPDX-License-Identifier: AGPL-3.0-only
# pragma version 0.4.3
"""
@title An arbitrable that brings disputes and keeps what was ruled; for any court of ERC-792
@license AGPL-3.0-only
"""

interface Court:
    def createDispute(choices: uint256, extra_data: Bytes[64]) -> uint256: payable


COURT: immutable(Court)

# dispute -> what was ruled, plus 1
rulings: public(HashMap[uint256, uint256])


@deploy
def __init__(court: Court):
    COURT = court


@external
@payable
def bring(choices: uint256, extra_data: Bytes[64]) -> uint256:
    return extcall COURT.createDispute(choices, extra_data, value=msg.value)


@external
def rule(dispute_id: uint256, ruling: uint256):
    assert msg.sender == COURT.address, "plaintiff: not the court"
    self.rulings[dispute_id] = ruling + 1
