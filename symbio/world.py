# SPDX-License-Identifier: Apache-2.0
"""A live suite to rehearse on: embedded in this process, or on a local anvil."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from typing import Any

from symbio.chain import embedded as local
from symbio.chain.abi import encode
from symbio.chain.accords import Accords
from symbio.chain.artifacts import artifact
from symbio.chain.beacon import Beacon
from symbio.chain.clearing import Clearing
from symbio.chain.client import Client
from symbio.chain.communities import Communities
from symbio.chain.credit import Credit
from symbio.chain.deployer import Deployer
from symbio.chain.escrow import Escrow
from symbio.chain.federations import Federations
from symbio.chain.juries import Juries
from symbio.chain.manifests import Manifest
from symbio.chain.market import Market
from symbio.chain.obligations import Obligations
from symbio.chain.rolls import Rolls
from symbio.chain.signer import KeySigner, Signer
from symbio.chain.suite import Suite
from symbio.chain.token import Coin
from symbio.chain.treasury import Treasury
from symbio.domain.amount import NATIVE, Token
from symbio.domain.federations import Terms
from symbio.federation import Federation

ALLOWANCE = 10_000 * local.COIN
"""What every demo account is given of the chain's own coin."""

SUPPLY = 10**15


class World:
    """Symbio deployed on a local chain, with accounts by role and a clock that can be turned."""

    def __init__(self, client: Client, manifest: Manifest | None = None) -> None:
        self._accounts: dict[str, KeySigner] = {}
        self.client = client
        if client.signer is None:
            client.signer = self.account("faucet")
        self.manifest = manifest or Deployer(client).run()
        self.suite = Suite.at(client, self.manifest)

    @property
    def communities(self) -> Communities:
        return self.suite.communities

    @property
    def federations(self) -> Federations:
        return self.suite.federations

    @property
    def treasury(self) -> Treasury:
        return self.suite.treasury

    @property
    def market(self) -> Market:
        return self.suite.market

    @property
    def escrow(self) -> Escrow:
        return self.suite.escrow

    @property
    def clearing(self) -> Clearing:
        return self.suite.clearing

    @property
    def obligations(self) -> Obligations:
        return self.suite.obligations

    @property
    def credit(self) -> Credit:
        return self.suite.credit

    @property
    def beacon(self) -> Beacon:
        return self.suite.beacon

    @property
    def juries(self) -> Juries:
        return self.suite.juries

    @property
    def accords(self) -> Accords:
        return self.suite.accords

    @cached_property
    def rolls(self) -> Rolls:
        return Rolls(self.communities)

    # --- people

    def account(self, role: str) -> KeySigner:
        """Give the account of a role, funded; the same role is always the same account."""
        if role not in self._accounts:
            self._accounts[role] = self.person(role)
            if role != "faucet" or not isinstance(self.client, local.EmbeddedClient):
                local.fund(self.client, self._accounts[role].address, ALLOWANCE)
        return self._accounts[role]

    @staticmethod
    def person(role: str) -> KeySigner:
        """Give the key of a role that needs no coins, such as a citizen who only signs."""
        return KeySigner(local.demo_key(role))

    # --- time

    @property
    def now(self) -> int:
        """The second of the newest block."""
        return self.client.now()

    def travel(self, seconds: int) -> int:
        """Let so many seconds pass; gives the second that is now."""
        return local.travel(self.client, seconds)

    def travel_to(self, second: int) -> int:
        """Go to a second in the future; gives the second that is now."""
        return local.travel_to(self.client, second)

    # --- money

    def token(self, symbol: str, decimals: int = 18, *, holder: Signer | None = None) -> Coin:
        """Put a demo ERC-20 on the chain; its whole supply belongs to `holder`, or the faucet."""
        owner = holder.address if holder else self.account("faucet").address
        what = artifact("DemoCoin")
        values: list[Any] = [f"Demo {symbol}", symbol, decimals, owner, SUPPLY * 10**decimals]
        mined = self.client.send(None, what.bytecode + encode(what.abi.constructor, values))
        if mined.created is None:
            raise RuntimeError("The chain made no contract.")
        return Coin(self.client, Token(mined.created, symbol, decimals))

    @cached_property
    def coin(self) -> Coin:
        """The chain's own coin."""
        return Coin(self.client, Token(NATIVE, "ETH", 18))

    # --- federations

    def federation(self, which: str | int) -> Federation:
        """Give a federation by its address or its number."""
        address = which if isinstance(which, str) else self.federations.federation(which)
        return Federation(self.suite, address)

    def found(self, terms: Terms, stewards: dict[int, Signer]) -> Federation:
        """Found a federation: every steward signs, anybody sends."""
        from symbio.chain.signing import sign

        signatures = [
            sign(self.federations.acceptance(terms, founder), stewards[founder]).raw_signature()
            for founder in terms.founders
        ]
        return self.federation(self.federations.found(terms, signatures).send().value)


@contextmanager
def demo(*, genesis: int | None = None) -> Iterator[World]:
    """Give a live suite in this process: no node, no keys, nothing left behind.

    `genesis` is the second at which its chain begins; now, by default.
    """
    yield World(local.embedded(genesis=genesis))
