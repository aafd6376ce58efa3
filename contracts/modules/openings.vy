# SPDX-License-Identifier: AGPL-3.0-only
# pragma version 0.4.3
# pragma nonreentrancy on
"""
@title Openings: what a case is about, and that it isn't one already
@license AGPL-3.0-only
@notice The same facts between the same parties are one case: while it is open, and after it was decided, in every
        federation. Only a claimant that withdrew may come again.
"""

from . import case_book
from . import case_rules
from . import sides
from ..interfaces import IBeacon
from ..interfaces import IFederation
from ..interfaces import IJuries
from ..interfaces import ITribunal


uses: case_book
uses: case_rules
uses: sides


SEASON: constant(uint256) = 90 * 86_400
MOST_SEASONS: constant(uint256) = 2**16

BEACON: immutable(IBeacon)

# parties and facts -> the latest case about them
prints: HashMap[bytes32, uint256]


@deploy
def __init__(juries: IJuries):
    BEACON = IBeacon(staticcall juries.beacon())


@internal
def _open(opening: ITribunal.Opening) -> uint256:
    parties: DynArray[uint256, 8] = self._checked(opening)
    version: uint256 = 0
    is_grave: bool = False
    if opening.federation != empty(address):
        case_rules._check_federation(opening.federation)
        for community_id: uint256 in parties:
            is_member: bool = staticcall IFederation(opening.federation).is_member(community_id)
            assert is_member, "tribunal: not a member community"
        version = case_rules.versions[opening.federation]
        if opening.clause != empty(bytes32):
            is_grave = case_rules.graves[opening.federation][opening.clause]
    case_id: uint256 = case_book.count + 1
    self._register(self._print(parties, opening.facts), case_id)
    case_book.count = case_id
    due: uint256 = block.timestamp + (case_rules._word(opening.federation, version) & case_rules.SPAN)
    season: uint256 = block.timestamp // SEASON
    target: uint256 = staticcall BEACON.aim()
    assert season < MOST_SEASONS and target <= sides.TARGET, "tribunal: more than it can count"
    head: uint256 = (
        convert(opening.federation, uint256)
        | (due << case_book.DUE)
        | (case_book.MEDIATION << case_book.STATE)
        | (season << case_book.SEASON)
        | (version << case_book.VERSION)
        | (len(opening.parties) << sides.PARTIES)
        | (len(opening.affected) << sides.AFFECTED)
    )
    if is_grave:
        head |= case_book.GRAVE
    case_book.heads[case_id] = head
    packed: uint256 = sides._pack(opening.parties)
    sides.sides[case_id] = target | (packed << 128)
    if packed >> 128 != 0:
        sides.more_sides[case_id] = packed >> 128
    if len(opening.affected) != 0:
        sides.affected[case_id] = sides._pack(opening.affected)
    case_book._count(opening.federation, parties, True)
    log ITribunal.CaseOpened(
        case_id=case_id,
        steward=msg.sender,
        federation=opening.federation,
        parties=opening.parties,
        affected=opening.affected,
        facts=opening.facts,
        clause=opening.clause,
        rules_version=version,
        is_grave=is_grave,
        season=season,
        target=target,
        due=due,
    )
    return case_id


@internal
@view
def _checked(opening: ITribunal.Opening) -> DynArray[uint256, 8]:
    """
    @return The parties, ascending.
    """
    assert len(opening.parties) > 1, "tribunal: a case needs two parties"
    assert opening.facts != empty(bytes32), "tribunal: no facts"
    claimant: uint256 = opening.parties[0]
    sides._check_steward(claimant)
    parties: DynArray[uint256, 8] = []
    before: uint256 = 0
    for position: uint256 in range(1, len(opening.parties), bound=7):
        community_id: uint256 = opening.parties[position]
        self._check_next(before, community_id)
        assert community_id != claimant, "tribunal: a case against oneself"
        if before < claimant and claimant < community_id:
            parties.append(claimant)
        parties.append(community_id)
        before = community_id
    if before < claimant:
        parties.append(claimant)
    before = 0
    for community_id: uint256 in opening.affected:
        self._check_next(before, community_id)
        assert community_id not in parties, "tribunal: a party is affected anyway"
        before = community_id
    return parties


@internal
@view
def _check_next(before: uint256, community_id: uint256):
    assert community_id > before, "tribunal: communities aren't ascending"
    assert community_id <= sides.NUMBER, "tribunal: no such community"
    # Nobody's steward is the empty address but of communities that aren't there.
    assert not sides._is_steward(community_id, empty(address)), "tribunal: no such community"


@internal
@pure
def _print(parties: DynArray[uint256, 8], facts: bytes32) -> bytes32:
    return keccak256(abi_encode(parties, facts))


@internal
def _register(print_: bytes32, case_id: uint256):
    assert self._case_about(print_) == 0, "tribunal: a case about this exists"
    self.prints[print_] = case_id


@internal
@view
def _case_about(print_: bytes32) -> uint256:
    known: uint256 = self.prints[print_]
    if known == 0 or case_book._state(case_book.heads[known]) == case_book.WITHDRAWN:
        return 0
    return known
