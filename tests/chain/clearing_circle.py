# SPDX-License-Identifier: Apache-2.0
"""A circle of three stewards who owe one another, in a federation that holds rounds."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import vyper

from symbio import Choice, Federation, KeySigner, World
from symbio.chain.joint_acts import JointAct
from symbio.chain.plan import Plan
from symbio.domain.acts import Obligation
from symbio.domain.addresses import NOBODY
from symbio.domain.credit import Limits
from tests.chain.conftest import Town

DAY = 86_400
WINDOW = 3_600
JUDGE = Path(__file__).parents[1] / "mocks" / "Judge.vy"


def owe(
    world: World,
    debtor: KeySigner,
    creditor: KeySigner,
    amount: int,
    currency: str = "EUR",
    *,
    nonce: int | None = None,
    arbiter: str = NOBODY,
    reference: str = "",
) -> JointAct:
    """Have both sign that one owes the other; nothing is registered."""
    act = Obligation(
        world.obligations.domain,
        debtor=debtor.address,
        creditor=creditor.address,
        currency=currency,
        amount=amount,
        due=world.now + DAY,
        expires=world.now + 300 * DAY,
        reference=reference,
        arbiter=arbiter,
        nonce=world.obligations.obligation_count() + 1 if nonce is None else nonce,
    )
    return JointAct.of(act).signed(debtor).signed(creditor)


def registered(world: World, joint: JointAct) -> int:
    """Register what both signed, by somebody else; gives its number."""
    act = joint.obligation()
    signatures = joint.signature(act.debtor), joint.signature(act.creditor)
    number: int = world.obligations.register(act, *signatures).send(world.account("relayer")).value
    return number


def decided(
    world: World, federation: Federation, towns: tuple[Town, ...], *plans: Plan[Any]
) -> None:
    """Have a federation decide by its citizens and stewards, and carry it out."""
    world.travel(2)
    first = towns[0]
    plan = federation.propose(first.community_id, "A circle of credit", "the text", plans)
    number = plan.send(first.steward).value
    world.travel_to(federation.proposal(number).opens_at + 1)
    ballots = [
        federation.sign_ballot(person, town.community_id, number, Choice.FOR)
        for town in towns
        for person in town.people
    ]
    federation.cast(number, ballots).send()
    for town in towns:
        federation.vote_as_steward(town.community_id, number, Choice.FOR).send(town.steward)
    world.travel_to(federation.proposal(number).executable_at + 1)
    federation.execute(number).send(world.account("anybody"))


@dataclass(frozen=True)
class Ring:
    """A federation with rounds in EUR and JPY; its three stewards sit in its circle."""

    world: World
    federation: Federation
    towns: tuple[Town, Town, Town]
    euro: int
    yen: int

    @property
    def stewards(self) -> tuple[KeySigner, KeySigner, KeySigner]:
        first, second, third = (town.steward for town in self.towns)
        return first, second, third

    def around(self, amounts: tuple[int, int, int], currency: str = "EUR") -> list[int]:
        """Let each owe the next; gives the obligations' numbers."""
        ana, rui, mere = self.stewards
        pairs = ((ana, rui), (rui, mere), (mere, ana))
        return [
            registered(self.world, owe(self.world, debtor, creditor, amount, currency))
            for (debtor, creditor), amount in zip(pairs, amounts, strict=True)
        ]


def ring(world: World, federation: Federation, towns: tuple[Town, Town, Town]) -> Ring:
    """Have the federation set rounds, values and limits, and its stewards join."""
    euro = world.obligations.add_currency("EUR").send().value
    yen = world.obligations.add_currency("JPY").send().value
    credit = world.credit
    limits = Limits(soft=1_000, hard=50_000, surplus=50_000, community_bound=60_000, newcomer=5_000)
    decided(
        world,
        federation,
        towns,
        credit.set_rounds(WINDOW, [euro, yen]),
        credit.set_credit(euro, limits),
        # A cent is worth 1.64 yen.
        credit.set_values({euro: 164, yen: 100}, world.now + 300 * DAY),
        credit.set_reporters([world.account("reporter").address], DAY),
    )
    for town in towns:
        credit.join(federation.address, town.community_id).send(town.steward)
    return Ring(world, federation, towns, euro, yen)


def judge(world: World) -> str:
    """Put an ERC-792 arbiter on the chain; gives its address."""
    out = vyper.compile_code(JUDGE.read_text("utf-8"), output_formats=["bytecode"])
    created = world.client.send(None, bytes.fromhex(out["bytecode"][2:])).created
    assert created is not None
    return created
