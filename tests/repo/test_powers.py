# SPDX-License-Identifier: Apache-2.0
"""Nobody can freeze it: every external function that writes is listed with who may call it.

The list is held against the compiler's syntax tree: each use of `msg.sender` that a function can
reach must be one that stands in `SENDERS` with the role it asks for, and the roles found must be
those of the list. A new function, or a new way to ask who calls, fails until a person has read it.
"""

from __future__ import annotations

import re

import pytest
from vyper.ast import nodes as vy

from tests.repo.suite import DEPLOYABLES, SOURCES, compiled, exposed, parsed, reachable

STEWARD_OF = "msg.sender == self._steward(community_id)"
STEWARD_THERE = "msg.sender == staticcall COMMUNITIES.steward(community_id)"
AGREEING = {
    "agreements._accepted(terms, community_id) == msg.sender": "",
    "agreements.declined[terms][community_id] == msg.sender": "",
    "passed to agreements._accept": "",
    "passed to agreements._decline": "",
}

# What a use of msg.sender means: the role it asks for, or "" where the sender is only written down.
SENDERS = {
    "Communities": {
        "msg.sender == convert(slot & ADDRESS, address)": "steward",
        "msg.sender == self.heirs[community_id]": "heir",
        "msg.sender == self._key(community_id, place)": "person",
        "passed to convert": "",
        "passed to self._depart": "",
    },
    "Federation": {
        "msg.sender == FACTORY.address": "factory",
        "msg.sender == self": "the federation itself",
        STEWARD_OF: "steward",
        "person == msg.sender": "person",
        "passed to members._speaks": "speaker",
        "passed to members._end": "",
        "passed to charters._ratify": "",
        "passed to self._check_level": "",
    },
    "Federations": {
        STEWARD_THERE: "steward",
        **AGREEING,
    },
    "Accords": {
        STEWARD_THERE: "steward",
        **AGREEING,
    },
    "Treasury": {
        "msg.sender == self._controller(slot)": "controller",
        "msg.sender == self.heirs[split_id]": "heir",
        "msg.sender == payee_book._account(payee)": "payee",
        "msg.sender == self.emptied": "the purse being emptied",
        "msg.sender == found.arbiter": "arbiter",
        "msg.sender == found.payer": "payer",
        # Of its own signatures alone.
        "passed to self._spend": "account",
        # Whether the claimer is the payee; asked only while the token is impaired.
        "msg.sender == account": "",
        "passed to IERC20(token).transferFrom": "",
        "passed to self._credit": "",
        "passed to Slots": "",
        "passed to split_book._write": "",
        "passed to self._write": "",
    },
    "Market": {
        "offer.seller == msg.sender": "seller",
        "msg.sender == purchase.buyer": "buyer",
        "msg.sender == ESCROW.address": "the escrow",
        # Of its own signatures alone.
        "passed to spent._cancel": "account",
        # Who sends it itself needs no signature of its own.
        "msg.sender == offer.seller": "",
        "msg.sender == swap.giver": "",
    },
    "Escrow": {
        "msg.sender == order.buyer": "buyer",
        "msg.sender == order.seller": "seller",
        "msg.sender in [order.buyer, order.seller]": "party",
        "msg.sender == settlement.MARKET": "the market",
        "order_id: uint256 = arbiters.orders[msg.sender][dispute_id]": "arbiter",
        "passed to escrow._withdraw": "account",
        "passed to escrow._keep": "",
    },
    "Obligations": {
        "msg.sender == creditor": "creditor",
        "msg.sender == self._creditor(word)": "creditor",
        "participant: uint256 = numbers.participant_id[msg.sender]": "party",
        "obligation_id: uint256 = self._cases[msg.sender][dispute_id]": "arbiter",
        "msg.sender == CLEARING": "clearing",
        # Of its own signatures alone.
        "passed to self._use": "account",
        # Who sends it itself needs no signature of its own.
        "account == msg.sender": "",
        "[debtor, msg.sender]": "",
        "passed to abi_encode": "",
        "passed to obligation_book._acknowledge": "",
    },
    "Clearing": {
        "msg.sender == self._holder(self.terms[acceptance_id])": "holder",
        "passed to self._use": "account",
        "account == msg.sender": "",
        # An entry is its author's; anybody may be one.
        "best == msg.sender": "",
        "named = self._named[round_id][msg.sender][current]": "",
        "passed to convert": "",
        "self.is_submitted[round_id][msg.sender][digest] = True": "",
        "self.entry[round_id][msg.sender] = total": "",
        "self._named[round_id][msg.sender][current] = named": "",
        "total: uint256 = self.entry[round_id][msg.sender] + worth": "",
    },
    "Credit": {
        "msg.sender == CLEARING": "clearing",
        "passed to seats.FEDERATIONS.level": "the federation itself",
        "msg.sender in self._reporters[federation]": "reporter",
        "passed to self._speaks": "person",
        "passed to self._seated": "person",
        "self._holders[seat_id] = msg.sender": "",
        "self._seats[federation][msg.sender] = seat_id": "",
        "held_id: uint256 = self._seats[federation][msg.sender]": "",
        "self._reports[federation][msg.sender][currency_ids[i]] = (values[i] << 40)"
        " | block.timestamp": "",
        "passed to lines._set_limits": "",
        "passed to lines._set_line": "",
        "passed to worths._set_reporters": "",
        "passed to worths._vote": "",
        "self._currencies[msg.sender] = currency_ids": "",
        "self._windows[msg.sender] = window": "",
    },
    "Beacon": {},
    "Juries": {
        STEWARD_THERE: "steward",
        "msg.sender == court": "court",
        "passed to jury_book._sitting": "juror",
        "passed to seating._take": "whose turn it is",
        "passed to votes._commit": "juror",
        "jury_book.jurors[jury_id][msg.sender] = word | jury_book.RECUSED": "",
        # Who calls a jury is its court; anybody may be one.
        "passed to STIPENDS.reserve": "",
        "passed to convert": "",
    },
    "Stipends": {
        "msg.sender == JURIES.address": "Juries",
        "passed to JURIES.has_earned": "juror",
        "passed to self._require_federation": "the federation itself",
        "not self.paid[jury_id][msg.sender]": "",
        "self.paid[jury_id][msg.sender] = True": "",
        "self.courts[msg.sender] = court": "",
        "self.rates[msg.sender] = convert(token, uint256) | (amount << 160)": "",
        "passed to IERC20(token).transferFrom": "",
    },
    "Tribunal": {
        "passed to self._is_steward": "steward",
        "msg.sender == PLANS.address": "Plans",
        "msg.sender == staticcall MEDIATION.mediator(case_id)": "mediator",
        # Whether it is a federation; what it sets is its own.
        "passed to self._check_federation": "the federation itself",
        "version: uint256 = self.versions[msg.sender] + 1": "",
        "self.versions[msg.sender] = version": "",
        "self._words[msg.sender][version] = self._pack(rules)": "",
        "self.graves[msg.sender][clause] = is_grave": "",
        # Who took a step; a dispute is its sender's.
        "passed to case_book._advance": "",
        "passed to case_book._end": "",
        "passed to convert": "",
    },
    "Plans": {
        "staticcall COMMUNITIES.steward(community_id) == msg.sender": "steward",
        "msg.sender == staticcall MEDIATION.mediator(case_id)": "mediator",
        "passed to JURIES.juror": "juror",
        "not self._has_filed[jury_id][msg.sender]": "",
        "self._has_filed[jury_id][msg.sender] = True": "",
        "passed to self._accept": "",
    },
    "Mediation": {
        "staticcall COMMUNITIES.steward(community_id) == msg.sender": "steward",
        "convert(mediator & willing.ADDRESS, address) == msg.sender": "whoever was chosen",
        "self._mediator(case_id) == msg.sender": "mediator",
    },
    "Remedies": {
        "staticcall COMMUNITIES.steward(word & NUMBER) == msg.sender": "the obligor's steward",
        "msg.sender == obligor": "the obligor's steward",
        "staticcall COMMUNITIES.steward(beneficiary) == msg.sender": "the beneficiary's steward",
        "passed to IERC20(token).transferFrom": "",
    },
    "Purse": {"msg.sender == TREASURY": "the treasury"},
    "DemoCoin": {
        "passed to self._move": "holder",
        "self.allowance[msg.sender][spender] = amount": "holder",
        "allowed: uint256 = self.allowance[owner][msg.sender]": "whom a holder allowed",
        "self.allowance[owner][msg.sender] = allowed - amount": "",
    },
}

