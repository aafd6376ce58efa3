# SPDX-License-Identifier: Apache-2.0
"""The committed page of a run."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from benchmarks.clearing.effects import Cut, Effect
from benchmarks.clearing.trial import Trial

PAGE = Path(__file__).with_name("README.md")
PLOT = Path(__file__).with_name("effects.svg")
BUDGETS = {100_000: (2.0, 1024), 1_000_000: (25.0, 1024)}
"""CPU seconds and MB for Symbio, arrays in and out."""

_HEAD = """\
<!-- Written by `python -m benchmarks.clearing`. -->
# Clearing

How long it takes to find the most that can be set off, on networks grown from a seed
([networks.py](networks.py)), each solver in a process of its own, one thread. CPU seconds are of
solving alone; memory is the process's at its peak, with interpreter and network. {limit} CPU
seconds are the most that a peer was given. All solvers that finished on a network agree to the
cent. *Bound*: 1 - NID/gross, what set-off can't exceed because somebody's debt has nothing to stand
against it.

| network | obligations | set off | bound | solver | CPU s | peak MB | |
|---|--:|--:|--:|---|--:|--:|---|
"""
_FOOT = """
Figures of CPU time depend on the machine and on what else runs on it: this run had {cores} cores at
a load of {load:.1f}. Set off and bound repeat to the cent.

## What consents and credit add

A power-law network of {size:,} obligations. Left: its obligations dealt out to currencies, and a
part of the participants accepting every currency for every other at 99 % of its value. Right: one
currency, and a credit line for everyone.

![Part of what is owed that is set off](effects.svg)

| | | set off |
|---|--:|--:|
"""

_CUTS = """
## What cutting costs

A power-law network's result cut into chunks that share no obligation, as an entry to a round
needs it ([guide for solvers](../../docs/solving.md)). What a cut loses stays owed.

| obligations | chunks | value kept |
|--:|--:|--:|
"""


def agree(trials: Sequence[Trial]) -> bool:
    """Tell whether all that finished found the same optimum."""
    found: dict[tuple[str, int], set[int]] = {}
    for each in trials:
        if each.cleared is not None:
            found.setdefault((each.kind, each.obligations), set()).add(each.cleared)
    return all(len(each) == 1 for each in found.values())


def met(trial: Trial) -> bool | None:
    """Tell whether a run kept its budget; none: it has none."""
    if trial.solver != "Symbio" or trial.obligations not in BUDGETS:
        return None
    seconds, mb = BUDGETS[trial.obligations]
    return trial.cpu_seconds <= seconds and trial.peak_mb <= mb


def markdown(
    trials: Sequence[Trial],
    effects: Sequence[Effect],
    cuts: Sequence[Cut],
    *,
    limit: int,
    size: int,
    load: float,
) -> str:
    """Write the page."""
    text = _HEAD.format(limit=limit) + "".join(_row(each) for each in trials)
    text += _FOOT.format(cores=os.cpu_count(), load=load, size=size)
    for effect in effects:
        what = "of payables as credit" if effect.series == "credit" else "accept the others"
        text += (
            f"| {effect.series} | {effect.x * 100:.0f} % {what} | {effect.share * 100:.2f} % |\n"
        )
    text += _CUTS
    for each in cuts:
        text += f"| {each.obligations:,} | {each.chunks} | {each.kept * 100:.1f} % |\n"
    return text


def _row(trial: Trial) -> str:
    where = f"| {trial.kind} | {trial.obligations:,} "
    bound = f"{trial.most / trial.gross * 100:.2f} %"
    if trial.cleared is None:
        late = f"> {trial.cpu_seconds:.0f}"
        return f"{where}| | {bound} | {trial.solver} | {late} | | not finished |\n"
    words = {None: "", True: "within budget", False: "**over budget**"}[met(trial)]
    figures = f"{trial.solver} | {trial.cpu_seconds:.2f} | {trial.peak_mb:,}"
    return f"{where}| {trial.share * 100:.3f} % | {bound} | {figures} | {words} |\n"
