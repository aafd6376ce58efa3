#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Resolve pyproject.toml into the two hashed lists that `make setup` installs. Everything is resolved
# at once, so that the core list holds the very versions that the tests run with.
#   scripts/lock.sh             keep the pinned versions, add or drop what pyproject.toml asks for
#   scripts/lock.sh --upgrade   take the newest
set -euo pipefail
cd "$(dirname "$0")/.."
# A machine's own package settings must not leak into a committed file.
unset PIP_FIND_LINKS PIP_EXTRA_INDEX_URL PIP_INDEX_URL UV_FIND_LINKS UV_EXTRA_INDEX_URL
common=(--universal --python-version 3.11 --generate-hashes --no-annotate --no-header --quiet
    --no-emit-index-url --no-emit-find-links)
seal() {
    printf '# Written by scripts/lock.sh from pyproject.toml: %s.\n' "$2" | cat - "$1" > "$1.sealed"
    mv "$1.sealed" "$1"
}
.venv/bin/uv pip compile pyproject.toml --extra contracts --extra ape --extra dev --extra build \
    --extra matching --extra partitioned \
    "${common[@]}" "$@" --output-file requirements.txt > /dev/null
seal requirements.txt "everything, on Python 3.11 and 3.12"
# What the solver computes with has wheels for Python 3.13 only in versions that Ape doesn't take.
sed -E 's/^((numpy|pandas)==[^ ]+)( \\)$/\1 ; python_version < "3.13"\3/' requirements.txt > .venv/core.txt
.venv/bin/uv pip compile pyproject.toml --extra build --extra matching --constraint .venv/core.txt \
    "${common[@]}" --output-file requirements-core.txt > /dev/null
seal requirements-core.txt "what the symbio package needs to be installed from here and to run, on Python 3.11 to 3.13"
