# SPDX-License-Identifier: AGPL-3.0-only
# pragma version 0.4.3
# pragma nonreentrancy on
"""
@title Accords
@license AGPL-3.0-only
@notice Mutual-benefit agreements of communities in place of tariffs: what each sells to the others, at which
        concession, with which contribution to a shared split, how much in a season, in which currencies. It binds once
        every party has accepted the same terms, directly or by one signature. It says what an order is bound to; the
        market pins that in the order, so no later change of terms touches it. Holds nothing and moves nothing.
@custom:powers A party's steward accepts terms, declines them until they are concluded, announces to leave, and answers
               reviews. Anybody concludes what all accepted, and opens a review when the alarm that the parties signed
               rings or its date has come; a review changes nothing but the record. Nobody changes terms alone, puts
               another party out, or keeps one in beyond its notice.
@custom:exit Holds nothing. A party leaves by announcing it, with the notice that was agreed, a year at most. Every
             accord ends by itself, ten years after it was concluded at the latest.
"""

from snekmate.utils import eip712_domain_separator as domain

from .interfaces import IAccords
from .interfaces import IBalances
from .interfaces import ICommunities
from .interfaces import IFederation
from .interfaces import IFederations
from .modules import accord_book
from .modules import accord_terms
from .modules import agreements
from .modules import categories
from .modules import clauses as clause_words
from .modules import parties as party_book
from .modules import reviews
from .modules import signatures

implements: IAccords
initializes: domain
exports: domain.eip712Domain
initializes: agreements
exports: (agreements.accepted, agreements.declined)
initializes: accord_book
exports: accord_book.count
initializes: party_book
initializes: reviews[accord_book := accord_book, parties := party_book]


_ACCEPTANCE: constant(bytes32) = keccak256(
    "AccordAcceptance(string accord,bytes32 document,bytes32 terms,uint256 community,uint256 until)"
)

COMMUNITIES: immutable(ICommunities)
FEDERATIONS: immutable(IFederations)


@deploy
def __init__(communities: ICommunities, federations: IFederations):
    assert communities.address.is_contract, "accords: no communities"
    assert federations.address.is_contract, "accords: no federations"
    domain.__init__("Symbio Accords", "1")
    COMMUNITIES = communities
    FEDERATIONS = federations


# --- agreeing


@external
def accept(terms: bytes32, community_id: uint256):
    """
    @notice Accepts terms for a community, by its steward. The digest binds every figure, the document and the deadline.
    """
    self._check_answer(terms, community_id)
    assert agreements._accepted(terms, community_id) != msg.sender, "accords: already accepted"
    agreements._accept(terms, community_id, msg.sender)
    log IAccords.TermsAccepted(terms=terms, community_id=community_id, steward=msg.sender)


@external
def decline(terms: bytes32, community_id: uint256):
    """
    @notice Declines terms for a community, by its steward: an acceptance before it, direct or signed, counts no more.
    """
    self._check_answer(terms, community_id)
    assert agreements.declined[terms][community_id] != msg.sender, "accords: already declined"
    agreements._decline(terms, community_id, msg.sender)
    log IAccords.TermsDeclined(terms=terms, community_id=community_id, steward=msg.sender)


@external
def conclude(terms: IAccords.Terms, signatures_: DynArray[Bytes[1040], 16]) -> uint256:
    """
    @notice Concludes the accord, or the amendment, that every party has accepted; sent by anybody. An amendment must be
            accepted also by every party that is in and will be when it starts, and closes an open review.
    @param signatures_ One for each party in the order of the terms; an empty one where the steward accepted directly.
    @return The accord's number.
    """
    digest: bytes32 = keccak256(abi_encode(terms))
    assert not agreements.is_spent[digest], "accords: already concluded"
    assert block.timestamp <= terms.until, "accords: the terms have lapsed"
    assert len(signatures_) == len(terms.parties), "accords: one signature a party"
    accord_terms._check(terms)
    assert terms.market.is_contract, "accords: the market is no contract"
    accord_id: uint256 = terms.accord_id
    if accord_id == 0:
        assert terms.version == 1, "accords: not the next version"
        accord_id = accord_book.count + 1
        accord_book.count = accord_id
    else:
        self._check_amendment(terms)
    agreements.is_spent[digest] = True
    name: bytes32 = keccak256(terms.name)
    for i: uint256 in range(len(terms.parties), bound=16):
        party: uint256 = terms.parties[i]
        if self._is_signature_asked(terms.accord_id, digest, party, len(signatures_[i]) != 0):
            message: bytes32 = keccak256(
                abi_encode(_ACCEPTANCE, name, terms.document, digest, party, terms.until)
            )
            self._check_signature(digest, party, domain._hash_typed_data_v4(message), signatures_[i])
    accord_book._write(accord_id, digest, terms)
    party_book._enter(accord_id, terms.version, terms.parties)
    log IAccords.AccordConcluded(accord_id=accord_id, actor=msg.sender, digest=digest, terms=terms)
    reviews._close(accord_id)
    return accord_id


