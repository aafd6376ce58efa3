# SPDX-License-Identifier: Apache-2.0
"""Acts of the Treasury's machine: joint payments, held payments, and claims by signature."""

from __future__ import annotations

from collections.abc import Callable

from eth_account import Account
from eth_account.messages import encode_typed_data
from hypothesis import strategies as st
from hypothesis.stateful import rule

from symbio.domain.acts import TREASURY_DOMAIN, Domain, Payout, typed_data
from symbio.domain.addresses import checksummed
from symbio.domain.payee import Payee
from tests.stateful.treasury_model import ARBITER, NATIVE, NOBODY, Waiting, key_of
from tests.stateful.treasury_world import (
    CONTROLLERS,
    KEYS,
    KINDS,
    PAYER,
    PEOPLE,
    SPLITS,
    TreasuryWorld,
)

CHAIN_ID = 1  # pyrevm's
DAY = 86_400
picks = st.integers(0, 1_000)
coins = st.integers(0, len(KINDS))
parts = st.tuples(st.integers(1, SPLITS + 1), st.one_of(st.integers(0, 3), st.integers(1, 10**20)))


class HoldRules(TreasuryWorld):
    def a_hold(self, pick: int, wanted: Callable[[Waiting], bool]) -> int:
        """Give the number of such a hold, mostly; else of any, or of one that isn't there."""
        fitting = [n for n, hold in enumerate(self.model.holds, 1) if wanted(hold)]
        if fitting and pick % 8:
            return fitting[pick % len(fitting)]
        return pick % (len(self.model.holds) + 2)

    def of_hold(self, number: int) -> Waiting | None:
        return self.model.holds[number - 1] if 0 < number <= len(self.model.holds) else None

    @rule(coin=coins, several=st.lists(parts, max_size=4), usual=st.booleans())
    def deposit_many(self, coin: int, several: list[tuple[int, int]], usual: bool) -> None:
        token = self.tokens[coin]
        if usual:
            several = [((split - 1) % SPLITS + 1, amount or 7) for split, amount in several]
        splits, amounts = [split for split, _ in several], [amount for _, amount in several]
        act = self.model.bring_many
        self.agree(
            lambda: act(PAYER, token, several),
            *(PAYER, "deposit_many", token, splits, amounts),
            value=sum(amounts) if token == NATIVE else 0,
        )

    # --- holds

    @rule(
        split=st.integers(1, SPLITS),
        coin=coins,
        amount=st.one_of(st.integers(0, 3), *[st.integers(1, 10**20)] * 3),
        days=st.sampled_from([*[1, 30] * 4, -1, 0, 3 * 365, 3 * 365 + 1]),
        payer=st.sampled_from([PAYER, PEOPLE[0]]),
    )
    def deposit_held(self, split: int, coin: int, amount: int, days: int, payer: str) -> None:
        token = self.tokens[coin]
        if payer != PAYER:
            # Who pays may be a payee too, and may be blocked meanwhile: it pays in native coin.
            token = NATIVE
            balance = self.model.coins[NATIVE].balances[payer] + amount
            self.chain.fund(payer, balance)
            self.model.coins[NATIVE].balances[payer] = balance
        self.hold(split, token, amount, days, payer)

    @rule(pick=picks, part=st.integers(0, 105), by=st.integers(0, 5))
    def rule_hold(self, pick: int, part: int, by: int) -> None:
        number = self.a_hold(pick, lambda hold: not hold.decided)
        found = self.of_hold(number)
        to_split = (found.amount if found else 9) * part // 100
        sender, now = ARBITER if by else PAYER, self.chain.time
        act = self.model.rule
        self.agree(
            lambda: act(sender, number, to_split, now), sender, "rule_hold", number, to_split
        )

    @rule(pick=picks, days=st.sampled_from([0, 0, 1, 31]))
    def release_hold(self, pick: int, days: int) -> None:
        now = self.chain.warp(days * DAY)
        number = self.a_hold(pick, lambda hold: not hold.decided and hold.until < now + DAY)
        act = self.model.release
        self.agree(lambda: act(number, now), CONTROLLERS[0], "release_hold", number)

    @rule(pick=picks, own=st.booleans(), to=st.integers(0, 9))
    def withdraw_refund(self, pick: int, own: bool, to: int) -> None:
        number = self.a_hold(pick, lambda hold: hold.refund > 0)
        found = self.of_hold(number)
        sender = found.payer if found and (own or pick % 3) else CONTROLLERS[1]
        target = (NOBODY, self.treasury, self.receivers[0], *PEOPLE, *CONTROLLERS)[to % 8]
        act = self.model.refund
        self.agree(lambda: act(sender, number, target), sender, "withdraw_refund", number, target)

    @rule(pick=picks, place=st.integers(0, 8))
    def claim_of_a_hold(self, pick: int, place: int) -> None:
        """Decided or not, of its own split or another, of a hold that is there or isn't."""
        number = self.a_hold(pick, lambda hold: not hold.decided or pick % 3 == 0)
        found = self.of_hold(number)
        split = found.split if found and pick % 5 else pick % SPLITS + 1
        key, act = (split, key_of(number), self.payee(split, place)), self.model.claim
        self.agree(lambda: act(PAYER, *key), PAYER, "claim", *key)

    # --- signed claims

    @rule(pick=picks, nonce=st.integers(0, 9), days=st.integers(-1, 8), to=st.integers(0, 20))
    def claim_by_signature(self, pick: int, nonce: int, days: int, to: int) -> None:
        split, token, payee = self.due(pick)
        signer = self.model.account(payee) if payee >> 248 < 2 else PEOPLE[0]
        if signer not in KEYS or pick % 9 == 0:
            signer = PEOPLE[pick % len(PEOPLE)]
        target = (NOBODY, self.treasury, self.receivers[0], *PEOPLE, *CONTROLLERS)[
            to if to < 3 else 3 + to % 5
        ]
        now = self.chain.time
        until = now + days * DAY
        act = Payout(
            Domain(TREASURY_DOMAIN, CHAIN_ID, checksummed(self.treasury)),
            split=split,
            payee=Payee.from_word(payee),
            token=checksummed(token),
            to=checksummed(target),
            until=until,
            nonce=nonce,
        )
        message = encode_typed_data(full_message=typed_data(act))
        signature = bytes(Account.sign_message(message, KEYS[signer].key).signature)
        times = (until, nonce, now)
        self.agree(
            lambda: self.model.carry(signer, split, token, payee, target, times),
            *(CONTROLLERS[0], "claim_by_signature", split, token, payee, target, until, nonce),
            signature,
        )
        if pick % 11 == 0:
            revoke = self.model.revoke
            self.agree(lambda: revoke(signer, nonce), signer, "revoke_payout", nonce)
