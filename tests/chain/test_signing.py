# SPDX-License-Identifier: Apache-2.0
"""Signed acts as documents, and who signs them."""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path

import pytest
from eth_account import Account
from hypothesis import given
from hypothesis import strategies as st

from symbio import KeySigner
from symbio.chain.people import compact, expanded
from symbio.chain.signer import PASSPHRASE_FILE, Signer
from symbio.chain.signing import digest, parse, reason_digest, recovered, sign
from symbio.domain import acts
from symbio.domain.errors import BadAct, BadKey
from symbio.domain.federation import Choice

WHERE = acts.Domain("Global Ocean Federation", 31337, "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed")
BALLOT = acts.Ballot(WHERE, 12, "Spring sardine quota", Choice.FOR)


def test_a_signed_act_survives_a_file(tmp_path: Path) -> None:
    voter = KeySigner.new()
    signed = sign(BALLOT, voter, community=3, reason="because")
    signed.save(tmp_path / "ballot.json")
    again = parse((tmp_path / "ballot.json").read_bytes())
    assert again == signed
    assert again.read() == BALLOT
    assert again.is_by_key()
    assert again.sentence() == acts.sentence(BALLOT)
    assert again.canonical() == signed.canonical()
    with pytest.raises(FileExistsError):
        signed.save(tmp_path / "ballot.json")


def test_a_changed_document_is_not_by_its_signer() -> None:
    signed = sign(BALLOT, KeySigner.new(), community=3)
    raw = json.loads(signed.canonical())
    raw["act"]["message"]["choice"] = "Against"
    assert not parse(json.dumps(raw)).is_by_key()


@pytest.mark.parametrize(
    "change",
    [
        {"act": {"primaryType": "Permit"}},
        {"signature": "0x"},
        {"signature": "0x" + "00" * 1041},
        {"signer": "fisher"},
        {"more": 1},
    ],
)
def test_refuses_what_is_no_signed_act(change: dict[str, object]) -> None:
    raw = json.loads(sign(BALLOT, KeySigner.new()).canonical())
    with pytest.raises(BadAct):
        parse(json.dumps(raw | change))


def test_refuses_a_signer_that_signs_for_another() -> None:
    class Liar(KeySigner):
        @property
        def address(self) -> str:
            return KeySigner(b"\x01" * 32).address

    with pytest.raises(BadAct):
        sign(BALLOT, Liar(b"\x02" * 32))


@given(st.binary(min_size=32, max_size=32).filter(lambda key: 0 < int.from_bytes(key) < 2**255))
def test_compact_signatures_keep_what_they_say(key: bytes) -> None:
    signer = KeySigner(key)
    full = signer.sign_typed_data(acts.typed_data(BALLOT))
    assert expanded(compact(full)) == full
    assert compact(compact(full)) == compact(full)
    assert recovered(BALLOT, full) == recovered(BALLOT, compact(full)) == signer.address


def test_writes_the_low_s_of_a_malleable_signature() -> None:
    signer = KeySigner(b"\x03" * 32)
    full = signer.sign_typed_data(acts.typed_data(BALLOT))
    order = 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141
    high = (order - int.from_bytes(full[32:64])).to_bytes(32)
    twin = full[:32] + high + bytes([55 - full[64]])
    assert compact(twin) == compact(full)
    for bad in (full[:63], full + b"\x00", full[:64] + b"\x05"):
        with pytest.raises(ValueError, match="a signature"):
            compact(bad)
    assert recovered(BALLOT, b"\xff" * 65) is None
    assert recovered(BALLOT, b"\x00" * 3) is None


def test_a_keystore_opens_with_its_passphrase(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, signer = tmp_path / "key.json", KeySigner(b"\x04" * 32)
    path.write_text(json.dumps(Account.encrypt(b"\x04" * 32, "correct horse", "scrypt", 2)))
    assert KeySigner.from_keystore(path, "correct horse").address == signer.address
    (tmp_path / "words").write_text("correct horse\n")
    monkeypatch.setenv(PASSPHRASE_FILE, str(tmp_path / "words"))
    assert KeySigner.from_keystore(path).address == signer.address
    with pytest.raises(BadKey, match="does not open"):
        KeySigner.from_keystore(path, "wrong")
    with pytest.raises(BadKey, match="can't be read"):
        KeySigner.from_keystore(tmp_path / "words", "x")


def test_a_key_is_kept_in_a_keystore_for_its_owner_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, signer = tmp_path / "key.json", KeySigner(b"\x04" * 32)
    monkeypatch.setattr(Account, "encrypt", partial(Account.encrypt, iterations=2))
    signer.save(path, "correct horse")
    assert path.stat().st_mode & 0o077 == 0
    with pytest.raises(BadKey, match="not overwritten"):
        signer.save(path, "other")
    assert KeySigner.from_keystore(path, "correct horse").address == signer.address


def test_a_key_shows_only_its_address() -> None:
    signer = KeySigner(b"\x05" * 32)
    assert isinstance(signer, Signer)
    assert repr(signer) == f"KeySigner({signer.address})"
    assert "05" * 8 not in repr(signer)
    with pytest.raises(BadKey):
        KeySigner("0x00")


def test_digests() -> None:
    assert len(digest(BALLOT)) == 32
    assert reason_digest("") == bytes(32) != reason_digest("because")
