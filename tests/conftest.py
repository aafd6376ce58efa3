# SPDX-License-Identifier: Apache-2.0
"""What holds for every test: hypothesis profiles, and no test is skipped where the result counts."""

from __future__ import annotations

import os
from collections.abc import Generator
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings

_SLOW_CHAIN = [HealthCheck.too_slow, HealthCheck.data_too_large]

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
