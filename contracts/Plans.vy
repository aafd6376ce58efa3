# SPDX-License-Identifier: AGPL-3.0-only
# pragma version 0.4.3
# pragma nonreentrancy on
"""
@title Plans: what could mend it, and who accepts it
@license AGPL-3.0-only
@notice Parties, mediator, panel and jury file plans for the Tribunal's cases. A plan that every party accepts settles
        its case at any moment, whatever bench is sitting; else a bench chooses among those that were filed. Nothing
        of a plan binds anybody before that.
@custom:powers A party's steward files, accepts and rejects for it; the mediator and whoever sits on the present bench
               file. Anybody carries a steward's signed acceptance. There is no owner.
@custom:exit Holds nothing. A party that says nothing accepts nothing; the case goes on without it.
"""

from snekmate.utils import eip712_domain_separator as domain

from .interfaces import ICommunities
from .interfaces import IJuries
from .interfaces import IMediation
from .interfaces import IPlans
from .interfaces import ITreasury
from .interfaces import ITribunal
from .modules import plan_book
from .modules import signatures


implements: IPlans
initializes: domain
exports: domain.eip712Domain
initializes: plan_book


# Values of ITribunal.State and IJuries.Stage: 0.4.3 can't name an imported flag's members in an expression.
ARBITRATION: constant(uint256) = 2
JUDGED: constant(uint256) = 2 | 8
OPEN: constant(uint256) = 1 | 2 | 4 | 8 | 128
BEFORE_VOTES: constant(uint256) = 1 | 2 | 4
_ACCEPTANCE: constant(bytes32) = keccak256(
    "PlanAcceptance(uint256 case,uint256 community,string plan,bytes32 digest,uint256 until)"
)

COMMUNITIES: immutable(ICommunities)
JURIES: immutable(IJuries)
MEDIATION: immutable(IMediation)
TRIBUNAL: immutable(ITribunal)

# jury -> juror -> whether they have filed their plan
_has_filed: HashMap[uint256, HashMap[address, bool]]


@deploy
def __init__(communities: ICommunities, treasury: ITreasury, juries: IJuries, mediation: IMediation):
    domain.__init__("Symbio Plans", "1")
    plan_book.__init__(treasury)
    COMMUNITIES = communities
    JURIES = juries
    MEDIATION = mediation
    TRIBUNAL = ITribunal(msg.sender)


# --- plans


@external
def file_plan(case_id: uint256, community_id: uint256, plan: IPlans.Plan) -> uint256:
    """
    @notice File a plan, which all parties may accept, and a bench choose. By a party's steward, or with 0 by the
            mediator, or by a panel's or jury's member, once each. Nothing is filed once votes are being cast.
    @return The plan's number.
    """
    case: ITribunal.Case = self._open_case(case_id)
    state: uint256 = convert(case.state, uint256)
    if state & JUDGED != 0:
        assert self._stage(case.jury_id) & BEFORE_VOTES != 0, "plans: votes are being cast"
    role: uint256 = plan_book.MEDIATOR
    if community_id != 0:
        role = self._position(case, community_id) + 1
        self._check_steward(community_id)
    elif msg.sender != staticcall MEDIATION.mediator(case_id):
        role = self._bench_role(case.jury_id, state)
    plan_book._check(case.parties, case.affected, plan)
    number: uint256 = plan_book._file(case_id, role, len(case.parties), plan)
    log IPlans.PlanFiled(
        case_id=case_id, actor=msg.sender, number=number, community_id=community_id, plan=plan
    )
    return number


@external
def accept_plan(case_id: uint256, community_id: uint256, number: uint256):
    """
    @notice Accept a plan for a party; once all have, the case is settled. By its steward.
    """
    case: ITribunal.Case = self._open_case(case_id)
    plan_book._existing(case_id, number)
    position: uint256 = self._position(case, community_id)
    self._check_steward(community_id)
    self._accept(case_id, number, community_id, position, len(case.parties), msg.sender)


@external
def accept_plan_by_signature(
    case_id: uint256,
    community_id: uint256,
    number: uint256,
    title: String[80],
    matter: bytes32,
    until: uint256,
    signature: Bytes[1040],
):
    """
    @notice Accept a plan for a party whose steward signed it. By anybody; not if the party rejected it since, and of
            plans with the same words only the first.
    """
    case: ITribunal.Case = self._open_case(case_id)
    digest: bytes32 = plan_book._existing(case_id, number)
    assert plan_book._digest(keccak256(title), matter) == digest, "plans: not this plan's words"
    # Else who took a signature back by a rejection would find it under the same plan filed again.
    assert not self._is_filed_before(case_id, number, digest), "plans: filed before"
    position: uint256 = self._position(case, community_id)
    assert not plan_book._has_rejected(case_id, number, position), "plans: the party rejected it"
    assert block.timestamp <= until, "plans: acceptance has ended"
    steward: address = staticcall COMMUNITIES.steward(community_id)
    words: bytes32 = keccak256(
        abi_encode(_ACCEPTANCE, case_id, community_id, keccak256(title), digest, until)
    )
    message: bytes32 = domain._hash_typed_data_v4(words)
    is_signed: bool = signatures._is_signed_by(steward, message, signature)
    assert is_signed, "plans: not signed by the steward"
    self._accept(case_id, number, community_id, position, len(case.parties), steward)


