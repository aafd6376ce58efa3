# SPDX-License-Identifier: AGPL-3.0-only
# pragma version 0.4.3
# pragma nonreentrancy on
"""
@title Votes: hidden until all are given, then counted
@license AGPL-3.0-only
@notice A commitment is bound to all that it is about, so a copy of it is worth nothing to another juror. Who doesn't
        reveal abstains. Twin: symbio/domain/juries.py.
"""

from snekmate.utils import eip712_domain_separator as domain

from . import jury_book
from ..interfaces import IJuries


uses: domain
uses: jury_book


MOST_APPROVED: constant(uint256) = 16
NUMBERS_A_WORD: constant(uint256) = 8
MOST_SEATS: constant(uint256) = 60

VOTE: constant(bytes32) = keccak256(
    "Vote(uint256 chain,address at,uint256 jury,uint256 round,uint256 seat,address juror,uint256 choice,bytes32 salt)"
)
COMMITMENT: constant(bytes32) = keccak256(
    "HiddenVote(string statement,uint256 jury,uint256 round,address juror,bytes32 commitment,bytes32 replaces)"
)
STATEMENT: constant(bytes32) = keccak256("This is my hidden vote on this jury. I will reveal it when all have voted.")


# jury -> account -> what it committed last
commitments: HashMap[uint256, HashMap[address, bytes32]]
# jury -> round << 8 | word -> eight numbers, 32 bits each, in the order in which they were revealed
numbers: HashMap[uint256, HashMap[uint256, uint256]]


@internal
def _commit(jury_id: uint256, juror: address, commitment: bytes32):
    clock: uint256 = jury_book._clock(jury_id)
    assert jury_book._phase(clock) == jury_book.COMMITTING, "juries: not the time to commit"
    word: uint256 = jury_book._sitting(jury_id, juror)
    round: uint256 = jury_book._round(clock)
    assert (word >> jury_book.VOID) & 3 != round, "juries: the vote is void"
    assert commitment != empty(bytes32), "juries: nothing committed"
    self.commitments[jury_id][juror] = commitment
    log IJuries.VoteCommitted(jury_id=jury_id, juror=juror, round=round, commitment=commitment)


@internal
def _report(jury_id: uint256, juror: address, choice: uint256, salt: bytes32):
    clock: uint256 = jury_book._clock(jury_id)
    assert jury_book._phase(clock) == jury_book.COMMITTING, "juries: not the time to report"
    word: uint256 = jury_book._sitting(jury_id, juror)
    round: uint256 = jury_book._round(clock)
    assert (word >> jury_book.VOID) & 3 != round, "juries: the vote is void"
    self._require_preimage(jury_id, clock, word, juror, choice, salt)
    jury_book.jurors[jury_id][juror] = (word & ~(3 << jury_book.VOID)) | (round << jury_book.VOID)
    log IJuries.LeakReported(jury_id=jury_id, actor=msg.sender, juror=juror, round=round, choice=choice)


