# SPDX-License-Identifier: AGPL-3.0-only
# pragma version 0.4.3
# pragma nonreentrancy on
"""
@title Federation
@license AGPL-3.0-only
@notice A federation of communities: its charter, its members, and what they decide by signed ballots of their citizens,
        votes of their stewards, or both. Each federation is a minimal proxy of this template at an address of its own,
        so that it can hold, call and join. Nobody can pause, upgrade or overrule it.
@custom:powers A member's steward can open proposals, vote for their community where the charter says so, and take it out.
               A citizen can vote, once a proposal. Anybody can carry signed ballots and execute what was carried.
               Admission, expulsion, amendments and every payment need a carried proposal and its delay.
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
from .modules import decision
from .modules import members
from .modules import proposals
from .modules import tallies

implements: IFederation
initializes: charters
initializes: members
initializes: proposals[charters := charters]
initializes: tallies[charters := charters, members := members, proposals := proposals]
initializes: ballots[proposals := proposals, tallies := tallies]
exports: (charters.ratified, members.seats)


_MAX_LEVEL: constant(uint256) = 8

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
CHAIN: immutable(uint256)

name: public(String[50])
community_id: public(uint256)
level: public(uint256)
_domain_at_setup: bytes32


@deploy
def __init__(communities: ICommunities):
    """
    @dev Made by Federations from a blueprint; the template itself is never set up, and holds nothing.
    """
    COMMUNITIES = communities
    FACTORY = IFederations(msg.sender)
    CHAIN = chain.id
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
    assert msg.sender == FACTORY.address, "federation: not by the factory"
    assert self.level == 0, "federation: already set up"
    assert len(name) != 0, "federation: no name"
    assert level != 0 and level <= _MAX_LEVEL, "federation: level out of range"
    assert len(founders) != 0, "federation: no founders"
    self.name = name
    self.level = level
    self._domain_at_setup = acts._domain(name)
    charters._adopt(charter, rules, tribunal, block.timestamp)
    for founder: uint256 in founders:
        self._admit(founder)
        charters._ratify(1, founder, self._steward(founder))
    community_id: uint256 = extcall COMMUNITIES.register(kind, "", profile)
    self.community_id = community_id
    log IFederation.FederationFounded(community_id=community_id, federation=self, name=name, level=level)


# --- members


@external
def admit(community_id: uint256):
    assert msg.sender == self, "federation: not by proposal"
    self._admit(community_id)


@external
def expel(community_id: uint256):
    assert msg.sender == self, "federation: not by proposal"
    rules: IFederation.Rules = charters._rules(charters._version(charters.head))
    if rules.tribunal != empty(address):
        is_party: bool = staticcall ICases(rules.tribunal).is_party(community_id)
        assert not is_party, "federation: party to an open case"
    members._end(community_id, block.timestamp + rules.notice, msg.sender)


@external
def amend(charter: bytes32, rules: IFederation.Rules):
    assert msg.sender == self, "federation: not by proposal"
    notice: uint256 = charters._rules(charters._version(charters.head)).notice
    charters._adopt(charter, staticcall FACTORY.pack_rules(rules), rules.tribunal, block.timestamp + notice)


@external
def leave(community_id: uint256):
    """
    @notice Takes a community out after the charter's notice; before a pending amendment that it didn't ratify.
    """
    self._check_steward(community_id)
    head: uint256 = charters.head
    ended_at: uint256 = block.timestamp + charters._rules(charters._version(head)).notice
    amended_at: uint256 = charters._pending(head)
    if amended_at != 0 and not charters.ratified[charters._version(head) + 1][community_id]:
        ended_at = min(ended_at, amended_at)
    members._end(community_id, ended_at, msg.sender)


@external
def ratify(community_id: uint256, version: uint256):
    self._check_steward(community_id)
    assert members._is_member(community_id, block.timestamp), "federation: not a member"
    charters._ratify(version, community_id, msg.sender)


# --- proposals


@external
def propose(
    community_id: uint256, title: String[200], text: bytes32, calls: DynArray[IFederation.Call, 8]
) -> uint256:
    self._check_steward(community_id)
    assert members._is_member(community_id, block.timestamp), "federation: not a member"
    assert len(title) != 0, "federation: a proposal needs a title"
    calls_hash: bytes32 = empty(bytes32)
    for call: IFederation.Call in calls:
        has_data: bool = len(call.data) != 0
        calls_hash = proposals._bind(calls_hash, call.target, call.value, keccak256(call.data), has_data)
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
    @notice Takes back a proposal before voting starts; by the steward of the community that made it.
    """
    proposal: uint256 = self._docket(proposal_id, title, matter, proposer)
    self._check_steward(proposer)
    assert not proposals._is_flagged(proposal, proposals.WITHDRAWN), "federation: already withdrawn"
    rules: IFederation.Rules = charters._rules(proposals._version(proposal))
    opens_at: uint256 = proposals._opened_at(proposal) + rules.voting_delay
    assert block.timestamp < opens_at, "federation: voting has started"
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
    for call: IFederation.Call in calls:
        has_data: bool = len(call.data) != 0
        calls_hash = proposals._bind(calls_hash, call.target, call.value, keccak256(call.data), has_data)
    proposal: uint256 = self._docket(proposal_id, title, proposals._matter(text, calls_hash), proposer)
    stage: IFederation.Stage = self._proposal(proposal_id, proposal).stage
    assert stage == convert(_EXECUTABLE, IFederation.Stage), "federation: not executable now"
    proposals._flag(proposal_id, proposal, proposals.EXECUTED)
    for call: IFederation.Call in calls:
        raw_call(call.target, call.data, value=call.value)
    log IFederation.ProposalExecuted(proposal_id=proposal_id, actor=msg.sender)


