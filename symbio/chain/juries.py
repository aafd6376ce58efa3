# SPDX-License-Identifier: Apache-2.0
"""The handle of Juries: seasons, juries drawn by lot, hidden votes, and the draw done again."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from eth_hash.auto import keccak

from symbio.chain.beacon import Beacon
from symbio.chain.communities import Communities
from symbio.chain.decoding import build, build_for
from symbio.chain.handle import Handle, nothing
from symbio.chain.plan import Plan, first
from symbio.chain.stipends import Stipends
from symbio.domain import events, jury_records
from symbio.domain.acts import HiddenVote, SeatAcceptance
from symbio.domain.addresses import NOBODY
from symbio.domain.draw import STEWARD, Enlisted, Table
from symbio.domain.errors import NoSuchRecord
from symbio.domain.juries import Ballot, Pool, Sitters, Times
from symbio.domain.jury_records import Entry, Juror, Jury, Outcome, Replay, Sat, Season


class Juries(Handle):
    """Juries on one chain. Seats count from 0, juries and options from 1; times are seconds."""

    contract = "Juries"

    # --- seasons

    def enlist(self, pool: Pool, community_id: int, season: int) -> Plan[None]:
        """Let a community's people, or its steward, be drawn in a coming season; by its steward."""
        words = f"Let the people of community {community_id} be drawn in season {season}."
        if pool.sitters is Sitters.STEWARDS:
            words = f"Let the steward of community {community_id} be drawn in season {season}."
        return self._plan("enlist", (pool.word, community_id, season), words, nothing)

    def seal(self, pool: Pool, season: int, cap: int) -> Plan[None]:
        """Fix what each community weighs in a season that has begun; by anybody."""
        words = f"Fix whom juries of season {season} are drawn from."
        return self._plan("seal", (pool.word, season, cap), words, nothing)

    def freeze_season(self, pool: Pool, season: int) -> Plan[None]:
        """Fix a season with the one cap that there is, worked out here."""
        rows = (
            Enlisted(each.community_id, each.people, each.version)
            for each in self.entries(pool, season)
        )
        table = Table.freeze(rows, season, pool.sitters is Sitters.STEWARDS)
        return self.seal(pool, season, table.cap)

    # --- juries

    def call_jury(
        self,
        pool: Pool,
        season: int,
        size: int,
        options: int,
        times: Times,
        *,
        excluded: Sequence[int] = (),
        payer: str = NOBODY,
        subject: bytes = bytes(32),
    ) -> Plan[int]:
        """Have a jury drawn, and be its court. Gives its number.

        `options`: 1 to 16 to approve, or more: the highest number. `excluded`: communities none of
        whose people may sit. `payer`: the federation that pays stipends, if it pays this court.
        """
        given = (pool.word, season, size, options, list(excluded), times.word, payer, subject)
        words = f"Have a jury of {size} drawn from season {season}."
        return self._plan(
            "call_jury", given, words, lambda logs: first(logs, events.JuryCalled).jury_id
        )

    def seat_jury(self, jury_id: int) -> Plan[None]:
        """Fetch the seed, once the beacon has it: the first wave begins; by anybody."""
        words = f"Draw jury {jury_id}, and open its seats."
        return self._plan("seat_jury", (jury_id,), words, nothing)

    def take_seat(self, jury_id: int, seat: int) -> Plan[None]:
        """Sit, by the person whose turn the seat is."""
        words = f"Take seat {seat + 1} of jury {jury_id}."
        return self._plan(
            "take_seat", (jury_id, seat), words, nothing, act=self.acceptance(jury_id, seat)
        )

    def take_seat_by_signature(
        self, jury_id: int, seat: int, juror: str, signature: bytes
    ) -> Plan[None]:
        """Carry a person's signed acceptance, while it is that person's turn."""
        words = f"Carry {juror}'s acceptance of seat {seat + 1} of jury {jury_id}."
        given = (jury_id, seat, juror, signature)
        return self._plan("take_seat_by_signature", given, words, nothing)

    def recuse(self, jury_id: int) -> Plan[None]:
        """Give the seat up, before votes are given; nothing is lost by it."""
        words = f"Give up the seat on jury {jury_id}."
        return self._plan("recuse", (jury_id,), words, nothing)

    # --- votes

    def commit(self, jury_id: int, commitment: bytes) -> Plan[None]:
        """Vote, hidden, by a juror; a later one replaces it."""
        words = f"Give a hidden vote on jury {jury_id}."
        return self._plan("commit", (jury_id, commitment), words, nothing)

    def commit_by_signature(
        self, jury_id: int, juror: str, commitment: bytes, signature: bytes
    ) -> Plan[None]:
        """Carry a juror's signed hidden vote."""
        words = f"Carry {juror}'s hidden vote on jury {jury_id}."
        given = (jury_id, juror, commitment, signature)
        return self._plan("commit_by_signature", given, words, nothing)

    def report_leak(self, jury_id: int, juror: str, choice: int, salt: bytes) -> Plan[None]:
        """Show that a hidden vote is known, which makes it void."""
        words = f"Report that {juror}'s hidden vote on jury {jury_id} is known."
        return self._plan("report_leak", (jury_id, juror, choice, salt), words, nothing)

    def reveal(self, jury_id: int, juror: str, choice: int, salt: bytes) -> Plan[None]:
        """Open a hidden vote, so that it counts; by whoever knows it."""
        words = f"Open {juror}'s vote on jury {jury_id}."
        return self._plan("reveal", (jury_id, juror, choice, salt), words, nothing)

    def reconvene(self, jury_id: int) -> Plan[None]:
        """Have the same jurors deliberate and vote once more, by the court."""
        words = f"Have jury {jury_id} deliberate and vote once more."
        return self._plan("reconvene", (jury_id,), words, nothing)

    # --- what is signed, and what is hidden

    def acceptance(self, jury_id: int, seat: int, juror: str | None = None) -> SeatAcceptance:
        """Write the acceptance that a person signs; None: the client's signer."""
        who = juror or (self.client.signer.address if self.client.signer else NOBODY)
        return SeatAcceptance(self.eip712Domain(), jury_id, seat, who)

    def hidden_vote(self, jury_id: int, juror: str, commitment: bytes) -> HiddenVote:
        """Write the hidden vote that a juror signs for others to carry."""
        replaces = self.juror(jury_id, juror).commitment
        round_ = self.jury(jury_id).round
        return HiddenVote(self.eip712Domain(), jury_id, round_, juror, commitment, replaces)

    def ballot(self, jury_id: int, juror: str, choice: int, salt: bytes) -> Ballot:
        """Write a vote with all that it is bound to; `salt`: 32 bytes nobody can guess."""
        seat, round_ = self.juror(jury_id, juror).seat, self.jury(jury_id).round
        chain = self.client.chain_id
        return Ballot(chain, self.address, jury_id, round_, seat, juror, choice, salt)

    # --- views

    def beacon(self) -> str:
        """Read which Beacon gives the seeds."""
        return str(self._read("beacon"))

    def stipends(self) -> str:
        """Read where stipends are paid."""
        return str(self._read("stipends"))

    @cached_property
    def stipend_fund(self) -> Stipends:
        """The handle of this contract's Stipends."""
        return Stipends(self.client, self.stipends())

    def running_season(self) -> int:
        """Read which season runs."""
        return int(self._read("running_season"))

    def season(self, pool: Pool, season: int) -> Season:
        """Read a pool's season."""
        return build(Season, self._read("season", pool.word, season))

    def entry(self, pool: Pool, season: int, position: int) -> Entry:
        """Read a community's place in a season."""
        return build(Entry, self._read("entry", pool.word, season, position))

    def entries(self, pool: Pool, season: int) -> tuple[Entry, ...]:
        """Read a season's whole table."""
        count = self.season(pool, season).communities
        return tuple(self.entry(pool, season, position) for position in range(count))

    def suffices(self, pool: Pool, season: int, size: int, excluded: Sequence[int] = ()) -> bool:
        """Read whether a jury of this size could be called, without these communities."""
        return bool(self._read("suffices", pool.word, season, size, list(excluded)))

    def count(self) -> int:
        """Read how many juries there have been."""
        return int(self._read("count"))

    def jury(self, jury_id: int) -> Jury:
        """Read a jury; raises NoSuchRecord where there is none."""
        found = build_for(Jury, jury_id, self._read("jury", jury_id))
        if not found.stage:
            raise NoSuchRecord(f"There is no jury {jury_id}.")
        return found

    def candidate(self, jury_id: int, seat: int, wave: int) -> tuple[int, int, str]:
        """Read whose turn a seat is in a wave: (community, index, key); NOBODY's: no one's."""
        community_id, index, key = self._read("candidate", jury_id, seat, wave)
        return int(community_id), int(index), str(key)

    def juror(self, jury_id: int, account: str) -> Juror:
        """Read what an account is to a jury."""
        return build(Juror, (jury_id, account, *self._read("juror", jury_id, account)))

    def commitment(self, jury_id: int, juror: str, choice: int, salt: bytes) -> bytes:
        """Read what hides a vote; whoever runs the node sees the vote: `ballot` asks nobody."""
        return bytes(self._read("commitment", jury_id, juror, choice, salt))

    def outcome(self, jury_id: int) -> Outcome:
        """Read what a jury decided."""
        return build(Outcome, self._read("outcome", jury_id))

    def may_reconvene(self, jury_id: int) -> bool:
        """Read whether the court may have the jury vote once more."""
        return bool(self._read("may_reconvene", jury_id))

    def is_over(self, jury_id: int) -> bool:
        """Read whether nothing of the jury can change any more."""
        return bool(self._read("is_over", jury_id))

    def has_earned(self, jury_id: int, account: str) -> bool:
        """Read whether an account's seat revealed in the last round."""
        return bool(self._read("has_earned", jury_id, account))

    def unearned(self, jury_id: int) -> int:
        """Read how many seats have earned nothing."""
        return int(self._read("unearned", jury_id))

    # --- the draw, done again

    def replay(self, jury_id: int, communities: Communities, since: int = 0) -> Replay:
        """Do a jury's whole draw again, from entries, events, rolls and the beacon alone.

        `since` is a block no later than the call. Raises NoSuchRecord where the jury wasn't called
        since then, or has no seed.
        """
        jury = self.jury(jury_id)
        called, seats = self._told(jury_id, since)
        if called is None or not jury.seeded_at:
            raise NoSuchRecord(f"Jury {jury_id} wasn't called since block {since}, or isn't drawn.")
        entries = self.entries(Pool.of(jury.pool), jury.season)
        salt = keccak(int(self.address, 16).to_bytes(32, "big") + jury_id.to_bytes(32, "big"))
        seed = Beacon(self.client, self.beacon()).seed(called.target, salt)
        line = jury_records.table_of(jury, entries).without(called.excluded)
        keys = {(sat.community_id, sat.index): sat.juror for sat in seats if sat.index == STEWARD}
        for ordinal in range(min(jury.size * 8, line.weight)):
            drawn = line.draw(jury.seed, ordinal)
            if drawn is not None and drawn.index != STEWARD:
                place = (drawn.community_id, drawn.index)
                keys[place] = communities.member_at(drawn.community_id, drawn.version, drawn.index)
        return jury_records.replay(jury, entries, called.excluded, seed, seats, keys)

    def _told(self, jury_id: int, since: int) -> tuple[events.JuryCalled | None, list[Sat]]:
        called, seats = None, []
        for logged in self.events(since):
            match logged.event:
                case events.JuryCalled() as event if event.jury_id == jury_id:
                    called = event
                case events.SeatTaken() as event if event.jury_id == jury_id:
                    place = (event.seat, event.wave, event.community_id, event.index)
                    seats.append(Sat(*place, event.juror))
        return called, seats
