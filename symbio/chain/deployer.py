# SPDX-License-Identifier: Apache-2.0
"""Put the suite on a chain, step by step: planned, run, resumed after a break, verified.

Every step is an ordinary creation by the deployer's account, so its address follows from the nonce.
A step is written down before it is sent and again when it is found on chain: whatever breaks in
between, `resume` finds the code at the written address or does the step again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eth_hash.auto import keccak

from symbio import __version__
from symbio.chain.abi import encode
from symbio.chain.artifacts import CODE_LIMIT, Artifact, artifact
from symbio.chain.client import Client, address_of
from symbio.chain.manifests import Manifest, Randomness, Step
from symbio.chain.randomness import settle
from symbio.chain.signer import Signer
from symbio.domain.errors import AlreadyDeployed, BadManifest, NoSigner


@dataclass(frozen=True, slots=True)
class Blueprint:
    """What is to be deployed: a contract or its ERC-5202 blueprint, and whom it is told of."""

    name: str
    contract: str
    is_blueprint: bool = False
    needs: tuple[str, ...] = ()
    settings: tuple[str, ...] = ()
    """What the manifest settles for it, told after the addresses."""

    @property
    def artifact(self) -> Artifact:
        return artifact(self.contract)

    def matches(self, live: bytes) -> bool:
        """Say whether live code is what this step puts on chain."""
        return live == self.artifact.blueprint if self.is_blueprint else self.artifact.matches(live)

    def values(self, addresses: Mapping[str, str], settled: Randomness) -> list[Any]:
        """List its constructor's arguments."""
        return [addresses[name] for name in self.needs] + [
            getattr(settled, name) for name in self.settings
        ]

    def initcode(self, addresses: Mapping[str, str], settled: Randomness) -> bytes:
        if self.is_blueprint:
            return self.artifact.blueprint_initcode
        values = self.values(addresses, settled)
        return self.artifact.bytecode + encode(self.artifact.abi.constructor, values)


