# SPDX-License-Identifier: Apache-2.0
"""Files of cases and hidden votes: their schemas are published, and take what the verbs take."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from symbio.cli import case_files, hidden_vote
from symbio.cli.case_files import read_case
from symbio.cli.exits import BadUse
from symbio.cli.hidden_vote import HiddenVote, read_vote
from symbio.domain import documents
from symbio.domain.juries import Ballot
from tests.published import schema_of, takes

ACCOUNT = "0x5FbDB2315678afecb367f032d93F642f64180aa3"
CASE: dict[str, Any] = {
    "format": "symbio/case/1",
    "title": "Nets in the canyon",
    "claimant": 1,
    "respondents": [2, 3],
    "affected": [4],
    "facts": "Nets were set across the canyon. 海",
    "clause": {"title": "Welcome visitors without harm", "priority": 2},
}
VOTE: dict[str, Any] = {
    "format": "symbio/hidden-vote/1",
    "chain_id": 31_337,
    "juries": ACCOUNT,
    "jury": 7,
    "round": 1,
    "seat": 0,
    "juror": ACCOUNT,
    "choice": 5,
    "salt": "0x" + "5b" * 32,
}
READERS: dict[str, Callable[[Path], Any]] = {"case": read_case, "hidden-vote": read_vote}
MISSING = object()


def spoilt(kind: str, **changes: Any) -> dict[str, Any]:
    whole = {**(CASE if kind == "case" else VOTE), **changes}
    return {name: value for name, value in whole.items() if value is not MISSING}


def written(tmp_path: Path, document: Any) -> Path:
    path = tmp_path / "it.json"
    path.write_text(json.dumps(document))
    return path


def test_the_published_schemas_are_the_models() -> None:
    assert schema_of("case") == case_files.schema()
    assert schema_of("hidden-vote") == hidden_vote.schema()


def test_a_case_is_read_and_its_digests_are_of_its_words(tmp_path: Path) -> None:
    assert takes("case", CASE)
    said = read_case(written(tmp_path, CASE))
    assert said.facts_digest() == documents.text_digest(CASE["facts"])
    assert said.clause_digest() == documents.digest(CASE["clause"])
    bare = spoilt("case", title=MISSING, affected=MISSING, clause=MISSING)
    assert takes("case", bare)
    assert read_case(written(tmp_path, bare)).clause_digest() == bytes(32)


def test_a_hidden_vote_is_written_as_it_is_read(tmp_path: Path) -> None:
    ballot = Ballot(31_337, ACCOUNT, 7, 1, 0, ACCOUNT, 5, b"\x5b" * 32)
    path = tmp_path / "my.vote"
    path.write_bytes(HiddenVote.of(ballot).content())
    assert json.loads(path.read_text()) == VOTE and takes("hidden-vote", VOTE)
    assert read_vote(path).ballot() == ballot


@pytest.mark.parametrize(
    ("kind", "changes", "where"),
    [
        ("case", {"format": "symbio/case/2"}, "format"),
        ("case", {"claimant": 0}, "claimant"),
        ("case", {"claimant": "1"}, "claimant"),
        ("case", {"respondents": []}, "respondents"),
        ("case", {"respondents": list(range(2, 10))}, "respondents"),
        ("case", {"affected": list(range(10, 19))}, "affected"),
        ("case", {"affected": [4, "peniche"]}, "affected[1]"),
        ("case", {"facts": ""}, "facts"),
        ("case", {"facts": MISSING}, "facts"),
        ("case", {"clause": "a title"}, "clause"),
        ("case", {"penalty": "none"}, "penalty"),
        ("hidden-vote", {"format": "symbio/case/1"}, "format"),
        ("hidden-vote", {"juror": "0x12"}, "juror"),
        ("hidden-vote", {"seat": 60}, "seat"),
        ("hidden-vote", {"seat": -1}, "seat"),
        ("hidden-vote", {"round": 0}, "round"),
        ("hidden-vote", {"choice": 2**32}, "choice"),
        ("hidden-vote", {"choice": True}, "choice"),
        ("hidden-vote", {"salt": "0x5b"}, "salt"),
        ("hidden-vote", {"salt": MISSING}, "salt"),
        ("hidden-vote", {"key": "0x01"}, "key"),
    ],
)
def test_both_refuse_and_the_reader_names_the_field(
    tmp_path: Path, kind: str, changes: dict[str, Any], where: str
) -> None:
    document = spoilt(kind, **changes)
    assert not takes(kind, document)
    with pytest.raises(BadUse, match=r"is no (case|hidden vote)") as refused:
        READERS[kind](written(tmp_path, document))
    assert f": {where}: " in str(refused.value)


@pytest.mark.parametrize("kind", READERS)
@pytest.mark.parametrize("text", ["{", "[]", '{"a": 1, "a": 2}', '{"a": NaN}'])
def test_what_is_no_such_document_is_refused(tmp_path: Path, kind: str, text: str) -> None:
    path = tmp_path / "it.json"
    path.write_text(text)
    with pytest.raises(BadUse, match="is no "):
        READERS[kind](path)
