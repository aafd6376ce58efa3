# SPDX-License-Identifier: Apache-2.0
"""What a Tribunal is deployed on."""

from __future__ import annotations

from tests.contracts.boa_chain import deployer, refused
from tests.contracts.tribunal.trial import Trial


def test_refuses_institutions_without_code(trial: Trial) -> None:
    parts = [deployer(name).deploy_as_blueprint() for name in ("Mediation", "Plans", "Remedies")]
    nobody, court = trial.stranger, deployer("Tribunal")
    with refused("tribunal: no communities"):
        court.deploy(nobody, trial.factory, trial.treasury, trial.juries, *parts)
    with refused("tribunal: no federations"):
        court.deploy(trial.book, nobody, trial.treasury, trial.juries, *parts)
    with refused("tribunal: no juries"):
        court.deploy(trial.book, trial.factory, trial.treasury, nobody, *parts)
    assert (
        court.deploy(trial.book, trial.factory, trial.treasury, trial.juries, *parts).count() == 0
    )
