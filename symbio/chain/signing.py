# SPDX-License-Identifier: Apache-2.0
"""Signed acts as documents: made, checked, kept in a file, handed to any relayer."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

import rfc8785
from eth_account import Account
from eth_account.messages import encode_typed_data
from eth_hash.auto import keccak
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from symbio.chain import durable
from symbio.chain.people import expanded
from symbio.chain.signer import Signer
from symbio.domain.acts import ACTS, Act, act_from, sentence, typed_data
from symbio.domain.acts.schema import with_acts
from symbio.domain.addresses import checksummed
from symbio.domain.documents import published
from symbio.domain.errors import BadAct

FORMAT = "symbio/signed-act/1"
MOST_SIGNATURE = 1040


class SignedAct(BaseModel):
    """One signed act, complete: whoever holds it can carry it to the chain.

    `community` says on whose roll the signer stands, where the act itself doesn't; `reason` is the
    text whose digest a ballot with a reason names.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    format: Literal["symbio/signed-act/1"] = "symbio/signed-act/1"
    act: dict[str, Any]
    signer: str = Field(pattern=r"^0x[0-9a-fA-F]{40}$")
    signature: str = Field(pattern=r"^0x([0-9a-fA-F]{2})+$", max_length=2 + 2 * MOST_SIGNATURE)
    community: int | None = Field(default=None, ge=1)
    reason: str | None = None

    def read(self) -> Act:
        """Give the act; raises BadAct unless it is exactly one that Symbio signs."""
        return act_from(self.act)

    def raw_signature(self) -> bytes:
        return bytes.fromhex(self.signature[2:])

    def sentence(self) -> str:
        """Say what was signed."""
        return sentence(self.read())

    def is_by_key(self) -> bool:
        """Say whether the signer's own key signed; a contract wallet's signature says otherwise."""
        return recovered(self.read(), self.raw_signature()) == checksummed(self.signer)

    def canonical(self) -> bytes:
        """Write the document in its one form (RFC 8785)."""
        return rfc8785.dumps(self.model_dump(exclude_none=True))

    def save(self, path: Path) -> None:
        """Write the document durably, whole or not at all; raises FileExistsError."""
        durable.write_new(path, self.canonical() + b"\n")


def schema() -> dict[str, Any]:
    """Give the JSON Schema (draft 2020-12) of a signed act."""
    return with_acts(published("signed-act", "Signed act", SignedAct), ACTS.values())


def parse(text: str | bytes) -> SignedAct:
    """Read a document; raises BadAct for anything that is no well-formed signed act."""
    try:
        signed = SignedAct.model_validate_json(text)
    except ValidationError as error:
        found = error.errors()[0]
        where = ".".join(str(part) for part in found["loc"]) or "the document"
        raise BadAct(f"This is no signed act: {where}: {found['msg']}.") from error
    signed.read()
    return signed


def sign(
    act: Act, signer: Signer, *, community: int | None = None, reason: str | None = None
) -> SignedAct:
    """Have an act signed; raises BadAct where the signature is not the signer's own."""
    signature = signer.sign_typed_data(typed_data(act))
    signed = SignedAct(
        act=typed_data(act),
        signer=signer.address,
        signature="0x" + signature.hex(),
        community=community,
        reason=reason,
    )
    if len(signature) in (64, 65) and not signed.is_by_key():
        raise BadAct(f"The signature is not by {signer.address}.")
    return signed


@lru_cache(maxsize=4096)
def digest(act: Act) -> bytes:
    """Compute the EIP-712 digest that is signed."""
    message = encode_typed_data(full_message=typed_data(act))
    return keccak(b"\x19" + message.version + message.header + message.body)


def recovered(act: Act, signature: bytes) -> str | None:
    """Recover whose key signed; None where no key could have."""
    if len(signature) not in (64, 65):
        return None
    try:
        return str(Account._recover_hash(digest(act), signature=expanded(signature)))
    except Exception:
        # eth-keys raises several kinds for a signature on no point of the curve.
        return None


def reason_digest(reason: str) -> bytes:
    """Digest a voter's reason: keccak256 of its UTF-8 text; 32 zero bytes for none."""
    return keccak(reason.encode()) if reason else bytes(32)
