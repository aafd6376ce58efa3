# SPDX-License-Identifier: Apache-2.0
"""Read rolls straight from their pages: who stands where, as of any second."""

from __future__ import annotations

from collections.abc import Iterator

from symbio.chain.communities import Communities
from symbio.chain.people import unpacked_people
from symbio.domain.addresses import NOBODY, checksummed
from symbio.domain.communities import Page, Standing
from symbio.domain.errors import NotOnRoll


class Rolls:
    """The rolls of one deployment; pages never change, so each is read from the chain once."""

    def __init__(self, communities: Communities) -> None:
        self._communities = communities
        self._pages: dict[tuple[int, int], Page] = {}
        self._people: dict[tuple[int, int], tuple[str, ...]] = {}
        self._offsets: dict[tuple[int, int], dict[str, list[int]]] = {}
        self._versions: dict[tuple[int, int], tuple[frozenset[int], ...]] = {}

    def page(self, community_id: int, page: int) -> Page:
        """Read one page's record."""
        key = (community_id, page)
        if key not in self._pages:
            self._pages[key] = self._communities.page(community_id, page)
        return self._pages[key]

    def people_on(self, community_id: int, page: int) -> tuple[str, ...]:
        """Read the people of one page as they were enrolled."""
        key = (community_id, page)
        if key not in self._people:
            code = self._communities.client.code(self.page(community_id, page).data)
            self._people[key] = unpacked_people(code)
        return self._people[key]

    def people(self, community_id: int, version: int | None = None) -> Iterator[Standing]:
        """List everybody who may act as of a second (now, by default), with their current keys."""
        moment = self._moment(version)
        for page, record, amended in self._book(community_id, moment):
            for offset, person in enumerate(self.people_on(community_id, page)):
                who = person
                if offset in amended:
                    who = self._communities.member_on(community_id, moment, page, offset)
                if who != NOBODY:
                    yield self._standing(community_id, who, page, record, offset)

    def find(self, community_id: int, person: str, version: int | None = None) -> Standing:
        """Find a person's place as of a second (now, by default); raises NotOnRoll."""
        moment, who = self._moment(version), checksummed(person)
        for page, record, amended in self._book(community_id, moment):
            for offset in self._offsets_on(community_id, page).get(who, ()):
                if offset not in amended or self._speaks(community_id, moment, page, offset, who):
                    return self._standing(community_id, who, page, record, offset)
            for offset in amended:
                if self._speaks(community_id, moment, page, offset, who):
                    return self._standing(community_id, who, page, record, offset)
        raise NotOnRoll(f"{who} is not on the roll of community {community_id}.")

    def _book(self, community_id: int, version: int) -> Iterator[tuple[int, Page, frozenset[int]]]:
        for page, amended in enumerate(self._amended(community_id, version)):
            yield page, self.page(community_id, page), amended

    def _amended(self, community_id: int, version: int) -> tuple[frozenset[int], ...]:
        key = (community_id, version)
        if key not in self._versions:
            roll = self._communities.roll_at(community_id, version)
            read = tuple(
                self._communities.amended(community_id, page) if roll.amended else frozenset()
                for page in range(roll.pages)
            )
            # Only what was true at a second that has passed can never change.
            if version >= self._communities.client.now():
                return read
            self._versions[key] = read
        return self._versions[key]

    def _moment(self, version: int | None) -> int:
        return self._communities.client.now() if version is None else version

    def _speaks(self, community_id: int, version: int, page: int, offset: int, who: str) -> bool:
        return self._communities.member_on(community_id, version, page, offset) == who

    def _offsets_on(self, community_id: int, page: int) -> dict[str, list[int]]:
        key = (community_id, page)
        if key not in self._offsets:
            places: dict[str, list[int]] = {}
            for offset, person in enumerate(self.people_on(community_id, page)):
                places.setdefault(person, []).append(offset)
            self._offsets[key] = places
        return self._offsets[key]

    def _standing(
        self, community_id: int, person: str, page: int, record: Page, offset: int
    ) -> Standing:
        return Standing(
            community_id, person, record.first + offset, page, offset, record.fingerprint
        )
