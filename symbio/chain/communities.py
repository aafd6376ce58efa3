# SPDX-License-Identifier: Apache-2.0
"""The handle of Communities: who exists, and each community's roll of people."""

from __future__ import annotations

from collections.abc import Sequence

from symbio.chain.decoding import build, build_for
from symbio.chain.handle import Handle, nothing
from symbio.chain.people import packed_consents, packed_people, pages_of
from symbio.chain.plan import Plan, first
from symbio.domain import events
from symbio.domain.acts import COMMUNITIES_DOMAIN, Domain, Enrolment
from symbio.domain.communities import (
    Community,
    Kind,
    Page,
    Place,
    RollVersion,
    Rotation,
    Stance,
    StanceRecord,
)


class Communities(Handle):
    """Communities on one chain."""

    contract = "Communities"

    # --- communities

    def register(self, kind: Kind, jurisdiction: str, profile: bytes) -> Plan[int]:
        """Register a community whose steward is the sender; gives its id."""
        words = f"Register a {_words(kind)} in {jurisdiction or 'no one jurisdiction'}."
        return self._plan(
            "register",
            (int(kind), jurisdiction, profile),
            words,
            lambda logs: first(logs, events.CommunityRegistered).community_id,
        )

    def revise(self, community_id: int, jurisdiction: str, profile: bytes) -> Plan[None]:
        """Change what a community says of itself."""
        words = f"Revise the jurisdiction and profile of community {community_id}."
        return self._plan("revise", (community_id, jurisdiction, profile), words, nothing)

    def offer_stewardship(self, community_id: int, heir: str) -> Plan[None]:
        """Offer a community to an heir; the empty address takes an offer back."""
        words = f"Offer the stewardship of community {community_id} to {heir}."
        return self._plan("offer_stewardship", (community_id, heir), words, nothing)

    def accept_stewardship(self, community_id: int) -> Plan[None]:
        """Take an offered stewardship."""
        words = f"Accept the stewardship of community {community_id}."
        return self._plan("accept_stewardship", (community_id,), words, nothing)

    def declare(
        self, community_id: int, about_id: int, stance: Stance, statement: bytes
    ) -> Plan[None]:
        """Declare a community's stance towards another, with its statement's digest."""
        words = f"Community {community_id} declares: {_words(stance)}, as to community {about_id}."
        return self._plan(
            "declare", (community_id, about_id, int(stance), statement), words, nothing
        )

    # --- the roll

    def enrol(self, community_id: int, people: Sequence[str]) -> Plan[int]:
        """Write up to 1,024 people as a new page of a roll; gives the page's number.

        Raises BadRoll for an empty list, an address that is none, and anybody listed twice.
        """
        packed = packed_people(people)
        words = f"Enrol {len(people):,} people in community {community_id}."
        return self._plan("enrol", (community_id, packed), words, _page)

    def enrol_pages(self, community_id: int, people: Sequence[str]) -> tuple[Plan[int], ...]:
        """Plan as many pages as a long list of people needs, after checking all of it."""
        return tuple(self.enrol(community_id, page) for page in pages_of(people))

    def enrol_with_consent(
        self,
        community_id: int,
        people: Sequence[str],
        invited_at: int,
        consents: Sequence[bytes | None],
    ) -> Plan[int]:
        """Enrol people with the consents they signed, one each in order; None: not given."""
        given = sum(each is not None for each in consents)
        words = (
            f"Enrol {len(people):,} people in community {community_id}, "
            f"{given:,} with their signed consent."
        )
        packed = packed_consents(people, consents)
        arguments = (community_id, packed_people(people), invited_at, packed)
        return self._plan("enrol_with_consent", arguments, words, _page)

    def consent(self, community_id: int, index: int) -> Plan[None]:
        """Record the sender's own consent to stand on the roll."""
        words = f"Consent to standing on the roll of community {community_id}."
        act = self.enrolment(community_id, 0)
        return self._plan("consent", (community_id, index), words, nothing, act=act)

    def leave(self, community_id: int, index: int) -> Plan[None]:
        """Leave a roll; counts for later versions only."""
        words = f"Leave the roll of community {community_id}."
        return self._plan("leave", (community_id, index), words, nothing)

    def propose_rotation(self, community_id: int, index: int, successor: str) -> Plan[int]:
        """Propose another key for a person, the empty address to strike off; gives when it may."""
        words = f"Propose the key {successor} for person {index} of community {community_id}."
        return self._plan(
            "propose_rotation",
            (community_id, index, successor),
            words,
            lambda logs: first(logs, events.RotationProposed).ready_at,
        )

    def veto_rotation(self, community_id: int, index: int) -> Plan[None]:
        """Stop a proposed change of key, by the old key or the steward."""
        words = f"Stop the change of key of person {index} of community {community_id}."
        return self._plan("veto_rotation", (community_id, index), words, nothing)

    def complete_rotation(self, community_id: int, index: int) -> Plan[None]:
        """Complete a change of key after its delay; by anybody."""
        words = f"Complete the change of key of person {index} of community {community_id}."
        return self._plan("complete_rotation", (community_id, index), words, nothing)

    def strike_duplicate(self, community_id: int, kept: int, index: int) -> Plan[None]:
        """Strike off an index whose key stands on an earlier one too; by anybody."""
        words = f"Strike off person {index} of community {community_id}, the same as {kept}."
        return self._plan("strike_duplicate", (community_id, kept, index), words, nothing)

    def enrolment(self, community_id: int, invited_at: int) -> Enrolment:
        """Give the consent that a person signs to be enrolled."""
        return Enrolment(self.domain, community_id, invited_at)

    @property
    def domain(self) -> Domain:
        return Domain(COMMUNITIES_DOMAIN, self.client.chain_id, self.address)

    # --- views

    def count(self) -> int:
        """How many communities there are; they are numbered from 1."""
        return int(self._read("count"))

    def community(self, community_id: int) -> Community:
        """Read a community; its kind is 0 where there is none."""
        return build_for(Community, community_id, self._read("community", community_id))

    def steward(self, community_id: int) -> str:
        """Read who acts for a community."""
        return str(self._read("steward", community_id))

    def page(self, community_id: int, page: int) -> Page:
        """Read where a page of a roll lies and what it holds."""
        return build(Page, self._read("page", community_id, page))

    def roll_at(self, community_id: int, version: int) -> RollVersion:
        """Read how large a roll was as of a second."""
        return build(RollVersion, self._read("roll_at", community_id, version))

    def member_at(self, community_id: int, version: int, index: int) -> str:
        """Read the key that spoke for an index as of a second; the empty address for nobody."""
        return str(self._read("member_at", community_id, version, index))

    def member_on(self, community_id: int, version: int, page: int, offset: int) -> str:
        """Read the key that spoke for a place of the roll as of a second."""
        return str(self._read("member_on", community_id, version, page, offset))

    def amended(self, community_id: int, page: int) -> frozenset[int]:
        """Read which offsets of a page were ever left or rotated."""
        words = self._read("amended", community_id, page)
        return frozenset(
            at * 256 + bit for at, word in enumerate(words) for bit in range(256) if word >> bit & 1
        )

    def place(self, community_id: int, index: int) -> Place:
        """Read on which page, and where on it, an index stands."""
        return build(Place, self._read("place", community_id, index))

    def rotation(self, community_id: int, index: int) -> Rotation:
        """Read the change of key that waits, if any."""
        return build(Rotation, self._read("rotation", community_id, index))

    def consented(self, community_id: int, index: int) -> bool:
        """Read whether a person has consented to stand on the roll."""
        return bool(self._read("consented", community_id, index))

    def stance(self, community_id: int, about_id: int) -> StanceRecord:
        """Read the stance of one actor towards another."""
        return build(StanceRecord, self._read("stance", community_id, about_id))


def _page(logs: tuple[events.Event, ...]) -> int:
    return first(logs, events.PeopleEnrolled).page


def _words(flag: Kind | Stance) -> str:
    return (flag.name or "nothing").lower().replace("_", " ")
