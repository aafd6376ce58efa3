# SPDX-License-Identifier: Apache-2.0
"""The roll book in Python and the roll book on chain say the same of any history."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from eth_utils import keccak
from hypothesis import example, given, settings
from hypothesis import strategies as st

from symbio.domain import errors
from symbio.domain.refusals import communities as refusals
from symbio.domain.roll_book import (
    NOBODY,
    ROTATION_DELAY,
    RollBook,
    packed,
    page_initcode,
    page_salt,
)
from tests.stateful.pyrevm_chain import Chain, Refused

STEWARD = "0x" + "57" * 20
KEYS = range(0xA0_0001, 0xA0_0007)
Act = tuple[Any, ...]

key = st.sampled_from([*KEYS, NOBODY])
index = st.integers(0, 9)
acts = st.one_of(
    st.tuples(st.just("enrol"), st.lists(key, min_size=0, max_size=4)),
    st.tuples(st.just("leave"), index, st.sampled_from(KEYS)),
    st.tuples(st.just("leave_own"), index),
    st.tuples(st.just("propose_rotation"), index, key),
    st.tuples(st.just("veto_rotation"), index),
    st.tuples(st.just("complete_rotation"), index),
    st.tuples(st.just("strike_duplicate"), index, index),
    st.tuples(st.just("strike_first"), st.just(0)),
    st.tuples(st.just("pass"), st.sampled_from([1, 2, ROTATION_DELAY - 1, ROTATION_DELAY])),
)


def address(person: int) -> str:
    return f"0x{person:040x}"


class Both:
    """One community's roll, on chain and in Python, through the same acts."""

    def __init__(self) -> None:
        self.chain = Chain()
        self.suite = self.chain.deploy("Communities")
        self.community = self.send(STEWARD, "register", 1, "PT", bytes(32))
        self.book = RollBook()
        self.seconds = {self.chain.time}
        self.done: list[str] = []

    def send(self, sender: str, function: str, *args: Any) -> Any:
        return self.chain.call(sender, self.suite, function, *args)

    def view(self, function: str, *args: Any) -> Any:
        return self.chain.view(self.suite, function, self.community, *args)

    def agree(self, name: str, sender: str, function: str, *args: Any) -> None:
        """Act on both; they accept it, or refuse it in the same words."""
        twin: Callable[..., RollBook] = getattr(self.book, name)
        mine: Any = None
        if name == "append":
            proposed = (packed(args[0]), self.chain.time)
            sent: tuple[Any, ...] = (proposed[0],)
        elif name == "leave":
            proposed, sent = (*args, self.chain.time), (args[0],)
        elif name == "propose_rotation":
            proposed, sent = (*args, self.chain.time), (args[0], address(args[1]))
        else:
            proposed, sent = (*args, self.chain.time), args
        try:
            self.book = twin(*proposed)
        except errors.Refused as refused:
            mine = refused.reason
        try:
            self.send(sender, function, self.community, *sent)
            theirs = None
        except Refused as refused:
            theirs = refused.reason
        assert theirs == mine
        self.done.append(mine or name)
        self.seconds.add(self.chain.time)

    def act(self, act: Act) -> None:
        """Carry out one act of a history."""
        name, *args = act
        if name == "pass":
            self.chain.warp(args[0])
        elif name == "enrol":
            self.agree("append", STEWARD, "enrol", *args)
        elif name == "leave":
            self.agree("leave", address(args[1]), "leave", args[0], args[1])
        elif name == "leave_own":
            if args[0] < self.book.people and self.book.key_of(args[0]) != NOBODY:
                person = self.book.key_of(args[0])
                self.agree("leave", address(person), "leave", args[0], person)
        elif name == "strike_first":
            for kept, struck in list(self.book.duplicates())[:1]:
                self.agree("strike_duplicate", STEWARD, "strike_duplicate", kept, struck)
        else:
            self.agree(name, STEWARD, name, *args)

    def compare(self) -> None:
        """Every view says the same at every second that matters, and beside it."""
        book, people = self.book, self.book.people
        for version in sorted({near for at in self.seconds for near in (at - 1, at, at + 1)}):
            assert self.view("roll_at", version) == book.roll_at(version)
            for at in range(people + 1):
                assert self.view("member_at", version, at) == address(book.member_at(version, at))
            for page in range(len(book.pages) + 1):
                for offset in (0, 1, 4):
                    on_chain = self.view("member_on", version, page, offset)
                    assert on_chain == address(book.member_on(version, page, offset))
        for at in range(people):
            assert self.view("place", at) == book.place(at)
            waiting = book.pending.get(at)
            expected = (waiting.successor, waiting.ready_at) if waiting else (NOBODY, 0)
            assert self.view("rotation", at) == (address(expected[0]), expected[1])
        for page, entry in enumerate(book.pages):
            data, fingerprint, *rest = self.view("page", page)
            assert rest == [entry.enrolled_at, entry.first, len(entry.people)]
            assert self.view("amended", page) == book.amended(page)
            assert fingerprint == keccak(page_initcode(packed(entry.people)))
            salt = keccak(page_salt(self.community, page))
            creator = bytes.fromhex(self.suite[2:])
            assert data == "0x" + keccak(b"\xff" + creator + salt + fingerprint)[12:].hex()


