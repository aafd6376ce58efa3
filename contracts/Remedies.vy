# SPDX-License-Identifier: AGPL-3.0-only
# pragma version 0.4.3
# pragma nonreentrancy on
"""
@title Remedies: what was promised, until it is done
@license AGPL-3.0-only
@notice Plans that the Tribunal put in force are kept here, obligation by obligation. Nobody is punished for being
        late: it stands on the record, and the two who are concerned look for what mends it.

        | progress     | who moves it on, and when                                        | if nobody does           |
        |--------------|------------------------------------------------------------------|--------------------------|
        | DUE          | obligor: acknowledge, fulfil; anybody: pay; either: call a       | it stands on the record, |
        |              | circle when overdue                                              | and anybody notes it late|
        | ACKNOWLEDGED | the same                                                         | the same                 |
        | FULFILLED    | beneficiary: confirm, contest in 14 days                         | confirm by silence       |
        | CONTESTED    | both: agree; obligor: fulfil, pay; either: another circle after  | it stands on the record  |
        |              | its 30 days                                                      |                          |
        | CONFIRMED    | nobody                                                           | it is done               |

        The beneficiary may confirm, and both may agree, at every moment.
@custom:powers The obligor's steward says that something is done, the beneficiary's whether it is; both together change
               what is owed. Anybody may pay for another. The Tribunal's decisions are the only plans. There is no
               owner.
@custom:exit Holds nothing: restitution passes into the Treasury. Obligations go on whatever federation one leaves.
"""

from .interfaces import ICommunities
from .interfaces import IPlans
from .interfaces import IRemedies
from .interfaces import ITreasury
from .interfaces import ITribunal
from .modules import duties
from .modules import restitution


implements: IRemedies
initializes: duties
initializes: restitution[duties := duties]


SILENCE: constant(uint256) = 14 * 86_400
CIRCLE: constant(uint256) = 30 * 86_400
LONGEST: constant(uint256) = 3_650 * 86_400
# The values of IRemedies.Outcome: 0.4.3 can't name the members of an imported flag in an expression.
EXTEND: constant(uint256) = 1
REPLACE: constant(uint256) = 2
CONFIRM: constant(uint256) = 4

PLANS: immutable(IPlans)
TRIBUNAL: immutable(ITribunal)

# obligation -> by the obligor -> what it named, bound to how the obligation stood
_named: HashMap[uint256, HashMap[bool, bytes32]]
# obligation -> by the obligor -> how the obligation stood
_stood: HashMap[uint256, HashMap[bool, uint256]]


@deploy
def __init__(communities: ICommunities, treasury: ITreasury, plans: IPlans):
    PLANS = plans
    TRIBUNAL = ITribunal(msg.sender)
    duties.__init__(communities)
    restitution.__init__(treasury)


@external
def adopt(case_id: uint256, plan: IPlans.Plan) -> uint256:
    """
    @notice Write down a plan that the Tribunal put in force. By anybody, once.
    @return The number of its first obligation.
    """
    assert duties.plans[case_id] == 0, "remedies: adopted already"
    number: uint256 = 0
    since: uint256 = 0
    number, since = staticcall TRIBUNAL.plan_in_force(case_id)
    assert number != 0, "remedies: no plan is in force"
    digest: bytes32 = staticcall PLANS.plan(case_id, number)
    assert staticcall PLANS.plan_digest(plan) == digest, "remedies: not the plan in force"
    first: uint256 = duties.count + 1
    for owed: IPlans.Obligation in plan.obligations:
        duties._write(case_id, since, owed)
    many: uint256 = len(plan.obligations)
    duties.plans[case_id] = first | (many << 64) | (many << 128)
    log IRemedies.PlanAdopted(
        case_id=case_id, actor=msg.sender, first=first, obligations=plan.obligations, since=since
    )
    return first


