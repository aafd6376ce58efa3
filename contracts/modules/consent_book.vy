# SPDX-License-Identifier: AGPL-3.0-only
# pragma version 0.4.3
# pragma nonreentrancy on
"""
@title The consent book: who agreed to stand on a roll
@license AGPL-3.0-only
@notice A person signs one sentence and the moment of the invitation; everybody invited then signs the same message,
        so it is hashed once. What nobody signed shows as not given.
"""

from snekmate.utils import eip712_domain_separator as eip712

from . import roll_book
from ..interfaces import ICommunities


uses: eip712
uses: roll_book


PAGE_PEOPLE: constant(uint256) = 1024
PAGE_BYTES: constant(uint256) = 20 * PAGE_PEOPLE
PAGE_CONSENTS: constant(uint256) = 64 * PAGE_PEOPLE
ENROLMENT: constant(bytes32) = keccak256("Enrolment(uint256 community,string statement,uint256 invitation)")
STATEMENT: constant(bytes32) = keccak256("I join this community and agree that my address stands on its public roll.")
# Half of secp256k1's order: of a signature's two forms only the lower s counts.
HIGHEST_S: constant(bytes32) = 0x7FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF5D576E7357A4501DDFE92F46681B20A0


# (community, page) -> one bit a place
given: HashMap[uint256, HashMap[uint256, uint256[4]]]


@internal
def _record(community_id: uint256, page: uint256, consents: uint256[4]):
    for word: uint256 in range(4):
        if consents[word] != 0:
            self.given[community_id][page][word] |= consents[word]
    log ICommunities.ConsentsRecorded(community_id=community_id, actor=msg.sender, page=page, consents=consents)


@internal
def _record_one(community_id: uint256, place: uint256):
    assert not self._consented(community_id, place), "communities: consent given already"
    consents: uint256[4] = empty(uint256[4])
    offset: uint256 = place % PAGE_PEOPLE
    consents[offset >> 8] = 1 << (offset & 255)
    self._record(community_id, place // PAGE_PEOPLE, consents)


@internal
@view
def _checked(
    community_id: uint256, people: Bytes[PAGE_BYTES], invited_at: uint256, consents: Bytes[PAGE_CONSENTS]
) -> uint256[4]:
    """
    @dev One bit for each consent that was given; a wrong one refuses the page.
    """
    assert invited_at <= block.timestamp, "communities: invitation in the future"
    assert len(consents) * 20 == len(people) * 64, "communities: not one consent a person"
    digest: bytes32 = eip712._hash_typed_data_v4(
        keccak256(abi_encode(ENROLMENT, community_id, STATEMENT, invited_at))
    )
    given: uint256[4] = empty(uint256[4])
    former: uint256 = 0
    for at: uint256 in range(len(people) // 20, bound=PAGE_PEOPLE):
        person: address = convert(convert(slice(people, 20 * at, 20), bytes20), address)
        number: uint256 = convert(person, uint256)
        assert number != 0, "communities: empty address on the page"
        assert number > former, "communities: page not in ascending order"
        former = number
        r: uint256 = convert(extract32(consents, 64 * at), uint256)
        vs: uint256 = convert(extract32(consents, 64 * at + 32), uint256)
        if r | vs != 0:
            assert self._signed(digest, r, vs, person), "communities: consent doesn't match"
            assert roll_book.departed_at[community_id][person] < invited_at, "communities: consent older than departure"
            given[at >> 8] |= 1 << (at & 255)
    return given


@internal
@pure
def _signed(digest: bytes32, r: uint256, vs: uint256, person: address) -> bool:
    """
    @dev EIP-2098: the signature's parity is the highest bit of s. `person` isn't the empty address, which is what
         ecrecover answers when it finds nobody.
    """
    s: uint256 = vs & (2**255 - 1)
    return s <= convert(HIGHEST_S, uint256) and ecrecover(digest, 27 + (vs >> 255), r, s) == person


@internal
@view
def _consented(community_id: uint256, place: uint256) -> bool:
    offset: uint256 = place % PAGE_PEOPLE
    return (self.given[community_id][place // PAGE_PEOPLE][offset >> 8] >> (offset & 255)) & 1 == 1
