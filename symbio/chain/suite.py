# SPDX-License-Identifier: Apache-2.0
"""The singletons of one deployment, side by side."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from symbio.chain.accords import Accords
from symbio.chain.beacon import Beacon
from symbio.chain.clearing import Clearing
from symbio.chain.client import Client
from symbio.chain.communities import Communities
from symbio.chain.credit import Credit
from symbio.chain.escrow import Escrow
from symbio.chain.federation import Federation
from symbio.chain.federations import Federations
from symbio.chain.juries import Juries
from symbio.chain.manifests import Manifest
from symbio.chain.market import Market
from symbio.chain.mediation import Mediation
from symbio.chain.obligations import Obligations
from symbio.chain.plans import Plans
from symbio.chain.remedies import Remedies
from symbio.chain.signer import Signer
from symbio.chain.stipends import Stipends
from symbio.chain.treasury import Treasury
from symbio.chain.tribunal import Tribunal
from symbio.domain.errors import NotDeployed


@dataclass(frozen=True)
class Suite:
    """Symbio on one chain."""

    client: Client
    communities: Communities
    federations: Federations
    treasury: Treasury
    accords: Accords
    market: Market
    clearing: Clearing
    beacon: Beacon
    juries: Juries
    tribunal: Tribunal

    @classmethod
    def at(cls, client: Client, manifest: Manifest) -> Suite:
        """Take the addresses from a manifest; raises NotDeployed for another chain's."""
        if manifest.chain_id != client.chain_id:
            raise NotDeployed(
                f"The manifest is of chain {manifest.chain_id}, the node of {client.chain_id}."
            )
        return cls(
            client,
            Communities(client, manifest.address("Communities")),
            Federations(client, manifest.address("Federations")),
            Treasury(client, manifest.address("Treasury")),
            Accords(client, manifest.address("Accords")),
            Market(client, manifest.address("Market")),
            Clearing(client, manifest.address("Clearing")),
            Beacon(client, manifest.address("Beacon")),
            Juries(client, manifest.address("Juries")),
            Tribunal(client, manifest.address("Tribunal")),
        )

    def using(self, signer: Signer) -> Suite:
        """Give the same suite with another signer."""
        client = self.client.using(signer)
        return Suite(
            client,
            Communities(client, self.communities.address),
            Federations(client, self.federations.address),
            Treasury(client, self.treasury.address),
            Accords(client, self.accords.address),
            Market(client, self.market.address),
            Clearing(client, self.clearing.address),
            Beacon(client, self.beacon.address),
            Juries(client, self.juries.address),
            Tribunal(client, self.tribunal.address),
        )

    @cached_property
    def escrow(self) -> Escrow:
        """Where orders and their money are; the Market's own contract."""
        return Escrow(self.client, self.market.escrow())

    @cached_property
    def obligations(self) -> Obligations:
        """Who owes whom; Clearing's own contract."""
        return Obligations(self.client, self.clearing.obligations())

    @cached_property
    def credit(self) -> Credit:
        """The circles of mutual credit; Clearing's own contract."""
        return Credit(self.client, self.clearing.credit())

    @cached_property
    def stipends(self) -> Stipends:
        """What federations pay jurors; Juries' own contract."""
        return Stipends(self.client, self.juries.stipends())

    @cached_property
    def mediation(self) -> Mediation:
        """Who mediates cases; the Tribunal's own contract."""
        return Mediation(self.client, self.tribunal.mediation())

    @cached_property
    def plans(self) -> Plans:
        """What could mend a case; the Tribunal's own contract."""
        return Plans(self.client, self.tribunal.plans())

    @cached_property
    def remedies(self) -> Remedies:
        """What was promised, until it is done; the Tribunal's own contract."""
        return Remedies(self.client, self.tribunal.remedies())

    def federation(self, address: str) -> Federation:
        """Give the handle of one federation; raises NotDeployed for an address of no federation."""
        if self.federations.level(address) == 0:
            raise NotDeployed(f"{address} is no federation of this register.")
        return Federation(self.client, address)
