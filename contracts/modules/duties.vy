# SPDX-License-Identifier: AGPL-3.0-only
# pragma version 0.4.3
# pragma nonreentrancy on
"""
@title Duties: the obligations of plans in force, and each community's record
@license AGPL-3.0-only
@notice One word an obligation, two more for restitution. Being late is written down once, and costs nothing else. Twin:
        symbio/domain/remedies.py.
"""

from ..interfaces import ICommunities
from ..interfaces import IPlans
from ..interfaces import IRemedies


# The values of IRemedies.Progress: 0.4.3 can't name the members of an imported flag in an expression.
DUE: constant(uint256) = 1
ACKNOWLEDGED: constant(uint256) = 2
FULFILLED: constant(uint256) = 4
CONTESTED: constant(uint256) = 8
CONFIRMED: constant(uint256) = 16
RESTITUTION: constant(uint256) = 1
REPAIR: constant(uint256) = 2

NUMBER: constant(uint256) = 2**32 - 1
TIME: constant(uint256) = 2**40 - 1
FLAGS: constant(uint256) = 31
BENEFICIARY: constant(uint256) = 32
DUE_AT: constant(uint256) = 64
UNTIL: constant(uint256) = 104
CASE: constant(uint256) = 144
PROGRESS: constant(uint256) = 208
KIND: constant(uint256) = 213
LATE: constant(uint256) = 1 << 218
STEP: constant(uint256) = ~((FLAGS << PROGRESS) | (TIME << UNTIL))

HALF: constant(uint256) = 2**128 - 1
ADDRESS: constant(uint256) = 2**160 - 1
PART: constant(uint256) = 2**64 - 1
OPEN: constant(uint256) = 64
LATES: constant(uint256) = 128

COMMUNITIES: immutable(ICommunities)

# how many obligations there have been; the first is number 1
count: uint256
# obligation -> obligor 32 | beneficiary 32 | due 40 | until 40 | case 64 | progress 5 | kind 5 | late 1
words: HashMap[uint256, uint256]
# obligation of restitution -> token 160 | split 32
tokens: HashMap[uint256, uint256]
# obligation of restitution -> amount 128 | paid 128
amounts: HashMap[uint256, uint256]
# case -> first obligation 64 | how many 64 | how many aren't confirmed 64
plans: HashMap[uint256, uint256]
# community -> kept 64 | open 64 | ever late 64
records: HashMap[uint256, uint256]


@deploy
def __init__(communities: ICommunities):
    COMMUNITIES = communities


@internal
def _write(case_id: uint256, since: uint256, owed: IPlans.Obligation) -> uint256:
    duty_id: uint256 = self.count + 1
    self.count = duty_id
    self.words[duty_id] = (
        owed.obligor
        | (owed.beneficiary << BENEFICIARY)
        | ((since + owed.term) << DUE_AT)
        | (case_id << CASE)
        | (DUE << PROGRESS)
        | (convert(owed.kind, uint256) << KIND)
    )
    if owed.amount != 0:
        self.tokens[duty_id] = convert(owed.token, uint256) | (owed.split_id << 160)
        self.amounts[duty_id] = owed.amount
    self.records[owed.obligor] += 1 << OPEN
    return duty_id


@internal
@view
def _word(duty_id: uint256) -> uint256:
    word: uint256 = self.words[duty_id]
    assert word != 0, "remedies: no such obligation"
    return word


@internal
@view
def _open_word(duty_id: uint256) -> uint256:
    word: uint256 = self._word(duty_id)
    assert self._progress(word) != CONFIRMED, "remedies: confirmed already"
    return word


@internal
@pure
def _progress(word: uint256) -> uint256:
    return (word >> PROGRESS) & FLAGS


@internal
@pure
def _kind(word: uint256) -> uint256:
    return (word >> KIND) & FLAGS


@internal
@pure
def _due(word: uint256) -> uint256:
    return (word >> DUE_AT) & TIME


@internal
@pure
def _until(word: uint256) -> uint256:
    return (word >> UNTIL) & TIME


@internal
@pure
def _moved(word: uint256, progress: uint256, until: uint256) -> uint256:
    return (word & STEP) | (progress << PROGRESS) | (until << UNTIL)


@internal
@view
def _check_obligor(word: uint256):
    is_obligors: bool = staticcall COMMUNITIES.steward(word & NUMBER) == msg.sender
    assert is_obligors, "remedies: not the obligor's steward"


@internal
@view
def _check_beneficiary(word: uint256):
    """
    @notice Who is also the obligor's steward can't say for the beneficiary that all is well.
    """
    beneficiary: uint256 = (word >> BENEFICIARY) & NUMBER
    is_beneficiarys: bool = staticcall COMMUNITIES.steward(beneficiary) == msg.sender
    assert is_beneficiarys, "remedies: not the beneficiary's steward"
    is_obligors: bool = staticcall COMMUNITIES.steward(word & NUMBER) == msg.sender
    assert not is_obligors, "remedies: obligor confirms itself"


@internal
def _noted(duty_id: uint256, word: uint256) -> uint256:
    """
    @notice Keep on the record that an obligation whose day is over was still to be done.
    """
    is_open: bool = self._progress(word) & (DUE | ACKNOWLEDGED) != 0
    if not is_open or word & LATE != 0 or block.timestamp <= self._due(word):
        return word
    obligor: uint256 = word & NUMBER
    self.records[obligor] += 1 << LATES
    log IRemedies.LatenessNoted(obligation_id=duty_id, actor=msg.sender, obligor=obligor)
    return word | LATE


@internal
def _confirm(duty_id: uint256, word: uint256):
    """
    @notice End an obligation as kept, and its case with the last of them.
    """
    self.words[duty_id] = self._moved(self._noted(duty_id, word), CONFIRMED, 0)
    self.records[word & NUMBER] = self.records[word & NUMBER] + 1 - (1 << OPEN)
    case_id: uint256 = (word >> CASE) & PART
    plan: uint256 = self.plans[case_id] - (1 << 128)
    self.plans[case_id] = plan
    log IRemedies.ObligationConfirmed(obligation_id=duty_id, actor=msg.sender)
    if plan >> 128 == 0:
        log IRemedies.CaseFulfilled(case_id=case_id, actor=msg.sender)


@internal
@view
def _duty(duty_id: uint256) -> IRemedies.Duty:
    word: uint256 = self._word(duty_id)
    token: uint256 = self.tokens[duty_id]
    amounts: uint256 = self.amounts[duty_id]
    return IRemedies.Duty(
        case_id=(word >> CASE) & PART,
        obligor=word & NUMBER,
        beneficiary=(word >> BENEFICIARY) & NUMBER,
        kind=convert(self._kind(word), IPlans.Kind),
        progress=convert(self._progress(word), IRemedies.Progress),
        due=self._due(word),
        until=self._until(word),
        is_late=word & LATE != 0,
        token=convert(token & ADDRESS, address),
        amount=amounts & HALF,
        paid=amounts >> 128,
        split_id=token >> 160,
    )
