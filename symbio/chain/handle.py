# SPDX-License-Identifier: Apache-2.0
"""What every contract's handle can do: read a view, plan a write, follow the events."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar, TypeVar

from symbio.chain.artifacts import artifact
from symbio.chain.client import Client, address_of
from symbio.chain.decoding import Logged
from symbio.chain.plan import Outcome, Plan
from symbio.domain.acts import Act, Domain
from symbio.domain.errors import NotDeployed
from symbio.domain.events import Event

T = TypeVar("T")


class Handle:
    """One contract at one address; every function of its ABI is a method of the same name."""

    contract: ClassVar[str] = ""

    def __init__(self, client: Client, address: str) -> None:
        self.client = client
        self.address = address_of(address)
        self._abi = artifact(self.contract).abi

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.address})"

    def events(self, first: int = 0, last: int | None = None) -> Iterator[Logged]:
        """Read the contract's events, oldest first, from one block to another."""
        return self.client.logs([self.address], first, last)

    def DOMAIN_SEPARATOR(self) -> bytes:
        """Give the EIP-712 domain separator."""
        return bytes(self._read("DOMAIN_SEPARATOR"))

    def eip712Domain(self) -> Domain:
        """Read the EIP-712 domain under which acts for this contract are signed (ERC-5267)."""
        _, name, _, chain_id, contract, _, _ = self._read("eip712Domain")
        return Domain(name, chain_id, contract)

    def _read(self, name: str, *arguments: Any, block: int | str = "latest") -> Any:
        function = self._abi[name]
        answer = self.client.call(self.address, function.encode(arguments), block=block)
        if not answer and not self.client.code(self.address):
            raise NotDeployed(f"There is no contract at {self.address}.")
        return function.decode(answer)

    def _plan(
        self,
        name: str,
        arguments: tuple[Any, ...],
        words: str,
        outcome: Outcome[T],
        *,
        value: int = 0,
        act: Act | None = None,
    ) -> Plan[T]:
        return Plan(
            client=self.client,
            contract=self.contract,
            to=self.address,
            function=self._abi[name],
            arguments=arguments,
            words=words,
            outcome=outcome,
            value=value,
            act=act,
        )


def nothing(_: tuple[Event, ...]) -> None:
    """The outcome of a function that gives nothing."""
