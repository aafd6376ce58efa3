# SPDX-License-Identifier: Apache-2.0
"""An account of the Ape Framework, connected to the node that the command asks."""

from __future__ import annotations

import atexit
from contextlib import ExitStack
from typing import Any

from symbio.chain.signer import ApeSigner
from symbio.cli.exits import BadUse
from symbio.domain.errors import BadKey


def signer(alias: str, url: str) -> ApeSigner:
    """Load an account by its alias (`TEST::0` for a test account); raises BadUse, BadKey."""
    try:
        import ape
    except ImportError as error:
        raise BadUse("Ape is not installed here: pip install “symbio[ape]”.") from error
    # The provider stays connected until the command ends, for the account to sign with.
    open_until_exit = ExitStack()
    atexit.register(open_until_exit.close)
    open_until_exit.enter_context(ape.networks.parse_network_choice(url))
    try:
        return ApeSigner(_account(ape.accounts, alias))
    except (KeyError, IndexError, ValueError) as error:
        raise BadKey(f"Ape has no account “{alias}”.") from error


def _account(accounts: Any, alias: str) -> Any:
    if alias.startswith("TEST::"):
        return accounts.test_accounts[int(alias.removeprefix("TEST::"))]
    return accounts.load(alias)
