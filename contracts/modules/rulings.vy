# SPDX-License-Identifier: AGPL-3.0-only
# pragma version 0.4.3
# pragma nonreentrancy on
"""
@title Rulings: disputes that other contracts bring
@license AGPL-3.0-only
@notice ERC-792. A dispute costs nothing and goes to a jury at once. What the jury decided is written before the
        arbitrable hears of it, with bounded gas; whether it takes it, burns it or comes back changes nothing here.
"""

from . import benches
from . import case_book
from . import sides
from ..interfaces import IArbitrator
from ..interfaces import ITribunal


uses: benches
uses: case_book
uses: sides


SEASON: constant(uint256) = 90 * 86_400
JURORS: constant(uint256) = 12
FEWEST: constant(uint256) = 3
MOST: constant(uint256) = 60
# What the extra data of an arbitrable that knows this court begins with; then one word for the seats and one for each
# community whose people may not judge. Any other extra data is somebody else's, and says nothing here.
MARK: constant(bytes32) = keccak256("Tribunal(uint256 seats,uint256[] excluded)")
CALLBACK_GAS: constant(uint256) = 500_000
# A call passes on at most 63 of 64 parts.
GAS_KEPT: constant(uint256) = 520_000


@internal
def _create(choices: uint256, extra_data: Bytes[1024]) -> uint256:
    assert choices != 0 and choices <= sides.NUMBER, "tribunal: no such choices"
    size: uint256 = JURORS
    excluded: DynArray[uint256, 8] = []
    if len(extra_data) >= 64 and convert(slice(extra_data, 0, 32), bytes32) == MARK:
        assert len(extra_data) % 32 == 0 and len(extra_data) <= 320, "tribunal: extra data out of shape"
        size = extract32(extra_data, 32, output_type=uint256)
        assert size >= FEWEST and size <= MOST, "tribunal: seats out of range"
        before: uint256 = 0
        for place: uint256 in range(2, len(extra_data) // 32, bound=8):
            community_id: uint256 = extract32(extra_data, 32 * place, output_type=uint256)
            assert community_id > before, "tribunal: communities aren't ascending"
            assert community_id <= sides.NUMBER, "tribunal: no such community"
            excluded.append(community_id)
            before = community_id
    case_id: uint256 = case_book.count + 1
    case_book.count = case_id
    head: uint256 = (
        convert(msg.sender, uint256)
        | ((block.timestamp // SEASON) << case_book.SEASON)
        | (len(excluded) << sides.AFFECTED)
        | (1 << case_book.DRAWS)
        | case_book.DISPUTE
    )
    if len(excluded) != 0:
        sides.affected[case_id] = sides._pack(excluded)
    case_book.benches[case_id] = (choices << case_book.CHOICES) | (size << case_book.SIZE)
    jury_id: uint256 = benches._call(case_id, head, 0, size, choices)
    assert jury_id != 0, "tribunal: too few people for a jury"
    log IArbitrator.DisputeCreation(disputeID=case_id, arbitrable=msg.sender)
    log ITribunal.DisputeOpened(
        case_id=case_id, arbitrable=msg.sender, choices=choices, excluded=excluded, jury_id=jury_id
    )
    case_book._advance(case_id, head, case_book.TRIBUNAL, 0, jury_id, msg.sender)
    return case_id


@internal
def _conclude(case_id: uint256, head: uint256):
    """
    @notice Rule as the jury decided, or have another or the same once more; refuse to rule where none decides.
    """
    stage: uint256 = 0
    ruling: uint256 = 0
    stage, ruling = benches._outcome(case_id)
    assert stage >= benches.DECIDED, "tribunal: the jury isn't done"
    if stage == benches.FAILED and (head >> case_book.DRAWS) & 3 < benches.MOST_DRAWS:
        bench: uint256 = case_book.benches[case_id]
        size: uint256 = bench >> case_book.SIZE
        choices: uint256 = (bench >> case_book.CHOICES) & sides.NUMBER
        jury_id: uint256 = benches._call(case_id, head, 0, size, choices)
        if jury_id != 0:
            again: uint256 = head + (1 << case_book.DRAWS)
            case_book._advance(case_id, again, case_book.TRIBUNAL, 0, jury_id, msg.sender)
            return
    if stage == benches.UNDECIDED and benches._reconvene(case_id):
        return
    if ruling != 0:
        case_book.benches[case_id] |= ruling << case_book.RULING
    ended: uint256 = case_book._advance(case_id, head, case_book.RULED, block.timestamp, 0, msg.sender)
    self._execute(case_id, ended)


@internal
def _execute(case_id: uint256, head: uint256):
    assert case_book._state(head) == case_book.RULED, "tribunal: no ruling to execute"
    assert head & case_book.EXECUTED == 0, "tribunal: the ruling is executed"
    # With less a carrier could make an arbitrable fail that wouldn't.
    assert msg.gas >= GAS_KEPT, "tribunal: too little gas for the ruling"
    ruling: uint256 = (case_book.benches[case_id] >> case_book.RULING) & sides.NUMBER
    arbitrable: address = case_book._account(head)
    accepted: bool = raw_call(
        arbitrable,
        abi_encode(case_id, ruling, method_id=method_id("rule(uint256,uint256)")),
        gas=CALLBACK_GAS,
        revert_on_failure=False,
    )
    if accepted:
        case_book.heads[case_id] = head | case_book.EXECUTED
    log ITribunal.RulingExecuted(case_id=case_id, actor=msg.sender, ruling=ruling, accepted=accepted)
