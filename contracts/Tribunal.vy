# SPDX-License-Identifier: AGPL-3.0-only
# pragma version 0.4.3
# pragma nonreentrancy on
"""
@title Tribunal: conflicts between communities, from mediation to a citizens' jury
@license AGPL-3.0-only
@notice A case climbs three steps: mediation by a third community, arbitration by a panel of the federation, a jury of
        citizens drawn by lot. It goes up by standing, never by a fee; the parties can settle at every moment; and what
        comes out is a plan of obligations, filed in Plans, that Remedies keeps until they are done. Other contracts'
        disputes are ruled on by the same juries (ERC-792).

        | state           | who moves it on, and when                                       | if nobody does          |
        |-----------------|-----------------------------------------------------------------|-------------------------|
        | MEDIATION       | party: escalate from `due`, or once it rejected another's plan  | escalate a week after   |
        | ARBITRATION     | the panel, until it is done                                     | conclude                |
        | APPEALABLE      | party: appeal before `due`                                      | conclude from `due`     |
        | TRIBUNAL        | the jury, until it is done; once more if undecided, three       | conclude                |
        |                 | draws where too few sit                                         |                         |
        | IN_FORCE        | nobody here: Remedies                                           | it stands on the record |
        | SETTLED         | nobody here: Remedies                                           | it stands on the record |
        | MEDIATION_ORDER | all parties, by accepting a plan                                | it is over              |
        | WITHDRAWN       | nobody                                                          | it is over              |
        | RULED           | anybody: execute the ruling if the arbitrable didn't take it    | it can be read for ever |

        In each of the first four, and in MEDIATION_ORDER, all parties accepting one plan settles the case.
@custom:powers A party's steward speaks for it, and for nobody else. The claimant withdraws until a panel is called.
               Panel and jury choose among plans, no more; the mediator only files. A federation sets the rules of later
               cases, of its own members. Anybody may take the steps of the last column. There is no owner.
@custom:exit Holds nothing. Every state but the ends has a step that anybody can take once its time is over.
"""

from .interfaces import IArbitrator
from .interfaces import ICases
from .interfaces import ICommunities
from .interfaces import IEvidence
from .interfaces import IFederations
from .interfaces import IJuries
from .interfaces import IMediation
from .interfaces import IPlans
from .interfaces import IRemedies
from .interfaces import ITreasury
from .interfaces import ITribunal
from .modules import benches
from .modules import case_book
from .modules import case_rules
from .modules import evidence
from .modules import openings
from .modules import rulings
from .modules import sides


implements: ITribunal
implements: ICases
implements: IArbitrator
initializes: case_rules
initializes: sides
initializes: case_book[sides := sides]
initializes: openings[case_book := case_book, case_rules := case_rules, sides := sides]
initializes: benches[case_book := case_book, case_rules := case_rules, sides := sides]
initializes: rulings[benches := benches, case_book := case_book, sides := sides]


GRACE: constant(uint256) = 7 * 86_400
ONGOING: constant(uint256) = 2**(case_book.TRIBUNAL + 1) - 1
# States in which plans are filed and accepted, and evidence is given.
OPEN_TO_PLANS: constant(uint256) = ONGOING | (1 << case_book.MEDIATION_ORDER)
# ERC-792's DisputeStatus.
WAITING: constant(uint256) = 0
SOLVED: constant(uint256) = 2

MEDIATION: immutable(IMediation)
PLANS: immutable(IPlans)
REMEDIES: immutable(IRemedies)


@deploy
def __init__(
    communities: ICommunities,
    federations: IFederations,
    treasury: ITreasury,
    juries: IJuries,
    mediation_blueprint: address,
    plans_blueprint: address,
    remedies_blueprint: address,
):
    case_rules.__init__(federations)
    sides.__init__(communities)
    benches.__init__(juries)
    openings.__init__(juries)
    MEDIATION = IMediation(create_from_blueprint(mediation_blueprint, communities, federations, juries))
    PLANS = IPlans(create_from_blueprint(plans_blueprint, communities, treasury, juries, MEDIATION))
    REMEDIES = IRemedies(create_from_blueprint(remedies_blueprint, communities, treasury, PLANS))


# --- cases


@external
def open(opening: ITribunal.Opening) -> uint256:
    """
    @notice Open a case against other communities. By the claimant's steward.
    @return The case's number.
    """
    return openings._open(opening)


