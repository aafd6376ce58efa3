# SPDX-License-Identifier: AGPL-3.0-only
# pragma version 0.4.3
"""
@title Juries whose outcome a test conducts
@license AGPL-3.0-only
@custom:powers Anybody; it is a mock of the tests.
@custom:exit Nothing of value is held here.
"""

from contracts.interfaces import IJuries


struct Called:
    court: address
    pool: uint256
    season: uint256
    size: uint256
    options: uint256
    excluded: DynArray[uint256, 16]
    times: uint256
    payer: address
    subject: bytes32


beacon: public(address)
count: public(uint256)
called: public(HashMap[uint256, Called])
is_small: public(HashMap[uint256, bool])
is_unfrozen: public(HashMap[uint256, bool])
stages: HashMap[uint256, uint256]
options: HashMap[uint256, uint256]
rounds: public(HashMap[uint256, uint256])
seats: HashMap[uint256, HashMap[address, uint256]]


@deploy
def __init__(beacon: address):
    self.beacon = beacon


@external
def shrink(pool: uint256, is_small: bool):
    self.is_small[pool] = is_small


@external
def thaw(pool: uint256, is_unfrozen: bool):
    self.is_unfrozen[pool] = is_unfrozen


@external
def stand(jury_id: uint256, stage: uint256, option: uint256):
    self.stages[jury_id] = stage
    self.options[jury_id] = option


@external
def seat(jury_id: uint256, account: address, is_recused: bool):
    self.seats[jury_id][account] = 2
    if not is_recused:
        self.seats[jury_id][account] = 1


@external
@view
def season(pool: uint256, season: uint256) -> IJuries.Season:
    is_frozen: bool = not self.is_unfrozen[pool]
    return IJuries.Season(communities=8, eligible=8, weight=80, cap=10, is_frozen=is_frozen)


@external
@view
def suffices(pool: uint256, season: uint256, size: uint256, excluded: DynArray[uint256, 16]) -> bool:
    # As the real one: a table that isn't frozen suffices for nothing.
    return not self.is_small[pool] and not self.is_unfrozen[pool]


@external
def call_jury(
    pool: uint256,
    season: uint256,
    size: uint256,
    options: uint256,
    excluded: DynArray[uint256, 16],
    times: uint256,
    payer: address,
    subject: bytes32,
) -> uint256:
    self.count += 1
    self.called[self.count] = Called(
        court=msg.sender,
        pool=pool,
        season=season,
        size=size,
        options=options,
        excluded=excluded,
        times=times,
        payer=payer,
        subject=subject,
    )
    self.stages[self.count] = 1
    self.rounds[self.count] = 1
    return self.count


@external
def reconvene(jury_id: uint256):
    assert msg.sender == self.called[jury_id].court, "bench: not the court"
    self.rounds[jury_id] += 1
    self.stages[jury_id] = 4


@external
@view
def may_reconvene(jury_id: uint256) -> bool:
    return self.stages[jury_id] == 64 and self.rounds[jury_id] == 1


@external
@view
def outcome(jury_id: uint256) -> (IJuries.Stage, uint256, uint256, uint256, uint256):
    return convert(self.stages[jury_id], IJuries.Stage), self.options[jury_id], 0, 0, 0


@external
@view
def juror(jury_id: uint256, account: address) -> IJuries.Juror:
    seat: uint256 = self.seats[jury_id][account]
    return IJuries.Juror(
        seat=0,
        community_id=1,
        index=0,
        wave=0,
        is_seated=seat == 1,
        is_recused=seat == 2,
        commitment=empty(bytes32),
        is_void=False,
        has_revealed=False,
        choice=0,
    )
