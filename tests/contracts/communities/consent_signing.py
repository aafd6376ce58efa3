# SPDX-License-Identifier: Apache-2.0
"""Sign enrolment consents as a wallet does, and break them as a forger would."""

from __future__ import annotations

from typing import Any

from eth_account import Account
from eth_account.messages import encode_typed_data
from eth_account.signers.local import LocalAccount

STATEMENT = "I join this community and agree that my address stands on its public roll."
ORDER = 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141
NOT_GIVEN = bytes(64)


def invitation(contract: str, community_id: int, invited_at: int, **changed: Any) -> dict[str, Any]:
    """Give the typed message of an invitation; `changed` overrides parts of its domain."""
    domain = {
        "name": "Symbio Communities",
        "version": "1",
        "chainId": 1,
        "verifyingContract": contract,
    }
    return {
        "types": {
            "EIP712Domain": [
                {"name": "name", "type": "string"},
                {"name": "version", "type": "string"},
                {"name": "chainId", "type": "uint256"},
                {"name": "verifyingContract", "type": "address"},
            ],
            "Enrolment": [
                {"name": "community", "type": "uint256"},
                {"name": "statement", "type": "string"},
                {"name": "invitation", "type": "uint256"},
            ],
        },
        "primaryType": "Enrolment",
        "domain": domain | changed,
        "message": {
            "community": community_id,
            "statement": STATEMENT,
            "invitation": invited_at,
        },
    }


def rsv(person: LocalAccount, message: dict[str, Any]) -> tuple[int, int, int]:
    """Sign a typed message; parity is 0 or 1."""
    signed = Account.sign_message(encode_typed_data(full_message=message), person.key)
    return signed.r, signed.s, signed.v - 27


def compact(r: int, s: int, parity: int) -> bytes:
    """Write a signature in the 64 bytes of EIP-2098."""
    return r.to_bytes(32, "big") + ((parity << 255) | s).to_bytes(32, "big")


def consent_of(person: LocalAccount, message: dict[str, Any]) -> bytes:
    """Sign a consent in 64 bytes."""
    return compact(*rsv(person, message))
