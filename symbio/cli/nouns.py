# SPDX-License-Identifier: Apache-2.0
"""The nouns of the command line, and what each is about."""

from __future__ import annotations

import typer

NOUNS = {
    "community": "Who exists, who acts for them, and their stances.",
    "roll": "A community's people: enrol, rotate keys, leave.",
    "federation": "Federations: terms, founding, members.",
    "charter": "Check, compare and amend charters.",
    "proposal": "Put, read, withdraw and execute proposals.",
    "vote": "Ballots: cast, or signed offline and carried.",
    "treasury": "Shared revenue: splits, deposits and claims.",
    "accord": "Accords in place of tariffs: agree, quote, review, leave.",
    "market": "Offers: sign, list, search; barter in rings.",
    "order": "Orders in escrow: open, deliver, confirm, dispute.",
    "obligation": "Who owes whom: signed by both, paid, disputed.",
    "clearing": "Set off what is owed in circles, in rounds.",
    "case": "Conflicts: open, plans, arbitration, appeal, conclude.",
    "mediate": "Mediators: volunteer, be named or drawn, accept.",
    "remedy": "What a plan asks: done, paid, confirmed, agreed anew.",
    "jury": "Juries by lot: seasons, seats, hidden votes, the draw verified.",
    "deploy": "Put the suite on a chain, and verify it.",
    "node": "A local chain with the suite and demo accounts.",
    "demo": "The story of a federation, on its own chain.",
    "doctor": "Check this machine, the node and the deployment.",
    "explain": "What a refusal means and what to do next.",
}


def noun(name: str) -> typer.Typer:
    """Begin a noun's commands."""
    return typer.Typer(
        no_args_is_help=True, add_completion=False, help=NOUNS[name], rich_markup_mode=None
    )
