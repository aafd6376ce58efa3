# SPDX-License-Identifier: AGPL-3.0-only
# pragma version 0.4.3
"""
@title A tribunal whose open cases a test decides
@license AGPL-3.0-only
"""

is_party: public(HashMap[uint256, bool])


@external
def set_party(community_id: uint256, is_party: bool):
    self.is_party[community_id] = is_party
