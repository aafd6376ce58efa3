# SPDX-License-Identifier: Apache-2.0
"""What a federation hashes is what eth-account signs, in any script."""

from __future__ import annotations

from typing import Any

import boa
import pytest
from eth_account.messages import _hash_eip191_message, encode_typed_data
from hypothesis import example, given
from hypothesis import strategies as st

from symbio.domain.acts import Act, Ballot, BallotWithReason, Domain, typed_data
from symbio.domain.federation import Choice
from tests.contracts.boa_chain import deployer

CHOICES = st.sampled_from([Choice.FOR, Choice.AGAINST, Choice.ABSTAIN])
NUMBERS = st.integers(0, 2**256 - 1)


@pytest.fixture(scope="module")
def bench() -> Any:
    return deployer("tests/mocks/ActsBench.vy").deploy()


def texts(size: int) -> st.SearchStrategy[str]:
    """Any text that fits into so many bytes."""
    written = st.text(st.characters(codec="utf-8"), max_size=size)
    return written.filter(lambda text: len(text.encode()) <= size)


def digest(act: Act) -> bytes:
    return _hash_eip191_message(encode_typed_data(full_message=typed_data(act)))


@given(texts(50), NUMBERS, texts(160), CHOICES)
@example("", 0, "", Choice.FOR)
@example("世界海洋联盟", 7, "Zahlt für die Walwacht – 鯨 🐋", Choice.AGAINST)
@example("x" * 50, 2**256 - 1, "ü" * 80, Choice.ABSTAIN)
def test_a_ballot(bench: Any, name: str, proposal: int, title: str, choice: Choice) -> None:
    domain = Domain(name, boa.env.evm.patch.chain_id, str(bench.address))
    said = bench.ballot(name, proposal, title, int(choice))
    assert said == digest(Ballot(domain, proposal, title, choice))


@given(texts(50), NUMBERS, texts(160), CHOICES, st.binary(min_size=32, max_size=32))
@example("海", 1, "鯨", Choice.AGAINST, bytes(32))
def test_a_ballot_with_its_reason(
    bench: Any, name: str, proposal: int, title: str, choice: Choice, reason: bytes
) -> None:
    domain = Domain(name, boa.env.evm.patch.chain_id, str(bench.address))
    said = bench.reasoned(name, proposal, title, int(choice), reason)
    assert said == digest(BallotWithReason(domain, proposal, title, choice, reason))
