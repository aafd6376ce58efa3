# SPDX-License-Identifier: Apache-2.0
"""Who signs: a key, an eth keystore file, or an account of the Ape Framework."""

from __future__ import annotations

import getpass
import json
import os
import secrets
from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol, runtime_checkable

from eth_account import Account
from eth_account.messages import encode_typed_data

from symbio.chain import durable
from symbio.domain.acts import TypedData
from symbio.domain.addresses import checksummed
from symbio.domain.errors import BadKey

PASSPHRASE_FILE = "SYMBIO_PASSPHRASE_FILE"
"""Names the environment variable that may name a file with a keystore's passphrase."""


@runtime_checkable
class Signer(Protocol):
    """What the client needs of whoever signs."""

    @property
    def address(self) -> str: ...

    def sign_transaction(self, transaction: dict[str, Any]) -> bytes:
        """Sign a complete transaction; gives the raw bytes that a node takes."""
        ...

    def sign_typed_data(self, data: TypedData) -> bytes:
        """Sign EIP-712 typed data; gives 65 bytes, r, s and v."""
        ...


class KeySigner:
    """Signs with a private key held in memory; never shown by `repr`."""

    def __init__(self, key: bytes | str) -> None:
        try:
            self._account = Account.from_key(key)
        except Exception as error:
            raise BadKey("This is no private key.") from error

    @classmethod
    def new(cls) -> KeySigner:
        """Make a fresh key."""
        return cls(secrets.token_bytes(32))

    @classmethod
    def from_keystore(
        cls, path: str | Path, passphrase: str | Callable[[str], str] | None = None
    ) -> KeySigner:
        """Open an eth keystore file (Web3 Secret Storage).

        The passphrase is what is given, else the content of the file that SYMBIO_PASSPHRASE_FILE
        names, else it is asked for in the terminal. Raises BadKey.
        """
        try:
            keystore = json.loads(Path(path).read_text("utf-8"))
        except (OSError, ValueError) as error:
            raise BadKey(f"{path} can't be read as a keystore file.") from error
        words = passphrase if isinstance(passphrase, str) else (passphrase or _ask)(str(path))
        try:
            return cls(bytes(Account.decrypt(keystore, words)))
        except (ValueError, KeyError, TypeError) as error:
            raise BadKey(f"{path} does not open with this passphrase.") from error

    def save(self, path: str | Path, passphrase: str) -> None:
        """Write the key as an eth keystore file, for its owner alone; refuses to overwrite."""
        keystore = Account.encrypt(self._account.key, passphrase)
        try:
            durable.write_new(Path(path), json.dumps(keystore).encode())
        except FileExistsError as error:
            raise BadKey(f"{path} exists already and is not overwritten.") from error

    @property
    def address(self) -> str:
        return str(self._account.address)

    def sign_transaction(self, transaction: dict[str, Any]) -> bytes:
        return bytes(self._account.sign_transaction(transaction).raw_transaction)

    def sign_typed_data(self, data: TypedData) -> bytes:
        return bytes(self._account.sign_message(encode_typed_data(full_message=data)).signature)

    def __repr__(self) -> str:
        return f"KeySigner({self.address})"


class ApeSigner:
    """Signs with an account of the Ape Framework (keystore, hardware wallet, test account).

    Nothing of Ape is imported: any object with Ape's `AccountAPI` will do. A provider must be
    connected, as in `ape run` and `ape console`.
    """

    def __init__(self, account: Any) -> None:
        self._account = account

    @property
    def address(self) -> str:
        return checksummed(str(self._account.address))

    def sign_transaction(self, transaction: dict[str, Any]) -> bytes:
        ecosystem = self._account.provider.network.ecosystem
        unsigned = ecosystem.create_transaction(**{**transaction, "from": self.address})
        signed = self._account.sign_transaction(unsigned)
        if signed is None:
            raise BadKey(f"{self.address} did not sign the transaction.")
        return bytes(signed.serialize_transaction())

    def sign_typed_data(self, data: TypedData) -> bytes:
        signature = self._account.sign_message(encode_typed_data(full_message=data))
        if signature is None:
            raise BadKey(f"{self.address} did not sign the message.")
        return bytes(signature.encode_rsv())

    def __repr__(self) -> str:
        return f"ApeSigner({self.address})"


def _ask(path: str) -> str:
    named = os.environ.get(PASSPHRASE_FILE)
    if named:
        try:
            return Path(named).read_text("utf-8").rstrip("\r\n")
        except OSError as error:
            raise BadKey(f"The passphrase file {named} can't be read.") from error
    return getpass.getpass(f"Passphrase of {path}: ")
