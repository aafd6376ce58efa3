# SPDX-License-Identifier: Apache-2.0
"""Offers are found by what matters to a buyer, each with its landed cost under every accord."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from symbio.domain import events
from symbio.domain.accords import Clause
from symbio.domain.categories import category_of, covers
from symbio.indexer import following
from symbio.indexer.costing import shown
from symbio.indexer.finding import Found, Question, _within, digests_like, find, offer_by
from symbio.indexer.following import follow
from symbio.indexer.store import Store
from tests.domain.market_values import DAY, EURO, NOW, SARDINES, SELLER, YEN
from tests.indexer.commons import (
    KAIKOURA,
    OCEAN,
    PENICHE,
    RIVER,
    SHIMODA,
    TERMS,
    TOURS,
    closed,
    concluded,
    digest_of,
    founded,
    listed,
    opened,
    season,
    withdrawn,
)
from tests.indexer.scripted_chain import PLACES, ScriptedChain, manifest


@pytest.fixture(autouse=True)
def coins(monkeypatch: pytest.MonkeyPatch) -> None:
    """The scripted chain has no tokens to ask for their names."""

    def learn(store: Store, *_: object) -> None:
        for coin in (EURO, YEN):
            store.write(
                "INSERT OR IGNORE INTO coins VALUES (?, ?, ?, ?)",
                (31_337, coin.address, coin.symbol, coin.decimals),
            )

    monkeypatch.setattr(following, "_learn_coins", learn)


@pytest.fixture
def chain() -> ScriptedChain:
    return season()


@pytest.fixture
def store() -> Iterator[Store]:
    with Store() as found:
        yield found


def asked(store: Store, chain: ScriptedChain, **what: object) -> list[Found]:
    follow(store, chain, manifest())  # type: ignore[arg-type]
    return find(store, Question(**{"now": NOW, **what}))  # type: ignore[arg-type]


def titles(found: list[Found]) -> list[str]:
    return sorted(each.offer.title.split()[0] for each in found)


BOTH = ["Fresh", "Passeio"]


@pytest.mark.parametrize(
    ("what", "expected"),
    [
        ({}, BOTH),
        ({"words": "sardines"}, ["Fresh"]),
        ({"words": "クジラ"}, ["Passeio"]),
        ({"words": "baleias seat"}, ["Passeio"]),
        ({"words": "tuna"}, []),
        ({"words": "peniche"}, []),
        ({"place": "peniche"}, ["Fresh"]),
        ({"place": "kaikoura", "words": "passeio"}, ["Passeio"]),
        ({"place": "kaikoura", "words": "sardines"}, []),
        ({"category": category_of("HS 03").word}, ["Fresh"]),
        ({"category": category_of("HS 030243").word}, ["Fresh"]),
        ({"category": category_of("HS 0303").word}, []),
        ({"category": category_of("CPC 8").word}, ["Passeio"]),
        ({"deliver_until": NOW + 90 * DAY}, ["Fresh"]),
        ({"deliver_from": NOW + 90 * DAY}, ["Passeio"]),
        ({"deliver_from": NOW + 60 * DAY, "deliver_until": NOW + 100 * DAY}, BOTH),
        ({"currency": "jpye"}, ["Fresh"]),
        ({"currency": EURO.address.lower()}, BOTH),
        ({"currency": "USDC"}, []),
        ({"federation": OCEAN}, BOTH),
        ({"federation": RIVER}, []),
        ({"buyer": SHIMODA}, BOTH),
        ({"buyer": 77}, ["Fresh"]),
        ({"source": "nowhere"}, []),
        ({"now": NOW + 31 * DAY}, []),
        ({"most": 1}, ["Passeio"]),
    ],
)
def test_filters(
    store: Store, chain: ScriptedChain, what: dict[str, object], expected: list[str]
) -> None:
    assert titles(asked(store, chain, **what)) == expected


def test_landed_costs_stand_side_by_side(store: Store, chain: ScriptedChain) -> None:
    chain.mine(
        concluded(
            replace(
                TERMS,
                name="Iberian accord",
                parties=(PENICHE, SHIMODA),
                currencies=(EURO.address,),
                clauses=(Clause(PENICHE, 1 << 40 | 4 << 32 | 302, 2_000, 1_000, 6),),
            ),
            accord_id=2,
        )
    )
    (found,) = asked(store, chain, words="sardines", quantity=10)
    assert [
        (each.accord, str(each.cost.total), str(each.cost.contribution), each.split_id)
        for each in found.costs
    ] == [
        ("", "42.00 EURe", "0.00 EURe", 0),
        ("Ocean accord", "39.90 EURe", "0.79 EURe", 4),
        ("Iberian accord", "33.60 EURe", "3.36 EURe", 6),
        ("", "6,900 JPYe", "0 JPYe", 0),
        ("Ocean accord", "6,555 JPYe", "131 JPYe", 4),
    ]
    assert found.costs[1].buyers == (SHIMODA, KAIKOURA)
    assert (found.left, found.costs[1].left) == (3_900, None)
    (found,) = asked(store, chain, words="sardines", buyer=KAIKOURA, currency="EURe")
    assert [each.accord for each in found.costs] == ["", "Ocean accord"]


def test_only_accords_in_force_count(store: Store, chain: ScriptedChain) -> None:
    def accords(now: int = NOW) -> list[str]:
        (found,) = asked(store, chain, words="sardines", currency="EURe", now=now)
        return [each.accord for each in found.costs]

    later = replace(TERMS, version=2, name="Ocean accord II", starts_at=NOW + 10 * DAY)
    chain.mine(concluded(later))
    assert accords() == ["", "Ocean accord"]
    assert accords(NOW + 10 * DAY) == ["", "Ocean accord II"]
    elsewhere = replace(TERMS, name="Another market's", market=SELLER)
    chain.mine(concluded(elsewhere, accord_id=3))
    assert accords() == ["", "Ocean accord"]
    gone = events.PartyLeft(1, SELLER, PENICHE, NOW + 5 * DAY)
    chain.mine((PLACES["Accords"], gone))
    assert accords() == ["", "Ocean accord"]
    assert accords(NOW + 5 * DAY) == [""]


def test_a_season_s_quantity_is_counted(store: Store, chain: ScriptedChain) -> None:
    started = TERMS.starts_at
    bound = {"accord_id": 1, "version": 1, "clause": 1, "season": started}
    chain.mine(opened(TOURS, 5, 4, **bound), opened(TOURS, 6, 3, **bound))
    (found,) = asked(store, chain, words="baleias")
    assert (found.left, found.costs[1].left) == (17, 3)
    chain.mine(closed(6, restored=3))
    (found,) = asked(store, chain, words="baleias")
    assert (found.left, found.costs[1].left) == (20, 6)


def test_a_federation_sells_for_its_members(store: Store, chain: ScriptedChain) -> None:
    """The party is the river federation, and the seller's community is one of its members."""
    chain.mine(
        *founded(RIVER, 2, "River"),
        concluded(
            replace(
                TERMS, parties=(SHIMODA, 10), clauses=(replace(TERMS.clauses[0], seller_id=10),)
            ),
            accord_id=2,
        ),
    )
    (found,) = asked(store, chain, words="sardines", currency="EURe")
    assert [(each.accord_id, each.seller_party, each.buyers) for each in found.costs] == [
        (0, 0, ()),
        (1, PENICHE, (SHIMODA, KAIKOURA)),
        (2, 10, (SHIMODA,)),
    ]
    chain.mine((RIVER, events.MemberLeft(PENICHE, SELLER, NOW)))
    (found,) = asked(store, chain, words="sardines", currency="EURe")
    assert [each.accord_id for each in found.costs] == [0, 1]


