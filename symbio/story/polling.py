# SPDX-License-Identifier: Apache-2.0
"""How a bench votes: each hides a vote, and when all have voted the votes are shown."""

from __future__ import annotations

from collections.abc import Mapping

from symbio.chain.plan import Plan
from symbio.chain.signing import sign
from symbio.domain.acts import HiddenVote
from symbio.domain.juries import Ballot
from symbio.story.chapter import Chapter
from symbio.story.drawing import Bench
from symbio.story.stage import Stage, refusal

ROUND = 1
"""The first vote, which in this story is the only one."""


def vote(
    stage: Stage,
    chapter: Chapter,
    bench: Bench,
    wanted: Mapping[int, int],
    *,
    copies: int = 0,
    hides: int = 0,
) -> list[int]:
    """Commit and reveal, seat by seat; gives the choices that were shown.

    `copies`: the seat that commits what another has; `hides`: the seat that never shows its vote.
    """
    juries = stage.world.juries
    jury = juries.jury(bench.jury_id)
    stage.world.travel_to(jury.clock.seating_ends + jury.deliberation)
    ballots = {seat: _ballot(stage, bench, seat, wanted[seat]) for seat in sorted(bench.sitters)}
    for n, (seat, ballot) in enumerate(ballots.items(), 1):
        hidden = _copied(ballots, seat, hides) if seat == copies else ballot
        _commit(stage, chapter, bench, seat, hidden.commitment)
        stage.listener.advanced("Hidden votes", n, len(ballots))
    first = next(iter(ballots.values()))
    early = refusal(_reveal(stage, first), stage.relayer.address)
    chapter.check("No vote can be shown while others still vote.", bool(early))
    stage.world.travel_to(jury.clock.seating_ends + jury.deliberation + jury.commit)
    _check_bound(stage, chapter, ballots, copies, hides)
    shown = {seat: each for seat, each in ballots.items() if seat not in (copies, hides)}
    for n, ballot in enumerate(shown.values(), 1):
        chapter.send(_reveal(stage, ballot), stage.relayer)
        stage.listener.advanced("Votes shown", n, len(shown))
    last = next(iter(shown.values()))
    again = refusal(_reveal(stage, last), stage.relayer.address)
    chapter.check("A vote counts once.", bool(again))
    chapter.fact("votes_hidden", len(ballots))
    chapter.fact("votes_shown", len(shown))
    return [ballot.choice for ballot in shown.values()]


def _ballot(stage: Stage, bench: Bench, seat: int, choice: int) -> Ballot:
    # The demo's salts follow from its published seed, as its keys do. Elsewhere nobody knows them.
    salt = stage.example.keys.key(f"salt/{bench.jury_id}", seat)
    account = bench.sitters[seat].signer(stage).address
    juries = stage.world.juries
    where = juries.client.chain_id, juries.address, bench.jury_id
    return Ballot(*where, ROUND, seat - 1, account, choice, salt)


def _copied(ballots: Mapping[int, Ballot], seat: int, hides: int) -> Ballot:
    return next(ballot for other, ballot in ballots.items() if other not in (seat, hides))


def _commit(stage: Stage, chapter: Chapter, bench: Bench, seat: int, commitment: bytes) -> None:
    juries, signer = stage.world.juries, bench.sitters[seat].signer(stage)
    act = HiddenVote(bench.domain, bench.jury_id, ROUND, signer.address, commitment, bytes(32))
    signature = sign(act, signer).raw_signature()
    plan = juries.commit_by_signature(bench.jury_id, signer.address, commitment, signature)
    chapter.send(plan, stage.relayer)


def _reveal(stage: Stage, ballot: Ballot) -> Plan[None]:
    juries = stage.world.juries
    return juries.reveal(ballot.jury_id, ballot.juror, ballot.choice, ballot.salt)


def _check_bound(
    stage: Stage, chapter: Chapter, ballots: Mapping[int, Ballot], copies: int, hides: int
) -> None:
    """Try to show what isn't what was hidden."""
    juries = stage.world.juries
    if copies in ballots:
        own, other = ballots[copies], _copied(ballots, copies, hides)
        plan = juries.reveal(own.jury_id, own.juror, other.choice, other.salt)
        reason = refusal(plan, stage.relayer.address)
        chapter.fact("a_hidden_vote_that_was_copied", reason)
        chapter.check("Who copied another's hidden vote can't show it as their own.", bool(reason))
    first = next(ballot for seat, ballot in ballots.items() if seat not in (copies, hides))
    plan = juries.reveal(first.jury_id, first.juror, first.choice ^ 1, first.salt)
    chapter.check(
        "Nobody shows another vote than they hid.", bool(refusal(plan, stage.relayer.address))
    )
