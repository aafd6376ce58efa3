# SPDX-License-Identifier: AGPL-3.0-only
# pragma version 0.4.3
# pragma nonreentrancy on
"""
@title Case rules: how long a federation's cases take, and who judges them
@license AGPL-3.0-only
@notice Versions, each one word; a case keeps the one it opened with. Every rule is bounded: no case waits for ever, and
        none is over before anybody could speak. Twin: symbio/domain/tribunal.py.
"""

from ..interfaces import IFederations
from ..interfaces import ITribunal


# Where each rule lies in the word.
AGREEMENT: constant(uint256) = 24
APPEAL: constant(uint256) = 48
TIMES: constant(uint256) = 72       # wave | deliberation | commit | reveal, 24 bits each, as Juries takes them
PANEL: constant(uint256) = 168
JURY: constant(uint256) = 174
GRAVE_JURY: constant(uint256) = 180
OF_PEOPLE: constant(uint256) = 186
SPAN: constant(uint256) = 2**24 - 1
SEATS: constant(uint256) = 63
ALL_TIMES: constant(uint256) = 2**96 - 1

# The values of ITribunal.Bench: 0.4.3 can't name the members of an imported flag in an expression.
STEWARDS: constant(uint256) = 1
PEOPLE: constant(uint256) = 2

_HOUR: constant(uint256) = 3_600
_DAY: constant(uint256) = 86_400
MOST_VERSIONS: constant(uint256) = 2**12 - 1
# Of a federation that set none, and of cases without one: a month of mediation, a week of it to agree on a mediator,
# two weeks to appeal, five stewards, twelve jurors, twenty-four for what is grave; waves of two days, a week to
# deliberate, two days each to commit and to reveal.
USUAL: constant(uint256) = (
    (30 * _DAY)
    | ((7 * _DAY) << AGREEMENT)
    | ((14 * _DAY) << APPEAL)
    | ((2 * _DAY) << TIMES)
    | ((7 * _DAY) << (TIMES + 24))
    | ((2 * _DAY) << (TIMES + 48))
    | ((2 * _DAY) << (TIMES + 72))
    | (5 << PANEL)
    | (12 << JURY)
    | (24 << GRAVE_JURY)
)

FEDERATIONS: immutable(IFederations)

# federation -> its latest version; 0: it has set none
versions: HashMap[address, uint256]
# federation -> clause -> whether cases under it are grave
graves: HashMap[address, HashMap[bytes32, bool]]
_words: HashMap[address, HashMap[uint256, uint256]]


@deploy
def __init__(federations: IFederations):
    assert federations.address.is_contract, "tribunal: no federations"
    FEDERATIONS = federations


@internal
def _set(rules: ITribunal.Rules):
    self._check_federation(msg.sender)
    version: uint256 = self.versions[msg.sender] + 1
    assert version <= MOST_VERSIONS, "tribunal: too many versions"
    self.versions[msg.sender] = version
    self._words[msg.sender][version] = self._pack(rules)
    log ITribunal.RulesSet(federation=msg.sender, version=version, rules=rules)


@internal
def _grade(clause: bytes32, is_grave: bool):
    self._check_federation(msg.sender)
    assert clause != empty(bytes32), "tribunal: no clause"
    self.graves[msg.sender][clause] = is_grave
    log ITribunal.ClauseGraded(federation=msg.sender, clause=clause, is_grave=is_grave)


@internal
@view
def _check_federation(federation: address):
    assert staticcall FEDERATIONS.level(federation) != 0, "tribunal: not a federation"


@internal
@view
def _word(federation: address, version: uint256) -> uint256:
    if version == 0:
        return USUAL
    return self._words[federation][version]


@internal
@pure
def _in_range(seconds: uint256, least: uint256, most: uint256) -> bool:
    return seconds >= least and seconds <= most


@internal
@pure
def _pack(rules: ITribunal.Rules) -> uint256:
    assert self._in_range(rules.mediation, _DAY, 180 * _DAY), "tribunal: mediation out of range"
    assert self._in_range(rules.agreement, _DAY, rules.mediation), "tribunal: agreement out of range"
    assert self._in_range(rules.appeal, _DAY, 60 * _DAY), "tribunal: appeal out of range"
    assert self._in_range(rules.panel, 3, 15), "tribunal: panel out of range"
    assert self._in_range(rules.jury, 6, 60), "tribunal: jury out of range"
    assert self._in_range(rules.grave_jury, rules.jury, 60), "tribunal: grave jury out of range"
    assert self._in_range(rules.wave, _HOUR, 7 * _DAY), "tribunal: wave out of range"
    assert self._in_range(rules.deliberation, _HOUR, 60 * _DAY), "tribunal: deliberation out of range"
    assert self._in_range(rules.commit, _HOUR, 14 * _DAY), "tribunal: commit out of range"
    assert self._in_range(rules.reveal, _HOUR, 14 * _DAY), "tribunal: reveal out of range"
    panel_of: uint256 = convert(rules.panel_of, uint256)
    assert panel_of in [STEWARDS, PEOPLE], "tribunal: a panel of whom"
    return (
        rules.mediation
        | (rules.agreement << AGREEMENT)
        | (rules.appeal << APPEAL)
        | (rules.wave << TIMES)
        | (rules.deliberation << (TIMES + 24))
        | (rules.commit << (TIMES + 48))
        | (rules.reveal << (TIMES + 72))
        | (rules.panel << PANEL)
        | (rules.jury << JURY)
        | (rules.grave_jury << GRAVE_JURY)
        | ((panel_of - 1) << OF_PEOPLE)
    )


@internal
@pure
def _unpack(word: uint256) -> ITribunal.Rules:
    return ITribunal.Rules(
        mediation=word & SPAN,
        agreement=(word >> AGREEMENT) & SPAN,
        appeal=(word >> APPEAL) & SPAN,
        panel=(word >> PANEL) & SEATS,
        panel_of=convert((word >> OF_PEOPLE) + 1, ITribunal.Bench),
        jury=(word >> JURY) & SEATS,
        grave_jury=(word >> GRAVE_JURY) & SEATS,
        wave=(word >> TIMES) & SPAN,
        deliberation=(word >> (TIMES + 24)) & SPAN,
        commit=(word >> (TIMES + 48)) & SPAN,
        reveal=(word >> (TIMES + 72)) & SPAN,
    )
