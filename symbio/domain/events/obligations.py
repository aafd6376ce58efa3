# SPDX-License-Identifier: Apache-2.0
"""What Obligations logs: who owes whom, what was paid or assigned, disputes and their ends."""

from __future__ import annotations

from dataclasses import dataclass

from symbio.domain.events.base import Event


@dataclass(frozen=True, slots=True)
class ParticipantNumbered(Event):
    """An account owes or is owed for the first time."""

    participant_id: int
    account: str


@dataclass(frozen=True, slots=True)
class CurrencyNumbered(Event):
    """A currency came up for the first time."""

    currency_id: int
    currency: str


@dataclass(frozen=True, slots=True)
class ObligationRegistered(Event):
    """An obligation that both sides signed stands on chain."""

    obligation_id: int
    debtor: str
    creditor: str
    currency: str
    amount: int
    due: int
    expires: int
    reference: str
    arbiter: str
    nonce: int


@dataclass(frozen=True, slots=True)
class PaymentAcknowledged(Event):
    """A creditor said that so much was paid, or is forgiven."""

    obligation_id: int
    creditor: str
    amount: int
    remaining: int


@dataclass(frozen=True, slots=True)
class ObligationAssigned(Event):
    """A successor is the creditor now; `creditor` was until then."""

    obligation_id: int
    creditor: str
    successor: str


@dataclass(frozen=True, slots=True)
class ObligationDisputed(Event):
    """It takes part in no round until the dispute ends; `claim` is a sha-256."""

    obligation_id: int
    actor: str
    claim: bytes


@dataclass(frozen=True, slots=True)
class DisputeEscalated(Event):
    """A dispute was brought before the obligation's arbiter."""

    obligation_id: int
    actor: str
    arbiter: str
    dispute_id: int


@dataclass(frozen=True, slots=True)
class DisputeWithdrawn(Event):
    """Whoever raised a dispute took it back."""

    obligation_id: int
    actor: str


@dataclass(frozen=True, slots=True)
class SettlementOffered(Event):
    """One side named what should stay owed."""

    obligation_id: int
    actor: str
    remaining: int


@dataclass(frozen=True, slots=True)
class DisputeSettled(Event):
    """Both sides named the same, and the dispute ended."""

    obligation_id: int
    actor: str
    remaining: int


@dataclass(frozen=True, slots=True)
class DisputeRuled(Event):
    """The arbiter ruled, and the dispute ended."""

    obligation_id: int
    arbiter: str
    dispute_id: int
    ruling: int
    remaining: int
