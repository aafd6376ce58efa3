# SPDX-License-Identifier: Apache-2.0
"""The index is whole whatever happens: resumed, interrupted, turned back, rebuilt."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from symbio.domain.errors import BadIndex, NotDeployed, Unreachable
from symbio.indexer import deriving, following
from symbio.indexer.deriving import rebuild
from symbio.indexer.following import follow
from symbio.indexer.store import Store
from tests.domain.market_values import SARDINES
from tests.indexer import commons
from tests.indexer.commons import listed, opened, season, withdrawn
from tests.indexer.scripted_chain import PLACES, STEPS, ScriptedChain, account, manifest

DERIVED = (
    "federations",
    "members",
    "accords",
    "accord_parties",
    "accord_currencies",
    "clauses",
    "departures",
    "withdrawals",
    "orders",
    "offers",
    "offer_prices",
    "offer_audience",
    "offer_texts",
)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "index.sqlite") as found:
        yield found


@pytest.fixture(autouse=True)
def nameless_coins(monkeypatch: pytest.MonkeyPatch) -> None:
    """The scripted chain has no tokens to ask for their names."""
    monkeypatch.setattr(following, "_learn_coins", lambda *_: None)


def content(store: Store, tables: tuple[str, ...] = (*DERIVED, "logs")) -> dict[str, Any]:
    return {table: sorted(map(tuple, store.rows(f"SELECT * FROM {table}"))) for table in tables}


def fresh(chain: ScriptedChain) -> dict[str, Any]:
    """Give what an index holds that reads a chain from nothing."""
    with Store() as other:
        follow(other, chain, manifest())  # type: ignore[arg-type]
        return content(other)


def told(store: Store, chain: ScriptedChain, **how: Any) -> following.Progress:
    return follow(store, chain, manifest(), **how)  # type: ignore[arg-type]


@pytest.mark.parametrize("span", [1, 2, 3, 2_000])
def test_batches_of_any_size_come_to_the_same(store: Store, span: int) -> None:
    chain = season()
    assert told(store, chain, span=span).next_block == chain.height() + 1
    assert content(store) == fresh(chain)


def test_goes_on_where_it_stopped(store: Store) -> None:
    chain = season()
    told(store, chain)
    chain.mine(opened(SARDINES, 2, 5))
    chain.asked.clear()
    progress = told(store, chain, again=0)
    assert (progress.logs, progress.turned_back_to) == (1, None)
    assert min(first for first, _ in chain.asked) == chain.height()
    assert content(store) == fresh(chain)


def test_a_batch_that_breaks_leaves_nothing(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    chain = season()
    before = content(store)

    def breaks(*_: object) -> None:
        raise RuntimeError("the power went")

    with monkeypatch.context() as broken:
        broken.setitem(deriving._DERIVE, "OrderOpened", ("Market", breaks))
        with pytest.raises(RuntimeError):
            told(store, chain)
    assert content(store) == before
    told(store, chain)
    assert content(store) == fresh(chain)


@pytest.mark.parametrize("height", range(5))
def test_follows_a_chain_that_turned_back(store: Store, height: int) -> None:
    chain = season()
    chain.mine(withdrawn(SARDINES))
    told(store, chain, span=2)
    chain.turn_back(height)
    chain.mine(listed(replace(SARDINES, title="Mackerel", nonce=7)), salt=1)
    progress = told(store, chain)
    assert progress.turned_back_to is not None and progress.turned_back_to <= height + 1
    assert content(store) == fresh(chain)


def test_a_shorter_chain_is_followed_too(store: Store) -> None:
    chain = season()
    told(store, chain)
    chain.turn_back(2)
    assert told(store, chain).next_block == 3
    assert content(store) == fresh(chain)


def test_the_newest_blocks_are_read_twice(store: Store) -> None:
    """A node that lags told of a block without its logs; the hash alone would never show it."""
    chain = season()
    chain.hidden_from = chain.height()
    told(store, chain)
    chain.hidden_from = None
    assert content(store) != fresh(chain)
    assert told(store, chain).turned_back_to == chain.height()
    assert content(store) == fresh(chain)


def test_a_chain_that_never_stands_still_is_refused(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    chain = season()
    hashes = iter(range(1_000))
    monkeypatch.setattr(following, "_hash", lambda *_: next(hashes).to_bytes(32))
    with pytest.raises(Unreachable, match="changed 5 times"):
        told(store, chain)
    assert content(store)["logs"] == []


def test_everything_is_rebuilt_from_the_events(store: Store) -> None:
    chain = season()
    chain.mine(withdrawn(SARDINES))
    told(store, chain)
    before = content(store)
    for table in DERIVED:
        store.write(f"DELETE FROM {table}")
    rebuild(store)
    assert content(store) == before


def test_several_deployments_stand_in_one_index(store: Store) -> None:
    here, there = season(), season()
    there.chain_id = 8_453
    told(store, here, name="ocean")
    follow(store, there, manifest(8_453), name="river")  # type: ignore[arg-type]
    assert [row["name"] for row in store.rows("SELECT name FROM sources ORDER BY 1")] == [
        "ocean",
        "river",
    ]
    with pytest.raises(BadIndex, match="ocean"):
        told(store, here, name="sea")
    with pytest.raises(BadIndex, match="ocean"):
        other = {**STEPS, "Market": account(5)}
        follow(store, here, manifest(places=other), name="ocean")  # type: ignore[arg-type]
    with pytest.raises(NotDeployed):
        follow(store, there, manifest())  # type: ignore[arg-type]
    here.turn_back(1)
    told(store, here)
    left = store.row("SELECT count(*) FROM members")[0]
    assert left == 3, "those of the other deployment alone"


def test_nobody_else_speaks_for_the_market(store: Store) -> None:
    chain = season()
    address, event = listed(replace(SARDINES, title="Forged", nonce=8))
    assert address == PLACES["Market"]
    chain.mine((commons.OCEAN, event), (account(0xBAD), event))
    told(store, chain)
    assert store.row("SELECT count(*) FROM offers")[0] == 2


def test_an_index_outlives_its_process_and_is_checked(tmp_path: Path) -> None:
    path = tmp_path / "index.sqlite"
    with Store(path) as first:
        told(first, season())
        held = content(first)
        assert first.row("PRAGMA journal_mode")[0] == "wal"
    with Store(path) as second:
        assert content(second) == held
        second.write("PRAGMA user_version = 99")
    with pytest.raises(BadIndex, match="this version"):
        Store(path)
    (tmp_path / "notes.txt").write_text("no database, but long enough to be taken for one" * 99)
    with pytest.raises(BadIndex):
        Store(tmp_path / "notes.txt")