# --- ballots


@external
def vote(
    proposal_id: uint256,
    community_id: uint256,
    page: uint256,
    fingerprint: bytes32,
    offset: uint256,
    choice: uint256,
    reason: bytes32,
):
    """
    @notice Votes by the person's own wallet, or changes their vote; until the close.
    """
    place: ballots.Place = ballots.Place(community_id=community_id, page=page, fingerprint=fingerprint, offset=offset)
    ballots._vote(msg.sender, proposal_id, place, choice, reason)


@external
def cast_ballots(
    proposal_id: uint256,
    title: bytes32,
    matter: bytes32,
    proposer: uint256,
    community_id: uint256,
    page: uint256,
    fingerprint: bytes32,
    packed: Bytes[26_400],
    with_reasons: bool,
):
    """
    @notice Counts signed ballots of one page, carried by anybody. Bad ones are skipped and logged, never in the way.
    """
    self._docket(proposal_id, title, matter, proposer)
    ballots._cast(proposal_id, self._domain(), title, community_id, page, fingerprint, packed, with_reasons)


@external
def cast_ballot_by_signature(
    proposal_id: uint256,
    title: bytes32,
    matter: bytes32,
    proposer: uint256,
    community_id: uint256,
    page: uint256,
    fingerprint: bytes32,
    offset: uint256,
    choice: uint256,
    reason: bytes32,
    signature: Bytes[1040],
):
    self._docket(proposal_id, title, matter, proposer)
    place: ballots.Place = ballots.Place(community_id=community_id, page=page, fingerprint=fingerprint, offset=offset)
    digest: bytes32 = empty(bytes32)
    if reason == empty(bytes32):
        digest = acts._ballot(self._domain(), proposal_id, title, choice)
    else:
        digest = acts._reasoned(self._domain(), proposal_id, title, choice, reason)
    ballots._vote_signed(FACTORY, proposal_id, digest, place, choice, reason, signature)


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
    rules: IFederation.Rules = charters._rules(proposals._version(proposal))
    return tallies._count(proposal_id, proposals._opened_at(proposal) - 1, rules, False)


@external
@view
def choice_of(proposal_id: uint256, community_id: uint256, page: uint256, offset: uint256) -> uint256:
    return ballots._choice(proposal_id, community_id, page, offset)


@external
@view
def steward_choice_of(proposal_id: uint256, community_id: uint256) -> uint256:
    return tallies._steward_choice(proposal_id, community_id)


@external
@view
def DOMAIN_SEPARATOR() -> bytes32:
    return self._domain()


@external
@view
def eip712Domain() -> (bytes1, String[50], String[1], uint256, address, bytes32, DynArray[uint256, 1]):
    """
    @notice ERC-5267, so that a wallet can show whose ballot it signs.
    """
    return 0x0f, self.name, "1", chain.id, self, empty(bytes32), []


# --- internal


@internal
@view
def _domain() -> bytes32:
    if chain.id == CHAIN:
        return self._domain_at_setup
    return acts._domain(self.name)


@internal
@view
def _steward(community_id: uint256) -> address:
    return staticcall COMMUNITIES.steward(community_id)


@internal
@view
def _check_steward(community_id: uint256):
    assert msg.sender == self._steward(community_id), "federation: not the steward"


@internal
@view
def _check_level(steward: address):
    """
    @dev A federation may hold a seat here only from a lower level, so that no chain of federations comes back to itself.
    """
    if steward.is_contract:
        assert staticcall FACTORY.level(steward) < self.level, "federation: not of a lower level"


@internal
def _admit(community_id: uint256):
    steward: address = self._steward(community_id)
    assert steward != empty(address), "federation: no such community"
    self._check_level(steward)
    members._admit(community_id)


@internal
@view
def _docket(proposal_id: uint256, title: bytes32, matter: bytes32, proposer: uint256) -> uint256:
    proposal: uint256 = proposals._known(proposal_id)
    proposals._check(proposal, title, matter, proposer)
    return proposal


@internal
@view
def _proposal(proposal_id: uint256, proposal: uint256) -> IFederation.Proposal:
    version: uint256 = proposals._version(proposal)
    rules: IFederation.Rules = charters._rules(version)
    opened_at: uint256 = proposals._opened_at(proposal)
    is_extended: bool = proposals._is_flagged(proposal, proposals.EXTENDED)
    line: proposals.Timeline = proposals._timeline(opened_at, rules, is_extended)
    if not is_extended and tallies._is_late(proposal_id, proposal, rules, line.closes_at):
        line = proposals._timeline(opened_at, rules, True)
    return IFederation.Proposal(
        opened_at=opened_at,
        opens_at=line.opens_at,
        closes_at=line.closes_at,
        executable_at=line.executable_at,
        expires_at=line.expires_at,
        charter_version=version,
        stage=convert(self._stage(proposal_id, proposal, rules, line), IFederation.Stage),
    )


@internal
@view
def _stage(
    proposal_id: uint256, proposal: uint256, rules: IFederation.Rules, line: proposals.Timeline
) -> uint256:
    if proposals._is_flagged(proposal, proposals.WITHDRAWN):
        return _WITHDRAWN
    if proposals._is_flagged(proposal, proposals.EXECUTED):
        return _EXECUTED
    if block.timestamp < line.opens_at:
        return _PENDING
    if block.timestamp < line.closes_at:
        return _OPEN
    moment: uint256 = proposals._opened_at(proposal) - 1
    if not decision._is_carried(rules, tallies._count(proposal_id, moment, rules, False)):
        return _DEFEATED
    if block.timestamp < line.executable_at:
        return _WAITING
    if block.timestamp < line.expires_at:
        return _EXECUTABLE
    return _EXPIRED
