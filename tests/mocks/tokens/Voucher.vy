# SPDX-License-Identifier: AGPL-3.0-only
# pragma version 0.4.3
# pragma nonreentrancy off
"""
@title A token with permits as ERC-2612 has them, by snekmate
@license AGPL-3.0-only
@custom:powers Its deployer mints; it is a token of the tests.
@custom:exit Nothing of value is held here.
"""

from snekmate.auth import ownable
from snekmate.tokens import erc20


initializes: ownable
initializes: erc20[ownable := ownable]
exports: erc20.__interface__


@deploy
def __init__():
    ownable.__init__()
    erc20.__init__("Voucher", "VCH", 2, "Voucher", "1")
    erc20._mint(msg.sender, 10**9)