@external
def leave(accord_id: uint256, community_id: uint256):
    """
    @notice Announces that a community leaves, by its steward; it has left when the notice in force has run out. Orders
            placed before keep the terms they were made under.
    """
    self._check_steward(community_id)
    head: uint256 = accord_book._head(accord_id)
    notice: uint256 = accord_terms._notice(accord_book.figures[accord_id][accord_book._current(head)])
    leaves_at: uint256 = party_book._leave(accord_id, accord_book._latest(head), community_id, notice)
    log IAccords.PartyLeft(
        accord_id=accord_id, steward=msg.sender, community_id=community_id, leaves_at=leaves_at
    )


# --- reviews


@external
def open_review(accord_id: uint256, community_id: uint256, currency: address):
    """
    @notice Opens a review of a party's balance in a currency, by anybody, when the alarm rings by the market's figures.
    """
    version: uint256 = 0
    figures: uint256 = 0
    version, figures = accord_book._binding(accord_id)
    party_book._require(accord_id, version, community_id)
    rings: bool = False
    gave: uint256 = 0
    got: uint256 = 0
    rings, gave, got = self._alarm(accord_id, version, community_id, currency)
    assert rings, "accords: the alarm is silent"
    season: uint256 = accord_terms._season_at(figures, block.timestamp)
    reviews._open_rung(accord_id, version, season, community_id, currency, gave, got)


@external
def open_review_by_date(accord_id: uint256):
    """
    @notice Opens the review that the parties set a date for, by anybody.
    """
    version: uint256 = 0
    figures: uint256 = 0
    version, figures = accord_book._binding(accord_id)
    assert block.timestamp >= accord_terms._review_at(figures), "accords: not to be reviewed yet"
    reviews._open_dated(accord_id, version)


@external
def answer_review(accord_id: uint256, community_id: uint256, statement: bytes32):
    """
    @notice Answers the open review for a party, by its steward.
    @param statement sha-256 of what the party says.
    """
    self._check_steward(community_id)
    version: uint256 = accord_book._current(accord_book._head(accord_id))
    party_book._require(accord_id, version, community_id)
    reviews._answer(accord_id, version, community_id, statement)


# --- views


@external
@view
def quote(
    accord_id: uint256,
    clause: uint256,
    seller_party: uint256,
    buyer_party: uint256,
    category: uint256,
    currency: address,
) -> IAccords.Quote:
    """
    @notice What an order under a clause would be bound to now; refuses, with the reason, where none can be made.
    """
    version: uint256 = 0
    figures: uint256 = 0
    version, figures = accord_book._binding(accord_id)
    word: uint256 = accord_book.clauses_of[accord_id][version][clause]
    assert word != 0, "accords: no such clause"
    terms: IAccords.Clause = clause_words._unpack(word)
    assert terms.seller_id == seller_party, "accords: the clause is another seller's"
    assert buyer_party != seller_party, "accords: buyer and seller are one party"
    party_book._require(accord_id, version, seller_party)
    party_book._require(accord_id, version, buyer_party)
    assert categories._covers(terms.category, category), "accords: category not covered"
    assert accord_book.floors[accord_id][version][currency] != 0, "accords: currency not accepted"
    return IAccords.Quote(
        version=version,
        concession=terms.concession,
        contribution=terms.contribution,
        split_id=terms.split_id,
        quantity=terms.quantity,
        season=accord_terms._season_at(figures, block.timestamp),
        market=accord_book.markets[accord_id][version],
    )


@external
@view
def belongs(community_id: uint256, party_id: uint256) -> bool:
    """
    @notice Whether a community is the party, or a member of the federation that is.
    """
    steward: address = staticcall COMMUNITIES.steward(party_id)
    if steward == empty(address):
        return False
    if community_id == party_id:
        return True
    if staticcall FEDERATIONS.level(steward) == 0:
        return False
    # A federation may be the steward of another community too, whose party its members are not.
    if staticcall IFederation(steward).community_id() != party_id:
        return False
    return staticcall IFederation(steward).is_member(community_id)


@external
@view
def accord(accord_id: uint256) -> IAccords.Accord:
    return accord_book._accord(accord_id)


