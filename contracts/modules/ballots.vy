# SPDX-License-Identifier: AGPL-3.0-only
# pragma version 0.4.3
"""
@title Ballots of citizens
@license AGPL-3.0-only
@notice Two bits a person. A person is a place in a community's roll, and the page of the roll proves itself: only
        Communities can have put code at its address, so no ballot needs to ask it.
"""

from ..interfaces import IFederation
from ..interfaces import IFederations
from . import acts
from . import proposals
from . import signatures
from . import tallies

uses: proposals
uses: tallies


struct Place:
    community_id: uint256
    page: uint256
    fingerprint: bytes32
    offset: uint256


_MAX_BALLOTS: constant(uint256) = 400
_MAX_PACKED: constant(uint256) = _MAX_BALLOTS * 66
_CHUNK: constant(uint256) = 128 * 20

# The values of IFederation.Skip: 0.4.3 can't name the members of an imported flag in an expression.
_NO_SUCH_CHOICE: constant(uint256) = 1
_NO_SUCH_PLACE: constant(uint256) = 2
_HAS_VOTED: constant(uint256) = 4
_NOT_SIGNED: constant(uint256) = 8

# proposal id << 128 | community id << 64 | page << 3 | an eighth of it -> two bits a person: 0 none, else the choice
_marks: HashMap[uint256, uint256]


@internal
def _vote(voter: address, proposal_id: uint256, place: Place, choice: uint256, reason: bytes32):
    """
    @dev By the person's own transaction: replaces whatever ballot was there.
    """
    tally: uint256 = tallies._open(proposal_id, place.community_id)
    assert self._standing(tally, proposal_id, place) == voter, "ballots: not this person's wallet"
    self._mark(tally, proposal_id, place, voter, choice, reason, True)


@internal
def _vote_signed(
    verifier: IFederations,
    proposal_id: uint256,
    digest: bytes32,
    place: Place,
    choice: uint256,
    reason: bytes32,
    signature: Bytes[1040],
):
    """
    @dev One ballot with whatever signature the person's account accepts. It counts only as that person's first.
    """
    tally: uint256 = tallies._open(proposal_id, place.community_id)
    person: address = self._standing(tally, proposal_id, place)
    assert staticcall verifier.is_signed_by(person, digest, signature), "ballots: not signed by this person"
    self._mark(tally, proposal_id, place, person, choice, reason, False)


@internal
def _mark(
    tally: uint256,
    proposal_id: uint256,
    place: Place,
    voter: address,
    choice: uint256,
    reason: bytes32,
    may_change: bool,
):
    assert choice != 0 and choice <= 3, "ballots: no such choice"
    key: uint256 = self._key(proposal_id, place.community_id, place.page) | (place.offset >> 7)
    bits: uint256 = (place.offset & 127) << 1
    marks: uint256 = self._marks[key]
    former: uint256 = (marks >> bits) & 3
    assert may_change or former == 0, "ballots: has voted already"
    self._marks[key] = marks ^ ((former ^ choice) << bits)
    tallies._store(proposal_id, place.community_id, tallies._recount(tally, former, choice))
    log IFederation.BallotCast(
        proposal_id=proposal_id,
        voter=voter,
        community_id=place.community_id,
        page=place.page,
        offset=place.offset,
        choice=choice,
        former=former,
        reason=reason,
    )


