# SPDX-License-Identifier: Apache-2.0
"""The changes: each gives the mutants of one node; the compiler says which of them are Vyper."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from vyper.ast import nodes

from benchmarks.mutants.source import Mutant, Source

SIGNS = {
    nodes.Lt: "<",
    nodes.LtE: "<=",
    nodes.Gt: ">",
    nodes.GtE: ">=",
    nodes.Eq: "==",
    nodes.NotEq: "!=",
    nodes.In: "in",
    nodes.NotIn: "not in",
}
COMPARED = {
    "<": ("<=", ">="),
    "<=": ("<", ">"),
    ">": (">=", "<="),
    ">=": (">", "<"),
    "==": ("!=",),
    "!=": ("==",),
    "in": ("not in",),
    "not in": ("in",),
}
SWAPPED = {
    "+": "-",
    "-": "+",
    "*": "//",
    "//": "*",
    "%": "//",
    "**": "*",
    "&": "|",
    "|": "&",
    "^": "|",
    "<<": ">>",
    ">>": "<<",
}
BUILTINS = {
    "min": "max",
    "max": "min",
    "unsafe_add": "unsafe_sub",
    "unsafe_sub": "unsafe_add",
    "unsafe_mul": "unsafe_div",
    "unsafe_div": "unsafe_mul",
}
# What a field of an event can be turned into, whatever its type: the compiler drops the others.
STRANGE = ("({}) + 1", "not ({})", "empty(address)", "empty(bytes32)")


def mutants(source: Source) -> list[Mutant]:
    """Every mutant of a file, in the order of the text, none twice."""
    found: set[Mutant] = set()
    for function in source.functions():
        name = function.name
        parameters = [
            each.arg for each in function.args.args if source.text(each.annotation) == "address"
        ]
        for node in _body(function):
            for make in OPERATORS:
                found.update(make(source, node, name))
            found.update(_sender(source, node, name, parameters))
            found.update(_returned(source, node, name, function))
        found.update(_state(source, function))
    for constant in source.tree.get_children(nodes.VariableDecl):
        if constant.value is not None:
            inner = [constant.value, *constant.value.get_descendants()]
            for node in inner:
                found.update(_integer(source, node, constant.target.id))
                found.update(_string(source, node, constant.target.id))
    unchanged = {each for each in found if each.before == each.after}
    return sorted(found - unchanged, key=lambda each: (each.start, each.end, each.after))


def _body(function: Any) -> list[Any]:
    """Every node of a function but its documentation, its types and its decorators."""
    listed: list[Any] = []
    for statement in function.body:
        if not isinstance(statement, nodes.DocStr):
            listed += [statement, *statement.get_descendants()]
    typed: set[int] = set()
    for node in listed:
        if isinstance(node, nodes.AnnAssign):
            typed |= {id(node.annotation), *map(id, node.annotation.get_descendants())}
    return [node for node in listed if id(node) not in typed]


def _comparison(source: Source, node: Any, name: str) -> Iterator[Mutant]:
    if isinstance(node, nodes.Compare):
        here = SIGNS[type(node.op)]
        place = source.sign(node.left, node.right, here)
        if place:
            for sign in COMPARED[here]:
                yield source.splice(*place, sign, "comparison", name)


def _arithmetic(source: Source, node: Any, name: str) -> Iterator[Mutant]:
    if isinstance(node, nodes.BinOp) and node.op._pretty in SWAPPED:
        place = source.sign(node.left, node.right, node.op._pretty)
        if place:
            yield source.splice(*place, SWAPPED[node.op._pretty], "arithmetic", name)
    if isinstance(node, nodes.AugAssign) and node.op._pretty in SWAPPED:
        place = source.sign(node.target, node.value, node.op._pretty + "=")
        if place is None:
            place = _augmented(source, node)
        if place:
            yield source.splice(*place, SWAPPED[node.op._pretty] + "=", "arithmetic", name)
    if isinstance(node, nodes.Call) and getattr(node.func, "id", "") in BUILTINS:
        yield source.edit(node.func, BUILTINS[node.func.id], "arithmetic", name)


def _augmented(source: Source, node: Any) -> tuple[int, int] | None:
    start, end = source.span(node.target)[1], source.span(node.value)[0]
    sign = (node.op._pretty + "=").encode()
    at = source.raw.find(sign, start, end)
    return (at, at + len(sign)) if at >= 0 else None


def _integer(source: Source, node: Any, name: str) -> Iterator[Mutant]:
    if isinstance(node, nodes.Int) and source.text(node)[:1].isdigit():
        yield source.edit(node, str(node.value + 1), "integer", name)
        if node.value > 0:
            yield source.edit(node, str(node.value - 1), "integer", name)


def _string(source: Source, node: Any, name: str) -> Iterator[Mutant]:
    """A type of EIP-712, a name: anything but a reason, which the tests know by heart anyway."""
    if isinstance(node, nodes.Str) and not _is_reason(node):
        text = source.text(node)
        if len(text) > 2 and text[0] == '"':
            yield source.edit(node, f'"{"X" if text[1] != "X" else "Y"}{text[2:]}', "string", name)


def _is_reason(node: Any) -> bool:
    parent = node.get_ancestor()
    return isinstance(parent, nodes.Assert | nodes.Raise)


def _boolean(source: Source, node: Any, name: str) -> Iterator[Mutant]:
    if isinstance(node, nodes.BoolOp):
        sign, other = ("and", "or") if isinstance(node.op, nodes.And) else ("or", "and")
        for left, right in pairwise(node.values):
            place = source.sign(left, right, sign)
            if place:
                yield source.splice(*place, other, "boolean", name)
    if isinstance(node, nodes.UnaryOp) and isinstance(node.op, nodes.Not):
        yield source.edit(node, source.text(node.operand), "negation", name)
    if isinstance(node, nodes.UnaryOp) and isinstance(node.op, nodes.Invert):
        yield source.edit(node, source.text(node.operand), "negation", name)
    if isinstance(node, nodes.NameConstant):
        yield source.edit(node, "False" if node.value else "True", "constant", name)
    if isinstance(node, nodes.If | nodes.Assert) and not isinstance(
        node.test, nodes.Compare | nodes.UnaryOp
    ):
        yield source.edit(node.test, f"not ({source.text(node.test)})", "negation", name)


def _deletion(source: Source, node: Any, name: str) -> Iterator[Mutant]:
    gone = nodes.Assert | nodes.Log | nodes.Assign | nodes.AugAssign | nodes.Expr
    if isinstance(node, gone | nodes.Break | nodes.Continue | nodes.Raise):
        yield source.edit(node, "pass", "deletion", name)
    if isinstance(node, nodes.AnnAssign) and node.value is not None:
        yield source.edit(node.value, f"empty({source.text(node.annotation)})", "deletion", name)


def _event(source: Source, node: Any, name: str) -> Iterator[Mutant]:
    if not isinstance(node, nodes.Log):
        return
    fields = node.value.keywords
    for field in fields:
        text = source.text(field.value)
        for strange in STRANGE:
            yield source.edit(field.value, strange.format(text), "event", name)
    for field, other in pairwise(fields):
        text = source.text(other.value)
        if text != source.text(field.value):
            yield source.edit(field.value, text, "event", name)


def _sender(source: Source, node: Any, name: str, parameters: list[str]) -> Iterator[Mutant]:
    if isinstance(node, nodes.Attribute) and source.text(node) == "msg.sender":
        for parameter in parameters or ["self"]:
            yield source.edit(node, parameter, "sender", name)
    if isinstance(node, nodes.Name) and node.id in parameters and source.text(node) == node.id:
        yield source.edit(node, "msg.sender", "sender", name)


def _flag(source: Source, node: Any, name: str) -> Iterator[Mutant]:
    if isinstance(node, nodes.Attribute) and isinstance(node.value, nodes.Name):
        for flag in source.tree.get_children(nodes.FlagDef, {"name": node.value.id}):
            members = [each.value.id for each in flag.body]
            others = [each for each in members if each != node.attr]
            if others and node.attr in members:
                yield source.edit(node, f"{node.value.id}.{others[0]}", "flag", name)


def _returned(source: Source, node: Any, name: str, function: Any) -> Iterator[Mutant]:
    if isinstance(node, nodes.Return) and node.value is not None:
        returns = function.returns
        kinds = returns.elements if isinstance(returns, nodes.Tuple) else [returns]
        nothing = ", ".join(f"empty({source.text(kind)})" for kind in kinds)
        yield source.edit(node.value, nothing, "return", name)


def _state(source: Source, function: Any) -> Iterator[Mutant]:
    """Another state variable of the same type, wherever one is used."""
    declared = {
        each.target.id: source.text(each.annotation)
        for each in source.tree.get_children(nodes.VariableDecl)
        if not each.is_constant and not each.is_immutable
    }
    for node in function.get_descendants(nodes.Attribute):
        owner = getattr(node.value, "id", "")
        if owner == "self" and node.attr in declared and source.text(node) == f"self.{node.attr}":
            for other, kind in declared.items():
                if other != node.attr and kind == declared[node.attr]:
                    yield source.edit(node, f"self.{other}", "state", function.name)


OPERATORS = (_comparison, _arithmetic, _integer, _string, _boolean, _deletion, _event, _flag)