def test_what_is_withdrawn_or_sold_out_is_not_found(store: Store, chain: ScriptedChain) -> None:
    chain.mine(opened(TOURS, 7, 24))
    assert titles(asked(store, chain)) == ["Fresh"]
    chain.mine(withdrawn(SARDINES))
    assert asked(store, chain) == []
    chain.mine(closed(7, restored=24))
    assert titles(asked(store, chain)) == ["Passeio"]


def test_an_offer_is_found_by_its_digest(store: Store, chain: ScriptedChain) -> None:
    asked(store, chain)
    assert offer_by(store, digest_of(SARDINES)) == SARDINES
    assert offer_by(store, bytes(32)) is None
    assert digests_like(store, "0101") == [digest_of(SARDINES)]
    assert len(digests_like(store, "0")) == 2


def test_numbers_no_market_takes_are_held_all_the_same(store: Store, chain: ScriptedChain) -> None:
    chain.mine(listed(replace(SARDINES, title="Huge", stock=2**255, until=2**256 - 1, nonce=9)))
    assert titles(asked(store, chain, words="huge")) == ["Huge"]


@pytest.mark.parametrize("words", ['"', "sardines'; DROP TABLE offers", "NOT sardines", "a OR b"])
def test_what_is_typed_is_never_a_command(store: Store, chain: ScriptedChain, words: str) -> None:
    asked(store, chain, words=words, place=words, currency=words, source=words)
    assert titles(asked(store, chain)) == BOTH


def test_text_of_strangers_steers_nothing() -> None:
    assert shown("Tours\x1b[2J\u202eevil\n") == "Tours�[2J�evil�"
    assert shown("میخواهم") == "میخواهم"


codes = st.sampled_from(["HS 03", "HS 0302", "HS 030243", "CPC 8", "CPC 85", "CPC 85550", "CPC 7"])


@given(codes, codes)
def test_a_category_s_ranges_are_what_it_covers(general: str, special: str) -> None:
    with Store() as store:
        word = category_of(special).word
        within = _within(category_of(general).word).replace("o.category", str(word))
        assert bool(store.row(f"SELECT {within}")[0]) == covers(category_of(general).word, word)