POWERS = {
    "Communities": {
        "register": "anyone",
        "revise": "steward",
        "offer_stewardship": "steward",
        "accept_stewardship": "heir",
        "enrol": "steward",
        "enrol_with_consent": "steward",
        "consent": "person",
        "leave": "person",
        "propose_rotation": "steward",
        "veto_rotation": "person or steward",
        "complete_rotation": "anyone",
        "strike_duplicate": "anyone",
        "declare": "steward",
    },
    "Federation": {
        "__default__": "anyone",
        "setup": "factory",
        "admit": "the federation itself",
        "expel": "the federation itself",
        "amend": "the federation itself",
        "leave": "steward",
        "ratify": "steward",
        "appoint": "steward",
        "propose": "speaker or steward",
        "withdraw": "speaker or steward",
        "execute": "anyone",
        "vote": "person",
        "vote_with_reason": "person",
        "cast_ballots": "anyone",
        "cast_ballot_by_signature": "anyone",
        "vote_as_steward": "steward",
    },
    "Federations": {"accept": "steward", "decline": "steward", "found": "anyone"},
    "Accords": {
        "accept": "steward",
        "decline": "steward",
        "conclude": "anyone",
        "leave": "steward",
        "open_review": "anyone",
        "open_review_by_date": "anyone",
        "answer_review": "steward",
    },
    "Treasury": {
        "__default__": "the purse being emptied",
        "create": "anyone",
        "set_shares": "controller",
        "offer_control": "controller",
        "accept_control": "heir",
        "renounce_control": "controller",
        "deposit": "anyone",
        "deposit_many": "anyone",
        "collect": "anyone",
        "deposit_held": "anyone",
        "rule_hold": "arbiter",
        "release_hold": "anyone",
        "withdraw_refund": "payer",
        "claim": "anyone",
        "claim_to": "payee",
        "claim_by_signature": "anyone",
        "revoke_payout": "account",
    },
    "Market": {
        "list_offer": "anyone",
        "withdraw_offer": "seller",
        "open": "buyer",
        "open_by_signature": "anyone",
        "barter": "anyone",
        "cancel_nonce": "account",
        "restore": "the escrow",
    },
    "Escrow": {
        "open": "the market",
        "deliver": "seller",
        "confirm": "buyer",
        "release": "anyone",
        "cancel": "buyer or seller",
        "expire": "anyone",
        "dispute": "buyer",
        "summon": "party",
        "rule": "arbiter",
        "agree": "buyer or party",
        "lapse": "anyone",
        "submit_evidence": "party",
        "withdraw": "account",
        "withdraw_to": "account",
    },
    "Obligations": {
        "register": "anyone",
        "register_many": "anyone",
        "acknowledge_payment": "creditor",
        "acknowledge_payment_by_signature": "anyone",
        "assign": "creditor",
        "dispute": "party",
        "escalate": "party",
        "withdraw_dispute": "party",
        "settle_dispute": "party",
        "rule": "arbiter",
        "cancel_nonce": "account",
        "add_currency": "anyone",
        "set_off": "clearing",
    },
    "Clearing": {
        "register_acceptance": "anyone",
        "revoke_acceptance": "holder",
        "cancel_nonce": "account",
        "open_round": "anyone",
        "submit": "anyone",
        "settle": "anyone",
    },
    "Credit": {
        "set_rounds": "the federation itself",
        "set_credit": "the federation itself",
        "set_line": "the federation itself",
        "set_reporters": "the federation itself",
        "set_values": "the federation itself",
        "join": "person",
        "leave": "person",
        "report_values": "reporter",
        "draw": "clearing",
    },
    "Beacon": {"prove_header": "anyone", "post_round": "anyone"},
    "Juries": {
        "enlist": "steward",
        "seal": "anyone",
        "call_jury": "anyone",
        "seat_jury": "anyone",
        "take_seat": "whose turn it is",
        "take_seat_by_signature": "anyone",
        "recuse": "juror",
        "commit": "juror",
        "commit_by_signature": "anyone",
        "report_leak": "anyone",
        "reveal": "anyone",
        "reconvene": "court",
    },
    "Stipends": {
        "set_stipend": "the federation itself",
        "endow": "anyone",
        "reserve": "Juries",
        "claim": "juror",
        "give_back": "anyone",
    },
    "Tribunal": {
        "open": "steward",
        "escalate": "steward",  # or anybody a week after mediation
        "appeal": "steward",
        "withdraw": "steward",
        "conclude": "anyone",
        "settle": "Plans",
        "submit_evidence": "steward or mediator",  # or anybody on a dispute
        "set_rules": "the federation itself",
        "set_grave": "the federation itself",
        "createDispute": "anyone",
        "execute_ruling": "anyone",
    },
    "Plans": {
        "file_plan": "steward or mediator or juror",
        "accept_plan": "steward",
        "accept_plan_by_signature": "anyone",
        "reject_plan": "steward",
    },
    "Mediation": {
        "volunteer": "steward",
        "propose_mediator": "steward",
        "draw_mediator": "anyone",
        # Who is a party's steward is kept out.
        "accept_mediation": "whoever was chosen or steward",
        "step_down": "mediator",
    },
    "Remedies": {
        "adopt": "anyone",
        "acknowledge": "the obligor's steward",
        "fulfil": "the obligor's steward",
        "pay": "anyone",
        # The beneficiary's, who mustn't be the obligor's.
        "confirm": "the beneficiary's steward or the obligor's steward",
        "confirm_by_silence": "anyone",
        "contest": "the beneficiary's steward or the obligor's steward",
        "call_circle": "the beneficiary's steward or the obligor's steward",
        "agree": "the beneficiary's steward or the obligor's steward",
        "note_late": "anyone",
    },
    "Purse": {"__default__": "anyone", "empty_into_treasury": "the treasury"},
    "DemoCoin": {
        "transfer": "holder",
        "transferFrom": "whom a holder allowed",
        "approve": "holder",
    },
}

