# SPDX-License-Identifier: AGPL-3.0-only
# pragma version 0.4.3
# pragma nonreentrancy on
"""
@title Treasury: proportional revenue splits, pulled by each
@license AGPL-3.0-only
@notice A split divides what it receives, in any ERC-20 or the native coin, by shares that sum to the whole. Paying in
        costs the same for 2 payees or 64. For each token, what is held equals what is owed, fractions of a unit
        included. What counts is what arrives, never what is announced. A token that takes balance away from the
        Treasury is impaired: what is left of it is shared in proportion, with no run for the door, and a payment into
        an impaired token is credited at what it is worth there, so that it does not make up for the loss of others.
        Tokens sent to the Treasury itself, and not by `deposit` or to a receiving address, are nobody's.
@custom:powers A split's controller changes its shares for the future, hands the control on, or renounces it for good;
        nobody changes what has been received. Anybody may pay in, collect, and trigger a claim, which pays the payee
        alone; a payee sends their own claim elsewhere. There is no owner.
@custom:exit Every payee takes what it is owed at any time without anybody's help, whatever other payees and tokens
        do. If a controller falls silent the shares stay as they are.
"""

from ethereum.ercs import IERC20
from snekmate.utils import math

from .interfaces import IPurse
from .interfaces import ITreasury
from .modules import payees as payee_book
from .modules import purses
from .modules import shares as share_book


implements: ITreasury
initializes: payee_book
initializes: purses
initializes: share_book


MAX_PAYEES: constant(uint256) = 64
MAX_DEPOSITS: constant(uint256) = 8
WHOLE: constant(uint256) = 10_000
NATIVE: constant(address) = 0xEeeeeEeeeEeEeeEeEeEeeEEEeeeeEeeeeeeeEEeE

ADDRESS: constant(uint256) = 2**160 - 1
VERSION: constant(uint256) = 2**32 - 1


# how many splits there are; the first is number 1
count: public(uint256)
# token -> what all splits together are owed
held: public(HashMap[address, uint256])
# split -> controller 160 | version 32 | payees 64
splits: HashMap[uint256, uint256]
heirs: HashMap[uint256, address]
# the receiving address that is being emptied now: nobody else sends native coin without naming a split
emptied: transient(address)


@deploy
def __init__(purse_blueprint: address, communities: address):
    payee_book.__init__(communities)
    purses.__init__(purse_blueprint)


# --- splits and their shares


@external
def create(
    controller: address, payees: DynArray[uint256, MAX_PAYEES], shares: DynArray[uint256, MAX_PAYEES]
) -> uint256:
    """
    @notice Create a split.
    @param controller Who may change the shares for the future; empty: nobody ever.
    @param payees Whom it pays: payee words.
    @param shares Each payee's share in basis points; together the whole.
    @return The split's number.
    """
    split_id: uint256 = self.count + 1
    self.count = split_id
    self._write(split_id, controller, 1, self._assign(split_id, 1, 0, WHOLE, payees, shares))
    log ITreasury.SplitCreated(split_id=split_id, controller=controller, payees=payees, shares=shares)
    return split_id


@external
def set_shares(split_id: uint256, payees: DynArray[uint256, MAX_PAYEES], shares: DynArray[uint256, MAX_PAYEES]):
    """
    @notice Set the shares of some payees for what is received from now on; 0 removes. By the controller.
    @param payees Only those who are named get a new share; what they get is what they give up.
    """
    slot: uint256 = self._controlled(split_id)
    assert len(payees) != 0, "treasury: no payee named"
    version: uint256 = self._version(slot) + 1
    self._write(split_id, msg.sender, version, self._assign(split_id, version, slot >> 192, 0, payees, shares))
    log ITreasury.SharesSet(
        split_id=split_id, controller=msg.sender, version=version, payees=payees, shares=shares
    )


@external
def offer_control(split_id: uint256, heir: address):
    """
    @notice Offer the control to an heir, who must accept it; to nobody: withdraw the offer. By the controller.
    """
    self._controlled(split_id)
    self.heirs[split_id] = heir
    log ITreasury.ControlOffered(split_id=split_id, controller=msg.sender, heir=heir)


@external
def accept_control(split_id: uint256):
    """
    @notice Take the control that was offered to the sender.
    """
    slot: uint256 = self._existing(split_id)
    assert msg.sender == self.heirs[split_id], "treasury: not the heir"
    self.heirs[split_id] = empty(address)
    self._write(split_id, msg.sender, self._version(slot), slot >> 192)
    log ITreasury.ControlAccepted(split_id=split_id, controller=msg.sender, former=self._controller(slot))


@external
def renounce_control(split_id: uint256):
    """
    @notice Give the control up for good; an offer to an heir ends with it. By the controller.
    """
    slot: uint256 = self._controlled(split_id)
    self.heirs[split_id] = empty(address)
    self._write(split_id, empty(address), self._version(slot), slot >> 192)
    log ITreasury.ControlRenounced(split_id=split_id, former=msg.sender)