@external
@view
def party(accord_id: uint256, community_id: uint256) -> IAccords.Party:
    return party_book._party(accord_id, community_id)


@external
@view
def parties(accord_id: uint256, version: uint256) -> DynArray[uint256, 16]:
    return accord_book.parties[accord_id][version]


@external
@view
def clauses(accord_id: uint256, version: uint256) -> DynArray[IAccords.Clause, 32]:
    return accord_book._clauses(accord_id, version)


@external
@view
def currencies(accord_id: uint256, version: uint256) -> (DynArray[address, 8], DynArray[uint256, 8]):
    return accord_book._currencies(accord_id, version)


@external
@view
def alarm(accord_id: uint256, community_id: uint256, currency: address) -> (bool, uint256, uint256):
    """
    @notice Whether the alarm rings for a party in a currency, and the market's figures: what it gave, what it got.
    """
    return self._alarm(accord_id, accord_book._current(accord_book._head(accord_id)), community_id, currency)


@external
@view
def review(accord_id: uint256) -> IAccords.Review:
    return reviews._review(accord_id, accord_book._current(accord_book.heads[accord_id]))


@external
@view
def answer(accord_id: uint256, review: uint256, community_id: uint256) -> bytes32:
    return reviews.answers[accord_id][review][community_id]


@external
@view
def terms_digest(terms: IAccords.Terms) -> bytes32:
    return keccak256(abi_encode(terms))


@external
@pure
def covers(general: uint256, special: uint256) -> bool:
    """
    @notice Whether one category covers another; refuses words that are no category.
    """
    categories._require(general)
    categories._require(special)
    return categories._covers(general, special)


@external
@view
def DOMAIN_SEPARATOR() -> bytes32:
    return domain._domain_separator_v4()


# --- within


@internal
@view
def _check_steward(community_id: uint256):
    assert msg.sender == staticcall COMMUNITIES.steward(community_id), "accords: not the steward"


@internal
@view
def _check_answer(terms: bytes32, community_id: uint256):
    self._check_steward(community_id)
    assert not agreements.is_spent[terms], "accords: already concluded"


@internal
@view
def _check_amendment(terms: IAccords.Terms):
    accord_id: uint256 = terms.accord_id
    head: uint256 = accord_book._head(accord_id)
    latest: uint256 = accord_book._latest(head)
    assert terms.version == latest + 1, "accords: not the next version"
    in_force: uint256 = accord_book._in_force(head)
    party_book._check_kept(accord_id, accord_book.parties[accord_id][in_force], terms.parties, terms.starts_at)
    # Terms that wait for their start have been agreed to as well.
    if latest != in_force:
        party_book._check_kept(accord_id, accord_book.parties[accord_id][latest], terms.parties, terms.starts_at)
    party_book._check_going_on(accord_id, latest, terms.parties)


@internal
@view
def _is_signature_asked(accord_id: uint256, terms: bytes32, community_id: uint256, is_signed: bool) -> bool:
    """
    @dev Whether the party's agreement is yet to be seen from a signature; refuses where it had to be given directly.
    """
    steward: address = staticcall COMMUNITIES.steward(community_id)
    assert steward != empty(address), "accords: no such community"
    # A signature says no time, so one given before a party announced to leave could bring it back against its will.
    announced_at: uint256 = party_book._announced_at(accord_id, community_id)
    if announced_at != 0:
        accepted_at: uint256 = agreements._accepted_at(terms, community_id)
        assert accepted_at > announced_at, "accords: a leaver hasn't accepted again"
    elif is_signed:
        return True
    assert agreements._accepted(terms, community_id) == steward, "accords: a party hasn't accepted"
    return False


@internal
@view
def _check_signature(terms: bytes32, community_id: uint256, message: bytes32, signature: Bytes[1040]):
    steward: address = staticcall COMMUNITIES.steward(community_id)
    assert agreements.declined[terms][community_id] != steward, "accords: a party has declined"
    assert signatures._is_signed_by(steward, message, signature), "accords: not signed by the steward"


@internal
@view
def _alarm(
    accord_id: uint256, version: uint256, community_id: uint256, currency: address
) -> (bool, uint256, uint256):
    least: uint256 = accord_book._floor(accord_id, version, currency)
    gave: uint256 = 0
    got: uint256 = 0
    market: address = accord_book.markets[accord_id][version]
    gave, got = staticcall IBalances(market).balances(accord_id, community_id, currency)
    return accord_terms._rings(accord_book.figures[accord_id][version], least, gave, got), gave, got
