# SPDX-License-Identifier: Apache-2.0
"""Signatures read from files of acceptances: put in order, or refused by the file's name."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from symbio.chain.signer import KeySigner
from symbio.chain.signing import sign
from symbio.cli.acceptances import signatures
from symbio.cli.exits import NoSuchFile
from symbio.domain.acts import AccordAcceptance, Act, Domain, FoundingAcceptance
from symbio.domain.errors import BadAct

STEWARD = KeySigner("0x" + 32 * "07")
WHERE = Domain("Symbio Accords", 1, "0x" + 40 * "1")
PARTIES = (3, 1, 2)


def acceptance(community: int) -> AccordAcceptance:
    return AccordAcceptance(WHERE, "Fish for maps", bytes(32), bytes(32), community, 100)


def kept(folder: Path, name: str, act: Act) -> Path:
    path = folder / name
    sign(act, STEWARD).save(path)
    return path


def read(*files: Path) -> list[bytes]:
    return signatures(files, PARTIES, acceptance, "a party")


def test_signatures_come_in_the_parties_order(tmp_path: Path) -> None:
    files = [kept(tmp_path, f"{n}.json", acceptance(n)) for n in (1, 3)]
    first, second = (sign(acceptance(n), STEWARD).raw_signature() for n in (3, 1))
    assert read(*files) == [first, second, b""]
    assert read() == [b"", b"", b""]


@pytest.mark.parametrize(
    ("act", "said"),
    [
        (
            FoundingAcceptance(WHERE, "Sea", bytes(32), bytes(32), 1, 100),
            "no acceptance by a party",
        ),
        (acceptance(4), "no acceptance by a party"),
        (replace(acceptance(1), until=101), "accepts other terms"),
        (replace(acceptance(1), domain=replace(WHERE, chain_id=2)), "or on another chain"),
    ],
)
def test_what_accepts_anything_else_is_refused(tmp_path: Path, act: Act, said: str) -> None:
    path = kept(tmp_path, "other.json", act)
    with pytest.raises(BadAct, match=f"other.json .*{said}"):
        read(path)


def test_a_file_that_isn_t_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(NoSuchFile, match=r"none\.json"):
        read(tmp_path / "none.json")
