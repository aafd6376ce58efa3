# SPDX-License-Identifier: AGPL-3.0-only
# pragma version 0.4.3
# pragma nonreentrancy on
"""
@title Rounds: when results compete, and when they are settled
@license AGPL-3.0-only
@notice Three phases of one length. While SUBMITTING, entries compete by value, and the first to reach the highest is
        the best. While SETTLING, the best entry alone is settled. In the OPEN phase anybody settles any valid chunk,
        so that a best entry that can't be settled, or isn't, stands in nobody's way for longer than one phase.
"""

from ..interfaces import IClearing
from . import numbers



SUBMITTING: constant(uint256) = 1
SETTLING: constant(uint256) = 2
OPEN: constant(uint256) = 4
CLOSED: constant(uint256) = 8

ADDRESS: constant(uint256) = 2**160 - 1
TIME: constant(uint256) = 2**40 - 1
VALUE: constant(uint256) = 2**64 - 1
NUMBER: constant(uint256) = 2**40 - 1
PAIRED: constant(uint256) = 2**128 - 1
PADDING: constant(bytes16) = empty(bytes16)


round_count: public(uint256)
latest_round: public(HashMap[address, uint256])
# author -> the value of its entry
entry: public(HashMap[uint256, HashMap[address, uint256]])
# author -> digest of a chunk -> in its entry, and not settled
is_submitted: public(HashMap[uint256, HashMap[address, HashMap[bytes32, bool]]])
# round -> federation 160 | opened at 40 | window 24
_words: HashMap[uint256, uint256]
# round -> best author 160 | obligations at its opening 40
_heads: HashMap[uint256, uint256]
# round -> currency << 64 | value of each currency, two in a word, as pinned when it opened
_pinned: HashMap[uint256, uint256[4]]
# author -> obligation number >> 8 -> one bit an obligation
_named: HashMap[uint256, HashMap[address, HashMap[uint256, uint256]]]


@external
@view
def round(round_id: uint256) -> IClearing.Round:
    word: uint256 = self._words[round_id]
    if word == 0:
        return empty(IClearing.Round)
    head: uint256 = self._heads[round_id]
    best: address = convert(head & ADDRESS, address)
    return IClearing.Round(
        federation=self._federation(word),
        opened_at=(word >> 160) & TIME,
        window=word >> 200,
        obligations=head >> 160,
        best=best,
        best_value=self.entry[round_id][best],
        phase=convert(self._phase(round_id, word), IClearing.Phase),
    )


@external
@view
def pinned_value(round_id: uint256, currency_id: uint256) -> uint256:
    worths: DynArray[uint256, 8] = self._worths(round_id)
    for worth: uint256 in worths:
        if worth >> 64 == currency_id:
            return worth & VALUE
    return 0


@internal
def _open(
    federation: address,
    window: uint256,
    currency_ids: DynArray[uint256, 8],
    values: DynArray[uint256, 8],
    obligations: uint256,
) -> uint256:
    latest: uint256 = self.latest_round[federation]
    if latest != 0:
        assert self._phase(latest, self._words[latest]) == CLOSED, "clearing: a round is under way"
    assert window != 0, "clearing: the federation holds no rounds"
    round_id: uint256 = self.round_count + 1
    self.round_count = round_id
    self.latest_round[federation] = round_id
    self._words[round_id] = convert(federation, uint256) | (block.timestamp << 160) | (window << 200)
    self._heads[round_id] = obligations << 160
    pinned: uint256 = 0
    for i: uint256 in range(len(currency_ids), bound=8):
        # A currency without a fresh value takes no part, and keeps no other from it.
        if values[i] != 0:
            worth: uint256 = (currency_ids[i] << 64) | values[i]
            self._pinned[round_id][pinned >> 1] |= worth << (128 * (pinned & 1))
            pinned += 1
    assert pinned != 0, "clearing: no currency has a fresh value"
    log IClearing.RoundOpened(
        round_id=round_id,
        federation=federation,
        actor=msg.sender,
        opened_at=block.timestamp,
        window=window,
        obligations=obligations,
        currency_ids=currency_ids,
        values=values,
    )
    return round_id


