# SPDX-License-Identifier: AGPL-3.0-only
# pragma version 0.4.3
# pragma nonreentrancy on
"""
@title The jury book: what is written of each jury, and where it stands
@license AGPL-3.0-only
@notice Four words a jury, whatever its size, one a juror, and one or more of counts. Windows follow one another by the
        clock alone. Twin: symbio/domain/juries.py.
"""


WAVES: constant(uint256) = 8
RECONVENING: constant(uint256) = 30 * 86_400

# As in IJuries.Stage.
CALLED: constant(uint256) = 1
SEATING: constant(uint256) = 2
DELIBERATING: constant(uint256) = 4
COMMITTING: constant(uint256) = 8
REVEALING: constant(uint256) = 16
DECIDED: constant(uint256) = 32
UNDECIDED: constant(uint256) = 64
FAILED: constant(uint256) = 128
# The votes are in: DECIDED or UNDECIDED, which the counts tell.
COUNTED: constant(uint256) = DECIDED | UNDECIDED

ADDRESS: constant(uint256) = 2**160 - 1
SPAN: constant(uint256) = 2**24 - 1
TIME: constant(uint256) = 2**40 - 1
SEATS: constant(uint256) = 2**60 - 1
CHOICE: constant(uint256) = 2**32 - 1

# Of `clocks`.
SEEDED: constant(uint256) = 96
BEGAN: constant(uint256) = 136
FILLED: constant(uint256) = 176
SECOND_ROUND: constant(uint256) = 1 << 236
SIZE: constant(uint256) = 237
LAST: constant(uint256) = 243

# Of 64 bits every second, every other two, every other four.
PAIRS: constant(uint256) = (2**64 - 1) // 3
FOURS: constant(uint256) = (2**64 - 1) // 5
BYTES: constant(uint256) = (2**64 - 1) // 17

# Of a juror's word.
INDEX: constant(uint256) = 2**40 - 1
CHOSEN: constant(uint256) = 60
REVEALED: constant(uint256) = 92
VOID: constant(uint256) = 94
RECUSED: constant(uint256) = 1 << 96

# Of `counts`: in each word the seats of 30 communities, four bits each; in the first the votes above them, six bits
# each: who approved each of 16 options, then who revealed.
COMMUNITIES_A_WORD: constant(uint256) = 30
SEATS_TAKEN: constant(uint256) = 2**120 - 1
APPROVALS: constant(uint256) = 120
REVEALS: constant(uint256) = 216
FEW: constant(uint256) = 63


# how many juries there have been; the first is number 1
count: uint256
# jury -> court 160 | options 32
courts: HashMap[uint256, uint256]
# jury -> wave 24 | deliberation 24 | commit 24 | reveal 24 | seeded at 40 | began at 40 | filled seats 60
# | second round 1 | size 6 | last position 8
clocks: HashMap[uint256, uint256]
# jury -> excluded positions 128 | how many 5 | weight of the others 48 | table 32 | cap 40 | turn 2 | of stewards 1
lines: HashMap[uint256, uint256]
# jury -> the beacon's target, then the seed
seeds: HashMap[uint256, uint256]
# jury -> word -> counts
counts: HashMap[uint256, uint256[9]]
# jury -> account -> seat from 1 8 | position 8 | index 40 | wave 4 | choice 32 | revealed in round 2
# | void in round 2 | recused 1
jurors: HashMap[uint256, HashMap[address, uint256]]


@internal
@view
def _phase(clock: uint256) -> uint256:
    """
    @notice Where a jury stands by its clock; COUNTED stands for both ends of a vote.
    """
    seeded_at: uint256 = (clock >> SEEDED) & TIME
    if seeded_at == 0:
        return CALLED
    due: uint256 = self._began(clock)
    if block.timestamp < due or due == 0:
        return SEATING
    if not self._is_enough(self._seated(clock), clock):
        return FAILED
    due += (clock >> 24) & SPAN
    if block.timestamp < due:
        return DELIBERATING
    due += (clock >> 48) & SPAN
    if block.timestamp < due:
        return COMMITTING
    due += (clock >> 72) & SPAN
    if block.timestamp < due:
        return REVEALING
    return COUNTED


@internal
@pure
def _began(clock: uint256) -> uint256:
    """
    @notice When deliberation began, or will at the latest: when the last seat was taken, or the last wave is over.
    """
    began: uint256 = (clock >> BEGAN) & TIME
    if began != 0:
        return began
    return ((clock >> SEEDED) & TIME) + WAVES * (clock & SPAN)


@internal
@pure
def _is_enough(some: uint256, clock: uint256) -> bool:
    """
    @notice Two thirds of the seats.
    """
    return 3 * some >= 2 * self._size(clock)


@internal
@pure
def _size(clock: uint256) -> uint256:
    return (clock >> SIZE) & FEW


@internal
@pure
def _round(clock: uint256) -> uint256:
    if clock & SECOND_ROUND != 0:
        return 2
    return 1


@internal
@pure
def _seated(clock: uint256) -> uint256:
    """
    @notice How many seats are filled: the bits of 60 that are set, summed in pairs, fours and bytes.
    """
    bits: uint256 = (clock >> FILLED) & SEATS
    bits -= (bits >> 1) & PAIRS
    bits = (bits & FOURS) + ((bits >> 2) & FOURS)
    bits = (bits + (bits >> 4)) & BYTES
    return ((bits * (BYTES // 15)) >> 56) & 255


@internal
@view
def _clock(jury_id: uint256) -> uint256:
    clock: uint256 = self.clocks[jury_id]
    assert clock != 0, "juries: no such jury"
    return clock


@internal
@view
def _sitting(jury_id: uint256, account: address) -> uint256:
    """
    @notice The word of an account that sits on a jury.
    """
    word: uint256 = self.jurors[jury_id][account]
    assert word != 0 and word & RECUSED == 0, "juries: not a juror"
    return word