FULL = [
    ("enrol", [*KEYS[:3], KEYS[0]]),
    ("propose_rotation", 1, KEYS[5]),
    ("propose_rotation", 2, NOBODY),
    ("pass", ROTATION_DELAY - 1),
    ("complete_rotation", 1),
    ("enrol", [KEYS[4], NOBODY]),
    ("pass", 1),
    ("veto_rotation", 1),
    ("complete_rotation", 1),
    ("strike_first", 0),
    ("pass", 1),
    ("complete_rotation", 2),
    ("leave_own", 0),
    ("leave", 0, KEYS[0]),
    ("leave", 1, KEYS[1]),
    ("propose_rotation", 4, KEYS[0]),
    ("veto_rotation", 4),
    ("veto_rotation", 4),
    ("strike_duplicate", 1, 4),
    ("strike_duplicate", 4, 1),
    ("propose_rotation", 5, NOBODY),
    ("propose_rotation", 9, NOBODY),
    ("enrol", []),
]


@example(FULL)
@given(st.lists(acts, min_size=4, max_size=24))
@settings(deadline=None)
def test_any_history_reads_the_same(history: list[Act]) -> None:
    both = Both()
    both.act(("enrol", list(KEYS[:2])))
    for act in history:
        both.act(act)
    both.compare()


def test_the_written_history_meets_every_rule() -> None:
    """The example above is no accident: each act of the book happens in it, and each refusal."""
    both = Both()
    for act in FULL:
        both.act(act)
    met = set(both.done)
    assert {name for name in met if ": " not in name} == {
        "append",
        "leave",
        "propose_rotation",
        "veto_rotation",
        "complete_rotation",
        "strike_duplicate",
    }
    assert {name for name in met if ": " in name} == {
        refusals.EmptyPage.reason,
        refusals.RotationNotReady.reason,
        refusals.TooLateToVeto.reason,
        refusals.DepartedAlready.reason,
        refusals.NotThatPerson.reason,
        refusals.NoRotationProposed.reason,
        refusals.NotADuplicate.reason,
        refusals.EarlierPlaceIsKept.reason,
        refusals.RotationToSameKey.reason,
        refusals.NoSuchPlace.reason,
    }


@pytest.mark.parametrize("size", [1, 12, 13, 256, 1024])
def test_pages_of_any_size_have_the_same_address(size: int) -> None:
    both = Both()
    both.act(("enrol", [number + 1 for number in range(size)]))
    both.chain.warp(1)
    data, fingerprint, *_ = both.view("page", 0)
    people = packed(range(1, size + 1))
    assert fingerprint == keccak(page_initcode(people))
    assert bytes(both.chain.evm.get_code(data)).rstrip(b"\0") == (b"\0" + people).rstrip(b"\0")
    for at in {0, size // 2, size - 1}:
        assert both.view("member_at", both.chain.time, at) == address(at + 1)


def test_what_is_no_page_is_refused_on_both_sides() -> None:
    with pytest.raises(refusals.EmptyPage):
        RollBook().append(b"", 1)
    with pytest.raises(refusals.NotWholeAddresses):
        RollBook().append(bytes(21), 1)
    with pytest.raises(errors.BadRoll, match="at most 1,024 people, and these are 1,025"):
        RollBook().append(bytes(20 * 1025), 1)
    both = Both()
    with pytest.raises(Refused, match="not whole addresses"):
        both.send(STEWARD, "enrol", both.community, bytes(21))
    with pytest.raises(Refused) as refused:
        both.send(STEWARD, "enrol", both.community, bytes(20 * 1025))
    assert refused.value.reason == ""


def test_a_book_is_never_changed_by_an_act() -> None:
    book = RollBook().append(packed(KEYS), 10)
    later = book.leave(0, KEYS[0], 20).propose_rotation(1, NOBODY, 20)
    assert book == RollBook().append(packed(KEYS), 10)
    assert (book.changes, book.pending) == ({}, {})
    assert later.has_departed(0)
    with pytest.raises(TypeError):
        later.changes[3] = ()  # type: ignore[index]
