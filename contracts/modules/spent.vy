# SPDX-License-Identifier: AGPL-3.0-only
# pragma version 0.4.3
# pragma nonreentrancy on
"""
@title Spent: what an account has signed counts once
@license AGPL-3.0-only
@notice One bit a nonce, in any order: what is signed for one relayer doesn't wait for what is signed for another.
"""

from ..interfaces import IMarket


# account -> nonce // 256 -> one bit a nonce
words: HashMap[address, HashMap[uint256, uint256]]


@internal
def _spend(account: address, nonce: uint256):
    word: uint256 = self.words[account][nonce >> 8]
    bit: uint256 = 1 << (nonce & 255)
    assert word & bit == 0, "market: nonce used"
    self.words[account][nonce >> 8] = word | bit


@internal
def _cancel(account: address, nonce: uint256):
    self._spend(account, nonce)
    log IMarket.NonceCancelled(account=account, nonce=nonce)


@internal
@view
def _is_used(account: address, nonce: uint256) -> bool:
    return (self.words[account][nonce >> 8] >> (nonce & 255)) & 1 == 1
