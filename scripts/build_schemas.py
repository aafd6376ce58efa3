# SPDX-License-Identifier: Apache-2.0
"""Write the published JSON Schemas into docs/schemas; --check compares and writes nothing."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from symbio.chain import joint_acts, permits, signing
from symbio.cli import (
    accord_file,
    ballot_paper,
    case_files,
    hidden_vote,
    result_file,
    terms_file,
)
from symbio.domain import accord, charter, offering, plan

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "schemas"
SCHEMAS = {
    "accord.schema.json": accord.schema,
    "accord-terms.schema.json": accord_file.schema,
    "ballot-paper.schema.json": ballot_paper.schema,
    "case.schema.json": case_files.schema,
    "charter.schema.json": charter.schema,
    "clearing-result.schema.json": result_file.schema,
    "hidden-vote.schema.json": hidden_vote.schema,
    "joint-act.schema.json": joint_acts.schema,
    "offer.schema.json": offering.offer_schema,
    "offer-description.schema.json": offering.description_schema,
    "permit.schema.json": permits.schema,
    "plan.schema.json": plan.schema,
    "signed-act.schema.json": signing.schema,
    "terms.schema.json": terms_file.schema,
}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; fail on a difference")
    chosen = parser.parse_args()
    stale = []
    for name, schema in SCHEMAS.items():
        path = FOLDER / name
        text = json.dumps(schema(), indent=2, ensure_ascii=False) + "\n"
        if path.exists() and path.read_text(encoding="utf-8") == text:
            continue
        stale.append(name)
        if not chosen.check:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    if stale and chosen.check:
        print(f"Differ from the models: {', '.join(stale)}. Run scripts/build_schemas.py.")
        return 1
    print(f"Schemas {'written: ' + ', '.join(stale) if stale else 'are up to date'}.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
