# SPDX-License-Identifier: Apache-2.0
"""The chapters of judgement: a panel of stewards, and after an appeal a jury of citizens."""

from __future__ import annotations

from symbio.domain import juries as counting
from symbio.domain.juries import MOST_APPROVED, Pool
from symbio.domain.tribunal import State
from symbio.story import drawing, polling
from symbio.story.chapter import Chapter, Value
from symbio.story.drawing import Bench
from symbio.story.enlisting import STEWARDS
from symbio.story.justice_files import JURY, PANEL
from symbio.story.mediating import Matter, file, show_plans
from symbio.story.stage import Stage, refusal


def arbitrate(stage: Stage, matter: Matter) -> None:
    """A panel by lot chooses a plan; a party appeals."""
    words = (
        "Who rejected the mediator's plan may go on at once; it costs nothing. Five stewards of "
        "communities without a part in it are drawn by lot. They may file a plan of their own, "
        "vote unseen, and approve whatever could mend it. Nobody is found guilty."
    )
    justice = matter.justice
    with stage.chapter("arbitrate", "A panel decides, and a party appeals", words) as chapter:
        tribunal, refuser = stage.world.suite.tribunal, justice.case.respondents[-1]
        matter.since = stage.world.client.height()
        chapter.send(tribunal.escalate(matter.case_id, stage.ids[refuser]), stage.steward(refuser))
        jury_id = tribunal.case(matter.case_id).jury_id
        _widened(stage, chapter, matter, jury_id)
        bench = drawing.draw(stage, chapter, justice, jury_id, matter.since)
        excluded = tribunal.case(matter.case_id).excluded
        drawing.show(stage, chapter, bench, "The panel", excluded)
        _draft(stage, chapter, matter, bench, PANEL, justice.case.panel.drafts)
        choices = polling.vote(stage, chapter, bench, _choices(matter, justice.case.panel.votes))
        _conclude(stage, chapter, matter, bench, choices, State.APPEALABLE)
        _appeal(stage, chapter, matter)


def _widened(stage: Stage, chapter: Chapter, matter: Matter, jury_id: int) -> None:
    jury = stage.world.juries.jury(jury_id)
    others = len(stage.members) - len(matter.justice.case.parties)
    chapter.fact("members_without_a_part_in_it", others)
    chapter.fact("seats", jury.size)
    chapter.check(
        "The federation alone has too few for a panel, so the lot is drawn among all coasts; "
        "nobody is let in who has a part in it.",
        others < jury.size and Pool.of(jury.pool) == STEWARDS,
    )


def _appeal(stage: Stage, chapter: Chapter, matter: Matter) -> None:
    tribunal, case = stage.world.suite.tribunal, matter.justice.case
    early = refusal(tribunal.conclude(matter.case_id), stage.relayer.address)
    chapter.check("While a party may appeal, nothing is in force.", bool(early))
    third = case.mediator.community
    plan = tribunal.appeal(matter.case_id, stage.ids[third])
    chapter.check("Only a party appeals.", bool(refusal(plan, stage.steward(third).address)))
    matter.since = stage.world.client.height()
    plan = tribunal.appeal(matter.case_id, stage.ids[case.panel.appeals])
    chapter.send(plan, stage.steward(case.panel.appeals))
    chapter.fact("appealed_by", stage.name(case.panel.appeals))
    found = tribunal.case(matter.case_id)
    chapter.check(
        "The appeal costs nothing, and calls a jury of citizens.",
        found.state is State.TRIBUNAL and found.plan == 0,
    )


def judge(stage: Stage, matter: Matter) -> str:
    """A jury of citizens chooses a plan; gives its name."""
    justice, course = matter.justice, matter.justice.case.jury
    words = (
        "Twelve people of coasts that have no part in the matter are drawn by lot, asked in waves: "
        "whoever says nothing loses nothing, and the next is asked. They talk, write a plan of "
        "their own, and vote unseen; then the votes are shown. Two thirds decide, and it is final."
    )
    with stage.chapter("judge", "Citizens by lot choose a plan", words) as chapter:
        case = stage.world.suite.tribunal.case(matter.case_id)
        bench = drawing.draw(
            stage,
            chapter,
            justice,
            case.jury_id,
            matter.since,
            silent=course.silent,
            recuses=course.recuses,
            aside=matter.mediator,
        )
        chapter.fact("said_nothing_when_asked", len(bench.silent))
        chapter.fact("stepped_aside_for_conscience", ", ".join(bench.recused))
        drawing.show(stage, chapter, bench, "The jury", case.excluded)
        _draft(stage, chapter, matter, bench, JURY, course.drafts)
        show_plans(stage, chapter, matter)
        wanted = _choices(matter, course.votes)
        choices = polling.vote(
            stage, chapter, bench, wanted, copies=course.copies, hides=course.hides
        )
        _conclude(stage, chapter, matter, bench, choices, State.IN_FORCE)
        number = stage.world.suite.tribunal.case(matter.case_id).plan
        late = stage.world.suite.tribunal.appeal(
            matter.case_id, stage.ids[justice.case.panel.appeals]
        )
        reason = refusal(late, stage.steward(justice.case.panel.appeals).address)
        chapter.check("What a jury of citizens decides is final.", bool(reason))
    return matter.name_of(number)


def _draft(
    stage: Stage, chapter: Chapter, matter: Matter, bench: Bench, who: str, seat: int
) -> None:
    """Somebody who sits files the bench's own plan, while it deliberates."""
    key, entry = matter.justice.filed_by(who)
    sitter = bench.sitters[seat if seat in bench.sitters else min(bench.sitters)]
    file(stage, chapter, matter, key, entry, sitter.citizen or sitter.community)


def _choices(matter: Matter, votes: tuple[tuple[str, ...], ...]) -> dict[int, int]:
    """Write what each seat votes, with the numbers that plans have on chain."""
    return {
        seat: counting.approving(*(matter.numbers[key] for key in vote))
        for seat, vote in enumerate(votes, 1)
    }


def _conclude(
    stage: Stage,
    chapter: Chapter,
    matter: Matter,
    bench: Bench,
    choices: list[int],
    wanted: State,
) -> None:
    """Count again what was shown, and have the Tribunal take the step that follows."""
    juries, tribunal = stage.world.juries, stage.world.suite.tribunal
    jury = juries.jury(bench.jury_id)
    stage.world.travel_to(jury.clock.counted_at)
    expected = counting.result(jury.size, MOST_APPROVED, choices)
    found = juries.outcome(bench.jury_id)
    rows: list[dict[str, Value]] = [
        {
            "plan": f"{number}. {matter.justice.plans[key].title}",
            "approved by": sum(choice >> number - 1 & 1 for choice in choices),
            "of": found.revealed,
        }
        for key, number in matter.numbers.items()
    ]
    chapter.table("approvals", "How many approved each plan", rows)
    chapter.check(
        "Counted again from the votes shown, the outcome is the same.",
        (found.option, found.approvals) == (expected.option, expected.approvals)
        and found.revealed == len(choices),
    )
    chapter.send(tribunal.conclude(matter.case_id), stage.relayer)
    case = tribunal.case(matter.case_id)
    chapter.fact("chosen", matter.justice.plans[matter.name_of(found.option)].title)
    chapter.check(
        "The Tribunal takes the step that follows, and no other.",
        case.state is wanted and case.plan == found.option,
    )
