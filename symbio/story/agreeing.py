# SPDX-License-Identifier: Apache-2.0
"""The chapter of the accord: what communities grant one another in place of tariffs."""

from __future__ import annotations

from dataclasses import dataclass

from symbio.chain.signing import sign
from symbio.domain.accord import AccordDocument, Places
from symbio.domain.accord_parts import SaleClause
from symbio.domain.addresses import NOBODY
from symbio.domain.categories import category_of
from symbio.domain.payee import Payee
from symbio.domain.rules import DAY, WHOLE
from symbio.story.chapter import Chapter
from symbio.story.stage import Stage, refusal
from symbio.story.trade_files import OfferEntry


@dataclass(frozen=True)
class Agreed:
    """The accord that was concluded, and the split of its fund."""

    accord_id: int
    fund: int
    document: AccordDocument

    def clause(self, entry: OfferEntry) -> SaleClause:
        """Give the clause of the document that an offer falls under."""
        category = category_of(entry.category)
        return next(
            clause
            for clause in self.document.clauses
            if clause.seller == entry.seller and category_of(clause.category).covers(category)
        )


def agree(stage: Stage, document: AccordDocument) -> Agreed:
    """The three communities conclude their accord: one accepts directly, the others sign."""
    words = (
        f"{document.goals[0].text} {document.goals[1].text} The communities agree among "
        "themselves; no government has a part in it, and the quarrel between two of them changes "
        "nothing."
    )
    with stage.chapter("accord", f"{document.name}, in place of tariffs", words) as chapter:
        accords, keys = stage.world.suite.accords, [party.key for party in document.parties]
        fund = _open_fund(stage, chapter, keys)
        places = Places(
            parties={key: stage.ids[key] for key in keys},
            funds={each.key: fund for each in document.funds},
            currencies={symbol: coin.token for symbol, coin in stage.coins.items()},
        )
        now = stage.world.now
        terms = document.terms(
            places, starts_at=now, until=now + 30 * DAY, market=stage.world.suite.market.address
        )
        digest, by_number = accords.digest(terms), {stage.ids[key]: key for key in keys}
        first = by_number[terms.parties[0]]
        chapter.send(accords.accept(digest, terms.parties[0]), stage.steward(first))
        signatures = [b""]
        for number in terms.parties[1:]:
            steward = stage.steward(by_number[number])
            signatures.append(sign(accords.acceptance(terms, number), steward).raw_signature())
        lacking = [*signatures[:-1], b""]
        early = refusal(accords.conclude(terms, lacking), stage.relayer.address)
        chapter.check("Without one party's word there is no accord.", bool(early))
        receipt = chapter.send(accords.conclude(terms, signatures), stage.relayer)
        agreed = Agreed(receipt.value, fund, document)
        accord = accords.accord(agreed.accord_id)
        chapter.check(
            "The accord is in force, and the chain has its document's digest.",
            accord.is_in_force and terms.document == document.digest(),
        )
        _show(stage, chapter, agreed)
    return agreed


def _open_fund(stage: Stage, chapter: Chapter, keys: list[str]) -> int:
    """Create the split of the shared fund, which every party has an equal part of, for good."""
    shares = {Payee.community(stage.ids[key]): WHOLE // len(keys) for key in keys}
    first = Payee.community(stage.ids[keys[0]])
    shares[first] += WHOLE - sum(shares.values())
    return chapter.send(stage.world.treasury.create(NOBODY, shares), stage.relayer).value


def _show(stage: Stage, chapter: Chapter, agreed: Agreed) -> None:
    accords, document = stage.world.suite.accords, agreed.document
    on_chain = accords.clauses(agreed.accord_id, 1)
    rows = []
    for said, clause in zip(document.clauses, on_chain, strict=True):
        same = (clause.concession, clause.contribution) == (said.concession, said.contribution)
        chapter.check(f"The chain binds {stage.name(said.seller)}: {said.key}.", same)
        rows.append(
            {
                "seller": stage.name(said.seller),
                "what": clause.goods.words,
                "off the price": f"{clause.concession / 100:g} %",
                "to the shared fund": f"{clause.contribution / 100:g} %",
            }
        )
    chapter.table("clauses", "What each grants the others", rows)
