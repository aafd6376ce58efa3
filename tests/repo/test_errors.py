# SPDX-License-Identifier: Apache-2.0
"""Each refusal is one reason on chain and one exception with a remedy: the two sets are equal."""

from __future__ import annotations

import builtins
import importlib
import pkgutil

from vyper.ast import nodes as vy

from symbio.domain import errors, refusals
from symbio.domain.refusals.base import Refused
from tests.repo.suite import CONTRACTS, DEPLOYABLES, parsed, snake


def reasons_on_chain() -> set[str]:
    found = set()
    for path in sorted(CONTRACTS.rglob("*.vy")):
        for node in parsed(path).get_descendants((vy.Assert, vy.Raise)):
            said = node.msg if isinstance(node, vy.Assert) else node.exc
            assert isinstance(said, vy.Str), f"{path.name}:{node.lineno} refuses without words"
            found.add(said.value)
    assert len(found) > 20, "hardly any reason found: the test can't look"
    return found


def classes() -> list[type[Refused]]:
    found: list[type[Refused]] = []
    for module in pkgutil.iter_modules(refusals.__path__):
        page = importlib.import_module(f"{refusals.__name__}.{module.name}")
        found += [
            kind
            for kind in vars(page).values()
            if isinstance(kind, type)
            and issubclass(kind, Refused)
            and kind.reason
            # One that stands in two files is one class in two places.
            and kind.__module__ == page.__name__
        ]
    return found


def test_reasons_and_classes_are_the_same_set() -> None:
    on_chain, here = reasons_on_chain(), {kind.reason for kind in classes()}
    assert on_chain - here == set(), "reasons without a class in symbio/domain/refusals"
    assert here - on_chain == set(), "classes whose reason no contract gives"


def test_each_reason_has_one_class() -> None:
    reasons = [kind.reason for kind in classes()]
    assert sorted(reasons) == sorted(set(reasons))


def test_the_names_of_the_classes_are_unique_and_no_python_exception() -> None:
    names = [kind.__name__ for kind in classes()]
    assert sorted(names) == sorted(set(names))
    assert not {name for name in names if hasattr(builtins, name)}


def test_each_says_what_to_do_next_in_a_sentence() -> None:
    for kind in classes():
        assert kind.remedy[:1].isupper() and kind.remedy[-1:] in ".”?", kind.__name__


def test_each_is_found_by_its_reason() -> None:
    for kind in classes():
        assert isinstance(errors.refusal(kind.reason), kind)


def test_each_institution_has_a_file_of_refusals() -> None:
    files = {module.name for module in pkgutil.iter_modules(refusals.__path__)}
    # A purse only forwards, so what it refuses is the treasury's; the coin is "coin" to people.
    spoken = {"purse": "treasury", "demo_coin": "coin"}
    assert {spoken.get(snake(name), snake(name)) for name in DEPLOYABLES} <= files
