# SPDX-License-Identifier: Apache-2.0
"""Whatever a contract can do, the SDK can: a method for each function, a class for each event."""

from __future__ import annotations

import ast
import dataclasses
import importlib
import inspect
import pkgutil
from typing import Any

import pytest

import symbio.chain
from symbio.chain.artifacts import artifact
from symbio.chain.handle import Handle
from symbio.domain import events
from tests.repo.suite import DEPLOYABLES, ROOT
from tests.repo.test_artifacts import raw

# Functions that the SDK has no method for, and why.
WITHOUT_METHOD = {
    ("Federation", "setup"): "by the factory alone, in the transaction that founds",
    ("Market", "restore"): "by its escrow alone, where an order ends before any delivery",
    ("Tribunal", "settle"): "by its Plans alone, where the last party accepts",
    ("Stipends", "reserve"): "by Juries alone, where a jury is called",
    ("Escrow", "open"): "by its market alone, in the transaction that orders",
}
# Contracts that need no handle, and why.
WITHOUT_HANDLE = {
    "Purse": "Treasury.collect empties it; nobody else may",
}


def abi(name: str, kind: str) -> list[dict[str, Any]]:
    return [entry for entry in raw(name)["abi"] if entry["type"] == kind]


def handles() -> dict[str, type[Handle]]:
    for module in pkgutil.iter_modules(symbio.chain.__path__):
        importlib.import_module(f"symbio.chain.{module.name}")
    found, waiting = {}, Handle.__subclasses__()
    while waiting:
        kind = waiting.pop()
        waiting += kind.__subclasses__()
        if kind.contract:
            found[kind.contract] = kind
    return found


def test_each_contract_has_a_handle() -> None:
    assert handles().keys() | WITHOUT_HANDLE.keys() == set(DEPLOYABLES)
    assert not handles().keys() & WITHOUT_HANDLE.keys()


@pytest.mark.parametrize("name", sorted(set(DEPLOYABLES) - WITHOUT_HANDLE.keys()))
def test_each_function_has_a_method(name: str) -> None:
    functions = {entry["name"] for entry in abi(name, "function")}
    handle = handles()[name]
    missing = {function for function in functions if not callable(getattr(handle, function, None))}
    assert missing == {function for contract, function in WITHOUT_METHOD if contract == name}
    assert all(getattr(handle, f).__doc__ for f in functions - missing)


@pytest.mark.parametrize("name", sorted(set(DEPLOYABLES) - WITHOUT_HANDLE.keys()))
def test_what_writes_is_planned_and_what_reads_is_not(name: str) -> None:
    handle = handles()[name]
    for entry in abi(name, "function"):
        if method := getattr(handle, entry["name"], None):
            planned = "Plan" in str(inspect.signature(method).return_annotation)
            writes = entry["stateMutability"] not in ("view", "pure")
            assert planned == writes, f"{name}.{entry['name']}"


@pytest.mark.parametrize("name", sorted(set(DEPLOYABLES) - WITHOUT_HANDLE.keys()))
def test_handles_ask_only_for_what_the_abi_has(name: str) -> None:
    source = inspect.getsource(handles()[name])
    known = {entry["name"] for entry in abi(name, "function")}
    asked = {
        node.args[0].value
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in ("_read", "_plan")
        and node.args
        and isinstance(node.args[0], ast.Constant)
    }
    assert asked and asked <= known


@pytest.mark.parametrize("name", DEPLOYABLES)
def test_each_event_has_a_class_of_the_same_fields(name: str) -> None:
    for event in abi(name, "event"):
        kind = getattr(events, event["name"])
        fields = [field.name for field in dataclasses.fields(kind)]
        assert fields == [field["name"] for field in event["inputs"]], event["name"]
        assert kind.__dataclass_params__.frozen


def test_each_class_is_an_event_of_some_contract() -> None:
    logged = {event["name"] for name in DEPLOYABLES for event in abi(name, "event")}
    assert set(events.__all__) - {"Event"} == logged


def test_every_entry_without_a_method_exists() -> None:
    for contract, function in WITHOUT_METHOD:
        assert function in {entry["name"] for entry in abi(contract, "function")}


def test_the_bytes_that_ship_are_read_through_one_door() -> None:
    """Data never lives in code: nothing but the loader opens an artifact."""
    for path in (ROOT / "symbio").rglob("*.py"):
        if path.name != "artifacts.py":
            assert "symbio.artifacts" not in path.read_text(), path.name
    assert artifact(DEPLOYABLES[0]).bytecode