@internal
@view
def _worths(round_id: uint256) -> DynArray[uint256, 8]:
    """
    @return currency << 64 | value of each currency that takes part.
    """
    worths: DynArray[uint256, 8] = []
    for i: uint256 in range(4):
        pair: uint256 = self._pinned[round_id][i]
        if pair & PAIRED != 0:
            worths.append(pair & PAIRED)
        if pair >> 128 == 0:
            break
        worths.append(pair >> 128)
    return worths


@internal
@view
def _submitting(round_id: uint256) -> address:
    """
    @return The federation of a round in which entries compete now.
    """
    word: uint256 = self._words[round_id]
    assert word != 0, "clearing: no such round"
    assert self._phase(round_id, word) == SUBMITTING, "clearing: not the time to submit"
    return self._federation(word)


@internal
def _settling(round_id: uint256, digest: bytes32) -> address:
    """
    @notice Take a chunk off the best entry while that alone is settled.
    @return The federation of a round in which this chunk may be settled now.
    """
    word: uint256 = self._words[round_id]
    assert word != 0, "clearing: no such round"
    phase: uint256 = self._phase(round_id, word)
    if phase == SETTLING:
        best: address = convert(self._heads[round_id] & ADDRESS, address)
        assert self.is_submitted[round_id][best][digest], "clearing: not in the best entry"
        self.is_submitted[round_id][best][digest] = False
    else:
        assert phase == OPEN, "clearing: not the time to settle"
    return self._federation(word)


@internal
def _enter(round_id: uint256, digest: bytes32, worth: uint256, flows: Bytes[6400]) -> uint256:
    """
    @notice Add a chunk, whose flows were checked, to the sender's entry.
    @return The entry's value.
    """
    head: uint256 = self._heads[round_id]
    self._name(round_id, flows, head >> 160)
    self.is_submitted[round_id][msg.sender][digest] = True
    total: uint256 = self.entry[round_id][msg.sender] + worth
    self.entry[round_id][msg.sender] = total
    best: address = convert(head & ADDRESS, address)
    # Whoever reached a value first stays ahead of whoever reaches it later.
    if best != msg.sender and total > self.entry[round_id][best]:
        self._heads[round_id] = (head & ~ADDRESS) | convert(msg.sender, uint256)
    log IClearing.ChunkSubmitted(round_id=round_id, author=msg.sender, digest=digest, value=worth, total=total)
    return total


@internal
def _name(round_id: uint256, flows: Bytes[6400], obligations: uint256):
    """
    @dev Marks each obligation as named by the sender's entry; a word of 256 is written once.
    """
    current: uint256 = max_value(uint256)
    named: uint256 = 0
    padded: Bytes[6416] = concat(flows, PADDING)
    for i: uint256 in range(len(flows) // 16, bound=400):
        # Two flows a word, of which an even one is the higher half.
        pair: uint256 = extract32(padded, (i >> 1) * 32, output_type=uint256) >> (((i & 1) ^ 1) << 7)
        number: uint256 = (pair >> 88) & NUMBER
        assert number <= obligations, "clearing: registered after the round opened"
        if number >> 8 != current:
            if current != max_value(uint256):
                self._named[round_id][msg.sender][current] = named
            current = number >> 8
            named = self._named[round_id][msg.sender][current]
        bit: uint256 = 1 << (number & 255)
        assert named & bit == 0, "clearing: obligation is in this entry already"
        named |= bit
    self._named[round_id][msg.sender][current] = named


@internal
@view
def _phase(round_id: uint256, word: uint256) -> uint256:
    window: uint256 = word >> 200
    elapsed: uint256 = block.timestamp - ((word >> 160) & TIME)
    if elapsed < window:
        return SUBMITTING
    if elapsed < 2 * window and self._heads[round_id] & ADDRESS != 0:
        return SETTLING
    if elapsed < 3 * window:
        return OPEN
    return CLOSED


@internal
@pure
def _federation(word: uint256) -> address:
    return convert(word & ADDRESS, address)
