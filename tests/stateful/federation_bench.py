# SPDX-License-Identifier: Apache-2.0
"""A federation on a chain and in the model: what one accepts, refuses or says, so the other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from functools import cache
from random import Random
from typing import Any

from coincurve import PrivateKey
from eth_abi import encode
from eth_utils import keccak

from tests.stateful.federation_model import Federation, Terms
from tests.stateful.proposal_model import PAGE, Act, Ballot, Events, No, Proposal, Rules
from tests.stateful.pyrevm_chain import Chain, Refused, face
from tests.stateful.roll_book_model import NOBODY
from tests.stateful.roll_book_model import Model as Communities

ORDER = 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141
PERSONS = {
    "0x" + keccak(key.public_key.format(compressed=False)[1:])[12:].hex(): key
    for key in (PrivateKey(keccak(text=f"federation {number}")) for number in range(14))
}
PEOPLE = list(PERSONS)[:10]
STEWARDS = list(PERSONS)[10:]
STRANGER = "0x" + "5a" * 20
PAYEE = "0x" + "9e" * 20
TITLE = "Nets with wider meshes"
CHOICES = {1: "For", 2: "Against", 3: "Abstain"}
DOMAIN = "EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"
BALLOT = "Ballot(uint256 proposal,string title,string choice)"
REASONED = "BallotWithReason(uint256 proposal,string title,string choice,bytes32 reason)"
ACCEPTANCE = (
    "FoundingAcceptance(string federation,bytes32 charter,bytes32 terms,uint256 community,"
    "uint256 until)"
)

HITS: Counter[str] = Counter()
"""How often each act was accepted (by its name), and each refusal met (by act and words)."""


@cache
def signed(who: str, digest: bytes) -> bytes:
    """Sign as r, vs (EIP-2098); nobody's signature is noise."""
    if who not in PERSONS:
        return keccak(digest) + bytes(32)
    signature = PERSONS[who].sign_recoverable(digest, hasher=None)
    s = int.from_bytes(signature[32:64], "big") | signature[64] << 255
    return signature[:32] + s.to_bytes(32, "big")


def twin(signature: bytes) -> bytes:
    """Write the other form of a signature, with a high s, in 65 bytes."""
    vs = int.from_bytes(signature[32:], "big")
    s = ORDER - vs % 2**255
    return signature[:32] + s.to_bytes(32, "big") + bytes([27 + 1 - (vs >> 255)])


def typed(domain: bytes, kind: str, *fields: bytes | int) -> bytes:
    """Hash an EIP-712 message, whose strings are hashed already."""
    words = [one if isinstance(one, bytes) else one.to_bytes(32, "big") for one in fields]
    return keccak(b"\x19\x01" + domain + keccak(keccak(text=kind) + b"".join(words)))


def domain(name: str, contract: str, chain_id: int = 1) -> bytes:
    named = keccak(text=DOMAIN), keccak(text=name), keccak(text="1")
    return keccak(encode(["bytes32"] * 3 + ["uint256", "address"], [*named, chain_id, contract]))


Draw = Callable[[Random], Any]


def among(options: Sequence[Any]) -> Draw:
    return lambda dice: dice.choice(options)


def between(least: int, most: int) -> Draw:
    return lambda dice: dice.randint(least, most)


def several(one: Draw, least: int, most: int) -> Draw:
    return lambda dice: [one(dice) for _ in range(dice.randint(least, most))]


def pair(*ones: Draw) -> Draw:
    return lambda dice: tuple(one(dice) for one in ones)


def often(weight: int, **drawn: Draw) -> Callable[[Any], Any]:
    """Mark a method as something that happens, that often among the others."""

    def mark(act: Any) -> Any:
        act.often = weight, drawn
        return act

    return mark


def named(event: dict[str, Any]) -> str:
    """Name an event to count it; a skipped ballot with its flaw."""
    skipped = event["event"] == "BallotSkipped"
    return f"skipped for {event['reason']}" if skipped else event["event"]


