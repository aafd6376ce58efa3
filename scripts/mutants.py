# SPDX-License-Identifier: Apache-2.0
"""What share of mutants of the contracts the tests kill; see benchmarks/mutants."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.mutants.__main__ import main

if __name__ == "__main__":
    sys.exit(main())
