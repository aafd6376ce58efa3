# SPDX-License-Identifier: Apache-2.0
"""The handle of the Escrow: orders from delivery to their end, and refunds."""

from __future__ import annotations

from symbio.chain.decoding import build_for
from symbio.chain.handle import Handle, nothing
from symbio.chain.plan import Outcome, Plan, first
from symbio.domain import events
from symbio.domain.amount import Amount, Token
from symbio.domain.escrow import Order

UNNAMED = 2**256 - 1


class Escrow(Handle):
    """The Escrow of one Market. Quantities are whole units of the goods, shares basis points."""

    contract = "Escrow"

    # --- steps

    def deliver(self, order_id: int, quantity: int, evidence: bytes) -> Plan[None]:
        """Say, by the seller, that so many units of the stage were delivered."""
        words = f"Say that {quantity:,} units of order {order_id} were delivered."
        return self._plan("deliver", (order_id, quantity, evidence), words, nothing)

    def confirm(self, order_id: int) -> Plan[None]:
        """Confirm a delivery, by the buyer: the stage is paid at once."""
        words = f"Confirm the delivery of order {order_id}, and pay for it."
        return self._plan("confirm", (order_id,), words, nothing)

    def release(self, order_id: int) -> Plan[None]:
        """Pay a delivery that the buyer has neither confirmed nor disputed in time; by anybody."""
        words = f"Pay for the delivery of order {order_id}, whose inspection is over."
        return self._plan("release", (order_id,), words, nothing)

    def cancel(self, order_id: int) -> Plan[None]:
        """Cancel: the buyer while cooling, the seller until it delivers; the rest is refunded."""
        words = f"Cancel order {order_id}; what is left in escrow goes back to the buyer."
        return self._plan("cancel", (order_id,), words, nothing)

    def expire(self, order_id: int) -> Plan[None]:
        """End an order whose time to deliver has passed; by anybody."""
        words = f"End order {order_id}, which wasn't delivered in time."
        return self._plan("expire", (order_id,), words, nothing)

    def dispute(self, order_id: int, claim: bytes, value: int = 0) -> Plan[None]:
        """Dispute a delivery, by the buyer; with the arbiter's price as value it is summoned."""
        words = f"Dispute the delivery of order {order_id}."
        return self._plan("dispute", (order_id, claim), words, nothing, value=value)

    def summon(self, order_id: int, value: int) -> Plan[None]:
        """Bring a dispute before its arbiter, by either of the two, for the arbiter's price."""
        words = f"Bring order {order_id} before its arbiter."
        return self._plan("summon", (order_id,), words, nothing, value=value)

    def rule(self, dispute_id: int, ruling: int) -> Plan[None]:
        """Rule (ERC-792), by the arbiter: 1 to 101 give the seller 0 to 100 percent; 0: refuse."""
        words = f"Rule {ruling} on dispute {dispute_id}."
        return self._plan("rule", (dispute_id, ruling), words, nothing)

    def agree(self, order_id: int, share: int) -> Plan[None]:
        """Name the share that the seller gets; done when buyer and seller name the same."""
        words = f"Agree that the seller of order {order_id} gets {share:,} of 10,000."
        return self._plan("agree", (order_id, share), words, nothing)

    def lapse(self, order_id: int) -> Plan[None]:
        """End a dispute that nobody ruled in time, as the offer said; by anybody."""
        words = f"End the dispute of order {order_id}, which nobody ruled in time."
        return self._plan("lapse", (order_id,), words, nothing)

    def submit_evidence(self, order_id: int, evidence: bytes) -> Plan[None]:
        """Log the digest of a piece of evidence, by buyer or seller."""
        words = f"Log the evidence {evidence.hex()[:8]}… for order {order_id}."
        return self._plan("submit_evidence", (order_id, evidence), words, nothing)

    # --- refunds

    def withdraw(self, token: Token) -> Plan[Amount]:
        """Take what the Escrow owes the sender in a currency. Gives what was owed."""
        words = f"Take what the Escrow owes in {token.symbol}."
        return self._plan("withdraw", (token.address,), words, _withdrawn(token))

    def withdraw_to(self, token: Token, to: str) -> Plan[Amount]:
        """Have what the Escrow owes the sender paid to another address."""
        words = f"Have what the Escrow owes in {token.symbol} paid to {to}."
        return self._plan("withdraw_to", (token.address, to), words, _withdrawn(token))

    # --- views

    def market(self) -> str:
        """Read which Market opens orders here."""
        return str(self._read("market"))

    def count(self) -> int:
        """Read how many orders there have been; they are numbered from 1."""
        return int(self._read("count"))

    def order(self, order_id: int) -> Order:
        """Read an order."""
        return build_for(Order, order_id, self._read("order", order_id))

    def disputed_order(self, arbiter: str, dispute_id: int) -> int:
        """Read which order an arbiter's dispute is about; 0: none."""
        return int(self._read("disputed_order", arbiter, dispute_id))

    def named_shares(self, order_id: int) -> tuple[int | None, int | None]:
        """Read the shares that buyer and seller have named for the seller; None: none yet."""
        buyer, seller = self._read("named_shares", order_id)
        return (None if buyer == UNNAMED else buyer, None if seller == UNNAMED else seller)

    def balances(self, accord_id: int, party_id: int, token: Token) -> tuple[Amount, Amount]:
        """Read what a party gave and what it got under an accord, in a currency."""
        gave, got = self._read("balances", accord_id, party_id, token.address)
        return token.units(gave), token.units(got)

    def owed(self, account: str, token: Token) -> Amount:
        """Read what an account may withdraw now."""
        return token.units(self._read("owed", account, token.address))

    def held(self, token: Token) -> Amount:
        """Read what is in escrow and owed together."""
        return token.units(self._read("held", token.address))


def _withdrawn(token: Token) -> Outcome[Amount]:
    return lambda logs: token.units(first(logs, events.RefundWithdrawn).owed)
