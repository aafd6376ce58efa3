# SPDX-License-Identifier: Apache-2.0
"""The story as one HTML page: no script, no outside request, made to be read and printed."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path

from symbio.story.chapter import Chapter, Fact, StoryResult, Value

_HEX = re.compile(r"(0x)?([0-9a-fA-F]{40}|[0-9a-fA-F]{64})")
_STYLE = (Path(__file__).parent / "report.css").read_text(encoding="utf-8")


def write_report(result: StoryResult, folder: Path) -> Path:
    """Write `report.html` into a folder, whole or not at all; gives its path."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "report.html"
    handle, name = tempfile.mkstemp(dir=folder, prefix=".report-", suffix=".html")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(render(result))
        os.chmod(name, 0o644)
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return path


def render(result: StoryResult) -> str:
    """Render the story as a complete HTML document."""
    title = escape(result.federation)
    chapters = "\n".join(_chapter(n, each) for n, each in enumerate(result.chapters, 1))
    contents = "".join(
        f'<li><a href="#{escape(each.name)}">{escape(each.title)}</a> {_mark(each.ok)}</li>'
        for each in result.chapters
    )
    policy = "default-src 'none'; style-src 'unsafe-inline'"
    return f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<title>{title}: what happened</title>
<style>
{_STYLE}</style>
</head>
<body>
<a class="skip" href="#story">Skip to the story</a>
<header>
<h1>{title}</h1>
{_titles(result.titles)}
<p>{_verdict(result)}</p>
</header>
<nav aria-labelledby="contents"><h2 id="contents">Chapters</h2><ol>{contents}</ol></nav>
<main id="story">
{chapters}
</main>
<footer>
<p>Every number on this page was read from the chain on which the story happened. That chain was
made for it and ended with it; the people, sums and quarrels of a demo are invented.</p>
</footer>
</body>
</html>
"""


def _titles(titles: Mapping[str, str]) -> str:
    others = [(language, text) for language, text in titles.items() if language != "en"]
    if not others:
        return ""
    shown = " · ".join(f'<span lang="{escape(la)}">{escape(text)}</span>' for la, text in others)
    return f'<p class="titles">{shown}</p>'


def _verdict(result: StoryResult) -> str:
    checks = sum(len(chapter.checks) for chapter in result.chapters)
    counted = (
        f"{len(result.chapters)} chapters, {result.transactions:,} transactions, "
        f"{result.gas:,} gas, {checks:,} checks on the chain's state."
    )
    said = "Everything held." if result.ok else "Not everything held; see the marked chapters."
    return f"<strong>{said}</strong> {counted}"


def _chapter(number: int, chapter: Chapter) -> str:
    name = escape(chapter.name)
    plain = {k: v for k, v in chapter.facts.items() if not _is_table(v)}
    tables = {k: v for k, v in chapter.facts.items() if _is_table(v)}
    parts = [
        f'<section id="{name}" aria-labelledby="{name}-title">',
        f'<h2 id="{name}-title">{number}. {escape(chapter.title)} {_mark(chapter.ok)}</h2>',
        f"<p>{escape(chapter.words)}</p>",
    ]
    if chapter.trouble:
        parts.append(
            f'<p class="trouble"><strong>It stopped here:</strong> {escape(chapter.trouble)}</p>'
        )
    parts.append(_checks(chapter))
    cost = {"transactions": chapter.transactions, "gas": chapter.gas}
    parts.append(_facts("What the chain says", {**plain, **cost}))
    parts += [_table(chapter.captions.get(k, k), v) for k, v in tables.items()]  # type: ignore[arg-type]
    if chapter.events:
        rows: list[dict[str, Value]] = [
            {"event": name, "times": times} for name, times in sorted(chapter.events.items())
        ]
        parts.append(_table("Events logged", rows))
    parts.append("</section>")
    return "\n".join(part for part in parts if part)


def _checks(chapter: Chapter) -> str:
    if not chapter.checks:
        return ""
    items = "".join(f"<li>{_mark(c.ok)} {escape(c.words)}</li>" for c in chapter.checks)
    return f'<ul class="checks">{items}</ul>'


def _facts(caption: str, facts: Mapping[str, Fact]) -> str:
    rows = "".join(
        f'<tr><th scope="row">{escape(label(name))}</th>{_cell(value, _language(name))}</tr>'
        for name, value in facts.items()
    )
    return f'<table class="facts"><caption>{escape(caption)}</caption><tbody>{rows}</tbody></table>'


def _table(caption: str, rows: Sequence[Mapping[str, Value]]) -> str:
    if not rows:
        return f"<p>{escape(caption)}: none.</p>"
    head = "".join(
        f'<th scope="col"{_kind(value)}>{escape(label(name))}</th>'
        for name, value in rows[0].items()
    )
    body = "".join(
        "<tr>"
        + "".join(
            f'<th scope="row">{escape(shown(value))}</th>' if n == 0 else _cell(value)
            for n, value in enumerate(row.values())
        )
        + "</tr>"
        for row in rows
    )
    return (
        f'<div class="wide"><table><caption>{escape(caption)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _cell(value: Fact, language: str = "") -> str:
    spoken = f' lang="{escape(language)}"' if language else ""
    return f"<td{_kind(value)}{spoken}>{escape(shown(value))}</td>"


def _kind(value: Fact) -> str:
    if isinstance(value, str):
        return ' class="hex"' if _HEX.fullmatch(value) else ""
    return ' class="number"' if isinstance(value, int) and not isinstance(value, bool) else ""


def _language(name: str) -> str:
    return name.removeprefix("title_") if name.startswith("title_") else ""


def _mark(ok: bool) -> str:
    return f'<span class="{"held" if ok else "broken"}">{"✓ held" if ok else "✗ not held"}</span>'


def _is_table(value: Fact) -> bool:
    return not isinstance(value, str | int)


def label(name: str) -> str:
    """Write a fact's name for people."""
    words = name.replace("_", " ")
    return words[:1].upper() + words[1:]


def shown(value: Fact) -> str:
    """Write a fact for people: thousands parted, yes and no in words."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:,}" if isinstance(value, int) else str(value)
