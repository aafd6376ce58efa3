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
    ballots: Bytes[33_792],
    with_reasons: bool,
):
    """
    @dev Counts every good ballot of a batch from one page; skips and logs every bad one.
    """
    size: uint256 = 66
    if with_reasons:
        size = 98
    assert len(ballots) != 0 and len(ballots) % size == 0, "ballots: truncated"
    tally: uint256 = tallies._open(proposal_id, community_id)
    data: address = self._data(tally, community_id, page, fingerprint)
    places: uint256 = self._places(data)
    key: uint256 = self._key(proposal_id, community_id, page)
    digests: bytes32[4] = empty(bytes32[4])
    if not with_reasons:
        for choice: uint256 in range(1, 4):
            digests[choice] = acts._ballot(domain, proposal_id, title, choice)
    marks: uint256[8] = empty(uint256[8])
    counted: uint256[8] = empty(uint256[8])
    amended: uint256[4] = empty(uint256[4])
    if tallies._is_amended(tally):
        amended = staticcall tallies.COMMUNITIES.amended(community_id, page)
    is_read: uint256 = 0
    at: uint256 = 0

    for _: uint256 in range(len(ballots) // size, bound=512):
        head: uint256 = extract32(ballots, at, output_type=uint256) >> 240
        offset: uint256 = head & 1_023
        choice: uint256 = head >> 10
        word: uint256 = offset >> 7
        bits: uint256 = (offset & 127) << 1
        start: uint256 = at + 2
        at += size
        refusal: uint256 = 0
        if choice == 0 or choice > 3:
            refusal = _NO_SUCH_CHOICE
        elif offset >= places:
            refusal = _NO_SUCH_PLACE
        else:
            if (is_read >> word) & 1 == 0:
                is_read |= 1 << word
                marks[word] = self._marks[key | word]
            if ((marks[word] | counted[word]) >> bits) & 3 != 0:
                refusal = _HAS_VOTED
        if refusal == 0:
            digest: bytes32 = digests[choice]
            reason: bytes32 = empty(bytes32)
            if with_reasons:
                reason = extract32(ballots, start)
                start += 32
                digest = acts._reasoned(domain, proposal_id, title, choice, reason)
            person: address = empty(address)
            if (amended[offset >> 8] >> (offset & 255)) & 1 == 0:
                person = self._written(data, offset)
            else:
                person = self._person(tally, proposal_id, community_id, page, data, offset)
            r: uint256 = extract32(ballots, start, output_type=uint256)
            vs: uint256 = extract32(ballots, start + 32, output_type=uint256)
            if person == empty(address) or signatures._recover(digest, r, vs) != person:
                refusal = _NOT_SIGNED
            else:
                counted[word] |= choice << bits
                tally += 1 << ((choice - 1) << 5)
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
        if refusal != 0:
            log IFederation.BallotSkipped(
                proposal_id=proposal_id,
                relayer=msg.sender,
                community_id=community_id,
                page=page,
                offset=offset,
                reason=convert(refusal, IFederation.Skip),
            )

    for word: uint256 in range(8):
        if counted[word] != 0:
            self._marks[key | word] = marks[word] | counted[word]
    tallies._store(proposal_id, community_id, tally)
    if not with_reasons:
        log IFederation.BallotsCast(
            proposal_id=proposal_id, relayer=msg.sender, community_id=community_id, page=page, choices=counted
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
