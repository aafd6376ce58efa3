# SPDX-License-Identifier: AGPL-3.0-only
# pragma version 0.4.3
# pragma nonreentrancy on
"""
@title Beacon: randomness that nobody chooses
@license AGPL-3.0-only
@notice A lot is decided by what lies in the future when it is called for: PREVRANDAO of a fixed block, and a drand
        round that is later than that block, so that whoever proposes it doesn't know what the round will make of it.
        What is missed is replaced by rules that are the same for all and need nobody's act, so no one gets a second
        try by keeping silent:
        | what           | waits for                                     | then                                        |
        | -------------- | --------------------------------------------- | ------------------------------------------- |
        | block's header | as long as its hash is within reach           | the block one reach and one later, 3 times  |
        | drand's round  | three days from the round's own second        | the round three days later, 3 times         |
        After four missed blocks there is no seed. After four missed rounds the header alone counts, and without headers
        there is no seed. A seed that is there never changes.
@custom:powers Nobody has any. Anybody proves headers and posts rounds; both are what they are, whoever brings them. A
        block's proposer may leave the block out, blindly; enough of drand's nodes may know a round early.
@custom:exit Nothing is held. If everyone falls silent, a target lapses, and who asked may aim anew.
"""

from .interfaces import IBeacon
from .modules import drand
from .modules import headers


implements: IBeacon
initializes: drand
exports: (
    drand.post_round,
    drand.posted,
)


HEADER: constant(uint256) = 1
DRAND: constant(uint256) = 2
TRIES: constant(uint256) = 4
HALF: constant(uint256) = 2**64 - 1

# The chain's own record of block hashes (EIP-2935), and how far it and BLOCKHASH reach back.
HISTORY: constant(address) = 0x0000F90827F1C53a10cb7A02335B175320002935
LONG_REACH: constant(uint256) = 8_191
SHORT_REACH: constant(uint256) = 256

MOST_LEAD: constant(uint256) = 7_200
MOST_SECONDS: constant(uint256) = 3_600
# Two epochs and one of the beacon chain: until the block is settled, its proposers can still skip.
AHEAD: constant(uint256) = 768
AFTER: constant(uint256) = 384

SOURCE: immutable(uint256)
LEAD: immutable(uint256)
BLOCK_SECONDS: immutable(uint256)
WINDOW: immutable(uint256)


# block -> 216 bits of its mixHash | its timestamp << 216
_proofs: HashMap[uint256, uint256]


@deploy
def __init__(
    source: uint256, lead: uint256, block_seconds: uint256, genesis: uint256, period: uint256, key: Bytes[256]
):
    """
    @param source 1 HEADER, 2 DRAND, 3 both.
    @param genesis The second of drand's first round.
    @param key The drand network's public key on G2, as EIP-2537 writes it.
    """
    assert source != 0 and source <= HEADER | DRAND, "beacon: settings out of range"
    assert lead != 0 and lead <= MOST_LEAD, "beacon: settings out of range"
    assert block_seconds != 0 and block_seconds <= MOST_SECONDS, "beacon: settings out of range"
    # Chains without it answer with a constant or with a difficulty.
    has_random: bool = convert(block.prevrandao, uint256) > 2**64
    assert source == DRAND or has_random, "beacon: chain has no random headers"
    drand.__init__(source != HEADER, genesis, period, key)
    SOURCE = source
    LEAD = lead
    BLOCK_SECONDS = block_seconds
    WINDOW = LONG_REACH if HISTORY.is_contract else SHORT_REACH


@external
def prove_header(header: Bytes[1024]) -> uint256:
    """
    @notice Prove a block by its header, while its hash is within reach. Anybody may.
    @return The block's number.
    """
    number: uint256 = 0
    second: uint256 = 0
    mix: uint256 = 0
    number, second, mix = headers._read(header)
    assert self._proofs[number] == 0, "beacon: block is proven already"
    known: bytes32 = self._hash_of(number)
    assert known != empty(bytes32), "beacon: block hash is out of reach"
    assert keccak256(header) == known, "beacon: not that block"
    mix &= drand.LOW
    self._proofs[number] = (second << 216) | mix
    log IBeacon.HeaderProven(number=number, prover=msg.sender, mix=mix, second=second)
    return number


@view
@external
def aim() -> uint256:
    """
    @return The target of a lot that is decided upon now.
    """
    target: uint256 = 0
    if SOURCE != DRAND:
        target = block.number + LEAD
    if SOURCE != HEADER:
        target |= drand._round_at(block.timestamp + LEAD * BLOCK_SECONDS + AHEAD) << 64
    return target


