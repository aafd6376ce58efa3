# SPDX-License-Identifier: AGPL-3.0-only
# pragma version 0.4.3
# pragma nonreentrancy on
"""
@title Seats: who is in a federation's circle
@license AGPL-3.0-only
@notice A seat is a place on the roll of a member community, or a community's stewardship. It outlives keys: whoever
        stands at the place now takes it over with all that it owes. An account has one seat in a circle.
"""

from ..interfaces import ICommunities
from ..interfaces import ICredit
from ..interfaces import IFederation
from ..interfaces import IFederations


STEWARD: constant(uint256) = max_value(uint256)
RECORD: constant(uint256) = 2**64 - 1
LEFT: constant(uint256) = 1 << 128

COMMUNITIES: immutable(ICommunities)
FEDERATIONS: immutable(IFederations)


_count: uint256
# federation -> account -> seat
_seats: HashMap[address, HashMap[address, uint256]]
# federation -> community -> place -> seat
_places: HashMap[address, HashMap[uint256, HashMap[uint256, uint256]]]
# seat -> community 64 | place 64, all ones for the steward | has left 1
_words: HashMap[uint256, uint256]
# seat -> who holds it
_holders: HashMap[uint256, address]


@deploy
def __init__(communities: address, federations: address):
    assert communities.is_contract and federations.is_contract, "credit: no code at the registers"
    COMMUNITIES = ICommunities(communities)
    FEDERATIONS = IFederations(federations)


@external
def join(federation: address, community_id: uint256, place: uint256):
    """
    @notice Join a federation's circle, or take over a seat that is the sender's now. By a person on a member
            community's roll, or its steward.
    @param place Where the person stands on the roll, page << 10 | offset; the highest number: the steward.
    """
    assert staticcall FEDERATIONS.level(federation) != 0, "credit: no such federation"
    assert staticcall IFederation(federation).is_member(community_id), "credit: not a member community"
    assert self._speaks(community_id, place, msg.sender), "credit: not on the roll"
    seat_id: uint256 = self._places[federation][community_id][place]
    held_id: uint256 = self._seats[federation][msg.sender]
    former: address = empty(address)
    if seat_id == 0:
        assert held_id == 0, "credit: joined already"
        seat_id = self._count + 1
        self._count = seat_id
        self._places[federation][community_id][place] = seat_id
    else:
        former = self._holders[seat_id]
        if held_id != 0:
            is_back: bool = held_id == seat_id and self._words[seat_id] & LEFT != 0
            assert is_back, "credit: joined already"
        else:
            self._seats[federation][former] = 0
    self._seats[federation][msg.sender] = seat_id
    self._holders[seat_id] = msg.sender
    self._words[seat_id] = community_id | ((place & RECORD) << 64)
    log ICredit.CircleJoined(
        federation=federation,
        account=msg.sender,
        seat_id=seat_id,
        community_id=community_id,
        place=place,
        former=former,
    )


@external
def leave(federation: address):
    """
    @notice Leave the circle: no further draw away from zero. What is owed stays owed.
    """
    seat_id: uint256 = self._seated(federation, msg.sender)
    word: uint256 = self._words[seat_id]
    assert word & LEFT == 0, "credit: left already"
    self._words[seat_id] = word | LEFT
    log ICredit.CircleLeft(federation=federation, account=msg.sender, seat_id=seat_id)


@external
@view
def seat(federation: address, account: address) -> ICredit.Seat:
    seat_id: uint256 = self._seats[federation][account]
    if seat_id == 0:
        return empty(ICredit.Seat)
    word: uint256 = self._words[seat_id]
    return ICredit.Seat(
        seat_id=seat_id,
        community_id=self._community(word),
        place=self._place(word),
        may_draw=self._may_draw(federation, word, account),
    )


@internal
@view
def _seated(federation: address, account: address) -> uint256:
    seat_id: uint256 = self._seats[federation][account]
    assert seat_id != 0, "credit: hasn't joined the circle"
    return seat_id


@internal
@view
def _may_draw(federation: address, word: uint256, account: address) -> bool:
    """
    @dev Whether the seat's holder hasn't left the circle, and still stands where it stood, in a member community.
    """
    if word & LEFT != 0 or not staticcall IFederation(federation).is_member(self._community(word)):
        return False
    return self._speaks(self._community(word), self._place(word), account)


@internal
@view
def _speaks(community_id: uint256, place: uint256, account: address) -> bool:
    if place == STEWARD:
        return staticcall COMMUNITIES.steward(community_id) == account
    # A place that the word couldn't hold would be somebody else's.
    if place >= RECORD or community_id > RECORD:
        return False
    return staticcall COMMUNITIES.member_on(community_id, block.timestamp, place >> 10, place & 1023) == account


@internal
@pure
def _community(word: uint256) -> uint256:
    return word & RECORD


@internal
@pure
def _place(word: uint256) -> uint256:
    place: uint256 = (word >> 64) & RECORD
    if place == RECORD:
        return STEWARD
    return place
