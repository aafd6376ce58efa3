# SPDX-License-Identifier: AGPL-3.0-only
# pragma version 0.4.3
# pragma nonreentrancy on
"""
@title Mediation: who helps the parties of a case to a plan
@license AGPL-3.0-only
@notice The parties agree on a mediator of a third community; if they don't in the time their rules give them, a lot
        decides among three of the willing, who have two days each to accept, in order. The lot's randomness and its
        list were fixed when the case opened. A mediator files in Plans, and decides nothing.
@custom:powers A community's steward lists one who is willing. A party's steward names a mediator, binding nobody alone.
               Who is named or drawn accepts, and steps down, as they like. There is no owner.
@custom:exit Holds nothing. Nobody needs a mediator to go on: mediation ends by its deadline in the Tribunal.
"""

from .interfaces import IBeacon
from .interfaces import ICommunities
from .interfaces import IFederation
from .interfaces import IFederations
from .interfaces import IJuries
from .interfaces import IMediation
from .interfaces import ITribunal
from .modules import willing


implements: IMediation
initializes: willing


STEWARD: constant(uint256) = max_value(uint256)
PAGE_BITS: constant(uint256) = 10
OFFSET: constant(uint256) = 2**PAGE_BITS - 1
TURN: constant(uint256) = 2 * 86_400
DRAWN_AT: constant(uint256) = 96
DRAWN: constant(uint256) = 136
# ITribunal.State's MEDIATION and MEDIATION_ORDER: 0.4.3 can't name an imported flag's members in an expression.
IN_MEDIATION: constant(uint256) = 1
MEDIATING: constant(uint256) = 1 | (1 << 7)
_LOT: constant(bytes32) = keccak256("mediators")

COMMUNITIES: immutable(ICommunities)
FEDERATIONS: immutable(IFederations)
BEACON: immutable(IBeacon)
TRIBUNAL: immutable(ITribunal)

# case -> account 160 | community 32
_mediators: HashMap[uint256, uint256]
_agreed: HashMap[uint256, uint256]
# case -> party -> account 160 | community 32
_named: HashMap[uint256, HashMap[uint256, uint256]]
# case -> three positions, 32 bits each | drawn at 40 | how many 2
_lots: HashMap[uint256, uint256]


@deploy
def __init__(communities: ICommunities, federations: IFederations, juries: IJuries):
    COMMUNITIES = communities
    FEDERATIONS = federations
    BEACON = IBeacon(staticcall juries.beacon())
    TRIBUNAL = ITribunal(msg.sender)


@external
def volunteer(federation: address, community_id: uint256, account: address, place: uint256, is_willing: bool):
    """
    @notice Say who of a community is willing to mediate among a federation's members, or among anybody, or that
            nobody is any more. By its steward.
    """
    self._check_steward(community_id)
    assert community_id <= willing.NUMBER, "mediation: no such community"
    if is_willing:
        assert self._is_of(account, community_id, place), "mediation: not of the community"
        if federation != empty(address):
            assert staticcall FEDERATIONS.level(federation) != 0, "mediation: not a federation"
            is_member: bool = staticcall IFederation(federation).is_member(community_id)
            assert is_member, "mediation: not a member community"
    else:
        assert willing.positions[federation][community_id] != 0, "mediation: no such volunteer"
    position: uint256 = willing._write(federation, community_id, account, is_willing)
    log IMediation.MediatorVolunteered(
        community_id=community_id,
        steward=msg.sender,
        federation=federation,
        account=account,
        is_willing=is_willing,
        position=position,
    )


@external
def propose_mediator(case_id: uint256, party_id: uint256, community_id: uint256, account: address, place: uint256):
    """
    @notice Name a mediator for a party; agreed once all parties have named the same, who may then accept. By its
            steward.
    """
    case: ITribunal.Case = self._mediating(case_id, MEDIATING)
    assert party_id in case.parties, "mediation: not a party"
    self._check_steward(party_id)
    assert community_id <= willing.NUMBER, "mediation: no such community"
    is_third: bool = community_id not in case.parties and community_id not in case.affected
    assert is_third, "mediation: not a third community"
    assert self._is_of(account, community_id, place), "mediation: not of the community"
    named: uint256 = convert(account, uint256) | (community_id << willing.COMMUNITY)
    self._named[case_id][party_id] = named
    is_agreed: bool = True
    for other_id: uint256 in case.parties:
        if self._named[case_id][other_id] != named:
            is_agreed = False
    if is_agreed:
        self._agreed[case_id] = named
    log IMediation.MediatorProposed(
        case_id=case_id,
        steward=msg.sender,
        party_id=party_id,
        community_id=community_id,
        account=account,
        is_agreed=is_agreed,
    )


