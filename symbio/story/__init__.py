# SPDX-License-Identifier: Apache-2.0
"""The story of a federation, told on a live chain from a folder of files."""

from __future__ import annotations

from symbio.story.chapter import Chapter, Check, Listener, StoryResult
from symbio.story.run import run
from symbio.story.telling import tell

__all__ = ["Chapter", "Check", "Listener", "StoryResult", "run", "tell"]
