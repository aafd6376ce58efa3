# SPDX-License-Identifier: Apache-2.0
"""The story told in a terminal: chapters as they happen, then where the report is."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Literal

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.table import Table

from symbio.story.chapter import Chapter, Silence, Value
from symbio.story.report import label, shown, write_report
from symbio.story.run import run


class Teller:
    """Tells the chapters on a console; a progress bar shows on terminals only."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._progress: Progress | None = None
        self._number = 0
        self._began = 0.0

    def started(self, chapter: Chapter) -> None:
        self._number += 1
        self._began = time.monotonic()
        say = self._console.print
        say()
        say(f"[bold]{self._number}. {escape(chapter.title)}[/bold]")
        say(escape(chapter.words))
        if self._console.is_terminal:
            columns = TextColumn("  {task.description}"), BarColumn(), MofNCompleteColumn()
            self._progress = Progress(*columns, console=self._console, transient=True)
            self._progress.start()

    def advanced(self, step: str, done: int, total: int) -> None:
        if self._progress is None:
            return
        tasks = {task.description: task.id for task in self._progress.tasks}
        task = tasks.get(step)
        if task is None:
            task = self._progress.add_task(step, total=total)
        self._progress.update(task, completed=done)

    def finished(self, chapter: Chapter) -> None:
        if self._progress is not None:
            self._progress.stop()
            self._progress = None
        say = self._console.print
        for name, value in chapter.facts.items():
            if not isinstance(value, str | int):
                say(f"[bold]{escape(chapter.captions.get(name, name))}[/bold]")
                say(_table(value))
        for name, value in chapter.facts.items():
            if isinstance(value, str | int):
                say(f"  {escape(label(name))}: [bold]{escape(shown(value))}[/bold]")
        self._verdict(chapter)

    def _verdict(self, chapter: Chapter) -> None:
        say = self._console.print
        for check in chapter.checks:
            if not check.ok:
                say(f"  [red]✗ {escape(check.words)}[/red]")
        if chapter.trouble:
            say(f"  [red]✗ It stopped here: {escape(chapter.trouble)}[/red]")
        held = sum(check.ok for check in chapter.checks)
        mark = "[green]✓[/green]" if chapter.ok else "[red]✗[/red]"
        took = time.monotonic() - self._began
        say(
            f"  {mark} {held} of {len(chapter.checks)} checks held · "
            f"{chapter.transactions} transactions · {chapter.gas:,} gas · {took:.1f} s"
        )


def tell(example: Path, out: Path, *, as_json: bool, console: Console) -> int:
    """Tell the story of an example folder, and write `report.html` into `out`.

    With `as_json`, print one JSON object and nothing else. Gives 0 where everything held, else 1.
    Raises what `run` raises before anything happens.
    """
    began = time.monotonic()
    result = run(example, listener=Silence() if as_json else Teller(console))
    report = write_report(result, out)
    if as_json:
        print(json.dumps(result.record(), ensure_ascii=False), file=console.file)
        return 0 if result.ok else 1
    checks = sum(len(chapter.checks) for chapter in result.chapters)
    said = "[green]Everything held.[/green]" if result.ok else "[red]Not everything held.[/red]"
    console.print()
    console.print(
        f"{said} {len(result.chapters)} chapters, {checks} checks, {result.transactions} "
        f"transactions, {result.gas:,} gas, {time.monotonic() - began:.0f} s."
    )
    console.print(f"Read it again in {escape(str(report))}", soft_wrap=True)
    return 0 if result.ok else 1


def _table(rows: Sequence[Mapping[str, Value]]) -> Table:
    table = Table()
    for name, value in (rows[0] if rows else {}).items():
        number = isinstance(value, int) and not isinstance(value, bool)
        side: Literal["right", "left"] = "right" if number else "left"
        table.add_column(escape(label(name)), justify=side, overflow="fold")
    for row in rows:
        table.add_row(*(escape(shown(value)) for value in row.values()))
    return table
