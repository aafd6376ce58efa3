# SPDX-License-Identifier: Apache-2.0
"""Networks of obligations as trade makes them, from a seed; four obligations for a participant.

Amounts are log-normal (sigma 1.8, median 81.03), in cents. Participants are numbered at random, so
that no solver is helped by the order in which a network was grown.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
EACH = 4
_MEDIAN, _SIGMA = 9.0, 1.8


@dataclass(frozen=True, slots=True, eq=False)
class Net:
    """Who owes whom how much."""

    participants: int
    debtors: Ints
    creditors: Ints
    amounts: Ints


def power_law(obligations: int, seed: int = 1) -> Net:
    """Let few deal with very many: degrees fall as a power law; 30 % are with neighbours."""
    r = np.random.default_rng(seed)
    people = obligations // EACH
    weight = np.arange(1, people + 1) ** -0.75
    weight /= weight.sum()
    debtors = r.choice(people, obligations, p=weight)
    creditors = r.choice(people, obligations, p=weight)
    near = np.arange(obligations) >= obligations * 7 // 10
    debtors[near] = r.integers(0, people, int(near.sum()))
    creditors[near] = (debtors[near] + r.integers(1, 11, int(near.sum()))) % people
    return _finished(r, people, debtors, creditors)


def small_world(obligations: int, seed: int = 1) -> Net:
    """Follow Watts and Strogatz: a ring of eight neighbours each, one link in ten rewired."""
    r = np.random.default_rng(seed)
    people = obligations // EACH
    one = np.repeat(np.arange(people), EACH)
    other = (one + np.tile(np.arange(1, EACH + 1), people)) % people
    rewired = r.random(len(one)) < 0.1
    other[rewired] = r.integers(0, people, int(rewired.sum()))
    turned = r.random(len(one)) < 0.5
    return _finished(r, people, np.where(turned, other, one), np.where(turned, one, other))


KINDS: dict[str, Callable[[int], Net]] = {"power law": power_law, "small world": small_world}


def _finished(r: np.random.Generator, people: int, debtors: Ints, creditors: Ints) -> Net:
    same = debtors == creditors
    creditors = np.where(same, (creditors + 1) % people, creditors)
    amounts = np.exp(r.normal(_MEDIAN, _SIGMA, len(debtors))).astype(np.int64) + 1
    names = r.permutation(people)
    return Net(people, names[debtors], names[creditors], amounts)
