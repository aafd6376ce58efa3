# SPDX-License-Identifier: AGPL-3.0-only
# pragma version 0.4.3
# pragma nonreentrancy on
"""
@title Acceptances: whose claims in one currency may be set off against its debts in another
@license AGPL-3.0-only
@notice The holder names the federation whose values count, the most it gives, and the least it takes for it. Nothing
        is converted without one.
"""

from snekmate.utils import eip712_domain_separator as eip712

from ..interfaces import IClearing
from ..interfaces import IObligations
from . import nonces


uses: eip712
uses: nonces


MOST: constant(uint256) = 2**88 - 1
NUMBER: constant(uint256) = 2**32 - 1
TIME: constant(uint256) = 2**40 - 1
RATE: constant(uint256) = 2**96 - 1
ADDRESS: constant(uint256) = 2**160 - 1

# Where the parts of a word begin.
GIVES: constant(uint256) = 88
TAKES: constant(uint256) = 120
UNTIL: constant(uint256) = 152

_ACCEPTANCE: constant(bytes32) = keccak256(
    "Acceptance(address holder,address federation,string gives,string takes,uint256 amount,"
    "uint256 minimum_rate,uint256 until,uint256 nonce)"
)


acceptance_count: public(uint256)
# acceptance -> remaining 88 | gives 32 | takes 32 | until 40
words: HashMap[uint256, uint256]
# acceptance -> holder 160 | minimum rate 96
terms: HashMap[uint256, uint256]
federations: HashMap[uint256, address]


@external
def revoke_acceptance(acceptance_id: uint256):
    """
    @notice Revoke an acceptance, at once. By its holder.
    """
    word: uint256 = self.words[acceptance_id]
    assert word != 0, "clearing: no such acceptance"
    assert msg.sender == self._holder(self.terms[acceptance_id]), "clearing: not the holder"
    self.words[acceptance_id] = word & ~MOST
    log IClearing.AcceptanceRevoked(acceptance_id=acceptance_id, holder=msg.sender)


@external
@view
def acceptance(acceptance_id: uint256) -> IClearing.Consent:
    word: uint256 = self.words[acceptance_id]
    terms: uint256 = self.terms[acceptance_id]
    return IClearing.Consent(
        holder=self._holder(terms),
        federation=self.federations[acceptance_id],
        gives=(word >> GIVES) & NUMBER,
        takes=(word >> TAKES) & NUMBER,
        remaining=word & MOST,
        minimum_rate=terms >> 160,
        until=word >> UNTIL,
    )


@internal
def _register(
    obligations: IObligations, acceptance: IClearing.Acceptance, signature: Bytes[1040]
) -> uint256:
    assert acceptance.amount != 0 and acceptance.amount <= MOST, "clearing: amount out of range"
    rate: uint256 = acceptance.minimum_rate
    assert rate != 0 and rate <= RATE, "clearing: rate out of range"
    assert block.timestamp <= acceptance.until, "clearing: acceptance has expired"
    assert acceptance.until <= TIME, "clearing: expires too late"
    nonces._use(acceptance.holder, acceptance.nonce)
    is_signed: bool = nonces._has_signed(acceptance.holder, self._digest(acceptance), signature)
    assert is_signed, "clearing: not signed by the holder"
    gives: uint256 = extcall obligations.add_currency(acceptance.gives)
    takes: uint256 = extcall obligations.add_currency(acceptance.takes)
    assert gives != takes, "clearing: one currency on both sides"
    acceptance_id: uint256 = self.acceptance_count + 1
    self.acceptance_count = acceptance_id
    self.words[acceptance_id] = (
        acceptance.amount
        | (gives << GIVES)
        | (takes << TAKES)
        | (acceptance.until << UNTIL)
    )
    self.terms[acceptance_id] = convert(acceptance.holder, uint256) | (rate << 160)
    self.federations[acceptance_id] = acceptance.federation
    log IClearing.AcceptanceRegistered(
        acceptance_id=acceptance_id,
        holder=acceptance.holder,
        federation=acceptance.federation,
        gives=acceptance.gives,
        takes=acceptance.takes,
        amount=acceptance.amount,
        minimum_rate=rate,
        until=acceptance.until,
        nonce=acceptance.nonce,
    )
    return acceptance_id


@internal
@pure
def _holder(terms: uint256) -> address:
    return convert(terms & ADDRESS, address)


@internal
@view
def _digest(acceptance: IClearing.Acceptance) -> bytes32:
    return eip712._hash_typed_data_v4(
        keccak256(
            abi_encode(
                _ACCEPTANCE,
                acceptance.holder,
                acceptance.federation,
                keccak256(acceptance.gives),
                keccak256(acceptance.takes),
                acceptance.amount,
                acceptance.minimum_rate,
                acceptance.until,
                acceptance.nonce,
            )
        )
    )
