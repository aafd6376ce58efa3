# SPDX-License-Identifier: Apache-2.0
"""Write tests/vectors/typed_data.json: every act, signed by known keys; --check only compares."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

from symbio.chain.embedded import demo_key
from symbio.chain.people import compact
from symbio.chain.signer import KeySigner
from symbio.chain.signing import digest
from symbio.domain import acts, market
from symbio.domain.federation import Choice
from symbio.domain.holds import hold_key
from symbio.domain.payee import Payee

ROOT = Path(__file__).resolve().parent.parent
FILE = ROOT / "tests" / "vectors" / "typed_data.json"

CONTRACT = "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed"
OCEAN = acts.Domain("Global Ocean Federation", 31337, CONTRACT)
TITLE = "Spring sardine quota: 12 % “less” – 鰯の漁獲枠, Tāmaki"
CHOICES = (Choice.FOR, Choice.AGAINST, Choice.ABSTAIN)
REASON = bytes(range(32))

MARKET = acts.Domain(acts.MARKET_DOMAIN, 31337, CONTRACT)
EURO = "0x52908400098527886E0F7030069857D2E4169EE7"
YEN = "0x8617E340B3D01FA5F11F306F4090FD50E238070D"
NOBODY = "0x" + "0" * 40
OFFER = market.Offer(
    seller=CONTRACT,
    community=3,
    place=market.STEWARD,
    title="Sardinhas – 鰯, à vol d’oiseau",
    description=REASON,
    category=1 << 40 | 6 << 32 | 30243,
    unit="kg",
    stock=4_000,
    currency_1=EURO,
    price_1=420,
    currency_2=YEN,
    price_2=690 * 10**18,
    currency_3=NOBODY,
    price_3=0,
    split_id=7,
    everyone=False,
    federation_1=CONTRACT,
    federation_2=NOBODY,
    federation_3=NOBODY,
    deliver_from=1_795_000_000,
    deliver_until=1_796_000_000,
    delivery_place="Cais de Peniche",
    stages=304030,
    cooling=86_400,
    inspection=432_000,
    arbiter=NOBODY,
    ruling_time=5_184_000,
    unruled=5_000,
    until=1_795_500_000,
    nonce=2**255 + 1,
)
PURCHASE = acts.Purchase(
    MARKET,
    buyer=CONTRACT,
    title=OFFER.title,
    quantity=12,
    unit="kg",
    currency=YEN,
    total=8_280 * 10**18 - 1,
    offer=b"\xee" * 32,
    community=5,
    place=1025,
    accord=2,
    clause=1,
    seller_party=3,
    buyer_party=5,
    until=1_795_400_000,
    nonce=2**53,
)
SWAP = market.Swap(CONTRACT, "Ten vouchers", EURO, 84_000, YEN, 2**53 - 1, 1_795_000_000, 0)

CLEARING = acts.Domain(acts.CLEARING_DOMAIN, 31337, CONTRACT)
OBLIGATIONS = acts.Domain(acts.OBLIGATIONS_DOMAIN, 31337, CONTRACT)
OBLIGATION = acts.Obligation(
    OBLIGATIONS,
    debtor=CONTRACT,
    creditor=EURO,
    currency="JPY",
    amount=2**88 - 1,
    due=1_795_000_000,
    expires=2**40,
    reference="請求書 2026-001 – Tinned sardines",
    arbiter=NOBODY,
    nonce=2**256 - 1,
)

JURIES = acts.Domain(acts.JURIES_DOMAIN, 31337, CONTRACT)

ACTS: tuple[acts.Act, ...] = (
    acts.Enrolment(acts.Domain(acts.COMMUNITIES_DOMAIN, 31337, CONTRACT), 3, 1_795_000_000),
    *(acts.Ballot(OCEAN, 12, TITLE, choice) for choice in CHOICES),
    *(acts.BallotWithReason(OCEAN, 12, TITLE, choice, REASON) for choice in CHOICES),
    acts.FoundingAcceptance(
        acts.Domain(acts.FEDERATIONS_DOMAIN, 1, CONTRACT),
        federation="Global Ocean Federation",
        charter=bytes(32),
        terms=b"\xff" * 32,
        community=1,
        until=2**40,
    ),
    acts.AccordAcceptance(
        acts.Domain(acts.ACCORDS_DOMAIN, 31337, CONTRACT),
        accord="Ocean accord – 海の協定, “less” is more",
        document=REASON,
        terms=b"\xee" * 32,
        community=7,
        until=1_795_000_000,
    ),
    acts.Offer(MARKET, OFFER),
    acts.Offer(MARKET, replace(OFFER, everyone=True, federation_1=NOBODY)),
    PURCHASE,
    acts.Swap(MARKET, SWAP),
    OBLIGATION,
    replace(OBLIGATION, currency="EUR", amount=12_050, reference="", arbiter=YEN, nonce=0),
    acts.Payment(OBLIGATIONS, creditor=CONTRACT, obligation=2**40 - 1, amount=12_050, nonce=7),
    acts.Assignment(
        OBLIGATIONS,
        debtor=EURO,
        creditor=YEN,
        successor=CONTRACT,
        obligation=12,
        remaining=2**53,
        until=1_795_000_000,
        nonce=2**53 - 1,
    ),
    acts.Acceptance(
        CLEARING,
        holder=CONTRACT,
        federation=YEN,
        gives="EUR",
        takes="TIDE-HOURS",
        amount=50_000,
        minimum_rate=61 * 10**15,
        until=1_795_000_000,
        nonce=1,
    ),
    *(
        acts.Payout(
            acts.Domain(acts.TREASURY_DOMAIN, 31337, CONTRACT),
            split=7,
            payee=payee,
            token=token,
            to=YEN,
            until=1_795_000_000,
            nonce=2**53,
        )
        for payee, token in ((Payee.account(EURO), EURO), (Payee.community(3), hold_key(12)))
    ),
    acts.SeatAcceptance(JURIES, jury=2**53, seat=59, juror=CONTRACT),
    *(
        acts.HiddenVote(JURIES, 3, number, CONTRACT, commitment=b"\xee" * 32, replaces=replaces)
        for number, replaces in ((1, bytes(32)), (2, REASON))
    ),
    acts.PlanAcceptance(
        acts.Domain(acts.PLANS_DOMAIN, 31337, CONTRACT),
        case=7,
        community=2**32 - 1,
        plan="Pay what hurt most – 償い, “listen” together",
        digest=REASON,
        until=1_795_000_000,
    ),
)


def vectors() -> list[dict[str, Any]]:
    """Sign every act with the key of a fisher, deterministically."""
    key = demo_key("fisher")
    signer = KeySigner(key)
    made = []
    for act in ACTS:
        signature = signer.sign_typed_data(acts.typed_data(act))
        made.append(
            {
                "key": "0x" + key.hex(),
                "signer": signer.address,
                "typed_data": acts.typed_data(act),
                "sentence": acts.sentence(act),
                "digest": "0x" + digest(act).hex(),
                "signature": "0x" + signature.hex(),
                "compact": "0x" + compact(signature).hex(),
            }
        )
    return made


def main() -> int:
    text = json.dumps(vectors(), indent=1, ensure_ascii=False) + "\n"
    if sys.argv[1:] != ["--check"]:
        FILE.write_text(text, "utf-8")
        return 0
    if FILE.exists() and FILE.read_text("utf-8") == text:
        return 0
    print("tests/vectors/typed_data.json is stale: python scripts/build_vectors.py")
    return 1


if __name__ == "__main__":
    sys.exit(main())
