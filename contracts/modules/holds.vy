# SPDX-License-Identifier: AGPL-3.0-only
# pragma version 0.4.3
# pragma nonreentrancy on
"""
@title Holds: payments that wait for a ruling
@license AGPL-3.0-only
@notice A hold is one payment that is nobody's yet. Its arbiter divides it once, between the split and the payer; after
        its time anybody gives all of it to the split. Nothing else of the split waits with it. In the share book a hold
        has a key of its own in a token's place, credited once, with the shares' version of the moment of payment. So
        what the split gets is owed by the shares of that moment, whatever has changed since. Twin:
        symbio/domain/holds.py.
"""

from ..interfaces import ITreasury


# A key is the twelve bytes of "Symbio hold ", then the hold's number: no contract can be made to have such an address.
KEYS: constant(uint256) = 25_834_052_392_669_889_578_476_004_384
MAX_TIME: constant(uint256) = 3 * 365 * 86_400

NUMBER: constant(uint256) = 2**64 - 1
ADDRESS: constant(uint256) = 2**160 - 1
TIME: constant(uint256) = 2**40 - 1
AMOUNT: constant(uint256) = 2**128 - 1
DECIDED: constant(uint256) = 2**255


struct Slots:
    money: uint256      # token 160 | until 40 | version 32
    judge: uint256      # arbiter 160 | split 64, and the highest bit once it is decided
    payer: address
    amounts: uint256    # credited 128 | refund not withdrawn yet 128


# how many holds there are; the first is number 1
holds: public(uint256)
records: HashMap[uint256, Slots]


@internal
def _open(
    split_id: uint256, version: uint256, token: address, amount: uint256, arbiter: address, until: uint256
) -> uint256:
    """
    @return The hold's number.
    """
    assert amount <= AMOUNT, "treasury: more than it can count"
    assert arbiter != empty(address), "treasury: a hold needs an arbiter"
    assert until > block.timestamp, "treasury: a hold ends in the future"
    assert until - block.timestamp <= MAX_TIME, "treasury: a hold ends within three years"
    hold_id: uint256 = self.holds + 1
    self.holds = hold_id
    self.records[hold_id] = Slots(
        money=convert(token, uint256) | (until << 160) | (version << 200),
        judge=convert(arbiter, uint256) | (split_id << 160),
        payer=msg.sender,
        amounts=amount,
    )
    log ITreasury.PaymentHeld(
        hold_id=hold_id,
        split_id=split_id,
        payer=msg.sender,
        token=token,
        amount=amount,
        version=version,
        arbiter=arbiter,
        until=until,
    )
    return hold_id


@internal
def _rule(hold_id: uint256, to_split: uint256) -> ITreasury.Hold:
    """
    @return The hold as it was: what the split is owed of it is still to be credited.
    """
    found: ITreasury.Hold = self._undecided(hold_id)
    assert msg.sender == found.arbiter, "treasury: not the arbiter"
    assert block.timestamp <= found.until, "treasury: the arbiter's time is over"
    assert to_split <= found.amount, "treasury: more than is held"
    self._decide(hold_id, found.amount - to_split)
    log ITreasury.HoldRuled(
        hold_id=hold_id,
        split_id=found.split_id,
        arbiter=msg.sender,
        to_split=to_split,
        to_payer=found.amount - to_split,
    )
    return found


@internal
def _release(hold_id: uint256) -> ITreasury.Hold:
    """
    @return The hold as it was: all of it is still to be credited.
    """
    found: ITreasury.Hold = self._undecided(hold_id)
    assert block.timestamp > found.until, "treasury: the arbiter's time isn't over"
    self._decide(hold_id, 0)
    log ITreasury.HoldReleased(hold_id=hold_id, split_id=found.split_id, actor=msg.sender, amount=found.amount)
    return found


@internal
def _refund(hold_id: uint256) -> (address, uint256):
    """
    @return The token, and what the payer is owed of it from now on nowhere but by the caller.
    """
    found: ITreasury.Hold = self._existing(hold_id)
    assert msg.sender == found.payer, "treasury: not the payer"
    assert found.refund != 0, "treasury: nothing to refund"
    self.records[hold_id].amounts = found.amount
    return found.token, found.refund


@internal
@view
def _coin(split_id: uint256, key: address) -> address:
    """
    @return The token in which a decided hold of this split is paid.
    """
    found: ITreasury.Hold = self._existing(convert(key, uint256) & NUMBER)
    assert found.split_id == split_id, "treasury: no such hold"
    # Before, nothing is owed, but a walk through many terms would pass by those that will be.
    assert found.decided, "treasury: the hold isn't decided"
    return found.token


@internal
@view
def _existing(hold_id: uint256) -> ITreasury.Hold:
    record: Slots = self.records[hold_id]
    assert record.judge != 0, "treasury: no such hold"
    return ITreasury.Hold(
        split_id=(record.judge >> 160) & NUMBER,
        key=convert((KEYS << 64) | hold_id, address),
        token=convert(record.money & ADDRESS, address),
        amount=record.amounts & AMOUNT,
        version=record.money >> 200,
        payer=record.payer,
        arbiter=convert(record.judge & ADDRESS, address),
        until=(record.money >> 160) & TIME,
        decided=record.judge >= DECIDED,
        refund=record.amounts >> 128,
    )


@internal
@view
def _undecided(hold_id: uint256) -> ITreasury.Hold:
    found: ITreasury.Hold = self._existing(hold_id)
    assert not found.decided, "treasury: the hold is decided"
    return found


@internal
def _decide(hold_id: uint256, refund: uint256):
    self.records[hold_id].judge |= DECIDED
    self.records[hold_id].amounts |= refund << 128
