# SPDX-License-Identifier: AGPL-3.0-only
# pragma version 0.4.3
# pragma nonreentrancy on
"""
@title DemoCoin
@license AGPL-3.0-only
@notice A coin for rehearsals: an ERC-20 whose whole supply is made at its birth. It is worth nothing. It calls nothing,
        so it needs no lock.
@custom:powers Nobody has any: `holder` is given the whole supply at construction, and nothing can mint, burn, pause or
               change it afterwards.
@custom:exit Every holder may transfer at any time; nothing can be stuck.
"""

from ethereum.ercs import IERC20
from ethereum.ercs import IERC20Detailed

implements: IERC20
implements: IERC20Detailed


name: public(immutable(String[25]))
symbol: public(immutable(String[5]))
decimals: public(immutable(uint8))
totalSupply: public(immutable(uint256))

balanceOf: reentrant(public(HashMap[address, uint256]))
allowance: reentrant(public(HashMap[address, HashMap[address, uint256]]))


@deploy
def __init__(name_: String[25], symbol_: String[5], decimals_: uint8, holder: address, supply: uint256):
    """
    @param supply In smallest units, of which 10 ** `decimals_` make a whole coin.
    """
    assert holder != empty(address), "coin: no holder"
    name = name_
    symbol = symbol_
    decimals = decimals_
    totalSupply = supply
    self.balanceOf[holder] = supply
    log IERC20.Transfer(sender=empty(address), receiver=holder, value=supply)


@external
@reentrant
def transfer(to: address, amount: uint256) -> bool:
    self._move(msg.sender, to, amount)
    return True


@external
@reentrant
def transferFrom(owner: address, to: address, amount: uint256) -> bool:
    allowed: uint256 = self.allowance[owner][msg.sender]
    assert amount <= allowed, "coin: more than allowed"
    if allowed < max_value(uint256):
        self.allowance[owner][msg.sender] = allowed - amount
    self._move(owner, to, amount)
    return True


@external
@reentrant
def approve(spender: address, amount: uint256) -> bool:
    self.allowance[msg.sender][spender] = amount
    log IERC20.Approval(owner=msg.sender, spender=spender, value=amount)
    return True


@internal
def _move(owner: address, to: address, amount: uint256):
    assert to != empty(address), "coin: no receiver"
    assert amount <= self.balanceOf[owner], "coin: more than held"
    self.balanceOf[owner] -= amount
    self.balanceOf[to] += amount
    log IERC20.Transfer(sender=owner, receiver=to, value=amount)
