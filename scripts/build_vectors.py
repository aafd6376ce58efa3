# SPDX-License-Identifier: Apache-2.0
"""Write tests/vectors/typed_data.json: every act, signed by known keys; --check only compares."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from symbio.chain.embedded import demo_key
from symbio.chain.people import compact
from symbio.chain.signer import KeySigner
from symbio.chain.signing import digest
from symbio.domain import acts
from symbio.domain.federation import Choice

ROOT = Path(__file__).resolve().parent.parent
FILE = ROOT / "tests" / "vectors" / "typed_data.json"

CONTRACT = "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed"
OCEAN = acts.Domain("Global Ocean Federation", 31337, CONTRACT)
TITLE = "Spring sardine quota: 12 % “less” – 鰯の漁獲枠, Tāmaki"
CHOICES = (Choice.FOR, Choice.AGAINST, Choice.ABSTAIN)
REASON = bytes(range(32))

ACTS: tuple[acts.Act, ...] = (
    acts.Enrolment(acts.Domain(acts.COMMUNITIES_DOMAIN, 31337, CONTRACT), 3, 1_795_000_000),
    *(acts.Ballot(OCEAN, 12, TITLE, choice) for choice in CHOICES),
    *(acts.BallotWithReason(OCEAN, 12, TITLE, choice, REASON) for choice in CHOICES),
    acts.FoundingAcceptance(
        acts.Domain(acts.FEDERATIONS_DOMAIN, 1, CONTRACT),
        federation="Global Ocean Federation",
        charter=bytes(32),
        terms=b"\xff" * 32,
        community=1,
        until=2**40,
    ),
)


def vectors() -> list[dict[str, Any]]:
    """Sign every act with the key of a fisher, deterministically."""
    key = demo_key("fisher")
    signer = KeySigner(key)
    made = []
    for act in ACTS:
        signature = signer.sign_typed_data(acts.typed_data(act))
        made.append(
            {
                "key": "0x" + key.hex(),
                "signer": signer.address,
                "typed_data": acts.typed_data(act),
                "sentence": acts.sentence(act),
                "digest": "0x" + digest(act).hex(),
                "signature": "0x" + signature.hex(),
                "compact": "0x" + compact(signature).hex(),
            }
        )
    return made


def main() -> int:
    text = json.dumps(vectors(), indent=1, ensure_ascii=False) + "\n"
    if sys.argv[1:] != ["--check"]:
        FILE.write_text(text, "utf-8")
        return 0
    if FILE.exists() and FILE.read_text("utf-8") == text:
        return 0
    print("tests/vectors/typed_data.json is stale: python scripts/build_vectors.py")
    return 1


if __name__ == "__main__":
    sys.exit(main())