@external
def acknowledge(obligation_id: uint256):
    """
    @notice Say that one knows what is owed. By the obligor's steward.
    """
    word: uint256 = duties._open_word(obligation_id)
    duties._check_obligor(word)
    assert duties._progress(word) == duties.DUE, "remedies: acknowledged already"
    duties.words[obligation_id] = duties._moved(word, duties.ACKNOWLEDGED, 0)
    log IRemedies.ObligationAcknowledged(obligation_id=obligation_id, steward=msg.sender)


@external
def fulfil(obligation_id: uint256, evidence: bytes32):
    """
    @notice Say that it is done, and what shows it; the beneficiary has 14 days to contest. By the obligor's steward.
    """
    word: uint256 = duties._open_word(obligation_id)
    duties._check_obligor(word)
    assert duties._kind(word) != duties.RESTITUTION, "remedies: restitution is paid"
    assert duties._progress(word) != duties.FULFILLED, "remedies: said already"
    assert evidence != empty(bytes32), "remedies: no evidence"
    until: uint256 = block.timestamp + SILENCE
    duties.words[obligation_id] = duties._moved(duties._noted(obligation_id, word), duties.FULFILLED, until)
    log IRemedies.ObligationFulfilled(
        obligation_id=obligation_id, steward=msg.sender, evidence=evidence, until=until
    )


@external
@payable
def pay(obligation_id: uint256, amount: uint256) -> uint256:
    """
    @notice Pay restitution, or a part of it, into the beneficiary's split; the last payment confirms it. By anybody.
    @return What was credited.
    """
    return restitution._pay(obligation_id, duties._open_word(obligation_id), amount)


@external
def confirm(obligation_id: uint256):
    """
    @notice Say that what is owed is done, or need not be. By the beneficiary's steward.
    """
    word: uint256 = duties._open_word(obligation_id)
    duties._check_beneficiary(word)
    duties._confirm(obligation_id, word)


@external
def confirm_by_silence(obligation_id: uint256):
    """
    @notice Confirm what the beneficiary didn't contest in time. By anybody.
    """
    word: uint256 = duties._open_word(obligation_id)
    assert duties._progress(word) == duties.FULFILLED, "remedies: nobody says it is done"
    assert block.timestamp >= duties._until(word), "remedies: time to contest isn't over"
    duties._confirm(obligation_id, word)


@external
def contest(obligation_id: uint256, reason: bytes32):
    """
    @notice Say that it isn't done, in time; a circle begins. By the beneficiary's steward.
    """
    word: uint256 = duties._open_word(obligation_id)
    duties._check_beneficiary(word)
    assert duties._progress(word) == duties.FULFILLED, "remedies: nobody says it is done"
    assert block.timestamp < duties._until(word), "remedies: time to contest is over"
    until: uint256 = block.timestamp + CIRCLE
    duties.words[obligation_id] = duties._moved(word, duties.CONTESTED, until)
    log IRemedies.ObligationContested(
        obligation_id=obligation_id, steward=msg.sender, reason=reason, until=until
    )


@external
def call_circle(obligation_id: uint256):
    """
    @notice Call the two to a circle about what is overdue, or whose last circle came to nothing. By either's steward.
    """
    word: uint256 = duties._open_word(obligation_id)
    self._check_either(word)
    progress: uint256 = duties._progress(word)
    if progress == duties.CONTESTED:
        assert block.timestamp >= duties._until(word), "remedies: a circle is sitting"
    else:
        assert progress != duties.FULFILLED, "remedies: confirm or contest it"
        assert block.timestamp > duties._due(word), "remedies: not overdue"
    until: uint256 = block.timestamp + CIRCLE
    duties.words[obligation_id] = duties._moved(duties._noted(obligation_id, word), duties.CONTESTED, until)
    log IRemedies.CircleCalled(obligation_id=obligation_id, steward=msg.sender, until=until)


