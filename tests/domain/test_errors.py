# SPDX-License-Identifier: Apache-2.0
"""Refusals and troubles: typed, with a remedy in words."""

from __future__ import annotations

from symbio.domain import errors
from symbio.domain.refusals.communities import NotTheSteward


def test_a_reason_becomes_its_class() -> None:
    refused = errors.refusal("communities: not the steward")
    assert isinstance(refused, NotTheSteward)
    assert refused.reason in str(refused) and refused.remedy in str(refused)


def test_unknown_words_are_kept() -> None:
    refused = errors.refusal("ERC20: transfer amount exceeds balance")
    assert isinstance(refused, errors.Refused)
    assert "ERC20: transfer amount exceeds balance" in str(refused)
    assert "without a word" in str(errors.refusal(""))


def test_every_trouble_has_a_remedy() -> None:
    for kind in errors.Trouble.__subclasses__():
        assert kind.remedy, kind
        assert str(kind("What happened.")) == f"What happened. {kind.remedy}"


def test_every_reason_is_short_and_names_its_place() -> None:
    for reason, kind in errors.refusals_by_reason().items():
        place, _, condition = reason.partition(": ")
        assert place and condition and len(reason) <= 48, reason
        assert kind.remedy, kind
