# SPDX-License-Identifier: Apache-2.0
"""A folder of signed consents, set beside the people whom a steward enrols."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from symbio.chain.communities import Communities
from symbio.chain.people import checked_people
from symbio.chain.plan import Plan
from symbio.chain.signing import SignedAct, parse
from symbio.cli.exits import BadUse
from symbio.cli.files import read
from symbio.domain.acts import Enrolment
from symbio.domain.addresses import checksummed
from symbio.domain.communities import PAGE_LIMIT
from symbio.domain.errors import BadAct


def consenting_pages(
    communities: Communities, community_id: int, people: Sequence[str], folder: Path
) -> tuple[list[Plan[Any]], int]:
    """Plan the pages of a roll with its consents; gives the plans and how many consented.

    Raises BadAct, BadUse where a consent is for another community or invitation, or of a stranger.
    """
    given, invited_at = _read(communities, community_id, folder)
    strangers = given.keys() - set(people)
    if strangers:
        raise BadUse(f"{min(strangers)} consents, but isn't in the list of people.")
    # The contract takes consenting people in ascending order of their addresses.
    listed = sorted(checked_people(people), key=lambda person: int(person, 16))
    plans: list[Plan[Any]] = []
    for at in range(0, len(listed), PAGE_LIMIT):
        page = listed[at : at + PAGE_LIMIT]
        consents = [given.get(person) for person in page]
        plans.append(communities.enrol_with_consent(community_id, page, invited_at, consents))
    return plans, len(given)


def _read(
    communities: Communities, community_id: int, folder: Path
) -> tuple[dict[str, bytes], int]:
    given: dict[str, bytes] = {}
    invited: set[int] = set()
    for file in sorted(folder.glob("*.json")):
        signed = parse(read(file))
        act = signed.read()
        if not isinstance(act, Enrolment) or act.domain != communities.domain:
            raise BadAct(f"{file} is no consent for this deployment.")
        if act.community != community_id:
            raise BadAct(f"{file} consents to standing on the roll of community {act.community}.")
        given[checksummed(signed.signer)] = _by_key(signed, file)
        invited.add(act.invitation)
    if not given:
        raise BadUse(f"There are no consents (*.json) in {folder}.")
    if len(invited) > 1:
        raise BadUse("The consents are for several invitations; enrol those of each by themselves.")
    return given, invited.pop()


def _by_key(signed: SignedAct, file: Path) -> bytes:
    if not signed.is_by_key():
        raise BadAct(f"{file} is not signed by {signed.signer}.")
    return signed.raw_signature()
