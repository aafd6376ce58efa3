# SPDX-License-Identifier: Apache-2.0
"""Tribunal.open: a case begins, with all that judges it fixed."""

from __future__ import annotations

import pytest

from symbio.domain.rules import DAY
from symbio.domain.tribunal import CASE_SEASON, USUAL, Opening, Rules, fingerprint
from tests.contracts.boa_chain import NOBODY, now, refused
from tests.contracts.federation.assembly import Assembly, settle
from tests.contracts.tribunal.trial import (
    CLAUSE,
    FACTS,
    MEDIATION,
    NOTHING,
    Trial,
)


def test_a_steward_opens_a_case(trial: Trial) -> None:
    target = trial.beacon.aim()
    case_id = trial.open(affected=(trial.divers.number,), clause=CLAUSE)
    assert trial.said() == [
        {
            "event": "CaseOpened",
            "case_id": 1,
            "steward": trial.fishers.steward.address,
            "federation": trial.federation.address,
            "parties": [1, 2],
            "affected": [3],
            "facts": FACTS,
            "clause": CLAUSE,
            "rules_version": 0,
            "is_grave": False,
            "season": now() // CASE_SEASON,
            "target": target,
            "due": now() + USUAL.mediation,
        }
    ]
    assert case_id == trial.tribunal.count() == 1
    case = trial.tribunal.case(1)
    assert (case.state, case.parties, case.affected) == (MEDIATION, [1, 2], [3])
    assert (case.opened_at, case.due) == (now(), now() + USUAL.mediation)
    assert case.target == trial.beacon.aim() and not case.is_dispute


def test_eight_parties_and_eight_affected(trial: Trial) -> None:
    """The words that a small case doesn't need hold what a large one has."""
    everybody = [trial.towns[place].number for place in range(6)]
    more = [trial.book.register(1, "PT", NOTHING) for _ in range(10)]
    parties, affected = (4, *everybody[:3], 5, 6, *more[:2]), tuple(more[2:])
    opening = Opening(parties, FACTS, affected)
    steward = trial.towns[3].steward.address
    case_id = trial.tribunal.open(opening.for_chain(), sender=steward)
    case = trial.tribunal.case(case_id)
    assert tuple(case.parties) == parties and tuple(case.affected) == affected
    assert case.federation == NOBODY


def test_members_may_go_without_their_federation(trial: Trial) -> None:
    case_id = trial.open(federation=NOBODY)
    assert trial.tribunal.case(case_id).federation == NOBODY
    assert not trial.tribunal.is_party_in(NOBODY, 1)


def test_a_federation_asks_of_its_own_cases(trial: Trial) -> None:
    trial.open()
    for town, is_party in ((trial.fishers, True), (trial.hosts, True), (trial.divers, False)):
        assert trial.tribunal.is_party_in(trial.federation.address, town.number) == is_party
        asked = trial.tribunal.is_party(town.number, sender=trial.federation.address)
        assert asked == is_party
        assert not trial.tribunal.is_party(town.number, sender=trial.stranger)


def test_whatever_the_numbers_of_communities_each_is_told_apart(trial: Trial) -> None:
    towns = (*trial.towns[4:], *(settle(trial.book, f"place {number}", 3) for number in range(9)))
    federation = Assembly.found(trial.book, trial.factory, towns)
    claimant, *others = (town for town in towns if town.number in (5, 8, 12, 16))
    trial.open(*others, claimant=claimant, federation=federation.address)
    told = [trial.tribunal.is_party_in(federation.address, number) for number in range(1, 33)]
    assert [number for number, is_party in enumerate(told, 1) if is_party] == [5, 8, 12, 16]


def test_a_case_keeps_the_rules_it_opened_with(trial: Trial) -> None:
    """Threat: a charter amended by a party to an open case."""
    first = trial.open()
    rules = Rules(mediation=3 * DAY, agreement=DAY, panel=3)
    trial.tribunal.set_rules(rules.for_chain(), sender=trial.federation.address)
    assert trial.tribunal.case(first).rules_version == 0
    assert trial.tribunal.case(first).due == now() + USUAL.mediation
    later = trial.open(facts=CLAUSE)
    assert trial.tribunal.case(later).rules_version == 1
    assert trial.tribunal.case(later).due == now() + 3 * DAY


def test_the_same_facts_are_one_case(trial: Trial) -> None:
    """Threat: forum shopping; the same facts filed twice, in two federations, or by the others."""
    case_id = trial.open()
    assert trial.tribunal.case_about([1, 2], FACTS) == case_id
    for federation in (trial.federation.address, NOBODY):
        with refused("tribunal: a case about this exists"):
            trial.open(federation=federation)
    with refused("tribunal: a case about this exists"):
        trial.open(trial.fishers, claimant=trial.hosts)
    trial.open(trial.hosts, trial.divers)


def test_the_same_facts_stay_one_case_once_decided(trial: Trial) -> None:
    case_id = trial.open()
    trial.accept(case_id, trial.file(case_id))
    with refused("tribunal: a case about this exists"):
        trial.open()


def test_who_withdrew_may_come_again(trial: Trial) -> None:
    case_id = trial.open()
    trial.tribunal.withdraw(case_id, sender=trial.fishers.steward.address)
    assert trial.tribunal.case_about([1, 2], FACTS) == 0
    assert trial.open() == 2
    assert trial.tribunal.case_about([1, 2], FACTS) == 2


def test_the_fingerprint_is_the_twins(trial: Trial) -> None:
    """What the contract keeps is keccak256 of the ABI's words of ascending parties and facts."""
    opening = trial.opening(trial.divers, trial.hosts, claimant=trial.towns[3])
    assert opening.fingerprint == fingerprint((2, 3, 4), FACTS)
    assert opening.parties == (4, 2, 3)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"parties": (1,)}, "tribunal: a case needs two parties"),
        ({"parties": (1, 1)}, "tribunal: a case against oneself"),
        ({"parties": (1, 3, 2)}, "tribunal: communities aren't ascending"),
        ({"parties": (1, 2, 2)}, "tribunal: communities aren't ascending"),
        ({"parties": (1, 0)}, "tribunal: communities aren't ascending"),
        ({"parties": (1, 999)}, "tribunal: no such community"),
        ({"parties": (1, 2**32)}, "tribunal: no such community"),
        ({"parties": (2, 1)}, "tribunal: not the steward"),
        ({"parties": (1, 5)}, "tribunal: not a member community"),
        ({"affected": (1,)}, "tribunal: a party is affected anyway"),
        ({"affected": (4, 3)}, "tribunal: communities aren't ascending"),
        ({"affected": (999,)}, "tribunal: no such community"),
        ({"facts": NOTHING}, "tribunal: no facts"),
    ],
)
def test_refuses(trial: Trial, change: dict[str, object], reason: str) -> None:
    said = {"parties": (1, 2), "facts": FACTS, "federation": trial.federation.address} | change
    opening = Opening(**said)
    with refused(reason):
        trial.tribunal.open(opening.for_chain(), sender=trial.fishers.steward.address)
    assert trial.tribunal.count() == 0


def test_refuses_what_is_no_federation(trial: Trial) -> None:
    with refused("tribunal: not a federation"):
        trial.open(federation=trial.stranger)
