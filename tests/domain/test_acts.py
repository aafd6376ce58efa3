# SPDX-License-Identifier: Apache-2.0
"""What people sign: the sentence they read, the typed data they sign, nothing besides."""

from __future__ import annotations

import copy
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from symbio.domain.acts import (
    Acceptance,
    Act,
    Assignment,
    Ballot,
    BallotWithReason,
    Domain,
    Enrolment,
    FoundingAcceptance,
    Obligation,
    Offer,
    Payment,
    Purchase,
    Swap,
    act_from,
    sentence,
    typed_data,
)
from symbio.domain.errors import BadAct, BadChoice
from symbio.domain.federation import Choice
from tests.domain.market_values import SARDINES, addresses, offers, swaps, words

CONTRACT = "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed"
OCEAN = Domain("Global Ocean Federation", 31337, CONTRACT)
BALLOT = Ballot(OCEAN, 12, "Spring sardine quota", Choice.FOR)

numbers = st.integers(0, 2**53)
domains = st.builds(Domain, st.text(max_size=50), st.integers(1, 2**53), st.just(CONTRACT))
choices = st.sampled_from([Choice.FOR, Choice.AGAINST, Choice.ABSTAIN])
digests = st.binary(min_size=32, max_size=32)
ACTS = st.one_of(
    st.builds(Enrolment, domains, numbers, numbers),
    st.builds(Ballot, domains, numbers, st.text(), choices),
    st.builds(BallotWithReason, domains, numbers, st.text(), choices, digests),
    st.builds(FoundingAcceptance, domains, st.text(), digests, digests, numbers, numbers),
    st.builds(Offer, domains, offers),
    st.builds(
        Purchase,
        domains,
        addresses,
        st.text(),
        words,
        st.text(),
        addresses,
        words,
        digests,
        *[words] * 8,
    ),
    st.builds(Swap, domains, swaps),
    st.builds(
        Obligation,
        *(domains, addresses, addresses, st.text(), words, words, words, st.text()),
        *(addresses, words),
    ),
    st.builds(Payment, domains, addresses, words, words, words),
    st.builds(Assignment, domains, addresses, addresses, addresses, *[words] * 4),
    st.builds(Acceptance, domains, addresses, addresses, st.text(), st.text(), *[words] * 4),
)


def test_a_ballot_says_title_and_choice_in_words() -> None:
    assert sentence(BALLOT) == (
        "Global Ocean Federation: I vote For proposal 12, “Spring sardine quota”."
    )
    abstains = Ballot(OCEAN, 12, "Spring sardine quota", Choice.ABSTAIN)
    assert "I vote Abstain on proposal 12" in sentence(abstains)
    assert typed_data(BALLOT)["message"] == {
        "proposal": 12,
        "title": "Spring sardine quota",
        "choice": "For",
    }


@given(ACTS)
def test_acts_read_back_from_their_typed_data(act: Act) -> None:
    assert act_from(typed_data(act)) == act
    assert act.domain.name in sentence(act)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("primaryType",), "Permit"),
        (("message", "choice"), "for"),
        (("message", "choice"), "Perhaps"),
        (("message", "proposal"), -1),
        (("message", "proposal"), "12"),
        (("message", "title"), 12),
        (("message", "more"), 1),
        (("domain", "chainId"), "one"),
        (("domain", "verifyingContract"), "0x12"),
        (("domain", "version"), "2"),
        (("types", "Ballot"), []),
        (("message",), {}),
    ],
)
def test_refuses_typed_data_that_says_other_things(path: tuple[str, ...], value: Any) -> None:
    data = copy.deepcopy(typed_data(BALLOT))
    inner = data
    for key in path[:-1]:
        inner = inner[key]
    inner[path[-1]] = value
    with pytest.raises((BadAct, BadChoice)):
        act_from(data)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("everyone", 1),
        ("everyone", "true"),
        ("seller", "0x5E5E"),
        ("seller", SARDINES.seller.lower()),
        ("description", "0x00"),
        ("stock", True),
        ("stock", 1.0),
        ("stock", "4000"),
        ("nonce", 2**53),
        ("nonce", "0x01"),
        ("nonce", str(2**256)),
        ("title", b""),
    ],
)
def test_refuses_values_in_another_form(field: str, value: Any) -> None:
    data = copy.deepcopy(typed_data(Offer(OCEAN, SARDINES)))
    data["message"][field] = value
    with pytest.raises(BadAct):
        act_from(data)


def test_numbers_that_readers_would_round_are_texts() -> None:
    data = typed_data(Offer(OCEAN, replace(SARDINES, place=2**256 - 1, nonce=2**53 - 1)))
    assert data["message"]["place"] == str(2**256 - 1)
    assert data["message"]["nonce"] == 2**53 - 1


def test_choices_are_read_in_words() -> None:
    assert [Choice.parse(text) for text in ("for", "Against", " ABSTAIN ")] == [1, 2, 3]
    for wrong in ("none", "", "yes"):
        with pytest.raises(BadChoice):
            Choice.parse(wrong)
