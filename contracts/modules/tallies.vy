# SPDX-License-Identifier: AGPL-3.0-only
# pragma version 0.4.3
"""
@title Tallies of a proposal, by community
@license AGPL-3.0-only
@notice One word for each (proposal, community). It is pinned by the community's first ballot, with the people and pages
        of its roll as of the second before the proposal opened, and with the close of the vote: later ballots read
        nothing else. Sums over the communities are made when something depends on them, never at a vote.
"""

from ..interfaces import ICommunities
from ..interfaces import IFederation
from . import decision
from . import members
from . import proposals
from . import rules

uses: members
uses: proposals


_LIMB: constant(uint256) = 2**32 - 1
_TIME: constant(uint256) = 2**40 - 1
_EARLY: constant(uint256) = 96
_PEOPLE: constant(uint256) = 128
_CLOSES: constant(uint256) = 160
_PAGES: constant(uint256) = 200
_LATENESS: constant(uint256) = 224
_AMENDED: constant(uint256) = 1 << 244
_LATE: constant(uint256) = 1 << 245
_FROZEN: constant(uint256) = 1 << 255

COMMUNITIES: immutable(ICommunities)

# proposal id << 64 | community id -> for 32 | against 32 | abstain 32 | turnout before the last seconds 32 | people 32
# | closes at 40 | pages 24 | how many last seconds 20 | the roll is amended 1 | the early turnout is frozen 1
_tallies: HashMap[uint256, uint256]
# proposal id -> two bits a seat; and what they were before the last seconds, with a bit to say so
_stewards: HashMap[uint256, uint256]
_early_stewards: HashMap[uint256, uint256]


@deploy
def __init__(communities: ICommunities):
    COMMUNITIES = communities


@internal
@pure
def _is_amended(tally: uint256) -> bool:
    return tally & _AMENDED != 0


@internal
@pure
def _pages(tally: uint256) -> uint256:
    return (tally >> _PAGES) & (2**24 - 1)


@internal
@pure
def _turnout(tally: uint256) -> uint256:
    return (tally & _LIMB) + ((tally >> 32) & _LIMB) + ((tally >> 64) & _LIMB)


@internal
@pure
def _recount(tally: uint256, former: uint256, choice: uint256) -> uint256:
    """
    @dev Limbs can't overflow: no count passes the number of people, which fits a limb.
    """
    recounted: uint256 = unsafe_add(tally, 1 << (unsafe_sub(choice, 1) << 5))
    if former == 0:
        return recounted
    return unsafe_sub(recounted, 1 << (unsafe_sub(former, 1) << 5))


@internal
def _store(proposal_id: uint256, community_id: uint256, tally: uint256):
    self._tallies[(proposal_id << 64) | community_id] = tally


@internal
def _open(proposal_id: uint256, community_id: uint256) -> uint256:
    """
    @dev The tally of a community, if a ballot may be added now; freezes its early turnout in the last seconds.
         The number of a proposal is a part of keys: a longer one would fall on another's, and be told as it was sent.
    """
    assert proposal_id >> 64 == 0, "proposals: no such proposal"
    tally: uint256 = self._tallies[(proposal_id << 64) | community_id]
    if tally == 0:
        tally = self._pin(proposal_id, community_id)
    elif block.timestamp >= (tally >> _CLOSES) & _TIME:
        proposal: uint256 = proposals._known(proposal_id)
        closes_at: uint256 = self._check_open(proposal_id, proposal, proposals._rules(proposal))
        tally = (tally & ~(_TIME << _CLOSES)) | (closes_at << _CLOSES)
    late_from: uint256 = ((tally >> _CLOSES) & _TIME) - ((tally >> _LATENESS) & (2**20 - 1))
    if block.timestamp >= late_from and tally & _LATE == 0:
        tally |= _LATE | (self._turnout(tally) << _EARLY)
    return tally


@internal
def _pin(proposal_id: uint256, community_id: uint256) -> uint256:
    proposal: uint256 = proposals._known(proposal_id)
    packed: uint256 = proposals._rules(proposal)
    assert packed & rules.CITIZENS != 0, "ballots: citizens don't vote here"
    closes_at: uint256 = self._check_open(proposal_id, proposal, packed)
    moment: uint256 = proposals._opened_at(proposal) - 1
    assert members._seat_at(community_id, moment) != 0, "ballots: not a member community"
    pages: uint256 = 0
    people: uint256 = 0
    amended: bool = False
    pages, people, amended = staticcall COMMUNITIES.roll_at(community_id, moment)
    tally: uint256 = (people << _PEOPLE) | (closes_at << _CLOSES) | (pages << _PAGES)
    tally |= ((packed >> rules.LATE_EXTENSION) & rules.SECONDS) << _LATENESS
    if amended:
        tally |= _AMENDED
    return tally


