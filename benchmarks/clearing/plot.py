# SPDX-License-Identifier: Apache-2.0
"""Two panels of lines as SVG, readable without colour."""

from __future__ import annotations

from collections.abc import Sequence

from benchmarks.clearing.effects import Effect

_WIDTH, _HEIGHT, _LEFT, _TOP = 330, 220, 60, 40
_GAP = 90
_MARKS = ("●", "■", "▲", "◆", "○")
_INKS = ("#0b3954", "#7a4419", "#1b6b3a", "#8b1e3f", "#444444")


def svg(effects: Sequence[Effect]) -> str:
    """Draw currencies and acceptances on the left, credit on the right."""
    left = [each for each in effects if each.series != "credit"]
    right = [each for each in effects if each.series == "credit"]
    width = 2 * (_LEFT + _WIDTH) + _GAP + 40
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {_HEIGHT + 100}" '
        f'width="{width}" height="{_HEIGHT + 100}" font-family="sans-serif" font-size="12" '
        'role="img" aria-label="Part of what is owed that is set off">',
        '<rect width="100%" height="100%" fill="white"/>',
        _panel(_LEFT, "Currencies, by who accepts the others", "participants that accept", left),
        _panel(
            2 * _LEFT + _WIDTH + _GAP,
            "Credit lines, one currency",
            "line, part of what one owes",
            right,
        ),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _panel(x: int, title: str, below: str, effects: Sequence[Effect]) -> str:
    top = max(each.share for each in effects) * 1.1
    far = max(each.x for each in effects) or 1.0
    said = [f'<text x="{x}" y="{_TOP - 16}" font-weight="bold">{title}</text>']
    for step in range(5):
        share = top * step / 4
        y = _TOP + _HEIGHT * (1 - step / 4)
        said.append(f'<path d="M{x} {y:.1f}h{_WIDTH}" stroke="#cccccc"/>')
        said.append(
            f'<text x="{x - 6}" y="{y + 4:.1f}" text-anchor="end">{share * 100:.0f} %</text>'
        )
    for value in sorted({each.x for each in effects}):
        at = x + _WIDTH * value / far
        low = _TOP + _HEIGHT
        # Close values would write over each other.
        if value == 0 or value / far >= 0.09:
            said.append(
                f'<text x="{at:.1f}" y="{low + 18}" text-anchor="middle">{value * 100:.0f} %</text>'
            )
    said.append(
        f'<text x="{x + _WIDTH / 2}" y="{_TOP + _HEIGHT + 38}" text-anchor="middle">{below}</text>'
    )
    for place, series in enumerate(dict.fromkeys(each.series for each in effects)):
        line = [each for each in effects if each.series == series]
        said.append(_line(x, top, far, line, place))
    return "\n".join(said)


def _line(x: int, top: float, far: float, line: Sequence[Effect], place: int) -> str:
    ink, mark = _INKS[place % len(_INKS)], _MARKS[place % len(_MARKS)]
    points = [(x + _WIDTH * each.x / far, _TOP + _HEIGHT * (1 - each.share / top)) for each in line]
    path = " ".join(f"{px:.1f},{py:.1f}" for px, py in points)
    said = [f'<polyline points="{path}" fill="none" stroke="{ink}" stroke-width="1.5"/>']
    said += [
        f'<text x="{px:.1f}" y="{py + 4:.1f}" text-anchor="middle" fill="{ink}">{mark}</text>'
        for px, py in points
    ]
    name = f"{mark} {line[0].series}"
    if line[0].series != "credit":
        across = x + 85 * place
        said.append(f'<text x="{across}" y="{_TOP + _HEIGHT + 54}" fill="{ink}">{name}</text>')
    return "\n".join(said)
