# SPDX-License-Identifier: Apache-2.0
"""Register obligations in as few transactions as there need be."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from symbio.cli.exits import NotAsItShouldBe

if TYPE_CHECKING:
    from symbio.chain.joint_acts import JointAct
    from symbio.chain.obligations import Obligations
    from symbio.chain.plan import Plan


def registrations(register: Obligations, joint: Sequence[JointAct]) -> list[Plan[tuple[int, ...]]]:
    """Plan to register obligations, up to 16 in a transaction, in their order.

    Raises NotAsItShouldBe for a signature that can't count, or a nonce that is used.
    """
    from symbio.domain.claims import MOST_REGISTERED

    plans = []
    for each in joint:
        _require_fresh(register, each)
    for at in range(0, len(joint), MOST_REGISTERED):
        batch = joint[at : at + MOST_REGISTERED]
        acts = [each.obligation() for each in batch]
        plans.append(
            register.register_many(
                acts,
                [each.signature(act.debtor) for each, act in zip(batch, acts, strict=True)],
                [each.signature(act.creditor) for each, act in zip(batch, acts, strict=True)],
            )
        )
    return plans


def _require_fresh(register: Obligations, joint: JointAct) -> None:
    act = joint.obligation()
    if act.domain != register.domain:
        raise NotAsItShouldBe(f"“{act.reference}” is of another chain, or of another Clearing.")
    for side in joint.not_by_key():
        # A contract wallet answers for itself on chain; a key doesn't.
        if not register.client.code(side):
            raise NotAsItShouldBe(f"“{act.reference}”: the signature isn't {side}'s.")
    if register.is_nonce_used(act.debtor, act.nonce):
        raise NotAsItShouldBe(f"“{act.reference}” is registered already, or was made void.")