@external
def reject_plan(case_id: uint256, community_id: uint256, number: uint256):
    """
    @notice Reject a plan for a party, or take its acceptance back. By its steward.
    """
    case: ITribunal.Case = self._open_case(case_id)
    plan_book._existing(case_id, number)
    position: uint256 = self._position(case, community_id)
    self._check_steward(community_id)
    plan_book._reject(case_id, number, position)
    log IPlans.PlanRejected(
        case_id=case_id, steward=msg.sender, number=number, community_id=community_id
    )


# --- views


@external
@view
def tribunal() -> address:
    return TRIBUNAL.address


@external
@view
def count(case_id: uint256) -> uint256:
    return plan_book._count(plan_book.filers[case_id])


@external
@view
def filer(case_id: uint256, number: uint256) -> uint256:
    plan_book._existing(case_id, number)
    return (plan_book.filers[case_id] >> (4 * (number - 1))) & 15


@external
@view
def plan(case_id: uint256, number: uint256) -> bytes32:
    return plan_book._existing(case_id, number)


@external
@pure
def plan_digest(plan: IPlans.Plan) -> bytes32:
    return plan_book._digest(keccak256(plan.title), plan_book._matter(plan))


@external
@view
def answers(case_id: uint256, number: uint256) -> (uint256, uint256):
    plan_book._existing(case_id, number)
    answers: uint256 = plan_book.answers[case_id]
    return plan_book._bits(answers, number), plan_book._bits(answers >> plan_book.DECLINED, number)


@external
@view
def has_standing(case_id: uint256, position: uint256) -> bool:
    return plan_book._has_standing(case_id, position)


@external
@view
def DOMAIN_SEPARATOR() -> bytes32:
    return domain._domain_separator_v4()


# --- plans


@internal
@view
def _open_case(case_id: uint256) -> ITribunal.Case:
    case: ITribunal.Case = staticcall TRIBUNAL.case(case_id)
    assert not case.is_dispute, "plans: a dispute, not a case"
    assert convert(case.state, uint256) & OPEN != 0, "plans: the case is over"
    return case


@internal
@view
def _check_steward(community_id: uint256):
    is_steward: bool = staticcall COMMUNITIES.steward(community_id) == msg.sender
    assert is_steward, "plans: not the steward"


@internal
@pure
def _position(case: ITribunal.Case, community_id: uint256) -> uint256:
    """
    @notice Where a community stands among the parties.
    """
    position: uint256 = 0
    for party_id: uint256 in case.parties:
        if party_id == community_id:
            return position
        position += 1
    raise "plans: not a party"


@internal
@view
def _is_filed_before(case_id: uint256, number: uint256, digest: bytes32) -> bool:
    """
    @notice Whether an earlier plan of the case has the same words.
    """
    for earlier: uint256 in range(1, number, bound=plan_book.MOST_PLANS):
        if plan_book.digests[case_id][earlier] == digest:
            return True
    return False


@internal
@view
def _stage(jury_id: uint256) -> uint256:
    stage: IJuries.Stage = empty(IJuries.Stage)
    option: uint256 = 0
    approvals: uint256 = 0
    revealed: uint256 = 0
    seated: uint256 = 0
    stage, option, approvals, revealed, seated = staticcall JURIES.outcome(jury_id)
    return convert(stage, uint256)


@internal
def _bench_role(jury_id: uint256, state: uint256) -> uint256:
    """
    @notice Panel or jury, where the sender sits on the present one and hasn't filed yet.
    """
    assert state & JUDGED != 0, "plans: not the mediator"
    juror: IJuries.Juror = staticcall JURIES.juror(jury_id, msg.sender)
    assert juror.is_seated and not juror.is_recused, "plans: neither mediator nor juror"
    assert not self._has_filed[jury_id][msg.sender], "plans: no more plans of yours"
    self._has_filed[jury_id][msg.sender] = True
    if state == ARBITRATION:
        return plan_book.PANEL
    return plan_book.JUROR


@internal
def _accept(
    case_id: uint256,
    number: uint256,
    community_id: uint256,
    position: uint256,
    parties: uint256,
    steward: address,
):
    is_settled: bool = plan_book._accept(case_id, number, position, parties)
    log IPlans.PlanAccepted(
        case_id=case_id, steward=steward, number=number, community_id=community_id
    )
    if is_settled:
        extcall TRIBUNAL.settle(case_id, number, steward)
