# SPDX-License-Identifier: Apache-2.0
"""What Juries refuses: of seasons, calls, seats and votes."""

from __future__ import annotations

from symbio.domain.refusals.base import Refused


class NoCommunitiesForJuries(Refused):
    reason = "juries: no communities"
    remedy = "Deploy Juries with the address of a Communities contract."


class NoFederationsForJuries(Refused):
    reason = "juries: no federations"
    remedy = "Deploy Juries with the address of a Federations contract."


class NoBeaconForJuries(Refused):
    reason = "juries: no beacon"
    remedy = "Deploy Juries with the address of a Beacon."


class NotTheStewardWhoEnlists(Refused):
    reason = "juries: not the steward"
    remedy = "Have the community's steward enlist it."


class NotOneOfTheNextSeasons(Refused):
    reason = "juries: not one of the next seasons"
    remedy = "Enlist for one of the four seasons after the running one; each lasts 90 days."


class NoSuchPool(Refused):
    reason = "juries: no such pool"
    remedy = "Name a federation of this suite, or none for every community."


class NotAMemberOfThePool(Refused):
    reason = "juries: not a member community"
    remedy = "Join the federation first, or enlist in the pool of every community."


class EnlistedAlready(Refused):
    reason = "juries: enlisted already"
    remedy = "Nothing is to be done: the community is in this season."


class SeasonIsFull(Refused):
    reason = "juries: the season is full"
    remedy = "A season takes 256 communities; enlist for the next one."


class SeasonHasNotBegun(Refused):
    reason = "juries: the season hasn't begun"
    remedy = "Wait for the season's first second."


class NobodyEnlisted(Refused):
    reason = "juries: nobody enlisted"
    remedy = "Nobody can be drawn in this season; take another, or another pool."


class FrozenAlready(Refused):
    reason = "juries: frozen already"
    remedy = "Nothing is to be done: juries can be called in this season."


class NotTheCap(Refused):
    reason = "juries: not the cap"
    remedy = "Leave the cap to `Juries.freeze_season`, which works it out; there is only one."


class JurySeatsOutOfRange(Refused):
    reason = "juries: 1 to 60 seats"
    remedy = "Call a jury of 1 to 60 seats."


class NoSuchOptions(Refused):
    reason = "juries: no such options"
    remedy = "Name 1 to 16 options to approve, or a highest number below 2**32."


class TimesDoNotFit(Refused):
    reason = "juries: times don't fit"
    remedy = "Give four windows of fewer than 2**24 seconds each."


class WindowWithoutTime(Refused):
    reason = "juries: a window without time"
    remedy = "Give waves, commits and reveals at least a second each."


class SeasonIsNotFrozen(Refused):
    reason = "juries: the season isn't frozen"
    remedy = "Freeze the season first, once it has begun; anybody may."


class PoolIsTooSmall(Refused):
    reason = "juries: pool is too small"
    remedy = "Take a wider pool or fewer seats; an exclusion is never dropped."


class NoSuchJury(Refused):
    reason = "juries: no such jury"
    remedy = "Check the number; juries are counted from 1."


class SeededAlready(Refused):
    reason = "juries: seeded already"
    remedy = "Nothing is to be done: the jury has its seed, and gets no other."


class JuryHasNoSeedYet(Refused):
    reason = "juries: the beacon has no seed yet"
    remedy = "Prove the block or post the round that the beacon needs, then try again."


class SeatsAreNotBeingTaken(Refused):
    reason = "juries: seats aren't being taken"
    remedy = (
        "Look at the jury's stage: its seats open with the seed, and close after the last wave."
    )


class NoSuchSeat(Refused):
    reason = "juries: no such seat"
    remedy = "Seats count from 0 to one less than the jury's size."


class SeatIsTaken(Refused):
    reason = "juries: the seat is taken"
    remedy = "Nothing is to be done: somebody sits there."


class NotThisPersonsTurn(Refused):
    reason = "juries: not this person's turn"
    remedy = "Ask `candidate` whose turn the seat is; each wave asks somebody else."


class HasHadASeat(Refused):
    reason = "juries: has had a seat already"
    remedy = "A person sits on a jury once, and doesn't come back after recusing."


class CommunityHasItsSeats(Refused):
    reason = "juries: the community has its seats"
    remedy = "A community holds a quarter of the seats at most; the next wave asks somebody else."


class TooLateToRecuse(Refused):
    reason = "juries: too late to recuse"
    remedy = (
        "Votes are being given or were. Who can't vote in conscience stays silent, and abstains."
    )


class NotAJuror(Refused):
    reason = "juries: not a juror"
    remedy = "Only who sits on this jury votes, and only from the key that took the seat."


class NotSignedByTheJuror(Refused):
    reason = "juries: not signed by the juror"
    remedy = (
        "Sign again, as the SDK writes it: for this jury, round and seat, and for what it replaces."
    )


class NotTheTimeToCommit(Refused):
    reason = "juries: not the time to commit"
    remedy = "Look at the jury's stage: hidden votes are given after deliberation."


class VoteIsVoid(Refused):
    reason = "juries: the vote is void"
    remedy = "The hidden vote became known before its time; the seat abstains in this round."


class NothingCommitted(Refused):
    reason = "juries: nothing committed"
    remedy = "Give the commitment that `Ballot.commitment` works out."


class NotTheTimeToReport(Refused):
    reason = "juries: not the time to report"
    remedy = "A leak is reported while hidden votes are being given."


class NotWhatWasCommitted(Refused):
    reason = "juries: not what was committed"
    remedy = "Reveal the same choice and salt that were committed, in the same round."


class NotTheTimeToReveal(Refused):
    reason = "juries: not the time to reveal"
    remedy = "Look at the jury's stage: votes are revealed once none can be given any more."


class RevealedAlready(Refused):
    reason = "juries: revealed already"
    remedy = "Nothing is to be done: the vote counts."


class NoSuchVerdict(Refused):
    reason = "juries: no such choice"
    remedy = (
        "Approve only options there are, or name a number up to the highest; this seat abstains."
    )


class NotTheCourt(Refused):
    reason = "juries: not the court"
    remedy = "Have who called the jury reconvene it."


class CanNotBeReconvened(Refused):
    reason = "juries: can't be reconvened"
    remedy = "Only a first vote that decided nothing is repeated, in 30 days; call another jury."


class JuryIsNotOver(Refused):
    reason = "juries: not over yet"
    remedy = "Wait for the vote, or for the 30 days in which the court may reconvene it."