STEPS: tuple[Blueprint, ...] = (
    Blueprint("Communities", "Communities"),
    Blueprint("Federation blueprint", "Federation", is_blueprint=True),
    Blueprint("Federations", "Federations", needs=("Federation blueprint", "Communities")),
    Blueprint("Purse blueprint", "Purse", is_blueprint=True),
    Blueprint("Treasury", "Treasury", needs=("Purse blueprint", "Communities")),
    Blueprint("Accords", "Accords", needs=("Communities", "Federations")),
    Blueprint("Escrow blueprint", "Escrow", is_blueprint=True),
    Blueprint(
        "Market",
        "Market",
        needs=("Escrow blueprint", "Communities", "Federations", "Accords", "Treasury"),
    ),
    Blueprint("Obligations blueprint", "Obligations", is_blueprint=True),
    Blueprint("Credit blueprint", "Credit", is_blueprint=True),
    Blueprint(
        "Clearing",
        "Clearing",
        needs=("Obligations blueprint", "Credit blueprint", "Communities", "Federations"),
    ),
    Blueprint(
        "Beacon",
        "Beacon",
        settings=("source", "lead", "block_seconds", "genesis", "period", "key"),
    ),
    Blueprint("Stipends blueprint", "Stipends", is_blueprint=True),
    Blueprint(
        "Juries",
        "Juries",
        needs=("Stipends blueprint", "Communities", "Federations", "Beacon"),
    ),
    Blueprint("Mediation blueprint", "Mediation", is_blueprint=True),
    Blueprint("Plans blueprint", "Plans", is_blueprint=True),
    Blueprint("Remedies blueprint", "Remedies", is_blueprint=True),
    Blueprint(
        "Tribunal",
        "Tribunal",
        needs=(
            "Communities",
            "Federations",
            "Treasury",
            "Juries",
            "Mediation blueprint",
            "Plans blueprint",
            "Remedies blueprint",
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class Row:
    """One step of a plan: what, where, how large, at what cost, told of whom."""

    name: str
    address: str
    size: int
    limit: int
    gas: int
    arguments: tuple[str, ...]
    done: bool


class Deployer:
    """Deploys with one account; `path` is where the manifest is kept, None: in memory only.

    `randomness` is what lots are drawn from, `header`, `drand` or `both`; None: all that the chain
    has.
    """

    def __init__(
        self,
        client: Client,
        signer: Signer | None = None,
        path: Path | None = None,
        *,
        randomness: str | None = None,
    ):
        who = signer or client.signer
        if who is None:
            raise NoSigner("Nobody was named to deploy.")
        self.client = client
        self.signer = who
        self.path = path
        self.randomness = randomness

    def plan(self, manifest: Manifest | None = None) -> tuple[Row, ...]:
        """List the steps with size, estimated gas and arguments; sends nothing."""
        wanted = manifest or self._fresh()
        return tuple(self._rows(wanted, self._settled(wanted)))

    def run(self, told: Callable[[Step], None] | None = None) -> Manifest:
        """Deploy everything; raises AlreadyDeployed where the manifest's file exists."""
        if self.path is not None and self.path.exists():
            raise AlreadyDeployed(f"{self.path} holds a deployment, whole or half-done.")
        return self.resume(self._fresh(), told)

    def resume(self, manifest: Manifest, told: Callable[[Step], None] | None = None) -> Manifest:
        """Do what a half-written manifest has left to do; does nothing where all is done."""
        if manifest.chain_id != self.client.chain_id:
            raise BadManifest(
                f"The manifest is of chain {manifest.chain_id}, the node of {self.client.chain_id}."
            )
        settled = manifest.randomness = self._settled(manifest)
        for what in STEPS:
            step = self._finish(manifest, what, settled)
            if told is not None:
                told(step)
        return manifest

    def _finish(self, manifest: Manifest, what: Blueprint, settled: Randomness) -> Step:
        step = manifest.step(what.name)
        if step is not None and self._stands(what, step):
            if not step.done:
                step.done = True
                self._save(manifest)
            return step
        if step is not None:
            manifest.steps.remove(step)
        addresses = {each.name: each.address for each in manifest.steps if each.done}
        step = self._begin(what, addresses, settled)
        manifest.steps.append(step)
        self._save(manifest)

        def sent(transaction: str) -> None:
            step.transaction = transaction
            self._save(manifest)

        code = what.initcode(addresses, settled)
        mined = self.client.send(None, code, signer=self.signer, sent=sent)
        step.address = mined.created or step.address
        step.block, step.gas_used, step.done = mined.block, mined.gas_used, True
        self._save(manifest)
        return step

    def _begin(self, what: Blueprint, addresses: dict[str, str], settled: Randomness) -> Step:
        nonce = self.client.nonce(self.signer.address)
        return Step(
            name=what.name,
            contract=what.contract,
            address=created_address(self.signer.address, nonce),
            deployer=self.signer.address,
            nonce=nonce,
            arguments=_shown(what.values(addresses, settled)),
            integrity=what.artifact.integrity,
        )

    def _stands(self, what: Blueprint, step: Step) -> bool:
        if what.matches(self.client.code(step.address)):
            return True
        if step.transaction is not None and not step.done:
            # Sent, but not mined when it was last seen: it may be under way still.
            pending = self.client.nonce(step.deployer) > step.nonce
            if pending and self.client.is_pending(step.transaction):
                self.client.wait(step.transaction)
                return what.matches(self.client.code(step.address))
        return False

    def _rows(self, manifest: Manifest, settled: Randomness) -> Iterator[Row]:
        nonce = self.client.nonce(self.signer.address)
        addresses: dict[str, str] = {}
        for what in STEPS:
            step = manifest.step(what.name)
            done = step is not None and step.done
            if step is not None and done:
                address = step.address
            else:
                address = created_address(self.signer.address, nonce)
                nonce += 1
            addresses[what.name] = address
            arguments = tuple(_shown(what.values(addresses, settled)))
            size = len(what.artifact.blueprint if what.is_blueprint else what.artifact.runtime)
            size += 0 if what.is_blueprint else sum(i.length for i in what.artifact.immutables)
            gas = self._gas(what, settled)
            yield Row(what.name, address, size, CODE_LIMIT, gas, arguments, done)

    def _gas(self, what: Blueprint, settled: Randomness) -> int:
        """Sum what a creation costs: base, calldata, code deposit, and a margin to run it."""
        code = what.initcode({name: self.signer.address for name in what.needs}, settled)
        zeros = code.count(0)
        data = 4 * zeros + 16 * (len(code) - zeros) + 2 * (len(code) // 32 + 1)
        kept = len(what.artifact.blueprint if what.is_blueprint else what.artifact.runtime)
        if not what.is_blueprint:
            kept += sum(len(artifact(each).runtime) for each in _CREATES.get(what.contract, ()))
        return (53_000 + data + 200 * kept) * 21 // 20

    def _fresh(self) -> Manifest:
        return Manifest(chain_id=self.client.chain_id, symbio=__version__)

    def _settled(self, manifest: Manifest) -> Randomness:
        """Take what the manifest settled once; what it left open is settled now."""
        known = manifest.randomness
        if known is None or self.randomness is not None:
            found = settle(self.client, self.randomness)
            if known is not None and known.source != found.source:
                raise BadManifest("The manifest settled on another randomness.")
            return known or found
        return known

    def _save(self, manifest: Manifest) -> None:
        if self.path is not None:
            manifest.save(self.path)


def _shown(values: list[Any]) -> list[str]:
    return ["0x" + each.hex() if isinstance(each, bytes) else str(each) for each in values]


_CREATES = {
    "Federations": ("Federation",),
    "Treasury": ("Purse",),
    "Market": ("Escrow",),
    "Clearing": ("Obligations", "Credit"),
    "Juries": ("Stipends",),
    "Tribunal": ("Mediation", "Plans", "Remedies"),
}


def created_address(creator: str, nonce: int) -> str:
    """Compute the address of what an account creates with a nonce."""
    number = nonce.to_bytes((nonce.bit_length() + 7) // 8, "big")
    if len(number) != 1 or number[0] >= 0x80:
        number = bytes([0x80 + len(number)]) + number
    # The RLP list of the creator and the nonce, whose keccak256 ends in the address.
    listed = b"\x94" + bytes.fromhex(creator[2:]) + number
    listed = bytes([0xC0 + len(listed)]) + listed
    return address_of("0x" + keccak(listed)[12:].hex())
