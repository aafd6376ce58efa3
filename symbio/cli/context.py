# SPDX-License-Identifier: Apache-2.0
"""What a command works with: the settings it was given, and the chain, suite and signer they name.

Nothing is connected or opened before a command asks for it.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from symbio.cli.exits import BadUse, NobodySigns
from symbio.cli.output import Output

if TYPE_CHECKING:
    from symbio.chain.client import Client
    from symbio.chain.manifests import Manifest
    from symbio.chain.signer import Signer
    from symbio.chain.suite import Suite
    from symbio.chain.token import Coin
    from symbio.domain.communities import Community
    from symbio.federation import Federation

DEFAULT_RPC = "http://127.0.0.1:8545"
NODE_FOLDER = Path("symbio-node")
COINS = ("ETH", "NATIVE")


@dataclass(frozen=True)
class Settings:
    """What was said on the command line; what was not said is None or False."""

    rpc: str | None = None
    manifest: Path | None = None
    keystore: Path | None = None
    ape: str | None = None
    dry_run: bool = False
    yes: bool = False
    live: bool = False
    timeout: float | None = None
    as_json: bool = False
    as_sender: str | None = None

    def over(self, wider: Settings) -> Settings:
        """Fill in what was not said here with what was said before the noun."""
        unsaid = {
            each.name: getattr(wider, each.name)
            for each in fields(self)
            if getattr(self, each.name) in (None, False)
        }
        return replace(self, **unsaid)

    @property
    def url(self) -> str:
        return self.rpc or os.environ.get("SYMBIO_RPC") or DEFAULT_RPC

    @property
    def manifest_path(self) -> Path | None:
        named = self.manifest or os.environ.get("SYMBIO_MANIFEST")
        return Path(named) if named else None


Connect = Callable[[Settings], "Client"]


def connect(settings: Settings) -> Client:
    """Connect to the node that the settings name."""
    from symbio.chain.client import Client

    return Client(settings.url, live=settings.live, timeout=settings.timeout or 180.0)


class Context:
    """One run of one command. `connect` makes the client, so that tests can hand in another."""

    def __init__(self, settings: Settings | None = None, connect: Connect = connect) -> None:
        self.settings = settings or Settings()
        self.out = Output(self.settings.as_json)
        self._connect = connect

    def narrowed(self, settings: Settings) -> Context:
        """Give the context of a command whose own options win over those before the noun."""
        return Context(settings.over(self.settings), self._connect)

    # --- the chain

    @cached_property
    def client(self) -> Client:
        return self._connect(self.settings)

    @cached_property
    def manifest(self) -> Manifest:
        """The manifest that was named, else that of a node started here, else the published one."""
        from symbio.chain.manifests import load, published

        if self.settings.manifest_path is not None:
            return load(self.settings.manifest_path)
        beside = NODE_FOLDER / "manifest.json"
        if self.client.is_local and beside.is_file():
            return load(beside)
        return published(self.client.chain_id)

    @cached_property
    def suite(self) -> Suite:
        from symbio.chain.suite import Suite

        return Suite.at(self.client, self.manifest)

    def federation(self, which: str) -> Federation:
        """Give a federation by its number or address; raises NoSuchRecord, NotDeployed."""
        from symbio.domain.addresses import NOBODY
        from symbio.domain.errors import NoSuchRecord
        from symbio.federation import Federation

        if not which.isascii() or not which.isdigit():
            return Federation(self.suite, address(which))
        found = self.suite.federations.federation(int(which))
        if found == NOBODY:
            raise NoSuchRecord(f"There is no federation {which}.")
        return Federation(self.suite, found)

    def community(self, community_id: int) -> Community:
        """Read a community; raises NoSuchRecord."""
        from symbio.domain.errors import NoSuchRecord

        if not 0 < community_id <= self.suite.communities.count():
            raise NoSuchRecord(f"There is no community {community_id}.")
        return self.suite.communities.community(community_id)

    def coin(self, token: str) -> Coin:
        """Give a currency by its contract's address; `ETH` is the chain's own coin."""
        from symbio.chain.token import Coin
        from symbio.domain.amount import NATIVE

        if token.upper() in COINS or token.lower() == NATIVE.lower():
            return Coin.native(self.client)
        return Coin.at(self.client, address(token))

    # --- who signs

    @cached_property
    def signer(self) -> Signer:
        """Open the keystore or Ape account; raises NobodySigns, BadKey."""
        if self.settings.keystore and self.settings.ape:
            raise BadUse("Both --keystore and --ape were given.")
        if self.settings.keystore is not None:
            from symbio.chain.signer import KeySigner

            _require_a_way_to_ask(self.settings.keystore)
            return KeySigner.from_keystore(self.settings.keystore)
        if self.settings.ape is not None:
            from symbio.cli.ape_account import signer

            return signer(self.settings.ape, self.settings.url)
        raise NobodySigns("Nobody was named to sign this.")

    @cached_property
    def sender(self) -> str:
        """Give the address that would send; a keystore that says its own stays closed."""
        if self.settings.as_sender is not None:
            if not self.settings.dry_run:
                raise BadUse("--as is for a --dry-run; what is sent is sent by its signer.")
            return address(self.settings.as_sender)
        if self.settings.keystore is not None:
            try:
                told: Any = json.loads(self.settings.keystore.read_text("utf-8"))["address"]
                return address(told if str(told).startswith("0x") else f"0x{told}")
            except (OSError, ValueError, KeyError, TypeError):
                pass
        return self.signer.address


def address(text: str) -> str:
    """Read an address that must be somebody's; raises BadAddress."""
    from symbio.domain.addresses import NOBODY, checksummed
    from symbio.domain.errors import BadAddress

    try:
        found = checksummed(text.strip())
    except ValueError as error:
        raise BadAddress(f"{error}.") from error
    if found == NOBODY:
        raise BadAddress("The zero address is nobody's.")
    return found


def _require_a_way_to_ask(keystore: Path) -> None:
    from symbio.chain.signer import PASSPHRASE_FILE
    from symbio.domain.errors import BadKey

    if not os.environ.get(PASSPHRASE_FILE) and not sys.stdin.isatty():
        raise BadKey(
            f"The passphrase of {keystore} can't be asked for here; "
            f"{PASSPHRASE_FILE} may name a file that holds it."
        )
