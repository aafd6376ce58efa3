# SPDX-License-Identifier: Apache-2.0
"""What the compiler made of contracts/, read from the package; nothing else opens these files."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from symbio.chain.abi import Abi
from symbio.domain.errors import NoSuchRecord

BLUEPRINT_PREAMBLE = bytes.fromhex("fe7100")
"""ERC-5202, version 0, no data section: what stands before the initcode of a blueprint."""

CODE_LIMIT = 24_576


@dataclass(frozen=True, slots=True)
class Immutable:
    """One immutable: where it lies in the data behind the runtime code."""

    name: str
    offset: int
    length: int
    type: str


@dataclass(frozen=True)
class Artifact:
    """One contract as compiled: interface, code, and what the sources say of it."""

    contract: str
    abi: Abi
    bytecode: bytes
    runtime: bytes
    immutables: tuple[Immutable, ...]
    userdoc: dict[str, Any]
    devdoc: dict[str, Any]
    integrity: str
    compiler: dict[str, str]

    @property
    def blueprint(self) -> bytes:
        """The code a blueprint of this contract has on chain."""
        return BLUEPRINT_PREAMBLE + self.bytecode

    @property
    def blueprint_initcode(self) -> bytes:
        """Initcode that puts the blueprint on chain: PUSH2 length, RETURN what follows."""
        code = self.blueprint
        return b"\x61" + len(code).to_bytes(2, "big") + bytes.fromhex("3d81600a3d39f3") + code

    def matches(self, live: bytes) -> bool:
        """Say whether live code is this contract, whatever its immutables are."""
        tail = sum(each.length for each in self.immutables)
        return len(live) == len(self.runtime) + tail and live.startswith(self.runtime)

    def immutables_in(self, live: bytes) -> dict[str, bytes]:
        """Read the immutables behind the runtime code, each as its raw words."""
        base = len(self.runtime)
        return {
            each.name: live[base + each.offset : base + each.offset + each.length]
            for each in self.immutables
        }


def names() -> tuple[str, ...]:
    """List the contracts there are artifacts of."""
    folder = resources.files("symbio.artifacts")
    return tuple(sorted(f.name[:-5] for f in folder.iterdir() if f.name.endswith(".json")))


@cache
def artifact(contract: str) -> Artifact:
    """Load one contract's artifact; raises NoSuchRecord for an unknown name."""
    file = resources.files("symbio.artifacts") / f"{contract}.json"
    if not file.is_file():
        raise NoSuchRecord(f"Symbio has no contract {contract}.")
    raw = json.loads(file.read_text(encoding="utf-8"))
    layout = raw["layout"].get("code_layout", {})
    return Artifact(
        contract=raw["contract"],
        abi=Abi(raw["abi"]),
        bytecode=bytes.fromhex(raw["bytecode"][2:]),
        runtime=bytes.fromhex(raw["runtime"][2:]),
        immutables=tuple(_immutables(layout)),
        userdoc=raw["userdoc"],
        devdoc=raw["devdoc"],
        integrity=raw["integrity"],
        compiler=raw["compiler"],
    )


def _immutables(layout: dict[str, Any], prefix: str = "") -> list[Immutable]:
    found: list[Immutable] = []
    for name, entry in layout.items():
        if isinstance(entry.get("offset"), int):
            found.append(Immutable(prefix + name, entry["offset"], entry["length"], entry["type"]))
        else:
            found.extend(_immutables(entry, f"{prefix}{name}."))
    return sorted(found, key=lambda each: each.offset)
