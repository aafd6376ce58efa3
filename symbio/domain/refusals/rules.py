# SPDX-License-Identifier: Apache-2.0
"""What the bounds of a federation's rules refuse."""

from __future__ import annotations

from symbio.domain.refusals.base import Refused


class NoElectorate(Refused):
    reason = "rules: no electorate"
    remedy = "Say who decides: stewards, citizens, or both."


class QuorumOfPeopleOutOfRange(Refused):
    reason = "rules: quorum of people out of range"
    remedy = "Choose 1 to 10,000 basis points where citizens vote, and 0 where they don't."


class QuorumOfCommunitiesOutOfRange(Refused):
    reason = "rules: quorum of communities out of range"
    remedy = "Choose 1 to 10,000 basis points."


class ApprovalOutOfRange(Refused):
    reason = "rules: approval out of range"
    remedy = "Choose more than half: 5,001 to 10,000 basis points."


class VotingDelayOutOfRange(Refused):
    reason = "rules: voting delay out of range"
    remedy = "Choose one hour to 30 days."


class VotingPeriodOutOfRange(Refused):
    reason = "rules: voting period out of range"
    remedy = "Choose one hour to 30 days."


class LateExtensionOutOfRange(Refused):
    reason = "rules: late extension out of range"
    remedy = "Choose at most seven days, and no more than the voting period."


class ExecutionDelayOutOfRange(Refused):
    reason = "rules: execution delay out of range"
    remedy = "Choose one hour to 30 days."


class GraceOutOfRange(Refused):
    reason = "rules: grace out of range"
    remedy = "Choose one to 60 days."


class NoticeOutOfRange(Refused):
    reason = "rules: notice out of range"
    remedy = "Choose one to 90 days."
