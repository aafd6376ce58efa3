# SPDX-License-Identifier: Apache-2.0
"""The first chapters: communities register, enrol their people, found a federation, ratify."""

from __future__ import annotations

from symbio.chain.signing import sign
from symbio.domain import documents
from symbio.domain.charter import check_rules
from symbio.domain.communities import Kind
from symbio.domain.durations import in_words
from symbio.domain.events import CharterRatified, CommunityRegistered, ConsentsRecorded
from symbio.domain.federation import Electorate
from symbio.domain.federations import Terms
from symbio.domain.jurisdictions import country
from symbio.domain.rules import DAY, Rules
from symbio.story.chapter import Chapter
from symbio.story.entries import CommunityEntry
from symbio.story.stage import Citizen, Stage, refusal

KINDS = {
    "local community": Kind.LOCAL_COMMUNITY,
    "national government": Kind.NATIONAL_GOVERNMENT,
}


def register(stage: Stage) -> None:
    """Every community and government registers itself."""
    title = "Communities and governments register"
    words = "Each writes down what it is, where it is and who acts for it. Nobody admits anybody."
    with stage.chapter("register", title, words) as chapter:
        communities = stage.world.communities
        before = communities.count()
        entries = (*stage.example.cast.communities, *stage.example.cast.governments)
        for entry in entries:
            register_one(stage, chapter, entry)
        found = {entry.key: communities.community(stage.ids[entry.key]) for entry in entries}
        chapter.fact("communities", communities.count() - before)
        chapter.table(
            "registered",
            "Who is registered now",
            [
                {
                    "name": entry.name,
                    "kind": (found[entry.key].kind.name or "").lower().replace("_", " "),
                    "country": country(found[entry.key].jurisdiction),
                    "number": stage.ids[entry.key],
                    "steward": found[entry.key].steward,
                }
                for entry in entries
            ],
        )
        for entry in entries:
            record = found[entry.key]
            as_said = (record.kind, record.jurisdiction, record.profile, record.steward) == (
                KINDS[entry.kind],
                entry.jurisdiction,
                entry.profile_digest(),
                stage.steward(entry.key).address,
            )
            chapter.check(f"{entry.name} stands as its own steward wrote it.", as_said)
        mine = stage.ids[entries[0].key]
        plan = communities.revise(mine, entries[0].jurisdiction, bytes(32))
        reason = refusal(plan, stage.relayer.address)
        chapter.check("Nobody but its steward can change a community.", reason.endswith("steward"))


def register_one(stage: Stage, chapter: Chapter, entry: CommunityEntry) -> None:
    """A community or government registers, by its own steward."""
    plan = stage.world.communities.register(
        KINDS[entry.kind], entry.jurisdiction, entry.profile_digest()
    )
    receipt = chapter.send(plan, stage.steward(entry.key))
    stage.ids[entry.key] = receipt.one(CommunityRegistered).community_id


