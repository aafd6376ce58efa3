# SPDX-License-Identifier: AGPL-3.0-only
# pragma version 0.4.3
# pragma nonreentrancy on
"""
@title A Purse: a split's plain receiving address
@license AGPL-3.0-only
@notice The Treasury makes one as a minimal proxy of a template, at an address that is known before. Any token or native
        coin may be sent there at any time, also while there is no code yet; the Treasury brings it into the split.
        Once there is code, native coin needs about 6,000 gas on arrival: a sender who hands on only 2,300 gas cannot
        pay through a minimal proxy, whose call to its template alone costs 2,600.
@custom:powers Nobody but the Treasury can move anything out, and only into itself, for the split of this address.
@custom:exit Anybody may have the Treasury collect at any time; there is nothing to wait for and nobody to ask.
"""

from ethereum.ercs import IERC20

from .interfaces import IPurse


implements: IPurse


NATIVE: constant(address) = 0xEeeeeEeeeEeEeeEeEeEeeEEEeeeeEeeeeeeeEEeE

TREASURY: immutable(address)


@deploy
def __init__():
    TREASURY = msg.sender


@external
@payable
@reentrant
def __default__():
    """
    @notice Take native coin.
    """
    assert len(msg.data) == 0, "purse: no such function"


@external
def empty_into_treasury(token: address):
    """
    @notice Hand all of a token, or of the native coin, to the Treasury. By the Treasury.
    """
    assert msg.sender == TREASURY, "purse: only the treasury"
    if token == NATIVE:
        raw_call(TREASURY, b"", value=self.balance)
    else:
        amount: uint256 = staticcall IERC20(token).balanceOf(self)
        moved: bool = extcall IERC20(token).transfer(TREASURY, amount, default_return_value=True)
        assert moved, "purse: token refused the transfer"
