# SPDX-License-Identifier: Apache-2.0
"""The mutator changes what it says, nothing else, and gives the compiler something to compile."""

from __future__ import annotations

import pytest
from vyper.compiler import compile_code
from vyper.exceptions import VyperException

from benchmarks.mutants.operators import mutants
from benchmarks.mutants.source import Mutant, Source, squeezed
from benchmarks.mutants.trial import plain

SAMPLE = '''# pragma version 0.4.3
"""
@title Sample: 1 < 2
"""
_TYPE: constant(bytes32) = keccak256("Vote(uint256 id)")
LIMIT: constant(uint256) = 10

event Paid:
    payer: indexed(address)
    amount: uint256
    rest: uint256

flag Mood:
    GLAD
    SAD

held: uint256
owed: uint256
mood: Mood


@external
def pay(to: address, amount: uint256) -> uint256:
    """
    @notice Pays 5 to somebody: never 6.
    """
    # 7 stays 7
    assert (amount < LIMIT) and not (amount == 0), "sample: amount out of 1 to 9"
    rest: uint256 = (self.held
        - amount)  # a - b
    self.held -= amount
    self.mood = Mood.GLAD
    if msg.sender != to:
        self.owed = min(rest, amount << 1)
    log Paid(payer=msg.sender, amount=amount, rest=rest)
    return rest


@external
@view
def is_glad() -> bool:
    return self.mood == Mood.GLAD or True
'''


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Source:
    folder = tmp_path_factory.mktemp("sample")
    (folder / "Sample.vy").write_text(SAMPLE, "utf-8")
    return Source(folder, "Sample.vy")


@pytest.fixture(scope="module")
def found(source: Source) -> list[Mutant]:
    return mutants(source)


def changes(found: list[Mutant], operator: str) -> set[str]:
    return {each.change for each in found if each.operator == operator}


@pytest.mark.parametrize(
    ("operator", "change"),
    [
        ("comparison", "< → <="),
        ("comparison", "< → >="),
        ("comparison", "== → !="),
        ("arithmetic", "- → +"),
        ("arithmetic", "-= → +="),
        ("arithmetic", "<< → >>"),
        ("arithmetic", "min → max"),
        ("integer", "10 → 11"),
        ("integer", "10 → 9"),
        ("integer", "1 → 0"),
        ("string", '"Vote(uint256 id)" → "Xote(uint256 id)"'),
        ("boolean", "and → or"),
        ("boolean", "or → and"),
        ("negation", "not (amount == 0) → amount == 0"),
        ("constant", "True → False"),
        ("deletion", "self.held -= amount → pass"),
        ("deletion", "(self.held - amount → empty(uint256"),
        ("event", "msg.sender → empty(address)"),
        ("event", "amount → rest"),
        ("event", "rest → (rest) + 1"),
        ("sender", "msg.sender → to"),
        ("sender", "to → msg.sender"),
        ("flag", "Mood.GLAD → Mood.SAD"),
        ("return", "rest → empty(uint256)"),
        ("state", "self.held → self.owed"),
    ],
)
def test_each_operator_makes_its_change(found: list[Mutant], operator: str, change: str) -> None:
    wanted = change.removeprefix("(").removesuffix(")")
    assert any(wanted in each for each in changes(found, operator)), changes(found, operator)


def test_words_for_people_are_left_alone(found: list[Mutant]) -> None:
    for each in found:
        assert "Pays" not in each.before
        assert "7 stays" not in each.before
        assert not (each.operator in ("string", "integer") and "sample:" in each.before)


def test_a_mutant_differs_from_the_source_at_its_place_alone(
    source: Source, found: list[Mutant]
) -> None:
    for each in found:
        text = each.applied(source.raw)
        assert text != source.raw
        assert text[: each.start] == source.raw[: each.start]
        assert text[each.start + len(each.after.encode()) :] == source.raw[each.end :]
        assert squeezed(source.lines[each.line - 1].decode()) == each.text


def test_no_mutant_comes_twice(source: Source, found: list[Mutant]) -> None:
    assert len({each.applied(source.raw) for each in found}) == len(found)
    assert found == mutants(source)


def test_most_mutants_but_those_of_events_are_vyper(source: Source, found: list[Mutant]) -> None:
    tried = [each for each in found if each.operator != "event"][::2]
    valid = 0
    for each in tried:
        try:
            compile_code(each.applied(source.raw).decode(), output_formats=["bytecode"])
        except VyperException:
            continue
        valid += 1
    assert valid / len(tried) > 0.9


def test_metadata_is_taken_off_the_initcode() -> None:
    kept = compile_code(SAMPLE, output_formats=["bytecode"])["bytecode"]
    bare = compile_code(SAMPLE, output_formats=["bytecode"], no_bytecode_metadata=True)["bytecode"]
    assert plain(bytes.fromhex(kept[2:])) == bytes.fromhex(bare[2:])
