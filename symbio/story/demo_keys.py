# SPDX-License-Identifier: Apache-2.0
"""Keys for rehearsals: computed from a published seed, so nobody can mistake them for secrets."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from coincurve import PublicKey
from eth_hash.auto import keccak

from symbio.domain.addresses import checksummed
from symbio.domain.documents import BadDocument, parse


@dataclass(frozen=True, slots=True)
class DemoKeys:
    """All the demo keys that follow from one published seed."""

    seed: str

    @classmethod
    def read(cls, folder: Path) -> DemoKeys:
        """Read the seed from a folder's `keys.json`; raises `BadDocument`."""
        found = parse((folder / "keys.json").read_bytes())
        seed = found.get("seed") if isinstance(found, dict) else None
        if not isinstance(seed, str) or not seed:
            raise BadDocument("keys.json.seed", "a text is needed")
        return cls(seed)

    def key(self, role: str, number: int = 1) -> bytes:
        """Give the 32 bytes of a private key: sha256(seed/role/number)."""
        return hashlib.sha256(f"{self.seed}/{role}/{number}".encode()).digest()

    def address(self, role: str, number: int = 1) -> str:
        """Give the address of a demo key."""
        point = PublicKey.from_valid_secret(self.key(role, number)).format(compressed=False)
        return checksummed("0x" + keccak(point[1:])[-20:].hex())


def draw(seed: str, whole: int) -> int:
    """Draw a number below `whole` from a text: the demo's dice, the same on every machine."""
    return int.from_bytes(hashlib.sha256(seed.encode()).digest()[:8]) % whole
