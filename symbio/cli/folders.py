# SPDX-License-Identifier: Apache-2.0
"""Folders of files that a command writes: all of them, durably, or none."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from symbio.chain.durable import sync_folder
from symbio.cli.exits import FileExists, NoSuchFile


def write_folder(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write a new folder with these files; raises FileExists, and leaves what is there alone."""
    if folder.exists():
        raise FileExists(f"{folder} exists already.")
    try:
        beside = Path(tempfile.mkdtemp(dir=folder.parent, prefix=f".{folder.name}."))
    except OSError as error:
        raise NoSuchFile(f"{folder} can't be written: {error.strerror or error}.") from error
    try:
        for name, content in files.items():
            with (beside / name).open("xb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
        # It replaces an empty folder, never one with anything in it.
        beside.rename(folder)
    except OSError as error:
        raise FileExists(f"{folder} can't be written: {error.strerror or error}.") from error
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    sync_folder(folder)
    sync_folder(folder.parent)
