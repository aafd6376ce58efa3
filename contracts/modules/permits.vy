# SPDX-License-Identifier: AGPL-3.0-only
# pragma version 0.4.3
# pragma nonreentrancy on
"""
@title Permits: an allowance that travels with what it is for
@license AGPL-3.0-only
@notice ERC-2612. Somebody else may have used a permit first, so its failure means nothing: the transfer tells whether
        the allowance is there.
"""

from ..interfaces import IMarket


@internal
def _use(token: address, owner: address, spender: address, amount: uint256, permit: IMarket.Permit):
    if permit.deadline == 0:
        return
    used: bool = raw_call(
        token,
        abi_encode(
            owner,
            spender,
            amount,
            permit.deadline,
            permit.v,
            permit.r,
            permit.s,
            method_id=method_id("permit(address,address,uint256,uint256,uint8,bytes32,bytes32)"),
        ),
        revert_on_failure=False,
    )