# The one who creates is kept by a template alone, to know its maker contract.
CONSTRUCTORS = {
    "Federation": {"passed to IFederations"},
    "Purse": {"TREASURY = msg.sender"},
    "Stipends": {"passed to IJuries"},
    "Obligations": {"passed to circulation.__init__"},
    "Credit": {"CLEARING = msg.sender"},
    "Plans": {"passed to ITribunal"},
    "Mediation": {"passed to ITribunal"},
    "Remedies": {"passed to ITribunal"},
}

FORBIDDEN_NAMES = re.compile(
    r"(?i)(^|_)(owner|ownable|guardian|admin|operator|governor|pauser?|paused|freeze|frozen_by|upgrade"
    r"|implementation|kill|blacklist|blocklist|migrate)(_|$)"
)
FORBIDDEN_OPCODES = {"DELEGATECALL", "CALLCODE", "SELFDESTRUCT", "ORIGIN"}


def is_sender(node: vy.VyperNode) -> bool:
    named = isinstance(node, vy.Attribute) and isinstance(node.value, vy.Name)
    return named and (node.value.id, node.attr) == ("msg", "sender")


def sender_uses(function: vy.FunctionDef) -> set[str]:
    """What a function does with msg.sender, in words of its source; logging it aside."""
    found = set()
    for node in filter(is_sender, function.get_descendants(vy.Attribute)):
        around = node._parent
        while isinstance(around, vy.Attribute | vy.BinOp | vy.keyword | vy.Tuple | vy.Subscript):
            around = around._parent
        source = " ".join(around.node_source_code.split())
        if isinstance(around, vy.Call):
            if isinstance(around._parent, vy.Log):
                continue
            found.add(f"passed to {' '.join(around.func.node_source_code.split())}")
        else:
            found.add(source.replace("!=", "=="))
    return found


