# SPDX-License-Identifier: AGPL-3.0-only
# pragma version 0.4.3
# pragma nonreentrancy on
"""
@title The roll book: a community's people, as of any second
@license AGPL-3.0-only
@notice Whoever leaves, or changes their key, is written beside the page with the second from which that holds, so a
        second that has passed can never read differently. Twin: symbio/domain/roll_book.py.
"""

from . import pages


uses: pages


PAGE_PEOPLE: constant(uint256) = 1024
MOMENT: constant(uint256) = 2**40 - 1
ADDRESS: constant(uint256) = 2**160 - 1
SEARCH: constant(uint256) = 41  # halvings until nothing is left of 2**40


# community -> departures 40 | first amendment 40 | checkpoints 40 | latest departure 40
amendments: HashMap[uint256, uint256]
# (community, checkpoint) -> moment 40 | departures by then 40
departures: HashMap[uint256, HashMap[uint256, uint256]]
# (community, page) -> one bit a place that was ever left or rotated
marks: HashMap[uint256, HashMap[uint256, uint256[4]]]
# (community, place) -> how often the key there has changed
changes: HashMap[uint256, HashMap[uint256, uint256]]
# (community, place, change) -> key 160 | since 40; no key: the person departed, for good
keys: HashMap[uint256, HashMap[uint256, HashMap[uint256, uint256]]]
# (community, person) -> when that person last departed
departed_at: HashMap[uint256, HashMap[address, uint256]]


@internal
def _depart(community_id: uint256, place: uint256, person: address):
    self._change(community_id, place, empty(address))
    self.departed_at[community_id][person] = block.timestamp
    head: uint256 = self.amendments[community_id]
    departed: uint256 = (head & MOMENT) + 1
    checkpoints: uint256 = (head >> 80) & MOMENT
    # Departures of one second share a checkpoint.
    if head >> 120 != block.timestamp:
        checkpoints += 1
    self.departures[community_id][checkpoints - 1] = block.timestamp | (departed << 40)
    self.amendments[community_id] = (
        departed | (head & (MOMENT << 40)) | (checkpoints << 80) | (block.timestamp << 120)
    )


@internal
def _change(community_id: uint256, place: uint256, key: address):
    number: uint256 = self.changes[community_id][place]
    self.keys[community_id][place][number] = convert(key, uint256) | (block.timestamp << 160)
    self.changes[community_id][place] = number + 1
    if number == 0:
        offset: uint256 = place % PAGE_PEOPLE
        self.marks[community_id][place // PAGE_PEOPLE][offset >> 8] |= 1 << (offset & 255)
    head: uint256 = self.amendments[community_id]
    if (head >> 40) & MOMENT == 0:
        self.amendments[community_id] = head | (block.timestamp << 40)


@internal
@view
def _roll_at(community_id: uint256, page_count: uint256, version: uint256) -> (uint256, uint256, bool):
    low: uint256 = 0
    enrolled: uint256 = 0
    low, enrolled = pages._pages_at(community_id, page_count, version)
    head: uint256 = self.amendments[community_id]
    first: uint256 = (head >> 40) & MOMENT
    if first == 0 or first > version:
        return low, enrolled, False
    return low, enrolled - self._departures_at(community_id, head, version), True


@internal
@view
def _departures_at(community_id: uint256, head: uint256, version: uint256) -> uint256:
    if head >> 120 <= version:
        return head & MOMENT
    low: uint256 = 0
    high: uint256 = (head >> 80) & MOMENT
    for _: uint256 in range(SEARCH):
        if low >= high:
            break
        middle: uint256 = (low + high) // 2
        if self.departures[community_id][middle] & MOMENT <= version:
            low = middle + 1
        else:
            high = middle
    if low == 0:
        return 0
    return self.departures[community_id][low - 1] >> 40


@internal
@view
def _member_on(community_id: uint256, version: uint256, page: uint256, offset: uint256) -> address:
    if not pages._holds(community_id, version, page, offset):
        return empty(address)
    place: uint256 = page * PAGE_PEOPLE + offset
    low: uint256 = 0
    high: uint256 = self.changes[community_id][place]
    for _: uint256 in range(SEARCH):
        if low >= high:
            break
        middle: uint256 = (low + high) // 2
        if self.keys[community_id][place][middle] >> 160 <= version:
            low = middle + 1
        else:
            high = middle
    if low == 0:
        return pages._enrolled(community_id, page, offset)
    return convert(self.keys[community_id][place][low - 1] & ADDRESS, address)


@internal
@view
def _departed(community_id: uint256, place: uint256) -> bool:
    number: uint256 = self.changes[community_id][place]
    return number != 0 and self.keys[community_id][place][number - 1] & ADDRESS == 0
