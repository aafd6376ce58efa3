# SPDX-License-Identifier: Apache-2.0
"""What the record of a federation's proposals refuses."""

from __future__ import annotations

from symbio.domain.refusals.base import Refused


class NoSuchProposal(Refused):
    reason = "proposals: no such proposal"
    remedy = "Check the number; proposals are counted from 1."


class NotWhatWasProposed(Refused):
    reason = "proposals: not what was proposed"
    remedy = (
        "Give title, text, calls and proposer as the proposal's opening told them; if the code "
        "behind a target has changed since, propose anew."
    )


class TargetHasNoCode(Refused):
    reason = "proposals: target has no code"
    remedy = "Check the target's address, or send no data with a plain payment."
