# SPDX-License-Identifier: Apache-2.0
"""The roots of every error Symbio raises on purpose."""

from __future__ import annotations

from typing import ClassVar


class SymbioError(Exception):
    """Anything Symbio refuses or can't do, said for people: what happened, why, what to do next."""

    remedy: ClassVar[str] = ""


class Refused(SymbioError):
    """A contract's rule said no, and nothing was changed.

    `reason` is the contract's own string, the same on chain and here; `remedy` says what to do
    next.
    """

    reason: ClassVar[str] = ""

    def __init__(self, detail: str = "") -> None:
        super().__init__(f"{self.reason}{f' ({detail})' if detail else ''}. {self.remedy}")
        self.detail = detail
