# SPDX-License-Identifier: Apache-2.0
"""A file is written whole or not at all, and what is there already is left alone."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from symbio import KeySigner
from symbio.chain.durable import write_new, write_over
from symbio.chain.signing import sign
from symbio.domain import acts
from symbio.domain.federation import Choice

WHERE = acts.Domain("Global Ocean Federation", 31337, "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed")
BALLOT = acts.Ballot(WHERE, 12, "Spring sardine quota", Choice.FOR)


def power_failure(_: int) -> None:
    raise OSError("the power is gone")


def names(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.iterdir())


def test_a_new_file_is_on_disk_for_its_owner_and_never_written_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[int] = []
    monkeypatch.setattr(os, "fsync", synced.append)
    write_new(tmp_path / "a", b"first")
    assert len(synced) == 2, "the file, and the folder that names it"
    assert (tmp_path / "a").stat().st_mode & 0o077 == 0
    with pytest.raises(FileExistsError):
        write_new(tmp_path / "a", b"second")
    assert (tmp_path / "a").read_bytes() == b"first"
    assert names(tmp_path) == ["a"]


def test_a_file_is_replaced_as_a_whole(tmp_path: Path) -> None:
    for content in (b"first", b"second"):
        write_over(tmp_path / "a", content)
        assert (tmp_path / "a").read_bytes() == content
    assert names(tmp_path) == ["a"]


@pytest.mark.parametrize("write", [write_new, write_over])
def test_a_write_that_breaks_off_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, write: Callable[[Path, bytes], None]
) -> None:
    (tmp_path / "old").write_bytes(b"old")
    monkeypatch.setattr(os, "fsync", power_failure)
    with pytest.raises(OSError, match="the power is gone"):
        write(tmp_path / "new", b"new")
    if write is write_over:
        with pytest.raises(OSError, match="the power is gone"):
            write(tmp_path / "old", b"new")
    assert names(tmp_path) == ["old"]
    assert (tmp_path / "old").read_bytes() == b"old"


def test_a_signed_act_and_a_key_are_never_half_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    signer = KeySigner(b"\x07" * 32)
    signed = sign(BALLOT, signer, community=3)
    monkeypatch.setattr("eth_account.Account.encrypt", lambda *_: {"version": 3})
    with monkeypatch.context() as broken:
        broken.setattr(os, "fsync", power_failure)
        for save in (lambda path: signed.save(path), lambda path: signer.save(path, "words")):
            with pytest.raises(OSError, match="the power is gone"):
                save(tmp_path / "paper.json")
            assert names(tmp_path) == []
    signed.save(tmp_path / "paper.json")
    assert (tmp_path / "paper.json").read_bytes() == signed.canonical() + b"\n"
