# SPDX-License-Identifier: Apache-2.0
"""What Beacon refuses: of its making, of headers and of rounds."""

from __future__ import annotations

from symbio.domain.refusals.base import Refused


class BeaconOutOfRange(Refused):
    reason = "beacon: settings out of range"
    remedy = (
        "Name a source (1, 2 or 3), a lead of 1 to 7,200 blocks and blocks of 1 to 3,600 seconds; "
        "with drand its genesis, period and key, and without drand none of them."
    )


class NoRandomHeaders(Refused):
    reason = "beacon: chain has no random headers"
    remedy = "Deploy on this chain with drand alone: its PREVRANDAO is a constant."


class NoPairing(Refused):
    reason = "beacon: chain has no pairing"
    remedy = "Deploy on this chain with headers alone: it lacks the precompiles of EIP-2537."


class NotAPublicKey(Refused):
    reason = "beacon: not a public key"
    remedy = "Give drand's key on G2, decompressed to 256 bytes, as `symbio.domain.drand` does."


class NotABlockHeader(Refused):
    reason = "beacon: not a block header"
    remedy = "Give the block's header as the chain hashes it: RLP, whole, and in one way only."


class BlockProvenAlready(Refused):
    reason = "beacon: block is proven already"
    remedy = "Nothing is left to do: the block counts, whoever proved it."


class BlockOutOfReach(Refused):
    reason = "beacon: block hash is out of reach"
    remedy = (
        "Wait until the block is mined; if it is past reach, prove the next that `needs` names."
    )


class NotThatBlock(Refused):
    reason = "beacon: not that block"
    remedy = "Take the header from a node of this chain: its hash differs from the chain's."


class WithoutDrand(Refused):
    reason = "beacon: without drand"
    remedy = "This beacon is made of headers alone; prove a header instead."


class NoSuchDrandRound(Refused):
    reason = "beacon: no such round"
    remedy = "Rounds count from 1."


class RoundPostedAlready(Refused):
    reason = "beacon: round is posted already"
    remedy = "Nothing is left to do: the round counts, whoever posted it."


class RoundNotDueYet(Refused):
    reason = "beacon: round isn't due yet"
    remedy = "Wait for the round's own second."


class SignatureDoesntFit(Refused):
    reason = "beacon: signature doesn't fit the round"
    remedy = "Fetch the round's signature from any drand relay of this network, and post that."
