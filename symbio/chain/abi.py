# SPDX-License-Identifier: Apache-2.0
"""A contract's interface: calls encoded, answers and logs decoded into plain Python values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from eth_abi.abi import default_codec
from eth_abi.exceptions import EncodingError
from eth_hash.auto import keccak

from symbio.domain.addresses import checksummed
from symbio.domain.errors import BadArgument, NoSuchRecord

Entry = dict[str, Any]


def wire_type(entry: Entry) -> str:
    """Write an ABI entry's type as a signature does: structs as tuples."""
    kind: str = entry["type"]
    if not kind.startswith("tuple"):
        return kind
    parts = ",".join(wire_type(each) for each in entry["components"])
    return f"({parts}){kind[5:]}"


def tidy(entry: Entry, value: Any) -> Any:
    """Checksum the addresses in a decoded value; structs stay tuples, in their order."""
    kind: str = entry["type"]
    if kind.endswith("]"):
        inner = {**entry, "type": kind[: kind.rindex("[")]}
        return tuple(tidy(inner, each) for each in value)
    if kind == "tuple":
        return tuple(tidy(e, v) for e, v in zip(entry["components"], value, strict=True))
    return checksummed(value) if kind == "address" else value


@dataclass(frozen=True)
class Function:
    """One external function."""

    name: str
    inputs: tuple[Entry, ...]
    outputs: tuple[Entry, ...]
    mutability: str

    @cached_property
    def signature(self) -> str:
        return f"{self.name}({','.join(wire_type(each) for each in self.inputs)})"

    @cached_property
    def selector(self) -> bytes:
        return keccak(self.signature.encode())[:4]

    def encode(self, arguments: Sequence[Any]) -> bytes:
        """Write a call's data; a function without a name is a plain payment."""
        if not self.name:
            return b""
        return self.selector + encode(self.inputs, arguments)

    def decode(self, answer: bytes) -> Any:
        """Read a call's answer: nothing, one value, or a tuple."""
        values = decode(self.outputs, answer)
        if not values:
            return None
        return values[0] if len(values) == 1 else values


@dataclass(frozen=True)
class Log:
    """One kind of event, as the ABI writes it."""

    name: str
    inputs: tuple[Entry, ...]

    @cached_property
    def topic(self) -> bytes:
        return keccak(f"{self.name}({','.join(wire_type(each) for each in self.inputs)})".encode())

    def decode(self, topics: Sequence[bytes], data: bytes) -> dict[str, Any]:
        """Read a log's fields by name, in the ABI's order."""
        kept = [each for each in self.inputs if each["indexed"]]
        plain = [each for each in self.inputs if not each["indexed"]]
        values = {
            each["name"]: decode([each], topic)[0]
            for each, topic in zip(kept, topics[1:], strict=True)
        }
        names = [each["name"] for each in plain]
        values.update(zip(names, decode(plain, data), strict=True))
        return {each["name"]: values[each["name"]] for each in self.inputs}


class Abi:
    """All functions and events of a contract, by name; Vyper has no overloads of ours."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self.entries = tuple(entries)
        self.functions: Mapping[str, Function] = {
            each["name"]: Function(
                each["name"],
                tuple(each["inputs"]),
                tuple(each["outputs"]),
                each["stateMutability"],
            )
            for each in entries
            if each["type"] == "function"
        }
        self.events: Mapping[str, Log] = {
            each["name"]: Log(each["name"], tuple(each["inputs"]))
            for each in entries
            if each["type"] == "event"
        }
        self.topics: Mapping[bytes, Log] = {each.topic: each for each in self.events.values()}

    def __getitem__(self, name: str) -> Function:
        try:
            return self.functions[name]
        except KeyError:
            raise NoSuchRecord(f"There is no function {name}.") from None

    @cached_property
    def constructor(self) -> tuple[Entry, ...]:
        """The constructor's inputs."""
        for each in self.entries:
            if each["type"] == "constructor":
                return tuple(each["inputs"])
        return ()


def encode(inputs: Sequence[Entry], arguments: Sequence[Any]) -> bytes:
    """Encode values as their ABI entries say."""
    try:
        encoded: bytes = default_codec.encode([wire_type(each) for each in inputs], list(arguments))
    except EncodingError as error:
        raise BadArgument(f"{error}.") from error
    return encoded


def decode(outputs: Sequence[Entry], data: bytes) -> tuple[Any, ...]:
    """Decode bytes as their ABI entries say, with addresses checksummed."""
    values = default_codec.decode([wire_type(each) for each in outputs], data)
    return tuple(tidy(e, v) for e, v in zip(outputs, values, strict=True))
