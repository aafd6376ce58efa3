# SPDX-License-Identifier: Apache-2.0
"""Symbio: federations of communities that no government can freeze.

`with symbio.demo() as world: …` gives a live suite in this process. Nothing heavy is imported until
it is used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from symbio.chain.client import Client
    from symbio.chain.signer import ApeSigner, KeySigner
    from symbio.domain.amount import Amount, Token
    from symbio.domain.errors import Refused, SymbioError
    from symbio.domain.federation import Choice
    from symbio.domain.payee import Payee
    from symbio.federation import Federation
    from symbio.world import World, demo

__version__ = "0.1.0"

__all__ = [
    "Amount",
    "ApeSigner",
    "Choice",
    "Client",
    "Federation",
    "KeySigner",
    "Payee",
    "Refused",
    "SymbioError",
    "Token",
    "World",
    "demo",
]

_HOMES = {
    "Amount": "symbio.domain.amount",
    "ApeSigner": "symbio.chain.signer",
    "Choice": "symbio.domain.federation",
    "Client": "symbio.chain.client",
    "Federation": "symbio.federation",
    "KeySigner": "symbio.chain.signer",
    "Payee": "symbio.domain.payee",
    "Refused": "symbio.domain.errors",
    "SymbioError": "symbio.domain.errors",
    "Token": "symbio.domain.amount",
    "World": "symbio.world",
    "demo": "symbio.world",
}


def __getattr__(name: str) -> Any:
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(home), name)


def __dir__() -> list[str]:
    return sorted([*globals(), *_HOMES])
