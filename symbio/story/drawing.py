# SPDX-License-Identifier: Apache-2.0
"""How a bench is drawn by lot, takes its seats, votes unseen, and shows its votes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from symbio.chain.signer import KeySigner
from symbio.chain.signing import sign
from symbio.domain.acts import Domain, SeatAcceptance
from symbio.domain.draw import STEWARD, TURNS, most_seats
from symbio.domain.juries import WAVES
from symbio.domain.juries import Stage as Standing
from symbio.domain.jury_records import Jury, Replay
from symbio.story.chapter import Chapter, Value
from symbio.story.enlisting import local_communities
from symbio.story.justice_files import Justice
from symbio.story.stage import Citizen, Stage, refusal

BLOCK = 12
"""So many seconds pass while the chain waits for the block that the lot lies in."""


@dataclass(frozen=True, slots=True)
class Sitter:
    """Somebody who can be drawn: a person of a roll, or a community's steward."""

    community: str
    name: str
    citizen: Citizen | None
    """None: the steward."""

    def signer(self, stage: Stage) -> KeySigner:
        """Give the key that signs for them."""
        return self.citizen.signer if self.citizen else stage.steward(self.community)

    def sender(self, stage: Stage) -> KeySigner:
        """Give their key with coins for a transaction of their own."""
        return stage.fund(self.citizen) if self.citizen else stage.steward(self.community)


@dataclass
class Bench:
    """A panel or a jury; its seats count from 1, as people count."""

    jury_id: int
    since: int
    """A block before it was called."""
    size: int
    domain: Domain
    everybody: Mapping[str, Sitter]
    sitters: dict[int, Sitter] = field(default_factory=dict)
    silent: list[str] = field(default_factory=list)
    recused: list[str] = field(default_factory=list)

    def acceptance(self, stage: Stage, seat: int, sitter: Sitter) -> bytes:
        """Have somebody sign that they take a seat, which counts from 0 on chain."""
        signer = sitter.signer(stage)
        act = SeatAcceptance(self.domain, self.jury_id, seat, signer.address)
        return sign(act, signer).raw_signature()


def everybody(stage: Stage, justice: Justice) -> dict[str, Sitter]:
    """Give everyone who can be drawn, by their keys."""
    found: dict[str, Sitter] = {}
    for key in local_communities(stage, justice):
        office = stage.example.community(key).steward
        found[stage.steward(key).address] = Sitter(key, office, None)
        for citizen in stage.citizens(key):
            found[citizen.signer.address] = Sitter(key, citizen.name, citizen)
    return found


def draw(
    stage: Stage,
    chapter: Chapter,
    justice: Justice,
    jury_id: int,
    since: int,
    *,
    silent: Sequence[int] = (),
    recuses: int = 0,
    aside: str = "",
) -> Bench:
    """Prove the block of the lot, and have seats taken in waves until they are.

    `silent` seats find nobody in the first wave; `aside` is the key of whoever wouldn't sit anyway.
    """
    juries, people = stage.world.juries, everybody(stage, justice)
    people.pop(aside, None)
    jury = _prove(stage, chapter, jury_id)
    bench = Bench(jury_id, since, jury.size, juries.eip712Domain(), people)
    _out_of_turn(stage, chapter, bench)
    for wave in range(WAVES):
        if wave:
            stage.world.travel_to(jury.seeded_at + wave * jury.wave)
        for seat in _empty(juries.jury(jury_id)):
            _ask(stage, chapter, bench, seat, wave, silent if wave == 0 else ())
        if wave == 0 and recuses:
            _recuse(stage, chapter, bench, recuses)
        if juries.jury(jury_id).stage is not Standing.SEATING:
            break
    else:
        stage.world.travel_to(juries.jury(jury_id).clock.seating_ends)
    return bench


def _prove(stage: Stage, chapter: Chapter, jury_id: int) -> Jury:
    beacon, juries = stage.world.beacon, stage.world.juries
    target = juries.jury(jury_id).target
    early = refusal(juries.seat_jury(jury_id), stage.relayer.address)
    chapter.check("Nobody can know the lot while it is called for.", bool(early))
    while stage.world.client.height() < beacon.needs(target)[0]:
        stage.world.travel(BLOCK)
    chapter.send(beacon.prove(target), stage.relayer)
    chapter.send(juries.seat_jury(jury_id), stage.relayer)
    return juries.jury(jury_id)


def _empty(jury: Jury) -> Iterator[int]:
    return (seat for seat in range(jury.size) if not jury.filled >> seat & 1)


