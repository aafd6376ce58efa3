# SPDX-License-Identifier: Apache-2.0
"""The committed pages: what juries cost, and what it takes to capture one."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from benchmarks.jury.capture import ACCEPTING, BENCHES, COMMUNITIES, PEOPLE, SHARES, Bench, Capture
from benchmarks.jury.measure import FEW, Season

PAGE = Path(__file__).with_name("README.md")
CAPTURE_PAGE = Path(__file__).with_name("capture.md")

_HEAD = """\
<!-- Written by `python -m benchmarks.jury`; `--check` compares. -->
# Juries

What a jury costs in seasons of a hundred to a million people: whole transactions (21,000 +
calldata + execution, cold state), as receipts of the EVM of [benchmarks/gas](../gas/README.md) have
them (py-evm, Prague), of the contracts in `symbio/artifacts`. The beacon's source is headers.
Everybody is enrolled for real, by pages of 1,024 people ([world.py](world.py)), in communities
alike; rolls name the same 2,048 keys over and over, which nothing that is measured sees. The
figures repeat to the unit of gas. What it takes to capture a jury stands
[on a page of its own](capture.md).

## Called and seated

| people | communities | seats | call | header | seat | seats | call | seat | |
|--:|--:|--:|--:|--:|--:|--:|--:|--:|---|
"""
_SEATS = """
**header** proves the block that the seed comes from, once for all juries of that block; **seat**
fetches the seed. The larger jury has 60 seats, or as many as the season has people for. Its people
are computed when they sit, so nothing of them is written before.

## A seat taken

| people | communities | pages of each | doublings | mean | least | most | seats measured |
|--:|--:|--:|--:|--:|--:|--:|--:|
"""
_FOOT = """
Taken in the first wave, each by the person whom the twin of the draw names as well. **doublings**:
log2 of the communities plus log2 of a community's pages, among which the right one is searched. A
straight line through the means rises by {slope:,.0f} gas a doubling; the dearest season's mean is
{factor:.2f} times the cheapest's. Between seats of one season the lot makes the difference: a place
beyond the pool is drawn again. The first seat of each thirty communities opens the word that counts
their seats, costs 17,100 more, and isn't in the table.
"""

_CAPTURE = """\
<!-- Written by `python -m benchmarks.jury capture`; `--check` compares. -->
# What it takes to capture a jury

How likely colluders take one bench, in per cent: two thirds of its seats or more are taken, and two
thirds of who sits are theirs. Colluders always accept their seat and vote as one; of the others as
many accept as the column says, and none votes with the colluders. **Bold** is the exact
probability; then what {seeds:,} seeds gave by the twin of the draw
([symbio/domain/draw.py](../../symbio/domain/draw.py)), and in brackets where the probability lies
by those alone, in 95 of 100 runs (Wilson's interval). The seeds are the same for all cells.

Drawn from: {communities} communities of {people:,} people, a third of them with their turn; for
the panel, their {communities} stewards. Colluders are fixed before any seed, anywhere. Eight waves;
one community has at most a quarter of the seats, rounded up. The exact figure is hypergeometric:
who sits is a sample without replacement of who would accept. For that many people it is the
binomial's, to a hundredth of a per cent. It leaves the limit of seats a community out, which
colluders who are spread evenly hardly feel.
"""
_BOUND = """
## What the tables don't say

One community, however many people it invents, has a quarter of the line and of the seats, rounded
up: {shares}. That is never two thirds of those that must sit. The tables are of colluders in all
communities. A bench that isn't taken can still be kept from deciding, by more than a third of it.
Where few of the others accept, the same colluders are more of those who sit: that moves the figures
most.
"""


def markdown(seasons: Sequence[Season]) -> str:
    """Write the page of costs."""
    text = _HEAD + "".join(_called(each) for each in seasons)
    text += _SEATS + "".join(_taken(each) for each in seasons)
    means = [each.mean for each in seasons]
    return text + _FOOT.format(slope=slope(seasons), factor=max(means) / min(means))


def _called(each: Season) -> str:
    verdict = "the same" if each.is_flat else "**not the same**"
    few = f"{FEW} | {each.called:,} | {each.proven:,} | {each.seated:,}"
    many = f"{each.many} | {each.called_many:,} | {each.seated_many:,}"
    return f"| {each.people:,} | {each.communities} | {few} | {many} | {verdict} |\n"


def _taken(each: Season) -> str:
    return (
        f"| {each.people:,} | {each.communities} | {each.pages} | {each.doublings:.1f} | "
        f"{each.mean:,} | {min(each.seats):,} | {max(each.seats):,} | {len(each.seats)} |\n"
    )


def slope(seasons: Sequence[Season]) -> float:
    """Give what a doubling adds to a seat's mean: least squares over all seasons."""
    x = [each.doublings for each in seasons]
    y = [each.mean for each in seasons]
    middle, mean = sum(x) / len(x), sum(y) / len(y)
    spread = sum((a - middle) ** 2 for a in x)
    return sum((a - middle) * (b - mean) for a, b in zip(x, y, strict=True)) / spread


def capture_markdown(captures: Sequence[Capture]) -> str:
    """Write the page of captures."""
    seeds = captures[0].seeds
    text = _CAPTURE.format(seeds=seeds, communities=COMMUNITIES, people=PEOPLE)
    for bench in BENCHES:
        text += "\n" + table(bench, [each for each in captures if each.bench == bench])
    shares = ", ".join(f"{-(-each.size // 4)} of {each.size}" for each in BENCHES)
    return text + _BOUND.format(shares=shares)


def table(bench: Bench, captures: Sequence[Capture]) -> str:
    """Write one bench's table: shares of colluders down, acceptance across."""
    found = {(each.share, each.accepting): each for each in captures}
    columns = "".join(f" {each} % of others accept |" for each in ACCEPTING)
    lines = [f"| {bench.name}, colluders |{columns}\n", "|--:|" + "--:|" * len(ACCEPTING) + "\n"]
    for share in SHARES:
        cells = " | ".join(_cell(found[share, each]) for each in ACCEPTING)
        lines.append(f"| {share} % | {cells} |\n")
    return "".join(lines)


def _cell(each: Capture) -> str:
    low, high = each.interval()
    span = f"{percent(low)} to {percent(high)}"
    return f"**{percent(each.exact)}** · {percent(each.simulated)} ({span})"


def percent(probability: float) -> str:
    """Write a probability in per cent, to two digits behind the point; what is less, in words."""
    if 0 < probability < 0.00005:
        return "< 0.01"
    return f"{probability * 100:.2f}"


def drift(committed: str, text: str) -> list[str]:
    """List the lines that a run writes and the committed page hasn't, and the other way round."""
    ours, theirs = committed.splitlines(), text.splitlines()
    gone = [f"- {line}" for line in ours if line not in theirs]
    return gone + [f"+ {line}" for line in theirs if line not in ours]
