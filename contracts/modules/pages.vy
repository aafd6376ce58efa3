# SPDX-License-Identifier: AGPL-3.0-only
# pragma version 0.4.3
# pragma nonreentrancy on
"""
@title Pages: a roll's people, as they were enrolled
@license AGPL-3.0-only
@notice A page is a data contract that nobody can change, at an address that anybody can compute from its people:
        CREATE2 by this contract, salt keccak256(abi_encode(community, page)). Twin: symbio/domain/roll_book.py.
@dev `pages` is always how many the community has, which the caller keeps. A place is 1,024 times the page, plus the
     offset on it.
"""

from ..interfaces import ICommunities


PAGE_PEOPLE: constant(uint256) = 1024
INITCODE_BYTES: constant(uint256) = 11 + 20 * PAGE_PEOPLE
# PUSH2 size, DUP1, PUSH1 10, RETURNDATASIZE, CODECOPY, RETURNDATASIZE, RETURN, and the STOP that the code begins with.
LOADER: constant(bytes11) = 0x61000080600a3d393df300
# People that are read in one go where the whole page is needed.
STRIDE: constant(uint256) = 32
MOMENT: constant(uint256) = 2**40 - 1
ADDRESS: constant(uint256) = 2**160 - 1
SEARCH: constant(uint256) = 33  # halvings until nothing is left of 2**32 pages


# (community, page) -> data address 160 | enrolled at 40 | people up to this page's end 40
slots: HashMap[uint256, HashMap[uint256, uint256]]


@internal
def _append(community_id: uint256, page: uint256, end: uint256, data: address):
    self.slots[community_id][page] = convert(data, uint256) | (block.timestamp << 160) | (end << 200)


@internal
@view
def _pages_at(community_id: uint256, pages: uint256, version: uint256) -> (uint256, uint256):
    """
    @dev How many pages there were, and how many people on them.
    """
    if pages == 0:
        return 0, 0
    # The latest page is the likeliest answer.
    slot: uint256 = self.slots[community_id][pages - 1]
    if (slot >> 160) & MOMENT <= version:
        return pages, slot >> 200
    low: uint256 = 0
    high: uint256 = pages - 1
    for _: uint256 in range(SEARCH):
        if low >= high:
            break
        middle: uint256 = (low + high) // 2
        if (self.slots[community_id][middle] >> 160) & MOMENT <= version:
            low = middle + 1
        else:
            high = middle
    return low, self._first(community_id, low)


@internal
@view
def _place(community_id: uint256, pages: uint256, index: uint256) -> uint256:
    """
    @dev The place of an index that some page holds.
    """
    low: uint256 = 0
    high: uint256 = pages
    for _: uint256 in range(SEARCH):
        if low >= high:
            break
        middle: uint256 = (low + high) // 2
        if self.slots[community_id][middle] >> 200 <= index:
            low = middle + 1
        else:
            high = middle
    return low * PAGE_PEOPLE + index - self._first(community_id, low)


@internal
@view
def _first(community_id: uint256, page: uint256) -> uint256:
    if page == 0:
        return 0
    return self.slots[community_id][page - 1] >> 200


@internal
@view
def _holds(community_id: uint256, version: uint256, page: uint256, offset: uint256) -> bool:
    # A page that isn't there has no data, and data without code holds nobody.
    slot: uint256 = self.slots[community_id][page]
    return (slot >> 160) & MOMENT <= version and offset < convert(slot & ADDRESS, address).codesize // 20


@internal
@view
def _enrolled(community_id: uint256, page: uint256, offset: uint256) -> address:
    data: address = convert(self.slots[community_id][page] & ADDRESS, address)
    return convert(convert(slice(data.code, 1 + 20 * offset, 20), bytes20), address)


@internal
@view
def _page(community_id: uint256, page: uint256) -> ICommunities.Page:
    slot: uint256 = self.slots[community_id][page]
    if slot == 0:
        return empty(ICommunities.Page)
    first: uint256 = self._first(community_id, page)
    count: uint256 = (slot >> 200) - first
    data: address = convert(slot & ADDRESS, address)
    return ICommunities.Page(
        data=data,
        fingerprint=self._fingerprint(data, count),
        enrolled_at=(slot >> 160) & MOMENT,
        first=first,
        count=count,
    )


@internal
@view
def _fingerprint(data: address, count: uint256) -> bytes32:
    """
    @dev The hash of a page's initcode, put together again from its code: to keep it would cost a person 90 gas.
    """
    initcode: Bytes[INITCODE_BYTES] = concat(self._loader(20 * count), b"")
    at: uint256 = 1
    for _: uint256 in range(count // STRIDE, bound=PAGE_PEOPLE // STRIDE):
        initcode = convert(concat(initcode, slice(data.code, at, 20 * STRIDE)), Bytes[INITCODE_BYTES])
        at += 20 * STRIDE
    for _: uint256 in range(count % STRIDE, bound=STRIDE):
        initcode = convert(concat(initcode, slice(data.code, at, 20)), Bytes[INITCODE_BYTES])
        at += 20
    return keccak256(initcode)


@internal
@pure
def _loader(size: uint256) -> bytes11:
    """
    @dev What goes before a page's `size` bytes of people in its initcode.
    """
    assert size != 0, "communities: empty page"
    assert size % 20 == 0, "communities: not whole addresses"
    return convert(convert(convert(LOADER, uint256) | ((size + 1) << 64), uint88), bytes11)


@internal
@pure
def _salt(community_id: uint256, page: uint256) -> bytes32:
    return keccak256(abi_encode(community_id, page))
