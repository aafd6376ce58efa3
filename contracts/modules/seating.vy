# SPDX-License-Identifier: AGPL-3.0-only
# pragma version 0.4.3
# pragma nonreentrancy on
"""
@title Seating: from a call to filled seats
@license AGPL-3.0-only
@notice A jury is a seed and nothing more: whose turn a seat is in a wave follows from it and from the season's frozen
        table. A seat waits for one person at a time; silence costs the turn, and the next wave asks the next.
"""

from snekmate.utils import eip712_domain_separator as domain

from . import draw
from . import jury_book
from . import seasons
from ..interfaces import IBeacon
from ..interfaces import IJuries


uses: domain
uses: jury_book
uses: seasons


MOST_SEATS: constant(uint256) = 60
MOST_APPROVED: constant(uint256) = 16
STEWARD: constant(uint256) = max_value(uint256)

ACCEPTANCE: constant(bytes32) = keccak256("SeatAcceptance(string statement,uint256 jury,uint256 seat,address juror)")
STATEMENT: constant(bytes32) = keccak256(
    "I take this seat on this jury. I have no part in the matter, and I will decide by what is shown to the jury."
)

BEACON: immutable(IBeacon)


struct Draw:
    is_drawn: bool
    position: uint256
    community_id: uint256
    version: uint256
    index: uint256          # STEWARD: its steward


@deploy
def __init__(beacon: IBeacon):
    assert beacon.address.is_contract, "juries: no beacon"
    BEACON = beacon


@internal
def _call(
    pool: uint256,
    season: uint256,
    size: uint256,
    options: uint256,
    excluded: DynArray[uint256, seasons.MOST_EXCLUDED],
    times: uint256,
) -> (uint256, uint256):
    """
    @return The jury's number, and the beacon's target.
    """
    assert size != 0 and size <= MOST_SEATS, "juries: 1 to 60 seats"
    assert options != 0 and options <= jury_book.CHOICE, "juries: no such options"
    assert times >> jury_book.SEEDED == 0, "juries: times don't fit"
    has_windows: bool = times & jury_book.SPAN != 0 and (times >> 48) & jury_book.SPAN != 0
    assert has_windows and times >> 72 != 0, "juries: a window without time"
    table: uint256 = 0
    line: seasons.Line = empty(seasons.Line)
    table, line = seasons._line(pool, season, excluded)
    assert table != 0, "juries: the season isn't frozen"
    assert seasons._suffices(pool, size, line), "juries: pool is too small"
    target: uint256 = staticcall BEACON.aim()
    jury_id: uint256 = jury_book.count + 1
    jury_book.count = jury_id
    jury_book.courts[jury_id] = convert(msg.sender, uint256) | (options << 160)
    jury_book.clocks[jury_id] = times | (size << jury_book.SIZE) | ((line.count - 1) << jury_book.LAST)
    jury_book.lines[jury_id] = (
        line.excluded
        | (line.exclusions << 128)
        | (line.weight << 133)
        | (table << 181)
        | (line.cap << 213)
        | ((season % seasons.TURNS) << 253)
        | ((pool >> 160) << 255)
    )
    jury_book.seeds[jury_id] = target
    return jury_id, target


@internal
def _seat(jury_id: uint256):
    clock: uint256 = jury_book._clock(jury_id)
    assert jury_book._phase(clock) == jury_book.CALLED, "juries: seeded already"
    seed: bytes32 = staticcall BEACON.seed(jury_book.seeds[jury_id], self._salt(jury_id))
    assert seed != empty(bytes32), "juries: the beacon has no seed yet"
    jury_book.seeds[jury_id] = convert(seed, uint256)
    jury_book.clocks[jury_id] = clock | (block.timestamp << jury_book.SEEDED)
    log IJuries.JurySeeded(jury_id=jury_id, actor=msg.sender, seed=seed)


@internal
def _take(jury_id: uint256, seat: uint256, juror: address):
    clock: uint256 = jury_book._clock(jury_id)
    assert jury_book._phase(clock) == jury_book.SEATING, "juries: seats aren't being taken"
    size: uint256 = jury_book._size(clock)
    assert seat < size, "juries: no such seat"
    assert (clock >> (jury_book.FILLED + seat)) & 1 == 0, "juries: the seat is taken"
    wave: uint256 = (block.timestamp - ((clock >> jury_book.SEEDED) & jury_book.TIME)) // (clock & jury_book.SPAN)
    drawn: Draw = self._draw(jury_id, clock, seat, wave)
    assert juror != empty(address) and self._key(drawn) == juror, "juries: not this person's turn"
    assert jury_book.jurors[jury_id][juror] == 0, "juries: has had a seat already"
    word: uint256 = drawn.position // jury_book.COMMUNITIES_A_WORD
    bit: uint256 = 4 * (drawn.position % jury_book.COMMUNITIES_A_WORD)
    counts: uint256 = jury_book.counts[jury_id][word]
    assert (counts >> bit) & 15 < seasons._most_seats(size), "juries: the community has its seats"
    jury_book.counts[jury_id][word] = counts + (1 << bit)
    jury_book.jurors[jury_id][juror] = (
        (seat + 1) | (drawn.position << 8) | ((drawn.index & jury_book.INDEX) << 16) | (wave << 56)
    )
    clock |= 1 << (jury_book.FILLED + seat)
    seated: uint256 = jury_book._seated(clock)
    if seated == size:
        clock |= block.timestamp << jury_book.BEGAN
    jury_book.clocks[jury_id] = clock
    log IJuries.SeatTaken(
        jury_id=jury_id,
        juror=juror,
        seat=seat,
        wave=wave,
        community_id=drawn.community_id,
        index=drawn.index,
        seated=seated,
    )


