# SPDX-License-Identifier: Apache-2.0
"""A write before it is sent, and what came of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from symbio.chain.abi import Function
from symbio.chain.client import Client
from symbio.chain.decoding import Logged, Mined
from symbio.chain.signer import Signer
from symbio.domain.acts import Act, TypedData, typed_data
from symbio.domain.errors import NoSuchRecord, NotSignable
from symbio.domain.events import Event
from symbio.domain.federation import Call

T = TypeVar("T")
E = TypeVar("E", bound=Event)

Outcome = Callable[[tuple[Event, ...]], T]


@dataclass(frozen=True, slots=True)
class Receipt(Generic[T]):
    """What a sent transaction did; `value` is what the function gave, read from its events."""

    hash: str
    block: int
    gas_used: int
    events: tuple[Event, ...]
    value: T
    logs: tuple[Logged, ...] = ()

    def all(self, kind: type[E]) -> tuple[E, ...]:
        """List the events of one kind."""
        return tuple(each for each in self.events if isinstance(each, kind))

    def one(self, kind: type[E]) -> E:
        """Give the first event of one kind; raises NoSuchRecord."""
        return first(self.events, kind)


def first(events: tuple[Event, ...], kind: type[E]) -> E:
    """Give the first event of one kind; raises NoSuchRecord."""
    for each in events:
        if isinstance(each, kind):
            return each
    raise NoSuchRecord(f"The transaction logged no {kind.__name__}.")


@dataclass(frozen=True)
class Plan(Generic[T]):
    """One transaction that has not been sent: read it, rehearse it, price it, then send it."""

    client: Client
    contract: str
    to: str
    function: Function
    arguments: tuple[Any, ...]
    words: str
    outcome: Outcome[T]
    value: int = 0
    act: Act | None = field(default=None)

    @property
    def data(self) -> bytes:
        """The call's data, as the chain takes it."""
        return self.function.encode(self.arguments)

    def explain(self) -> str:
        """Say in a sentence what this will do, then where it goes and with which values."""
        shown = [f"{self.words}", f"  {self.contract}.{self.function.name} at {self.to}"]
        if self.value:
            shown.append(f"  value: {self.value}")
        shown += [f"  {name}: {text}" for name, text in self.named().items()]
        return "\n".join(shown)

    def named(self) -> dict[str, str]:
        """Give every argument by name, as text."""
        pairs = zip(self.function.inputs, self.arguments, strict=True)
        return {each["name"]: _shown(value) for each, value in pairs}

    def transaction(self) -> dict[str, Any]:
        """Give the unsigned transaction, for a Safe, a hardware wallet or a file."""
        return {
            "chainId": self.client.chain_id,
            "to": self.to,
            "value": self.value,
            "data": "0x" + self.data.hex(),
        }

    def as_call(self) -> Call:
        """Give this as a call that a proposal makes from the federation's address."""
        return Call(self.to, self.value, self.data)

    def simulate(self, sender: str | None = None) -> Any:
        """Run it without sending; gives what the function would, or raises its refusal."""
        answer = self.client.call(self.to, self.data, sender=sender, value=self.value)
        return self.function.decode(answer)

    def gas(self, sender: str | None = None) -> int:
        """Estimate its gas; raises the refusal where it would be refused."""
        return self.client.estimate(self.to, self.data, sender=sender, value=self.value)

    def typed_data(self) -> TypedData:
        """Give what may be signed instead of sending; raises NotSignable where nothing may."""
        if self.act is None:
            raise NotSignable(f"{self.contract}.{self.function.name} has no signed form.")
        return typed_data(self.act)

    def send(self, signer: Signer | None = None) -> Receipt[T]:
        """Send it and wait; raises the refusal, and then nothing was changed."""
        mined = self.client.send(self.to, self.data, value=self.value, signer=signer)
        return self.receipt(mined)

    def receipt(self, mined: Mined) -> Receipt[T]:
        """Read the receipt of a transaction that carried this plan."""
        events = tuple(each.event for each in mined.logs)
        own = tuple(each.event for each in mined.logs if each.address == self.to)
        return Receipt(
            mined.hash, mined.block, mined.gas_used, events, self.outcome(own), mined.logs
        )


def _shown(value: Any) -> str:
    if isinstance(value, bytes):
        return f"0x{value.hex()}" if len(value) <= 32 else f"{len(value):,} bytes"
    if isinstance(value, tuple | list):
        return f"[{', '.join(_shown(each) for each in value)}]"
    return str(value)
