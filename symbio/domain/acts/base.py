# SPDX-License-Identifier: Apache-2.0
"""An act: EIP-712 typed data that a person signs, and the sentence that says the same in words."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Self

from symbio.domain.addresses import checksummed
from symbio.domain.federation import Choice

TypedData = dict[str, Any]
Field = tuple[str, str]

DOMAIN_VERSION = "1"

#: Above it a JSON number loses digits in most readers (RFC 7493), so such numbers are texts.
MOST_NUMBER = 2**53 - 1

DOMAIN_FIELDS: tuple[Field, ...] = (
    ("name", "string"),
    ("version", "string"),
    ("chainId", "uint256"),
    ("verifyingContract", "address"),
)


@dataclass(frozen=True, slots=True)
class Domain:
    """Where an act counts: one contract on one chain, under its name."""

    name: str
    chain_id: int
    contract: str


@dataclass(frozen=True, slots=True)
class Act(ABC):
    """What every act has: where it counts, its EIP-712 type, its words.

    The name of the class is the name of the EIP-712 type. The fields of `TYPE` are attributes of
    the same names, unless `values` and `made_of` say otherwise. Types: uint256, bytes32, address,
    bool, string.
    """

    TYPE: ClassVar[tuple[Field, ...]] = ()

    domain: Domain

    @abstractmethod
    def said(self) -> str:
        """Say in a sentence what the signer says, without the place."""

    def values(self) -> dict[str, Any]:
        """Give the values of the fields of `TYPE`, by name."""
        return {name: getattr(self, name) for name, _ in self.TYPE}

    @classmethod
    def made_of(cls, domain: Domain, values: Mapping[str, Any]) -> Self:
        """Make the act of the values that `values` gave."""
        return cls(domain=domain, **values)

    @classmethod
    def from_message(cls, domain: Domain, message: Mapping[str, Any]) -> Self:
        """Read the message of typed data; raises KeyError, TypeError, ValueError, BadChoice."""
        return cls.made_of(
            domain, {name: inward(name, wire, message[name]) for name, wire in cls.TYPE}
        )


def typed_data(act: Act) -> TypedData:
    """Write an act as the JSON that wallets, eth-account, ethers and viem sign."""
    return {
        "types": {
            "EIP712Domain": as_types(DOMAIN_FIELDS),
            type(act).__name__: as_types(act.TYPE),
        },
        "primaryType": type(act).__name__,
        "domain": {
            "name": act.domain.name,
            "version": DOMAIN_VERSION,
            "chainId": act.domain.chain_id,
            "verifyingContract": act.domain.contract,
        },
        "message": {name: outward(value) for name, value in act.values().items()},
    }


def sentence(act: Act) -> str:
    """Say in one sentence what the signer of this act says."""
    return f"{act.domain.name}: {act.said()}"


def outward(value: object) -> object:
    """Write a field's value as JSON has it."""
    if isinstance(value, Choice):
        return value.words
    if isinstance(value, bytes):
        return "0x" + value.hex()
    if isinstance(value, int) and not isinstance(value, bool) and value > MOST_NUMBER:
        return str(value)
    return value


def inward(name: str, wire: str, value: Any) -> Any:
    """Read a field's value from JSON; raises TypeError, ValueError, BadChoice."""
    if name == "choice":
        return Choice.parse(value)
    return _READERS[wire](name, value)


def _bytes32(name: str, value: Any) -> bytes:
    raw = bytes.fromhex(value.removeprefix("0x"))
    if len(raw) != 32:
        raise ValueError(f"{name} is not 32 bytes long")
    return raw


def _uint256(name: str, value: Any) -> int:
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) <= 78:
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value < 2**256:
        raise ValueError(f"{name} is not a whole number")
    return value


def _address(name: str, value: Any) -> str:
    return checksummed(_string(name, value))


def _bool(name: str, value: Any) -> bool:
    if not isinstance(value, bool):
        raise TypeError(f"{name} is neither true nor false")
    return value


def _string(name: str, value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{name} is not a text")
    return value


_READERS = {
    "bytes32": _bytes32,
    "uint256": _uint256,
    "address": _address,
    "bool": _bool,
    "string": _string,
}


def as_types(fields: tuple[Field, ...]) -> list[dict[str, str]]:
    """Write a type's fields as typed data names them."""
    return [{"name": name, "type": wire} for name, wire in fields]
