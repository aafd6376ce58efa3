# SPDX-License-Identifier: Apache-2.0
"""People as bytes: pages of a roll, the consents beside them, and packed ballots."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from symbio.chain.client import address_of
from symbio.domain.addresses import NOBODY
from symbio.domain.communities import PAGE_LIMIT, PERSON_BYTES
from symbio.domain.errors import BadRoll
from symbio.domain.federation import Choice

NO_CONSENT = bytes(64)


def checked_people(people: Sequence[str]) -> tuple[str, ...]:
    """Checksum a list of people; raises BadRoll with the line of the first that is wrong."""
    if not people:
        raise BadRoll("The list of people is empty.")
    seen: dict[str, int] = {}
    for line, person in enumerate(people, 1):
        try:
            written = address_of(person)
        except Exception as error:
            raise BadRoll(f"Person {line}: {error}") from error
        if written == NOBODY:
            raise BadRoll(f"Person {line} is the empty address.")
        if written in seen:
            raise BadRoll(f"Person {line} is the same as person {seen[written]}: {written}.")
        seen[written] = line
    return tuple(seen)


def packed_people(people: Sequence[str]) -> bytes:
    """Pack one page of people; raises BadRoll."""
    if len(people) > PAGE_LIMIT:
        raise BadRoll(f"A page holds at most {PAGE_LIMIT:,} people, and these are {len(people):,}.")
    return b"".join(bytes.fromhex(each[2:]) for each in checked_people(people))


def unpacked_people(code: bytes) -> tuple[str, ...]:
    """Read the people from a page's code: one zero byte, then 20 bytes each."""
    raw = code[1:]
    return tuple(
        address_of("0x" + raw[at : at + PERSON_BYTES].hex())
        for at in range(0, len(raw), PERSON_BYTES)
    )


def pages_of(people: Sequence[str], size: int = PAGE_LIMIT) -> Iterator[tuple[str, ...]]:
    """Part a long list of people into pages, after checking all of it; raises BadRoll."""
    whole = checked_people(people)
    for at in range(0, len(whole), size):
        yield whole[at : at + size]


def packed_consents(people: Sequence[str], consents: Sequence[bytes | None]) -> bytes:
    """Pack the consents of a page, 64 bytes a person; raises BadRoll where they don't pair."""
    if len(people) != len(consents):
        raise BadRoll(f"{len(people):,} people come with {len(consents):,} consents.")
    numbers = [int(each, 16) for each in people]
    if numbers != sorted(numbers):
        raise BadRoll("With consents, people stand in ascending order of their addresses.")
    return b"".join(NO_CONSENT if each is None else compact(each) for each in consents)


def packed_ballot(offset: int, choice: Choice, signature: bytes, reason: bytes = b"") -> bytes:
    """Pack one signed ballot: uint16 (choice, offset), the reason's digest if any, r, vs."""
    return (int(choice) << 10 | offset).to_bytes(2, "big") + reason + compact(signature)


_HALF_ORDER = 0x7FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF5D576E7357A4501DDFE92F46681B20A0
_ORDER = 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141


def compact(signature: bytes) -> bytes:
    """Write a signature of 64 or 65 bytes as r and vs (EIP-2098), with the low s.

    Raises ValueError for any other length or v.
    """
    if len(signature) == 64:
        return signature
    if len(signature) != 65:
        raise ValueError(f"a signature has 64 or 65 bytes, not {len(signature)}")
    r, s, v = signature[:32], int.from_bytes(signature[32:64], "big"), signature[64]
    if v not in (0, 1, 27, 28):
        raise ValueError(f"a signature's last byte is 27 or 28, not {v}")
    parity = (v - 27) if v >= 27 else v
    if s > _HALF_ORDER:
        s, parity = _ORDER - s, 1 - parity
    return r + (s | parity << 255).to_bytes(32, "big")


def expanded(signature: bytes) -> bytes:
    """Write a signature of 64 or 65 bytes as r, s and v, 27 or 28."""
    if len(signature) == 65:
        return signature
    s = int.from_bytes(signature[32:], "big")
    return signature[:32] + (s & (1 << 255) - 1).to_bytes(32, "big") + bytes([27 + (s >> 255)])
