# SPDX-License-Identifier: Apache-2.0
"""An account of the Ape Framework, connected to the node that the command asks."""

from __future__ import annotations

import atexit
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, redirect_stdout
from typing import Any

from symbio.chain.signer import ApeSigner
from symbio.cli.exits import BadUse, Declined
from symbio.domain.acts import TypedData
from symbio.domain.errors import BadKey, Unreachable


def signer(alias: str, url: str) -> ApeSigner:
    """Load an account by its alias (`TEST::0` for a test account); raises BadUse, BadKey.

    A message is signed without a node, a transaction only where Ape reaches it.
    """
    try:
        import ape
        from ape.exceptions import ApeException, ProviderError
        from ape.logging import LogLevel, logger
    except ImportError as error:
        raise BadUse("Ape is not installed here: pip install “symbio[ape]”.") from error
    logger.set_level(LogLevel.WARNING)
    # The provider stays connected until the command ends, for the account to sign with.
    open_until_exit = ExitStack()
    atexit.register(open_until_exit.close)
    reaches = True
    with redirect_stdout(sys.stderr):
        try:
            open_until_exit.enter_context(ape.networks.parse_network_choice(url))
        except ProviderError:
            reaches = False
        try:
            return _AtTheTerminal(_account(ape.accounts, alias), None if reaches else url)
        except (KeyError, IndexError, ValueError, ApeException) as error:
            raise BadKey(f"Ape has no account “{alias}”.") from error


class _AtTheTerminal(ApeSigner):
    """Lets Ape ask on stderr: what a command says on stdout is for whoever reads it."""

    def __init__(self, account: Any, out_of_reach: str | None) -> None:
        super().__init__(account)
        self._out_of_reach = out_of_reach

    def sign_transaction(self, transaction: dict[str, Any]) -> bytes:
        if self._out_of_reach is not None:
            raise Unreachable(f"Ape finds no node it knows at {self._out_of_reach}.")
        with _asking(self.address):
            return super().sign_transaction(transaction)

    def sign_typed_data(self, data: TypedData) -> bytes:
        with _asking(self.address):
            return super().sign_typed_data(data)


@contextmanager
def _asking(address: str) -> Iterator[None]:
    from ape.exceptions import ApeException
    from click.exceptions import Abort

    try:
        with redirect_stdout(sys.stderr):
            yield
    except Abort as error:
        raise Declined(f"{address} did not sign: nobody answered Ape.") from error
    except ApeException as error:
        raise BadKey(f"{address} did not sign: {error}.") from error


def _account(accounts: Any, alias: str) -> Any:
    if alias.startswith("TEST::"):
        return accounts.test_accounts[int(alias.removeprefix("TEST::"))]
    return accounts.load(alias)
