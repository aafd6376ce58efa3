# SPDX-License-Identifier: Apache-2.0
"""Files that commands read and write: read whole, written durably, never overwritten."""

from __future__ import annotations

import re
from pathlib import Path

from symbio.chain import durable
from symbio.cli.exits import BadUse, FileExists, NoSuchFile

_DIGEST = re.compile(r"0x[0-9a-fA-F]{64}")


def read(path: Path) -> bytes:
    """Read a file; raises NoSuchFile."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise NoSuchFile(f"{path} can't be read: {error.strerror or error}.") from error


def write_new(path: Path, content: bytes) -> None:
    """Write a file so that it is whole and on disk, or not there; raises FileExists."""
    try:
        durable.write_new(path, content)
    except FileExistsError as error:
        raise FileExists(f"{path} exists already.") from error
    except OSError as error:
        raise NoSuchFile(f"{path} can't be written: {error.strerror or error}.") from error


def digest(text: str, option: str) -> bytes:
    """Take a digest as it is (0x…), or make it of the file that is named.

    A JSON document's digest is that of its canonical form, any other file's that of its bytes.
    """
    import hashlib

    from symbio.domain import documents

    if _DIGEST.fullmatch(text):
        return bytes.fromhex(text[2:])
    if text.startswith("0x"):
        raise BadUse(f"{option}: “{text}” is neither a file nor 0x and 64 hexadecimal digits.")
    content = read(Path(text))
    if text.endswith(".json"):
        return documents.digest(documents.parse(content))
    return hashlib.sha256(content).digest()


def one_of(text: str | None, file: Path | None, name: str) -> str:
    """Give a text that came on the command line or in a file; raises BadUse for none or both."""
    if (text is None) == (file is None):
        raise BadUse(f"Give either --{name} or --{name}-file.")
    if file is None:
        return text or ""
    try:
        return read(file).decode("utf-8")
    except UnicodeDecodeError as error:
        raise BadUse(f"{file} is not UTF-8.") from error
