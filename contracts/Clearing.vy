# SPDX-License-Identifier: AGPL-3.0-only
# pragma version 0.4.3
# pragma nonreentrancy on
"""
@title Clearing: rounds that set obligations off
@license AGPL-3.0-only
@notice Obligations are set off in circles: everybody's claims and debts shrink by the same amount, so nobody's net
        position changes. Several currencies meet only where a holder said so, at a federation's values. No money is
        held here and none moves. Anybody can solve, and whoever solves best has the first word; whether a result may
        be set off is decided on chain, for each chunk, whoever sends it.
@custom:powers A holder registers and revokes its acceptances. A federation says when its rounds are and what its
        currencies are worth (see Credit); it can set off nothing that isn't a circle. Anybody opens a round when it
        is due, submits and settles. There is no owner.
@custom:exit Nothing is held. A round closes by itself, after three times its window, whatever anybody does.
"""

from snekmate.utils import eip712_domain_separator as eip712

from .interfaces import IClearing
from .interfaces import ICredit
from .interfaces import IFederations
from .interfaces import IObligations
from .modules import acceptances
from .modules import conversions
from .modules import nonces
from .modules import rounds


implements: IClearing
initializes: eip712
initializes: nonces
initializes: acceptances[eip712 := eip712, nonces := nonces]
initializes: conversions[acceptances := acceptances]
initializes: rounds
exports: (
    eip712.eip712Domain,
    nonces.cancel_nonce,
    nonces.is_nonce_used,
    acceptances.acceptance_count,
    acceptances.revoke_acceptance,
    acceptances.acceptance,
    rounds.round_count,
    rounds.latest_round,
    rounds.entry,
    rounds.is_submitted,
    rounds.round,
    rounds.pinned_value,
)


FEDERATIONS: immutable(IFederations)
OBLIGATIONS: immutable(IObligations)
CREDIT: immutable(ICredit)


@deploy
def __init__(obligations_blueprint: address, credit_blueprint: address, communities: address, federations: address):
    eip712.__init__("Symbio Clearing", "1")
    FEDERATIONS = IFederations(federations)
    OBLIGATIONS = IObligations(create_from_blueprint(obligations_blueprint))
    # Credit makes sure that the registers are there.
    CREDIT = ICredit(create_from_blueprint(credit_blueprint, communities, federations, OBLIGATIONS.address))


# --- acceptances


@external
def register_acceptance(acceptance: IClearing.Acceptance, signature: Bytes[1040]) -> uint256:
    """
    @notice Register a holder's acceptance. By the holder (no signature), or by anybody with the holder's.
    @return The acceptance's number.
    """
    assert staticcall FEDERATIONS.level(acceptance.federation) != 0, "clearing: no such federation"
    return acceptances._register(OBLIGATIONS, acceptance, signature)


# --- rounds


@external
def open_round(federation: address) -> uint256:
    """
    @notice Open a round as the federation's rules say, at its values of this second. By anybody.
    @return The round's number.
    """
    window: uint256 = 0
    currency_ids: DynArray[uint256, 8] = []
    values: DynArray[uint256, 8] = []
    window, currency_ids, values = staticcall CREDIT.terms(federation)
    return rounds._open(federation, window, currency_ids, values, staticcall OBLIGATIONS.obligation_count())


@external
def submit(round_id: uint256, chunk: IClearing.Chunk) -> uint256:
    """
    @notice Add a chunk to the sender's entry, after all the checks that settling it makes.
    @return The entry's value.
    """
    federation: address = rounds._submitting(round_id)
    worths: DynArray[uint256, 8] = rounds._worths(round_id)
    shifts: DynArray[IObligations.Draw, 32] = []
    if len(chunk.conversions) != 0:
        shifts = conversions._run(federation, chunk.conversions, worths, False)
    worth: uint256 = extcall OBLIGATIONS.set_off(chunk.flows, shifts, chunk.draws, worths, False)
    if len(chunk.draws) != 0:
        extcall CREDIT.draw(federation, chunk.draws, False)
    given: bytes32 = keccak256(abi_encode(chunk.conversions))
    drawn: bytes32 = keccak256(abi_encode(chunk.draws))
    digest: bytes32 = keccak256(concat(keccak256(chunk.flows), given, drawn))
    return rounds._enter(round_id, digest, worth, chunk.flows)


@external
def settle(round_id: uint256, chunk: IClearing.Chunk) -> uint256:
    """
    @notice Set a chunk off, after all checks. By anybody.
    @return Its value.
    """
    given: bytes32 = keccak256(abi_encode(chunk.conversions))
    drawn: bytes32 = keccak256(abi_encode(chunk.draws))
    digest: bytes32 = keccak256(concat(keccak256(chunk.flows), given, drawn))
    federation: address = rounds._settling(round_id, digest)
    worths: DynArray[uint256, 8] = rounds._worths(round_id)
    shifts: DynArray[IObligations.Draw, 32] = []
    if len(chunk.conversions) != 0:
        shifts = conversions._run(federation, chunk.conversions, worths, True)
    worth: uint256 = extcall OBLIGATIONS.set_off(chunk.flows, shifts, chunk.draws, worths, True)
    if len(chunk.draws) != 0:
        extcall CREDIT.draw(federation, chunk.draws, True)
    log IClearing.ChunkSettled(
        round_id=round_id,
        actor=msg.sender,
        value=worth,
        flows=chunk.flows,
        conversions=chunk.conversions,
        draws=chunk.draws,
    )
    return worth


# --- views


@external
@view
@reentrant
def obligations() -> address:
    return OBLIGATIONS.address


@external
@view
@reentrant
def credit() -> address:
    return CREDIT.address


@external
@view
def acceptance_digest(acceptance: IClearing.Acceptance) -> bytes32:
    return acceptances._digest(acceptance)


@external
@view
def DOMAIN_SEPARATOR() -> bytes32:
    return eip712._domain_separator_v4()