@internal
def _recuse(jury_id: uint256):
    """
    @notice Empty the sender's seat, in the first round. While waves are left the next candidates may take it, and
            deliberation waits for them.
    """
    clock: uint256 = jury_book._clock(jury_id)
    phase: uint256 = jury_book._phase(clock)
    is_early: bool = phase in [jury_book.SEATING, jury_book.DELIBERATING] and clock & jury_book.SECOND_ROUND == 0
    assert is_early, "juries: too late to recuse"
    word: uint256 = jury_book._sitting(jury_id, msg.sender)
    seat: uint256 = (word & 255) - 1
    position: uint256 = (word >> 8) & 255
    jury_book.jurors[jury_id][msg.sender] = word | jury_book.RECUSED
    jury_book.counts[jury_id][position // jury_book.COMMUNITIES_A_WORD] -= (
        1 << (4 * (position % jury_book.COMMUNITIES_A_WORD))
    )
    clock ^= 1 << (jury_book.FILLED + seat)
    open: uint256 = clock & ~(jury_book.TIME << jury_book.BEGAN)
    if block.timestamp < jury_book._began(open):
        clock = open
    jury_book.clocks[jury_id] = clock
    log IJuries.JurorRecused(jury_id=jury_id, juror=msg.sender, seat=seat)


@internal
@view
def _draw(jury_id: uint256, clock: uint256, seat: uint256, wave: uint256) -> Draw:
    """
    @notice Whose turn a seat is in a wave, by the seed and the season's table.
    """
    line: uint256 = jury_book.lines[jury_id]
    seed: bytes32 = convert(jury_book.seeds[jury_id], bytes32)
    weight: uint256 = (line >> 133) & seasons.WEIGHT
    ordinal: uint256 = wave * jury_book._size(clock) + seat
    if ordinal >= weight:
        return empty(Draw)
    point: uint256 = draw._permute(seed, ordinal, weight)
    if point == weight:
        return empty(Draw)
    table: uint256 = (line >> 181) & (2**32 - 1)
    cap: uint256 = (line >> 213) & jury_book.INDEX
    turn: uint256 = (line >> 253) & 3
    of_stewards: bool = line >> 255 != 0
    for i: uint256 in range((line >> 128) & 31, bound=seasons.MOST_EXCLUDED):
        # Steps over an excluded interval, if the point is beyond where it begins.
        excluded: uint256 = seasons.entries[table][(line >> (8 * i)) & 255]
        length: uint256 = seasons._weight(excluded, cap, turn, of_stewards)
        if point < (excluded >> 144) - length:
            break
        point += length
    position: uint256 = 0
    high: uint256 = clock >> jury_book.LAST
    for _: uint256 in range(8):
        if position >= high:
            break
        middle: uint256 = (position + high) >> 1
        if seasons.entries[table][middle] >> 144 > point:
            high = middle
        else:
            position = middle + 1
    entry: uint256 = seasons.entries[table][position]
    drawn: Draw = Draw(
        is_drawn=True,
        position=position,
        community_id=entry & seasons.NUMBER,
        version=(entry >> 104) & jury_book.INDEX,
        index=STEWARD,
    )
    if not of_stewards:
        people: uint256 = (entry >> 64) & seasons.PEOPLE
        offset: uint256 = point + seasons._weight(entry, cap, turn, False) - (entry >> 144)
        drawn.index = draw._index(seed, drawn.community_id, people, turn, cap, offset)
    return drawn


@internal
@view
def _key(drawn: Draw) -> address:
    """
    @notice Who can sit for what was drawn: the steward of now; else the person, if it has the key that it had when the
            season's rolls were pinned. Empty: nobody.
    """
    if not drawn.is_drawn:
        return empty(address)
    if drawn.index == STEWARD:
        return staticcall seasons.COMMUNITIES.steward(drawn.community_id)
    pinned: address = staticcall seasons.COMMUNITIES.member_at(drawn.community_id, drawn.version, drawn.index)
    present: address = staticcall seasons.COMMUNITIES.member_at(drawn.community_id, block.timestamp, drawn.index)
    if pinned != present:
        return empty(address)
    return present


@internal
@view
def _has_lapsed(jury_id: uint256) -> bool:
    return staticcall BEACON.lapsed(jury_book.seeds[jury_id])


@internal
@view
def _salt(jury_id: uint256) -> bytes32:
    return keccak256(abi_encode(self, jury_id))


@internal
@view
def _acceptance(jury_id: uint256, seat: uint256, juror: address) -> bytes32:
    return domain._hash_typed_data_v4(keccak256(abi_encode(ACCEPTANCE, STATEMENT, jury_id, seat, juror)))
