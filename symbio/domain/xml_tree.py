# SPDX-License-Identifier: Apache-2.0
"""XML from strangers: no entities, no document types, nothing fetched; errors say where."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import ClassVar
from xml.parsers import expat

from symbio.domain.refusals.base import SymbioError

MOST_BYTES = 8 * 1024 * 1024
MOST_DEPTH = 64


class BadXml(SymbioError):
    """A document can't be read; `path` is the element's place in it, `line` its line."""

    remedy: ClassVar[str] = "Correct it in the file and load it again; nothing was changed."

    def __init__(self, source: str, line: int, path: str, problem: str) -> None:
        place = f"line {line}" + (f", {path}" if path else "")
        super().__init__(f"{source}, {place}: {problem}. {self.remedy}")
        self.source = source
        self.line = line
        self.path = path
        self.problem = problem


@dataclass(slots=True)
class Element:
    """One element: `tag` is `{namespace}name`, `path` its place, as an XPath without namespaces."""

    source: str
    tag: str
    attributes: dict[str, str]
    line: int
    path: str
    text: str = ""
    children: list[Element] = field(default_factory=list)
    _counts: Counter[str] = field(default_factory=Counter)

    def find_all(self, tag: str) -> Iterator[Element]:
        """Give the children of a tag."""
        return (child for child in self.children if child.tag == tag)

    def find(self, *tags: str) -> Element | None:
        """Follow the first child of each tag in turn."""
        found: Element | None = self
        for tag in tags:
            found = next(found.find_all(tag), None) if found else None
        return found

    def refuse(self, problem: str) -> BadXml:
        """Make the error that names this element."""
        return BadXml(self.source, self.line, self.path, problem)


def parse(raw: str | bytes, *, source: str) -> Element:
    """Read a document's root element; raises BadXml.

    A document type is refused, and with it every entity but the five of XML itself.
    """
    data = raw.encode() if isinstance(raw, str) else raw
    if len(data) > MOST_BYTES:
        raise BadXml(source, 1, "", f"it is larger than {MOST_BYTES:,} bytes")
    return _Reader(source, "utf-8" if isinstance(raw, str) else None).read(data)


class _Reader:
    def __init__(self, source: str, encoding: str | None) -> None:
        self.source = source
        self.open: list[Element] = []
        self.root: Element | None = None
        self.parser = expat.ParserCreate(encoding, "}")
        self.parser.buffer_text = True
        self.parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
        self.parser.StartDoctypeDeclHandler = self._refuse_doctype
        self.parser.EntityDeclHandler = self._refuse_doctype
        self.parser.ExternalEntityRefHandler = self._refuse_doctype
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text

    def read(self, data: bytes) -> Element:
        try:
            self.parser.Parse(data, True)
        except expat.ExpatError as error:
            said = expat.ErrorString(error.code)
            raise BadXml(self.source, error.lineno, "", f"it is not XML ({said})") from error
        except (LookupError, ValueError) as error:
            raise BadXml(self.source, 1, "", "its encoding isn't known") from error
        if self.root is None:
            raise BadXml(self.source, 1, "", "it is empty")
        return self.root

    def _refuse_doctype(self, *_: object) -> int:
        line = self.parser.CurrentLineNumber
        raise BadXml(self.source, line, "", "it declares a document type or an entity")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        tag = "{" + name if "}" in name else name
        local = tag.rpartition("}")[2]
        above = self.open[-1] if self.open else None
        path = f"/{local}"
        if above is not None:
            above._counts[tag] += 1
            count = above._counts[tag]
            path = f"{above.path}/{local}" + (f"[{count}]" if count > 1 else "")
        line = self.parser.CurrentLineNumber
        element = Element(self.source, tag, attributes, line, path)
        if len(self.open) >= MOST_DEPTH:
            raise element.refuse(f"elements are more than {MOST_DEPTH} deep")
        if above is not None:
            above.children.append(element)
        else:
            self.root = element
        self.open.append(element)

    def _end(self, _: str) -> None:
        self.open.pop()

    def _text(self, text: str) -> None:
        if self.open:
            self.open[-1].text += text
