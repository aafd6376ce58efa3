# SPDX-License-Identifier: AGPL-3.0-only
# pragma version 0.4.3
# pragma nonreentrancy on
"""
@title Federation
@license AGPL-3.0-only
@notice A federation of communities: its charter, its members, and what they decide by signed ballots of their
        citizens, votes of their stewards, or both. Each federation is a minimal proxy of this template at an address
        of its own, so that it can hold, call and join. Nobody can pause, upgrade or overrule it.
@custom:powers A member's steward can open proposals, vote for their community where the charter says so, and take it
               out. A citizen can vote, once a proposal. Anybody can carry signed ballots and execute what was
               carried. Admission, expulsion, amendments and every payment need a carried proposal and its delay.
@custom:exit A community leaves by its steward's own act, after the charter's notice, or before an amendment it didn't
             ratify. What the Treasury owes it stays claimable. If everybody falls silent, nothing moves.
"""

from .interfaces import ICases
from .interfaces import ICommunities
from .interfaces import IFederation
from .interfaces import IFederations
from .modules import acts
from .modules import ballots
from .modules import charters
from .modules import identity
from .modules import members
from .modules import proposals
from .modules import rules as charter_rules
from .modules import tallies

implements: IFederation
initializes: charters
initializes: members
initializes: proposals[charters := charters]
initializes: tallies[members := members, proposals := proposals]
initializes: identity
initializes: ballots[identity := identity, proposals := proposals, tallies := tallies]
exports: (
    ballots.cast_ballot_by_signature,
    ballots.cast_ballots,
    ballots.vote,
    ballots.vote_with_reason,
    charters.ratified,
    identity.DOMAIN_SEPARATOR,
    identity.eip712Domain,
    identity.name,
    members.seats,
)


# The values of IFederation.Stage: 0.4.3 can't name the members of an imported flag in an expression.
_PENDING: constant(uint256) = 1
_OPEN: constant(uint256) = 2
_WITHDRAWN: constant(uint256) = 4
_DEFEATED: constant(uint256) = 8
_WAITING: constant(uint256) = 16
_EXECUTABLE: constant(uint256) = 32
_EXECUTED: constant(uint256) = 64
_EXPIRED: constant(uint256) = 128

COMMUNITIES: immutable(ICommunities)
FACTORY: immutable(IFederations)

community_id: public(uint256)
level: public(uint256)


@deploy
def __init__(communities: ICommunities):
    """
    @dev Made by Federations from a blueprint; the template itself is never set up, and holds nothing.
    """
    COMMUNITIES = communities
    FACTORY = IFederations(msg.sender)
    ballots.__init__(IFederations(msg.sender), communities.address)
    identity.__init__()
    tallies.__init__(communities)


@external
@payable
@reentrant
def __default__():
    assert len(msg.data) == 0, "federation: no such function"


@external
def setup(
    name: String[50],
    level: uint256,
    kind: ICommunities.Kind,
    profile: bytes32,
    charter: bytes32,
    rules: uint256,
    tribunal: address,
    founders: DynArray[uint256, 64],
):
    """
    @dev Called once, in the transaction that makes the proxy; Federations has checked the terms.
    """
    assert msg.sender == FACTORY.address, "federation: not by the factory"
    identity._set(name)
    self.level = level
    charters._adopt(charter, rules, tribunal, block.timestamp)
    for founder: uint256 in founders:
        self._admit(founder)
        charters._ratify(1, founder, self._steward(founder))
    self.community_id = extcall COMMUNITIES.register(kind, "", profile)


# --- members


@external
def admit(community_id: uint256):
    assert msg.sender == self, "federation: not by proposal"
    self._admit(community_id)


@external
@reentrant
def expel(community_id: uint256):
    """
    @dev Not locked, so that the tribunal may ask this federation about its members. A community that is already leaving
         sooner is let go as it wishes: its steward can't make a proposal fail by leaving first.
    """
    assert msg.sender == self, "federation: not by proposal"
    version: uint256 = charters._version(charters.head)
    tribunal: address = charters._tribunal(version)
    if tribunal != empty(address):
        is_party: bool = staticcall ICases(tribunal).is_party(community_id)
        assert not is_party, "federation: party to an open case"
    ended_at: uint256 = block.timestamp + self._notice(version)
    if not members._leaves_by(community_id, ended_at):
        members._end(community_id, ended_at, msg.sender)


