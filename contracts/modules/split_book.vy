# SPDX-License-Identifier: AGPL-3.0-only
# pragma version 0.4.3
# pragma nonreentrancy on
"""
@title The split book: which splits there are, and who controls each
@license AGPL-3.0-only
@notice A controller changes shares for the future alone; it hands the control on to an heir who accepts, or gives it up
        for good.
"""

from ..interfaces import ITreasury


ADDRESS: constant(uint256) = 2**160 - 1
VERSION: constant(uint256) = 2**32 - 1


# how many splits there are; the first is number 1
count: public(uint256)
# split -> controller 160 | version 32 | payees 64
slots: HashMap[uint256, uint256]
heirs: HashMap[uint256, address]


@external
def offer_control(split_id: uint256, heir: address):
    """
    @notice Offer the control to an heir, who must accept it; to nobody: withdraw the offer. By the controller.
    """
    self._controlled(split_id)
    self.heirs[split_id] = heir
    log ITreasury.ControlOffered(split_id=split_id, controller=msg.sender, heir=heir)


@external
def accept_control(split_id: uint256):
    """
    @notice Take the control that was offered to the sender.
    """
    slot: uint256 = self._existing(split_id)
    assert msg.sender == self.heirs[split_id], "treasury: not the heir"
    self.heirs[split_id] = empty(address)
    self._write(split_id, msg.sender, self._version(slot), slot >> 192)
    log ITreasury.ControlAccepted(split_id=split_id, controller=msg.sender, former=self._controller(slot))


@external
def renounce_control(split_id: uint256):
    """
    @notice Give the control up for good; an offer to an heir ends with it. By the controller.
    """
    slot: uint256 = self._controlled(split_id)
    self.heirs[split_id] = empty(address)
    self._write(split_id, empty(address), self._version(slot), slot >> 192)
    log ITreasury.ControlRenounced(split_id=split_id, former=msg.sender)


@external
@view
def split(split_id: uint256) -> ITreasury.Split:
    slot: uint256 = self._existing(split_id)
    return ITreasury.Split(
        controller=self._controller(slot),
        heir=self.heirs[split_id],
        version=self._version(slot),
        payees=slot >> 192,
    )


@internal
def _write(split_id: uint256, controller: address, version: uint256, payees: uint256):
    self.slots[split_id] = convert(controller, uint256) | (version << 160) | (payees << 192)


@internal
@view
def _existing(split_id: uint256) -> uint256:
    slot: uint256 = self.slots[split_id]
    assert slot != 0, "treasury: no such split"
    return slot


@internal
@view
def _controlled(split_id: uint256) -> uint256:
    slot: uint256 = self._existing(split_id)
    assert msg.sender == self._controller(slot), "treasury: not the controller"
    return slot


@internal
@pure
def _controller(slot: uint256) -> address:
    return convert(slot & ADDRESS, address)


@internal
@pure
def _version(slot: uint256) -> uint256:
    return (slot >> 160) & VERSION
