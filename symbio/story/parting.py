# SPDX-License-Identifier: Apache-2.0
"""The last chapter: a community may leave, and what it is owed stays its own."""

from __future__ import annotations

from symbio.domain.durations import in_words
from symbio.story import sharing
from symbio.story.sharing import Ledger
from symbio.story.stage import Stage, refusal


def leave(stage: Stage, ledger: Ledger) -> None:
    """A community gives notice, leaves, and claims afterwards what it had earned."""
    key = stage.example.cast.leaving
    words = (
        f"One community gives notice: {stage.name(key)}. Until the notice has passed it remains a "
        "member; afterwards it is none, and still takes what it had earned. Nobody could keep it."
    )
    with stage.chapter("leave", "A community may leave", words) as chapter:
        federation, community = stage.federation(), stage.ids[key]
        members = sum(federation.contract.is_member(m.community_id) for m in federation.members())
        ended_at = chapter.send(federation.contract.leave(community), stage.steward(key)).value
        notice = federation.charter().rules.notice
        chapter.fact("notice", in_words(notice))
        chapter.check("The notice is the charter's.", ended_at == stage.world.now + notice)
        chapter.check("Until then it is a member.", federation.contract.is_member(community))
        stage.world.travel_to(ended_at)
        chapter.check("Then it is none.", not federation.contract.is_member(community))
        plan = federation.propose(community, "One more thing", "We would like to stay.")
        chapter.check("It can't propose any more.", bool(refusal(plan, stage.steward(key).address)))
        sharing.claim(stage, chapter, ledger, [key])
        sharing.check_held(stage, chapter, ledger)
        left = sum(federation.contract.is_member(m.community_id) for m in federation.members())
        chapter.fact("members_before", members)
        chapter.fact("members_after", left)
        chapter.check("The others go on together.", left == members - 1)