@external
def amend(charter: bytes32, rules: IFederation.Rules):
    assert msg.sender == self, "federation: not by proposal"
    notice: uint256 = self._notice(charters._version(charters.head))
    charters._adopt(charter, staticcall FACTORY.pack_rules(rules), rules.tribunal, block.timestamp + notice)


@external
def leave(community_id: uint256):
    """
    @notice Takes a community out after the charter's notice; before a pending amendment that it didn't ratify.
    """
    self._check_steward(community_id)
    head: uint256 = charters.head
    version: uint256 = charters._version(head)
    ended_at: uint256 = charters._pending(head)
    if ended_at == 0 or charters.ratified[version + 1][community_id]:
        ended_at = block.timestamp + self._notice(version)
    members._end(community_id, ended_at, msg.sender)


@external
def ratify(community_id: uint256, version: uint256):
    self._check_steward(community_id)
    assert members._is_member(community_id, block.timestamp), "federation: not a member"
    charters._ratify(version, community_id, msg.sender)


@external
def appoint(community_id: uint256, speaker: address):
    """
    @notice Lets another account propose for a community; by its steward.
    """
    self._check_steward(community_id)
    members._appoint(community_id, speaker)


# --- proposals


@external
@reentrant
def propose(
    community_id: uint256, title: String[160], text: bytes32, calls: DynArray[IFederation.Call, 8]
) -> uint256:
    """
    @notice Opens a proposal; by the speaker or the steward of a member community.
    @dev Needs no lock: it calls nothing that could come back.
    """
    if not members._speaks(community_id, msg.sender):
        self._check_steward(community_id)
        assert members._is_member(community_id, block.timestamp), "federation: not a member"
    assert len(title) != 0, "federation: a proposal needs a title"
    calls_hash: bytes32 = empty(bytes32)
    for i: uint256 in range(len(calls), bound=8):
        calls_hash = proposals._bind(calls_hash, calls[i].target, calls[i].value, keccak256(calls[i].data))
    matter: bytes32 = proposals._matter(text, calls_hash)
    proposal_id: uint256 = proposals._open(keccak256(title), matter, community_id)
    log IFederation.ProposalOpened(
        proposal_id=proposal_id,
        proposer=msg.sender,
        community_id=community_id,
        title=title,
        text=text,
        calls=calls,
    )
    return proposal_id


@external
def withdraw(proposal_id: uint256, title: bytes32, matter: bytes32, proposer: uint256):
    """
    @notice Takes back a proposal before voting starts; by the steward or speaker of the community that made it.
    """
    proposal: uint256 = self._docket(proposal_id, title, matter, proposer)
    if not members._speaks(proposer, msg.sender):
        self._check_steward(proposer)
    assert not proposals._is_flagged(proposal, proposals.WITHDRAWN), "federation: already withdrawn"
    delay: uint256 = (proposals._rules(proposal) >> charter_rules.VOTING_DELAY) & charter_rules.SECONDS
    assert block.timestamp < proposals._opened_at(proposal) + delay, "federation: voting has started"
    proposals._flag(proposal_id, proposal, proposals.WITHDRAWN)
    log IFederation.ProposalWithdrawn(proposal_id=proposal_id, proposer=msg.sender)


@external
@reentrant
def execute(
    proposal_id: uint256,
    title: bytes32,
    text: bytes32,
    proposer: uint256,
    calls: DynArray[IFederation.Call, 8],
):
    """
    @notice Carries out a proposal that was carried, after its delay; by anybody, all of its calls or none.
    @dev Not locked, since its calls come back to `admit`, `expel` and `amend`. It is marked as executed first.
    """
    calls_hash: bytes32 = empty(bytes32)
    for i: uint256 in range(len(calls), bound=8):
        calls_hash = proposals._bind(calls_hash, calls[i].target, calls[i].value, keccak256(calls[i].data))
    proposal: uint256 = self._docket(proposal_id, title, proposals._matter(text, calls_hash), proposer)
    stage: IFederation.Stage = self._proposal(proposal_id, proposal).stage
    assert stage == convert(_EXECUTABLE, IFederation.Stage), "federation: not executable now"
    proposals._flag(proposal_id, proposal, proposals.EXECUTED)
    for i: uint256 in range(len(calls), bound=8):
        raw_call(calls[i].target, calls[i].data, value=calls[i].value)
    log IFederation.ProposalExecuted(proposal_id=proposal_id, actor=msg.sender)


# --- votes of stewards; those of citizens are in the module


@external
def vote_as_steward(proposal_id: uint256, community_id: uint256, choice: uint256):
    self._check_steward(community_id)
    self._check_level(msg.sender)
    tallies._vote_as_steward(proposal_id, community_id, choice)


