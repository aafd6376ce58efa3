# SPDX-License-Identifier: Apache-2.0
"""Orders: opened under an accord, released into two splits; and a barter of three."""

from __future__ import annotations

from typing import Any

from eth_account import Account

from benchmarks.gas import bartering
from benchmarks.gas.bartering import UNLIMITED
from benchmarks.gas.compiled import Code
from benchmarks.gas.evm import CHAIN_ID, Contract, Evm, Person

DAY = 86_400
NOBODY = "0x" + "00" * 20
FISH = 1 << 40 | 4 << 32 | 305
PRICE, QUANTITY, CONCESSION, CONTRIBUTION = 10**16, 25, 500, 200
TOTAL = PRICE * QUANTITY * (10_000 - CONCESSION) // 10_000
_SWAP = [
    {"name": "giver", "type": "address"},
    {"name": "title", "type": "string"},
    {"name": "gives", "type": "address"},
    {"name": "gives_amount", "type": "uint256"},
    {"name": "wants", "type": "address"},
    {"name": "wants_amount", "type": "uint256"},
    {"name": "until", "type": "uint256"},
    {"name": "nonce", "type": "uint256"},
]


def measure(evm: Evm, code: dict[str, Code], book: Contract) -> dict[str, int]:
    """Measure on a chain that has Communities: each act once it is steady, and the first order."""
    factory = _deploy(evm, code, "Federations", evm.deploy([], code["Federation"].blueprint), book)
    treasury = _deploy(evm, code, "Treasury", evm.deploy([], code["Purse"].blueprint), book)
    accords = _deploy(evm, code, "Accords", book, factory)
    template = evm.deploy([], code["Escrow"].blueprint)
    market = _deploy(evm, code, "Market", template, book, factory, accords, treasury)
    escrow = evm.at(market.read("escrow"), code["Escrow"].abi)
    coins = [_coin(evm, code, f"Demo coin {n}") for n in range(3)]
    towns = [_town(evm, book, name) for name in ("fishers", "researchers")]
    (sellers, seller), (buyers, buyer) = towns
    for steward in (sellers, buyers):
        treasury.send(steward, "create", NOBODY, [int(steward.address, 16)], [10_000])
    _conclude(evm, accords, market, coins[0], [sellers, buyers], book)
    coins[0].send(evm.founder, "transfer", buyer.address, 10**21)
    coins[0].send(buyer, "approve", escrow.address, UNLIMITED)

    now = evm.now()
    offer = (
        *(seller.address, _number(book, sellers), 0, "Dried cod, salted, first quality"),
        *(b"\xd5" * 32, FISH, "kg", 1_000_000, coins[0].address, PRICE, NOBODY, 0, NOBODY, 0, 1),
        *(True, NOBODY, NOBODY, NOBODY, now, now + 300 * DAY, "Peniche, quay 3", 100, DAY),
        *(3 * DAY, NOBODY, 30 * DAY, 5_000, now + 300 * DAY, 1),
    )
    gas = {"offer_list": market.send(seller, "list_offer", offer, b"")}
    parties = (_number(book, sellers), _number(book, buyers))
    for number in range(3):
        words = (buyer.address, parties[1], 0, QUANTITY, coins[0].address)
        plain = (*words, PRICE * QUANTITY, 0, 0, 0, 0, now + DAY, 2 * number)
        bought = (*words, TOTAL, 1, 0, *parties, now + DAY, 2 * number + 1)
        gas["order_open_plain"] = market.send(buyer, "open", offer, b"", plain)
        gas["order_open"] = market.send(buyer, "open", offer, b"", bought)
        if number == 0:
            gas["order_open_first"] = gas["order_open"]
        for slug, order_id in (("_plain", 2 * number + 1), ("", 2 * number + 2)):
            gas["order_deliver"] = escrow.send(seller, "deliver", order_id, QUANTITY, bytes(32))
            gas[f"order_release{slug}"] = escrow.send(buyer, "confirm", order_id)
    return gas | _barter(evm, market, coins)


def _barter(evm: Evm, market: Contract, coins: list[Contract]) -> dict[str, int]:
    """A ring of three who have held each other's coins and have bartered before."""
    givers = bartering.givers(evm, market.address, coins)
    carrier, gas = evm.person("carrier of swaps"), {}
    for nonce in range(2):
        swaps = []
        for n, giver in enumerate(givers):
            amounts = coins[n].address, 10**18 + n, coins[n - 1].address, 10**18 + (n - 1) % 3
            title = f"Season {nonce}: nets, oil and a mast"
            swaps.append((giver.address, title, *amounts, evm.now() + DAY, nonce))
        signatures = [_sign(market, s, g) for s, g in zip(swaps, givers, strict=True)]
        gas["barter_3"] = market.send(carrier, "barter", swaps, signatures)
        gas.setdefault("barter_3_first", gas["barter_3"])
    return gas


def _sign(market: Contract, swap: tuple[Any, ...], giver: Person) -> bytes:
    domain = {
        "name": "Symbio Market",
        "version": "1",
        "chainId": CHAIN_ID,
        "verifyingContract": market.address,
    }
    message = {field["name"]: value for field, value in zip(_SWAP, swap, strict=True)}
    signed = Account.sign_typed_data(giver.key, domain, {"Swap": _SWAP}, message)
    return bytes(signed.signature)


def _deploy(evm: Evm, code: dict[str, Code], name: str, *parts: Contract) -> Contract:
    made = code[name]
    return evm.deploy(made.abi, made.initcode, *(part.address for part in parts))


def _coin(evm: Evm, code: dict[str, Code], name: str) -> Contract:
    made, holder = code["DemoCoin"], evm.founder.address
    return evm.deploy(made.abi, made.initcode, name, "DEUR", 18, holder, 10**24)


def _town(evm: Evm, book: Contract, name: str) -> tuple[Person, Person]:
    """A community of one person; gives its steward and that person."""
    steward, person = evm.person(f"steward of {name}"), evm.person(f"person of {name}")
    book.send(steward, "register", 1, "PT", bytes(32))
    number = book.read("count")
    book.send(steward, "enrol", number, bytes.fromhex(person.address[2:]))
    return steward, person


def _number(book: Contract, steward: Person) -> int:
    count = book.read("count")
    known = (n for n in range(1, count + 1) if _is_steward(book, n, steward))
    return next(known)


def _is_steward(book: Contract, number: int, steward: Person) -> bool:
    return int(book.read("steward", number), 16) == int(steward.address, 16)


def _conclude(
    evm: Evm,
    accords: Contract,
    market: Contract,
    coin: Contract,
    stewards: list[Person],
    book: Contract,
) -> None:
    """An accord under which the first sells fish to the second."""
    now, parties = evm.now(), [_number(book, steward) for steward in stewards]
    fish = (parties[0], 1 << 40 | 2 << 32 | 3, CONCESSION, CONTRIBUTION, 2, 10**6)
    terms = (
        *(0, 1, "Ocean accord", b"\x0d" * 32, parties, [coin.address], [0], 2_500, [fish], now),
        *(90 * DAY, now + 200 * DAY, now + 400 * DAY, 30 * DAY, market.address, now + DAY),
    )
    digest = accords.read("terms_digest", terms)
    for steward, party in zip(stewards, parties, strict=True):
        accords.send(steward, "accept", digest, party)
    accords.send(stewards[0], "conclude", terms, [b"", b""])
