# SPDX-License-Identifier: Apache-2.0
"""ERC-2612: allow a spender to take an amount by a signature, where the token has it."""

from __future__ import annotations

import json
from typing import Annotated, Any, Literal

from eth_account.messages import encode_typed_data
from eth_hash.auto import keccak
from pydantic import BaseModel, ConfigDict, Field

from symbio.chain.abi import decode, encode
from symbio.chain.client import Client
from symbio.chain.signer import Signer
from symbio.domain.acts import TypedData
from symbio.domain.acts.base import DOMAIN_FIELDS, as_types
from symbio.domain.amount import Amount
from symbio.domain.documents import published
from symbio.domain.errors import NotSignable, SymbioError
from symbio.domain.market import Permit

Address = Annotated[str, Field(pattern=r"^0x[0-9a-fA-F]{40}$")]

_PERMIT = (
    ("owner", "address"),
    ("spender", "address"),
    ("value", "uint256"),
    ("nonce", "uint256"),
    ("deadline", "uint256"),
)
_VERSIONS = ("1", "2")
"""Tokens without ERC-5267 don't tell theirs; the separator shows which it is."""


class PermitDocument(BaseModel):
    """A permit, complete: whoever holds it can send it along with what it pays for."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    format: Literal["symbio/permit/1"] = "symbio/permit/1"
    owner: Address
    spender: Address
    token: Address
    value: Annotated[str, Field(pattern=r"^(0|[1-9][0-9]{0,77})$")]
    deadline: Annotated[int, Field(ge=0)]
    signature: Annotated[str, Field(pattern=r"^0x[0-9a-fA-F]{130}$")]

    @classmethod
    def of(cls, permit: Permit, owner: str, spender: str, amount: Amount) -> PermitDocument:
        """Write a permit down, with what it was signed for."""
        return cls(
            owner=owner,
            spender=spender,
            token=amount.token.address,
            value=str(amount.units),
            deadline=permit.deadline,
            signature="0x" + (permit.r + permit.s + bytes([permit.v])).hex(),
        )

    def permit(self) -> Permit:
        """Give the permit, as the contract takes it."""
        raw = bytes.fromhex(self.signature[2:])
        return Permit(self.deadline, raw[64], raw[:32], raw[32:64])

    def content(self) -> bytes:
        """Write the file's bytes."""
        return json.dumps(self.model_dump(), indent=2).encode() + b"\n"


def schema() -> dict[str, Any]:
    """Give the JSON Schema (draft 2020-12) of a permit's file."""
    return published("permit", "Permit", PermitDocument)


def sign_permit(
    client: Client, signer: Signer, spender: str, amount: Amount, deadline: int
) -> Permit:
    """Have a token's owner sign that a spender may take an amount until a second.

    Raises NotSignable for a token without ERC-2612, or with a domain of its own making.
    """
    signature = signer.sign_typed_data(
        permit_data(client, signer.address, spender, amount, deadline)
    )
    r, s, v = signature[:32], signature[32:64], signature[64]
    return Permit(deadline, v, r, s)


def permit_data(
    client: Client, owner: str, spender: str, amount: Amount, deadline: int
) -> TypedData:
    """Give the typed data of a permit; raises NotSignable."""
    token = amount.token
    try:
        nonce = _asked(client, token.address, "nonces(address)", "uint256", ("address", owner))
        separator = _asked(client, token.address, "DOMAIN_SEPARATOR()", "bytes32")
        name = _asked(client, token.address, "name()", "string")
    except SymbioError as error:
        raise NotSignable(f"{token.symbol} takes no permits.") from error
    for version in _VERSIONS:
        data: TypedData = {
            "types": {"EIP712Domain": as_types(DOMAIN_FIELDS), "Permit": as_types(_PERMIT)},
            "primaryType": "Permit",
            "domain": {
                "name": name,
                "version": version,
                "chainId": client.chain_id,
                "verifyingContract": token.address,
            },
            "message": {
                "owner": owner,
                "spender": spender,
                "value": str(amount.units),
                "nonce": nonce,
                "deadline": deadline,
            },
        }
        if encode_typed_data(full_message=data).header == separator:
            return data
    raise NotSignable(f"{token.symbol} signs its permits in a way of its own.")


def _asked(client: Client, token: str, signature: str, wire: str, *values: tuple[str, Any]) -> Any:
    given = encode([{"type": kind} for kind, _ in values], [value for _, value in values])
    answer = client.call(token, keccak(signature.encode())[:4] + given)
    if len(answer) < 32:
        raise NotSignable(f"{token} has no {signature}.")
    return decode([{"type": wire}], answer)[0]