@internal
def _cast(
    proposal_id: uint256,
    domain: bytes32,
    title: bytes32,
    community_id: uint256,
    page: uint256,
    fingerprint: bytes32,
    packed: Bytes[_MAX_PACKED],
    with_reasons: bool,
):
    """
    @dev Counts every good ballot of a batch from one page; skips and logs every bad one. The page and its marks are read
         128 places at a time, so a batch sorted by place reads each once; in any other order it costs more, no less true.
    """
    size: uint256 = 66
    if with_reasons:
        size = 98
    assert len(packed) != 0 and len(packed) % size == 0, "ballots: truncated"
    tally: uint256 = tallies._open(proposal_id, community_id)
    data: address = self._data(tally, community_id, page, fingerprint)
    places: uint256 = self._places(data)
    key: uint256 = self._key(proposal_id, community_id, page)
    is_amended: bool = tallies._is_amended(tally)
    amended: uint256[4] = empty(uint256[4])
    if is_amended:
        amended = staticcall tallies.COMMUNITIES.amended(community_id, page)
    digests: bytes32[4] = empty(bytes32[4])
    if not with_reasons:
        for choice: uint256 in range(1, 4):
            digests[choice] = acts._ballot(domain, proposal_id, title, choice)
    counted: uint256[8] = empty(uint256[8])
    current: uint256 = 8
    marks: uint256 = 0
    people: Bytes[_CHUNK + 12] = b""
    at: uint256 = 0

    for _: uint256 in range(len(packed) // size, bound=_MAX_BALLOTS):
        head: uint256 = extract32(packed, at, output_type=uint256) >> 240
        start: uint256 = unsafe_add(at, 2)
        at = unsafe_add(at, size)
        offset: uint256 = head & 1_023
        choice: uint256 = head >> 10
        if choice == 0 or choice > 3:
            self._skip(proposal_id, community_id, page, offset, _NO_SUCH_CHOICE)
            continue
        if offset >= places:
            self._skip(proposal_id, community_id, page, offset, _NO_SUCH_PLACE)
            continue
        word: uint256 = offset >> 7
        if word != current:
            if current != 8:
                self._marks[key | current] = marks
            current = word
            marks = self._marks[key | word]
            people = b""
            if (word + 1) << 7 <= places:
                people = concat(slice(data.code, 1 + word * _CHUNK, _CHUNK), empty(bytes12))
        bits: uint256 = (offset & 127) << 1
        if (marks >> bits) & 3 != 0:
            self._skip(proposal_id, community_id, page, offset, _HAS_VOTED)
            continue

        digest: bytes32 = digests[choice]
        reason: bytes32 = empty(bytes32)
        if with_reasons:
            reason = extract32(packed, start)
            start += 32
            digest = acts._reasoned(domain, proposal_id, title, choice, reason)
        person: address = empty(address)
        if is_amended and (amended[offset >> 8] >> (offset & 255)) & 1 != 0:
            person = self._person(tally, proposal_id, community_id, page, data, offset)
        elif len(people) != 0:
            person = convert(extract32(people, (offset & 127) * 20, output_type=uint256) >> 96, address)
        else:
            person = self._written(data, offset)
        r: uint256 = extract32(packed, start, output_type=uint256)
        vs: uint256 = extract32(packed, unsafe_add(start, 32), output_type=uint256)
        if person == empty(address) or signatures._recover(digest, r, vs) != person:
            self._skip(proposal_id, community_id, page, offset, _NOT_SIGNED)
            continue

        marks |= choice << bits
        counted[word] |= choice << bits
        tally = unsafe_add(tally, 1 << (unsafe_sub(choice, 1) << 5))
        if with_reasons:
            log IFederation.BallotCast(
                proposal_id=proposal_id,
                voter=person,
                community_id=community_id,
                page=page,
                offset=offset,
                choice=choice,
                former=0,
                reason=reason,
            )

    if current != 8:
        self._marks[key | current] = marks
    tallies._store(proposal_id, community_id, tally)
    if not with_reasons:
        log IFederation.BallotsCast(
            proposal_id=proposal_id, relayer=msg.sender, community_id=community_id, page=page, choices=counted
        )


@internal
def _skip(proposal_id: uint256, community_id: uint256, page: uint256, offset: uint256, reason: uint256):
    log IFederation.BallotSkipped(
        proposal_id=proposal_id,
        relayer=msg.sender,
        community_id=community_id,
        page=page,
        offset=offset,
        reason=convert(reason, IFederation.Skip),
    )


@internal
@view
def _choice(proposal_id: uint256, community_id: uint256, page: uint256, offset: uint256) -> uint256:
    return (self._marks[self._key(proposal_id, community_id, page) | (offset >> 7)] >> ((offset & 127) << 1)) & 3


@internal
@pure
def _key(proposal_id: uint256, community_id: uint256, page: uint256) -> uint256:
    return (proposal_id << 128) | (community_id << 64) | (page << 3)


@internal
@view
def _data(tally: uint256, community_id: uint256, page: uint256, fingerprint: bytes32) -> address:
    """
    @dev Where CREATE2 must have put this page of the roll. A page enrolled after the pin is none of this vote.
    """
    assert page < tallies._pages(tally), "ballots: no such page"
    salt: bytes32 = keccak256(abi_encode(community_id, page))
    place: bytes32 = keccak256(concat(x"ff", convert(tallies.COMMUNITIES.address, bytes20), salt, fingerprint))
    data: address = convert(convert(place, uint256) & (2**160 - 1), address)
    assert data.is_contract, "ballots: not the page's fingerprint"
    return data


@internal
@view
def _places(data: address) -> uint256:
    return (data.codesize - 1) // 20


@internal
@view
def _person(
    tally: uint256, proposal_id: uint256, community_id: uint256, page: uint256, data: address, offset: uint256
) -> address:
    """
    @dev Who spoke for a place when the proposal opened; empty if they had left.
    """
    if tallies._is_amended(tally):
        moment: uint256 = proposals._opened_at(proposals._known(proposal_id)) - 1
        return staticcall tallies.COMMUNITIES.member_on(community_id, moment, page, offset)
    return self._written(data, offset)


@internal
@view
def _standing(tally: uint256, proposal_id: uint256, place: Place) -> address:
    """
    @dev Who may vote from a place; never nobody.
    """
    data: address = self._data(tally, place.community_id, place.page, place.fingerprint)
    assert place.offset < self._places(data), "ballots: no such place"
    person: address = self._person(tally, proposal_id, place.community_id, place.page, data, place.offset)
    assert person != empty(address), "ballots: nobody stands there"
    return person


@internal
@view
def _written(data: address, offset: uint256) -> address:
    return convert(convert(slice(data.code, 1 + offset * 20, 20), bytes20), address)
