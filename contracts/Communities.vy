# SPDX-License-Identifier: AGPL-3.0-only
# pragma version 0.4.3
# pragma nonreentrancy on
"""
@title Communities: who exists, and each community's roll of people
@license AGPL-3.0-only
@notice Anybody registers a community and becomes its steward. Nobody but the steward can change it, and nobody can
        delete it. No rule here or elsewhere reads a jurisdiction or a stance.
@custom:powers The steward enrols anybody, revises jurisdiction and profile, hands the stewardship on, and can replace
        or strike off a person after seven days, against which that person holds a veto for each attempt. A person
        leaves at once, by themselves. Anybody may strike a duplicate, or complete a rotation that wasn't vetoed.
        Nobody can change what a past second said. There is no owner.
@custom:exit A person leaves without anybody's help. If the steward falls silent the roll stays as it is, people may
        still leave, and a new community can be registered by anybody. No money is held here.
"""

from snekmate.utils import eip712_domain_separator as eip712

from .interfaces import ICommunities
from .modules import consent_book
from .modules import jurisdictions
from .modules import pages
from .modules import roll_book
from .modules import rotations
from .modules import stances


implements: ICommunities
initializes: eip712
initializes: pages
initializes: roll_book[pages := pages]
initializes: rotations
initializes: consent_book[eip712 := eip712, roll_book := roll_book]
initializes: stances
exports: eip712.eip712Domain


PAGE_PEOPLE: constant(uint256) = 1024
ADDRESS: constant(uint256) = 2**160 - 1
# Bytes of a page that is made in smaller buffers: room for 1,024 people would cost each of 256 another 13 gas.
SMALL_PAGE: constant(uint256) = 20 * 288
LETTERS: constant(uint256) = 2**16 - 1


# how many communities are registered; the first is number 1
registered: uint256
# community -> steward 160 | kind 8 | jurisdiction 16 | pages 32 | people 40
communities: HashMap[uint256, uint256]
profiles: HashMap[uint256, bytes32]
heirs: HashMap[uint256, address]


@deploy
def __init__():
    eip712.__init__("Symbio Communities", "1")


# --- who exists


@external
def register(kind: ICommunities.Kind, jurisdiction: String[2], profile: bytes32) -> uint256:
    """
    @notice Register a community; the sender becomes its steward.
    @param kind One kind.
    @param jurisdiction Two capital letters (ISO 3166-1); a federation may leave it empty.
    @param profile The sha-256 of the profile document.
    @return The community's number.
    """
    bits: uint256 = convert(kind, uint256)
    assert bits != 0 and bits & (bits - 1) == 0, "communities: not one kind"
    letters: uint256 = jurisdictions._packed(kind, jurisdiction)
    community_id: uint256 = self.registered + 1
    self.registered = community_id
    self.communities[community_id] = convert(msg.sender, uint256) | (bits << 160) | (letters << 168)
    self.profiles[community_id] = profile
    log ICommunities.CommunityRegistered(
        community_id=community_id, steward=msg.sender, kind=kind, jurisdiction=jurisdiction, profile=profile
    )
    return community_id


@external
def revise(community_id: uint256, jurisdiction: String[2], profile: bytes32):
    """
    @notice Change a community's jurisdiction and profile. By its steward.
    """
    slot: uint256 = self._stewarded(community_id)
    letters: uint256 = jurisdictions._packed(self._kind(slot), jurisdiction)
    self.communities[community_id] = (slot & ~(LETTERS << 168)) | (letters << 168)
    self.profiles[community_id] = profile
    log ICommunities.CommunityRevised(
        community_id=community_id, steward=msg.sender, jurisdiction=jurisdiction, profile=profile
    )


@external
def offer_stewardship(community_id: uint256, heir: address):
    """
    @notice Offer the stewardship to an heir, who must accept it; to nobody: withdraw the offer. By the steward.
    """
    self._stewarded(community_id)
    self.heirs[community_id] = heir
    log ICommunities.StewardshipOffered(community_id=community_id, steward=msg.sender, heir=heir)


@external
def accept_stewardship(community_id: uint256):
    """
    @notice Take the stewardship that was offered to the sender.
    """
    slot: uint256 = self._existing(community_id)
    assert msg.sender == self.heirs[community_id], "communities: not the heir"
    self.heirs[community_id] = empty(address)
    self.communities[community_id] = (slot & ~ADDRESS) | convert(msg.sender, uint256)
    log ICommunities.StewardshipAccepted(
        community_id=community_id, steward=msg.sender, former=convert(slot & ADDRESS, address)
    )


# --- joining the roll


