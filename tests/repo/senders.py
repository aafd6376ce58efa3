# SPDX-License-Identifier: Apache-2.0
"""What each use of `msg.sender` means, contract by contract: a person has read every one."""

from __future__ import annotations

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