@external
def escalate(case_id: uint256, community_id: uint256):
    """
    @notice Take a case from mediation to arbitration. By a party's steward when mediation is over, or once it
            rejected a plan of somebody else's; by anybody, with 0, a week after mediation is over.
    """
    head: uint256 = case_book._case(case_id)
    assert case_book._state(head) == case_book.MEDIATION, "tribunal: not in mediation"
    due: uint256 = case_book._due(head)
    if community_id == 0:
        assert block.timestamp >= due + GRACE, "tribunal: mediation isn't long over"
    else:
        position: uint256 = sides._seat(case_id, head, community_id)
        may_go_on: bool = block.timestamp >= due or staticcall PLANS.has_standing(case_id, position)
        assert may_go_on, "tribunal: mediation isn't over"
    benches._arbitrate(case_id, head)


@external
def appeal(case_id: uint256, community_id: uint256):
    """
    @notice Take a case from its panel to a jury of citizens. By a party's steward, in time.
    """
    head: uint256 = case_book._case(case_id)
    assert case_book._state(head) == case_book.APPEALABLE, "tribunal: nothing to appeal"
    sides._seat(case_id, head, community_id)
    assert block.timestamp < case_book._due(head), "tribunal: time for an appeal is over"
    case_book.benches[case_id] &= ~(255 << case_book.PLAN)
    benches._try(case_id, head)


@external
def withdraw(case_id: uint256):
    """
    @notice Withdraw a case. By the claimant's steward, while it is in mediation: no bench that was drawn can be shed.
    """
    head: uint256 = case_book._case(case_id)
    assert case_book._state(head) == case_book.MEDIATION, "tribunal: too late to withdraw"
    sides._check_steward(sides._party(case_id, 0))
    case_book._end(case_id, head, case_book.WITHDRAWN, msg.sender)


@external
def conclude(case_id: uint256):
    """
    @notice Take the step that is due: what a bench decided, or what follows where it didn't, or the end of the time
            for an appeal. By anybody.
    """
    head: uint256 = case_book._head(case_id)
    state: uint256 = case_book._state(head)
    if state == case_book.APPEALABLE:
        assert block.timestamp >= case_book._due(head), "tribunal: time for an appeal isn't over"
        case_book._end(case_id, head, case_book.IN_FORCE, msg.sender)
        return
    assert state in [case_book.ARBITRATION, case_book.TRIBUNAL], "tribunal: nothing to conclude"
    if head & case_book.DISPUTE != 0:
        rulings._conclude(case_id, head)
    else:
        benches._conclude(case_id, head, staticcall PLANS.count(case_id))


@external
def settle(case_id: uint256, number: uint256, steward: address):
    """
    @notice End a case by a plan that all parties accepted. By Plans.
    """
    assert msg.sender == PLANS.address, "tribunal: not Plans"
    head: uint256 = case_book._case(case_id)
    assert (OPEN_TO_PLANS >> case_book._state(head)) & 1 == 1, "tribunal: the case is over"
    bench: uint256 = case_book.benches[case_id] & ~(255 << case_book.PLAN)
    case_book.benches[case_id] = bench | (number << case_book.PLAN)
    case_book._end(case_id, head, case_book.SETTLED, steward)


@external
def submit_evidence(case_id: uint256, community_id: uint256, digest: bytes32):
    """
    @notice Log the digest of a piece of evidence (ERC-1497). By the steward of a party or of an affected community, by
            the mediator with 0; on a dispute by anybody. Not on a case that is over.
    """
    head: uint256 = case_book._head(case_id)
    state: uint256 = case_book._state(head)
    assert (OPEN_TO_PLANS >> state) & 1 == 1, "tribunal: the case is over"
    if head & case_book.DISPUTE == 0:
        if community_id == 0:
            assert msg.sender == staticcall MEDIATION.mediator(case_id), "tribunal: not the mediator"
        else:
            is_concerned: bool = community_id in sides._excluded(case_id, head)
            assert is_concerned, "tribunal: not a party"
            sides._check_steward(community_id)
    log ITribunal.EvidenceGiven(
        case_id=case_id,
        actor=msg.sender,
        community_id=community_id,
        state=convert(1 << (state - 1), ITribunal.State),
        digest=digest,
    )
    log IEvidence.Evidence(
        arbitrator=self, evidenceGroupID=case_id, party=msg.sender, evidence=evidence._path(digest)
    )


# --- rules


@external
def set_rules(rules: ITribunal.Rules):
    """
    @notice Set the rules of cases that open from now on. By a federation.
    """
    case_rules._set(rules)


