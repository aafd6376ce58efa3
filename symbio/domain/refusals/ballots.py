# SPDX-License-Identifier: Apache-2.0
"""What the ballots of a federation refuse, of citizens and of stewards."""

from __future__ import annotations

from symbio.domain.refusals.base import Refused


class CitizensDoNotVote(Refused):
    reason = "ballots: citizens don't vote here"
    remedy = "Under this charter the stewards decide; talk to yours."


class StewardsDoNotVote(Refused):
    reason = "ballots: stewards don't vote here"
    remedy = "Under this charter the citizens decide; vote with your own place on the roll."


class VotingHasNotStarted(Refused):
    reason = "ballots: voting hasn't started"
    remedy = "Vote once the proposal is open; its page says when."


class VotingHasClosed(Refused):
    reason = "ballots: voting has closed"
    remedy = "Nothing can be added to this vote any more."


class ProposalIsWithdrawn(Refused):
    reason = "ballots: the proposal is withdrawn"
    remedy = "Its proposer took it back; there is nothing to vote on."


class NotAMemberThen(Refused):
    reason = "ballots: not a member community"
    remedy = "Only communities that were members when the proposal opened vote on it."


class NoSuchChoice(Refused):
    reason = "ballots: no such choice"
    remedy = "Choose 1 For, 2 Against or 3 Abstain."


class NoSuchPageThen(Refused):
    reason = "ballots: no such page"
    remedy = "Only pages enrolled before the proposal opened vote on it."


class NobodyAtThatPlace(Refused):
    reason = "ballots: no such place"
    remedy = "Check the place and the page's fingerprint with Communities."


class NotThisPersonsWallet(Refused):
    reason = "ballots: not this person's wallet"
    remedy = "Send it from the account that held this place when the proposal opened."


class NotSignedByThisPerson(Refused):
    reason = "ballots: not signed by this person"
    remedy = (
        "Have the account that held this place when the proposal opened sign this proposal's "
        "ballot anew."
    )


class HasVotedAlready(Refused):
    reason = "ballots: has voted already"
    remedy = (
        "A signed ballot counts once; a person changes their vote by their own transaction until "
        "the close."
    )


class BallotsTruncated(Refused):
    reason = "ballots: truncated"
    remedy = "Pack whole ballots: 66 bytes each, or 98 with a reason."
