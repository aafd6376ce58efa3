# SPDX-License-Identifier: Apache-2.0
"""Put the Vyper sources and the examples into the wheel, beside the code that reads them.

Not into an editable install: there the copies would go stale, and the repository's own are at hand.
"""

from __future__ import annotations

from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

SHIPPED = {"contracts": "symbio/contracts", "examples": "symbio/examples"}


class ShipSources(BuildHookInterface):  # type: ignore[misc]
    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version == "standard":
            build_data["force_include"].update(SHIPPED)