@external
def set_grave(clause: bytes32, is_grave: bool):
    """
    @notice Say whether cases under a clause of the charter are grave. By a federation.
    """
    case_rules._grade(clause, is_grave)


# --- disputes of other contracts


@external
@payable
def createDispute(choices: uint256, extraData: Bytes[1024]) -> uint256:
    """
    @notice Bring a dispute (ERC-792): up to 16 choices are approved like plans, of more the median counts. By anybody.
    @return The dispute's number.
    """
    assert msg.value == 0, "tribunal: it costs nothing"
    return rulings._create(choices, extraData)


@external
def execute_ruling(case_id: uint256):
    """
    @notice Bring a ruling to an arbitrable that didn't take it. By anybody, until it has.
    """
    rulings._execute(case_id, case_book._head(case_id))


@external
@view
@reentrant
def arbitrationCost(extraData: Bytes[1024]) -> uint256:
    return 0


@external
@view
@reentrant
def currentRuling(disputeID: uint256) -> uint256:
    """
    @dev Not locked: an arbitrable may look while it is being told.
    """
    return (case_book.benches[disputeID] >> case_book.RULING) & sides.NUMBER


@external
@view
@reentrant
def disputeStatus(disputeID: uint256) -> uint256:
    """
    @notice ERC-792: 0 waiting, 2 solved. A jury's ruling can't be appealed.
    """
    if case_book._state(case_book._head(disputeID)) == case_book.RULED:
        return SOLVED
    return WAITING


# --- views


@external
@view
def mediation() -> address:
    return MEDIATION.address


@external
@view
def plans() -> address:
    return PLANS.address


@external
@view
def remedies() -> address:
    return REMEDIES.address


@external
@view
def juries() -> address:
    return benches.JURIES.address


@external
@view
def count() -> uint256:
    return case_book.count


@external
@view
def case(case_id: uint256) -> ITribunal.Case:
    head: uint256 = case_book._head(case_id)
    bench: uint256 = case_book.benches[case_id]
    state: uint256 = case_book._state(head)
    opened_at: uint256 = 0
    if state == case_book.MEDIATION:
        opened_at = case_book._due(head) - (benches._rules(head) & case_rules.SPAN)
    if state in [case_book.IN_FORCE, case_book.SETTLED] and staticcall REMEDIES.is_fulfilled(case_id):
        state = case_book.FULFILLED
    return ITribunal.Case(
        state=convert(1 << (state - 1), ITribunal.State),
        federation=case_book._account(head),
        is_dispute=head & case_book.DISPUTE != 0,
        parties=sides._list_parties(case_id, head),
        affected=sides._list_affected(case_id, head),
        season=(head >> case_book.SEASON) & 65_535,
        rules_version=(head >> case_book.VERSION) & case_rules.MOST_VERSIONS,
        target=sides.sides[case_id] & sides.TARGET,
        opened_at=opened_at,
        due=case_book._due(head),
        is_grave=head & case_book.GRAVE != 0,
        jury_id=bench & case_book.JURY,
        draws=(head >> case_book.DRAWS) & 3,
        plan=(bench >> case_book.PLAN) & 255,
        choices=(bench >> case_book.CHOICES) & sides.NUMBER,
        ruling=(bench >> case_book.RULING) & sides.NUMBER,
        is_executed=head & case_book.EXECUTED != 0,
    )


@external
@view
def rules_version(federation: address) -> uint256:
    return case_rules.versions[federation]


@external
@view
def rules(federation: address, version: uint256) -> ITribunal.Rules:
    assert version <= case_rules.versions[federation], "tribunal: no such version"
    return case_rules._unpack(case_rules._word(federation, version))


@external
@view
def is_grave(federation: address, clause: bytes32) -> bool:
    return case_rules.graves[federation][clause]


@external
@view
def plan_in_force(case_id: uint256) -> (uint256, uint256):
    head: uint256 = case_book._head(case_id)
    if case_book._state(head) not in [case_book.IN_FORCE, case_book.SETTLED]:
        return 0, 0
    return (case_book.benches[case_id] >> case_book.PLAN) & 255, case_book._due(head)


@external
@view
def case_about(parties: DynArray[uint256, 8], facts: bytes32) -> uint256:
    return openings._case_about(openings._print(parties, facts))


@external
@view
@reentrant
def is_party(community_id: uint256) -> bool:
    return case_book._is_party(msg.sender, community_id)


@external
@view
@reentrant
def is_party_in(federation: address, community_id: uint256) -> bool:
    return case_book._is_party(federation, community_id)
