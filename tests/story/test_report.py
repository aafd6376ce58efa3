# SPDX-License-Identifier: Apache-2.0
"""The report is one file that reads well for people, printers and screen readers."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from symbio.story import StoryResult
from symbio.story.chapter import Chapter
from symbio.story.report import render, write_report

VOID = {"meta", "link", "br", "img", "input", "hr"}


class Page(HTMLParser):
    """Collects elements, and holds every tag to be closed in order."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.feed(text)
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attrs for name, attrs in self.elements if name == tag]


@pytest.fixture(scope="module")
def text(told: StoryResult) -> str:
    return render(told)


def test_it_asks_nobody_for_anything(text: str):
    page = Page(text)
    assert not {tag for tag, _ in page.elements} & {"script", "link", "img", "iframe", "object"}
    assert not re.search(r"https?:|url\(|@import|\bsrc=", text)
    assert all((a["href"] or "").startswith("#") for a in page.all("a"))
    assert not [key for _, attrs in page.elements for key in attrs if key.startswith("on")]


def test_it_has_a_language_a_title_landmarks_and_a_heading_a_chapter(text: str, told: StoryResult):
    page = Page(text)
    assert page.all("html")[0]["lang"] == "en"
    assert {span["lang"] for span in page.all("span") if "lang" in span} == {"pt", "ja"}
    assert {cell["lang"] for cell in page.all("td") if "lang" in cell} == {"pt", "ja"}
    assert [len(page.all(tag)) for tag in ("title", "h1", "main", "nav", "header")] == [1] * 5
    sections = [section["id"] for section in page.all("section")]
    assert sections == [chapter.name for chapter in told.chapters]
    ids = [attrs["id"] for _, attrs in page.elements if "id" in attrs]
    assert len(ids) == len(set(ids))
    assert {a["href"] for a in page.all("a")} <= {f"#{name}" for name in ids}


def test_every_table_has_a_caption_and_scoped_headings(text: str):
    page = Page(text)
    assert len(page.all("table")) == len(page.all("caption")) > 20
    assert all(heading.get("scope") in ("row", "col") for heading in page.all("th"))


def test_its_colours_have_the_contrast_that_wcag_asks_for(text: str):
    colours = dict(re.findall(r"--(\w+): (#[0-9a-f]{6});", text))
    for ink in ("ink", "quiet", "sea", "held", "broken"):
        for ground in ("paper", "foam"):
            assert contrast(colours[ink], colours[ground]) >= 4.5, (ink, ground)
    assert contrast(colours["line"], colours["paper"]) >= 1.5


def contrast(one: str, other: str) -> float:
    """The contrast ratio of WCAG 2.2."""

    def light(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        red, green, blue = (
            part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
        )
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    bright, dark = sorted((light(one), light(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def test_it_tells_every_fact_and_prints(text: str, told: StoryResult):
    for chapter in told.chapters:
        for check in chapter.checks:
            assert check.words.split("“")[0] in text.replace("&#x27;", "'").replace("&quot;", '"')
    assert "@media print" in text


def test_what_people_wrote_is_text_and_never_markup(told: StoryResult):
    chapter = Chapter("odd", "<b>Odd</b>", 'Tea & "cake" <script>alert(1)</script>')
    chapter.fact("name", "<img src=x>")
    chapter.table("rows", "<i>caption</i>", [{"<u>k</u>": "<s>v</s>"}])
    chapter.check("<em>held</em>", True)
    page = Page(render(StoryResult("<Ocean>", {"pt": "<Mar>"}, (chapter,), 1)))
    tags = {tag for tag, _ in page.elements}
    assert not tags & {"b", "i", "u", "s", "em", "img", "script", "ocean", "mar"}


def test_it_is_written_whole_or_not_at_all(told: StoryResult, tmp_path: Path, monkeypatch):
    folder = tmp_path / "deep" / "folder"
    path = write_report(told, folder)
    assert path == folder / "report.html"
    whole = path.read_text(encoding="utf-8")
    assert [each.name for each in folder.iterdir()] == ["report.html"]

    def fail(*_):
        raise OSError("the disk is full")

    monkeypatch.setattr("os.replace", fail)
    with pytest.raises(OSError, match="disk is full"):
        write_report(told, folder)
    assert path.read_text(encoding="utf-8") == whole
    assert [each.name for each in folder.iterdir()] == ["report.html"]
