# SPDX-License-Identifier: Apache-2.0
"""A juror's rehearsal: the seat, the hidden vote, its reveal, and what can go wrong."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from symbio.chain.embedded import demo_key
from symbio.chain.plan import Plan
from symbio.chain.signer import KeySigner
from symbio.domain import durations
from symbio.domain.addresses import NOBODY
from symbio.domain.draw import most_seats
from symbio.domain.juries import WAVES, Ballot, Stage, approving
from symbio.domain.jury_records import Jury
from symbio.domain.jury_words import choice_in_words
from symbio.domain.tribunal import State
from symbio.story.practice_case import (
    CLAIMANT,
    FACTS,
    PLANS,
    RESPONDENT,
    TITLE,
    Matter,
    Person,
    bring,
)
from symbio.story.stage import refusal
from symbio.story.turning_back import turned_back
from symbio.world import World

YOURS = 0
"""The seat of whoever practises, counted from 0: whoever is asked first for it is played."""


@dataclass(frozen=True, slots=True)
class Step:
    """What happened, and what it would ask of somebody in real life."""

    name: str
    title: str
    asks: str
    in_real_life: str
    if_you_do_not: str
    facts: dict[str, Any]


@dataclass
class Practice:
    """A rehearsal on its own chain; its steps are taken in the order of its methods."""

    matter: Matter
    you: Person
    others: dict[int, Person] = field(default_factory=dict)
    hidden: dict[int, Ballot] = field(default_factory=dict)

    @classmethod
    def begin(cls, world: World) -> Practice:
        """Set the case up, and find whom the lot names first."""
        matter = bring(world)
        _, _, account = world.juries.candidate(matter.jury_id, YOURS, 0)
        return cls(matter, matter.people[account])

    @property
    def world(self) -> World:
        return self.matter.world

    @property
    def jury(self) -> Jury:
        """The jury as it stands."""
        return self.world.juries.jury(self.matter.jury_id)

    # --- a juror's steps

    def drawn(self) -> Step:
        """Tell the case, and that the lot fell on whoever practises."""
        jury = self.jury
        return Step(
            "drawn",
            "The lot falls on you",
            "Read the case and the plans. Everything is made up, and so are you: you play person "
            f"{self.you.number} on the roll of {self.you.community}.",
            "You may be asked once your community has enlisted. `symbio jury show JURY` lists whom "
            "seats wait for, by their accounts.",
            "you lose nothing.",
            {
                "case": TITLE,
                "between": [CLAIMANT, RESPONDENT],
                "facts": FACTS,
                "plans": [
                    {"plan": n, "title": each.title, "filed_by": each.by, "asks": each.what}
                    for n, each in enumerate(PLANS, 1)
                ],
                "seats": jury.size,
                "your_seat": YOURS + 1,
                "your_account": self.you.signer.address,
            },
        )

    def take_seat(self) -> Step:
        """Take your seat; the others take theirs."""
        jury = self.jury
        spans = (jury.deliberation, jury.commit, jury.reveal)
        talk, commit, reveal = (durations.in_words(each) for each in spans)
        self._seat(YOURS, self.you)
        self._seat_others()
        return Step(
            "seat",
            "You take your seat",
            f"Your time: {talk} to talk, {commit} to vote, {reveal} to show the vote. No stake and "
            "no fee.",
            f"You have {durations.in_words(jury.wave)} for `symbio jury take JURY`; what `symbio "
            "jury sign` writes anybody carries for you, and pays the gas.",
            "the next person of the lot is asked, and you lose nothing. Who sits may step aside "
            "until votes begin, without a reason: `symbio jury recuse JURY`.",
            {"seated": self.jury.seated, "of": jury.size},
        )

    def deliberate(self) -> Step:
        """Let the time to talk pass."""
        jury = self.jury
        self.world.travel_to(jury.clock.seating_ends + jury.deliberation)
        return Step(
            "deliberation",
            "The jury talks",
            "Read what the parties submitted, and talk. The jury may file up to three plans of its "
            "own. Nobody is found guilty: you choose what mends it.",
            f"It lasts {durations.in_words(jury.deliberation)}; here they have passed already.",
            "nothing happens; you know less when you vote.",
            {},
        )

    def ballot(self, plans: Sequence[int], salt: bytes) -> Ballot:
        """Write your vote down, before it is given: that is what a juror keeps."""
        who = self.you.signer.address
        return self.world.juries.ballot(self.matter.jury_id, who, approving(*plans), salt)

    def commit(self, ballot: Ballot, kept: str) -> Step:
        """Give your hidden vote; the others give theirs."""
        jury = self.jury
        self.world.juries.commit(ballot.jury_id, ballot.commitment).send(self._purse(self.you))
        self._others_commit()
        return Step(
            "commit",
            "You give a hidden vote",
            "Approve every plan that could mend it, or none. Only a hash of your vote and of a "
            "random salt is sent; both are kept in a file of yours, which you show to nobody.",
            f"You have {durations.in_words(jury.commit)} for `symbio jury commit JURY --plan N "
            "--keep FILE`, and may replace the vote until they are over.",
            "you abstain. The same if you lose the file: nobody can restore it.",
            {
                "vote": choice_in_words(jury.options, ballot.choice),
                "salt": ballot.salt,
                "kept_in": kept,
                "commitment": ballot.commitment,
                "others_see": "the commitment alone",
            },
        )

    def leak(self, ballot: Ballot) -> Step:
        """Show what a leaked salt does, then turn the chain back."""
        juries = self.world.juries
        given = (ballot.jury_id, ballot.juror, ballot.choice, ballot.salt)
        with turned_back(self.world):
            juries.report_leak(*given).send(self.world.account("reporter"))
            is_void = juries.juror(ballot.jury_id, ballot.juror).is_void
            again = refusal(juries.commit(ballot.jury_id, ballot.commitment), ballot.juror)
        return Step(
            "leak",
            "A mistake, turned back: you show somebody your file",
            "Silence. Whoever knows vote and salt while votes are given can report them, and then "
            "your vote is void: so nobody can buy it, or force it from you.",
            "This was `symbio jury leak JURY FILE`, by somebody else. It can't be taken back; "
            "here the chain was turned back, and your vote stands.",
            "and show it all the same, your seat says nothing in this round.",
            {"your_vote_was_void": is_void, "voting_again_was_refused": again},
        )

    def mistake(self, ballot: Ballot) -> Step:
        """Try to show the vote with another salt, once votes may be shown."""
        jury = self.jury
        windows = jury.deliberation + jury.commit
        self.world.travel_to(jury.clock.seating_ends + windows)
        wrong = replace(ballot, salt=bytes(each ^ 0xFF for each in ballot.salt))
        return Step(
            "wrong_salt",
            "A mistake, refused: you show the vote with another salt",
            "The file as it was kept: nothing else opens your vote.",
            "A refusal changes nothing. You may try again while votes are shown.",
            "your vote stays hidden, and is an abstention.",
            {"refused": refusal(self._reveal(wrong), ballot.juror)},
        )

    def reveal(self, ballot: Ballot) -> Step:
        """Show the vote; the others show theirs, but one who forgot."""
        self._reveal(ballot).send(self._purse(self.you))
        for each in list(self.hidden.values())[:-1]:
            self._reveal(each).send()
        jury = self.jury
        return Step(
            "reveal",
            "You show your vote",
            "Send what the file holds. From now on everybody sees your vote, for good.",
            f"You have {durations.in_words(jury.reveal)} for `symbio jury reveal JURY FILE`. Now "
            "you may hand the file to anybody, who does it for you.",
            "you abstain, as one of the others did here. Nobody is punished.",
            {"shown": jury.revealed, "not_shown": len(self.hidden) + 1 - jury.revealed},
        )

    def result(self) -> Step:
        """Count, and have the Tribunal take the step that follows."""
        juries, tribunal = self.world.juries, self.world.suite.tribunal
        self.world.travel_to(self.jury.clock.counted_at)
        outcome = juries.outcome(self.matter.jury_id)
        tribunal.conclude(self.matter.case_id).send()
        case = tribunal.case(self.matter.case_id)
        return Step(
            "result",
            "The votes are counted",
            "Nothing more. If the jury has a stipend, who showed a vote claims it, whatever the "
            "vote was: `symbio jury stipend claim JURY`.",
            "The plan is in force, and final; what it asks is tracked until it is done."
            if case.state is State.IN_FORCE
            else "Two thirds agreed on no plan, so the same jury talks and votes once more. If it "
            "fails again, the case ends without a plan, and nobody is found guilty.",
            "nothing: there was no stake, no fee and no penalty.",
            {
                "plan": outcome.option or None,
                "title": PLANS[outcome.option - 1].title if outcome.option else None,
                "approvals": outcome.approvals,
                "of": outcome.revealed,
                "case": case.state,
            },
        )

    # --- the others, and how it is done

    def _purse(self, person: Person) -> KeySigner:
        return self.world.account(f"{person.community}/{person.number}")

    def _seat(self, seat: int, person: Person) -> None:
        plan = self.world.juries.take_seat(self.matter.jury_id, seat)
        plan.send(self._purse(person))

    def _seat_others(self) -> None:
        """Fill the other seats in waves; who is of a community with its seats full is passed."""
        juries, jury = self.world.juries, self.jury
        for wave in range(WAVES):
            self.world.travel_to(max(self.world.now, jury.seeded_at + wave * jury.wave))
            for seat in (at for at in range(1, jury.size) if at not in self.others):
                _, _, account = juries.candidate(jury.jury_id, seat, wave)
                sitting = [self.you, *self.others.values()]
                person = self.matter.people.get(account) if account != NOBODY else None
                towns = [each.community for each in sitting]
                if person and towns.count(person.community) < most_seats(jury.size):
                    self._seat(seat, person)
                    self.others[seat] = person
            if self.jury.stage is not Stage.SEATING:
                return

    def _others_commit(self) -> None:
        """Have the others vote so that each plan lacks one approval: yours may decide."""
        juries, seats = self.world.juries, sorted(self.others)
        # One of them won't show a vote, and you will.
        others, needed = len(seats) - 1, -(-2 * len(seats) // 3)
        for place, seat in enumerate(seats):
            plans = (n for n in range(1, len(PLANS) + 1) if (place + 4 * n) % others < needed - 1)
            account, salt = self.others[seat].signer.address, demo_key(f"salt/{seat}")
            ballot = juries.ballot(self.matter.jury_id, account, approving(*plans), salt)
            self.hidden[seat] = ballot
            juries.commit(ballot.jury_id, ballot.commitment).send(self._purse(self.others[seat]))

    def _reveal(self, ballot: Ballot) -> Plan[None]:
        given = (ballot.jury_id, ballot.juror, ballot.choice, ballot.salt)
        return self.world.juries.reveal(*given)
