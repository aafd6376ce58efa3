# SPDX-License-Identifier: Apache-2.0
"""The published JSON Schemas of signed files take what the SDK writes, and refuse what it does."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from symbio.chain import joint_acts, signing
from symbio.chain.joint_acts import JOINTLY, JointAct
from symbio.chain.permits import PermitDocument
from symbio.chain.signer import KeySigner
from symbio.domain.acts import ACTS
from symbio.domain.amount import NATIVE, Token
from symbio.domain.errors import BadAct
from symbio.domain.market import Permit
from tests.published import FOLDER, kind_of, schema_of, takes

VECTORS: list[dict[str, Any]] = json.loads(
    (Path(__file__).parents[1] / "vectors" / "typed_data.json").read_text("utf-8")
)
ANA, BEN = KeySigner("0x" + 32 * "05"), KeySigner("0x" + 32 * "06")


def of_kind(name: str) -> dict[str, Any]:
    return next(each for each in VECTORS if each["typed_data"]["primaryType"] == name)


def signed(vector: dict[str, Any]) -> dict[str, Any]:
    return {
        "format": "symbio/signed-act/1",
        "act": vector["typed_data"],
        "signer": vector["signer"],
        "signature": vector["signature"],
    }


@pytest.mark.parametrize("path", sorted(FOLDER.iterdir()), ids=lambda path: path.name)
def test_each_published_schema_is_one(path: Path) -> None:
    schema = json.loads(path.read_text("utf-8"))
    Draft202012Validator.check_schema(schema)
    assert schema["$id"] == f"urn:symbio:schema:{path.name.removesuffix('.schema.json')}:1"


def test_every_act_that_is_signed_is_in_it() -> None:
    assert ACTS.keys() <= schema_of("signed-act")["$defs"].keys()
    assert {kind.__name__ for kind in JOINTLY} <= schema_of("joint-act")["$defs"].keys()


@pytest.mark.parametrize("vector", VECTORS, ids=lambda each: each["typed_data"]["primaryType"])
def test_a_signed_act_validates(vector: dict[str, Any]) -> None:
    document = signed(vector)
    assert takes("signed-act", document)
    assert signing.parse(json.dumps(document)).act == vector["typed_data"]
    assert takes("signed-act", {**document, "community": 3, "reason": "for the fish"})


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("act", "primaryType"), "Payment"),
        (("act", "message", "amount"), -1),
        (("act", "message", "amount"), "many"),
        (("act", "message", "amount"), "12"),
        (("act", "message", "debtor"), "Ana"),
        (("act", "message", "more"), 1),
        (("act", "domain", "version"), "2"),
        (("act", "types", "Obligation"), []),
        (("signature",), "0x1"),
        (("signature",), "0x" + 1041 * "00"),
        (("signer",), "Ana"),
        (("format",), "symbio/signed-act/2"),
        (("more",), 1),
    ],
)
def test_what_the_reader_refuses_the_schema_refuses(path: tuple[str, ...], value: Any) -> None:
    document = copy.deepcopy(signed(of_kind("Obligation")))
    *way, last = path
    place = document
    for step in way:
        place = place[step]
    place[last] = value
    with pytest.raises(BadAct):
        signing.parse(json.dumps(document))
    assert not takes("signed-act", document)


def test_a_joint_act_validates_from_the_first_hand_to_the_last() -> None:
    obligation = signing.parse(json.dumps(signed(of_kind("Obligation")))).read()
    draft = JointAct.of(obligation)  # type: ignore[arg-type]
    whole = draft.model_copy(update={"signatures": {ANA.address: "0x" + 65 * "1b"}})
    for each in (draft, whole):
        assert takes("joint-act", json.loads(each.canonical()))
    for signatures in ({"Ana": "0x00"}, {ANA.address: "00"}, {ANA.address: "0x"}):
        document = {**json.loads(draft.canonical()), "signatures": signatures}
        assert not takes("joint-act", document)
        with pytest.raises(BadAct):
            joint_acts.parse(json.dumps(document))
    alone = {**json.loads(draft.canonical()), "act": of_kind("Ballot")["typed_data"]}
    assert not takes("joint-act", alone)


def test_a_permit_goes_into_a_file_and_back(tmp_path: Path) -> None:
    permit = Permit(1_900_000_000, 27, 32 * b"\x01", 32 * b"\x02")
    amount = Token(NATIVE, "VCH", 2).amount("8.40")
    document = PermitDocument.of(permit, ANA.address, BEN.address, amount)
    path = tmp_path / "permit.json"
    path.write_bytes(document.content())
    assert kind_of(path) == "permit"
    assert PermitDocument.model_validate_json(path.read_text()).permit() == permit
    assert not takes("permit", {**document.model_dump(), "value": "8.40"})
