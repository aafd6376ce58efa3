# SPDX-License-Identifier: Apache-2.0
"""What contract tests say to titanoboa: deploy, expect a refusal by its words, read events."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import boa
import pytest
from boa.contracts.vyper.vyper_contract import VyperContract
from eth_abi import decode
from eth_account import Account
from eth_account.signers.local import LocalAccount
from eth_utils import keccak

ROOT = Path(__file__).parents[2]

# titanoboa's own shows the storage, which it reads off what any contract ever hashed: at an address
# that an earlier test's contract had, it stumbles, and a refusal comes out as its error.
VyperContract.__repr__ = lambda self: f"<{self.compiler_data.contract_path} at {self.address}>"
NOBODY = "0x" + 20 * "00"
ERROR_STRING = bytes.fromhex("08c379a0")
Log = dict[str, Any]


@cache
def deployer(source: str) -> Any:
    """Compile a contract once: `Communities`, or a path such as `tests/mocks/Wallet.vy`."""
    path = ROOT / (source if "/" in source else f"contracts/{source}.vy")
    return boa.load_partial(str(path))


@contextmanager
def refused(reason: str | None) -> Iterator[None]:
    """Expect exactly these words from the contract that was called; None: a wordless revert."""
    try:
        yield
    except boa.BoaError as error:
        said = revert_reason(error.call_trace.computation.output)
        assert said == reason, f"refused with {said!r}, not with {reason!r}"
    else:
        pytest.fail(f"not refused; expected {reason!r}")


def revert_reason(output: bytes) -> str | None:
    """Read the words of a revert."""
    return decode(["string"], output[4:])[0] if output[:4] == ERROR_STRING else None


def events(contract: Any) -> list[Log]:
    """List the events of the last call, each as its fields and its name under `event`."""
    listed = []
    for log in contract.get_logs():
        fields = dict(log._asdict())
        fields.pop("address")
        listed.append({"event": type(log).__name__, **fields})
    return listed


@cache
def account(name: str) -> LocalAccount:
    """Give the account of a name, the same in every run."""
    return Account.from_key(keccak(text=f"symbio test {name}"))


@cache
def crowd(name: str, size: int) -> tuple[LocalAccount, ...]:
    """Give `size` accounts in ascending order of their addresses."""
    people = (account(f"{name} {number}") for number in range(size))
    return tuple(sorted(people, key=lambda person: int(person.address, 16)))


def packed(people: Any) -> bytes:
    """Pack accounts or addresses into 20 bytes each."""
    return b"".join(bytes.fromhex(getattr(p, "address", p)[2:]) for p in people)


def now() -> int:
    """Tell the chain's time."""
    return int(boa.env.timestamp)


def pass_time(seconds: int) -> int:
    """Let time pass and tell what it is."""
    boa.env.time_travel(seconds=seconds)
    return now()
