# SPDX-License-Identifier: AGPL-3.0-only
# pragma version 0.4.3
# pragma nonreentrancy on
"""
@title Shares: who is owed what of a running total, exactly, however often the shares change
@license AGPL-3.0-only
@notice A checkpointed accumulator. A payment adds to one running total per (split, token); a share change adds one
        term per payee, whatever the number of tokens; a claim walks the payee's own terms since the last claim. The
        fraction of a unit that a claim leaves over stays with that payee as carry, so nothing is ever rounded away:
        over all payees, credit sums to 10,000 times what was received. Twin: symbio/domain/shares.py.
"""


WHOLE: constant(uint256) = 10_000
# a claim walks at most as many terms; the next goes on from there
MAX_WALK: constant(uint256) = 32
MAX_TERMS: constant(uint256) = 2**32

AMOUNT: constant(uint256) = 2**128 - 1
TERM: constant(uint256) = 2**48 - 1
VERSION: constant(uint256) = 2**32 - 1
SHARE: constant(uint256) = 2**16 - 1


# (split, token) -> received 128 | version first credited 32 | version last credited 32 | checkpoints 32
totals: HashMap[uint256, HashMap[address, uint256]]
# (split, token, n) -> version 32 | received before it 128. Written when a token is first credited in a later version
# than before; the version first credited needs none, nothing was received before it.
checkpoints: HashMap[uint256, HashMap[address, HashMap[uint256, uint256]]]
# (split, payee) -> the latest term, share 16 | since version 32, and the number of terms before it 32
terms: HashMap[uint256, HashMap[uint256, uint256]]
# (split, payee, n) -> an earlier term: share 16 | since version 32
former_terms: HashMap[uint256, HashMap[uint256, HashMap[uint256, uint256]]]
# (split, token, payee) -> settled up to this much received 128 | carry, in parts of the whole 16 | next term 32
positions: HashMap[uint256, HashMap[address, HashMap[uint256, uint256]]]


@internal
def _assign(split_id: uint256, payee: uint256, share: uint256, version: uint256) -> uint256:
    """
    @return The share that the payee had until now.
    """
    latest: uint256 = self.terms[split_id][payee]
    former: uint256 = latest & SHARE
    since: uint256 = (latest >> 16) & VERSION
    assert since != version, "treasury: payee named twice"
    assert share <= WHOLE, "treasury: shares exceed the whole"
    assert share != 0 or former != 0, "treasury: payee has no share"
    before: uint256 = latest >> 48
    if since != 0:
        self.former_terms[split_id][payee][before] = latest & TERM
        before += 1
    self.terms[split_id][payee] = share | (version << 16) | (before << 48)
    return former


@internal
def _credit(split_id: uint256, token: address, version: uint256, amount: uint256):
    total: uint256 = self.totals[split_id][token]
    received: uint256 = total & AMOUNT
    assert amount <= AMOUNT - received, "treasury: more than it can count"
    first: uint256 = (total >> 128) & VERSION
    written: uint256 = total >> 192
    if first == 0:
        first = version
    elif (total >> 160) & VERSION != version:
        self.checkpoints[split_id][token][written] = version | (received << 32)
        written += 1
    self.totals[split_id][token] = (received + amount) | (first << 128) | (version << 160) | (written << 192)


@internal
def _settle(split_id: uint256, token: address, payee: uint256) -> uint256:
    """
    @notice Settle what the payee is owed, up to `MAX_WALK` terms on; the caller pays it or credits it on.
    """
    owed: uint256 = 0
    position: uint256 = 0
    settled: bool = False
    owed, position, settled = self._walk(split_id, token, payee, MAX_WALK)
    # A long walk may pass terms that earned nothing; it must be able to go on.
    assert owed != 0 or not settled, "treasury: nothing to claim"
    self.positions[split_id][token][payee] = position
    return owed


@internal
@view
def _owed(split_id: uint256, token: address, payee: uint256) -> uint256:
    return self._walk(split_id, token, payee, MAX_TERMS)[0]


@internal
@view
def _received(split_id: uint256, token: address) -> uint256:
    return self.totals[split_id][token] & AMOUNT


@internal
@view
def _share(split_id: uint256, payee: uint256) -> uint256:
    return self.terms[split_id][payee] & SHARE


@internal
@view
def _walk(split_id: uint256, token: address, payee: uint256, most: uint256) -> (uint256, uint256, bool):
    """
    @notice Add up the payee's terms since the last claim; past `most` earlier ones it stops before the latest.
    @return What is owed, the position after it, and whether the walk reached the present.
    """
    latest: uint256 = self.terms[split_id][payee]
    last: uint256 = latest >> 48
    total: uint256 = self.totals[split_id][token]
    position: uint256 = self.positions[split_id][token][payee]
    settled: uint256 = position & AMOUNT
    credit: uint256 = (position >> 128) & SHARE
    index: uint256 = position >> 144
    term: uint256 = latest
    if index != last:
        term = self.former_terms[split_id][payee][index]
    if position == 0:
        settled = self._received_before(split_id, token, total, term)
    if index != last:
        for _: uint256 in range(most, bound=MAX_TERMS):
            following: uint256 = latest
            if index + 1 != last:
                following = self.former_terms[split_id][payee][index + 1]
            up_to: uint256 = self._received_before(split_id, token, total, following)
            credit += (term & SHARE) * (up_to - settled)
            settled = up_to
            term = following
            index += 1
            if index == last:
                break
    if index == last:
        up_to: uint256 = total & AMOUNT
        # No more was settled than received, and a share of it stays far below a word.
        credit = unsafe_add(credit, unsafe_mul(term & SHARE, unsafe_sub(up_to, settled)))
        settled = up_to
    return credit // WHOLE, settled | ((credit % WHOLE) << 128) | (index << 144), index == last


@internal
@view
def _received_before(split_id: uint256, token: address, total: uint256, term: uint256) -> uint256:
    """
    @notice What had been received when the term began: the first checkpoint of its version or a later one says it.
    """
    version: uint256 = (term >> 16) & VERSION
    if version <= (total >> 128) & VERSION:
        return 0
    if version > (total >> 160) & VERSION:
        return total & AMOUNT
    low: uint256 = 0
    high: uint256 = (total >> 192) - 1
    for _: uint256 in range(32):
        if low == high:
            break
        middle: uint256 = (low + high) // 2
        if self.checkpoints[split_id][token][middle] & VERSION < version:
            low = middle + 1
        else:
            high = middle
    return self.checkpoints[split_id][token][low] >> 32
