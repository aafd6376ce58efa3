# SPDX-License-Identifier: Apache-2.0
"""What the compilers make of our sources and of the peers', from this machine alone.

Ours with the settings of scripts/build_artifacts.py; the peers by npm's solc with the optimiser's
200 runs that most of them ship or recommend, for the same EVM version; Seaport with the compiler
and the settings that it publishes, without which it doesn't compile. Circles ships its Hub
compiled, Kleros its court.
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from vyper.cli.vyper_compile import compile_files
from vyper.compiler.settings import OptimizationLevel, Settings

ROOT = Path(__file__).resolve().parents[2]
MODULES = ROOT / "node_modules"
HERE = Path(__file__).resolve().parent
EVM_VERSION = "prague"
SOLC = "0.8.37"

# Contract, and the source it is compiled from: ours to write, or the peer's own as npm ships it.
PEERS = {
    "PeerBadge": "PeerBadge.sol",
    "PeerGovernor": "PeerGovernor.sol",
    "PeerGoods": "PeerGoods.sol",
    "PaymentSplitter": "openzeppelin-contracts-v4/finance/PaymentSplitter.sol",
    "Safe": "@safe-global/safe-contracts/contracts/Safe.sol",
    "SafeProxyFactory": "@safe-global/safe-contracts/contracts/proxies/SafeProxyFactory.sol",
}
SETTINGS = {"evmVersion": EVM_VERSION, "optimizer": {"enabled": True, "runs": 200}}
SEAPORT = {
    "Seaport": "seaport-core/src/Seaport.sol",
    "ConduitController": "seaport-core/src/conduit/ConduitController.sol",
}
SEAPORT_SOLC = "solc-0.8.24"
SEAPORT_SETTINGS = {
    "evmVersion": "cancun",
    "viaIR": True,
    "metadata": {"bytecodeHash": "none"},
    "optimizer": {"enabled": True, "runs": 2**32 - 1},
}
HUB = "@circles-sdk/abi-v2/dist/index.js", "Hub__factory"
KLEROS = "@kleros/kleros/build/contracts"
KLEROS_PARTS = (
    "KlerosLiquid",
    "SortitionSumTreeFactory",
    "MiniMeTokenERC20",
    "MiniMeTokenFactory",
    "ConstantNG",
)
# Where the court's code calls its library, which is linked once it has an address.
LIBRARY, LINKED = "__SortitionSumTreeFactory".ljust(40, "_"), b"\x11" * 20
# What has to stand in node_modules, to the patch.
PINNED = {
    "solc": SOLC,
    "@openzeppelin/contracts": "5.7.0",
    "openzeppelin-contracts-v4": "4.9.6",
    "@safe-global/safe-contracts": "1.4.1-2",
    SEAPORT_SOLC: "0.8.24",
    "seaport-core": "1.6.6",
    "@circles-sdk/abi-v2": "0.29.2",
    "@kleros/kleros": "0.1.5",
}


class Missing(RuntimeError):
    """A peer isn't installed, or not as pinned."""


@dataclass(frozen=True)
class Code:
    """A contract's interface and initcode; a blueprint's where it has one."""

    abi: Sequence[dict[str, Any]]
    initcode: bytes
    blueprint: bytes = b""


def ours(*names: str) -> dict[str, Code]:
    """Compile deployables of contracts/."""
    settings = Settings(evm_version=EVM_VERSION, optimize=OptimizationLevel.GAS)
    made = compile_files(
        [str(ROOT / "contracts" / f"{name}.vy") for name in names],
        ["abi", "bytecode", "blueprint_bytecode"],
        paths=[str(ROOT)],
        settings=settings,
        no_bytecode_metadata=True,
    )
    return {
        Path(source).stem: Code(
            out["abi"],
            bytes.fromhex(out["bytecode"][2:]),
            bytes.fromhex(out["blueprint_bytecode"][2:]),
        )
        for source, out in made.items()
    }


def pinned() -> None:
    """Raise `Missing` where node_modules isn't what is pinned."""
    for package, version in PINNED.items():
        manifest = MODULES / package / "package.json"
        found = json.loads(manifest.read_text("utf-8"))["version"] if manifest.is_file() else "none"
        if found != version:
            raise Missing(f"{package} {version} is needed, {found} is installed: make setup")


def peers() -> dict[str, Code]:
    """Compile the peers that take seconds."""
    return _compiled("solc", SETTINGS, PEERS)


def seaport() -> dict[str, Code]:
    """Compile Seaport, which takes one or two minutes."""
    return _compiled(SEAPORT_SOLC, SEAPORT_SETTINGS, SEAPORT)


def circles() -> dict[str, Code]:
    """Take the Hub as its package ships it."""
    out = json.loads(_node("packed.mjs", *HUB))
    return {"Hub": Code(out["abi"], bytes.fromhex(out["bytecode"][2:]))}


def kleros() -> dict[str, Code]:
    """Take the court of Kleros's first version, and what it works with, as its package ships it."""
    made = {}
    for name in KLEROS_PARTS:
        out = json.loads((MODULES / KLEROS / f"{name}.json").read_text("utf-8"))
        code = out["bytecode"][2:].replace(LIBRARY, LINKED.hex())
        made[name] = Code(out["abi"], bytes.fromhex(code))
    return made


def _compiled(
    compiler: str, settings: Mapping[str, Any], sources: Mapping[str, str]
) -> dict[str, Code]:
    request = {
        "language": "Solidity",
        "sources": {
            source: {"content": _file(source).read_text("utf-8")} for source in sources.values()
        },
        "settings": {
            **settings,
            "outputSelection": {
                source: {name: ["abi", "evm.bytecode.object"]} for name, source in sources.items()
            },
        },
    }
    out = json.loads(_node("solc.js", compiler, request=json.dumps(request)))
    wrong = [e["formattedMessage"] for e in out.get("errors", []) if e["severity"] == "error"]
    if wrong:
        raise RuntimeError("\n".join(wrong))
    return {
        name: Code(
            out["contracts"][source][name]["abi"],
            bytes.fromhex(out["contracts"][source][name]["evm"]["bytecode"]["object"]),
        )
        for name, source in sources.items()
    }


def _file(source: str) -> Path:
    own = HERE / "peers" / source
    return own if own.is_file() else MODULES / source


def _node(script: str, *arguments: str, request: str = "") -> str:
    done = subprocess.run(
        ["node", str(HERE / script), str(MODULES), *arguments],
        input=request,
        capture_output=True,
        text=True,
        check=True,
        timeout=900,
    )
    return done.stdout
