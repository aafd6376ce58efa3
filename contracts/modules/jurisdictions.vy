# SPDX-License-Identifier: AGPL-3.0-only
# pragma version 0.4.3
# pragma nonreentrancy on
"""
@title Jurisdictions: where a community is, in the two letters of ISO 3166-1
@license AGPL-3.0-only
@notice A record for people to read; no rule of any contract reads it, but that of its own form.
"""

from ..interfaces import ICommunities


# The kinds that are somewhere: LOCAL_COMMUNITY and NATIONAL_GOVERNMENT (Vyper can't name an imported flag's members).
PLACED: constant(uint256) = 1 | 4


@internal
@pure
def _packed(kind: ICommunities.Kind, jurisdiction: String[2]) -> uint256:
    """
    @dev Two capital letters, which only a federation may leave out. Which pairs ISO has given to a country is for
         those who read them: the list changes, this rule doesn't.
    """
    if len(jurisdiction) == 0 and convert(kind, uint256) & PLACED == 0:
        return 0
    assert len(jurisdiction) == 2, "communities: unknown jurisdiction"
    for at: uint256 in range(2):
        letter: uint256 = convert(convert(slice(jurisdiction, at, 1), Bytes[1]), uint256)
        assert letter >= 65 and letter <= 90, "communities: unknown jurisdiction"
    return convert(convert(jurisdiction, Bytes[2]), uint256)


@internal
@pure
def _unpacked(letters: uint256) -> String[2]:
    if letters == 0:
        return ""
    return convert(slice(convert(letters << 240, bytes32), 0, 2), String[2])