def roles(contract: str, name: str) -> set[str]:
    """Who may call a function, as its source asks; fail on a question not read before."""
    asked = set().union(*(sender_uses(part) for part in reachable(exposed(contract)[name])))
    unread = asked - SENDERS[contract].keys()
    assert not unread, f"{contract}.{name} uses msg.sender in a way that nobody classed: {unread}"
    return {SENDERS[contract][use] for use in asked} - {""} or {"anyone"}


def writers(contract: str) -> set[str]:
    return {
        name for name, f in exposed(contract).items() if f.mutability.name not in ("VIEW", "PURE")
    }


def test_every_deployable_is_listed() -> None:
    assert set(DEPLOYABLES) == POWERS.keys() == SENDERS.keys()


@pytest.mark.parametrize("contract", DEPLOYABLES)
def test_every_function_that_writes_is_listed(contract: str) -> None:
    assert writers(contract) == POWERS[contract].keys()


@pytest.mark.parametrize("contract", DEPLOYABLES)
def test_each_function_asks_for_the_role_listed(contract: str) -> None:
    found = {name: roles(contract, name) for name in sorted(writers(contract))}
    assert found == {name: set(who.split(" or ")) for name, who in POWERS[contract].items()}


@pytest.mark.parametrize("contract", DEPLOYABLES)
def test_every_use_of_the_sender_that_was_read_still_exists(contract: str) -> None:
    parts = [part for name in writers(contract) for part in reachable(exposed(contract)[name])]
    assert set().union(*map(sender_uses, parts)) == SENDERS[contract].keys()


