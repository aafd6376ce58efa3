# SPDX-License-Identifier: AGPL-3.0-only
# pragma version 0.4.3
"""
@title The clauses of an accord, one word each
@license AGPL-3.0-only
@notice Pure. Who sells what, and at what rates; nothing a clause may say takes all of a price.
"""

from ..interfaces import IAccords
from . import categories


WHOLE: constant(uint256) = 10_000
UNLIMITED: constant(uint256) = 2**64 - 1

# Where each figure lies in the word. A community's number has room in 48 bits for longer than there is time.
_CATEGORY: constant(uint256) = 48
_CONCESSION: constant(uint256) = 96
_CONTRIBUTION: constant(uint256) = 112
_SPLIT: constant(uint256) = 128
_QUANTITY: constant(uint256) = 192
_WORD_16: constant(uint256) = 2**16 - 1
_WORD_48: constant(uint256) = 2**48 - 1
_WORD_64: constant(uint256) = 2**64 - 1


@internal
@pure
def _pack(clause: IAccords.Clause) -> uint256:
    """
    @dev Never 0, so that 0 is no clause. The seller is a party, and that is a community which exists: it fits.
    """
    categories._require(clause.category)
    assert clause.concession < WHOLE, "clauses: concession takes everything"
    assert clause.contribution < WHOLE, "clauses: contribution takes everything"
    assert clause.contribution == 0 or clause.split_id != 0, "clauses: contribution into no split"
    assert clause.split_id <= _WORD_64, "clauses: no such split"
    assert clause.quantity != 0 and clause.quantity <= UNLIMITED, "clauses: quantity out of range"
    return (
        clause.seller_id
        | (clause.category << _CATEGORY)
        | (clause.concession << _CONCESSION)
        | (clause.contribution << _CONTRIBUTION)
        | (clause.split_id << _SPLIT)
        | (clause.quantity << _QUANTITY)
    )


@internal
@pure
def _unpack(word: uint256) -> IAccords.Clause:
    return IAccords.Clause(
        seller_id=word & _WORD_48,
        category=(word >> _CATEGORY) & _WORD_48,
        concession=(word >> _CONCESSION) & _WORD_16,
        contribution=(word >> _CONTRIBUTION) & _WORD_16,
        split_id=(word >> _SPLIT) & _WORD_64,
        quantity=word >> _QUANTITY,
    )
