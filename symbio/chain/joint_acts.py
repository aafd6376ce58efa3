# SPDX-License-Identifier: Apache-2.0
"""Acts that several sign in the same words: obligations, and the assignment of one.

Such a document goes from hand to hand as a file until everybody has signed; each version is whole,
and whoever holds the last one can carry it to the chain.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

import rfc8785
from eth_hash.auto import keccak
from pydantic import BaseModel, ConfigDict, Field, ValidationError, WithJsonSchema

from symbio.chain.signer import Signer
from symbio.chain.signing import MOST_SIGNATURE, digest, recovered
from symbio.chain.signing import sign as sign_alone
from symbio.domain.acts import Assignment, Obligation, act_from, sentence, typed_data
from symbio.domain.acts.schema import with_acts
from symbio.domain.addresses import checksummed
from symbio.domain.documents import BadDocument, published
from symbio.domain.documents import parse as parse_json
from symbio.domain.errors import BadAct

JOINTLY: dict[type[Obligation] | type[Assignment], tuple[str, str]] = {
    Obligation: ("debtor", "creditor"),
    Assignment: ("debtor", "successor"),
}
"""Which fields of an act name those who sign it."""

Joint = Obligation | Assignment

_SIGNATURES: dict[str, Any] = {
    "type": "object",
    "description": "Of each side that has signed, by its account.",
    "propertyNames": {"pattern": "^0x[0-9a-fA-F]{40}$"},
    "additionalProperties": {
        "type": "string",
        "pattern": "^0x([0-9a-fA-F]{2})+$",
        "maxLength": 2 + 2 * MOST_SIGNATURE,
    },
}


class JointAct(BaseModel):
    """An act with the signatures that it has so far, by the account that signed."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    format: Literal["symbio/joint-act/1"] = "symbio/joint-act/1"
    act: dict[str, Any]
    signatures: Annotated[dict[str, str], WithJsonSchema(_SIGNATURES)] = Field(default_factory=dict)

    @classmethod
    def of(cls, act: Joint) -> JointAct:
        """Write an act down, signed by nobody yet."""
        return cls(act=typed_data(act))

    def read(self) -> Joint:
        """Give the act; raises BadAct unless it is one that is signed jointly."""
        act = act_from(self.act)
        if not isinstance(act, Obligation | Assignment):
            raise BadAct(f"A {type(act).__name__} is signed by one alone.")
        return act

    def obligation(self) -> Obligation:
        """Give the obligation; raises BadAct for another act."""
        act = self.read()
        if not isinstance(act, Obligation):
            raise BadAct(f"This is no obligation, but an {type(act).__name__.lower()}.")
        return act

    def assignment(self) -> Assignment:
        """Give the assignment; raises BadAct for another act."""
        act = self.read()
        if not isinstance(act, Assignment):
            raise BadAct(f"This is no assignment, but an {type(act).__name__.lower()}.")
        return act

    def digest(self) -> bytes:
        """Compute the EIP-712 digest that everybody signs, by which the act is known."""
        return digest(self.read())

    def sentence(self) -> str:
        """Say what is signed."""
        return sentence(self.read())

    def sides(self) -> tuple[str, ...]:
        """Give the accounts that sign it."""
        act = self.read()
        return tuple(getattr(act, name) for name in JOINTLY[type(act)])

    def missing(self) -> tuple[str, ...]:
        """Give the accounts that haven't signed."""
        return tuple(side for side in self.sides() if side not in self.signatures)

    def signature(self, side: str) -> bytes:
        """Give a side's signature; empty where it hasn't signed."""
        return bytes.fromhex(self.signatures.get(side, "0x")[2:])

    def signed(self, signer: Signer) -> JointAct:
        """Add a side's signature; raises BadAct for an account that is no side."""
        if signer.address not in self.sides():
            raise BadAct(f"{signer.address} isn't a side of this {type(self.read()).__name__}.")
        made = sign_alone(self.read(), signer).signature
        return self.model_copy(update={"signatures": {**self.signatures, signer.address: made}})

    def joined(self, other: JointAct) -> JointAct:
        """Bring the signatures of two versions together; raises BadAct for another act."""
        if other.act != self.act:
            raise BadAct("The two files are of different acts.")
        return self.model_copy(update={"signatures": {**self.signatures, **other.signatures}})

    def not_by_key(self) -> tuple[str, ...]:
        """Name the sides whose signature isn't their own key's: a contract wallet's, or wrong."""
        act = self.read()
        return tuple(
            side for side in self.signatures if recovered(act, self.signature(side)) != side
        )

    def canonical(self) -> bytes:
        """Write the document in its one form (RFC 8785)."""
        return rfc8785.dumps(self.model_dump())

    def name(self) -> str:
        """Give a file name that says nothing of its content, and differs for each act."""
        return f"{keccak(self.digest()).hex()[:16]}.json"


def schema() -> dict[str, Any]:
    """Give the JSON Schema (draft 2020-12) of a joint act."""
    return with_acts(published("joint-act", "Joint act", JointAct), JOINTLY)


def parse(text: str | bytes) -> JointAct:
    """Read a document; raises BadAct for anything that is no well-formed joint act."""
    try:
        joint = JointAct.model_validate(parse_json(text))
    except BadDocument as error:
        raise BadAct(f"This is no joint act: {error}") from error
    except ValidationError as error:
        found = error.errors()[0]
        where = ".".join(str(part) for part in found["loc"]) or "the document"
        raise BadAct(f"This is no joint act: {where}: {found['msg']}.") from error
    sides = joint.sides()
    for account, signature in joint.signatures.items():
        _require_form(account, signature)
        if account not in sides:
            raise BadAct(f"{account} has signed, and isn't a side of it.")
    return joint


def _require_form(account: str, signature: str) -> None:
    try:
        well_formed = checksummed(account) == account and signature[:2] == "0x"
        size = len(bytes.fromhex(signature[2:]))
    except ValueError as error:
        raise BadAct(f"The signature of {account} is not well formed: {error}.") from error
    if not well_formed or not 0 < size <= MOST_SIGNATURE:
        raise BadAct(f"The signature of {account} is not well formed.")
