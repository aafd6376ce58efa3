# SPDX-License-Identifier: Apache-2.0
"""OpenZeppelin's Governor with one vote-carrying badge a person."""

from __future__ import annotations

from typing import Any

from eth_utils import keccak

from benchmarks.gas.compiled import Code
from benchmarks.gas.evm import CHAIN_ID, Contract, Evm, Person

NAME = "OpenZeppelin Governor 5.7.0"
BADGE = "OpenZeppelin ERC721Votes 5.7.0"
MEMBERS = 12
FOR = 1
TITLE = "Pay the harbour laboratory for spring surveys"
_BALLOT = {
    "Ballot": [
        {"name": "proposalId", "type": "uint256"},
        {"name": "support", "type": "uint8"},
        {"name": "voter", "type": "address"},
        {"name": "nonce", "type": "uint256"},
    ]
}


def measure(evm: Evm, code: dict[str, Code], token: Contract, payee: str) -> dict[str, int]:
    """Enrol twelve, propose one transfer, vote directly and by signature, execute."""
    badge = evm.deploy(code["PeerBadge"].abi, code["PeerBadge"].initcode)
    governor = evm.deploy(code["PeerGovernor"].abi, code["PeerGovernor"].initcode, badge.address)
    token.send(evm.founder, "transfer", governor.address, 10**9)
    members = [evm.person(f"member {number}") for number in range(MEMBERS)]
    enrolled = [_enrol(badge, evm.founder, each, number) for number, each in enumerate(members)]

    call = ([token.address], [0], [token.data("transfer", payee, 25_000)])
    evm.mine(1)
    # The first proposal finds nothing warm, nothing written; nor does any later one.
    gas = {"enrol_person": enrolled[-1]}
    gas["propose"] = governor.send(members[0], "propose", *call, TITLE)
    brief = ([token.address], [0], [bytes.fromhex(token.data("balanceOf", payee)[2:])])
    gas["propose_brief"] = governor.send(members[0], "propose", *brief, TITLE)
    proposal = governor.read("getProposalId", *call, keccak(text=TITLE))
    evm.mine(2)
    gas["vote_first"] = governor.send(members[0], "castVote", proposal, FOR)
    gas["vote_later"] = governor.send(members[1], "castVote", proposal, FOR)
    signed = [_cast_by_signature(evm, governor, proposal, each) for each in members[2:6]]
    gas["ballot"] = signed[-1]
    evm.mine(51)
    gas["execute"] = governor.send(evm.founder, "execute", *call, keccak(text=TITLE))
    return gas


def _enrol(badge: Contract, founder: Person, who: Person, number: int) -> int:
    minted = badge.send(founder, "mint", who.address, number + 1)
    return minted + badge.send(who, "delegate", who.address)


def _cast_by_signature(evm: Evm, governor: Contract, proposal: int, voter: Person) -> int:
    message: dict[str, Any] = {
        "types": _BALLOT,
        "primaryType": "Ballot",
        "domain": {
            "name": "Peer",
            "version": "1",
            "chainId": CHAIN_ID,
            "verifyingContract": governor.address,
        },
        "message": {"proposalId": proposal, "support": FOR, "voter": voter.address, "nonce": 0},
    }
    v, r, s = voter.sign(message)
    signature = r.to_bytes(32, "big") + s.to_bytes(32, "big") + bytes([v])
    return governor.send(evm.founder, "castVoteBySig", proposal, FOR, voter.address, signature)