def enrol(stage: Stage) -> None:
    """Every local community enrols its people, with the consents that they signed."""
    title = "People are enrolled"
    words = (
        "Each community writes its roll on chain. Who agreed has signed so, and the chain checked "
        "every signature; where nobody signed, the record shows it."
    )
    with stage.chapter("enrol", title, words) as chapter:
        keys = [entry.key for entry in stage.example.cast.communities]
        rows = [enrol_one(stage, chapter, key) for key in keys]
        chapter.fact("people", sum(int(row["people"]) for row in rows))
        chapter.fact("signed_consents", sum(int(row["signed_consents"]) for row in rows))
        chapter.fact("gas_per_person", chapter.gas // sum(int(row["people"]) for row in rows))
        stand_ins = sum(citizen.stand_in for key in keys for citizen in stage.citizens(key))
        if stand_ins:
            chapter.fact("stand_ins_for_people_whose_keys_are_their_own", stand_ins)
        chapter.table("rolls", "The rolls as they stand on chain", rows)
        _consent_afterwards(stage, chapter, keys)


def enrol_one(stage: Stage, chapter: Chapter, key: str) -> dict[str, str | int]:
    """A community enrols its people, with the consents that were signed; gives a table's row."""
    communities, community = stage.world.communities, stage.ids[key]
    citizens = sorted(stage.citizens(key), key=lambda each: int(each.signer.address, 16))
    invited_at = stage.world.now
    act = communities.enrolment(community, invited_at)
    consents = [
        sign(act, citizen.signer).raw_signature() if citizen.consent else None
        for citizen in citizens
    ]
    people = [citizen.signer.address for citizen in citizens]
    steward = stage.steward(key)
    gas, signed = chapter.gas, 0
    for at in range(0, len(people), 1_024):
        part = slice(at, at + 1_024)
        plan = communities.enrol_with_consent(community, people[part], invited_at, consents[part])
        receipt = chapter.send(plan, steward)
        words = [word for log in receipt.all(ConsentsRecorded) for word in log.consents]
        signed += sum(word.bit_count() for word in words)
        stage.listener.advanced(f"{stage.name(key)}: enrolled", at + 1, len(people))
    roll = communities.roll_at(community, stage.world.now)
    name, given = stage.name(key), sum(each.consent for each in citizens)
    listed = {standing.person for standing in stage.world.rolls.people(community)}
    chapter.check(f"{name}: all {len(people)} stand on the roll.", listed == set(people))
    chapter.check(f"{name}: {given} consents were checked and recorded.", signed == given)
    return {
        "community": name,
        "people": roll.people,
        "signed_consents": signed,
        "pages": roll.pages,
        "gas_per_person": (chapter.gas - gas) // roll.people,
    }


def _consent_afterwards(stage: Stage, chapter: Chapter, keys: list[str]) -> None:
    silent = [each for key in keys for each in stage.citizens(key) if not each.consent]
    if not silent:
        return
    citizen: Citizen = silent[0]
    communities, community = stage.world.communities, stage.ids[citizen.community]
    index = stage.world.rolls.find(community, citizen.signer.address).index
    before = communities.consented(community, index)
    chapter.send(communities.consent(community, index), stage.fund(citizen))
    after = communities.consented(community, index)
    chapter.check("Somebody who hadn't signed consents later by themselves.", after > before)


def found(stage: Stage) -> None:
    """The founding stewards accept the terms, and the federation exists."""
    charter = stage.example.charter
    title = f"The {charter.name} is founded"
    words = (
        "It exists as soon as every founding steward has accepted exactly the same terms: some by "
        "a transaction, the others by one signature each, carried by a relayer."
    )
    with stage.chapter("found", title, words) as chapter:
        federations, terms = stage.world.federations, _terms(stage)
        digest = federations.terms_digest(terms)
        foretold = federations.address_of(digest)
        signatures, rows = [], []
        early = federations.found(terms, [b""] * len(terms.founders))
        refused = refusal(early, stage.relayer.address)
        for key in stage.members:
            signature = _accept(stage, chapter, key, terms, digest)
            signatures.append(signature)
            rows.append({"founder": stage.name(key), "accepted": _way(signature)})
        created = chapter.send(federations.found(terms, signatures), stage.relayer).value
        stage.federation_address = created
        federation = stage.federation()
        chapter.fact("federation", federation.address)
        chapter.fact("name", federation.contract.name())
        chapter.fact("level", federation.contract.level())
        chapter.fact("community_number", federation.community_id)
        chapter.table("founders", "How each founder accepted", rows)
        chapter.check("Before all had accepted, it couldn't be founded.", "accepted" in refused)
        chapter.check("It has the address that its terms foretold.", created == foretold)
        chapter.check(
            "Exactly the founders are its members.",
            [m.community_id for m in federation.members()] == list(terms.founders)
            and all(federation.contract.is_member(f) for f in terms.founders),
        )
        chapter.check(
            "It is a community itself, and its own steward.",
            stage.world.communities.steward(federation.community_id) == created,
        )
        again = refusal(federations.found(terms, signatures), stage.relayer.address)
        chapter.check("The same terms can't found a second one.", bool(again))


def _terms(stage: Stage) -> Terms:
    charter = stage.example.charter
    profile = {"name": charter.name, "titles": charter.titles, "about": charter.field_of_interest}
    return Terms(
        name=charter.name,
        level=1,
        kind=Kind.GLOBAL_FEDERATION,
        profile=documents.digest(profile),
        charter=charter.digest(),
        rules=charter.rules(),
        founders=tuple(stage.ids[key] for key in stage.members),
        until=stage.world.now + 30 * DAY,
    )


def _accept(stage: Stage, chapter: Chapter, key: str, terms: Terms, digest: bytes) -> bytes:
    federations, steward = stage.world.federations, stage.steward(key)
    if stage.example.community(key).acceptance == "signature":
        return sign(federations.acceptance(terms, stage.ids[key]), steward).raw_signature()
    chapter.send(federations.accept(digest, stage.ids[key]), steward)
    return b""


def _way(signature: bytes) -> str:
    return "by a signature, carried by a relayer" if signature else "by a transaction"


def ratify(stage: Stage) -> None:
    """Every member ratifies the charter, whose document is held against the chain."""
    title = "The charter is ratified"
    words = (
        "The chain holds the digest of the charter and the rules that bind. Document and rules are "
        "held against one another, field by field. Founders ratified the charter by accepting the "
        "terms, of which its digest is a part; a community that is admitted later ratifies it anew."
    )
    with stage.chapter("ratify", title, words) as chapter:
        federation = stage.federation().contract
        version = federation.charter_version()
        onchain = federation.charter(version)
        check_rules(stage.example.charter, onchain.rules)
        for key in stage.members:
            if not federation.ratified(version, stage.ids[key]):
                chapter.send(federation.ratify(stage.ids[key], version), stage.steward(key))
        events = [each.event for each in federation.events()]
        stewards = {e.community_id: e.steward for e in events if isinstance(e, CharterRatified)}
        chapter.fact("charter_version", version)
        chapter.fact("charter_digest", onchain.digest.hex())
        chapter.table("rules", "The rules that bind", _rules(onchain.rules))
        same = onchain.digest == stage.example.charter.digest()
        chapter.check("The digest on chain is the document's.", same)
        chapter.check(
            "No rule of the document contradicts the chain.",
            not stage.example.charter.rules().differences(onchain.rules),
        )
        for key in stage.members:
            done = federation.ratified(version, stage.ids[key])
            by_steward = stewards.get(stage.ids[key]) == stage.steward(key).address
            chapter.check(f"{stage.name(key)} ratified, by its steward.", done and by_steward)


def _rules(rules: Rules) -> list[dict[str, str]]:
    who = {
        Electorate.STEWARDS: "the stewards",
        Electorate.CITIZENS: "the citizens",
        Electorate.STEWARDS | Electorate.CITIZENS: "stewards and citizens, a double majority",
    }
    shares = {
        "quorum_people": "of a community's people make it present",
        "quorum_communities": "of the communities must be present",
        "approval": "of For and Against must be For",
    }
    times = (
        "voting_delay",
        "voting_period",
        "late_extension",
        "execution_delay",
        "grace",
        "notice",
    )
    return [
        {"rule": "electorate", "value": who[rules.electorate]},
        *(
            {"rule": name.replace("_", " "), "value": f"{getattr(rules, name) / 100:g} % {words}"}
            for name, words in shares.items()
        ),
        *(
            {"rule": name.replace("_", " "), "value": in_words(getattr(rules, name))}
            for name in times
        ),
    ]
