# SPDX-License-Identifier: AGPL-3.0-only
# pragma version 0.4.3
"""
@title What the members of a federation sign
@license AGPL-3.0-only
@notice Pure. EIP-712 messages that say in words what is voted: the title, and "For", "Against" or "Abstain". The
        message of a ballot names no voter, so it is hashed once for all who choose the same.
"""


_DOMAIN: constant(bytes32) = keccak256(
    "EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"
)
_VERSION: constant(bytes32) = keccak256("1")
_BALLOT: constant(bytes32) = keccak256("Ballot(uint256 proposal,string title,string choice)")
_REASONED: constant(bytes32) = keccak256(
    "BallotWithReason(uint256 proposal,string title,string choice,bytes32 reason)"
)
_FOR: constant(bytes32) = keccak256("For")
_AGAINST: constant(bytes32) = keccak256("Against")
_ABSTAIN: constant(bytes32) = keccak256("Abstain")


@internal
@view
def _domain(name: String[50]) -> bytes32:
    return keccak256(abi_encode(_DOMAIN, keccak256(name), _VERSION, chain.id, self))


@internal
@pure
def _words(choice: uint256) -> bytes32:
    if choice == 1:
        return _FOR
    if choice == 2:
        return _AGAINST
    return _ABSTAIN


@internal
@pure
def _ballot(domain: bytes32, proposal_id: uint256, title: bytes32, choice: uint256) -> bytes32:
    return self._digest(domain, keccak256(abi_encode(_BALLOT, proposal_id, title, self._words(choice))))


@internal
@pure
def _reasoned(domain: bytes32, proposal_id: uint256, title: bytes32, choice: uint256, reason: bytes32) -> bytes32:
    return self._digest(domain, keccak256(abi_encode(_REASONED, proposal_id, title, self._words(choice), reason)))


@internal
@pure
def _digest(domain: bytes32, message: bytes32) -> bytes32:
    return keccak256(concat(x"1901", domain, message))
