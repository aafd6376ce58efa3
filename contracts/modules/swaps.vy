# SPDX-License-Identifier: AGPL-3.0-only
# pragma version 0.4.3
# pragma nonreentrancy on
"""
@title Swaps: a ring in which each gives to the next
@license AGPL-3.0-only
@notice Everything or nothing, straight from one to the next: the Market holds none of it. What counts is what arrives.
"""

from ethereum.ercs import IERC20
from snekmate.utils import eip712_domain_separator as domain

from . import spent
from . import signatures
from ..interfaces import IMarket


uses: domain
uses: spent


MAX_SWAPS: constant(uint256) = 8
SWAP: immutable(bytes32)


@deploy
def __init__():
    SWAP = keccak256(
        concat(
            b"Swap(address giver,string title,address gives,uint256 gives_amount,address wants,uint256 wants_amount,",
            b"uint256 until,uint256 nonce)",
        )
    )


@internal
def _settle(swaps: DynArray[IMarket.Swap, MAX_SWAPS], signatures_: DynArray[Bytes[1040], MAX_SWAPS]):
    """
    @notice Agree to every swap first, then move: nothing that a token does can spend a nonce twice.
    """
    size: uint256 = len(swaps)
    assert size > 1, "market: a ring of fewer than two"
    assert size == len(signatures_), "market: not one signature a swap"
    digests: DynArray[bytes32, MAX_SWAPS] = []
    for i: uint256 in range(size, bound=MAX_SWAPS):
        digests.append(self._accept(swaps[i], signatures_[i]))
    for i: uint256 in range(size, bound=MAX_SWAPS):
        following: uint256 = (i + 1) % size
        self._move(swaps[i], digests[i], swaps[following].giver, swaps[following].wants, swaps[following].wants_amount)


@internal
def _accept(swap: IMarket.Swap, signature: Bytes[1040]) -> bytes32:
    digest: bytes32 = self._digest(swap)
    assert block.timestamp <= swap.until, "market: swap ended"
    assert swap.wants_amount != 0, "market: a swap wants nothing"
    if len(signature) == 0:
        assert msg.sender == swap.giver, "market: not the giver"
    else:
        assert signatures._is_signed_by(swap.giver, digest, signature), "market: not signed by the giver"
    spent._spend(swap.giver, swap.nonce)
    return digest


@internal
def _move(swap: IMarket.Swap, digest: bytes32, receiver: address, wants: address, wants_amount: uint256):
    assert swap.gives == wants, "market: the ring doesn't close"
    assert swap.gives_amount >= wants_amount, "market: the next one wants more"
    assert swap.gives.is_contract, "market: token has no code"
    before: uint256 = staticcall IERC20(swap.gives).balanceOf(receiver)
    moved: bool = extcall IERC20(swap.gives).transferFrom(
        swap.giver, receiver, swap.gives_amount, default_return_value=True
    )
    assert moved, "market: token refused the transfer"
    after: uint256 = staticcall IERC20(swap.gives).balanceOf(receiver)
    assert after >= before and after - before >= wants_amount, "market: less arrived than agreed"
    log IMarket.SwapSettled(
        digest=digest,
        giver=swap.giver,
        receiver=receiver,
        title=swap.title,
        token=swap.gives,
        amount=after - before,
        nonce=swap.nonce,
    )


@internal
@view
def _digest(swap: IMarket.Swap) -> bytes32:
    return domain._hash_typed_data_v4(
        keccak256(
            abi_encode(
                SWAP,
                swap.giver,
                keccak256(swap.title),
                swap.gives,
                swap.gives_amount,
                swap.wants,
                swap.wants_amount,
                swap.until,
                swap.nonce,
            )
        )
    )
