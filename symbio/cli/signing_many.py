# SPDX-License-Identifier: Apache-2.0
"""Sign a folder of obligations at once: what one owes and is owed in all, told before."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from symbio.cli.context import Context
from symbio.cli.exits import NotAsItShouldBe
from symbio.cli.folders import write_folder
from symbio.cli.owing import obligations_in, where
from symbio.cli.writing import agree, promised, tell

if TYPE_CHECKING:
    from symbio.chain.joint_acts import JointAct


def sign_folder(context: Context, folder: Path, out: Path) -> None:
    """Sign every obligation of a folder of which one is a side; the others are only copied."""
    from symbio.domain.clearing_promises import of_obligations

    acts, who = obligations_in([folder]), context.sender
    own = [joint for joint in acts.values() if who in joint.sides()]
    if not own:
        raise NotAsItShouldBe(f"{who} is a side of none of the obligations in {folder}.")
    for path, joint in acts.items():
        if joint.obligation().domain != where(context):
            raise NotAsItShouldBe(f"{path} is of another chain, or of another Clearing.")
    promise = of_obligations([joint.obligation() for joint in own], who)
    for joint in own:
        context.out.say(f"You sign:    {joint.sentence()}")
    tell(context, promise)
    if context.settings.dry_run:
        says = [joint.sentence() for joint in own]
        context.out.record({"dry_run": True, "would_sign": says, "as": who, **promised(promise)})
        context.out.say("Nothing was signed.")
        return
    agree(context, f"Sign these {len(own)} as {who}?")
    written: dict[str, JointAct] = {
        path.name: joint.signed(context.signer) if who in joint.sides() else joint
        for path, joint in acts.items()
    }
    write_folder(out, {name: joint.canonical() + b"\n" for name, joint in written.items()})
    complete = sum(not joint.missing() for joint in written.values())
    facts = {"folder": str(out), "signer": who, "signed": len(own), "complete": complete}
    context.out.record(facts)
    if complete == len(written):
        context.out.next(f"symbio obligation register {out}")
    else:
        context.out.next(f"hand {out} to who hasn't signed: symbio obligation sign {out} --out …")
