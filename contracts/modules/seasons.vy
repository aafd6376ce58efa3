# SPDX-License-Identifier: AGPL-3.0-only
# pragma version 0.4.3
# pragma nonreentrancy on
"""
@title Seasons: which communities' people may be drawn
@license AGPL-3.0-only
@notice A community enlists before a season begins, and by that pins the roll it has then. Once the season runs its
        table is frozen: each community has an interval on a line, as long as it has people whose turn it is, but at
        most a quarter of the line. A person's turn comes every third season. Twin: symbio/domain/draw.py.
"""

from . import draw
from ..interfaces import ICommunities
from ..interfaces import IFederation
from ..interfaces import IFederations
from ..interfaces import IJuries


SEASON: constant(uint256) = 90 * 86_400
AHEAD: constant(uint256) = 4
TURNS: constant(uint256) = 3
MOST_COMMUNITIES: constant(uint256) = 256
MOST_EXCLUDED: constant(uint256) = 16
# A quarter of the line for one community, a quarter of the seats.
SHARE: constant(uint256) = 4

STEWARDS: constant(uint256) = 1 << 160
ADDRESS: constant(uint256) = 2**160 - 1
NUMBER: constant(uint256) = 2**64 - 1
PEOPLE: constant(uint256) = 2**40 - 1
COUNT: constant(uint256) = 2**9 - 1
WEIGHT: constant(uint256) = 2**48 - 1

COMMUNITIES: immutable(ICommunities)
FEDERATIONS: immutable(IFederations)


# What a jury needs to know of its season, and of whom it excludes.
struct Line:
    excluded: uint256       # positions, 8 bits each, ascending
    exclusions: uint256     # how many
    weight: uint256         # of the others
    communities: uint256    # others that weigh anything
    cap: uint256
    count: uint256


# how many tables there are; the first is number 1
tables: uint256
# pool -> season -> table
numbers: HashMap[uint256, HashMap[uint256, uint256]]
# table -> pool 161 | season 32
origins: HashMap[uint256, uint256]
# table -> communities 9 | eligible 9 | weight 48 | cap 40 | frozen 1
heads: HashMap[uint256, uint256]
# table -> position -> community 64 | people 40 | version 40 | end 48
entries: HashMap[uint256, HashMap[uint256, uint256]]
# table -> community -> its position, from 1
positions: HashMap[uint256, HashMap[uint256, uint256]]


@deploy
def __init__(communities: ICommunities, federations: IFederations):
    assert communities.address.is_contract, "juries: no communities"
    assert federations.address.is_contract, "juries: no federations"
    COMMUNITIES = communities
    FEDERATIONS = federations


@internal
def _enlist(pool: uint256, community_id: uint256, season: uint256):
    assert msg.sender == staticcall COMMUNITIES.steward(community_id), "juries: not the steward"
    running: uint256 = self._running()
    assert season > running and season - running <= AHEAD, "juries: not one of the next seasons"
    federation: address = convert(pool & ADDRESS, address)
    assert pool >> 161 == 0, "juries: no such pool"
    if federation != empty(address):
        assert staticcall FEDERATIONS.level(federation) != 0, "juries: no such pool"
        is_member: bool = staticcall IFederation(federation).is_member(community_id)
        assert is_member, "juries: not a member community"
    table: uint256 = self._table(pool, season)
    assert self.positions[table][community_id] == 0, "juries: enlisted already"
    position: uint256 = self.heads[table]
    assert position < MOST_COMMUNITIES, "juries: the season is full"
    community: ICommunities.Community = staticcall COMMUNITIES.community(community_id)
    self.heads[table] = position + 1
    self.positions[table][community_id] = position + 1
    self.entries[table][position] = community_id | (community.people << 64) | (block.timestamp << 104)
    log IJuries.CommunityEnlisted(
        community_id=community_id,
        steward=msg.sender,
        pool=pool,
        season=season,
        position=position,
        people=community.people,
        version=block.timestamp,
    )


@internal
def _table(pool: uint256, season: uint256) -> uint256:
    """
    @notice The table of a pool's season, begun by the first who enlists.
    """
    table: uint256 = self.numbers[pool][season]
    if table == 0:
        table = self.tables + 1
        self.tables = table
        self.numbers[pool][season] = table
        self.origins[table] = pool | (season << 161)
    return table


