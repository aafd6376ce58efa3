# SPDX-License-Identifier: Apache-2.0
# One word each. `make` alone lists them. Needs Python 3.11+, Node 20+, git; everything else is
# fetched into .venv and node_modules, by hash, the first time.

SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-builtin-rules

# The first interpreter that answers. Contracts, Ape and tests need 3.11 or 3.12; the package itself
# (`make demo`) also runs on 3.13.
PYTHON ?= $(shell for python in python3.11 python3.12 python3 python3.13; do \
	"$$python" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 14))' \
	2>/dev/null && { echo "$$python"; break; }; done)

# Ape finds the pinned compiler and anvil only on PATH.
export PATH := $(CURDIR)/.venv/bin:$(CURDIR)/node_modules/.bin:$(PATH)
# pip and npm say nothing but what went wrong.
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export NPM_CONFIG_UPDATE_NOTIFIER := false

CORE := .venv/.core
ALL := .venv/.all
NODE := node_modules/.stamp
ARGS ?=
# Each writes what is generated and committed; with --check it compares, and fails on a difference.
BUILDERS := scripts/build_artifacts.py $(filter-out scripts/build_artifacts.py, $(sort $(wildcard scripts/build_*.py)))
# Ape's Vyper plugin warns about itself on nearly every command.
export PYTHONWARNINGS := ignore:Field 'import_remapping' has an incomplete

.PHONY: help demo test check build bench docs mutants node setup clean

help: ## this list
	@grep -hE '^[a-z]+:.*## ' Makefile | sed -E 's/^([a-z]+):.*## /\1\t/' \
		| while IFS=$$'\t' read -r verb what; do printf 'make %-8s %s\n' "$$verb" "$$what"; done

demo: $(CORE) ## the Global Ocean Federation, told from registration to exit, in under a minute
	symbio demo $(ARGS)

test: setup ## every test: Python and contracts, then Ape on its own chain and on anvil
	pytest -n 2 --dist worksteal --cov --cov-report= tests/contracts tests/twins
	python scripts/check_coverage.py
	pytest -n 2 --dist worksteal --ignore tests/contracts --ignore tests/twins tests
	ape test tests/ape --network ethereum:local:test
	ape test tests/ape --network ethereum:local:foundry
	ape run deploy --network ethereum:local:test --account TEST::0

check: setup ## style, types, layers; committed artifacts and docs equal their sources
	ruff check .
	ruff format --check .
	mypy
	lint-imports
	python scripts/check_style.py
	for builder in $(BUILDERS); do python "$$builder" --check; done

build: setup ## everything generated, from its sources; then the wheel, into dist/
	for builder in $(BUILDERS); do python "$$builder"; done
	hatchling build -t wheel

bench: setup ## gas against peers on the same EVM
	python -m benchmarks.gas $(ARGS)

docs: setup ## the generated reference
	python scripts/build_schemas.py
	python scripts/build_docs.py

mutants: setup ## what share of mutants of the contracts the tests kill
	python -m benchmarks.mutants $(ARGS)

node: setup ## a local anvil with the suite and the demo's accounts
	symbio node $(ARGS)

setup: $(ALL) $(NODE) ## .venv and node_modules, complete

clean: ## removes what was built and installed
	rm -rf .venv node_modules build dist .build .mypy_cache .ruff_cache .pytest_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

.venv/bin/python:
	@test -n "$(PYTHON)" || { echo "Symbio needs Python 3.11 or 3.12 (3.13 for make demo only)." >&2; exit 1; }
	"$(PYTHON)" -m venv .venv

$(CORE): requirements-core.txt pyproject.toml | .venv/bin/python
	python -m pip install --quiet --require-hashes -r requirements-core.txt
	python -m pip install --quiet --no-deps --no-build-isolation -e .
	@touch $@

$(ALL): requirements.txt pyproject.toml | .venv/bin/python
	@python -c 'import sys; sys.exit(sys.version_info[:2] > (3, 12) and "Ape and the tests need Python 3.11 or 3.12: make clean setup PYTHON=python3.12")'
	@awk '/^uv==/ {on = 1} on {print} on && !/\\$$/ {exit}' requirements.txt > .venv/uv.txt
	python -m pip install --quiet --require-hashes -r .venv/uv.txt
	uv pip install --quiet --python .venv/bin/python --require-hashes -r requirements.txt \
		|| python -m pip install --quiet --require-hashes -r requirements.txt
	python -m pip install --quiet --no-deps --no-build-isolation -e .
	@touch $(CORE) $@

$(NODE): package.json package-lock.json
	@# By the lock's hashes. Not `npm ci`, which refuses the lock once npm has dropped from it the
	@# anvil of a platform that a registry doesn't serve. No scripts: anvil lies ready in its package.
	npm install --no-save --ignore-scripts --loglevel=error
	@touch $@
