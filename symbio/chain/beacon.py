# SPDX-License-Identifier: Apache-2.0
"""The handle of Beacon: randomness that nobody chooses."""

from __future__ import annotations

from symbio.chain.decoding import build
from symbio.chain.handle import Handle, nothing
from symbio.chain.headers import header_of
from symbio.chain.plan import Plan, first
from symbio.domain import drand, events
from symbio.domain.beacon import Proof, Settings
from symbio.domain.drand import Posting, Rounds
from symbio.domain.errors import NotThereYet


class Beacon(Handle):
    """Beacon on one chain. A target is one word, as `symbio.domain.beacon.Target` reads it."""

    contract = "Beacon"

    # --- by anybody

    def prove(self, target: int) -> Plan[int]:
        """Prove the block that a target waits for, from the node's own header of it.

        Gives the block's number. Raises NotThereYet where it isn't mined yet, or none is waited
        for.
        """
        number, _ = self.needs(target)
        if number == 0:
            raise NotThereYet("The target waits for no block: it has one, or all are out of reach.")
        # It has a hash that contracts can ask for once another block is being made.
        height = self.client.height()
        if number > height:
            raise NotThereYet(f"The target's block is {number}; the chain is at {height}.")
        return self.prove_header(header_of(self.client, number))

    def prove_header(self, header: bytes) -> Plan[int]:
        """Prove a block by its header. Gives the block's number."""
        words = "Prove a block by its header, so that its randomness counts."
        return self._plan(
            "prove_header", (header,), words, lambda logs: first(logs, events.HeaderProven).number
        )

    def post(self, number: int, signature: bytes) -> Plan[None]:
        """Post a drand round with its signature as a relay gives it, in 48 bytes."""
        return self.post_round(number, drand.uncompressed(signature))

    def post_round(self, number: int, signature: bytes) -> Plan[None]:
        """Post a drand round with its signature as EIP-2537 writes it, in 128 bytes."""
        words = f"Post round {number:,} of drand, so that its randomness counts."
        return self._plan("post_round", (number, signature), words, nothing)

    # --- views

    def aim(self) -> int:
        """Read the target of a lot that is decided upon now."""
        return int(self._read("aim"))

    def seed(self, target: int, salt: bytes) -> bytes | None:
        """Read the lot of a target; None where it isn't there yet."""
        found = bytes(self._read("seed", target, salt))
        return found if any(found) else None

    def lapsed(self, target: int) -> bool:
        """Read whether a target can no more give a seed."""
        return bool(self._read("lapsed", target))

    def needs(self, target: int) -> tuple[int, int]:
        """Read the block to be proven next and the round to be posted next; 0: none."""
        number, round_number = self._read("needs", target)
        return int(number), int(round_number)

    def proven(self, number: int) -> Proof | None:
        """Read what is proven of a block; None: nothing."""
        found = build(Proof, self._read("proven", number))
        return found if found.second else None

    def posted(self, number: int) -> Posting | None:
        """Read what was posted of a drand round; None: nothing."""
        found = build(Posting, self._read("posted", number))
        return found if found.second else None

    def settings(self) -> Settings:
        """Read what the beacon was made with."""
        return build(Settings, self._read("settings"))

    def rounds(self) -> Rounds:
        """Give the clock of its drand network."""
        settings = self.settings()
        return Rounds(settings.genesis, settings.period)
