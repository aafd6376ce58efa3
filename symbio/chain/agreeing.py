# SPDX-License-Identifier: Apache-2.0
"""What Accords and Federations share: stewards accept terms for their communities, or decline."""

from __future__ import annotations

from typing import ClassVar

from symbio.chain.handle import Handle, nothing
from symbio.chain.plan import Plan
from symbio.domain.acts import Act


class Agreeing(Handle):
    """A contract under which every community has to accept the same terms, by their digest."""

    agreed: ClassVar[str] = "the terms"

    def accept(self, terms: bytes, community_id: int, act: Act | None = None) -> Plan[None]:
        """Accept terms, by their digest, for a community; by its steward."""
        words = f"Accept {self.agreed} {terms.hex()[:8]}… for community {community_id}."
        return self._plan("accept", (terms, community_id), words, nothing, act=act)

    def decline(self, terms: bytes, community_id: int) -> Plan[None]:
        """Take an acceptance back, sent or signed; by the community's steward."""
        words = f"Decline {self.agreed} {terms.hex()[:8]}… for community {community_id}."
        return self._plan("decline", (terms, community_id), words, nothing)

    def accepted(self, terms: bytes, community_id: int) -> str:
        """Read which steward accepted terms for a community."""
        return str(self._read("accepted", terms, community_id))

    def declined(self, terms: bytes, community_id: int) -> str:
        """Read which steward declined terms for a community; their signature counts no more."""
        return str(self._read("declined", terms, community_id))
