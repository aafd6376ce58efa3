# SPDX-License-Identifier: Apache-2.0
"""Circulations as the chain takes them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from symbio.domain import chunks
from symbio.domain.chunks import (
    MOST_CONVERSIONS,
    MOST_DRAWS,
    Chunk,
    from_chunk,
    packed,
    to_chunk,
    unpacked,
)
from symbio.domain.clearing import (
    MOST_AMOUNT,
    MOST_NUMBER,
    Circulation,
    Conversion,
    Draw,
    Flow,
)
from symbio.domain.errors import BadChunk

IDS = {"EUR": 1, "JPY": 2, "NZD": 3}
flows = st.builds(Flow, st.integers(1, MOST_NUMBER), st.integers(0, MOST_AMOUNT))
conversions = st.builds(
    Conversion, st.integers(1, 2**32), st.integers(1, MOST_AMOUNT), st.integers(1, MOST_AMOUNT)
)
draws = st.builds(
    Draw, st.text("0123456789abcdef", min_size=4), st.sampled_from(sorted(IDS)), st.integers()
)
circulations = st.builds(
    Circulation,
    st.lists(flows, max_size=20).map(tuple),
    st.lists(conversions, max_size=MOST_CONVERSIONS).map(tuple),
    st.lists(draws, max_size=MOST_DRAWS).map(tuple),
)


def test_a_flow_is_five_bytes_of_number_and_eleven_of_amount() -> None:
    raw = packed([Flow(1, 2), Flow(MOST_NUMBER, MOST_AMOUNT)])
    assert raw.hex() == "0000000001" + "00" * 10 + "02" + "ff" * 16
    assert unpacked(raw) == (Flow(1, 2), Flow(MOST_NUMBER, MOST_AMOUNT))


@given(circulations)
def test_what_is_written_is_read_back(circulation: Circulation) -> None:
    chunk = to_chunk(circulation, IDS)
    assert len(chunk.flows) == chunks.FLOW * len(circulation.flows)
    assert from_chunk(chunk, {number: code for code, number in IDS.items()}) == circulation


@pytest.mark.parametrize(
    "flow", [Flow(0, 1), Flow(MOST_NUMBER + 1, 1), Flow(1, MOST_AMOUNT + 1), Flow(1, -1)]
)
def test_what_does_not_fit_is_refused(flow: Flow) -> None:
    with pytest.raises(BadChunk):
        packed([flow])


def test_a_cut_flow_is_refused() -> None:
    with pytest.raises(BadChunk):
        unpacked(bytes(17))


@pytest.mark.parametrize(
    "circulation",
    [
        Circulation(tuple(Flow(number, 1) for number in range(1, chunks.MOST_FLOWS + 2))),
        Circulation((), tuple(Conversion(number, 1, 1) for number in range(1, 34))),
        Circulation((), (), tuple(Draw(str(number), "EUR", 1) for number in range(65))),
        Circulation((), (), (Draw("0x1", "PEARLS", 1),)),
    ],
)
def test_more_than_a_chunk_holds_is_refused(circulation: Circulation) -> None:
    with pytest.raises(BadChunk):
        to_chunk(circulation, IDS)


def test_the_contracts_struct_is_plain_tuples() -> None:
    chunk = to_chunk(
        Circulation((Flow(1, 2),), (Conversion(3, 4, 5),), (Draw("0x", "NZD", -6),)), IDS
    )
    assert chunk == Chunk(packed([Flow(1, 2)]), chunk.conversions, chunk.draws)
    assert chunk.for_chain() == (packed([Flow(1, 2)]), [(3, 4, 5)], [("0x", 3, -6)])
