# SPDX-License-Identifier: Apache-2.0
"""The handle of the Treasury: proportional revenue splits, pulled by each."""

from __future__ import annotations

from collections.abc import Mapping

from symbio.chain.decoding import build_for
from symbio.chain.handle import Handle, nothing
from symbio.chain.plan import Outcome, Plan, first
from symbio.domain import events
from symbio.domain.amount import Amount, Token
from symbio.domain.payee import Payee
from symbio.domain.treasury import Split

Shares = Mapping[Payee, int]


class Treasury(Handle):
    """The Treasury on one chain. Shares are basis points of 10,000; money is an `Amount`."""

    contract = "Treasury"

    # --- splits

    def create(self, controller: str, shares: Shares) -> Plan[int]:
        """Create a split; with the empty address as controller it never changes. Gives its id."""
        words = f"Create a split with {len(shares)} payees, controlled by {controller}."
        return self._plan(
            "create",
            (controller, *_columns(shares)),
            words,
            lambda logs: first(logs, events.SplitCreated).split_id,
        )

    def set_shares(self, split_id: int, shares: Shares) -> Plan[int]:
        """Change the shares of the payees named, for the future; 0 removes. Gives the version."""
        return self._plan(
            "set_shares",
            (split_id, *_columns(shares)),
            f"Change the shares of {len(shares)} payees of split {split_id} for the future.",
            lambda logs: first(logs, events.SharesSet).version,
        )

    def offer_control(self, split_id: int, heir: str) -> Plan[None]:
        """Offer the control to an heir; the empty address takes an offer back."""
        words = f"Offer the control of split {split_id} to {heir}."
        return self._plan("offer_control", (split_id, heir), words, nothing)

    def accept_control(self, split_id: int) -> Plan[None]:
        """Take an offered control."""
        words = f"Accept the control of split {split_id}."
        return self._plan("accept_control", (split_id,), words, nothing)

    def renounce_control(self, split_id: int) -> Plan[None]:
        """Make the shares of a split unchangeable, for good."""
        words = f"Renounce the control of split {split_id}: its shares never change again."
        return self._plan("renounce_control", (split_id,), words, nothing)

    # --- money

    def deposit(self, split_id: int, amount: Amount) -> Plan[Amount]:
        """Pay revenue into a split; an ERC-20 needs `Coin.approve` first. Gives the credit."""
        native = amount.token.is_native
        return self._plan(
            "deposit",
            (split_id, amount.token.address, amount.units),
            f"Pay {amount} into split {split_id}.",
            _credited(amount.token),
            value=amount.units if native else 0,
        )

    def collect(self, split_id: int, token: Token) -> Plan[Amount]:
        """Bring in what lies on the split's receiving address; by anybody. Gives the credit."""
        words = f"Bring the {token.symbol} on the address of split {split_id} into it."
        return self._plan("collect", (split_id, token.address), words, _credited(token))

    def claim(self, split_id: int, token: Token, payee: Payee) -> Plan[Amount]:
        """Pay a payee what it is owed, or let it flow on into a nested split; by anybody."""
        words = f"Pay {payee} what split {split_id} owes it in {token.symbol}."
        return self._plan("claim", (split_id, token.address, payee.word), words, _claimed(token))

    def claim_to(self, split_id: int, token: Token, payee: Payee, to: str) -> Plan[Amount]:
        """Pay what is owed to another address; by the account, or the community's steward."""
        words = f"Pay what split {split_id} owes {payee} in {token.symbol} to {to}."
        arguments = (split_id, token.address, payee.word, to)
        return self._plan("claim_to", arguments, words, _claimed(token))

    # --- views

    def count(self) -> int:
        """Read how many splits there are; they are numbered from 1."""
        return int(self._read("count"))

    def split(self, split_id: int) -> Split:
        """Read a split."""
        return build_for(Split, split_id, self._read("split", split_id))

    def share(self, split_id: int, payee: Payee) -> int:
        """Read a payee's share, in basis points."""
        return int(self._read("share", split_id, payee.word))

    def owed(self, split_id: int, token: Token, payee: Payee) -> Amount:
        """Read what a payee may claim now."""
        return token.units(self._read("owed", split_id, token.address, payee.word))

    def received(self, split_id: int, token: Token) -> Amount:
        """Read what a split has ever been credited."""
        return token.units(self._read("received", split_id, token.address))

    def held(self, token: Token) -> Amount:
        """Read what all splits together are owed."""
        return token.units(self._read("held", token.address))

    def receiving_address(self, split_id: int) -> str:
        """Read the plain address on which a split can be paid."""
        return str(self._read("receiving_address", split_id))


def _columns(shares: Shares) -> tuple[tuple[int, ...], tuple[int, ...]]:
    return tuple(payee.word for payee in shares), tuple(shares.values())


def _credited(token: Token) -> Outcome[Amount]:
    return lambda logs: token.units(first(logs, events.RevenueReceived).amount)


def _claimed(token: Token) -> Outcome[Amount]:
    def taken(logs: tuple[events.Event, ...]) -> Amount:
        for each in logs:
            if isinstance(each, events.RevenueFlowed):
                return token.units(each.amount)
        return token.units(first(logs, events.RevenueClaimed).owed)

    return taken