@view
@external
def seed(target: uint256, salt: bytes32) -> bytes32:
    """
    @return The lot of a target, another for each salt and asker that names itself in it; empty: not there yet.
    """
    if not self._is_target(target):
        return empty(bytes32)
    proof: uint256 = self._proof(target)
    if SOURCE != DRAND and proof == 0:
        return empty(bytes32)
    randomness: uint256 = 0
    if SOURCE != HEADER:
        awaited: uint256 = 0
        randomness, awaited = drand._found(self._round(target, proof))
        # All four missed: the header alone.
        if awaited != 0 or (randomness == 0 and SOURCE == DRAND):
            return empty(bytes32)
    return keccak256(abi_encode(chain.id, self, salt, proof & drand.LOW, randomness & drand.LOW))


@view
@external
def lapsed(target: uint256) -> bool:
    """
    @return Whether the target can no more give a seed, whatever anybody does.
    """
    if not self._is_target(target):
        return True
    if SOURCE != DRAND:
        return self._proof(target) == 0 and self._awaited(target) == 0
    randomness: uint256 = 0
    awaited: uint256 = 0
    randomness, awaited = drand._found(target >> 64)
    return randomness == 0 and awaited == 0


@view
@external
def needs(target: uint256) -> (uint256, uint256):
    """
    @return The block whose header is to be proven next, and the round to be posted next, either perhaps still to come;
            0: none (with a source of headers the round is known once the header is).
    """
    if not self._is_target(target):
        return 0, 0
    proof: uint256 = self._proof(target)
    if SOURCE != DRAND and proof == 0:
        return self._awaited(target), 0
    if SOURCE == HEADER:
        return 0, 0
    randomness: uint256 = 0
    awaited: uint256 = 0
    randomness, awaited = drand._found(self._round(target, proof))
    return 0, awaited


@view
@external
def proven(number: uint256) -> (uint256, uint256):
    """
    @return The low 216 bits of a block's mixHash, and its timestamp; zeros: not proven.
    """
    word: uint256 = self._proofs[number]
    return word & drand.LOW, word >> 216


@view
@external
def settings() -> IBeacon.Settings:
    """
    @return What the beacon was made with, for good.
    """
    return IBeacon.Settings(
        source=SOURCE,
        lead=LEAD,
        block_seconds=BLOCK_SECONDS,
        window=WINDOW,
        genesis=drand.GENESIS,
        period=drand.PERIOD,
        key=drand.KEY,
    )


@view
@internal
def _is_target(target: uint256) -> bool:
    """
    @dev A word that names exactly what the source is made of; nothing else ever gives a seed.
    """
    round: uint256 = target >> 64
    has_parts: bool = (target & HALF != 0) == (SOURCE != DRAND) and (round != 0) == (SOURCE != HEADER)
    return has_parts and round <= HALF


@view
@internal
def _proof(target: uint256) -> uint256:
    """
    @return What is proven of the first of the target's blocks of which anything is; 0: nothing.
    @dev Each comes within reach when the one before is out of it, so the first one proven stays the first.
    """
    if SOURCE == DRAND:
        return 0
    number: uint256 = target & HALF
    for i: uint256 in range(TRIES):
        word: uint256 = self._proofs[number]
        if word != 0:
            return word
        number += WINDOW + 1
    return 0


@view
@internal
def _awaited(target: uint256) -> uint256:
    """
    @return The first of the target's blocks that isn't out of reach; 0: all are.
    """
    number: uint256 = target & HALF
    for i: uint256 in range(TRIES):
        if block.number <= number + WINDOW:
            return number
        number += WINDOW + 1
    return 0


@view
@internal
def _round(target: uint256, proof: uint256) -> uint256:
    """
    @return The round that counts: never one that the block's proposer could have known.
    """
    if proof == 0:
        return target >> 64
    return max(target >> 64, drand._round_at((proof >> 216) + AFTER))


@view
@internal
def _hash_of(number: uint256) -> bytes32:
    """
    @return The hash of a block within reach; empty: it isn't.
    """
    if number >= block.number:
        return empty(bytes32)
    age: uint256 = block.number - number
    if age <= SHORT_REACH:
        return blockhash(number)
    if age > WINDOW:
        return empty(bytes32)
    success: bool = False
    answer: Bytes[32] = b""
    success, answer = raw_call(
        HISTORY,
        abi_encode(number),
        max_outsize=32,
        is_static_call=True,
        revert_on_failure=False,
    )
    if not success or len(answer) != 32:
        return empty(bytes32)
    return convert(answer, bytes32)
