# SPDX-License-Identifier: Apache-2.0
"""Acts as JSON Schema: the typed data of each, so that a program can check what it is handed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from symbio.domain.acts.base import (
    DOMAIN_FIELDS,
    DOMAIN_VERSION,
    MOST_NUMBER,
    Act,
    Field,
    as_types,
)
from symbio.domain.federation import Choice

_WIRE: dict[str, dict[str, Any]] = {
    "address": {"type": "string", "pattern": "^0x[0-9a-fA-F]{40}$"},
    "bool": {"type": "boolean"},
    "bytes32": {"type": "string", "pattern": "^0x[0-9a-f]{64}$"},
    "string": {"type": "string"},
    "uint256": {
        "description": f"A whole number; one above {MOST_NUMBER} is a text.",
        "anyOf": [
            {"type": "integer", "minimum": 0, "maximum": MOST_NUMBER},
            {"type": "string", "pattern": "^[1-9][0-9]{15,77}$"},
        ],
    },
    "choice": {"enum": [choice.words for choice in Choice if choice]},
}


def with_acts(schema: dict[str, Any], kinds: Iterable[type[Act]]) -> dict[str, Any]:
    """Give a document's schema whose field `act` holds the typed data of one of these acts."""
    acts = {kind.__name__: _typed_data(kind) for kind in kinds}
    field = schema["properties"]["act"]
    said = {name: field[name] for name in ("title", "description") if name in field}
    told = {**said, "oneOf": [_reference(name) for name in acts]}
    return {
        **schema,
        "properties": {**schema["properties"], "act": told},
        "$defs": {**schema.get("$defs", {}), **_WIRE, **acts},
    }


def _typed_data(kind: type[Act]) -> dict[str, Any]:
    name = kind.__name__
    types = {"EIP712Domain": as_types(DOMAIN_FIELDS), name: as_types(kind.TYPE)}
    domain = {
        "name": {"type": "string"},
        "version": {"const": DOMAIN_VERSION},
        "chainId": {"type": "integer", "minimum": 1},
        "verifyingContract": _reference("address"),
    }
    return {
        "description": " ".join((kind.__doc__ or "").split()),
        **_object(
            {
                "types": {"const": types},
                "primaryType": {"const": name},
                "domain": _object(domain),
                "message": _object({field[0]: _field(field) for field in kind.TYPE}),
            }
        ),
    }


def _field(field: Field) -> dict[str, Any]:
    name, wire = field
    return _reference("choice" if name == "choice" else wire)


def _object(fields: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": fields,
        "required": list(fields),
        "additionalProperties": False,
    }


def _reference(name: str) -> dict[str, str]:
    return {"$ref": f"#/$defs/{name}"}
