# SPDX-License-Identifier: Apache-2.0
"""Seaport: goods for money in one step without escrow, and a ring of three signed orders."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from eth_account import Account

from benchmarks.gas import bartering
from benchmarks.gas.bartering import UNLIMITED
from benchmarks.gas.compiled import Code
from benchmarks.gas.evm import CHAIN_ID, Contract, Evm, Person

NAME = "Seaport 1.6"
SALE = "Seaport 1.6, the whole sale without escrow"
DAY = 86_400
NOBODY, NONE = "0x" + "00" * 20, bytes(32)
ERC20, ERC1155 = 1, 3
FULL_OPEN, ERC20_TO_ERC1155_FULL_OPEN = 0, 12
FISH, QUANTITY = 1 << 40 | 4 << 32 | 305, 25
PRICE, CONTRIBUTION = 232_750_000_000_000_000, 4_750_000_000_000_000
_ITEM = [
    {"name": "itemType", "type": "uint8"},
    {"name": "token", "type": "address"},
    {"name": "identifierOrCriteria", "type": "uint256"},
    {"name": "startAmount", "type": "uint256"},
    {"name": "endAmount", "type": "uint256"},
]
_TYPES = {
    "OrderComponents": [
        {"name": "offerer", "type": "address"},
        {"name": "zone", "type": "address"},
        {"name": "offer", "type": "OfferItem[]"},
        {"name": "consideration", "type": "ConsiderationItem[]"},
        {"name": "orderType", "type": "uint8"},
        {"name": "startTime", "type": "uint256"},
        {"name": "endTime", "type": "uint256"},
        {"name": "zoneHash", "type": "bytes32"},
        {"name": "salt", "type": "uint256"},
        {"name": "conduitKey", "type": "bytes32"},
        {"name": "counter", "type": "uint256"},
    ],
    "OfferItem": _ITEM,
    "ConsiderationItem": [*_ITEM, {"name": "recipient", "type": "address"}],
}
Item = tuple[int, str, int, int, int]


@dataclass(frozen=True)
class Order:
    """What one gives for one thing that is paid to one or to two."""

    offerer: Person
    gives: Item
    wants: list[tuple[Any, ...]]
    times: tuple[int, int]
    salt: int

    def parameters(self) -> tuple[Any, ...]:
        """The order as Seaport takes it."""
        return (
            *(self.offerer.address, NOBODY, [self.gives], self.wants, FULL_OPEN, *self.times),
            *(NONE, self.salt, NONE, len(self.wants)),
        )

    def signed(self, seaport: Contract) -> bytes:
        """Its offerer's signature, in the 64 bytes that Seaport's own SDK sends."""
        domain = {
            "name": "Seaport",
            "version": "1.6",
            "chainId": CHAIN_ID,
            "verifyingContract": seaport.address,
        }
        values = (*self.parameters()[:-1], 0)
        fields = [field["name"] for field in _TYPES["OrderComponents"]]
        message = dict(zip(fields, values, strict=True))
        for field, kind in (("offer", "OfferItem"), ("consideration", "ConsiderationItem")):
            names = [part["name"] for part in _TYPES[kind]]
            message[field] = [dict(zip(names, item, strict=True)) for item in message[field]]
        made = Account.sign_typed_data(self.offerer.key, domain, _TYPES, message)
        return made.r.to_bytes(32, "big") + (made.s | (made.v - 27) << 255).to_bytes(32, "big")


def measure(evm: Evm, code: dict[str, Code]) -> dict[str, int]:
    """The third order of a seller's goods, and the second ring of three."""
    controller = evm.deploy(code["ConduitController"].abi, code["ConduitController"].initcode)
    made = code["Seaport"]
    seaport = evm.deploy(made.abi, made.initcode, controller.address)
    coin, holder = code["DemoCoin"], evm.founder.address
    coins = [
        evm.deploy(coin.abi, coin.initcode, f"Demo coin {n}", "DEUR", 18, holder, 10**24)
        for n in range(3)
    ]
    goods = evm.deploy(code["PeerGoods"].abi, code["PeerGoods"].initcode)
    return _order(evm, seaport, coins[0], goods) | _barter(evm, seaport, coins)


def _order(evm: Evm, seaport: Contract, coin: Contract, goods: Contract) -> dict[str, int]:
    """A basic order; its price goes to the seller and to a fund, its goods to the buyer."""
    seller, buyer, fund = (evm.person(f"{name} at sea") for name in ("seller", "buyer", "fund"))
    goods.send(evm.founder, "mint", seller.address, FISH, 1_000)
    goods.send(seller, "setApprovalForAll", seaport.address, True)
    coin.send(evm.founder, "transfer", buyer.address, 10**21)
    coin.send(buyer, "approve", seaport.address, UNLIMITED)
    gas = {}
    for salt in range(3):
        price = ERC20, coin.address, 0, PRICE, PRICE, seller.address
        share = ERC20, coin.address, 0, CONTRIBUTION, CONTRIBUTION, fund.address
        gives = ERC1155, goods.address, FISH, QUANTITY, QUANTITY
        order = Order(seller, gives, [price, share], (evm.now(), evm.now() + DAY), salt)
        basic = (
            *(coin.address, 0, PRICE, seller.address, NOBODY, goods.address, FISH, QUANTITY),
            *(ERC20_TO_ERC1155_FULL_OPEN, *order.times, NONE, salt, NONE, NONE, 1),
            *([(CONTRIBUTION, fund.address)], order.signed(seaport)),
        )
        gas["order_open"] = seaport.send(buyer, "fulfillBasicOrder_efficient_6GL6yc", basic)
    return gas


def _barter(evm: Evm, seaport: Contract, coins: list[Contract]) -> dict[str, int]:
    """A ring of three who have held each other's coins and have bartered before."""
    givers = bartering.givers(evm, seaport.address, coins)
    carrier, gas = evm.person("carrier of swaps"), {}
    # What the one before offers goes to each as the only thing it wants.
    matches = [([(n - 1) % 3, 0], [n, 0]) for n in range(3)]
    fulfilments = [([tuple(offered)], [tuple(wanted)]) for offered, wanted in matches]
    for salt in range(2):
        orders = []
        for n, giver in enumerate(givers):
            gives, wants = (
                (ERC20, coins[m].address, 0, *[10**18 + m] * 2) for m in (n, (n - 1) % 3)
            )
            times = evm.now(), evm.now() + DAY
            order = Order(giver, gives, [(*wants, giver.address)], times, salt)
            orders.append((order.parameters(), order.signed(seaport)))
        gas["barter_3"] = seaport.send(carrier, "matchOrders", orders, fulfilments)
    return gas
