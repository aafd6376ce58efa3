# SPDX-License-Identifier: Apache-2.0
"""Kleros's own example escrow, from npm's @kleros/erc-792, compiled here by npm's solc."""

from __future__ import annotations

import json
import subprocess
from functools import cache
from typing import Any

from tests.contracts.boa_chain import ROOT

MODULES = ROOT / "node_modules"
PACKAGE, VERSION = "@kleros/erc-792", "8.0.0"
SOURCE = f"{PACKAGE}/contracts/examples/SimpleEscrow.sol"


@cache
def simple_escrow() -> tuple[list[dict[str, Any]], bytes]:
    """Compile it; gives its ABI and its creation code. It fails where the pinned one isn't."""
    manifest = json.loads((MODULES / PACKAGE / "package.json").read_text("utf-8"))
    assert manifest["version"] == VERSION, "another version is installed: npm ci"
    request = {
        "language": "Solidity",
        "sources": {SOURCE: {"content": (MODULES / SOURCE).read_text("utf-8")}},
        "settings": {
            "evmVersion": "prague",
            "optimizer": {"enabled": True, "runs": 200},
            "outputSelection": {SOURCE: {"SimpleEscrow": ["abi", "evm.bytecode.object"]}},
        },
    }
    command = ["node", str(ROOT / "benchmarks" / "gas" / "solc.js"), str(MODULES), "solc"]
    done = subprocess.run(
        command, input=json.dumps(request), capture_output=True, text=True, check=True, timeout=120
    )
    made = json.loads(done.stdout)["contracts"][SOURCE]["SimpleEscrow"]
    return made["abi"], bytes.fromhex(made["evm"]["bytecode"]["object"])
