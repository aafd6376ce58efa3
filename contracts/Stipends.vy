# SPDX-License-Identifier: AGPL-3.0-only
# pragma version 0.4.3
# pragma nonreentrancy on
"""
@title Stipends: a flat allowance for who served
@license AGPL-3.0-only
@notice A federation says what each seat of one court's juries gets, out of a fund that anybody may endow. A jury's
        whole stipend is reserved when it is called; who revealed claims a share, the same whatever they voted; the rest
        goes back to the fund. What arrives is measured. A token that takes balance away is impaired: what is left of it
        is paid in proportion.
@custom:powers A federation names the court and the amount for juries to come; what is reserved is out of its hands. A
               court that it names can have the fund reserved by calling juries. The Juries that created this reserves,
               and says who has served. There is no owner.
@custom:exit What is reserved is claimed at any time. What is in a fund leaves it as stipends only.
"""

from ethereum.ercs import IERC20
from snekmate.utils import math

from .interfaces import IFederations
from .interfaces import IJuries
from .interfaces import IStipends


implements: IStipends


NATIVE: constant(address) = 0xEeeeeEeeeEeEeeEeEeEeeEEEeeeeEeeeeeeeEEeE
ADDRESS: constant(uint256) = 2**160 - 1
MOST: constant(uint256) = 2**96 - 1

FEDERATIONS: immutable(IFederations)
# who created this
JURIES: immutable(IJuries)


# federation -> whose juries it pays
courts: HashMap[address, address]
# federation -> token 160 | amount 96
rates: HashMap[address, uint256]
# federation -> token -> what its juries can still be paid
funds: HashMap[address, HashMap[address, uint256]]
# token -> what is in all funds and reserved together
total: HashMap[address, uint256]
# jury -> token 160 | amount for each seat 96
reserves: HashMap[uint256, uint256]
# jury -> the federation that pays; empty once the rest has gone back
payers: HashMap[uint256, address]
# jury -> juror -> whether it was paid
paid: HashMap[uint256, HashMap[address, bool]]


@deploy
def __init__(federations: IFederations):
    FEDERATIONS = federations
    JURIES = IJuries(msg.sender)


@external
def set_stipend(court: address, token: address, amount: uint256):
    """
    @notice Say what each seat of this court's juries gets from the sender's fund; no token: nothing. By a federation.
    """
    self._require_federation(msg.sender)
    assert amount <= MOST, "stipends: too much"
    assert (token == empty(address)) == (amount == 0), "stipends: a token and an amount, or neither"
    assert token in [empty(address), NATIVE] or token.is_contract, "stipends: token has no code"
    self.courts[msg.sender] = court
    self.rates[msg.sender] = convert(token, uint256) | (amount << 160)
    log IStipends.StipendSet(federation=msg.sender, court=court, token=token, amount=amount)


@external
@payable
def endow(federation: address, token: address, amount: uint256):
    """
    @notice Give to a federation's fund, for good. By anybody.
    """
    self._require_federation(federation)
    arrived: uint256 = amount
    if token == NATIVE:
        assert msg.value == amount, "stipends: value isn't the amount"
    else:
        assert msg.value == 0, "stipends: value isn't the amount"
        before: uint256 = self._balance(token)
        assert before >= self.total[token], "stipends: the token lost balance"
        moved: bool = extcall IERC20(token).transferFrom(msg.sender, self, amount, default_return_value=True)
        assert moved, "stipends: token refused the transfer"
        after: uint256 = self._balance(token)
        assert after >= before, "stipends: the token lost balance"
        arrived = after - before
    assert arrived != 0, "stipends: nothing arrived"
    self.total[token] += arrived
    self.funds[federation][token] += arrived
    log IStipends.FundEndowed(federation=federation, giver=msg.sender, token=token, amount=arrived)