# --- revenue in


@external
@payable
@reentrant
def __default__():
    """
    @notice Take native coin from the receiving address that is being emptied, and from nobody else: a plain payment
            would say no split.
    """
    assert msg.sender == self.emptied, "treasury: pay the split's address"


@external
@payable
def deposit(split_id: uint256, token: address, amount: uint256) -> uint256:
    """
    @notice Pay revenue into a split; an ERC-20 by allowance, the native coin as the value sent.
    @return What the split was credited.
    """
    slot: uint256 = self._existing(split_id)
    credited: uint256 = self._take(token, amount)
    self._credit(split_id, slot, msg.sender, token, credited)
    return credited


@external
@payable
def deposit_many(
    token: address, split_ids: DynArray[uint256, MAX_DEPOSITS], amounts: DynArray[uint256, MAX_DEPOSITS]
) -> uint256:
    """
    @notice Pay revenue into several splits by one transfer. What arrives is divided as the amounts are; the first
            split has what doesn't divide. A split that stands twice is paid twice.
    @return What the splits were credited together.
    """
    assert len(split_ids) == len(amounts), "treasury: not one amount for each split"
    announced: uint256 = 0
    for amount: uint256 in amounts:
        assert amount != 0, "treasury: an amount is nothing"
        announced += amount
    assert announced != 0, "treasury: no split named"
    credited: uint256 = self._take(token, announced)
    rest: uint256 = credited
    for i: uint256 in range(1, len(split_ids), bound=MAX_DEPOSITS - 1):
        part: uint256 = amounts[i]
        if credited != announced:
            part = math._mul_div(credited, part, announced, False)
        self._credit_existing(split_ids[i], token, part)
        rest -= part
    self._credit_existing(split_ids[0], token, rest)
    return credited


@external
def collect(split_id: uint256, token: address) -> uint256:
    """
    @notice Bring in all of a token that lies on a split's receiving address. By anybody.
    @return What the split was credited.
    """
    slot: uint256 = self._existing(split_id)
    purse: address = purses._ready(split_id)
    before: uint256 = self._balance(token)
    self.emptied = purse
    extcall IPurse(purse).empty_into_treasury(token)
    self.emptied = empty(address)
    credited: uint256 = self._hold(token, before, self._balance(token))
    self._credit(split_id, slot, purse, token, credited)
    return credited


# --- revenue out


@external
def claim(split_id: uint256, token: address, payee: uint256) -> uint256:
    """
    @notice Pay a payee what it is owed: to its own account, its community's steward, or on into its split. By anybody.
    @return What was taken off what the payee is owed.
    """
    owed: uint256 = share_book._settle(split_id, token, payee)
    into_id: uint256 = payee_book._split(payee)
    if into_id != 0:
        self._flow(split_id, token, into_id, owed)
    else:
        self._pay(split_id, token, payee, payee_book._account(payee), owed)
    return owed


@external
def claim_to(split_id: uint256, token: address, payee: uint256, to: address) -> uint256:
    """
    @notice Pay a payee what it is owed to an address of its choice. By the account, or the community's steward.
    @return What was taken off what the payee is owed.
    """
    assert msg.sender == payee_book._account(payee), "treasury: not the payee"
    assert to not in [empty(address), self], "treasury: no address to pay"
    owed: uint256 = share_book._settle(split_id, token, payee)
    self._pay(split_id, token, payee, to, owed)
    return owed


# --- views


@external
@view
def split(split_id: uint256) -> ITreasury.Split:
    slot: uint256 = self._existing(split_id)
    return ITreasury.Split(
        controller=self._controller(slot),
        heir=self.heirs[split_id],
        version=self._version(slot),
        payees=slot >> 192,
    )


@external
@view
def share(split_id: uint256, payee: uint256) -> uint256:
    return share_book._share(split_id, payee)


@external
@view
def owed(split_id: uint256, token: address, payee: uint256) -> uint256:
    return share_book._owed(split_id, token, payee)


@external
@view
def received(split_id: uint256, token: address) -> uint256:
    return share_book._received(split_id, token)


@external
@view
def receiving_address(split_id: uint256) -> address:
    self._existing(split_id)
    return purses._address(split_id)


# --- splits and their shares


@internal
def _write(split_id: uint256, controller: address, version: uint256, payees: uint256):
    self.splits[split_id] = convert(controller, uint256) | (version << 160) | (payees << 192)


