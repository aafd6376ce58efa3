# SPDX-License-Identifier: Apache-2.0
"""The chapter of the lot: more communities register, and all enlist for a season of juries."""

from __future__ import annotations

from symbio.domain.draw import SHARE, Enlisted, Table, turns
from symbio.domain.durations import in_words
from symbio.domain.juries import SEASON, Pool, Sitters, season_starts
from symbio.story.beginning import enrol_one, register_one
from symbio.story.chapter import Chapter, Value
from symbio.story.justice_files import Justice
from symbio.story.stage import Stage, refusal

PEOPLE, STEWARDS = Pool(), Pool(sitters=Sitters.STEWARDS)


def enlist(stage: Stage, justice: Justice) -> int:
    """Six coasts more register; all enter the lot of the next season. Gives the season."""
    words = (
        "Some day friends will fall out, and then others should judge who have no part in it. So "
        "communities of other coasts register too, and all of them enter the lot before anybody "
        "knows of a case: everyone on a roll has one ticket every third season, for nothing."
    )
    with stage.chapter("enlist", "Other coasts enter the lot", words) as chapter:
        for entry in justice.communities:
            register_one(stage, chapter, entry)
            enrol_one(stage, chapter, entry.key)
        juries = stage.world.juries
        season = juries.running_season() + 1
        keys = local_communities(stage, justice)
        for n, key in enumerate(keys, 1):
            for pool in (PEOPLE, STEWARDS):
                plan = juries.enlist(pool, stage.ids[key], season)
                chapter.send(plan, stage.steward(key))
            stage.listener.advanced("Communities enlisted", n, len(keys))
        plan = juries.enlist(PEOPLE, stage.ids[keys[0]], season + 1)
        other = refusal(plan, stage.steward(keys[1]).address)
        chapter.check("Nobody but its steward enlists a community.", bool(other))
        early = refusal(juries.freeze_season(PEOPLE, season), stage.relayer.address)
        chapter.check("The season's table isn't fixed before it begins.", bool(early))
        stage.world.travel_to(season_starts(season))
        for pool in (PEOPLE, STEWARDS):
            chapter.send(juries.freeze_season(pool, season), stage.relayer)
        late = juries.enlist(PEOPLE, stage.ids[keys[0]], season)
        reason = refusal(late, stage.steward(keys[0]).address)
        chapter.check("Once it runs, nobody can change whom juries are drawn from.", bool(reason))
        _show(stage, chapter, keys, season)
    return season


def local_communities(stage: Stage, justice: Justice) -> list[str]:
    """List the communities with a roll: the story's own, and those who came for justice."""
    own = [entry.key for entry in stage.example.cast.communities]
    return own + [entry.key for entry in justice.communities]


def _show(stage: Stage, chapter: Chapter, keys: list[str], season: int) -> None:
    juries = stage.world.juries
    entries, frozen = juries.entries(PEOPLE, season), juries.season(PEOPLE, season)
    table = Table.freeze(
        (Enlisted(each.community_id, each.people, each.version) for each in entries), season
    )
    names = {stage.ids[key]: stage.name(key) for key in keys}
    rows: list[dict[str, Value]] = [
        {
            "community": names[each.community_id],
            "on the roll": each.people,
            "whose turn it is": turns(each.people, season % 3),
            "tickets": each.weight,
        }
        for each in entries
    ]
    chapter.table("lot", "Tickets in this season", rows)
    chapter.fact("a_season_lasts", in_words(SEASON))
    chapter.fact("communities", frozen.communities)
    chapter.fact("tickets", frozen.weight)
    chapter.check(
        "Everyone on the rolls as they stood is in the lot.",
        {each.community_id: each.people for each in entries}
        == {stage.ids[key]: len(stage.citizens(key)) for key in keys},
    )
    chapter.check(
        "No community has more than a quarter of the tickets.",
        all(SHARE * each.weight <= frozen.weight for each in entries),
    )
    chapter.check(
        "Worked out again without the chain, the table is the same.",
        table.weights == tuple(each.weight for each in entries) and table.cap == frozen.cap,
    )
