# SPDX-License-Identifier: Apache-2.0
"""What holds for every test: who runs which, hypothesis profiles, and nothing is skipped in CI."""

from __future__ import annotations

import os
from collections.abc import Generator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.internal.conjecture import providers

_SLOW_CHAIN = [HealthCheck.too_slow, HealthCheck.data_too_large]

# Hypothesis also draws constants that it finds in the modules imported so far, so what a machine
# meets would hang on which other tests ran before it in the same process.
providers.is_local_module_file = lambda _: False

# `quick` is what one waits for at a desk; `ci` gives the same examples every time and never spends
# minutes on shrinking; `thorough` is started by hand: HYPOTHESIS_PROFILE=thorough make test.
settings.register_profile(
    "quick", max_examples=25, deadline=None, suppress_health_check=_SLOW_CHAIN
)
settings.register_profile(
    "ci",
    max_examples=60,
    deadline=None,
    derandomize=True,
    database=None,
    phases=(Phase.explicit, Phase.generate),
    print_blob=True,
    suppress_health_check=_SLOW_CHAIN,
)
settings.register_profile(
    "thorough", max_examples=2_000, deadline=None, suppress_health_check=_SLOW_CHAIN
)

COUNTS = os.environ.get("CI", "").lower() == "true"
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci" if COUNTS else "quick"))


APE_SUITE = Path(__file__).parent / "ape"


def _by_ape(config: pytest.Config) -> bool:
    return "ape_test" in (config.invocation_params.plugins or ())


def pytest_plugin_registered(plugin: object, plugin_name: str, manager: Any) -> None:
    """Send Ape's plugin home unless `ape test` runs: it would start a chain in every run."""
    config = manager.get_plugin("pytestconfig")
    if plugin_name == "ape_test" and not _by_ape(config):
        manager.unregister(plugin)


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    if _by_ape(config):
        # Ape and its plugins warn about their own dependencies on nearly every call.
        config.addinivalue_line("filterwarnings", "ignore")


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Give tests/ape to `ape test` and everything else to `pytest`."""
    is_ape = collection_path == APE_SUITE or APE_SUITE in collection_path.parents
    is_above = collection_path in APE_SUITE.parents
    return True if not is_above and is_ape != _by_ape(config) else None


def _no_skip(report: Any) -> None:
    """Turn a skip into a failure: a test that didn't look must not pass for one that did."""
    if COUNTS and report.skipped:
        report.outcome = "failed"
        report.longrepr = f"{report.nodeid} was skipped, and with CI=true nothing may be skipped"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, Any, Any]:
    report = yield
    _no_skip(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, Any, Any]:
    report = yield
    _no_skip(report)
    return report
