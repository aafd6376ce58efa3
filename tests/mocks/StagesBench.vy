# SPDX-License-Identifier: AGPL-3.0-only
# pragma version 0.4.3
"""
@title The rules of stages, called by themselves
@license AGPL-3.0-only
@custom:powers None; it is a bench of the tests.
@custom:exit Nothing of value is held here.
"""

from contracts.modules import stages


@external
@pure
def is_plan(plan: uint256) -> bool:
    return stages._is_plan(plan)


@external
@pure
def left(total: uint256, plan: uint256, stage: uint256) -> uint256:
    return stages._left(total, plan, stage)


@external
@pure
def earned(amount: uint256, delivered: uint256, ordered: uint256) -> uint256:
    return stages._earned(amount, delivered, ordered)


@external
@pure
def part(amount: uint256, share: uint256) -> uint256:
    return stages._part(amount, share)


@external
@pure
def landed(price: uint256, quantity: uint256, concession: uint256) -> uint256:
    return stages._landed(price, quantity, concession)


@external
@pure
def ruled(ruling: uint256, unruled: uint256) -> uint256:
    return stages._ruled(ruling, unruled)