# --- views


@external
@view
def charter_version() -> uint256:
    return charters._version(charters.head)


@external
@view
def charter(version: uint256) -> IFederation.Charter:
    return charters._charter(version)


@external
@view
def member(community_id: uint256) -> IFederation.Member:
    return members._member(community_id)


@external
@view
def member_in(seat: uint256) -> IFederation.Member:
    return members._member_in(seat)


@external
@view
def is_member(community_id: uint256) -> bool:
    return members._is_member(community_id, block.timestamp)


@external
@view
def proposal_count() -> uint256:
    return charters.head >> 56


@external
@view
def proposal(proposal_id: uint256) -> IFederation.Proposal:
    return self._proposal(proposal_id, proposals._known(proposal_id))


@external
@view
def tally(proposal_id: uint256) -> IFederation.Tally:
    proposal: uint256 = proposals._known(proposal_id)
    return tallies._count(proposal_id, proposals._opened_at(proposal) - 1, proposals._rules(proposal))[0]


@external
@view
def choice_of(proposal_id: uint256, community_id: uint256, place: uint256) -> uint256:
    return ballots._choice(proposal_id, community_id, place)


@external
@view
def steward_choice_of(proposal_id: uint256, community_id: uint256) -> uint256:
    return tallies._steward_choice(proposal_id, community_id)


# --- internal


@internal
@view
def _steward(community_id: uint256) -> address:
    return staticcall COMMUNITIES.steward(community_id)


@internal
@view
def _notice(version: uint256) -> uint256:
    return (charters._rules(version) >> charter_rules.NOTICE) & charter_rules.SECONDS


@internal
@view
def _check_steward(community_id: uint256):
    assert msg.sender == self._steward(community_id), "federation: not the steward"


@internal
@view
def _check_level(steward: address):
    """
    @dev A federation may hold a seat here only from a lower level, so that no chain of federations comes back to
         itself.
    """
    if steward.is_contract:
        assert staticcall FACTORY.level(steward) < self.level, "federation: not of a lower level"


@internal
def _admit(community_id: uint256):
    steward: address = self._steward(community_id)
    assert steward != empty(address), "federation: no such community"
    self._check_level(steward)
    members._admit(community_id, steward)


@internal
@view
def _docket(proposal_id: uint256, title: bytes32, matter: bytes32, proposer: uint256) -> uint256:
    proposal: uint256 = proposals._known(proposal_id)
    proposals._check(proposal, title, matter, proposer)
    return proposal


@internal
@view
def _proposal(proposal_id: uint256, proposal: uint256) -> IFederation.Proposal:
    packed: uint256 = proposals._rules(proposal)
    opened_at: uint256 = proposals._opened_at(proposal)
    is_extended: bool = proposals._is_flagged(proposal, proposals.EXTENDED)
    closes_at: uint256 = charter_rules._closes_at(packed, opened_at, is_extended)
    is_late: bool = False
    is_carried: bool = False
    if block.timestamp >= closes_at - ((packed >> charter_rules.LATE_EXTENSION) & charter_rules.SECONDS):
        is_late, is_carried = tallies._outcome(proposal_id, opened_at - 1, packed)
        if is_late and not is_extended:
            closes_at = charter_rules._closes_at(packed, opened_at, True)
    known: IFederation.Proposal = IFederation.Proposal(
        opened_at=opened_at,
        opens_at=opened_at + ((packed >> charter_rules.VOTING_DELAY) & charter_rules.SECONDS),
        closes_at=closes_at,
        executable_at=charter_rules._executable_at(packed, closes_at),
        expires_at=charter_rules._expires_at(packed, closes_at),
        charter_version=proposals._version(proposal),
        stage=empty(IFederation.Stage),
    )
    known.stage = convert(self._stage(proposal, known, is_carried), IFederation.Stage)
    return known


@internal
@view
def _stage(proposal: uint256, line: IFederation.Proposal, is_carried: bool) -> uint256:
    if proposals._is_flagged(proposal, proposals.WITHDRAWN):
        return _WITHDRAWN
    if proposals._is_flagged(proposal, proposals.EXECUTED):
        return _EXECUTED
    if block.timestamp < line.opens_at:
        return _PENDING
    if block.timestamp < line.closes_at:
        return _OPEN
    if not is_carried:
        return _DEFEATED
    if block.timestamp < line.executable_at:
        return _WAITING
    if block.timestamp < line.expires_at:
        return _EXECUTABLE
    return _EXPIRED