class Bench:
    """A suite, four towns and what they found; the machine adds what happens to them."""

    federation: str
    model: Federation

    def lay(self, rolls: list[list[str]]) -> None:
        self.chain = chain = Chain()
        self.communities = chain.deploy("Communities")
        blueprint = chain.deploy_blueprint("Federation")
        self.federations = chain.deploy("Federations", blueprint, self.communities)
        self.token = chain.deploy("tests/mocks/tokens/Plain.vy", 6)
        self.tribunal = chain.deploy("tests/mocks/machine_Tribunal.vy")
        self.towns = Communities(chain.time)
        self.touched = 0
        for steward, roll in zip(STEWARDS, rolls, strict=True):
            self.do_town(steward, "register", 1, "PT", bytes(32))
            self.enrol(steward, len(self.towns.communities), roll)
        self.pass_time(1)

    def __init__(self, seed: int) -> None:
        self.dice = Random(seed)
        self.story: list[str] = []
        self.do_one("found")
        self.check()

    def step(self) -> None:
        """Let one thing happen, and look whether both sides still say the same."""
        acts = [name for name in dir(type(self)) if hasattr(getattr(type(self), name), "often")]
        weights = [getattr(type(self), name).often[0] for name in acts]
        self.do_one(self.dice.choices(acts, weights)[0])
        self.check()

    def do_one(self, name: str) -> None:
        drawn = getattr(type(self), name).often[1]
        args = {field: draw(self.dice) for field, draw in drawn.items()}
        self.story.append(f"{name}(**{args})")
        getattr(self, name)(**args)

    def check(self) -> None:
        self.every_proposal_is_as_modelled()
        self.members_are_as_modelled()
        self.charter_and_money_are_as_modelled()

    # --- acts on both sides

    def do(self, told: Callable[[], Events], who: str, to: str, function: str, *args: Any) -> bool:
        """Send an act; it is accepted or refused, and logged, exactly as the model says."""
        reason, events = None, []
        try:
            events = told()
        except No as no:
            reason = no.reason
        try:
            self.chain.call(who, to, function, *args)
            said = None
        except Refused as refused:
            said = refused.reason
        assert said == reason, f"{function}{args} by {who}: {said!r}, not {reason!r}"
        HITS[f"{function}: {'done' if reason is None else reason}"] += 1
        if reason is None:
            ours = [log for log in self.chain.logs() if log["event"] != "Transfer"]
            assert ours == events, f"{function}{args} by {who}"
            HITS.update(named(event) for event in events)
        return reason is None

    def act(self, told: Callable[[], Events], who: str, function: str, *args: Any) -> bool:
        return self.do(told, who, self.federation, function, *args)

    def do_town(self, who: str, function: str, *args: Any, sent: tuple[Any, ...] = ()) -> None:
        """Act on Communities, which a machine of its own watches more closely."""
        reason, _ = getattr(self.towns, function)(who, *args)
        try:
            self.chain.call(who, self.communities, function, *(sent or args))
            said = None
        except Refused as refused:
            said = refused.reason
        assert said == reason, f"{function}{args} by {who}: {said!r}, not {reason!r}"
        HITS[f"{function}: {'done' if reason is None else reason}"] += 1

    def enrol(self, who: str, town: int, people: list[str]) -> None:
        packed = b"".join(bytes.fromhex(person[2:]) for person in people)
        self.do_town(who, "enrol", town, people, sent=(town, packed))

    def pass_time(self, seconds: int) -> None:
        self.towns.now = self.chain.warp(seconds)
        if hasattr(self, "model"):
            self.model.now = self.chain.time

    # --- founding

    def sent_terms(self, terms: Terms) -> tuple[Any, ...]:
        ends = (terms.founders, terms.until, bytes(32))
        return (terms.name, terms.level, 8, b"\x07" * 32, terms.charter, terms.rules, *ends)

    def terms_digest(self, terms: Terms) -> bytes:
        (kind,) = face("Federations").functions["terms_digest", 1][1]
        return keccak(encode([kind], [self.sent_terms(terms)]))

    def acceptance(self, terms: Terms, who: str, town: int) -> bytes:
        digest = self.terms_digest(terms)
        fields = keccak(text=terms.name), terms.charter, digest, town, terms.until
        return signed(
            who, typed(domain("Symbio Federations", self.federations), ACCEPTANCE, *fields)
        )

    # --- what is sent

    def call_of(self, verb: str, *args: Any) -> Act:
        """Put an act of a proposal as the call that does it."""
        if verb == "pay":
            return Act(verb, args, (PAYEE, args[0], b""))
        if verb == "nobody":
            return Act(verb, args, (PAYEE, 0, b"\1"))
        to, source, given = self.federation, "Federation", args
        if verb == "transfer":
            to, source, given = self.token, "tests/mocks/tokens/Plain.vy", (PAYEE, args[1])
        selector, kinds, _ = face(source).functions[verb, len(given)]
        return Act(verb, args, (to, 0, selector + encode(kinds, given)))

    def fingerprint(self, town: int, page: int) -> bytes:
        known = self.towns.communities.get(town)
        people = [seat.keys[0][1] for seat in known.seats if seat.page == page] if known else []
        code = b"".join(bytes.fromhex(person[2:]) for person in people)
        size = (len(code) + 1).to_bytes(2, "big")
        return keccak(b"\x61" + size + bytes.fromhex("80600a3d393df300") + code)

    def matter(self, proposal: Proposal) -> bytes:
        folded = bytes(32)
        for act in proposal.acts:
            to, value, data = act.call
            # pyrevm shows code with the 33 zero bytes that its analysis appends.
            code = keccak(self.chain.evm.get_code(to)[:-33]) if data else bytes(32)
            kinds = ["bytes32", "address", "uint256", "bytes32", "bytes32"]
            folded = keccak(encode(kinds, [folded, to, value, keccak(data), code]))
        return keccak(proposal.text + folded)

    def named(self, number: int) -> tuple[bytes, bytes, int]:
        """Tell what the fingerprint of a proposal was made of."""
        if not 1 <= number <= len(self.model.proposals):
            return bytes(32), bytes(32), 0
        proposal = self.model.proposals[number - 1]
        return keccak(text=proposal.title), self.matter(proposal), proposal.proposer

    def ballot_digest(
        self, number: int, choice: int, reason: bytes = b"", contract: str = ""
    ) -> bytes:
        title = keccak(text=self.title(number))
        fields = [number, title, keccak(text=CHOICES.get(choice, "Abstain"))]
        under = domain("Tides", contract or self.federation)
        return typed(under, REASONED if reason else BALLOT, *fields, *([reason] if reason else []))

    def title(self, number: int) -> str:
        there = 1 <= number <= len(self.model.proposals)
        return self.model.proposals[number - 1].title if there else TITLE

    # --- what is shown

    def words(self, function: str, *args: Any) -> list[int]:
        """Read a view's fixed-size answer as words; eth-abi would take most of the time."""
        selector = face("Federation").functions[function, len(args)][0]
        data = selector + b"".join(one.to_bytes(32, "big") for one in args)
        result = self.chain.send(STRANGER, self.federation, data)
        return [int.from_bytes(result[at : at + 32], "big") for at in range(0, len(result), 32)]

    def every_proposal_is_as_modelled(self) -> None:
        now, proposals = self.model.now, self.model.proposals
        assert self.words("proposal_count") == [len(proposals)]
        for number, proposal in enumerate(proposals, 1):
            assert self.words("proposal", number) == proposal.shown(now), number
            assert self.words("tally", number) == proposal.counted(now + 1), number
            HITS[f"stage {proposal.stage(now)}"] += 1
        if 1 <= self.touched <= len(proposals):
            self.compare_choices(self.touched, proposals[self.touched - 1])

    def compare_choices(self, number: int, proposal: Proposal) -> None:
        choices = proposal.choices(self.model.now + 1)
        for town, roll in proposal.rolls.items():
            for place, key in roll.keys.items():
                if key in PERSONS or place < 3 or (town, place) in choices:
                    shown = self.words("choice_of", number, town, place)
                    assert shown == [choices.get((town, place), 0)]
        voices = {town: choice for _, town, choice in proposal.voices}
        for town in self.towns.communities:
            assert self.words("steward_choice_of", number, town) == [voices.get(town, 0)]

    def members_are_as_modelled(self) -> None:
        assert self.words("seats") == [len(self.model.periods)]
        for seat, held in enumerate(self.model.periods):
            shown = [held.community, held.joined_at, held.ended_at]
            assert self.words("member_in", seat) == shown
        for town in self.towns.communities:
            held = self.model.member(town)
            shown = [held.joined_at, held.ended_at] if held else [0, 0]
            assert self.words("member", town) == [town, *shown]
            assert self.words("is_member", town) == [self.model.is_member(town)]

    def charter_and_money_are_as_modelled(self) -> None:
        assert self.words("charter_version") == [self.model.version()]
        for version, (digest, since, rules) in enumerate(self.model.charters, 1):
            shown = [int.from_bytes(digest, "big"), since, *rules[:-1], int(rules.tribunal, 16)]
            assert self.words("charter", version) == shown
            for town in self.towns.communities:
                agreed = (version, town) in self.model.ratified
                assert self.words("ratified", version, town) == [agreed]
        assert self.chain.evm.get_balance(self.federation) == self.model.coins
        held = self.chain.view(self.token, "balanceOf", self.federation)
        assert held == self.model.tokens[self.token]


def place_of(town: Any, index: int) -> int:
    """Tell where an index stands; one that is not there stands beyond all."""
    if town is None or index >= len(town.seats):
        return 7 * PAGE + index if index % 2 else index
    return town.seats[index].page * PAGE + town.seats[index].offset


__all__ = ["NOBODY", "PEOPLE", "Ballot", "Bench", "Rules"]