@external
def agree(
    obligation_id: uint256, by_obligor: bool, outcome: IRemedies.Outcome, due: uint256, description: bytes32
):
    """
    @notice Name an outcome; it is done when the other side has named the same, and nothing happened between. By
            either's steward.
    """
    word: uint256 = duties._open_word(obligation_id)
    if by_obligor:
        duties._check_obligor(word)
    else:
        duties._check_beneficiary(word)
    self._check_outcome(convert(outcome, uint256), due, description)
    named: bytes32 = keccak256(abi_encode(outcome, due, description))
    self._named[obligation_id][by_obligor] = named
    self._stood[obligation_id][by_obligor] = word
    log IRemedies.OutcomeNamed(
        obligation_id=obligation_id,
        steward=msg.sender,
        is_obligor=by_obligor,
        outcome=outcome,
        due=due,
        description=description,
    )
    if self._current(obligation_id, not by_obligor, word) == named:
        self._apply(obligation_id, word, outcome, due, description)


@external
def note_late(obligation_id: uint256):
    """
    @notice Keep it on the obligor's record that an obligation is overdue. By anybody.
    """
    word: uint256 = duties._open_word(obligation_id)
    noted: uint256 = duties._noted(obligation_id, word)
    assert noted != word, "remedies: not newly late"
    duties.words[obligation_id] = noted


# --- views


@external
@view
def tribunal() -> address:
    return TRIBUNAL.address


@external
@view
def count() -> uint256:
    return duties.count


@external
@view
def duty(obligation_id: uint256) -> IRemedies.Duty:
    return duties._duty(obligation_id)


@external
@view
def obligations(case_id: uint256) -> (uint256, uint256, uint256):
    plan: uint256 = duties.plans[case_id]
    return plan & duties.PART, (plan >> 64) & duties.PART, plan >> 128


@external
@view
def is_fulfilled(case_id: uint256) -> bool:
    plan: uint256 = duties.plans[case_id]
    return plan != 0 and plan >> 128 == 0


@external
@view
def record(community_id: uint256) -> (uint256, uint256, uint256):
    figures: uint256 = duties.records[community_id]
    return figures & duties.PART, (figures >> duties.OPEN) & duties.PART, figures >> duties.LATES


@external
@view
def named(obligation_id: uint256, by_obligor: bool) -> bytes32:
    return self._current(obligation_id, by_obligor, duties._word(obligation_id))


# --- circles


@internal
@view
def _check_either(word: uint256):
    obligor: address = staticcall duties.COMMUNITIES.steward(word & duties.NUMBER)
    if msg.sender != obligor:
        duties._check_beneficiary(word)


@internal
@view
def _check_outcome(outcome: uint256, due: uint256, description: bytes32):
    assert outcome in [EXTEND, REPLACE, CONFIRM], "remedies: not one outcome"
    if outcome == CONFIRM:
        assert due == 0, "remedies: no day for what is done"
    else:
        is_ahead: bool = due > block.timestamp and due <= block.timestamp + LONGEST
        assert is_ahead, "remedies: day out of range"
    has_words: bool = description != empty(bytes32)
    assert has_words == (outcome == REPLACE), "remedies: words where none belong"


@internal
@view
def _current(obligation_id: uint256, by_obligor: bool, word: uint256) -> bytes32:
    if self._stood[obligation_id][by_obligor] != word:
        return empty(bytes32)
    return self._named[obligation_id][by_obligor]


@internal
def _apply(
    obligation_id: uint256, known: uint256, outcome: IRemedies.Outcome, due: uint256, description: bytes32
):
    log IRemedies.ObligationChanged(
        obligation_id=obligation_id,
        steward=msg.sender,
        outcome=outcome,
        due=due,
        description=description,
    )
    agreed: uint256 = convert(outcome, uint256)
    if agreed == CONFIRM:
        duties._confirm(obligation_id, known)
        return
    word: uint256 = duties._moved(duties._noted(obligation_id, known), duties.ACKNOWLEDGED, 0)
    word = (word & ~(duties.TIME << duties.DUE_AT)) | (due << duties.DUE_AT)
    if agreed == REPLACE and duties._kind(word) == duties.RESTITUTION:
        word = word ^ ((duties.RESTITUTION | duties.REPAIR) << duties.KIND)
    duties.words[obligation_id] = word
