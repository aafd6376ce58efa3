# SPDX-License-Identifier: Apache-2.0
"""A chain for volume: pyrevm with Vyper's own ABI. For gas and traces use titanoboa."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from eth_abi import decode, encode
from eth_utils import keccak
from eth_utils.abi import collapse_if_tuple
from pyrevm import EVM, BlockEnv
from vyper.cli.vyper_compile import compile_files
from vyper.compiler.settings import Settings

ROOT = Path(__file__).parents[2]
EVM_VERSION = "prague"
DEPLOYER = "0x" + "de" * 20
ERROR_STRING = "08c379a0"
START = 1_800_000_000


class Refused(Exception):
    """A call was reverted; `reason` has its words, "" where it had none."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@cache
def compiled(source: str) -> dict[str, Any]:
    """Compile `Communities`, or a path such as `tests/mocks/Wallet.vy`, once a process."""
    path = str(ROOT / (source if "/" in source else f"contracts/{source}.vy"))
    formats = ["abi", "bytecode", "blueprint_bytecode"]
    settings = Settings(evm_version=EVM_VERSION)
    (output,) = compile_files([path], formats, settings=settings).values()
    return {"abi": json.loads(json.dumps(output["abi"])), **{k: output[k] for k in formats[1:]}}


def types(fields: list[dict[str, Any]]) -> list[str]:
    """Write ABI fields as eth-abi's types."""
    return [collapse_if_tuple(field) for field in fields]


# What takes one word is read and written here: eth-abi would take most of a machine's time.
READERS: dict[str, Callable[[bytes], Any]] = {
    "uint256": lambda word: int.from_bytes(word, "big"),
    "bool": lambda word: bool(word[31]),
    "address": lambda word: "0x" + word[12:].hex(),
    "bytes32": bytes,
}
WRITERS: dict[str, Callable[[Any], bytes]] = {
    "uint256": lambda value: value.to_bytes(32, "big"),
    "address": lambda value: bytes.fromhex(value[2:]).rjust(32, b"\0"),
    "bytes32": bytes,
}


def read(kinds: list[str], data: bytes) -> tuple[Any, ...]:
    """Decode ABI data."""
    if len(data) == 32 * len(kinds) and READERS.keys() >= set(kinds):
        words = (data[32 * at : 32 * at + 32] for at in range(len(kinds)))
        return tuple(READERS[kind](word) for kind, word in zip(kinds, words, strict=True))
    return decode(kinds, data)


def write(kinds: list[str], values: tuple[Any, ...]) -> bytes:
    """Encode ABI data."""
    if WRITERS.keys() >= set(kinds):
        return b"".join(WRITERS[kind](value) for kind, value in zip(kinds, values, strict=True))
    return encode(kinds, values)


class Face:
    """What a contract can be asked, and the events it can log."""

    def __init__(self, source: str) -> None:
        self.functions: dict[tuple[str, int], tuple[bytes, list[str], list[str]]] = {}
        self.events: dict[bytes, dict[str, Any]] = {}
        self.constructor: list[str] = []
        for entry in compiled(source)["abi"]:
            inputs = types(entry.get("inputs", []))
            signature = f"{entry.get('name')}({','.join(inputs)})".encode()
            if entry["type"] == "function":
                known = keccak(signature)[:4], inputs, types(entry["outputs"])
                self.functions[entry["name"], len(inputs)] = known
            elif entry["type"] == "event":
                self.events[keccak(signature)] = entry
            elif entry["type"] == "constructor":
                self.constructor = inputs

    def read(self, topics: list[bytes], data: bytes) -> dict[str, Any]:
        """Read a log as its event's fields."""
        event = self.events[bytes(topics[0])]
        indexed = [field for field in event["inputs"] if field["indexed"]]
        others = [field for field in event["inputs"] if not field["indexed"]]
        fields: dict[str, Any] = {"event": event["name"]}
        for field, topic in zip(indexed, topics[1:], strict=True):
            (fields[field["name"]],) = decode(types([field]), bytes(topic))
        values = decode(types(others), bytes(data))
        return fields | {field["name"]: value for field, value in zip(others, values, strict=True)}


face = cache(Face)


class Chain:
    """One chain of its own; addresses are lower-case strings, time passes only by `warp`."""

    def __init__(self) -> None:
        self.evm = EVM(spec_id=EVM_VERSION.upper())
        self.faces: dict[str, Face] = {}
        self.logged: list[Any] = []
        self.time = START
        self.warp(0)

    def warp(self, seconds: int) -> int:
        """Let time pass and tell what it is."""
        self.time += seconds
        number = (self.time - START) // 12 + 1
        self.evm.set_block_env(BlockEnv(number=number, timestamp=self.time, prevrandao=bytes(32)))
        return self.time

    def fund(self, account: str, amount: int) -> None:
        """Give an account a balance of the native coin."""
        self.evm.set_balance(account, amount)

    def deploy(self, source: str, *args: Any, sender: str = DEPLOYER) -> str:
        """Deploy a contract and remember its face."""
        data = bytes.fromhex(compiled(source)["bytecode"][2:])
        return self.at(source, self._create(sender, data + encode(face(source).constructor, args)))

    def deploy_blueprint(self, source: str) -> str:
        """Deploy a contract's ERC-5202 blueprint."""
        return self._create(DEPLOYER, bytes.fromhex(compiled(source)["blueprint_bytecode"][2:]))

    def at(self, source: str, address: str) -> str:
        """Remember which contract is at an address."""
        self.faces[address.lower()] = face(source)
        return address.lower()

    def call(self, sender: str, to: str, function: str, *args: Any, value: int = 0) -> Any:
        """Send a call; its decoded result, or a tuple where it has several.

        Raises:
            Refused: with the contract's words.
        """
        selector, inputs, outputs = self.faces[to].functions[function, len(args)]
        result = read(outputs, self.send(sender, to, selector + write(inputs, args), value))
        self.logged = self.evm.result.logs
        return result[0] if len(result) == 1 else result

    def view(self, to: str, function: str, *args: Any) -> Any:
        """Ask a view, without forgetting what the last call logged."""
        logged = self.logged
        result = self.call(DEPLOYER, to, function, *args)
        self.logged = logged
        return result

    def send(self, sender: str, to: str, data: bytes = b"", value: int = 0) -> bytes:
        """Send raw calldata; its raw result."""
        self.evm.reset_transient_storage()
        try:
            return bytes(self.evm.message_call(sender, to, calldata=data, value=value))
        except RuntimeError as error:
            raise Refused(_reason(str(error))) from None

    def logs(self) -> list[dict[str, Any]]:
        """List the events of the last call, each as its fields and its name under `event`.

        Events of contracts whose face isn't known are left out.
        """
        known = [log for log in self.logged if log.address.lower() in self.faces]
        return [self.faces[log.address.lower()].read(*log.data) for log in known]

    def _create(self, sender: str, code: bytes) -> str:
        self.evm.reset_transient_storage()
        try:
            return str(self.evm.deploy(sender, code)).lower()
        except RuntimeError as error:
            raise Refused(_reason(str(error))) from None


def _reason(error: str) -> str:
    """Read a revert's words from pyrevm's account of it; anything but a revert is a broken test."""
    found = re.search(r"Revert \{.*output: 0x([0-9a-f]*)", error)
    if found is None:
        raise AssertionError(f"not a revert: {error}")
    output = found[1]
    if not output.startswith(ERROR_STRING):
        return ""
    return str(decode(["string"], bytes.fromhex(output[8:]))[0])