@internal
def _reveal(jury_id: uint256, juror: address, choice: uint256, salt: bytes32):
    clock: uint256 = jury_book._clock(jury_id)
    assert jury_book._phase(clock) == jury_book.REVEALING, "juries: not the time to reveal"
    word: uint256 = jury_book._sitting(jury_id, juror)
    round: uint256 = jury_book._round(clock)
    assert (word >> jury_book.VOID) & 3 != round, "juries: the vote is void"
    assert (word >> jury_book.REVEALED) & 3 != round, "juries: revealed already"
    self._require_preimage(jury_id, clock, word, juror, choice, salt)
    counts: uint256 = jury_book.counts[jury_id][0] + (1 << jury_book.REVEALS)
    options: uint256 = jury_book.courts[jury_id] >> 160
    if options <= MOST_APPROVED:
        assert choice >> options == 0, "juries: no such choice"
        for i: uint256 in range(options, bound=MOST_APPROVED):
            counts += ((choice >> i) & 1) << (jury_book.APPROVALS + 6 * i)
    else:
        assert choice <= options, "juries: no such choice"
        if choice != 0:
            place: uint256 = (counts >> jury_book.APPROVALS) & jury_book.FEW
            bit: uint256 = 32 * (place % NUMBERS_A_WORD)
            self.numbers[jury_id][(round << 8) | (place // NUMBERS_A_WORD)] |= choice << bit
            counts += 1 << jury_book.APPROVALS
    jury_book.counts[jury_id][0] = counts
    kept: uint256 = ~((3 << jury_book.REVEALED) | (jury_book.CHOICE << jury_book.CHOSEN))
    jury_book.jurors[jury_id][juror] = (
        (word & kept) | (round << jury_book.REVEALED) | (choice << jury_book.CHOSEN)
    )
    log IJuries.VoteRevealed(jury_id=jury_id, juror=juror, round=round, choice=choice)


@internal
def _reconvene(jury_id: uint256):
    clock: uint256 = jury_book._clock(jury_id)
    court: address = convert(jury_book.courts[jury_id] & jury_book.ADDRESS, address)
    assert msg.sender == court, "juries: not the court"
    assert self._may_reconvene(jury_id, clock), "juries: can't be reconvened"
    clock &= ~(jury_book.TIME << jury_book.BEGAN)
    jury_book.clocks[jury_id] = clock | (block.timestamp << jury_book.BEGAN) | jury_book.SECOND_ROUND
    jury_book.counts[jury_id][0] &= jury_book.SEATS_TAKEN
    log IJuries.JuryReconvened(jury_id=jury_id, court=msg.sender)


@internal
@view
def _require_preimage(
    jury_id: uint256, clock: uint256, word: uint256, juror: address, choice: uint256, salt: bytes32
):
    committed: bytes32 = self.commitments[jury_id][juror]
    expected: bytes32 = self._commitment(jury_id, jury_book._round(clock), (word & 255) - 1, juror, choice, salt)
    assert committed == expected, "juries: not what was committed"


@internal
@view
def _commitment(
    jury_id: uint256, round: uint256, seat: uint256, juror: address, choice: uint256, salt: bytes32
) -> bytes32:
    return keccak256(abi_encode(VOTE, chain.id, self, jury_id, round, seat, juror, choice, salt))


@internal
@view
def _message(jury_id: uint256, juror: address, commitment: bytes32) -> bytes32:
    """
    @notice What a juror signs. It names what it replaces, so that nobody can bring back what was replaced.
    """
    round: uint256 = jury_book._round(jury_book.clocks[jury_id])
    replaces: bytes32 = self.commitments[jury_id][juror]
    return domain._hash_typed_data_v4(
        keccak256(abi_encode(COMMITMENT, STATEMENT, jury_id, round, juror, commitment, replaces))
    )


# --- the count


@internal
@view
def _result(jury_id: uint256, clock: uint256) -> (uint256, uint256):
    """
    @notice What the votes of this round decide, once they are in: with two thirds of the seats revealed, what two
            thirds of those approve most, or the lower median of the numbers that two thirds of them named.
    @return The option, 0 where nothing is decided, and who approved it.
    """
    counts: uint256 = jury_book.counts[jury_id][0]
    revealed: uint256 = (counts >> jury_book.REVEALS) & jury_book.FEW
    if not jury_book._is_enough(revealed, clock):
        return 0, 0
    option: uint256 = 0
    approvals: uint256 = 0
    options: uint256 = jury_book.courts[jury_id] >> 160
    if options > MOST_APPROVED:
        approvals = (counts >> jury_book.APPROVALS) & jury_book.FEW
        if approvals != 0:
            option = self._median(jury_id, jury_book._round(clock), approvals)
    else:
        for i: uint256 in range(options, bound=MOST_APPROVED):
            approving: uint256 = (counts >> (jury_book.APPROVALS + 6 * i)) & jury_book.FEW
            if approving > approvals:
                approvals = approving
                option = i + 1
    if 3 * approvals < 2 * revealed:
        return 0, 0
    return option, approvals


@internal
@view
def _median(jury_id: uint256, round: uint256, named: uint256) -> uint256:
    sorted: DynArray[uint256, MOST_SEATS] = []
    word: uint256 = 0
    for i: uint256 in range(named, bound=MOST_SEATS):
        if i % NUMBERS_A_WORD == 0:
            word = self.numbers[jury_id][(round << 8) | (i // NUMBERS_A_WORD)]
        number: uint256 = (word >> (32 * (i % NUMBERS_A_WORD))) & jury_book.CHOICE
        place: uint256 = i
        sorted.append(number)
        for _: uint256 in range(MOST_SEATS):
            if place == 0 or sorted[place - 1] <= number:
                break
            sorted[place] = sorted[place - 1]
            place -= 1
        sorted[place] = number
    return sorted[(named - 1) // 2]


@internal
@view
def _may_reconvene(jury_id: uint256, clock: uint256) -> bool:
    if jury_book._phase(clock) != jury_book.COUNTED or jury_book._round(clock) == 2:
        return False
    if block.timestamp > self._counted_at(clock) + jury_book.RECONVENING:
        return False
    return self._result(jury_id, clock)[0] == 0


@internal
@view
def _is_over(jury_id: uint256, clock: uint256, stage: uint256) -> bool:
    if stage == jury_book.UNDECIDED:
        return not self._may_reconvene(jury_id, clock)
    return stage in [jury_book.DECIDED, jury_book.FAILED]


@internal
@pure
def _counted_at(clock: uint256) -> uint256:
    windows: uint256 = ((clock >> 24) & jury_book.SPAN) + ((clock >> 48) & jury_book.SPAN)
    return jury_book._began(clock) + windows + ((clock >> 72) & jury_book.SPAN)
