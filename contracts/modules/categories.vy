# SPDX-License-Identifier: AGPL-3.0-only
# pragma version 0.4.3
"""
@title Categories of goods, services and knowledge, as one word
@license AGPL-3.0-only
@notice Pure. scheme << 40 | digits << 32 | the digits as a number. Scheme 1 is HS 2022 with 2, 4 or 6 digits, scheme 2
        is CPC 2.1 with 1 to 5. A code covers every code that begins with it. Twin: symbio/domain/categories.py.
"""


HS: constant(uint256) = 1
CPC: constant(uint256) = 2

# Where the most digits of all still fit.
_LONGEST: constant(uint256) = 6
_NUMBER: constant(uint256) = 2**32 - 1
_DIGITS: constant(uint256) = 2**8 - 1


@internal
@pure
def _require(category: uint256):
    """
    @dev Whether the code could exist; which codes do is a list that changes every few years, and no contract's matter.
    """
    scheme: uint256 = category >> 40
    digits: uint256 = (category >> 32) & _DIGITS
    assert scheme == HS or scheme == CPC, "categories: no such scheme"
    if scheme == HS:
        assert digits == 2 or digits == 4 or digits == 6, "categories: not so many digits"
    else:
        assert digits >= 1 and digits <= 5, "categories: not so many digits"
    assert category & _NUMBER < 10**digits, "categories: more digits than it says"


@internal
@pure
def _covers(general: uint256, special: uint256) -> bool:
    """
    @dev For two categories; for any other word the answer is no, or means nothing.
    """
    if general >> 40 != special >> 40:
        return False
    digits: uint256 = (general >> 32) & _DIGITS
    longer: uint256 = (special >> 32) & _DIGITS
    if longer < digits or longer > _LONGEST:
        return False
    return (special & _NUMBER) // 10 ** (longer - digits) == general & _NUMBER
