# SPDX-License-Identifier: Apache-2.0
"""Tribunal.submit_evidence: digests, with who gave them and when (ERC-1497)."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.contracts.boa_chain import refused
from tests.contracts.tribunal.trial import EVIDENCE, MEDIATION, STEWARD, Trial


def path_of(digest: bytes) -> str:
    """Name a document by its CIDv1 (raw, sha2-256) in base 16, computed here anew."""
    return "/ipfs/f" + bytes([1, 0x55, 0x12, 0x20]).hex() + digest.hex()


def test_a_party_gives_evidence(trial: Trial) -> None:
    case_id, sender = trial.open(), trial.hosts.steward.address
    trial.tribunal.submit_evidence(case_id, 2, EVIDENCE, sender=sender)
    assert trial.said() == [
        {
            "event": "EvidenceGiven",
            "case_id": case_id,
            "actor": sender,
            "community_id": 2,
            "state": MEDIATION,
            "digest": EVIDENCE,
        },
        {
            "event": "Evidence",
            "arbitrator": trial.tribunal.address,
            "evidenceGroupID": case_id,
            "party": sender,
            "evidence": path_of(EVIDENCE),
        },
    ]


def test_every_digest_is_a_path(trial: Trial) -> None:
    case_id = trial.open()

    @given(st.binary(min_size=32, max_size=32))
    def holds(digest: bytes) -> None:
        sender = trial.fishers.steward.address
        trial.tribunal.submit_evidence(case_id, 1, digest, sender=sender)
        assert trial.said()[1]["evidence"] == path_of(digest)

    holds()


def test_affected_communities_and_the_mediator_give_evidence(trial: Trial) -> None:
    case_id = trial.open(affected=(3,))
    trial.tribunal.submit_evidence(case_id, 3, EVIDENCE, sender=trial.divers.steward.address)
    mediator = trial.towns[3].steward.address
    with refused("tribunal: not the mediator"):
        trial.tribunal.submit_evidence(case_id, 0, EVIDENCE, sender=mediator)
    for town in (trial.fishers, trial.hosts):
        trial.mediation.propose_mediator(
            case_id, town.number, 4, mediator, STEWARD, sender=town.steward.address
        )
    trial.mediation.accept_mediation(case_id, sender=mediator)
    trial.tribunal.submit_evidence(case_id, 0, EVIDENCE, sender=mediator)


def test_refuses_others_and_what_is_over(trial: Trial) -> None:
    case_id = trial.open()
    with refused("tribunal: not a party"):
        trial.tribunal.submit_evidence(case_id, 3, EVIDENCE, sender=trial.divers.steward.address)
    with refused("tribunal: not the steward"):
        trial.tribunal.submit_evidence(case_id, 1, EVIDENCE, sender=trial.stranger)
    trial.tribunal.withdraw(case_id, sender=trial.fishers.steward.address)
    with refused("tribunal: the case is over"):
        trial.tribunal.submit_evidence(case_id, 1, EVIDENCE, sender=trial.fishers.steward.address)