@pytest.mark.parametrize("contract", DEPLOYABLES)
def test_whoever_deploys_keeps_no_power(contract: str) -> None:
    tree = compiled(contract).annotated_vyper_module
    makers = [f for f in tree.get_children(vy.FunctionDef) if f.name == "__init__"]
    kept = set().union(*map(sender_uses, makers)) if makers else set()
    assert kept == CONSTRUCTORS.get(contract, set())


def test_nothing_is_named_after_a_power_over_all() -> None:
    kinds = (vy.FunctionDef, vy.VariableDecl, vy.StructDef, vy.EventDef, vy.Import, vy.ImportFrom)
    for path in SOURCES:
        for node in parsed(path).get_descendants(kinds):
            name = node.target.id if isinstance(node, vy.VariableDecl) else node.name
            assert not FORBIDDEN_NAMES.search(name or ""), f"{path.name}:{node.lineno}: {name}"


@pytest.mark.parametrize("contract", DEPLOYABLES)
def test_code_neither_delegates_nor_destroys(contract: str) -> None:
    assembly = {str(item) for item in flat(compiled(contract).assembly_runtime)}
    assert "CALLDATASIZE" in assembly, "no assembly: the test can't look"
    assert not assembly & FORBIDDEN_OPCODES


def flat(items: list[object]) -> list[object]:
    return [part for item in items for part in (flat(item) if isinstance(item, list) else [item])]
