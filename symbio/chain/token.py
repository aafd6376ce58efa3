# SPDX-License-Identifier: Apache-2.0
"""The handle of a currency: an ERC-20 token, or the chain's own coin."""

from __future__ import annotations

from symbio.chain.abi import Function
from symbio.chain.client import Client
from symbio.chain.handle import Handle, nothing
from symbio.chain.plan import Plan
from symbio.domain.amount import NATIVE, Amount, Token
from symbio.domain.errors import NotSignable

_PAY = Function("", (), (), "payable")


class Coin(Handle):
    """One currency; `token` is its value, which amounts carry."""

    contract = "DemoCoin"

    def __init__(self, client: Client, token: Token) -> None:
        super().__init__(client, token.address)
        self.token = token

    @classmethod
    def at(cls, client: Client, address: str) -> Coin:
        """Read a token's symbol and decimals from the chain."""
        coin = cls(client, Token(address, "", 18))
        if coin.token.is_native:
            return cls.native(client)
        return cls(client, Token(coin.address, coin.symbol(), coin.decimals()))

    @classmethod
    def native(cls, client: Client, symbol: str = "ETH") -> Coin:
        """Give the chain's own coin."""
        return cls(client, Token(NATIVE, symbol, 18))

    def symbol(self) -> str:
        """Read how people write the token."""
        return self.token.symbol if self.token.is_native else str(self._read("symbol"))

    def decimals(self) -> int:
        """Read how many decimals the token has."""
        return 18 if self.token.is_native else int(self._read("decimals"))

    def name(self) -> str:
        """Read the token's full name."""
        return self.token.symbol if self.token.is_native else str(self._read("name"))

    def totalSupply(self) -> Amount:
        """Read how much of the token there is."""
        return self.token.units(self._read("totalSupply"))

    def balanceOf(self, holder: str) -> Amount:
        """Read what an account holds, under the ERC-20 name."""
        return self.balance(holder)

    def balance(self, holder: str) -> Amount:
        """Read what an account holds."""
        if self.token.is_native:
            return self.token.units(self.client.balance(holder))
        return self.token.units(self._read("balanceOf", holder))

    def allowance(self, owner: str, spender: str) -> Amount:
        """Read how much a spender may take."""
        return self.token.units(self._read("allowance", owner, spender))

    def approve(self, spender: str, amount: Amount) -> Plan[None]:
        """Allow a spender to take so much; the chain's own coin needs and has no such thing."""
        if self.token.is_native:
            raise NotSignable(f"{self.token.symbol} needs no allowance.")
        self.token.units(0) + amount
        words = f"Allow {spender} to take {amount}."
        return self._plan("approve", (spender, amount.units), words, nothing)

    def transfer(self, to: str, amount: Amount) -> Plan[None]:
        """Pay so much to an account."""
        self.token.units(0) + amount
        words = f"Pay {amount} to {to}."
        if not self.token.is_native:
            return self._plan("transfer", (to, amount.units), words, nothing)
        return Plan(self.client, "coin", to, _PAY, (), words, nothing, value=amount.units)

    def transferFrom(self, owner: str, to: str, amount: Amount) -> Plan[None]:
        """Take so much from an owner who allowed it."""
        self.token.units(0) + amount
        words = f"Take {amount} from {owner} to {to}."
        return self._plan("transferFrom", (owner, to, amount.units), words, nothing)
