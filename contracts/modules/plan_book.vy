# SPDX-License-Identifier: AGPL-3.0-only
# pragma version 0.4.3
# pragma nonreentrancy on
"""
@title The plan book: plans that were filed, and who accepts them
@license AGPL-3.0-only
@notice A plan is known by its digest. Who files how many is bounded by role, so that nobody can fill a case with plans
        and keep the others' out. Twin: symbio/domain/plan.py.
"""

from ..interfaces import IPlans
from ..interfaces import ITreasury


MOST_PLANS: constant(uint256) = 16
# Of the plans of one case: all parties together, its mediators, its panel, its juries.
BY_PARTIES: constant(uint256) = 8
BY_MEDIATOR: constant(uint256) = 2
BY_PANEL: constant(uint256) = 3
BY_JURY: constant(uint256) = 3
# Who filed a plan: a party's position from 1, or one of these.
MEDIATOR: constant(uint256) = 9
PANEL: constant(uint256) = 10
JUROR: constant(uint256) = 11

_DAY: constant(uint256) = 86_400
LONGEST: constant(uint256) = 3_650 * _DAY
MOST_OWED: constant(uint256) = 2**128 - 1
RESTITUTION: constant(uint256) = 1      # IPlans.Kind.RESTITUTION
NUMBER: constant(uint256) = 2**32 - 1
DECLINED: constant(uint256) = 128

TREASURY: immutable(ITreasury)

# case -> who filed each plan, 4 bits each
filers: HashMap[uint256, uint256]
# case -> plan -> its digest
digests: HashMap[uint256, HashMap[uint256, bytes32]]
# case -> accepted 128 | rejected 128: one bit for a plan and a party each, plan by plan
answers: HashMap[uint256, uint256]


@deploy
def __init__(treasury: ITreasury):
    assert treasury.address.is_contract, "plans: no treasury"
    TREASURY = treasury


@internal
def _file(case_id: uint256, role: uint256, parties: uint256, plan: IPlans.Plan) -> uint256:
    """
    @return The plan's number.
    """
    filed: uint256 = self.filers[case_id]
    assert self._filed(filed, role) < self._most(role, parties), "plans: no more plans of yours"
    number: uint256 = self._count(filed) + 1
    self.filers[case_id] = filed | (role << (4 * (number - 1)))
    self.digests[case_id][number] = self._digest(keccak256(plan.title), self._matter(plan))
    return number


@internal
@pure
def _filed(filed: uint256, role: uint256) -> uint256:
    """
    @notice How many plans a party, or all of a role, have filed.
    """
    found: uint256 = 0
    for place: uint256 in range(MOST_PLANS):
        if (filed >> (4 * place)) & 15 == role:
            found += 1
    return found


@internal
@pure
def _count(filed: uint256) -> uint256:
    """
    @notice How many plans there are: those before the first place without a filer.
    """
    for place: uint256 in range(MOST_PLANS):
        if filed >> (4 * place) == 0:
            return place
    return MOST_PLANS


@internal
@pure
def _most(role: uint256, parties: uint256) -> uint256:
    if role < MEDIATOR:
        return BY_PARTIES // parties
    if role == MEDIATOR:
        return BY_MEDIATOR
    if role == PANEL:
        return BY_PANEL
    return BY_JURY


@internal
@view
def _check(parties: DynArray[uint256, 8], affected: DynArray[uint256, 8], plan: IPlans.Plan):
    assert len(plan.title) != 0, "plans: a plan needs a title"
    assert len(plan.obligations) != 0, "plans: an empty plan"
    for owed: IPlans.Obligation in plan.obligations:
        assert owed.obligor in parties, "plans: obligor isn't a party"
        is_concerned: bool = owed.beneficiary in parties or owed.beneficiary in affected
        assert is_concerned, "plans: an obligation to nobody"
        assert owed.beneficiary != owed.obligor, "plans: an obligation to oneself"
        kind: uint256 = convert(owed.kind, uint256)
        assert kind != 0 and kind & (kind - 1) == 0, "plans: not one kind"
        assert owed.term >= _DAY and owed.term <= LONGEST, "plans: term out of range"
        if kind == RESTITUTION:
            assert owed.token != empty(address), "plans: restitution without a token"
            assert owed.amount != 0 and owed.amount <= MOST_OWED, "plans: amount out of range"
            # Splits are numbered from 1 and never end.
            has_split: bool = owed.split_id != 0 and owed.split_id <= min(NUMBER, staticcall TREASURY.count())
            assert has_split, "plans: no such split"
        else:
            is_bare: bool = owed.token == empty(address) and owed.amount | owed.split_id == 0
            assert is_bare, "plans: only restitution is money"


@internal
@pure
def _matter(plan: IPlans.Plan) -> bytes32:
    return keccak256(abi_encode(plan.text, plan.obligations))


@internal
@pure
def _digest(title: bytes32, matter: bytes32) -> bytes32:
    return keccak256(concat(title, matter))


@internal
@view
def _existing(case_id: uint256, number: uint256) -> bytes32:
    digest: bytes32 = self.digests[case_id][number]
    assert digest != empty(bytes32), "plans: no such plan"
    return digest


@internal
def _accept(case_id: uint256, number: uint256, position: uint256, parties: uint256) -> bool:
    """
    @return Whether all have accepted it now.
    """
    bit: uint256 = self._bit(number, position)
    answers: uint256 = (self.answers[case_id] | bit) & ~(bit << DECLINED)
    self.answers[case_id] = answers
    all: uint256 = (1 << parties) - 1
    return self._bits(answers, number) & all == all


@internal
def _reject(case_id: uint256, number: uint256, position: uint256):
    bit: uint256 = self._bit(number, position)
    self.answers[case_id] = (self.answers[case_id] | (bit << DECLINED)) & ~bit


@internal
@view
def _has_rejected(case_id: uint256, number: uint256, position: uint256) -> bool:
    return self.answers[case_id] & (self._bit(number, position) << DECLINED) != 0


@internal
@view
def _has_standing(case_id: uint256, position: uint256) -> bool:
    """
    @notice Whether a party has rejected a plan that isn't its own.
    """
    filed: uint256 = self.filers[case_id]
    for place: uint256 in range(MOST_PLANS):
        filer: uint256 = (filed >> (4 * place)) & 15
        if filer == 0:
            break
        if filer != position + 1 and self._has_rejected(case_id, place + 1, position):
            return True
    return False


@internal
@pure
def _bit(number: uint256, position: uint256) -> uint256:
    return 1 << (8 * (number - 1) + position)


@internal
@pure
def _bits(answers: uint256, number: uint256) -> uint256:
    return (answers >> (8 * (number - 1))) & 255