@external
def reserve(jury_id: uint256, payer: address, court: address, size: uint256) -> (address, uint256):
    """
    @notice Set a jury's stipend aside, if its payer pays this court and has enough. By Juries.
    @return The token, empty for no stipend, and the amount for each seat.
    """
    assert msg.sender == JURIES.address, "stipends: not Juries"
    if self.courts[payer] != court:
        return empty(address), 0
    rate: uint256 = self.rates[payer]
    token: address = convert(rate & ADDRESS, address)
    amount: uint256 = rate >> 160
    fund: uint256 = self.funds[payer][token]
    if amount == 0 or fund < amount * size:
        return empty(address), 0
    self.funds[payer][token] = fund - amount * size
    self.reserves[jury_id] = rate
    self.payers[jury_id] = payer
    return token, amount


@external
def claim(jury_id: uint256, to: address) -> uint256:
    """
    @notice Be paid for having served. By a juror who revealed in the last round, once the jury is over.
    @return What it was worth.
    """
    rate: uint256 = self.reserves[jury_id]
    assert rate != 0, "stipends: the jury has none"
    assert staticcall JURIES.has_earned(jury_id, msg.sender), "stipends: hasn't revealed"
    assert not self.paid[jury_id][msg.sender], "stipends: claimed already"
    assert to not in [empty(address), self], "stipends: no address to pay"
    self.paid[jury_id][msg.sender] = True
    token: address = convert(rate & ADDRESS, address)
    amount: uint256 = rate >> 160
    held: uint256 = self.total[token]
    balance: uint256 = self._balance(token)
    paid: uint256 = amount
    if balance < held:
        paid = math._mul_div(amount, balance, held, False)
        assert paid != 0, "stipends: the token lost everything"
    self.total[token] = held - amount
    log IStipends.StipendClaimed(
        jury_id=jury_id, juror=msg.sender, to=to, token=token, amount=amount, paid=paid
    )
    if token == NATIVE:
        accepted: bool = raw_call(to, b"", value=paid, revert_on_failure=False)
        assert accepted, "stipends: the payment is refused"
    else:
        moved: bool = extcall IERC20(token).transfer(to, paid, default_return_value=True)
        assert moved, "stipends: token refused the transfer"
    return amount


@external
def give_back(jury_id: uint256):
    """
    @notice Give what no seat has earned back to the fund. By anybody, once the jury is over.
    """
    payer: address = self.payers[jury_id]
    assert payer != empty(address), "stipends: nothing to give back"
    rate: uint256 = self.reserves[jury_id]
    token: address = convert(rate & ADDRESS, address)
    amount: uint256 = (rate >> 160) * staticcall JURIES.unearned(jury_id)
    self.payers[jury_id] = empty(address)
    self.funds[payer][token] += amount
    log IStipends.StipendsReturned(
        jury_id=jury_id, actor=msg.sender, federation=payer, token=token, amount=amount
    )


# --- views


@external
@view
def juries() -> address:
    return JURIES.address


@external
@view
def stipend(federation: address) -> IStipends.Stipend:
    rate: uint256 = self.rates[federation]
    return IStipends.Stipend(
        court=self.courts[federation], token=convert(rate & ADDRESS, address), amount=rate >> 160
    )


@external
@view
def fund(federation: address, token: address) -> uint256:
    return self.funds[federation][token]


@external
@view
def reserved(jury_id: uint256) -> IStipends.Reserve:
    rate: uint256 = self.reserves[jury_id]
    return IStipends.Reserve(
        payer=self.payers[jury_id], token=convert(rate & ADDRESS, address), amount=rate >> 160
    )


@external
@view
def claimed(jury_id: uint256, juror: address) -> bool:
    return self.paid[jury_id][juror]


@external
@view
def held(token: address) -> uint256:
    return self.total[token]


# --- whether


@internal
@view
def _require_federation(federation: address):
    assert staticcall FEDERATIONS.level(federation) != 0, "stipends: not a federation"


@internal
@view
def _balance(token: address) -> uint256:
    if token == NATIVE:
        return self.balance
    assert token.is_contract, "stipends: token has no code"
    return staticcall IERC20(token).balanceOf(self)