@internal
def _assign(
    split_id: uint256,
    version: uint256,
    payees_before: uint256,
    unassigned: uint256,
    payees: DynArray[uint256, MAX_PAYEES],
    shares: DynArray[uint256, MAX_PAYEES],
) -> uint256:
    """
    @notice Give each payee its share from `version` on. What is given must be what was unassigned or given up.
    @return How many payees have a share now.
    """
    assert len(payees) == len(shares), "treasury: not one share for each payee"
    free: uint256 = unassigned
    given: uint256 = 0
    size: uint256 = payees_before
    for i: uint256 in range(len(payees), bound=MAX_PAYEES):
        former: uint256 = share_book._assign(split_id, payees[i], shares[i], version)
        if former == 0:
            payee_book._require(payees[i], split_id, self.count)
            size += 1
        elif shares[i] == 0:
            size -= 1
        free += former
        given += shares[i]
    assert given <= free, "treasury: shares exceed the whole"
    assert given == free, "treasury: shares fall short of the whole"
    assert size <= MAX_PAYEES, "treasury: too many payees"
    return size


@internal
@view
def _existing(split_id: uint256) -> uint256:
    slot: uint256 = self.splits[split_id]
    assert slot != 0, "treasury: no such split"
    return slot


@internal
@view
def _controlled(split_id: uint256) -> uint256:
    slot: uint256 = self._existing(split_id)
    assert msg.sender == self._controller(slot), "treasury: not the controller"
    return slot


@internal
@pure
def _controller(slot: uint256) -> address:
    return convert(slot & ADDRESS, address)


@internal
@pure
def _version(slot: uint256) -> uint256:
    return (slot >> 160) & VERSION


# --- money


@internal
@payable
def _take(token: address, amount: uint256) -> uint256:
    """
    @notice Take a payment from the sender: an ERC-20 by allowance, the native coin as the value sent.
    @return What it is worth here.
    """
    if token == NATIVE:
        assert msg.value == amount, "treasury: value isn't the amount"
        return self._hold(token, self.balance - amount, self.balance)
    assert msg.value == 0, "treasury: value isn't the amount"
    assert token.is_contract, "treasury: token has no code"
    before: uint256 = staticcall IERC20(token).balanceOf(self)
    moved: bool = extcall IERC20(token).transferFrom(msg.sender, self, amount, default_return_value=True)
    assert moved, "treasury: token refused the transfer"
    return self._hold(token, before, staticcall IERC20(token).balanceOf(self))


@internal
def _hold(token: address, before: uint256, after: uint256) -> uint256:
    """
    @notice Hold what the balance grew by.
    @return What it is worth here.
    """
    assert after > before, "treasury: nothing arrived"
    amount: uint256 = after - before
    held: uint256 = self.held[token]
    if before < held:
        assert before != 0, "treasury: the token lost everything"
        # Impaired: claims are paid at before / held, so credit at held / before is paid in full.
        amount = math._mul_div(amount, held, before, False)
    self.held[token] = held + amount
    return amount


@internal
def _credit_existing(split_id: uint256, token: address, amount: uint256):
    slot: uint256 = self._existing(split_id)
    if amount != 0:
        self._credit(split_id, slot, msg.sender, token, amount)


@internal
def _credit(split_id: uint256, slot: uint256, payer: address, token: address, amount: uint256):
    share_book._credit(split_id, token, self._version(slot), amount)
    log ITreasury.RevenueReceived(split_id=split_id, payer=payer, token=token, amount=amount)


@internal
def _flow(split_id: uint256, token: address, into_id: uint256, owed: uint256):
    log ITreasury.RevenueFlowed(split_id=split_id, into_id=into_id, token=token, amount=owed)
    if owed != 0:
        self._credit(into_id, self.splits[into_id], convert(split_id, address), token, owed)


@internal
def _pay(split_id: uint256, token: address, payee: uint256, to: address, owed: uint256):
    if owed == 0:
        log ITreasury.RevenueClaimed(split_id=split_id, payee=payee, token=token, to=to, owed=0, paid=0)
        return
    held: uint256 = self.held[token]
    balance: uint256 = self._balance(token)
    paid: uint256 = owed
    if balance < held:
        paid = math._mul_div(owed, balance, held, False)
        assert paid != 0, "treasury: the token lost everything"
    self.held[token] = held - owed
    log ITreasury.RevenueClaimed(split_id=split_id, payee=payee, token=token, to=to, owed=owed, paid=paid)
    if token == NATIVE:
        # The answer's size is bounded by copying none of it; the payee's gas is the claimer's own concern.
        accepted: bool = raw_call(to, b"", value=paid, revert_on_failure=False)
        assert accepted, "treasury: payee refuses the payment"
    else:
        moved: bool = extcall IERC20(token).transfer(to, paid, default_return_value=True)
        assert moved, "treasury: token refused the transfer"


@internal
@view
def _balance(token: address) -> uint256:
    if token == NATIVE:
        return self.balance
    assert token.is_contract, "treasury: token has no code"
    return staticcall IERC20(token).balanceOf(self)
