# SPDX-License-Identifier: Apache-2.0
"""A chain and a plain model side by side: what one accepts, refuses or says, so must the other."""

from __future__ import annotations

from collections import Counter
from functools import cache
from typing import Any

from eth_account import Account
from eth_utils import keccak
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
)

from tests.contracts.communities.consent_signing import consent_of, invitation
from tests.stateful.pyrevm_chain import Chain, Refused
from tests.stateful.roll_book_model import NOBODY, Model, Seat, bits

PERSONS = tuple(
    sorted(
        (Account.from_key(keccak(text=f"machine {number}")) for number in range(6)),
        key=lambda person: int(person.address, 16),
    )
)
KEYS = {person.address.lower(): person for person in PERSONS}
DIGEST = b"\x05" * 32

HITS: Counter[str] = Counter()
"""How often each act was accepted (by its name) and each refusal met (by act and words)."""


@cache
def signed(address: str, contract: str, community: int, invited_at: int) -> bytes:
    return consent_of(KEYS[address], invitation(contract, community, invited_at))


class Bench(RuleBasedStateMachine):
    """Communities on the chain and in the model; the machine adds what happens to them."""

    def __init__(self) -> None:
        super().__init__()
        self.chain = Chain()
        self.suite = self.chain.deploy("Communities")
        self.model = Model(self.chain.time)
        self.touched = 1
        self.photographs: list[tuple[int, int, Any, list[str]]] = []

    def do(self, actor: str, function: str, *args: Any, sent: tuple[Any, ...] = ()) -> None:
        """Send an act; it is accepted or refused, and logged, exactly as the model says."""
        reason, told = getattr(self.model, function)(actor, *args)
        try:
            self.chain.call(actor, self.suite, function, *(sent or args))
            said = None
        except Refused as refused:
            said = refused.reason
        if args[0] in self.model.communities:
            self.touched = args[0]
        assert said == reason, f"{function}{args} by {actor}"
        HITS[f"{function} {reason or 'accepted'}"] += 1
        if reason is None:
            logged = self.chain.logs()
            for event in logged:
                if event["event"] == "PeopleEnrolled":
                    page = self.view("page", event["community_id"], event["page"])
                    assert event.pop("data") == page[0]
            assert logged == told

    def view(self, function: str, *args: Any) -> Any:
        return self.chain.view(self.suite, function, *args)

    def actor(self, role: str, community: int, index: int = 0) -> str:
        """Find who plays a role in a community; where nobody does, a passer-by."""
        town = self.model.communities.get(community)
        passer = PERSONS[5].address.lower()
        if town is None or role == "stranger":
            return passer
        seat = town.seats[index] if index < len(town.seats) else None
        person = seat.key() if seat else passer
        found = {"steward": town.steward, "heir": town.heir, "person": person}[role]
        return passer if found == NOBODY else found

    def seat(self, community: int, index: int) -> Seat | None:
        town = self.model.communities.get(community)
        return town.seats[index] if town and index < len(town.seats) else None

    @invariant()
    def every_record_is_as_modelled(self) -> None:
        assert self.view("count") == len(self.model.communities)
        now = self.chain.time
        for community, town in self.model.communities.items():
            shown = (town.kind, town.steward, town.heir, town.jurisdiction, town.profile)
            sizes = (len(town.pages), len(town.seats))
            assert self.view("community", community) == shown + sizes
            assert self.view("roll_at", community, now) == town.roll_at(now)
            for page in range(len(town.pages)):
                assert self.view("amended", community, page) == bits(town.marks(page))
            for about, stance in town.stances.items():
                assert self.view("stance", community, about) == stance

    @invariant()
    def every_place_is_as_modelled(self) -> None:
        now, community = self.chain.time, self.touched
        for index, seat in enumerate(self.model.communities[community].seats):
            assert self.view("member_at", community, now, index) == seat.key_at(now)
            assert self.view("consented", community, index) == seat.consented
            assert self.view("rotation", community, index) == (seat.pending or (NOBODY, 0))

    @invariant()
    def a_past_second_never_reads_differently(self) -> None:
        for community, past, roll, members in self.photographs[:: len(self.photographs) // 3 + 1]:
            assert self.view("roll_at", community, past) == roll
            for index, person in enumerate(members):
                assert self.view("member_at", community, past, index) == person
