# SPDX-License-Identifier: AGPL-3.0-only
# pragma version 0.4.3
# pragma nonreentrancy on
"""
@title Obligations: who owes whom what, signed by both
@license AGPL-3.0-only
@notice One word each. It shrinks by payments that the creditor acknowledges, by set-off and by the end of a dispute,
        and never grows; the creditor changes by consent of all three. Who owes never changes.
"""

from snekmate.utils import eip712_domain_separator as eip712

from ..interfaces import IObligations
from . import nonces
from . import numbers
from . import signatures


uses: eip712
uses: nonces
uses: numbers


DAY: constant(uint256) = 86_400
MOST: constant(uint256) = 2**88 - 1
NUMBER: constant(uint256) = 2**32 - 1
LAST_DAY: constant(uint256) = 2**16 - 1
MAX_OBLIGATIONS: constant(uint256) = 2**40

# Where the parts of a word begin.
DEBTOR: constant(uint256) = 88
CREDITOR: constant(uint256) = 120
CURRENCY: constant(uint256) = 152
EXPIRES: constant(uint256) = 184
STATUS: constant(uint256) = 200

STANDING: constant(uint256) = 0
BY_DEBTOR: constant(uint256) = 1
BY_CREDITOR: constant(uint256) = 2

_OBLIGATION: constant(bytes32) = keccak256(
    "Obligation(address debtor,address creditor,string currency,uint256 amount,uint256 due,uint256 expires,"
    "string reference,address arbiter,uint256 nonce)"
)
_PAYMENT: constant(bytes32) = keccak256("Payment(address creditor,uint256 obligation,uint256 amount,uint256 nonce)")
_ASSIGNMENT: constant(bytes32) = keccak256(
    "Assignment(address debtor,address creditor,address successor,uint256 obligation,uint256 remaining,"
    "uint256 until,uint256 nonce)"
)


obligation_count: public(uint256)
# obligation -> remaining 88 | debtor 32 | creditor 32 | currency 32 | last day 16 | status 8
# An array, as a mapping would hash a number for each flow twice.
words: uint256[MAX_OBLIGATIONS]
# Written only where one is named.
arbiters: HashMap[uint256, address]


@internal
def _register(
    obligation: IObligations.Obligation, debtor_signature: Bytes[1040], creditor_signature: Bytes[1040]
) -> uint256:
    assert obligation.debtor != obligation.creditor, "obligations: a debtor can't owe itself"
    assert obligation.amount != 0 and obligation.amount <= MOST, "obligations: amount out of range"
    last_day: uint256 = obligation.expires // DAY
    assert last_day >= block.timestamp // DAY, "obligations: obligation has expired"
    assert last_day <= LAST_DAY, "obligations: expires too late"
    nonces._use(obligation.debtor, obligation.nonce)
    digest: bytes32 = self._digest(obligation)
    is_signed: bool = nonces._has_signed(obligation.debtor, digest, debtor_signature)
    assert is_signed, "obligations: not signed by the debtor"
    is_signed = nonces._has_signed(obligation.creditor, digest, creditor_signature)
    assert is_signed, "obligations: not signed by the creditor"
    debtor: uint256 = numbers._participant(obligation.debtor)
    creditor: uint256 = numbers._participant(obligation.creditor)
    currency: uint256 = numbers._currency(obligation.currency)
    obligation_id: uint256 = self.obligation_count + 1
    self.obligation_count = obligation_id
    self.words[obligation_id] = (
        obligation.amount
        | (debtor << DEBTOR)
        | (creditor << CREDITOR)
        | (currency << CURRENCY)
        | (last_day << EXPIRES)
    )
    if obligation.arbiter != empty(address):
        self.arbiters[obligation_id] = obligation.arbiter
    log IObligations.ObligationRegistered(
        obligation_id=obligation_id,
        debtor=obligation.debtor,
        creditor=obligation.creditor,
        currency=obligation.currency,
        amount=obligation.amount,
        due=obligation.due,
        expires=obligation.expires,
        reference=obligation.reference,
        arbiter=obligation.arbiter,
        nonce=obligation.nonce,
    )
    return obligation_id


