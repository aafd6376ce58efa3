# SPDX-License-Identifier: AGPL-3.0-only
# pragma version 0.4.3
# pragma nonreentrancy on
"""
@title Nonces: what an account signed counts once
@license AGPL-3.0-only
@notice One bit a nonce, so that messages need no order; whoever numbers them one by one pays less. A nonce that was
        cancelled, or used by any message, is used for all.
"""

from ..interfaces import IObligations
from . import signatures


# account -> nonce >> 8 -> one bit a nonce
_used: HashMap[address, HashMap[uint256, uint256]]


@external
def cancel_nonce(nonce: uint256):
    """
    @notice Burn a nonce of the sender's that isn't used yet.
    """
    self._use(msg.sender, nonce)
    log IObligations.NonceCancelled(account=msg.sender, nonce=nonce)


@external
@view
def is_nonce_used(account: address, nonce: uint256) -> bool:
    return (self._used[account][nonce >> 8] >> (nonce & 255)) & 1 == 1


@internal
def _use(account: address, nonce: uint256):
    used: uint256 = self._used[account][nonce >> 8]
    bit: uint256 = 1 << (nonce & 255)
    assert used & bit == 0, "nonces: used already"
    self._used[account][nonce >> 8] = used | bit


@internal
@view
def _has_signed(account: address, digest: bytes32, signature: Bytes[1040]) -> bool:
    """
    @dev Who sends it itself has said it, and leaves the signature empty.
    """
    if len(signature) == 0:
        return account == msg.sender
    return signatures._is_signed_by(account, digest, signature)