@internal
def _seal(pool: uint256, season: uint256, cap: uint256):
    assert season <= self._running(), "juries: the season hasn't begun"
    table: uint256 = self.numbers[pool][season]
    assert table != 0, "juries: nobody enlisted"
    head: uint256 = self.heads[table]
    assert head >> 106 == 0, "juries: frozen already"
    assert cap <= PEOPLE, "juries: not the cap"
    weights: DynArray[uint256, MOST_COMMUNITIES] = []
    eligible: uint256 = 0
    smallest: uint256 = 0
    total: uint256 = 0
    next: uint256 = 0
    for position: uint256 in range(head, bound=MOST_COMMUNITIES):
        weight: uint256 = 1
        if pool < STEWARDS:
            weight = draw._turns((self.entries[table][position] >> 64) & PEOPLE, season % TURNS)
        weights.append(weight)
        total += min(weight, cap)
        next += min(weight, cap + 1)
        if weight != 0:
            eligible += 1
            if smallest == 0 or weight < smallest:
                smallest = weight
    if eligible < SHARE:
        assert cap == smallest, "juries: not the cap"
    else:
        assert SHARE * cap <= total and SHARE * (cap + 1) > next, "juries: not the cap"
    end: uint256 = 0
    for position: uint256 in range(head, bound=MOST_COMMUNITIES):
        end += min(weights[position], cap)
        self.entries[table][position] |= end << 144
    self.heads[table] = head | (eligible << 9) | (end << 18) | (cap << 66) | (1 << 106)
    log IJuries.SeasonFrozen(
        pool=pool, actor=msg.sender, season=season, communities=head, weight=end, cap=cap
    )


@internal
@view
def _line(pool: uint256, season: uint256, excluded: DynArray[uint256, MOST_EXCLUDED]) -> (uint256, Line):
    """
    @return The table, 0 if it isn't frozen, and what is left of its line.
    """
    table: uint256 = self.numbers[pool][season]
    head: uint256 = self.heads[table]
    line: Line = empty(Line)
    if head >> 106 == 0:
        return 0, line
    line.count = head & COUNT
    line.communities = (head >> 9) & COUNT
    line.weight = (head >> 18) & WEIGHT
    line.cap = (head >> 66) & PEOPLE
    left_out: DynArray[uint256, MOST_EXCLUDED] = []
    for community_id: uint256 in excluded:
        position: uint256 = self.positions[table][community_id]
        # Who isn't enlisted can't be drawn; who is named twice is left out once.
        if position == 0 or position - 1 in left_out:
            continue
        left_out.append(position - 1)
        weight: uint256 = self._weight(self.entries[table][position - 1], line.cap, season % TURNS, pool >= STEWARDS)
        line.weight -= weight
        if weight != 0:
            line.communities -= 1
    # Ascending: of those not yet written, the highest goes below the ones that are.
    ceiling: uint256 = MOST_COMMUNITIES
    for _: uint256 in range(len(left_out), bound=MOST_EXCLUDED):
        highest: uint256 = 0
        for position: uint256 in left_out:
            if position < ceiling:
                highest = max(highest, position)
        line.excluded = (line.excluded << 8) | highest
        ceiling = highest
    line.exclusions = len(left_out)
    return table, line


@internal
@pure
def _suffices(pool: uint256, size: uint256, line: Line) -> bool:
    """
    @notice Whether enough communities are left to fill a jury's seats, and three people to choose from for each; of
            stewards one.
    """
    # Communities that weigh something, with an equal quarter of the seats each, rounded up.
    if line.communities * self._most_seats(size) < size:
        return False
    if pool >= STEWARDS:
        return line.weight >= size
    return line.weight >= 3 * size


@internal
@pure
def _most_seats(size: uint256) -> uint256:
    return (size + SHARE - 1) // SHARE


@internal
@pure
def _weight(entry: uint256, cap: uint256, turn: uint256, of_stewards: bool) -> uint256:
    if of_stewards:
        return 1
    return min(draw._turns((entry >> 64) & PEOPLE, turn), cap)


@internal
@view
def _running() -> uint256:
    return block.timestamp // SEASON


# --- views


@internal
@view
def _season(pool: uint256, season: uint256) -> IJuries.Season:
    head: uint256 = self.heads[self.numbers[pool][season]]
    return IJuries.Season(
        communities=head & COUNT,
        eligible=(head >> 9) & COUNT,
        weight=(head >> 18) & WEIGHT,
        cap=(head >> 66) & PEOPLE,
        is_frozen=head >> 106 != 0,
    )


@internal
@view
def _entry(pool: uint256, season: uint256, position: uint256) -> IJuries.Entry:
    table: uint256 = self.numbers[pool][season]
    entry: uint256 = self.entries[table][position]
    head: uint256 = self.heads[table]
    weight: uint256 = 0
    if entry != 0 and head >> 106 != 0:
        weight = self._weight(entry, (head >> 66) & PEOPLE, season % TURNS, pool >= STEWARDS)
    return IJuries.Entry(
        community_id=entry & NUMBER,
        people=(entry >> 64) & PEOPLE,
        version=(entry >> 104) & PEOPLE,
        end=entry >> 144,
        weight=weight,
    )