@internal
def _acknowledge(obligation_id: uint256, amount: uint256, creditor: address):
    """
    @dev The caller has made sure that it is the creditor's word.
    """
    word: uint256 = self._known(obligation_id)
    assert amount != 0, "obligations: amount out of range"
    assert amount <= word & MOST, "obligations: payment exceeds what is owed"
    self.words[obligation_id] = word - amount
    log IObligations.PaymentAcknowledged(
        obligation_id=obligation_id, creditor=creditor, amount=amount, remaining=(word & MOST) - amount
    )


@internal
def _acknowledge_by_signature(obligation_id: uint256, amount: uint256, nonce: uint256, signature: Bytes[1040]):
    creditor: address = self._creditor(self._known(obligation_id))
    nonces._use(creditor, nonce)
    message: bytes32 = keccak256(abi_encode(_PAYMENT, creditor, obligation_id, amount, nonce))
    is_signed: bool = signatures._is_signed_by(creditor, eip712._hash_typed_data_v4(message), signature)
    assert is_signed, "obligations: not signed by the creditor"
    self._acknowledge(obligation_id, amount, creditor)


@internal
def _assign(
    assignment: IObligations.Assignment, debtor_signature: Bytes[1040], successor_signature: Bytes[1040]
):
    word: uint256 = self._known(assignment.obligation_id)
    debtor: address = numbers.account[(word >> DEBTOR) & NUMBER]
    assert msg.sender == self._creditor(word), "obligations: not the creditor"
    assert assignment.successor not in [debtor, msg.sender], "obligations: no other account to assign to"
    assert (word >> STATUS) == STANDING, "obligations: obligation is disputed"
    assert assignment.remaining != 0, "obligations: amount out of range"
    assert assignment.remaining == word & MOST, "obligations: not what is owed now"
    assert block.timestamp <= assignment.until, "obligations: assignment has lapsed"
    nonces._use(debtor, assignment.nonce)
    digest: bytes32 = eip712._hash_typed_data_v4(
        keccak256(
            abi_encode(
                _ASSIGNMENT,
                debtor,
                msg.sender,
                assignment.successor,
                assignment.obligation_id,
                assignment.remaining,
                assignment.until,
                assignment.nonce,
            )
        )
    )
    assert signatures._is_signed_by(debtor, digest, debtor_signature), "obligations: not signed by the debtor"
    is_signed: bool = signatures._is_signed_by(assignment.successor, digest, successor_signature)
    assert is_signed, "obligations: not signed by the successor"
    successor: uint256 = numbers._participant(assignment.successor)
    self.words[assignment.obligation_id] = (word & ~(NUMBER << CREDITOR)) | (successor << CREDITOR)
    log IObligations.ObligationAssigned(
        obligation_id=assignment.obligation_id, creditor=msg.sender, successor=assignment.successor
    )


@internal
@view
def _known(obligation_id: uint256) -> uint256:
    assert obligation_id < MAX_OBLIGATIONS, "obligations: no such obligation"
    word: uint256 = self.words[obligation_id]
    assert word != 0, "obligations: no such obligation"
    return word


@internal
@view
def _creditor(word: uint256) -> address:
    return numbers.account[(word >> CREDITOR) & NUMBER]


@internal
@view
def _digest(obligation: IObligations.Obligation) -> bytes32:
    return eip712._hash_typed_data_v4(
        keccak256(
            abi_encode(
                _OBLIGATION,
                obligation.debtor,
                obligation.creditor,
                keccak256(obligation.currency),
                obligation.amount,
                obligation.due,
                obligation.expires,
                keccak256(obligation.reference),
                obligation.arbiter,
                obligation.nonce,
            )
        )
    )
