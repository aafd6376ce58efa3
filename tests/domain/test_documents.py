# SPDX-License-Identifier: Apache-2.0
"""One document, one canonical form, one digest."""

from __future__ import annotations

import hashlib
import json
import random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from symbio.domain.documents import (
    DEEPEST,
    BadDocument,
    canonical,
    digest,
    parse,
    path_of,
    text_digest,
)

TEXT = st.text(st.characters(exclude_categories=["Cs"]))
VALUES: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | TEXT,
    lambda inner: st.lists(inner) | st.dictionaries(TEXT, inner),
    max_leaves=20,
)


def test_the_rfc_s_own_example():
    # RFC 8785, sections 3.2.2 to 3.2.4.
    value = {
        "numbers": [333333333.33333329, 1e30, 4.50, 2e-3, 0.000000000000000000000000001],
        "string": "\u20ac$\u000f\u000aA'\u0042\u0022\u005c\\\"/",
        "literals": [None, True, False],
    }
    assert canonical(value).decode() == (
        '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],'
        '"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}'
    )


def test_keys_are_sorted_by_utf_16():
    # A face beyond the basic plane begins with a surrogate, so it stands before U+FB33.
    assert list(json.loads(canonical({"\ufb33": 1, "\U0001f600": 2, "\r": 3}))) == [
        "\r",
        "\U0001f600",
        "\ufb33",
    ]


@given(VALUES, st.randoms(use_true_random=False))
def test_order_and_spaces_don_t_move_the_digest(value: Any, order: random.Random):
    def shuffled(inner: Any) -> Any:
        if isinstance(inner, list):
            return [shuffled(each) for each in inner]
        if isinstance(inner, dict):
            pairs = list(inner.items())
            order.shuffle(pairs)
            return {key: shuffled(each) for key, each in pairs}
        return inner

    written = json.dumps(shuffled(value), indent=3)
    assert digest(parse(written)) == digest(value) == hashlib.sha256(canonical(value)).digest()
    assert canonical(parse(canonical(value))) == canonical(value)


def test_depth_is_bounded_and_brackets_in_texts_don_t_count():
    assert parse("[" * DEEPEST + "]" * DEEPEST)
    with pytest.raises(BadDocument, match="nested too deeply"):
        parse("[" * (DEEPEST + 1) + "]" * (DEEPEST + 1))
    with pytest.raises(BadDocument, match="nested too deeply"):
        parse('{"a":' * 5_000)
    text = '["' + "[{" * 500 + r"\"" + "[" * 500 + '"]'
    assert len(parse(text)[0]) == 1_501


@pytest.mark.parametrize("text", ["", "{", '{"a":1}x', "[1,]", "{'a':1}", "[01]", '["\n"]', "NaN"])
def test_what_is_no_json_is_refused(text: str):
    with pytest.raises(BadDocument):
        parse(text)


@pytest.mark.parametrize("value", [float("nan"), float("inf"), 2**53, -(2**53), "\ud800"])
def test_what_has_no_canonical_form_is_refused(value: Any):
    with pytest.raises(BadDocument, match="no canonical form"):
        canonical([value])


def test_paths_and_plain_texts():
    assert path_of(["members", 2, "place", "name"]) == "members[2].place.name"
    assert text_digest("água") == hashlib.sha256("água".encode()).digest()
