# SPDX-License-Identifier: AGPL-3.0-only
# pragma version 0.4.3
# pragma nonreentrancy on
"""
@title Ballots of citizens
@license AGPL-3.0-only
@notice Two bits a person. A person is a place in a community's roll, page << 10 | offset, and the page proves itself:
        only Communities can have put code at its address, so no ballot needs to ask it.
"""

from ..interfaces import IFederation
from ..interfaces import IFederations
from . import acts
from . import identity
from . import proposals
from . import signatures
from . import tallies

uses: identity
uses: proposals
uses: tallies


_MAX_BALLOTS: constant(uint256) = 400
_MAX_PACKED: constant(uint256) = _MAX_BALLOTS * 66
_CHUNK: constant(uint256) = 128 * 20

# The values of IFederation.Skip: 0.4.3 can't name the members of an imported flag in an expression.
_NO_SUCH_CHOICE: constant(uint256) = 1
_NO_SUCH_PLACE: constant(uint256) = 2
_HAS_VOTED: constant(uint256) = 4
_NOT_SIGNED: constant(uint256) = 8

# Tells whose signature it is; the factory, which holds what all federations share.
VERIFIER: immutable(IFederations)
# 0xff and the address of Communities: how every CREATE2 address of a page begins.
_ORIGIN: immutable(bytes21)

# proposal id << 128 | community id << 64 | page << 3 | an eighth of it -> two bits a place: 0 none, else the choice
_marks: HashMap[uint256, uint256]


@deploy
def __init__(verifier: IFederations, communities: address):
    VERIFIER = verifier
    _ORIGIN = convert(concat(x"ff", convert(communities, bytes20)), bytes21)


@external
@reentrant
def vote(
    proposal_id: uint256, community_id: uint256, place: uint256, fingerprint: bytes32, choice: uint256
):
    """
    @notice Votes by the person's own wallet, or changes their vote; until the close.
    @dev Needs no lock: it calls nothing that could come back.
    """
    self._vote(proposal_id, community_id, place, fingerprint, choice)


@external
@reentrant
def vote_with_reason(
    proposal_id: uint256,
    community_id: uint256,
    place: uint256,
    fingerprint: bytes32,
    choice: uint256,
    reason: bytes32,
):
    self._vote(proposal_id, community_id, place, fingerprint, choice)
    log IFederation.ReasonGiven(proposal_id=proposal_id, voter=msg.sender, reason=reason)


@external
def cast_ballot_by_signature(
    proposal_id: uint256,
    title: bytes32,
    matter: bytes32,
    proposer: uint256,
    community_id: uint256,
    place: uint256,
    fingerprint: bytes32,
    choice: uint256,
    reason: bytes32,
    signature: Bytes[1040],
):
    """
    @notice Casts one ballot with whatever signature its person's account accepts: ECDSA, EIP-7702 or ERC-1271.
    """
    proposals._check(proposals._known(proposal_id), title, matter, proposer)
    tally: uint256 = tallies._open(proposal_id, community_id)
    person: address = self._person(tally, proposal_id, community_id, place, fingerprint)
    digest: bytes32 = empty(bytes32)
    if reason == empty(bytes32):
        digest = acts._ballot(identity._domain(), proposal_id, title, choice)
    else:
        digest = acts._reasoned(identity._domain(), proposal_id, title, choice, reason)
    assert staticcall VERIFIER.is_signed_by(person, digest, signature), "ballots: not signed by this person"
    self._mark(tally, proposal_id, community_id, place, person, choice, False)
    if reason != empty(bytes32):
        log IFederation.ReasonGiven(proposal_id=proposal_id, voter=person, reason=reason)


