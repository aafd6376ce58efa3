# SPDX-License-Identifier: Apache-2.0
"""The nonce of an obligation: drawn from what it says, so that nothing is registered twice."""

from __future__ import annotations

from symbio.domain.documents import digest

_BYTES = 6


def nonce_of(
    debtor: str, creditor: str, currency: str, amount: int, due: int, reference: str
) -> int:
    """Draw the nonce of an obligation from its own words.

    The same invoice, imported again or by both sides, has the same nonce, and the chain takes a
    nonce once: it can't come to be owed twice. Who owes the same twice says so in the reference.
    """
    said = [debtor, creditor, currency, str(amount), str(due), reference]
    return int.from_bytes(digest(said)[:_BYTES])
