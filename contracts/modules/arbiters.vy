# SPDX-License-Identifier: AGPL-3.0-only
# pragma version 0.4.3
# pragma nonreentrancy on
"""
@title Arbiters: what is asked of them, and what they may answer
@license AGPL-3.0-only
@notice ERC-792. An arbiter that is broken, silent, dear or lying can keep nobody from disputing: it is asked with
        bounded gas, its answers are bounded, and where it takes no dispute there is none for it to rule on.
"""

from ..interfaces import IEscrow


# 1 to 101 for 0 to 100 percent.
CHOICES: constant(uint256) = 101
PRICE_GAS: constant(uint256) = 200_000
DISPUTE_GAS: constant(uint256) = 1_500_000

# arbiter -> its dispute -> our order
orders: HashMap[address, HashMap[uint256, uint256]]


@internal
def _summon(order_id: uint256, arbiter: address, most: uint256) -> (bool, uint256):
    """
    @notice Bring a dispute before its arbiter, for at most so much native coin.
    @return Whether it has it now, and what went to it.
    """
    success: bool = False
    answer: Bytes[32] = b""
    info: Bytes[32] = abi_encode(order_id)
    success, answer = raw_call(
        arbiter,
        abi_encode(info, method_id=method_id("arbitrationCost(bytes)")),
        max_outsize=32,
        gas=PRICE_GAS,
        is_static_call=True,
        revert_on_failure=False,
    )
    if not success or len(answer) != 32:
        return False, 0
    cost: uint256 = convert(answer, uint256)
    if cost > most:
        return False, 0
    success, answer = raw_call(
        arbiter,
        abi_encode(CHOICES, info, method_id=method_id("createDispute(uint256,bytes)")),
        max_outsize=32,
        gas=DISPUTE_GAS,
        value=cost,
        revert_on_failure=False,
    )
    if not success:
        return False, 0
    if len(answer) != 32:
        return False, cost
    dispute_id: uint256 = convert(answer, uint256)
    if self.orders[arbiter][dispute_id] != 0:
        return False, cost
    self.orders[arbiter][dispute_id] = order_id
    log IEscrow.ArbiterSummoned(
        order_id=order_id, party=msg.sender, arbiter=arbiter, dispute_id=dispute_id, cost=cost
    )
    return True, cost
