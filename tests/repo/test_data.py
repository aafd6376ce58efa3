# SPDX-License-Identifier: Apache-2.0
"""Nothing in the repository depends on one machine, and every source says its licence."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.repo.suite import ROOT, tracked

SPDX = {
    ".py": "Apache-2.0",
    ".sh": "Apache-2.0",
    ".vy": "AGPL-3.0-only",
    ".vyi": "AGPL-3.0-only",
}
# Where packages come from is each machine's own business.
REGISTRY = re.compile(
    r"(?i)\b(files\.)?(py(pi|thonhosted)|npm(js|mirror)|yarnpkg)\.(org|com|io)\b"
    r"|--(extra-)?index-url|--find-links|\"resolved\":"
)
MACHINE = re.compile(r"(?<![\w.])/(home|root|work|Users|opt|var/folders)/\w|\b[A-Z]:\\\\Users")
ELSEWHERE = re.compile(r"node_modules/@foundry-rs/anvil-(darwin|win32|linux-arm64)[-\w]*")
# These name the patterns themselves, or the option that keeps them out.
EXEMPT = {"tests/repo/test_data.py", "scripts/lock.sh"}


def texts() -> list[tuple[str, str]]:
    found = []
    for path in tracked():
        name = path.relative_to(ROOT).as_posix()
        if name not in EXEMPT and b"\0" not in path.read_bytes()[:4096]:
            found.append((name, path.read_text(encoding="utf-8")))
    return found


def test_no_registry_is_named() -> None:
    assert [name for name, text in texts() if REGISTRY.search(text)] == []


def test_no_path_of_a_machine() -> None:
    found = {name: m.group() for name, text in texts() if (m := MACHINE.search(text))}
    assert found == {}


def test_every_source_names_its_licence_first() -> None:
    wrong = []
    for path in tracked():
        if licence := SPDX.get(path.suffix):
            lines = path.read_text().splitlines()
            if not lines:
                continue  # nothing to license
            first = lines[1] if lines[0].startswith("#!") else lines[0]
            if first != f"# SPDX-License-Identifier: {licence}":
                wrong.append(path.relative_to(ROOT).as_posix())
    assert wrong == []


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-core.txt"])
def test_every_requirement_is_pinned_by_hash(name: str) -> None:
    entries = re.split(r"\n(?=[A-Za-z])", (ROOT / name).read_text())
    entries = [entry for entry in entries if not entry.startswith("#")]
    assert len(entries) > 40
    assert [e for e in entries if "==" not in e or "--hash=sha256:" not in e] == []


def test_the_core_is_part_of_the_whole() -> None:
    # Python 3.13, which Ape and the tests don't run on, needs other wheels of what the solver uses.
    newer = r"(?! ; python_full_version >= '3\.13')"
    pins = [
        set(re.findall(rf"^(\S+==\S++){newer}", (ROOT / name).read_text(), re.M))
        for name in ("requirements-core.txt", "requirements.txt")
    ]
    assert pins[0] and pins[0] <= pins[1]


def test_every_npm_package_is_pinned_by_hash() -> None:
    lock = json.loads((ROOT / "package-lock.json").read_text())
    packages = {name: entry for name, entry in lock["packages"].items() if name}
    assert len(packages) > 10
    unhashed = {name for name, entry in packages.items() if "integrity" not in entry}
    # Anvil for other platforms than 64-bit Linux, which the registry of this lock didn't serve.
    assert {name for name in unhashed if not ELSEWHERE.fullmatch(name)} == set()
    assert all(packages[name]["optional"] for name in unhashed)
    wanted = json.loads((ROOT / "package.json").read_text())["devDependencies"]
    assert all(re.fullmatch(r"(npm:.+@)?\d+\.\d+\.\d+(-[\w.]+)?", pin) for pin in wanted.values())


def test_licences_lie_where_they_apply() -> None:
    texts_by_folder = {
        ".": "Apache License",
        "contracts": "GNU AFFERO GENERAL PUBLIC LICENSE",
        "symbio/artifacts": "AGPL-3.0-only",
    }
    for folder, words in texts_by_folder.items():
        assert words in Path(ROOT, folder, "LICENSE").read_text()
