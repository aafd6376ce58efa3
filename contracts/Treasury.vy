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
        A payment can be held for an arbiter's ruling, and nothing else waits with it. Tokens sent to the Treasury
        itself, and not by a deposit or to a receiving address, are nobody's.
@custom:powers A split's controller changes its shares for the future, hands the control on, or renounces it for good;
        nobody changes what has been received. Anybody may pay in, collect, and trigger a claim, which pays the payee
        alone; a payee sends its own claim elsewhere, itself or by its signature, and alone has itself paid at a loss.
        A hold's arbiter, named by its payer, divides that payment between split and payer, once. There is no owner.
@custom:exit Every payee takes what it is owed at any time without anybody's help, whatever other payees and tokens
        do. If a controller falls silent the shares stay as they are. If an arbiter does, the payment is the split's
        after its time, at most three years.
"""

from snekmate.utils import eip712_domain_separator as eip712
from snekmate.utils import math

from .interfaces import IPurse
from .interfaces import ITreasury
from .modules import holds as hold_book
from .modules import payees as payee_book
from .modules import payouts
from .modules import purses
from .modules import shares as share_book
from .modules import split_book
from .modules import vault


implements: ITreasury
initializes: eip712
initializes: hold_book
initializes: payee_book
initializes: payouts[eip712 := eip712]
initializes: purses
initializes: share_book
initializes: split_book
initializes: vault
exports: eip712.eip712Domain
exports: hold_book.holds
exports: (payouts.payout_spent, payouts.revoke_payout)
exports: (
    split_book.accept_control,
    split_book.count,
    split_book.offer_control,
    split_book.renounce_control,
    split_book.split,
)
exports: vault.held


MAX_PAYEES: constant(uint256) = 64
MAX_DEPOSITS: constant(uint256) = 8
MAX_SIGNATURE: constant(uint256) = 1_040
WHOLE: constant(uint256) = 10_000


# the receiving address that is being emptied now: nobody else sends native coin without naming a split
emptied: transient(address)


@deploy
def __init__(purse_blueprint: address, communities: address):
    payee_book.__init__(communities)
    purses.__init__(purse_blueprint)
    eip712.__init__("Symbio Treasury", "1")


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
    split_id: uint256 = split_book.count + 1
    split_book.count = split_id
    split_book._write(split_id, controller, 1, self._assign(split_id, 1, 0, WHOLE, payees, shares))
    log ITreasury.SplitCreated(split_id=split_id, controller=controller, payees=payees, shares=shares)
    return split_id


@external
def set_shares(split_id: uint256, payees: DynArray[uint256, MAX_PAYEES], shares: DynArray[uint256, MAX_PAYEES]):
    """
    @notice Set the shares of some payees for what is received from now on; 0 removes. By the controller.
    @param payees Only those who are named get a new share; what they get is what they give up.
    """
    slot: uint256 = split_book._controlled(split_id)
    assert len(payees) != 0, "treasury: no payee named"
    version: uint256 = split_book._version(slot) + 1
    split_book._write(split_id, msg.sender, version, self._assign(split_id, version, slot >> 192, 0, payees, shares))
    log ITreasury.SharesSet(
        split_id=split_id, controller=msg.sender, version=version, payees=payees, shares=shares
    )


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
    slot: uint256 = split_book._existing(split_id)
    credited: uint256 = vault._take(token, amount)
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
    credited: uint256 = vault._take(token, announced)
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
    slot: uint256 = split_book._existing(split_id)
    purse: address = purses._ready(split_id)
    before: uint256 = vault._balance(token)
    self.emptied = purse
    extcall IPurse(purse).empty_into_treasury(token)
    self.emptied = empty(address)
    credited: uint256 = vault._grow(token, before, vault._balance(token))
    self._credit(split_id, slot, purse, token, credited)
    return credited


# --- revenue in that waits for a ruling


@external
@payable
def deposit_held(split_id: uint256, token: address, amount: uint256, arbiter: address, until: uint256) -> uint256:
    """
    @notice Pay revenue that is the split's only once it is ruled so, or not ruled in time. What the split gets is owed
            by the shares of this moment. Paid as by `deposit`.
    @param arbiter Who alone may rule, until its time is over.
    @param until The arbiter's last second; at most three years ahead.
    @return The hold's number.
    """
    version: uint256 = split_book._version(split_book._existing(split_id))
    credited: uint256 = vault._take(token, amount)
    return hold_book._open(split_id, version, token, credited, arbiter, until)


@external
def rule_hold(hold_id: uint256, to_split: uint256):
    """
    @notice Give so much of a hold to its split, and the rest back to its payer. Once, in time, by the arbiter.
    """
    self._credit_hold(hold_book._rule(hold_id, to_split), to_split)


@external
def release_hold(hold_id: uint256):
    """
    @notice Give all of a hold to its split, when the arbiter's time is over without a ruling. By anybody.
    """
    found: ITreasury.Hold = hold_book._release(hold_id)
    self._credit_hold(found, found.amount)


@external
def withdraw_refund(hold_id: uint256, to: address) -> uint256:
    """
    @notice Pay back what a ruling gave to the payer, to an address of its choice. By the payer.
    @return What was taken off what the payer is owed.
    """
    self._payable_to(to)
    token: address = empty(address)
    owed: uint256 = 0
    token, owed = hold_book._refund(hold_id)
    paid: uint256 = vault._pay(token, to, owed, True)
    log ITreasury.HoldRefunded(hold_id=hold_id, payer=msg.sender, token=token, to=to, owed=owed, paid=paid)
    return owed


# --- revenue out. A hold's key in a token's place: what the split got of that hold.


@external
def claim(split_id: uint256, token: address, payee: uint256) -> uint256:
    """
    @notice Pay a payee what it is owed: to its own account, its community's steward, or on into its split. By anybody,
            but while a token is impaired only the payee has itself paid at a loss.
    @return What was taken off what the payee is owed.
    """
    coin: address = token
    if convert(token, uint256) >> 64 == hold_book.KEYS:
        coin = hold_book._coin(split_id, token)
    owed: uint256 = share_book._settle(split_id, token, payee)
    into_id: uint256 = payee_book._split(payee)
    if into_id != 0:
        log ITreasury.RevenueFlowed(split_id=split_id, into_id=into_id, token=token, amount=owed)
        if owed != 0:
            self._credit(into_id, split_book.slots[into_id], convert(split_id, address), coin, owed)
    else:
        account: address = payee_book._account(payee)
        self._pay(split_id, token, coin, payee, account, owed, msg.sender == account)
    return owed


@external
def claim_to(split_id: uint256, token: address, payee: uint256, to: address) -> uint256:
    """
    @notice Pay a payee what it is owed to an address of its choice. By the account, or the community's steward.
    @return What was taken off what the payee is owed.
    """
    assert msg.sender == payee_book._account(payee), "treasury: not the payee"
    return self._claim_to(split_id, token, payee, to)


@external
def claim_by_signature(
    split_id: uint256,
    token: address,
    payee: uint256,
    to: address,
    until: uint256,
    nonce: uint256,
    signature: Bytes[MAX_SIGNATURE],
) -> uint256:
    """
    @notice Pay a payee what it is owed to the address that it signed for. By anybody who carries the signature.
    @param until The last second in which it counts.
    @param nonce Any number that the account has neither used nor revoked.
    @param signature Of the account, or the community's steward: a key's, or a contract wallet's (ERC-1271).
    @return What was taken off what the payee is owed.
    """
    payouts._use(payee_book._account(payee), split_id, token, payee, to, until, nonce, signature)
    return self._claim_to(split_id, token, payee, to)


# --- views


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
def hold(hold_id: uint256) -> ITreasury.Hold:
    return hold_book._existing(hold_id)


@external
@view
def DOMAIN_SEPARATOR() -> bytes32:
    return eip712._domain_separator_v4()


@external
@view
def receiving_address(split_id: uint256) -> address:
    split_book._existing(split_id)
    return purses._address(split_id)


# --- splits and their shares


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
            payee_book._require(payees[i], split_id, split_book.count)
            size += 1
        elif shares[i] == 0:
            size -= 1
        free += former
        given += shares[i]
    assert given <= free, "treasury: shares exceed the whole"
    assert given == free, "treasury: shares fall short of the whole"
    assert size <= MAX_PAYEES, "treasury: too many payees"
    return size


# --- money


@internal
def _credit_existing(split_id: uint256, token: address, amount: uint256):
    slot: uint256 = split_book._existing(split_id)
    if amount != 0:
        self._credit(split_id, slot, msg.sender, token, amount)


@internal
def _credit(split_id: uint256, slot: uint256, payer: address, token: address, amount: uint256):
    share_book._credit(split_id, token, split_book._version(slot), amount)
    log ITreasury.RevenueReceived(split_id=split_id, payer=payer, token=token, amount=amount)


@internal
def _credit_hold(found: ITreasury.Hold, amount: uint256):
    if amount != 0:
        share_book._credit(found.split_id, found.key, found.version, amount)


@internal
@view
def _payable_to(to: address):
    assert to not in [empty(address), self], "treasury: no address to pay"


@internal
def _claim_to(split_id: uint256, token: address, payee: uint256, to: address) -> uint256:
    self._payable_to(to)
    coin: address = token
    if convert(token, uint256) >> 64 == hold_book.KEYS:
        coin = hold_book._coin(split_id, token)
    owed: uint256 = share_book._settle(split_id, token, payee)
    self._pay(split_id, token, coin, payee, to, owed, True)
    return owed


@internal
def _pay(
    split_id: uint256, token: address, coin: address, payee: uint256, to: address, owed: uint256, consents: bool
):
    paid: uint256 = 0
    if owed != 0:
        paid = vault._pay(coin, to, owed, consents)
    log ITreasury.RevenueClaimed(split_id=split_id, payee=payee, token=token, to=to, owed=owed, paid=paid)
