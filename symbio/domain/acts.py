# SPDX-License-Identifier: Apache-2.0
"""What people sign: four acts as EIP-712 typed data, and the sentence each one says in words.

A wallet shows the message of the typed data; `sentence` says the same in the command line, the
pages and the SDK, so that what is shown is what is voted.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from symbio.domain.addresses import checksummed
from symbio.domain.communities import ENROLMENT_STATEMENT
from symbio.domain.errors import BadAct
from symbio.domain.federation import Choice

TypedData = dict[str, Any]
Field = tuple[str, str]

COMMUNITIES_DOMAIN = "Symbio Communities"
FEDERATIONS_DOMAIN = "Symbio Federations"
DOMAIN_VERSION = "1"

_DOMAIN_FIELDS: tuple[Field, ...] = (
    ("name", "string"),
    ("version", "string"),
    ("chainId", "uint256"),
    ("verifyingContract", "address"),
)


@dataclass(frozen=True, slots=True)
class Domain:
    """Where an act counts: one contract on one chain, under its name."""

    name: str
    chain_id: int
    contract: str


@dataclass(frozen=True, slots=True)
class Enrolment:
    """A person's consent to stand on a community's roll, for the invitation of that second."""

    TYPE: ClassVar[tuple[Field, ...]] = (
        ("community", "uint256"),
        ("statement", "string"),
        ("invitation", "uint256"),
    )

    domain: Domain
    community: int
    invitation: int
    statement: str = ENROLMENT_STATEMENT


@dataclass(frozen=True, slots=True)
class Ballot:
    """A citizen's vote."""

    TYPE: ClassVar[tuple[Field, ...]] = (
        ("proposal", "uint256"),
        ("title", "string"),
        ("choice", "string"),
    )

    domain: Domain
    proposal: int
    title: str
    choice: Choice


@dataclass(frozen=True, slots=True)
class BallotWithReason:
    """A citizen's vote with the digest of their reason, which then travels with the ballot."""

    TYPE: ClassVar[tuple[Field, ...]] = (*Ballot.TYPE, ("reason", "bytes32"))

    domain: Domain
    proposal: int
    title: str
    choice: Choice
    reason: bytes


@dataclass(frozen=True, slots=True)
class FoundingAcceptance:
    """A steward's acceptance of the terms under which a federation is founded."""

    TYPE: ClassVar[tuple[Field, ...]] = (
        ("federation", "string"),
        ("charter", "bytes32"),
        ("terms", "bytes32"),
        ("community", "uint256"),
        ("until", "uint256"),
    )

    domain: Domain
    federation: str
    charter: bytes
    terms: bytes
    community: int
    until: int


Act = Enrolment | Ballot | BallotWithReason | FoundingAcceptance

ACTS: dict[str, type[Act]] = {
    kind.__name__: kind for kind in (Enrolment, Ballot, BallotWithReason, FoundingAcceptance)
}


def typed_data(act: Act) -> TypedData:
    """Write an act as the JSON that wallets, eth-account, ethers and viem sign."""
    return {
        "types": {
            "EIP712Domain": _as_types(_DOMAIN_FIELDS),
            type(act).__name__: _as_types(act.TYPE),
        },
        "primaryType": type(act).__name__,
        "domain": {
            "name": act.domain.name,
            "version": DOMAIN_VERSION,
            "chainId": act.domain.chain_id,
            "verifyingContract": act.domain.contract,
        },
        "message": {name: _outward(getattr(act, name)) for name, _ in act.TYPE},
    }


def act_from(data: TypedData) -> Act:
    """Read typed data back; raises BadAct unless it is exactly one of the four acts."""
    kind = ACTS.get(str(data.get("primaryType")))
    if kind is None:
        raise BadAct(f"“{data.get('primaryType')}” is none of the acts that Symbio signs.")
    try:
        domain, message = data["domain"], data["message"]
        where = Domain(
            domain["name"], int(domain["chainId"]), checksummed(domain["verifyingContract"])
        )
        values = {name: _inward(name, wire, message[name]) for name, wire in kind.TYPE}
        act: Act = kind(domain=where, **values)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise BadAct(f"The {kind.__name__} is not well formed: {error}.") from error
    if typed_data(act) != data:
        raise BadAct(f"The {kind.__name__} says more or other than such an act says.")
    return act


def sentence(act: Act) -> str:
    """Say in one sentence what the signer of this act says."""
    place = act.domain.name
    match act:
        case Enrolment():
            return f"{place}: as to community {act.community}: {act.statement}"
        case FoundingAcceptance():
            return (
                f"{place}: for community {act.community} I accept the terms that found "
                f"“{act.federation}” under the charter {act.charter.hex()[:8]}…"
            )
        case BallotWithReason():
            return (
                f"{place}: I vote {_on(act.choice)} proposal {act.proposal}, “{act.title}”, "
                f"for the reason {act.reason.hex()[:8]}…"
            )
        case Ballot():
            return f"{place}: I vote {_on(act.choice)} proposal {act.proposal}, “{act.title}”."


def _as_types(fields: tuple[Field, ...]) -> list[dict[str, str]]:
    return [{"name": name, "type": wire} for name, wire in fields]


def _outward(value: object) -> object:
    if isinstance(value, Choice):
        return value.words
    return "0x" + value.hex() if isinstance(value, bytes) else value


def _inward(name: str, wire: str, value: Any) -> Any:
    if name == "choice":
        return Choice.parse(value)
    if wire == "bytes32":
        raw = bytes.fromhex(value.removeprefix("0x"))
        if len(raw) != 32:
            raise ValueError(f"{name} is not 32 bytes long")
        return raw
    if wire == "uint256":
        if isinstance(value, bool) or not isinstance(value, int) or value < 0:
            raise ValueError(f"{name} is not a whole number")
        return value
    if not isinstance(value, str):
        raise TypeError(f"{name} is not a text")
    return value


def _on(choice: Choice) -> str:
    return "Abstain on" if choice is Choice.ABSTAIN else choice.words
