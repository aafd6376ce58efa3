# SPDX-License-Identifier: AGPL-3.0-only
# pragma version 0.4.3
# pragma nonreentrancy on
"""
@title Federations
@license AGPL-3.0-only
@notice The factory and register of federations. A federation exists once every founding steward has accepted its
        terms, directly or by one signature. Creating and setting it up is one act, so nobody can come in between.
@custom:powers A founding steward can accept terms, and decline them until they have founded. Nobody has any power
               over a federation that exists.
@custom:exit Holds nothing. Terms that aren't accepted by all lapse at their last second.
"""

from snekmate.utils import eip712_domain_separator as domain

from .interfaces import ICommunities
from .interfaces import IFederation
from .interfaces import IFederations
from .modules import agreements
from .modules import rules
from .modules import signatures

implements: IFederations
initializes: domain
exports: domain.eip712Domain
initializes: agreements
exports: (agreements.accepted, agreements.declined)


_MAX_LEVEL: constant(uint256) = 8
_ACCEPTANCE: constant(bytes32) = keccak256(
    "FoundingAcceptance(string federation,bytes32 charter,bytes32 terms,uint256 community,uint256 until)"
)

COMMUNITIES: immutable(ICommunities)
TEMPLATE: immutable(address)

count: public(uint256)
federation: public(HashMap[uint256, address])
# read by a federation while it is being founded
level: reentrant(public(HashMap[address, uint256]))


@deploy
def __init__(blueprint: address, communities: ICommunities):
    assert communities.address.is_contract, "federations: no communities"
    domain.__init__("Symbio Federations", "1")
    COMMUNITIES = communities
    TEMPLATE = create_from_blueprint(blueprint, communities)


@external
def accept(terms: bytes32, community_id: uint256):
    """
    @notice Accepts terms for a community, by its steward. The digest binds name, charter, rules, founders and deadline.
    """
    self._check(terms, community_id)
    assert agreements._accepted(terms, community_id) != msg.sender, "federations: already accepted"
    agreements._accept(terms, community_id, msg.sender)
    log IFederations.FoundingAccepted(terms=terms, community_id=community_id, steward=msg.sender)


@external
def decline(terms: bytes32, community_id: uint256):
    """
    @notice Declines terms for a community, by its steward: an acceptance before it, direct or signed, counts no more.
    """
    self._check(terms, community_id)
    assert agreements.declined[terms][community_id] != msg.sender, "federations: already declined"
    agreements._decline(terms, community_id, msg.sender)
    log IFederations.FoundingDeclined(terms=terms, community_id=community_id, steward=msg.sender)


@external
def found(terms: IFederations.Terms, signatures_: DynArray[Bytes[1040], 64]) -> address:
    """
    @notice Founds the federation that every founding steward has accepted; sent by anybody.
    @param signatures_ One for each founder in order; an empty one where the steward accepted directly.
    """
    assert len(terms.name) != 0, "federations: no name"
    assert terms.level != 0 and terms.level <= _MAX_LEVEL, "federations: level out of range"
    assert len(terms.founders) != 0, "federations: no founders"
    digest: bytes32 = keccak256(abi_encode(terms))
    assert not agreements.is_spent[digest], "federations: already founded"
    assert block.timestamp <= terms.until, "federations: the terms have lapsed"
    assert len(signatures_) == len(terms.founders), "federations: one signature a founder"
    agreements.is_spent[digest] = True
    federation_id: uint256 = self.count + 1
    self.count = federation_id
    for i: uint256 in range(len(terms.founders), bound=64):
        self._check_acceptance(terms, digest, terms.founders[i], signatures_[i])

    federation: address = create_minimal_proxy_to(TEMPLATE, salt=digest)
    self.federation[federation_id] = federation
    self.level[federation] = terms.level
    extcall IFederation(federation).setup(
        terms.name,
        terms.level,
        terms.kind,
        terms.profile,
        terms.charter,
        rules._pack(terms.rules),
        terms.rules.tribunal,
        terms.founders,
    )
    log IFederations.FederationCreated(
        federation_id=federation_id,
        federation=federation,
        terms=digest,
        name=terms.name,
        level=terms.level,
        community_id=staticcall IFederation(federation).community_id(),
    )
    return federation


@external
@view
def terms_digest(terms: IFederations.Terms) -> bytes32:
    return keccak256(abi_encode(terms))


@external
@pure
def pack_rules(rules_: IFederation.Rules) -> uint256:
    """
    @notice Packs rules into one word; reverts for rules out of bounds. Here once, rather than in every federation.
    """
    return rules._pack(rules_)


@external
@view
def is_signed_by(account: address, digest: bytes32, signature: Bytes[1040]) -> bool:
    """
    @notice Whether an account of any kind signed a digest: by its key, also an EIP-7702 account's, or by ERC-1271.
    """
    return signatures._is_signed_by(account, digest, signature)


@external
@view
def address_of(terms: bytes32) -> address:
    proxy: bytes32 = keccak256(
        concat(x"602d3d8160093d39f3363d3d373d3d3d363d73", convert(TEMPLATE, bytes20), x"5af43d82803e903d91602b57fd5bf3")
    )
    place: bytes32 = keccak256(concat(x"ff", convert(self, bytes20), terms, proxy))
    return convert(convert(place, uint256) & (2**160 - 1), address)


@external
@view
def template() -> address:
    return TEMPLATE


@external
@view
def DOMAIN_SEPARATOR() -> bytes32:
    return domain._domain_separator_v4()


@internal
@view
def _check(terms: bytes32, community_id: uint256):
    assert msg.sender == staticcall COMMUNITIES.steward(community_id), "federations: not the steward"
    assert not agreements.is_spent[terms], "federations: already founded"


@internal
@view
def _check_acceptance(
    terms: IFederations.Terms, digest: bytes32, community_id: uint256, signature: Bytes[1040]
):
    steward: address = staticcall COMMUNITIES.steward(community_id)
    assert steward != empty(address), "federations: no such community"
    if len(signature) == 0:
        assert agreements._accepted(digest, community_id) == steward, "federations: a founder hasn't accepted"
        return
    assert agreements.declined[digest][community_id] != steward, "federations: a founder has declined"
    message: bytes32 = keccak256(
        abi_encode(_ACCEPTANCE, keccak256(terms.name), terms.charter, digest, community_id, terms.until)
    )
    is_signed: bool = signatures._is_signed_by(steward, domain._hash_typed_data_v4(message), signature)
    assert is_signed, "federations: not signed by the steward"
