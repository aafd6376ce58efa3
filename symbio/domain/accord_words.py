# SPDX-License-Identifier: Apache-2.0
"""What terms of an accord mean, in sentences, before a steward accepts or signs them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

from symbio.domain import durations
from symbio.domain.accords import UNLIMITED, Clause, Terms
from symbio.domain.promise import Promise
from symbio.domain.rules import WHOLE

Names = Mapping[int, str]


def percent(basis_points: int) -> str:
    """Write a share of the whole, such as 2.5 %."""
    return f"{basis_points / 100:.2f}".rstrip("0").rstrip(".") + " %"


def clause_in_words(number: int, clause: Clause, names: Names | None = None) -> str:
    """Say in a sentence what a clause means; `names` are the parties' by their numbers."""
    seller = name_of(clause.seller_id, names)
    off = f"{percent(clause.concession)} off" if clause.concession else "no concession"
    into = f"{percent(clause.contribution)} of what is paid into split {clause.split_id}"
    most = f"at most {clause.quantity:,} a season" if clause.quantity < UNLIMITED else "no limit"
    parts = [off, into if clause.contribution else "no contribution", most]
    return f"Clause {number}: {seller} sells {clause.goods.words}: {', '.join(parts)}."


def terms_in_words(terms: Terms, names: Names | None = None) -> list[str]:
    """Say what terms bind all parties to, a sentence each."""
    parties = ", ".join(name_of(each, names) for each in terms.parties)
    new = f"version {terms.version} of accord {terms.accord_id}"
    season, notice = durations.in_words(terms.season), durations.in_words(terms.notice)
    return [
        f"“{terms.name}”: {new if terms.accord_id else 'an accord'} of {parties}.",
        *(clause_in_words(n, clause, names) for n, clause in enumerate(terms.clauses)),
        f"In force from {_moment(terms.starts_at)} to {_moment(terms.ends_at)}; a season is "
        f"{season}.",
        f"From {_moment(terms.review_at)} anybody may call for a review. {_alarm(terms)}",
        f"Any party leaves with a notice of {notice}; orders placed before keep their terms.",
    ]


def of_acceptance(terms: Terms, community_id: int) -> Promise:
    """Tell a party's steward what accepting or signing these terms means for it."""
    numbered = list(enumerate(terms.clauses))
    sold = [f"{n}" for n, each in numbered if each.seller_id == community_id]
    bought = [f"{n}" for n, each in numbered if each.seller_id != community_id]
    pay = (
        f"Nothing now. What your people sell under {_clauses(sold)} costs buyers of the other "
        "parties the concession less, and the contribution of what is paid goes into its split."
        if sold
        else "Nothing: your people sell nothing under these terms."
    )
    get = (
        f"Your people buy under {_clauses(bought)} with the concession, in place of any tariff."
        if bought
        else "Only what the others sell you outside these terms."
    )
    fails = (
        "Nothing binds anybody before every party has accepted these very terms, by "
        f"{_moment(terms.until)}; until then you may decline. After that you can leave, with the "
        f"notice of {durations.in_words(terms.notice)}."
    )
    return Promise(pay, get, fails)


def of_leaving(accord_id: int, leaves_at: int) -> Promise:
    """Tell a party's steward what announcing to leave means."""
    return Promise(
        f"From {_moment(leaves_at)} your people have no concessions under accord {accord_id}.",
        "From then on nobody has concessions from you, and you contribute nothing under it.",
        "Orders placed before keep the terms they were made under. You stay only by accepting "
        "new terms after this.",
    )


def name_of(community_id: int, names: Names | None) -> str:
    """Name a party: by its name where it is known, and always by its number."""
    name = (names or {}).get(community_id)
    return f"{name} (community {community_id})" if name else f"community {community_id}"


def _alarm(terms: Terms) -> str:
    if terms.drift == WHOLE:
        return "No alarm calls for one before."
    return (
        "An alarm calls for one when what a party gave and got are apart by more than "
        f"{percent(terms.drift)} of both together. A review is a question, not a penalty."
    )


def _clauses(numbers: list[str]) -> str:
    return f"clause{'s' if len(numbers) > 1 else ''} {', '.join(numbers)}"


def _moment(second: int) -> str:
    return datetime.fromtimestamp(min(second, 253_402_300_799), UTC).strftime("%Y-%m-%d %H:%M UTC")
