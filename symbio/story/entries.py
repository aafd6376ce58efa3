# SPDX-License-Identifier: Apache-2.0
"""What several of an example's files are made of: an object, a community."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from symbio.domain import documents
from symbio.domain.clauses import Country, Key, Language, Languages, Text
from symbio.domain.rules import WHOLE


class Entry(BaseModel):
    """An object of an example's JSON files."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Onward(Entry):
    """An account to which a community passes on a part of what it is due."""

    to: Text
    share: Annotated[int, Field(ge=1, le=WHOLE)]


class CommunityEntry(Entry):
    """A community or government that the story registers."""

    key: Key
    name: Text
    titles: dict[Language, Text] = Field(default_factory=dict)
    kind: Literal["local community", "national government"]
    jurisdiction: Country
    languages: Languages
    steward: Text
    acceptance: Literal["direct", "signature"] = "direct"
    profile: Text
    passes_on: tuple[Onward, ...] = ()

    def profile_digest(self) -> bytes:
        """Give the sha-256 of the profile as a document."""
        shown = self.model_dump(mode="json", exclude={"acceptance", "passes_on"})
        return documents.digest(shown)
