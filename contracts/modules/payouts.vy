# SPDX-License-Identifier: AGPL-3.0-only
# pragma version 0.4.3
# pragma nonreentrancy on
"""
@title Payouts: a payee's signed word where its money goes
@license AGPL-3.0-only
@notice For who can sign but not send: a wallet without coin for gas, or one that a token blocks. Anybody carries the
        signature, before its time ends, once. The account can spend a number unused, which revokes it.
"""

from snekmate.utils import eip712_domain_separator as eip712

from . import signatures
from ..interfaces import ITreasury


uses: eip712


MAX_SIGNATURE: constant(uint256) = 1_040
PAYOUT: constant(bytes32) = keccak256(
    "Payout(string statement,uint256 split,uint256 payee,address token,address to,uint256 until,uint256 nonce)"
)
STATEMENT: constant(bytes32) = keccak256("Pay all that this split owes this payee to the address named here.")


# (account, number) -> whether it was used or revoked
spent: HashMap[address, HashMap[uint256, bool]]


@external
def revoke_payout(nonce: uint256):
    """
    @notice Make the sender's own signatures with this number worthless, given or not yet given.
    """
    self._spend(msg.sender, nonce)
    log ITreasury.PayoutRevoked(account=msg.sender, nonce=nonce)


@external
@view
def payout_spent(account: address, nonce: uint256) -> bool:
    return self.spent[account][nonce]


@internal
def _use(
    account: address,
    split_id: uint256,
    token: address,
    payee: uint256,
    to: address,
    until: uint256,
    nonce: uint256,
    signature: Bytes[MAX_SIGNATURE],
):
    assert block.timestamp <= until, "treasury: the signed time is over"
    message: bytes32 = keccak256(abi_encode(PAYOUT, STATEMENT, split_id, payee, token, to, until, nonce))
    digest: bytes32 = eip712._hash_typed_data_v4(message)
    assert signatures._is_signed_by(account, digest, signature), "treasury: not signed by the payee"
    self._spend(account, nonce)
    log ITreasury.PayoutCarried(account=account, carrier=msg.sender, nonce=nonce)


@internal
def _spend(account: address, nonce: uint256):
    assert not self.spent[account][nonce], "treasury: the payout is spent"
    self.spent[account][nonce] = True