@external
def draw_mediator(case_id: uint256):
    """
    @notice Draw three of the willing, when the time to agree on a mediator is over and nobody mediates. By anybody.
    """
    case: ITribunal.Case = self._mediating(case_id, IN_MEDIATION)
    assert self._mediators[case_id] == 0, "mediation: there is a mediator"
    assert self._lots[case_id] == 0, "mediation: drawn already"
    rules: ITribunal.Rules = staticcall TRIBUNAL.rules(case.federation, case.rules_version)
    is_over: bool = block.timestamp >= case.opened_at + rules.agreement
    assert is_over, "mediation: time to agree isn't over"
    seed: bytes32 = staticcall BEACON.seed(case.target, keccak256(abi_encode(_LOT, self, case_id)))
    assert seed != empty(bytes32), "mediation: the beacon has no seed yet"
    excluded: DynArray[uint256, 16] = []
    for community_id: uint256 in case.parties:
        excluded.append(community_id)
    for community_id: uint256 in case.affected:
        excluded.append(community_id)
    drawn: DynArray[uint256, 3] = willing._draw(case.federation, case.opened_at, excluded, seed)
    assert len(drawn) != 0, "mediation: nobody is willing"
    lot: uint256 = (block.timestamp << DRAWN_AT) | (len(drawn) << DRAWN)
    bit: uint256 = 0
    for position: uint256 in drawn:
        lot |= position << bit
        bit += 32
    self._lots[case_id] = lot
    log IMediation.MediatorsDrawn(case_id=case_id, actor=msg.sender, positions=drawn, seed=seed)


@external
def accept_mediation(case_id: uint256):
    """
    @notice Become the mediator of a case. By whom the parties agreed on, or by the one drawn whose turn it is.
    """
    case: ITribunal.Case = self._mediating(case_id, MEDIATING)
    mediator: uint256 = self._agreed[case_id]
    if convert(mediator & willing.ADDRESS, address) != msg.sender:
        assert self._mediators[case_id] == 0, "mediation: not your turn"
        mediator = self._turn(case_id, case) & (willing.ADDRESS | (willing.NUMBER << willing.COMMUNITY))
        assert convert(mediator & willing.ADDRESS, address) == msg.sender, "mediation: not your turn"
    # One steward may speak for two communities.
    for community_id: uint256 in case.parties:
        is_partys: bool = staticcall COMMUNITIES.steward(community_id) == msg.sender
        assert not is_partys, "mediation: a party mediates for itself"
    self._mediators[case_id] = mediator
    log IMediation.MediationAccepted(
        case_id=case_id, mediator=msg.sender, community_id=mediator >> willing.COMMUNITY
    )


@external
def step_down(case_id: uint256):
    """
    @notice Mediate no more. By the mediator.
    """
    is_mediator: bool = self._mediator(case_id) == msg.sender
    assert is_mediator, "mediation: not the mediator"
    if self._agreed[case_id] == self._mediators[case_id]:
        self._agreed[case_id] = 0
    self._mediators[case_id] = 0
    log IMediation.MediatorSteppedDown(case_id=case_id, mediator=msg.sender)


# --- views


@external
@view
def tribunal() -> address:
    return TRIBUNAL.address


@external
@view
def mediator(case_id: uint256) -> address:
    return self._mediator(case_id)


@external
@view
def mediation(case_id: uint256) -> IMediation.Mediation:
    lot: uint256 = self._lots[case_id]
    drawn: DynArray[uint256, 3] = []
    for place: uint256 in range(lot >> DRAWN, bound=3):
        drawn.append((lot >> (32 * place)) & willing.NUMBER)
    return IMediation.Mediation(
        mediator=self._mediator(case_id),
        community_id=self._mediators[case_id] >> willing.COMMUNITY,
        agreed=convert(self._agreed[case_id] & willing.ADDRESS, address),
        drawn_at=(lot >> DRAWN_AT) & willing.TIME,
        drawn=drawn,
    )


@external
@view
def proposed(case_id: uint256, party_id: uint256) -> (uint256, address):
    named: uint256 = self._named[case_id][party_id]
    return named >> willing.COMMUNITY, convert(named & willing.ADDRESS, address)


@external
@view
def volunteers(federation: address) -> uint256:
    return willing.counts[federation]


@external
@view
def volunteer_at(federation: address, position: uint256) -> IMediation.Volunteer:
    return willing._volunteer(federation, position)


@external
@view
def position_of(federation: address, community_id: uint256) -> uint256:
    return willing.positions[federation][community_id]


# --- mediators


@internal
@view
def _mediator(case_id: uint256) -> address:
    return convert(self._mediators[case_id] & willing.ADDRESS, address)


@internal
@view
def _check_steward(community_id: uint256):
    is_steward: bool = staticcall COMMUNITIES.steward(community_id) == msg.sender
    assert is_steward, "mediation: not the steward"


@internal
@view
def _is_of(account: address, community_id: uint256, place: uint256) -> bool:
    if account == empty(address):
        return False
    if place == STEWARD:
        return staticcall COMMUNITIES.steward(community_id) == account
    page: uint256 = place >> PAGE_BITS
    return staticcall COMMUNITIES.member_on(community_id, block.timestamp, page, place & OFFSET) == account


@internal
@view
def _mediating(case_id: uint256, states: uint256) -> ITribunal.Case:
    case: ITribunal.Case = staticcall TRIBUNAL.case(case_id)
    state: uint256 = convert(case.state, uint256)
    assert state & states != 0, "mediation: not in mediation"
    return case


@internal
@view
def _turn(case_id: uint256, case: ITribunal.Case) -> uint256:
    """
    @notice The entry of the one of those drawn whose turn it is; 0: nobody's.
    """
    lot: uint256 = self._lots[case_id]
    if lot == 0:
        return 0
    turn: uint256 = (block.timestamp - ((lot >> DRAWN_AT) & willing.TIME)) // TURN
    if turn >= lot >> DRAWN:
        return 0
    entry: uint256 = willing.entries[case.federation][(lot >> (32 * turn)) & willing.NUMBER]
    # Opened_at isn't known after mediation, when nobody drawn has a turn any more.
    if not willing._may(entry, case.opened_at):
        return 0
    return entry
