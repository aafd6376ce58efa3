# SPDX-License-Identifier: AGPL-3.0-only
# pragma version 0.4.3
# pragma nonreentrancy off
"""
@title A tribunal whose cases anybody opens and closes
@license AGPL-3.0-only
@custom:powers Anybody says who is party to a case; it is a tribunal of the tests.
@custom:exit Nothing of value is held here.
"""

is_party: public(HashMap[uint256, bool])


@external
def set_party(community_id: uint256, party: bool):
    self.is_party[community_id] = party
