# SPDX-License-Identifier: Apache-2.0
"""Write an example folder's rolls from its people.json and keys.json; --check compares."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from symbio.story.rolls import roll_files

ROOT = Path(__file__).resolve().parent.parent


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--example", type=Path, default=ROOT / "examples" / "global-ocean")
    parser.add_argument("--check", action="store_true", help="write nothing; fail on a difference")
    chosen = parser.parse_args()
    stale = []
    for path, text in roll_files(chosen.example).items():
        if path.exists() and path.read_text(encoding="utf-8") == text:
            continue
        stale.append(path.name)
        if not chosen.check:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    if stale and chosen.check:
        print(f"Differ from people.json: {', '.join(stale)}. Run scripts/build_example.py.")
        return 1
    print(f"Rolls {'written: ' + ', '.join(stale) if stale else 'are up to date'}.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
