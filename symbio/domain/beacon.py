# SPDX-License-Identifier: Apache-2.0
"""Targets and seeds: contracts/Beacon.vy, in Python.

A target is a block and a drand round that lie in the future; its seed is what both turn out to be,
mixed with who asks. What was missed is replaced by fixed rules: nobody gets a second try.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntFlag

from eth_hash.auto import keccak

from symbio.domain.drand import Posting, Rounds

TRIES = 4
SHORT_REACH, LONG_REACH = 256, 8_191
"""How many blocks back BLOCKHASH and the history contract of EIP-2935 know."""
AHEAD, AFTER = 768, 384
HALF = 2**64 - 1
LOW = 2**216 - 1


class Source(IntFlag):
    """What the randomness is made of."""

    HEADER = 1
    DRAND = 2
    BOTH = 3


@dataclass(frozen=True, slots=True)
class Settings:
    """What a beacon was made with."""

    source: int
    lead: int
    block_seconds: int
    window: int
    genesis: int = 0
    period: int = 0
    key: bytes = b""


@dataclass(frozen=True, slots=True)
class Proof:
    """A block as it stands in the beacon: the low 216 bits of its mixHash, and its second."""

    mix: int
    second: int


@dataclass(frozen=True, slots=True)
class Target:
    """A block's number, and the earliest drand round; 0 for what the source lacks."""

    block: int
    round: int

    @property
    def word(self) -> int:
        """How it is written on chain."""
        return self.round << 64 | self.block

    @classmethod
    def of(cls, word: int) -> Target:
        """Read it as it is written on chain."""
        return cls(word & HALF, word >> 64)


@dataclass(frozen=True)
class Beacon:
    """What a beacon knows at one moment: the chain's height and time, proofs and postings."""

    settings: Settings
    chain_id: int
    address: str
    height: int = 0
    now: int = 0
    proofs: Mapping[int, Proof] = field(default_factory=dict)
    posts: Mapping[int, Posting] = field(default_factory=dict)

    def aim(self) -> int:
        """Give the target of a lot that is decided upon now."""
        own = self.settings
        ahead = self.now + own.lead * own.block_seconds + AHEAD
        return Target(
            self.height + own.lead if self._has(Source.HEADER) else 0,
            self._rounds.at(ahead) if self._has(Source.DRAND) else 0,
        ).word

    def seed(self, target: int, salt: bytes) -> bytes:
        """Give the lot of a target; 32 zero bytes: not there yet."""
        nothing = bytes(32)
        if not self._is_target(target):
            return nothing
        proof = self._proof(target)
        if self._has(Source.HEADER) and proof is None:
            return nothing
        posted = None
        if self._has(Source.DRAND):
            posted, awaited = self._found(target, proof)
            if awaited or (posted is None and not self._has(Source.HEADER)):
                return nothing
        mix = proof.mix if proof else 0
        random = posted.randomness if posted else 0
        words = (self.chain_id, int(self.address, 16), int.from_bytes(salt), mix, random)
        return keccak(b"".join(word.to_bytes(32) for word in words))

    def lapsed(self, target: int) -> bool:
        """Say whether the target can no more give a seed."""
        if not self._is_target(target):
            return True
        if self._has(Source.HEADER):
            return self._proof(target) is None and not self._awaited(target)
        return self._found(target, None) == (None, 0)

    def needs(self, target: int) -> tuple[int, int]:
        """Give the block to be proven next and the round to be posted next; 0: none."""
        if not self._is_target(target):
            return 0, 0
        proof = self._proof(target)
        if self._has(Source.HEADER) and proof is None:
            return self._awaited(target), 0
        return 0, self._found(target, proof)[1] if self._has(Source.DRAND) else 0

    def blocks(self, target: int) -> tuple[int, ...]:
        """List the blocks that can count, in the order in which they are tried."""
        first, apart = target & HALF, self.settings.window + 1
        return tuple(first + i * apart for i in range(TRIES))

    def _has(self, source: Source) -> bool:
        return bool(self.settings.source & source)

    @property
    def _rounds(self) -> Rounds:
        return Rounds(self.settings.genesis, self.settings.period)

    def _is_target(self, word: int) -> bool:
        target = Target.of(word)
        return (
            (target.block != 0) == self._has(Source.HEADER)
            and (target.round != 0) == self._has(Source.DRAND)
            and target.round <= HALF
        )

    def _proof(self, target: int) -> Proof | None:
        known = (self.proofs[each] for each in self.blocks(target) if each in self.proofs)
        return next(known, None) if self._has(Source.HEADER) else None

    def _awaited(self, target: int) -> int:
        within = (n for n in self.blocks(target) if self.height <= n + self.settings.window)
        return next(within, 0)

    def _found(self, target: int, proof: Proof | None) -> tuple[Posting | None, int]:
        number = target >> 64
        if proof is not None:
            number = max(number, self._rounds.at(proof.second + AFTER))
        return self._rounds.found(number, self.posts, self.now)
