# SPDX-License-Identifier: AGPL-3.0-only
# pragma version 0.4.3
"""
@title Proposals of a federation, one word each
@license AGPL-3.0-only
@notice A proposal keeps the second it was opened at, the charter version of that second, and a fingerprint of its
        title, text, calls, and of the code behind every address it calls. All else follows from these.
"""

from . import charters

uses: charters


WITHDRAWN: constant(uint256) = 1
EXTENDED: constant(uint256) = 2
EXECUTED: constant(uint256) = 4

_TIME: constant(uint256) = 2**40 - 1
_VERSION: constant(uint256) = 2**16 - 1
_FLAGS: constant(uint256) = 56
# Of no code, and of no data.
_NOTHING: constant(bytes32) = keccak256(b"")

# opened 40 | charter version 16 | flags 8 | fingerprint 192
_proposals: HashMap[uint256, uint256]


@internal
@view
def _known(proposal_id: uint256) -> uint256:
    proposal: uint256 = self._proposals[proposal_id]
    assert proposal != 0, "proposals: no such proposal"
    return proposal


@internal
@pure
def _opened_at(proposal: uint256) -> uint256:
    return proposal & _TIME


@internal
@pure
def _version(proposal: uint256) -> uint256:
    return (proposal >> 40) & _VERSION


@internal
@view
def _rules(proposal: uint256) -> uint256:
    """
    @dev The rules of the charter under which it was opened, packed.
    """
    return charters._rules(self._version(proposal))


@internal
@pure
def _is_flagged(proposal: uint256, flag: uint256) -> bool:
    return (proposal >> _FLAGS) & flag != 0


@internal
def _flag(proposal_id: uint256, proposal: uint256, flag: uint256):
    self._proposals[proposal_id] = proposal | (flag << _FLAGS)


@internal
def _open(title: bytes32, matter: bytes32, proposer: uint256) -> uint256:
    head: uint256 = charters.head
    proposal_id: uint256 = (head >> 56) + 1
    charters.head = head + (1 << 56)
    version: uint256 = charters._version(head)
    fingerprint: uint256 = self._fingerprint(title, matter, proposer)
    self._proposals[proposal_id] = block.timestamp | (version << 40) | (fingerprint << 64)
    return proposal_id


@internal
@pure
def _fingerprint(title: bytes32, matter: bytes32, proposer: uint256) -> uint256:
    return convert(keccak256(abi_encode(title, matter, proposer)), uint256) >> 64


@internal
@pure
def _check(proposal: uint256, title: bytes32, matter: bytes32, proposer: uint256):
    assert proposal >> 64 == self._fingerprint(title, matter, proposer), "proposals: not what was proposed"


@internal
@view
def _bind(calls_hash: bytes32, target: address, amount: uint256, data: bytes32) -> bytes32:
    """
    @dev Adds a call to the fingerprint. The code behind its target is bound too, so that no other code can be put there
         before the execution; a plain payment has nothing to bind, and must not fail because its payee got a wallet.
    """
    code: bytes32 = empty(bytes32)
    if data != _NOTHING:
        code = target.codehash
        assert code != empty(bytes32) and code != _NOTHING, "proposals: target has no code"
    return keccak256(abi_encode(calls_hash, target, amount, data, code))


@internal
@pure
def _matter(text: bytes32, calls_hash: bytes32) -> bytes32:
    return keccak256(abi_encode(text, calls_hash))
