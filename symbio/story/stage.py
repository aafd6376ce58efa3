# SPDX-License-Identifier: Apache-2.0
"""The stage the story is told on: a live suite, an example, and who is who on the chain."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from symbio.chain import embedded
from symbio.chain.plan import Plan
from symbio.chain.signer import KeySigner
from symbio.chain.token import Coin
from symbio.domain.amount import Amount
from symbio.domain.charter import COMMONS
from symbio.domain.errors import Refused, Unlisted
from symbio.domain.payee import Payee
from symbio.federation import Federation
from symbio.story.chapter import Chapter, Listener
from symbio.story.example import Example
from symbio.world import World

PURSE = 100 * embedded.COIN


_ADDRESS = re.compile(r"0x[0-9a-fA-F]{40}")
_COMMUNITY = re.compile(r"community[: ]([0-9]+)")


class StoryEnded(Exception):
    """A chapter met trouble, which it keeps; what follows can't be told."""


@dataclass(frozen=True, slots=True)
class Citizen:
    """A person of a roll with the demo key that acts for them; `number` is their row."""

    community: str
    number: int
    name: str
    signer: KeySigner
    consent: bool
    stand_in: bool


@dataclass
class Stage:
    """All that the chapters share."""

    world: World
    example: Example
    listener: Listener
    ids: dict[str, int] = field(default_factory=dict)
    chapters: list[Chapter] = field(default_factory=list)
    coins: dict[str, Coin] = field(default_factory=dict)
    federation_address: str = ""
    split: int = 0
    onward: dict[str, int] = field(default_factory=dict)
    joined: list[str] = field(default_factory=list)
    _accounts: dict[tuple[str, int], KeySigner] = field(default_factory=dict)
    _citizens: dict[str, tuple[Citizen, ...]] = field(default_factory=dict)

    @contextmanager
    def chapter(self, name: str, title: str, words: str) -> Iterator[Chapter]:
        """Tell one chapter; an error within it is kept there, and ends the story."""
        chapter = Chapter(name, title, words)
        self.chapters.append(chapter)
        self.listener.started(chapter)
        try:
            yield chapter
        except Exception as error:
            chapter.trouble = f"{type(error).__name__}: {error}"
            raise StoryEnded(chapter.trouble) from error
        finally:
            self.listener.finished(chapter)

    # --- who

    def account(self, role: str, number: int = 1) -> KeySigner:
        """Give a demo account with coins for its transactions; the same one each time."""
        if (role, number) not in self._accounts:
            signer = KeySigner(self.example.keys.key(role, number))
            embedded.fund(self.world.client, signer.address, PURSE)
            self._accounts[role, number] = signer
        return self._accounts[role, number]

    def steward(self, key: str) -> KeySigner:
        """Give the account that acts for a community."""
        return self.account(f"steward/{key}")

    @property
    def relayer(self) -> KeySigner:
        """Give an account that carries others' signed acts, and has no rights of its own."""
        return self.account("relayer")

    def citizens(self, key: str) -> tuple[Citizen, ...]:
        """List a community's people; a stand-in acts for an address whose key nobody published."""
        if key not in self._citizens:
            roll, keys = self.example.rolls[key], self.example.keys
            own = {keys.address(key, n): keys.key(key, n) for n in range(1, len(roll) + 1)}
            self._citizens[key] = tuple(
                Citizen(
                    community=key,
                    number=n,
                    name=person.name,
                    signer=KeySigner(own.get(person.address) or keys.key(f"stand-in/{key}", n)),
                    consent=person.consent,
                    stand_in=person.address not in own,
                )
                for n, person in enumerate(roll, 1)
            )
        return self._citizens[key]

    def fund(self, citizen: Citizen) -> KeySigner:
        """Give a citizen coins, who sends their own transactions."""
        embedded.fund(self.world.client, citizen.signer.address, PURSE)
        return citizen.signer

    # --- what

    @property
    def members(self) -> list[str]:
        """List the members' keys: the founders, then who has joined since."""
        return [member.key for member in self.example.charter.members] + self.joined

    def federation(self) -> Federation:
        """Give the federation, with nothing remembered from before."""
        return self.world.federation(self.federation_address)

    def payee(self, key: str) -> Payee:
        """Give who is paid for a key of the charter's revenue shares."""
        if key == COMMONS:
            return Payee.community(self.federation().community_id)
        if key in self.onward:
            return Payee.split(self.onward[key])
        return Payee.community(self.ids[key])

    def amount(self, symbol: str, units: int) -> Amount:
        """Make an amount of a currency."""
        return self.coins[symbol].token.units(units)

    def name(self, key: str) -> str:
        """Give a key's name in words."""
        if key == COMMONS:
            return f"The federation ({COMMONS})"
        return self.example.community(key).name

    def named(self, words: str) -> str:
        """Put names for the addresses and numbers in a plan's words."""
        names = {self.federation_address: self.example.charter.name}
        names[self.world.treasury.address] = "the Treasury"
        names[self.world.treasury.receiving_address(self.split)] = (
            f"the address of split {self.split}"
        )
        for key in self.ids:
            names[self.steward(key).address] = self.name(key)
        for key in self.onward:
            for n, onward in enumerate(self.example.community(key).passes_on, 1):
                names[self.example.keys.address(f"onward/{key}", n)] = onward.to
        known = {address.lower(): name for address, name in names.items()}
        words = _ADDRESS.sub(lambda found: known.get(found[0].lower(), found[0]), words)
        numbers = {number: self.name(key) for key, number in self.ids.items()}
        numbers[self.federation().community_id] = self.name(COMMONS)
        return _COMMUNITY.sub(lambda found: numbers.get(int(found[1]), found[0]), words)


def refusal(plan: Plan[Any], sender: str) -> str:
    """Give the chain's reason for refusing a plan, or nothing where it would go through."""
    try:
        plan.simulate(sender)
    except Unlisted as refused:
        return refused.text
    except Refused as refused:
        return refused.reason
    return ""
