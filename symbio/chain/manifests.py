# SPDX-License-Identifier: Apache-2.0
"""Deployments as documents: what stands where on one chain, written step by step."""

from __future__ import annotations

from importlib import resources
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from symbio.chain import durable
from symbio.chain.client import LOCAL_CHAINS
from symbio.domain.drand import quicknet
from symbio.domain.errors import BadManifest, NotDeployed

ADDRESS = r"^0x[0-9a-fA-F]{40}$"


class Step(BaseModel):
    """One deployment: planned with its nonce and address, then sent, then found on chain."""

    model_config = ConfigDict(extra="forbid")

    name: str
    contract: str
    address: str = Field(pattern=ADDRESS)
    deployer: str = Field(pattern=ADDRESS)
    nonce: int = Field(ge=0)
    arguments: list[str] = []
    integrity: str
    transaction: str | None = None
    block: int | None = None
    gas_used: int | None = None
    done: bool = False


class Randomness(BaseModel):
    """What lots are drawn from, as Beacon is told once and for all."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    source: int = Field(ge=1, le=3)
    lead: int = Field(ge=1)
    block_seconds: int = Field(ge=1)
    network: Literal["", "quicknet"] = ""

    @property
    def genesis(self) -> int:
        return quicknet().genesis if self.network else 0

    @property
    def period(self) -> int:
        return quicknet().period if self.network else 0

    @property
    def key(self) -> bytes:
        return quicknet().key if self.network else b""


class Manifest(BaseModel):
    """A suite on one chain, whole or half-built."""

    model_config = ConfigDict(extra="forbid")

    format: Literal["symbio/manifest/1"] = "symbio/manifest/1"
    chain_id: int = Field(ge=1)
    symbio: str
    randomness: Randomness | None = None
    steps: list[Step] = []

    def step(self, name: str) -> Step | None:
        """Find a step by its name; None where it was never begun."""
        return next((each for each in self.steps if each.name == name), None)

    def address(self, name: str) -> str:
        """Give the address of a finished step; raises NotDeployed."""
        step = self.step(name)
        if step is None or not step.done:
            raise NotDeployed(f"{name} is not deployed on chain {self.chain_id}.")
        return step.address

    def save(self, path: Path) -> None:
        """Write the manifest durably: a reader finds the old one or the new one, never a part."""
        path.parent.mkdir(parents=True, exist_ok=True)
        durable.write_over(path, (self.model_dump_json(indent=2) + "\n").encode())


def load(path: Path) -> Manifest:
    """Read a manifest; raises BadManifest, NotDeployed where there is no such file."""
    try:
        text = path.read_text("utf-8")
    except FileNotFoundError as error:
        raise NotDeployed(f"There is no manifest {path}.") from error
    except (OSError, UnicodeDecodeError) as error:
        raise BadManifest(f"{path} can't be read.") from error
    return parse(text, str(path))


def parse(text: str, source: str) -> Manifest:
    """Read a manifest's text; raises BadManifest."""
    try:
        return Manifest.model_validate_json(text)
    except ValidationError as error:
        found = error.errors()[0]
        where = ".".join(str(part) for part in found["loc"]) or "the document"
        raise BadManifest(f"{source} is no manifest: {where}: {found['msg']}.") from error


def published(chain_id: int) -> Manifest:
    """Read the manifest that ships with Symbio for a public chain; raises NotDeployed."""
    file = resources.files("symbio.manifests") / f"{chain_id}.json"
    if chain_id in LOCAL_CHAINS or not file.is_file():
        raise NotDeployed(f"Symbio knows of no deployment on chain {chain_id}.")
    return parse(file.read_text(encoding="utf-8"), f"{chain_id}.json")
