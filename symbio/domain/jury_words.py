# SPDX-License-Identifier: Apache-2.0
"""What a jury asks of people, phase by phase, and what they are told before they act."""

from __future__ import annotations

from datetime import UTC, datetime

from symbio.domain import durations
from symbio.domain.juries import MOST_APPROVED, WAVES, Stage, season_starts
from symbio.domain.jury_records import Jury
from symbio.domain.promise import Promise

_GAS = "nothing but the gas; no stake, no fee."
_FREE = "nothing. Whoever carries it pays the gas."


def phases(jury: Jury) -> dict[str, int]:
    """Give the last second of each window that is known by now, in their order."""
    if not jury.seeded_at:
        return {}
    seated = jury.clock.seating_ends
    deliberated = seated + jury.deliberation
    committed = deliberated + jury.commit
    return {
        "seating": seated,
        "deliberation": deliberated,
        "commit": committed,
        "reveal": committed + jury.reveal,
    }


def wave_ends(jury: Jury, now: int) -> int:
    """Give the second in which the wave that runs is over."""
    return jury.seeded_at + (jury.clock.wave(now) + 1) * jury.wave


def asks(jury: Jury, now: int) -> str:
    """Say what the jury's phase asks of whom, and until when."""
    number, ends = jury.jury_id, phases(jury)
    if jury.stage is Stage.CALLED:
        return (
            "Nobody is asked yet: the lot lies in a block or round that nobody knew when the jury "
            f"was called. Anybody draws it: symbio jury seat {number}."
        )
    if jury.stage is Stage.SEATING:
        return (
            f"Wave {jury.clock.wave(now) + 1} of {WAVES}: each empty seat waits for one person "
            f"until {_moment(wave_ends(jury, now))}, and then for the next in the lot. If it is "
            f"you, symbio jury take {number}; if you say nothing, you lose nothing."
        )
    if jury.stage is Stage.DELIBERATING:
        return (
            "Jurors read what was submitted, talk, and may file a plan of their own, until "
            f"{_moment(ends['deliberation'])}. Who shouldn't judge this recuses by then."
        )
    if jury.stage is Stage.COMMITTING:
        return (
            f"Jurors give a hidden vote until {_moment(ends['commit'])}, and may replace it until "
            f"then: symbio jury commit {number}. Keep the file; show it to nobody before the end."
        )
    if jury.stage is Stage.REVEALING:
        return (
            f"Jurors show their votes until {_moment(ends['reveal'])}: symbio jury reveal "
            f"{number} FILE. A vote that isn't shown is an abstention."
        )
    return _ended(jury)


def _ended(jury: Jury) -> str:
    if jury.stage is Stage.DECIDED:
        return "Nothing more is asked: it has decided. Who showed a vote may claim the stipend."
    if jury.stage is Stage.UNDECIDED:
        return "It decided nothing. Its court may have the same jurors vote once more, in 30 days."
    return "Too few sat, or the lot lapsed: it decides nothing. Its court may have another drawn."


def choice_in_words(options: int, choice: int) -> str:
    """Say a vote."""
    if not choice:
        return "a blank vote"
    if options > MOST_APPROVED:
        return f"the number {choice:,}"
    chosen = [str(bit + 1) for bit in range(options) if choice >> bit & 1]
    return f"approval of {', '.join(chosen)}"


def of_enlisting(community_id: int, season: int, whom: str) -> Promise:
    """Tell a steward what enlisting means."""
    starts = _moment(season_starts(season))
    return Promise(
        f"{_GAS} From {starts} on, for 90 days, {whom} of community {community_id} can be drawn.",
        "judges of other communities' cases, and others who would judge yours. Whoever is drawn "
        "and says nothing loses nothing.",
        f"nobody of community {community_id} is drawn in season {season}. An entry can't be taken "
        "back, and changes nothing of the seasons before.",
    )


def of_seat(jury: Jury, seat: int, signs: bool = False) -> Promise:
    """Tell a person what taking a seat means, by a transaction or by a signature."""
    spans = (jury.deliberation, jury.commit, jury.reveal)
    talk, commit, reveal = (durations.in_words(each) for each in spans)
    return Promise(
        f"{_FREE if signs else _GAS} You promise attention: {talk} to deliberate, {commit} to "
        f"vote, {reveal} to show the vote.",
        f"seat {seat + 1} of {jury.size} on jury {jury.jury_id}, and one vote as good as any "
        "other; the stipend, if the jury has one, whatever you vote.",
        "if you aren't heard in time the next person of the lot is asked. You may recuse until "
        "votes begin; whoever stays silent abstains, and nobody is punished.",
    )


def of_recusal(jury: Jury) -> Promise:
    """Tell a juror what stepping aside means."""
    return Promise(
        _GAS,
        "out of this jury, for good and without a reason; while waves are left others are asked.",
        f"you stay on jury {jury.jury_id}; you may always abstain by silence.",
    )


def of_vote(jury: Jury, choice: int, kept: str, signs: bool = False) -> Promise:
    """Tell a juror what giving a hidden vote means; `kept` is the file of vote and salt."""
    ends = phases(jury)
    return Promise(
        f"{_FREE if signs else _GAS} Your hidden vote is {choice_in_words(jury.options, choice)}.",
        f"a vote nobody can read, which you may replace until {_moment(ends['commit'])}, and show "
        f"from then until {_moment(ends['reveal'])}.",
        f"without the file {kept} the vote can't be shown, and is an abstention. Whoever learns "
        "what is in it before the end can make it void.",
    )


def of_reveal(jury: Jury, choice: int) -> Promise:
    """Tell whoever shows a vote what that means."""
    return Promise(
        f"{_GAS} Everybody sees for good that the vote is {choice_in_words(jury.options, choice)}.",
        "a vote that counts, and the stipend of its seat if the jury has one.",
        f"it is an abstention unless it is shown until {_moment(phases(jury)['reveal'])}.",
    )


def of_leak(juror: str) -> Promise:
    """Tell whoever reports a vote what that means."""
    return Promise(
        f"{_GAS} The vote and its salt become public.",
        f"the vote of {juror} is void in this round: what was sold or forced is worth nothing.",
        "the vote stays hidden, and counts once it is shown. A report can't be taken back.",
    )


def of_stipend(amount: str, to: str) -> Promise:
    """Tell a juror what claiming the stipend means."""
    return Promise(
        _GAS,
        f"{amount}, paid to {to}: the same for each who showed a vote, whatever it was.",
        "it stays set aside for you, and doesn't lapse.",
    )


def of_rate(name: str, amount: str | None) -> Promise:
    """Tell who writes down a stipend what the proposal means; None: no stipend any more."""
    gets = (
        f"{amount} are set aside for each seat of a jury that is called then, if the fund of "
        f"{name} can pay the whole jury, and paid to whoever shows a vote, whatever it is."
        if amount
        else f"juries that are called then get nothing from the fund of {name}."
    )
    return Promise(
        "nothing now: this writes a file, and nothing is sent. The members decide.",
        f"once the proposal is executed, {gets}",
        "it stays as it is. What is set aside for juries already stays theirs in any event.",
    )


def of_endowment(amount: str, name: str) -> Promise:
    """Tell whoever gives to a fund of stipends what that means."""
    return Promise(
        f"{amount} now, for good: nobody gives it back, the federation neither.",
        f"{name} can pay so much more to jurors of its cases, as much as it has set for a seat.",
        "nothing is taken.",
    )


def _moment(second: int) -> str:
    return datetime.fromtimestamp(second, UTC).strftime("%Y-%m-%d %H:%M:%S UTC")
