# SPDX-License-Identifier: Apache-2.0
"""Turn what a node says of a failed call into the typed refusal that a contract meant."""

from __future__ import annotations

import re
from typing import Any

from eth_abi.abi import default_codec

from symbio.domain.errors import NotEnoughFunds, SymbioError, Unlisted, refusal

_ERROR = bytes.fromhex("08c379a0")
_REVERTED = re.compile(r"(?:execution )?revert(?:ed)?(?:: ?| with reason string |$)", re.I)
_POOR = re.compile(
    r"insufficient funds|cannot afford|sender does not have enough|insufficient balance", re.I
)


def refusal_of(error: Exception) -> SymbioError | None:
    """Read a refusal from what web3 raised; None where it is no revert and no lack of funds."""
    data, text = _data_of(error), _text_of(error)
    if data is not None and data[:4] == _ERROR:
        return refusal(default_codec.decode(["string"], data[4:])[0])
    if data:
        return Unlisted(f"0x{data.hex()}")
    if _POOR.search(text):
        return NotEnoughFunds("The sending account can't pay for the gas and the value.")
    found = _REVERTED.search(text)
    if found is None:
        return None
    said = text[found.end() :].strip().strip("'\"")
    return refusal("" if said in ("", "b", "no data", "0x") else said)


def _data_of(error: Exception) -> bytes | None:
    raw: Any = getattr(error, "data", None)
    if raw is None:
        response = getattr(error, "rpc_response", None) or {}
        raw = (response.get("error") or {}).get("data")
    if isinstance(raw, dict):
        raw = raw.get("data")
    if not isinstance(raw, str) or not raw.startswith("0x"):
        return None
    try:
        return bytes.fromhex(raw[2:])
    except ValueError:
        return None


def _text_of(error: Exception) -> str:
    message = getattr(error, "message", None)
    return str(message or (error.args[0] if error.args else error))
