# SPDX-License-Identifier: Apache-2.0
"""Nobody can freeze it: every external function that writes is listed with who may call it.

The list is held against the compiler's syntax tree: each use of `msg.sender` that a function can
reach must be one that stands in `senders.py` with the role it asks for, and the roles found must
be those of `powers.py`. A new function, or a new way to ask who calls, fails until a person has
read it.
"""

from __future__ import annotations

import re

import pytest
from vyper.ast import nodes as vy

from tests.repo.powers import POWERS
from tests.repo.senders import CONSTRUCTORS, SENDERS
from tests.repo.suite import DEPLOYABLES, SOURCES, compiled, exposed, parsed, reachable

FORBIDDEN_NAMES = re.compile(
    r"(?i)(^|_)(owner|ownable|guardian|admin|operator|governor|pauser?|paused|freeze|frozen_by|upgrade"
    r"|implementation|kill|blacklist|blocklist|migrate)(_|$)"
)
FORBIDDEN_OPCODES = {"DELEGATECALL", "CALLCODE", "SELFDESTRUCT", "ORIGIN"}


def is_sender(node: vy.VyperNode) -> bool:
    named = isinstance(node, vy.Attribute) and isinstance(node.value, vy.Name)
    return named and (node.value.id, node.attr) == ("msg", "sender")


def sender_uses(function: vy.FunctionDef) -> set[str]:
    """What a function does with msg.sender, in words of its source; logging it aside."""
    found = set()
    for node in filter(is_sender, function.get_descendants(vy.Attribute)):
        around = node._parent
        while isinstance(around, vy.Attribute | vy.BinOp | vy.keyword | vy.Tuple | vy.Subscript):
            around = around._parent
        source = " ".join(around.node_source_code.split())
        if isinstance(around, vy.Call):
            if isinstance(around._parent, vy.Log):
                continue
            found.add(f"passed to {' '.join(around.func.node_source_code.split())}")
        else:
            found.add(source.replace("!=", "=="))
    return found


def roles(contract: str, name: str) -> set[str]:
    """Who may call a function, as its source asks; fail on a question not read before."""
    asked = set().union(*(sender_uses(part) for part in reachable(exposed(contract)[name])))
    unread = asked - SENDERS[contract].keys()
    assert not unread, f"{contract}.{name} uses msg.sender in a way that nobody classed: {unread}"
    return {SENDERS[contract][use] for use in asked} - {""} or {"anyone"}


def writers(contract: str) -> set[str]:
    return {
        name for name, f in exposed(contract).items() if f.mutability.name not in ("VIEW", "PURE")
    }


def test_every_deployable_is_listed() -> None:
    assert set(DEPLOYABLES) == POWERS.keys() == SENDERS.keys()


@pytest.mark.parametrize("contract", DEPLOYABLES)
def test_every_function_that_writes_is_listed(contract: str) -> None:
    assert writers(contract) == POWERS[contract].keys()


@pytest.mark.parametrize("contract", DEPLOYABLES)
def test_each_function_asks_for_the_role_listed(contract: str) -> None:
    found = {name: roles(contract, name) for name in sorted(writers(contract))}
    assert found == {name: set(who.split(" or ")) for name, who in POWERS[contract].items()}


@pytest.mark.parametrize("contract", DEPLOYABLES)
def test_every_use_of_the_sender_that_was_read_still_exists(contract: str) -> None:
    parts = [part for name in writers(contract) for part in reachable(exposed(contract)[name])]
    assert set().union(*map(sender_uses, parts)) == SENDERS[contract].keys()


@pytest.mark.parametrize("contract", DEPLOYABLES)
def test_whoever_deploys_keeps_no_power(contract: str) -> None:
    tree = compiled(contract).annotated_vyper_module
    makers = [f for f in tree.get_children(vy.FunctionDef) if f.name == "__init__"]
    kept = set().union(*map(sender_uses, makers)) if makers else set()
    assert kept == CONSTRUCTORS.get(contract, set())


def test_nothing_is_named_after_a_power_over_all() -> None:
    kinds = (vy.FunctionDef, vy.VariableDecl, vy.StructDef, vy.EventDef, vy.Import, vy.ImportFrom)
    for path in SOURCES:
        for node in parsed(path).get_descendants(kinds):
            name = node.target.id if isinstance(node, vy.VariableDecl) else node.name
            assert not FORBIDDEN_NAMES.search(name or ""), f"{path.name}:{node.lineno}: {name}"


@pytest.mark.parametrize("contract", DEPLOYABLES)
def test_code_neither_delegates_nor_destroys(contract: str) -> None:
    assembly = {str(item) for item in flat(compiled(contract).assembly_runtime)}
    assert "CALLDATASIZE" in assembly, "no assembly: the test can't look"
    assert not assembly & FORBIDDEN_OPCODES


def flat(items: list[object]) -> list[object]:
    return [part for item in items for part in (flat(item) if isinstance(item, list) else [item])]
