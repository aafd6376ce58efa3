# SPDX-License-Identifier: Apache-2.0
"""What events say that parties gave and got is what the escrow's figures and the alarm say."""

from __future__ import annotations

from symbio import World
from symbio.chain.benefits import benefits_of
from symbio.domain.accords import Balance
from tests.chain.trading import fund, market_day


def test_events_and_figures_agree(world: World) -> None:
    day = market_day(world)
    accord, euro = day.concluded(), day.euro.token
    assert benefits_of(world.suite, accord) == ()
    fund(world, day.fisher)
    for nonce, quantity in enumerate((7, 3), 1):
        number = day.opened(day.offer(nonce=nonce), quantity, accord_id=accord)
        world.escrow.deliver(number, quantity, bytes(32)).send(day.fisher)
        world.escrow.confirm(number).send(day.host)
    seller, buyer = day.fishers.community_id, day.hosts.community_id
    found = {each.party: each for each in benefits_of(world.suite, accord)}
    assert {each.currency for each in found.values()} == {euro.address}
    assert found[seller].gave == found[buyer].got == 3_990, "10 at 4.20 less 5 percent"
    for party, each in found.items():
        told = world.accords.alarm(accord, party, euro.address)
        assert isinstance(told, Balance)
        assert (told.gave, told.got) == (each.gave, each.got)
    assert found[seller].category == world.accords.clauses(accord, 1)[1].goods