@internal
def _check_open(proposal_id: uint256, proposal: uint256, packed: uint256) -> uint256:
    """
    @dev When voting closes, if it is open now. A late quorum extends it here, once, by whoever votes first after.
    """
    assert not proposals._is_flagged(proposal, proposals.WITHDRAWN), "ballots: the proposal is withdrawn"
    is_extended: bool = proposals._is_flagged(proposal, proposals.EXTENDED)
    opened_at: uint256 = proposals._opened_at(proposal)
    opens_at: uint256 = opened_at + ((packed >> rules.VOTING_DELAY) & rules.SECONDS)
    assert block.timestamp >= opens_at, "ballots: voting hasn't started"
    closes_at: uint256 = rules._closes_at(packed, opened_at, is_extended)
    if block.timestamp < closes_at:
        return closes_at
    if not is_extended and self._outcome(proposal_id, opened_at - 1, packed)[0]:
        closes_at += ((packed >> rules.LATE_EXTENSION) & rules.SECONDS)
    assert block.timestamp < closes_at, "ballots: voting has closed"
    proposals._flag(proposal_id, proposal, proposals.EXTENDED)
    log IFederation.ProposalExtended(proposal_id=proposal_id, actor=msg.sender, closes_at=closes_at)
    return closes_at


@internal
@view
def _outcome(proposal_id: uint256, moment: uint256, packed: uint256) -> (bool, bool):
    """
    @dev Whether the quorum was first met in the last seconds before the first close, and whether the vote carries.
    """
    sum: IFederation.Tally = empty(IFederation.Tally)
    early_present: uint256 = 0
    sum, early_present = self._count(proposal_id, moment, packed)
    is_late: bool = False
    if (packed >> rules.LATE_EXTENSION) & rules.SECONDS != 0:
        if decision._is_quorate(packed, sum.communities_present, sum.communities):
            is_late = not decision._is_quorate(packed, early_present, sum.communities)
    return is_late, decision._is_carried(packed, sum)


@internal
@view
def _count(proposal_id: uint256, moment: uint256, packed: uint256) -> (IFederation.Tally, uint256):
    """
    @dev Sums over the members of that moment; and how many of them were present before the last seconds.
    """
    sum: IFederation.Tally = empty(IFederation.Tally)
    early_present: uint256 = 0
    stewards: uint256 = 0
    early_stewards: uint256 = 0
    if packed & rules.STEWARDS != 0:
        stewards = self._stewards[proposal_id]
        early_stewards = self._early_stewards[proposal_id]
        if early_stewards == 0:
            early_stewards = stewards
    for seat: uint256 in range(members.seats, bound=members.SEATS):
        community_id: uint256 = members._seated(seat, moment)
        if community_id == 0:
            continue
        sum.communities += 1
        vote: uint256 = (stewards >> (seat << 1)) & 3
        if vote == 1:
            sum.communities_for += 1
        elif vote == 2:
            sum.communities_against += 1
        elif vote == 3:
            sum.communities_abstain += 1
        turnout: uint256 = 0
        early_turnout: uint256 = 0
        people: uint256 = 0
        if packed & rules.CITIZENS != 0:
            tally: uint256 = self._tallies[(proposal_id << 64) | community_id]
            if tally == 0:
                people = self._people(community_id, moment)
            else:
                people = (tally >> _PEOPLE) & _LIMB
                turnout = self._turnout(tally)
                early_turnout = turnout
                if tally & _LATE != 0:
                    early_turnout = (tally >> _EARLY) & _LIMB
                sum.people_for += tally & _LIMB
                sum.people_against += (tally >> 32) & _LIMB
                sum.people_abstain += (tally >> 64) & _LIMB
            sum.people += people
        if decision._is_present(packed, turnout, people, vote != 0):
            sum.communities_present += 1
        if decision._is_present(packed, early_turnout, people, (early_stewards >> (seat << 1)) & 3 != 0):
            early_present += 1
    return sum, early_present


@internal
@view
def _people(community_id: uint256, moment: uint256) -> uint256:
    return (staticcall COMMUNITIES.roll_at(community_id, moment))[1]


# --- stewards


@internal
def _vote_as_steward(proposal_id: uint256, community_id: uint256, choice: uint256):
    assert choice != 0 and choice <= 3, "ballots: no such choice"
    proposal: uint256 = proposals._known(proposal_id)
    packed: uint256 = proposals._rules(proposal)
    assert packed & rules.STEWARDS != 0, "ballots: stewards don't vote here"
    closes_at: uint256 = self._check_open(proposal_id, proposal, packed)
    seat: uint256 = members._seat_at(community_id, proposals._opened_at(proposal) - 1)
    assert seat != 0, "ballots: not a member community"
    stewards: uint256 = self._stewards[proposal_id]
    late_from: uint256 = closes_at - ((packed >> rules.LATE_EXTENSION) & rules.SECONDS)
    if block.timestamp >= late_from and self._early_stewards[proposal_id] == 0:
        self._early_stewards[proposal_id] = stewards | _FROZEN
    bits: uint256 = (seat - 1) << 1
    former: uint256 = (stewards >> bits) & 3
    self._stewards[proposal_id] = stewards ^ ((former ^ choice) << bits)
    log IFederation.StewardVoted(
        proposal_id=proposal_id, steward=msg.sender, community_id=community_id, choice=choice, former=former
    )


@internal
@view
def _steward_choice(proposal_id: uint256, community_id: uint256) -> uint256:
    moment: uint256 = proposals._opened_at(proposals._known(proposal_id)) - 1
    seat: uint256 = members._seat_at(community_id, moment)
    if seat == 0:
        return 0
    return (self._stewards[proposal_id] >> ((seat - 1) << 1)) & 3
