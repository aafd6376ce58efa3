# SPDX-License-Identifier: AGPL-3.0-only
# pragma version 0.4.3
# pragma nonreentrancy on
"""
@title Obligations: who owes whom what, signed by both
@license AGPL-3.0-only
@notice An obligation shrinks by payments that its creditor acknowledges, by set-off in rounds that change nobody's net
        position, and by the end of a dispute. It never grows, and nothing is ever novated. No money is held here.
@custom:powers A debtor and a creditor together register an obligation; the creditor acknowledges payments, and assigns
        with the debtor's and the successor's consent; either disputes, which takes the obligation out of rounds; the
        arbiter that both signed says how much of it stays. Clearing, which created this contract, sets off circles,
        and only circles. There is no owner.
@custom:exit Nothing is held. An obligation takes part until its last day; who wants one of theirs in no round before
        disputes it. If an arbiter falls silent the two can still settle, or whoever raised the dispute withdraws it.
"""

from snekmate.utils import eip712_domain_separator as eip712

from .interfaces import IObligations
from .modules import circulation
from .modules import disputes
from .modules import nonces
from .modules import numbers
from .modules import obligation_book


implements: IObligations
initializes: eip712
initializes: nonces
initializes: numbers
initializes: obligation_book[eip712 := eip712, nonces := nonces, numbers := numbers]
initializes: disputes[numbers := numbers, obligation_book := obligation_book]
initializes: circulation[numbers := numbers, obligation_book := obligation_book]
exports: (
    eip712.eip712Domain,
    nonces.cancel_nonce,
    nonces.is_nonce_used,
    numbers.participant_count,
    numbers.participant_id,
    numbers.account,
    numbers.currency_count,
    numbers.currency_id,
    numbers.currency,
    numbers.add_currency,
    obligation_book.obligation_count,
    disputes.dispute,
    disputes.escalate,
    disputes.withdraw_dispute,
    disputes.settle_dispute,
    disputes.rule,
    disputes.settlement,
    disputes.obligation,
    circulation.set_off,
    circulation.clearing,
)


MAX_REGISTERED: constant(uint256) = 16

@deploy
def __init__():
    eip712.__init__("Symbio Obligations", "1")
    circulation.__init__(msg.sender)


@external
def register(
    obligation: IObligations.Obligation, debtor_signature: Bytes[1040], creditor_signature: Bytes[1040]
) -> uint256:
    """
    @notice Register an obligation that both signed. By anybody; a party that sends it itself needs no signature.
    @return The obligation's number.
    """
    return obligation_book._register(obligation, debtor_signature, creditor_signature)


@external
def register_many(
    obligations: DynArray[IObligations.Obligation, MAX_REGISTERED],
    debtor_signatures: DynArray[Bytes[1040], MAX_REGISTERED],
    creditor_signatures: DynArray[Bytes[1040], MAX_REGISTERED],
) -> uint256:
    """
    @notice Register several obligations; one that is refused refuses all.
    @return The first one's number; the others follow.
    """
    count: uint256 = len(obligations)
    assert count != 0, "obligations: no obligation named"
    is_complete: bool = len(debtor_signatures) == count and len(creditor_signatures) == count
    assert is_complete, "obligations: not both signatures for each"
    first: uint256 = obligation_book.obligation_count + 1
    for i: uint256 in range(count, bound=MAX_REGISTERED):
        obligation_book._register(obligations[i], debtor_signatures[i], creditor_signatures[i])
    return first


@external
def acknowledge_payment(obligation_id: uint256, amount: uint256):
    """
    @notice Acknowledge that so much was paid, or is forgiven. By the creditor.
    """
    creditor: address = obligation_book._creditor(obligation_book._known(obligation_id))
    assert msg.sender == creditor, "obligations: not the creditor"
    obligation_book._acknowledge(obligation_id, amount, msg.sender)


@external
def acknowledge_payment_by_signature(
    obligation_id: uint256, amount: uint256, nonce: uint256, signature: Bytes[1040]
):
    """
    @notice Carry the creditor's signed acknowledgement. By anybody.
    """
    obligation_book._acknowledge_by_signature(obligation_id, amount, nonce, signature)


@external
def assign(
    assignment: IObligations.Assignment, debtor_signature: Bytes[1040], successor_signature: Bytes[1040]
):
    """
    @notice Assign an obligation to a successor; the debtor and the successor signed it. By the creditor.
    """
    obligation_book._assign(assignment, debtor_signature, successor_signature)


# --- views


@external
@view
def obligation_digest(obligation: IObligations.Obligation) -> bytes32:
    return obligation_book._digest(obligation)


@external
@view
def DOMAIN_SEPARATOR() -> bytes32:
    return eip712._domain_separator_v4()
