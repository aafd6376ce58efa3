# SPDX-License-Identifier: Apache-2.0
"""The handle of the Treasury: proportional revenue splits, pulled by each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache

from symbio.chain.decoding import Logged, build_for
from symbio.chain.handle import Handle, nothing
from symbio.chain.plan import Outcome, Plan, Receipt, first
from symbio.chain.token import Coin
from symbio.domain import events
from symbio.domain.acts import TREASURY_DOMAIN, Domain, Payout
from symbio.domain.amount import Amount, Token
from symbio.domain.errors import BadArgument
from symbio.domain.holds import Hold, hold_key
from symbio.domain.payee import Payee
from symbio.domain.split_statement import Entry, Teller
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

    def deposit_many(self, amounts: Mapping[int, Amount]) -> Plan[Amount]:
        """Pay several splits by one transfer, in one token; gives what they were credited.

        Raises MixedTokens for amounts in several tokens, BadArgument for none.
        """
        total = _sum(amounts.values())
        parts = ", ".join(f"{each} into split {split}" for split, each in amounts.items())
        units = tuple(each.units for each in amounts.values())
        return self._plan(
            "deposit_many",
            (total.token.address, tuple(amounts), units),
            f"Pay {parts}.",
            _credited(total.token),
            value=total.units if total.token.is_native else 0,
        )

    def collect(self, split_id: int, token: Token) -> Plan[Amount]:
        """Bring in what lies on the split's receiving address; by anybody. Gives the credit."""
        words = f"Bring the {token.symbol} on the address of split {split_id} into it."
        return self._plan("collect", (split_id, token.address), words, _credited(token))

    def claim(
        self, split_id: int, token: Token, payee: Payee, hold_id: int | None = None
    ) -> Plan[Amount]:
        """Pay a payee what it is owed, or let it flow on into a nested split; by anybody.

        With `hold_id`: what the split got of that hold, whose token `token` is. While the token is
        impaired, only the payee itself claims.
        """
        words = f"Pay {payee} what split {split_id} owes it {_of(token, hold_id)}."
        arguments = (split_id, _key(token, hold_id), payee.word)
        return self._plan("claim", arguments, words, _claimed(token))

    def claim_to(
        self, split_id: int, token: Token, payee: Payee, to: str, hold_id: int | None = None
    ) -> Plan[Amount]:
        """Pay what is owed to another address; by the account, or the community's steward."""
        words = f"Pay what split {split_id} owes {payee} {_of(token, hold_id)} to {to}."
        arguments = (split_id, _key(token, hold_id), payee.word, to)
        return self._plan("claim_to", arguments, words, _claimed(token))

    # --- payments that wait for a ruling

    def deposit_held(self, split_id: int, amount: Amount, arbiter: str, until: int) -> Plan[int]:
        """Pay what is the split's once `arbiter` rules so, or `until` is over; gives the hold's id.

        An ERC-20 needs `Coin.approve` first. The arbiter must be able to call `rule_hold`.
        """
        return self._plan(
            "deposit_held",
            (split_id, amount.token.address, amount.units, arbiter, until),
            f"Pay {amount} for split {split_id}, held for {arbiter} to rule.",
            lambda logs: first(logs, events.PaymentHeld).hold_id,
            value=amount.units if amount.token.is_native else 0,
        )

    def rule_hold(self, hold_id: int, to_split: Amount) -> Plan[None]:
        """Give so much of a hold to its split and the rest back; once, by its arbiter."""
        words = f"Rule on hold {hold_id}: {to_split} to its split, the rest back to its payer."
        return self._plan("rule_hold", (hold_id, to_split.units), words, nothing)

    def release_hold(self, hold_id: int) -> Plan[None]:
        """Give all of a hold to its split, when nobody ruled in time; by anybody."""
        words = f"Release hold {hold_id} to its split."
        return self._plan("release_hold", (hold_id,), words, nothing)

    def withdraw_refund(self, hold_id: int, token: Token, to: str) -> Plan[Amount]:
        """Take back what a ruling gave the payer, to any address; by the payer."""
        return self._plan(
            "withdraw_refund",
            (hold_id, to),
            f"Pay what was refunded of hold {hold_id} to {to}.",
            lambda logs: token.units(first(logs, events.HoldRefunded).owed),
        )

    # --- claims by signature

    @property
    def domain(self) -> Domain:
        return Domain(TREASURY_DOMAIN, self.client.chain_id, self.address)

    def payout(
        self,
        split_id: int,
        token: Token,
        payee: Payee,
        to: str,
        until: int,
        nonce: int,
        hold_id: int | None = None,
    ) -> Payout:
        """Give the act that the payee's account signs, or its steward, instead of `claim_to`."""
        where = _key(token, hold_id)
        return Payout(
            self.domain,
            split=split_id,
            payee=payee,
            token=where,
            to=to,
            until=until,
            nonce=nonce,
        )

    def claim_by_signature(self, act: Payout, token: Token, signature: bytes) -> Plan[Amount]:
        """Carry a payee's signature; `token` is the one that is paid. By anybody, once."""
        arguments = (act.split, act.token, act.payee.word, act.to, act.until, act.nonce, signature)
        words = f"Pay what split {act.split} owes {act.payee} to {act.to}, as was signed."
        return self._plan("claim_by_signature", arguments, words, _claimed(token), act=act)

    def revoke_payout(self, nonce: int) -> Plan[None]:
        """Make the sender's own payouts with this number worthless."""
        words = f"Revoke every signed payout with the number {nonce}."
        return self._plan("revoke_payout", (nonce,), words, nothing)

    # --- in words

    def statement(
        self, split_id: int | None = None, *, named: Callable[[str], str] = str
    ) -> Iterator[tuple[Logged, Entry]]:
        """Tell every movement of money, or one split's, oldest first, each in a sentence."""
        teller = Teller(cache(lambda address: Coin.at(self.client, address).token), named)
        for each in self.events():
            entry = teller.tell(each.event)
            if entry is not None and split_id in (None, entry.split_id):
                yield each, entry

    def told(self, receipt: Receipt[object]) -> tuple[str, ...]:
        """Tell in sentences what a transaction did with money here."""
        found = self.statement()
        return tuple(entry.says for each, entry in found if each.transaction == receipt.hash)

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

    def owed(self, split_id: int, token: Token, payee: Payee, hold_id: int | None = None) -> Amount:
        """Read what a payee may claim now; with `hold_id`, of that hold."""
        return token.units(self._read("owed", split_id, _key(token, hold_id), payee.word))

    def received(self, split_id: int, token: Token, hold_id: int | None = None) -> Amount:
        """Read what a split has ever been credited; with `hold_id`, of that hold."""
        return token.units(self._read("received", split_id, _key(token, hold_id)))

    def held(self, token: Token) -> Amount:
        """Read what is owed of a token to all: payees, open holds, and refunds."""
        return token.units(self._read("held", token.address))

    def holds(self) -> int:
        """Read how many holds there are; they are numbered from 1."""
        return int(self._read("holds"))

    def hold(self, hold_id: int) -> Hold:
        """Read a hold."""
        return build_for(Hold, hold_id, self._read("hold", hold_id))

    def payout_spent(self, account: str, nonce: int) -> bool:
        """Read whether an account's payout with this number was used or revoked."""
        return bool(self._read("payout_spent", account, nonce))

    def receiving_address(self, split_id: int) -> str:
        """Read the plain address on which a split can be paid."""
        return str(self._read("receiving_address", split_id))


def _columns(shares: Shares) -> tuple[tuple[int, ...], tuple[int, ...]]:
    return tuple(payee.word for payee in shares), tuple(shares.values())


def _key(token: Token, hold_id: int | None) -> str:
    return token.address if hold_id is None else hold_key(hold_id)


def _of(token: Token, hold_id: int | None) -> str:
    return f"in {token.symbol}" if hold_id is None else f"of hold {hold_id}"


def _sum(amounts: Iterable[Amount]) -> Amount:
    listed = list(amounts)
    if not listed:
        raise BadArgument("There is no split to pay.")
    return sum(listed[1:], listed[0])


def _credited(token: Token) -> Outcome[Amount]:
    def together(logs: tuple[events.Event, ...]) -> Amount:
        received = [each for each in logs if isinstance(each, events.RevenueReceived)]
        return token.units(sum(each.amount for each in received))

    return together


def _claimed(token: Token) -> Outcome[Amount]:
    def taken(logs: tuple[events.Event, ...]) -> Amount:
        for each in logs:
            if isinstance(each, events.RevenueFlowed):
                return token.units(each.amount)
        return token.units(first(logs, events.RevenueClaimed).owed)

    return taken