def _ask(
    stage: Stage, chapter: Chapter, bench: Bench, seat: int, wave: int, silent: Sequence[int]
) -> None:
    """Ask whoever's turn the seat is; silence, or a full community, leaves it to the next."""
    juries, jury_id = stage.world.juries, bench.jury_id
    sitter = bench.everybody.get(juries.candidate(jury_id, seat, wave)[2])
    if sitter is None:
        return
    if seat + 1 in silent:
        bench.silent.append(sitter.name)
        return
    seated = Counter(each.community for each in bench.sitters.values())
    if seated[sitter.community] == most_seats(bench.size):
        return
    signer = sitter.signer(stage)
    account = signer.address
    if sitter.citizen is None:
        chapter.send(juries.take_seat(jury_id, seat), signer)
    else:
        signature = bench.acceptance(stage, seat, sitter)
        plan = juries.take_seat_by_signature(jury_id, seat, account, signature)
        chapter.send(plan, stage.relayer)
    bench.sitters[seat + 1] = sitter
    stage.listener.advanced("Seats taken", len(bench.sitters), bench.size)


def _recuse(stage: Stage, chapter: Chapter, bench: Bench, seat: int) -> None:
    """One finds that they shouldn't judge this, and gives the seat up to the next in the lot."""
    number = seat if seat in bench.sitters else min(bench.sitters)
    sitter = bench.sitters.pop(number)
    chapter.send(stage.world.juries.recuse(bench.jury_id), sitter.sender(stage))
    bench.recused.append(sitter.name)


def _out_of_turn(stage: Stage, chapter: Chapter, bench: Bench) -> None:
    """Whoever would be asked later can't come first."""
    juries, jury_id = stage.world.juries, bench.jury_id
    _, _, key = juries.candidate(jury_id, 0, 1)
    if key in bench.everybody:
        signature = bench.acceptance(stage, 0, bench.everybody[key])
        plan = juries.take_seat_by_signature(jury_id, 0, key, signature)
        reason = refusal(plan, stage.relayer.address)
        chapter.check("Nobody takes a seat before it is their turn.", bool(reason))


def show(
    stage: Stage, chapter: Chapter, bench: Bench, caption: str, excluded: Collection[int]
) -> None:
    """Do the draw again from what the chain says, and hold it against who sits.

    `excluded` are the communities that the case keeps off every bench.
    """
    juries = stage.world.juries
    replay = juries.replay(bench.jury_id, stage.world.communities, bench.since)
    sat = [turn for turn in replay.turns if turn.sat is not None]
    sitting = {
        turn.seat + 1: turn
        for turn in sat
        if turn.sat and juries.juror(bench.jury_id, turn.sat.juror).is_seated
    }
    rows: list[dict[str, Value]] = [
        {
            "seat": seat,
            "who": bench.sitters[seat].name,
            "community": stage.name(bench.sitters[seat].community),
            "asked in wave": turn.wave + 1,
            "place in the lot": turn.ordinal + 1,
        }
        for seat, turn in sorted(sitting.items())
    ]
    chapter.table("seats", caption, rows)
    chapter.check("The seed is the beacon's, for this draw alone.", replay.is_seed_right)
    chapter.check(
        "Drawn again from rolls, table and seed alone, every seat comes out the same.",
        replay.is_right
        and {seat: turn.key for seat, turn in sitting.items()}
        == {seat: each.signer(stage).address for seat, each in bench.sitters.items()},
    )
    chapter.check(
        "Nobody of the parties, or of who is affected, was even asked.",
        all(turn.drawn.community_id not in excluded for turn in replay.turns if turn.drawn),
    )
    _check_spread(stage, chapter, bench, replay)


def _check_spread(stage: Stage, chapter: Chapter, bench: Bench, replay: Replay) -> None:
    """Hold the bench against the bounds: a quarter for a community, a turn for each person."""
    seats = Counter(sitter.community for sitter in bench.sitters.values())
    chapter.check(
        f"No community has more than a quarter of the seats ({most_seats(bench.size)}).",
        max(seats.values()) <= most_seats(bench.size),
    )
    drawn = {turn.drawn.index for turn in replay.turns if turn.sat and turn.drawn}
    if drawn != {STEWARD}:
        season = stage.world.juries.jury(bench.jury_id).season
        chapter.check(
            "Who sits has the turn this season, and rests for two.",
            all(index % TURNS == season % TURNS for index in drawn),
        )