@external
def enrol(community_id: uint256, people: Bytes[20480]) -> uint256:
    """
    @notice Append a page of people to the roll. By the steward.
    @dev People aren't looped over, which is what makes a page cheap: a duplicate can be struck by anybody later.
    @param people 20 bytes a person, up to 1,024 people.
    @return The page's number.
    """
    slot: uint256 = self._stewarded(community_id)
    loader: bytes11 = pages._loader(len(people))
    salt: bytes32 = pages._salt(community_id, self._pages(slot))
    data: address = empty(address)
    if len(people) <= SMALL_PAGE:
        data = raw_create(concat(loader, convert(people, Bytes[SMALL_PAGE])), salt=salt)
    else:
        data = raw_create(concat(loader, people), salt=salt)
    return self._enrolled(community_id, slot, len(people) // 20, data)


@external
def enrol_with_consent(
    community_id: uint256, people: Bytes[20480], invited_at: uint256, consents: Bytes[65536]
) -> uint256:
    """
    @notice Append a page of people with their signed consents to the roll. By the steward.
    @param people 20 bytes a person, in ascending order.
    @param invited_at The moment of the invitation, which everybody signed.
    @param consents 64 bytes a person (r, vs); 64 zero bytes: not given.
    @return The page's number.
    """
    slot: uint256 = self._stewarded(community_id)
    given: uint256[4] = consent_book._checked(community_id, people, invited_at, consents)
    loader: bytes11 = pages._loader(len(people))
    salt: bytes32 = pages._salt(community_id, self._pages(slot))
    data: address = raw_create(concat(loader, people), salt=salt)
    page: uint256 = self._enrolled(community_id, slot, len(people) // 20, data)
    consent_book._record(community_id, page, given)
    return page


@external
def consent(community_id: uint256, index: uint256):
    """
    @notice Agree, after the fact, to stand on the roll. By the person.
    """
    place: uint256 = self._occupied(community_id, index)
    assert msg.sender == self._key(community_id, place), "communities: not that person"
    consent_book._record_one(community_id, place)


# --- leaving the roll, and new keys


@external
def leave(community_id: uint256, index: uint256):
    """
    @notice Leave the roll, at once, for every version from this second on. By the person.
    """
    place: uint256 = self._occupied(community_id, index)
    assert msg.sender == self._key(community_id, place), "communities: not that person"
    self._depart(community_id, index, place, msg.sender)


@external
def propose_rotation(community_id: uint256, index: uint256, successor: address):
    """
    @notice Propose another key for a person, or nobody to strike the person off; again: it waits anew. By the steward.
    """
    self._stewarded(community_id)
    place: uint256 = self._occupied(community_id, index)
    rotations._propose(community_id, index, self._key(community_id, place), successor)


@external
def veto_rotation(community_id: uint256, index: uint256):
    """
    @notice End a proposed rotation before it is ready. By the person's present key, or the steward.
    """
    slot: uint256 = self._existing(community_id)
    place: uint256 = self._occupied(community_id, index)
    if msg.sender != convert(slot & ADDRESS, address):
        assert msg.sender == self._key(community_id, place), "communities: neither person nor steward"
    rotations._veto(community_id, index)


@external
def complete_rotation(community_id: uint256, index: uint256):
    """
    @notice Carry out a rotation that has waited and wasn't vetoed. By anybody.
    """
    place: uint256 = self._occupied(community_id, index)
    successor: address = rotations._take(community_id, index)
    former: address = self._key(community_id, place)
    if successor == empty(address):
        self._depart(community_id, index, place, former)
    else:
        roll_book._change(community_id, place, successor)
        log ICommunities.PersonRotated(community_id=community_id, person=successor, index=index, former=former)


@external
def strike_duplicate(community_id: uint256, kept: uint256, index: uint256):
    """
    @notice Strike the later of two places that one key holds. By anybody.
    """
    assert kept < index, "communities: the earlier place is kept"
    kept_place: uint256 = self._occupied(community_id, kept)
    place: uint256 = self._occupied(community_id, index)
    person: address = self._key(community_id, place)
    assert person == self._key(community_id, kept_place), "communities: not a duplicate"
    self._depart(community_id, index, place, person)


# --- stances


@external
def declare(community_id: uint256, about_id: uint256, stance: ICommunities.Stance, statement: bytes32):
    """
    @notice Declare a stance towards another community, or none to take it back. By the steward. Nothing reads it.
    @param statement The sha-256 of the statement.
    """
    self._stewarded(community_id)
    self._existing(about_id)
    assert community_id != about_id, "communities: a stance towards itself"
    stances._declare(community_id, about_id, stance, statement)


# --- views. Of what doesn't exist they answer with nothing; only `place` has no answer for that.


@external
@view
def count() -> uint256:
    return self.registered


@external
@view
def community(community_id: uint256) -> ICommunities.Community:
    slot: uint256 = self.communities[community_id]
    return ICommunities.Community(
        kind=self._kind(slot),
        steward=convert(slot & ADDRESS, address),
        heir=self.heirs[community_id],
        jurisdiction=jurisdictions._unpacked((slot >> 168) & LETTERS),
        profile=self.profiles[community_id],
        pages=self._pages(slot),
        people=slot >> 216,
    )


@external
@view
def steward(community_id: uint256) -> address:
    return convert(self.communities[community_id] & ADDRESS, address)


@external
@view
def page(community_id: uint256, page: uint256) -> ICommunities.Page:
    return pages._page(community_id, page)


@external
@view
def roll_at(community_id: uint256, version: uint256) -> (uint256, uint256, bool):
    return roll_book._roll_at(community_id, self._pages(self.communities[community_id]), version)


@external
@view
def member_at(community_id: uint256, version: uint256, index: uint256) -> address:
    slot: uint256 = self.communities[community_id]
    if index >= slot >> 216:
        return empty(address)
    place: uint256 = pages._place(community_id, self._pages(slot), index)
    return roll_book._member_on(community_id, version, place // PAGE_PEOPLE, place % PAGE_PEOPLE)


@external
@view
def member_on(community_id: uint256, version: uint256, page: uint256, offset: uint256) -> address:
    return roll_book._member_on(community_id, version, page, offset)


@external
@view
def amended(community_id: uint256, page: uint256) -> uint256[4]:
    return roll_book.marks[community_id][page]


@external
@view
def place(community_id: uint256, index: uint256) -> (uint256, uint256):
    place: uint256 = self._placed(community_id, index)
    return place // PAGE_PEOPLE, place % PAGE_PEOPLE


@external
@view
def rotation(community_id: uint256, index: uint256) -> ICommunities.Rotation:
    return rotations._rotation(community_id, index)


@external
@view
def consented(community_id: uint256, index: uint256) -> bool:
    slot: uint256 = self.communities[community_id]
    if index >= slot >> 216:
        return False
    return consent_book._consented(community_id, pages._place(community_id, self._pages(slot), index))


@external
@view
def stance(community_id: uint256, about_id: uint256) -> (ICommunities.Stance, bytes32, uint256):
    return stances._stance(community_id, about_id)


@external
@view
def DOMAIN_SEPARATOR() -> bytes32:
    return eip712._domain_separator_v4()


# --- whether


@internal
def _enrolled(community_id: uint256, slot: uint256, people: uint256, data: address) -> uint256:
    page: uint256 = self._pages(slot)
    first: uint256 = slot >> 216
    pages._append(community_id, page, first + people, data)
    self.communities[community_id] = slot + (1 << 184) + (people << 216)
    log ICommunities.PeopleEnrolled(
        community_id=community_id, steward=msg.sender, page=page, first=first, count=people, data=data
    )
    return page


@internal
def _depart(community_id: uint256, index: uint256, place: uint256, person: address):
    rotations._forget(community_id, index)
    roll_book._depart(community_id, place, person)
    log ICommunities.PersonDeparted(community_id=community_id, person=person, index=index)


@internal
@view
def _existing(community_id: uint256) -> uint256:
    slot: uint256 = self.communities[community_id]
    assert slot != 0, "communities: no such community"
    return slot


@internal
@view
def _stewarded(community_id: uint256) -> uint256:
    slot: uint256 = self._existing(community_id)
    assert msg.sender == convert(slot & ADDRESS, address), "communities: not the steward"
    return slot


@internal
@view
def _placed(community_id: uint256, index: uint256) -> uint256:
    slot: uint256 = self._existing(community_id)
    assert index < slot >> 216, "communities: no such place"
    return pages._place(community_id, self._pages(slot), index)


@internal
@view
def _occupied(community_id: uint256, index: uint256) -> uint256:
    place: uint256 = self._placed(community_id, index)
    assert not roll_book._departed(community_id, place), "communities: departed already"
    return place


@internal
@view
def _key(community_id: uint256, place: uint256) -> address:
    return roll_book._member_on(community_id, block.timestamp, place // PAGE_PEOPLE, place % PAGE_PEOPLE)


@internal
@pure
def _kind(slot: uint256) -> ICommunities.Kind:
    return convert((slot >> 160) & 255, ICommunities.Kind)


@internal
@pure
def _pages(slot: uint256) -> uint256:
    return (slot >> 184) & (2**32 - 1)