@external
@reentrant
def cast_ballots(
    proposal_id: uint256,
    title: bytes32,
    matter: bytes32,
    proposer: uint256,
    community_id: uint256,
    page: uint256,
    fingerprint: bytes32,
    packed: Bytes[_MAX_PACKED],
    with_reasons: bool,
):
    """
    @notice Counts signed ballots of one page, carried by anybody. Bad ones are skipped and logged, never in the way.
    @dev External here, and not in Federation, so that the batch is read where it lies and never copied to memory. The
         page and its marks are read 128 places at a time: a batch sorted by place reads each once; in any other order
         it costs more and is no less true. Needs no lock: it calls nothing that could come back.
    """
    proposals._check(proposals._known(proposal_id), title, matter, proposer)
    domain: bytes32 = identity._domain()
    size: uint256 = 66
    if with_reasons:
        size = 98
    assert len(packed) != 0 and len(packed) % size == 0, "ballots: truncated"
    tally: uint256 = tallies._open(proposal_id, community_id)
    data: address = self._data(tally, community_id, page, fingerprint)
    places: uint256 = data.codesize
    assert places != 0, "ballots: no such place"
    places = unsafe_sub(places, 1) // 20
    key: uint256 = self._key(proposal_id, community_id) | (page << 3)
    amended: uint256[4] = empty(uint256[4])
    if tallies._is_amended(tally):
        amended = staticcall tallies.COMMUNITIES.amended(community_id, page)
    digests: bytes32[4] = empty(bytes32[4])
    if not with_reasons:
        for choice: uint256 in range(1, 4):
            digests[choice] = acts._ballot(domain, proposal_id, title, choice)
    counted: uint256[8] = empty(uint256[8])
    current: uint256 = 8
    before: uint256 = 0
    marks: uint256 = 0
    people: Bytes[_CHUNK] = b""
    at: uint256 = 0

    for _: uint256 in range(len(packed) // size, bound=_MAX_BALLOTS):
        head: uint256 = extract32(packed, at, output_type=uint256) >> 240
        start: uint256 = unsafe_add(at, 2)
        at = unsafe_add(at, size)
        offset: uint256 = head & 1_023
        choice: uint256 = head >> 10
        if unsafe_sub(choice, 1) > 2:
            self._skip(proposal_id, community_id, (page << 10) | offset, _NO_SUCH_CHOICE)
            continue
        word: uint256 = offset >> 7
        if word != current:
            if marks != before:
                self._marks[key | current] = marks
                counted[current] |= marks ^ before
            current = word
            before = self._marks[key | word]
            marks = before
            people = b""
            if (word + 1) << 7 <= places and amended[word >> 1] == 0:
                people = slice(data.code, 1 + word * _CHUNK, _CHUNK)
        bits: uint256 = (offset & 127) << 1
        if (marks >> bits) & 3 != 0:
            self._skip(proposal_id, community_id, (page << 10) | offset, _HAS_VOTED)
            continue

        digest: bytes32 = digests[choice]
        reason: bytes32 = empty(bytes32)
        if with_reasons:
            reason = extract32(packed, start)
            start += 32
            digest = acts._reasoned(domain, proposal_id, title, choice, reason)
        person: address = empty(address)
        position: uint256 = unsafe_mul(offset & 127, 20)
        if unsafe_add(position, 32) <= len(people):
            person = convert(extract32(people, position, output_type=uint256) >> 96, address)
        elif offset >= places:
            self._skip(proposal_id, community_id, (page << 10) | offset, _NO_SUCH_PLACE)
            continue
        elif (amended[offset >> 8] >> (offset & 255)) & 1 == 0:
            person = self._written(data, offset)
        else:
            person = self._amended(proposal_id, community_id, page, offset)
        r: uint256 = extract32(packed, start, output_type=uint256)
        vs: uint256 = extract32(packed, unsafe_add(start, 32), output_type=uint256)
        s: uint256 = vs & signatures.S_MASK
        if (
            person == empty(address)
            or s > signatures.HALF_ORDER
            or ecrecover(digest, unsafe_add(27, vs >> 255), r, s) != person
        ):
            self._skip(proposal_id, community_id, (page << 10) | offset, _NOT_SIGNED)
            continue

        marks |= choice << bits
        tally = unsafe_add(tally, 1 << (unsafe_sub(choice, 1) << 5))
        if with_reasons:
            log IFederation.BallotCast(
                proposal_id=proposal_id,
                voter=person,
                community_id=community_id,
                place=(page << 10) | offset,
                choice=choice,
            )
            log IFederation.ReasonGiven(proposal_id=proposal_id, voter=person, reason=reason)

    if marks != before:
        self._marks[key | current] = marks
        counted[current] |= marks ^ before
    tallies._store(proposal_id, community_id, tally)
    if not with_reasons:
        log IFederation.BallotsCast(
            proposal_id=proposal_id, relayer=msg.sender, community_id=community_id, page=page, choices=counted
        )


@internal
def _vote(
    proposal_id: uint256, community_id: uint256, place: uint256, fingerprint: bytes32, choice: uint256
):
    tally: uint256 = tallies._open(proposal_id, community_id)
    person: address = self._person(tally, proposal_id, community_id, place, fingerprint)
    assert person == msg.sender, "ballots: not this person's wallet"
    self._mark(tally, proposal_id, community_id, place, person, choice, True)


@internal
def _mark(
    tally: uint256,
    proposal_id: uint256,
    community_id: uint256,
    place: uint256,
    voter: address,
    choice: uint256,
    may_change: bool,
):
    assert unsafe_sub(choice, 1) < 3, "ballots: no such choice"
    key: uint256 = self._key(proposal_id, community_id) | (place >> 7)
    bits: uint256 = (place & 127) << 1
    marks: uint256 = self._marks[key]
    former: uint256 = (marks >> bits) & 3
    assert may_change or former == 0, "ballots: has voted already"
    self._marks[key] = marks ^ ((former ^ choice) << bits)
    tallies._store(proposal_id, community_id, tallies._recount(tally, former, choice))
    log IFederation.BallotCast(
        proposal_id=proposal_id, voter=voter, community_id=community_id, place=place, choice=choice
    )


@internal
def _skip(proposal_id: uint256, community_id: uint256, place: uint256, reason: uint256):
    log IFederation.BallotSkipped(
        proposal_id=proposal_id,
        relayer=msg.sender,
        community_id=community_id,
        place=place,
        reason=convert(reason, IFederation.Skip),
    )


@internal
@view
def _choice(proposal_id: uint256, community_id: uint256, place: uint256) -> uint256:
    # Beyond what a key holds there is nobody, rather than somebody else.
    if proposal_id >> 128 != 0 or community_id >> 64 != 0 or place >> 64 != 0:
        return 0
    return (self._marks[self._key(proposal_id, community_id) | (place >> 7)] >> ((place & 127) << 1)) & 3


@internal
@pure
def _key(proposal_id: uint256, community_id: uint256) -> uint256:
    return (proposal_id << 128) | (community_id << 64)


@internal
@view
def _data(tally: uint256, community_id: uint256, page: uint256, fingerprint: bytes32) -> address:
    """
    @dev Where CREATE2 must have put this page of the roll. A page enrolled after the pin is none of this vote.
    """
    assert page < tallies._pages(tally), "ballots: no such page"
    salt: bytes32 = keccak256(abi_encode(community_id, page))
    create2: bytes32 = keccak256(concat(_ORIGIN, salt, fingerprint))
    return convert(convert(create2, uint256) & (2**160 - 1), address)


@internal
@view
def _person(
    tally: uint256, proposal_id: uint256, community_id: uint256, place: uint256, fingerprint: bytes32
) -> address:
    """
    @dev Who spoke for a place when the proposal opened; empty if they had left.
    """
    data: address = self._data(tally, community_id, place >> 10, fingerprint)
    offset: uint256 = place & 1_023
    assert unsafe_mul(unsafe_add(offset, 1), 20) < data.codesize, "ballots: no such place"
    if tallies._is_amended(tally):
        return self._amended(proposal_id, community_id, place >> 10, offset)
    return self._written(data, offset)


@internal
@view
def _amended(proposal_id: uint256, community_id: uint256, page: uint256, offset: uint256) -> address:
    moment: uint256 = proposals._opened_at(proposals._known(proposal_id)) - 1
    return staticcall tallies.COMMUNITIES.member_on(community_id, moment, page, offset)


@internal
@view
def _written(data: address, offset: uint256) -> address:
    return convert(convert(slice(data.code, 1 + offset * 20, 20), bytes20), address)
