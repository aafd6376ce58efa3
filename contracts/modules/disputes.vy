# SPDX-License-Identifier: AGPL-3.0-only
# pragma version 0.4.3
# pragma nonreentrancy on
"""
@title Disputes about obligations
@license AGPL-3.0-only
@notice A disputed obligation takes part in no round. The dispute ends when whoever raised it withdraws it, when both
        name the same rest, or when the arbiter that both signed rules. Nobody's silence moves money: until then the
        obligation only stays out, and it expires on its day.
"""

from ..interfaces import IArbitrator
from ..interfaces import IObligations
from . import numbers
from . import obligation_book


uses: numbers
uses: obligation_book


CHOICES: constant(uint256) = 101


# what one side has named: remaining 88 | BY_DEBTOR or BY_CREDITOR
_offers: HashMap[uint256, uint256]
# obligation -> the arbiter's number of its dispute, plus 1
_escalated: HashMap[uint256, uint256]
# arbiter -> its number -> obligation
_cases: HashMap[address, HashMap[uint256, uint256]]


@external
def dispute(obligation_id: uint256, claim: bytes32):
    """
    @notice Dispute an obligation: it leaves the graph. By the debtor or the creditor.
    @param claim The sha-256 of what is claimed.
    """
    word: uint256 = obligation_book._known(obligation_id)
    side: uint256 = self._side(word)
    assert word >> obligation_book.STATUS == obligation_book.STANDING, "obligations: obligation is disputed"
    obligation_book.words[obligation_id] = word | (side << obligation_book.STATUS)
    log IObligations.ObligationDisputed(obligation_id=obligation_id, actor=msg.sender, claim=claim)


@external
@payable
def escalate(obligation_id: uint256):
    """
    @notice Take a dispute to the arbiter, at exactly its cost. By the debtor or the creditor.
    """
    word: uint256 = self._disputed(obligation_id)
    self._side(word)
    arbiter: address = obligation_book.arbiters[obligation_id]
    assert arbiter != empty(address), "obligations: no arbiter is named"
    assert self._escalated[obligation_id] == 0, "obligations: escalated already"
    cost: uint256 = staticcall IArbitrator(arbiter).arbitrationCost(b"")
    assert msg.value == cost, "obligations: value isn't the arbiter's cost"
    dispute_id: uint256 = extcall IArbitrator(arbiter).createDispute(CHOICES, b"", value=msg.value)
    assert self._cases[arbiter][dispute_id] == 0, "obligations: the arbiter's number is taken"
    assert dispute_id != max_value(uint256), "obligations: the arbiter's number is taken"
    self._cases[arbiter][dispute_id] = obligation_id
    self._escalated[obligation_id] = dispute_id + 1
    log IObligations.DisputeEscalated(
        obligation_id=obligation_id, actor=msg.sender, arbiter=arbiter, dispute_id=dispute_id
    )


@external
def withdraw_dispute(obligation_id: uint256):
    """
    @notice Withdraw a dispute: the obligation is back as it was. By whoever raised it.
    """
    word: uint256 = self._disputed(obligation_id)
    assert self._side(word) == word >> obligation_book.STATUS, "obligations: raised by the other side"
    self._end(obligation_id, word, word & obligation_book.MOST)
    log IObligations.DisputeWithdrawn(obligation_id=obligation_id, actor=msg.sender)


@external
def settle_dispute(obligation_id: uint256, remaining: uint256):
    """
    @notice Name what stays owed; done when the other side has named the same. By the debtor or the creditor.
    """
    word: uint256 = self._disputed(obligation_id)
    side: uint256 = self._side(word)
    assert remaining <= word & obligation_book.MOST, "obligations: more than is owed"
    offer: uint256 = self._offers[obligation_id]
    if offer == remaining | ((side ^ 3) << 88):
        self._end(obligation_id, word, remaining)
        log IObligations.DisputeSettled(obligation_id=obligation_id, actor=msg.sender, remaining=remaining)
    else:
        self._offers[obligation_id] = remaining | (side << 88)
        log IObligations.SettlementOffered(obligation_id=obligation_id, actor=msg.sender, remaining=remaining)


@external
def rule(dispute_id: uint256, ruling: uint256):
    """
    @notice ERC-792: ruling - 1 percent of what is owed stays owed; 0 leaves it as it was. By the arbiter.
    """
    obligation_id: uint256 = self._cases[msg.sender][dispute_id]
    assert obligation_id != 0, "obligations: no such dispute"
    assert ruling <= CHOICES, "obligations: no such ruling"
    word: uint256 = self._disputed(obligation_id)
    remaining: uint256 = word & obligation_book.MOST
    if ruling != 0:
        remaining = remaining * (ruling - 1) // 100
    self._end(obligation_id, word, remaining)
    log IObligations.DisputeRuled(
        obligation_id=obligation_id, arbiter=msg.sender, dispute_id=dispute_id, ruling=ruling, remaining=remaining
    )


@external
@view
def settlement(obligation_id: uint256) -> (bool, uint256, bool):
    offer: uint256 = self._offers[obligation_id]
    return offer >> 88 == obligation_book.BY_DEBTOR, offer & obligation_book.MOST, offer != 0


@external
@view
def obligation(obligation_id: uint256) -> IObligations.Claim:
    if obligation_id == 0 or obligation_id > obligation_book.obligation_count:
        return empty(IObligations.Claim)
    word: uint256 = obligation_book.words[obligation_id]
    escalated: uint256 = self._escalated[obligation_id]
    dispute_id: uint256 = 0
    if escalated != 0:
        dispute_id = escalated - 1
    return IObligations.Claim(
        debtor=numbers.account[(word >> obligation_book.DEBTOR) & obligation_book.NUMBER],
        creditor=obligation_book._creditor(word),
        currency_id=(word >> obligation_book.CURRENCY) & obligation_book.NUMBER,
        remaining=word & obligation_book.MOST,
        last_day=(word >> obligation_book.EXPIRES) & obligation_book.LAST_DAY,
        status=convert(1 << (word >> obligation_book.STATUS), IObligations.Status),
        arbiter=obligation_book.arbiters[obligation_id],
        dispute_id=dispute_id,
        is_escalated=escalated != 0,
    )


@internal
def _end(obligation_id: uint256, word: uint256, remaining: uint256):
    kept: uint256 = word & ((1 << obligation_book.STATUS) - 1) & ~obligation_book.MOST
    obligation_book.words[obligation_id] = kept | remaining
    self._offers[obligation_id] = 0
    escalated: uint256 = self._escalated[obligation_id]
    if escalated != 0:
        self._escalated[obligation_id] = 0
        self._cases[obligation_book.arbiters[obligation_id]][escalated - 1] = 0


@internal
@view
def _disputed(obligation_id: uint256) -> uint256:
    word: uint256 = obligation_book._known(obligation_id)
    assert word >> obligation_book.STATUS != obligation_book.STANDING, "obligations: obligation isn't disputed"
    return word


@internal
@view
def _side(word: uint256) -> uint256:
    """
    @dev Which side the sender is.
    """
    participant: uint256 = numbers.participant_id[msg.sender]
    if participant != 0 and participant == (word >> obligation_book.DEBTOR) & obligation_book.NUMBER:
        return obligation_book.BY_DEBTOR
    is_creditor: bool = participant != 0 and participant == (word >> obligation_book.CREDITOR) & obligation_book.NUMBER
    assert is_creditor, "obligations: neither debtor nor creditor"
    return obligation_book.BY_CREDITOR
