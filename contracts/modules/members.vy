# SPDX-License-Identifier: AGPL-3.0-only
# pragma version 0.4.3
"""
@title The communities of a federation, by seat
@license AGPL-3.0-only
@notice Every membership is a period on a seat. Who was a member at a past second never changes, so proposals pin their
        members by time. A seat is taken again only when no proposal that saw its last holder can still be alive.
"""

from ..interfaces import IFederation
from . import rules


SEATS: constant(uint256) = 100

_COMMUNITY: constant(uint256) = 2**64 - 1
_TIME: constant(uint256) = 2**40 - 1
_SEAT: constant(uint256) = 2**8 - 1
_SPEAKER: constant(uint256) = 88

seats: public(uint256)
# community 64 | joined 40 | ended 40 (0: no end) | former seat + 1, of the same community, 16
_periods: HashMap[uint256, uint256]
# community id -> joined 40 | ended 40 | seat 8 | speaker 160, of its latest period; one read tells who may propose
_latest: HashMap[uint256, uint256]


@internal
@view
def _member_in(seat: uint256) -> IFederation.Member:
    period: uint256 = self._periods[seat]
    return IFederation.Member(
        community_id=period & _COMMUNITY,
        joined_at=(period >> 64) & _TIME,
        ended_at=(period >> 104) & _TIME,
    )


@internal
@view
def _member(community_id: uint256) -> IFederation.Member:
    latest: uint256 = self._latest[community_id]
    return IFederation.Member(community_id=community_id, joined_at=latest & _TIME, ended_at=(latest >> 40) & _TIME)


@internal
@pure
def _covers(joined_at: uint256, ended_at: uint256, moment: uint256) -> bool:
    return joined_at != 0 and joined_at <= moment and (ended_at == 0 or moment < ended_at)


@internal
@view
def _is_member(community_id: uint256, moment: uint256) -> bool:
    latest: uint256 = self._latest[community_id]
    return self._covers(latest & _TIME, (latest >> 40) & _TIME, moment)


@internal
@view
def _seated(seat: uint256, moment: uint256) -> uint256:
    """
    @dev The community that held a seat at a moment; 0 for none.
    """
    period: uint256 = self._periods[seat]
    if not self._covers((period >> 64) & _TIME, (period >> 104) & _TIME, moment):
        return 0
    return period & _COMMUNITY


@internal
@view
def _seat_at(community_id: uint256, moment: uint256) -> uint256:
    """
    @dev The seat + 1 that the community held at a moment; 0 for none. Earlier periods are followed seat by seat.
    """
    latest: uint256 = self._latest[community_id]
    if latest == 0:
        return 0
    seat: uint256 = (latest >> 80) & _SEAT
    if latest & _TIME <= moment:
        if self._covers(latest & _TIME, (latest >> 40) & _TIME, moment):
            return seat + 1
        return 0
    for _: uint256 in range(SEATS):
        period: uint256 = self._periods[seat]
        if period & _COMMUNITY != community_id:
            return 0
        if (period >> 64) & _TIME <= moment:
            if self._covers((period >> 64) & _TIME, (period >> 104) & _TIME, moment):
                return seat + 1
            return 0
        if period >> 144 == 0:
            return 0
        seat = (period >> 144) - 1
    return 0


@internal
@view
def _speaks(community_id: uint256, account: address) -> bool:
    """
    @dev Whether the account is the speaker of a present member.
    """
    latest: uint256 = self._latest[community_id]
    ended_at: uint256 = (latest >> 40) & _TIME
    return latest >> _SPEAKER == convert(account, uint256) and (ended_at == 0 or block.timestamp < ended_at)


@internal
def _appoint(community_id: uint256, speaker: address):
    latest: uint256 = self._latest[community_id]
    assert self._covers(latest & _TIME, (latest >> 40) & _TIME, block.timestamp), "members: not a member"
    former: address = convert(latest >> _SPEAKER, address)
    self._latest[community_id] = (latest & (2**_SPEAKER - 1)) | (convert(speaker, uint256) << _SPEAKER)
    log IFederation.SpeakerAppointed(community_id=community_id, speaker=speaker, former=former)


@internal
def _admit(community_id: uint256, speaker: address):
    latest: uint256 = self._latest[community_id]
    former: uint256 = 0
    if latest != 0:
        ended_at: uint256 = (latest >> 40) & _TIME
        assert ended_at != 0 and ended_at <= block.timestamp, "members: already a member"
        former = ((latest >> 80) & _SEAT) + 1
    seat: uint256 = self._free_seat()
    if former == seat + 1:
        former = 0
    self._periods[seat] = community_id | (block.timestamp << 64) | (former << 144)
    self._latest[community_id] = block.timestamp | (seat << 80) | (convert(speaker, uint256) << _SPEAKER)
    log IFederation.MemberAdmitted(community_id=community_id, speaker=speaker, seat=seat)


@internal
def _free_seat() -> uint256:
    seats: uint256 = self.seats
    if seats < SEATS:
        self.seats = seats + 1
        return seats
    for seat: uint256 in range(SEATS):
        ended_at: uint256 = (self._periods[seat] >> 104) & _TIME
        if ended_at != 0 and ended_at + rules.LONGEST < block.timestamp:
            return seat
    raise "members: every seat is taken"


@internal
@view
def _leaves_by(community_id: uint256, moment: uint256) -> bool:
    """
    @dev Whether the end of a community's latest membership is set, to that moment or before.
    """
    ended_at: uint256 = (self._latest[community_id] >> 40) & _TIME
    return ended_at != 0 and ended_at <= moment


@internal
def _end(community_id: uint256, ended_at: uint256, actor: address):
    """
    @dev Sets the second at which a membership ends. It can be brought forward, never put off.
    """
    latest: uint256 = self._latest[community_id]
    former: uint256 = (latest >> 40) & _TIME
    assert self._covers(latest & _TIME, former, block.timestamp), "members: not a member"
    assert former == 0 or ended_at < former, "members: already leaving"
    seat: uint256 = (latest >> 80) & _SEAT
    self._latest[community_id] = (latest & _TIME) | (ended_at << 40) | ((latest >> 80) << 80)
    period: uint256 = self._periods[seat]
    self._periods[seat] = (period & (2**104 - 1)) | (ended_at << 104) | ((period >> 144) << 144)
    log IFederation.MemberLeft(community_id=community_id, actor=actor, ended_at=ended_at)
