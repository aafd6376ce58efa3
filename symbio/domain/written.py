# SPDX-License-Identifier: Apache-2.0
"""Documents with a model: read strictly, given back as they were written, published as a schema."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar, Self

from pydantic import ValidationError

from symbio.domain import documents
from symbio.domain.clauses import Clause
from symbio.domain.documents import BadDocument, path_of
from symbio.domain.refusals.base import SymbioError


class Written(Clause):
    """A document that is known by its digest: the sha-256 of its form in RFC 8785."""

    @classmethod
    def read(cls, text: str | bytes) -> Self:
        """Read JSON; raises BadDocument with the path of the first field that is wrong."""
        value = documents.canonical(documents.parse(text))
        try:
            return cls.model_validate_json(value)
        except ValidationError as error:
            problems = error.errors(include_url=False, include_context=False, include_input=False)
            said = problems[0]["msg"].removeprefix("Value error, ")
            more = f" ({len(problems) - 1} more)" if len(problems) > 1 else ""
            raise BadDocument(path_of(problems[0]["loc"]), f"{said}{more}") from error

    def document(self) -> dict[str, Any]:
        """Give the JSON value, exactly as it was written."""
        return self.model_dump(mode="json", exclude_unset=True)

    def canonical(self) -> bytes:
        """Give the canonical bytes, RFC 8785."""
        return documents.canonical(self.document())

    def digest(self) -> bytes:
        """Give the 32 bytes by which the chain knows it."""
        return documents.digest(self.document())


class Contradiction(SymbioError):
    """A document says one thing and what it is held against another; `fields` names where."""

    what: ClassVar[str] = "The document contradicts the chain"
    sides: ClassVar[tuple[str, str]] = ("document", "chain")

    def __init__(self, differences: Iterable[tuple[str, object, object]]) -> None:
        listed, (here, there) = tuple(differences), self.sides
        said = "; ".join(f"{field}: {here} {one}, {there} {two}" for field, one, two in listed)
        super().__init__(f"{self.what}: {said}. {self.remedy}")
        self.fields = tuple(field for field, _, _ in listed)


def once(path: str, values: Iterable[object]) -> None:
    """Refuse a value that stands twice; `path` has its number in braces. Raises BadDocument."""
    seen: set[object] = set()
    for n, value in enumerate(values):
        if value in seen:
            raise BadDocument(path.format(n), f"{value!r} stands twice")
        seen.add(value)
