# SPDX-License-Identifier: Apache-2.0
"""Turn what a contract answers or logs into the frozen values of the domain."""

from __future__ import annotations

import types
from collections.abc import Iterator
from dataclasses import dataclass, is_dataclass
from enum import Enum
from functools import cache
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

from symbio.chain import artifacts
from symbio.chain.abi import Log
from symbio.domain import events
from symbio.domain.addresses import checksummed
from symbio.domain.events import Event
from symbio.domain.payee import Payee

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Logged:
    """An event with where it happened: contract, block, transaction and place in the block."""

    event: Event
    address: str
    block: int
    transaction: str
    index: int


@dataclass(frozen=True, slots=True)
class Mined:
    """A transaction as the chain recorded it."""

    hash: str
    block: int
    gas_used: int
    logs: tuple[Logged, ...]
    created: str | None


def build(kind: type[T], values: Any) -> T:
    """Make a frozen value from the tuple of its struct."""
    made: T = _build(kind, values)
    return made


def build_for(kind: type[T], record_id: int, values: Any) -> T:
    """Make a frozen value whose first field is the id it was asked by."""
    return build(kind, (record_id, *values))


def decode_event(topics: list[bytes], data: bytes) -> Event | None:
    """Read one log; None where it is no event of Symbio or of an ERC-20 token."""
    for log, kind in _known().get(topics[0] if topics else b"", ()):
        if sum(each["indexed"] for each in log.inputs) == len(topics) - 1:
            return build(kind, tuple(log.decode(topics, data).values()))
    return None


def logged(raw: Any) -> Iterator[Logged]:
    """Read the logs of a receipt or a query that are known events."""
    for each in raw:
        event = decode_event([bytes(topic) for topic in each["topics"]], bytes(each["data"]))
        if event is not None:
            yield Logged(
                event=event,
                address=checksummed(str(each["address"])),
                block=int(each["blockNumber"]),
                transaction="0x" + bytes(each["transactionHash"]).hex(),
                index=int(each["logIndex"]),
            )


@cache
def _known() -> dict[bytes, tuple[tuple[Log, type[Event]], ...]]:
    found: dict[bytes, tuple[tuple[Log, type[Event]], ...]] = {}
    for contract in artifacts.names():
        for log in artifacts.artifact(contract).abi.events.values():
            kind = getattr(events, log.name, None)
            if kind is not None and log.topic not in found:
                found[log.topic] = ((log, kind),)
    return found


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def _build(kind: Any, value: Any) -> Any:
    if get_origin(kind) is tuple:
        inner = get_args(kind)[0]
        return tuple(_build(inner, each) for each in value)
    if isinstance(kind, types.UnionType):
        return value
    if kind is Payee:
        return Payee.from_word(value)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind(value)
    if is_dataclass(kind):
        hints = _hints(kind)  # type: ignore[arg-type]
        names = kind.__dataclass_fields__
        pairs = zip(names, value, strict=True)
        return kind(*(_build(hints[name], each) for name, each in pairs))  # type: ignore[operator]
    return value
