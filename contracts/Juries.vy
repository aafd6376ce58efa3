# SPDX-License-Identifier: AGPL-3.0-only
# pragma version 0.4.3
# pragma nonreentrancy on
"""
@title Juries: citizens drawn by lot
@license AGPL-3.0-only
@notice Anybody's contract can have a jury drawn from the people of many communities, and read what it decides. Nobody
        registers as a juror, and nobody stakes: whoever stands on the roll of an enlisted community has one ticket,
        every third season. Which seeds count, who was drawn, in which wave, and what was voted can be worked out again
        by anybody. Nothing here acts on a verdict: that is its court's.

        | stage        | who moves it on, and when                              | if nobody does                      |
        |--------------|--------------------------------------------------------|-------------------------------------|
        | CALLED       | anybody, once the beacon can give the seed: seat_jury  | FAILED once the beacon has lapsed   |
        | SEATING      | whose turn a seat is: take_seat; all seats taken       | its eight waves end                 |
        | DELIBERATING | time; jurors may recuse                                | two thirds of the seats, or FAILED  |
        | COMMITTING   | time; jurors commit                                    |                                     |
        | REVEALING    | time; anybody reveals what was committed               | who doesn't reveal abstains         |
        | DECIDED      | nobody: it is over                                     |                                     |
        | UNDECIDED    | the court, once, in 30 days: reconvene                 | it is over                          |
        | FAILED       | nobody: the court may call another                     |                                     |
@custom:powers A steward enlists its community, and what its roll says then can be drawn. A court (whoever calls a jury)
               chooses pool, size, exclusions and times before there is a seed, and may reconvene it once. Nobody
               unseats a juror, learns a vote from here before it is revealed, or changes a seed. There is no owner.
@custom:exit Every jury ends by the clock. A juror recuses before voting, and loses nothing by silence. No money is
             held here: stipends lie in the contract that this one creates.
"""

from snekmate.utils import eip712_domain_separator as domain

from .interfaces import IBeacon
from .interfaces import ICommunities
from .interfaces import IFederations
from .interfaces import IJuries
from .interfaces import IStipends
from .modules import jury_book
from .modules import seasons
from .modules import seating
from .modules import votes


implements: IJuries
initializes: domain
exports: domain.eip712Domain
initializes: seasons
initializes: jury_book
initializes: seating[domain := domain, jury_book := jury_book, seasons := seasons]
initializes: votes[domain := domain, jury_book := jury_book]


# where stipends are paid, and their money
STIPENDS: immutable(IStipends)


@deploy
def __init__(
    stipends_blueprint: address, communities: ICommunities, federations: IFederations, beacon: IBeacon
):
    domain.__init__("Symbio Juries", "1")
    seasons.__init__(communities, federations)
    seating.__init__(beacon)
    STIPENDS = IStipends(create_from_blueprint(stipends_blueprint, federations))


# --- seasons


@external
def enlist(pool: uint256, community_id: uint256, season: uint256):
    """
    @notice Let a community's people, or its steward, be drawn in one of the next four seasons, by the roll of now. By
            its steward; in a federation's pool, of a member.
    """
    seasons._enlist(pool, community_id, season)


@external
def seal(pool: uint256, season: uint256, cap: uint256):
    """
    @notice Fix what each community weighs in a season that has begun. By anybody.
    @param cap The largest number that is no more than a quarter of all weights capped by it; where fewer than four
               communities weigh anything, the smallest weight.
    """
    seasons._seal(pool, season, cap)


# --- juries


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
    """
    @notice Have a jury drawn, by a seed that nobody can know yet. By anybody, who is its court from then on.
    @param options 1 to 16: votes approve any of them. More: a vote is one number up to this.
    @param excluded Communities whose people may not sit.
    @param times Seconds, 24 bits each: wave | deliberation << 24 | commit << 48 | reveal << 72.
    @param payer The federation that pays stipends, if it pays this court and has enough; empty: none.
    @param subject What it is about, for the record.
    @return The jury's number.
    """
    jury_id: uint256 = 0
    target: uint256 = 0
    jury_id, target = seating._call(pool, season, size, options, excluded, times)
    token: address = empty(address)
    stipend: uint256 = 0
    if payer != empty(address):
        token, stipend = extcall STIPENDS.reserve(jury_id, payer, msg.sender, size)
    log IJuries.JuryCalled(
        jury_id=jury_id,
        court=msg.sender,
        subject=subject,
        pool=pool,
        season=season,
        size=size,
        options=options,
        excluded=excluded,
        times=times,
        target=target,
        payer=payer,
        token=token,
        stipend=stipend,
    )
    return jury_id


@external
def seat_jury(jury_id: uint256):
    """
    @notice Fetch the seed, and begin the first wave. By anybody; costs the same whatever the jury's size.
    """
    seating._seat(jury_id)


@external
def take_seat(jury_id: uint256, seat: uint256):
    """
    @notice Sit. By the person whose turn the seat is in the present wave.
    """
    seating._take(jury_id, seat, msg.sender)


@external
def take_seat_by_signature(jury_id: uint256, seat: uint256, juror: address, signature: Bytes[1040]):
    """
    @notice Seat a person who accepted by signature. By anybody, while it is that person's turn.
    """
    self._require_signed(juror, seating._acceptance(jury_id, seat, juror), signature)
    seating._take(jury_id, seat, juror)


@external
def recuse(jury_id: uint256):
    """
    @notice Give the seat up, for conscience or an interest in the matter. By its juror, before votes are first
            committed.
    """
    seating._recuse(jury_id)


# --- votes


@external
def commit(jury_id: uint256, commitment: bytes32):
    """
    @notice Vote, hidden; again: it replaces the former. By a juror.
    """
    votes._commit(jury_id, msg.sender, commitment)


@external
def commit_by_signature(jury_id: uint256, juror: address, commitment: bytes32, signature: Bytes[1040]):
    """
    @notice Bring a juror's signed hidden vote. By anybody.
    """
    self._require_signed(juror, votes._message(jury_id, juror, commitment), signature)
    votes._commit(jury_id, juror, commitment)


@external
def report_leak(jury_id: uint256, juror: address, choice: uint256, salt: bytes32):
    """
    @notice Show that a hidden vote is known, which makes it void: a vote that can be proven can be sold. By whoever
            knows it, while votes are committed.
    """
    votes._report(jury_id, juror, choice, salt)


@external
def reveal(jury_id: uint256, juror: address, choice: uint256, salt: bytes32):
    """
    @notice Open a hidden vote, so that it counts. By whoever knows it.
    """
    votes._reveal(jury_id, juror, choice, salt)


@external
def reconvene(jury_id: uint256):
    """
    @notice Let the same jurors deliberate and vote once more, after a vote that decided nothing. By the court.
    """
    votes._reconvene(jury_id)


# --- views


@external
@view
def beacon() -> address:
    return seating.BEACON.address


@external
@view
def stipends() -> address:
    return STIPENDS.address


@external
@view
def running_season() -> uint256:
    return seasons._running()


@external
@view
def season(pool: uint256, season: uint256) -> IJuries.Season:
    return seasons._season(pool, season)


@external
@view
def entry(pool: uint256, season: uint256, position: uint256) -> IJuries.Entry:
    return seasons._entry(pool, season, position)


@external
@view
def suffices(pool: uint256, season: uint256, size: uint256, excluded: DynArray[uint256, 16]) -> bool:
    table: uint256 = 0
    line: seasons.Line = empty(seasons.Line)
    table, line = seasons._line(pool, season, excluded)
    return table != 0 and seasons._suffices(pool, size, line)


@external
@view
def count() -> uint256:
    return jury_book.count


@external
@view
def jury(jury_id: uint256) -> IJuries.Jury:
    clock: uint256 = jury_book.clocks[jury_id]
    line: uint256 = jury_book.lines[jury_id]
    court: uint256 = jury_book.courts[jury_id]
    origin: uint256 = seasons.origins[(line >> 181) & (2**32 - 1)]
    seeded_at: uint256 = (clock >> jury_book.SEEDED) & jury_book.TIME
    excluded: DynArray[uint256, 16] = []
    for i: uint256 in range((line >> 128) & 31, bound=16):
        excluded.append((line >> (8 * i)) & 255)
    found: IJuries.Jury = IJuries.Jury(
        court=convert(court & jury_book.ADDRESS, address),
        pool=origin & (2 * seasons.STEWARDS - 1),
        season=origin >> 161,
        size=jury_book._size(clock),
        options=court >> 160,
        excluded=excluded,
        weight=(line >> 133) & seasons.WEIGHT,
        target=jury_book.seeds[jury_id],
        seed=empty(bytes32),
        seeded_at=seeded_at,
        wave=clock & jury_book.SPAN,
        deliberation=(clock >> 24) & jury_book.SPAN,
        commit=(clock >> 48) & jury_book.SPAN,
        reveal=(clock >> 72) & jury_book.SPAN,
        began_at=(clock >> jury_book.BEGAN) & jury_book.TIME,
        filled=(clock >> jury_book.FILLED) & jury_book.SEATS,
        seated=jury_book._seated(clock),
        round=jury_book._round(clock),
        revealed=(jury_book.counts[jury_id][0] >> jury_book.REVEALS) & jury_book.FEW,
        stage=convert(self._stage(jury_id, clock), IJuries.Stage),
    )
    if seeded_at != 0:
        found.seed = convert(found.target, bytes32)
        found.target = 0
    return found


@external
@view
def candidate(jury_id: uint256, seat: uint256, wave: uint256) -> (uint256, uint256, address):
    clock: uint256 = jury_book.clocks[jury_id]
    if (clock >> jury_book.SEEDED) & jury_book.TIME == 0:
        return 0, 0, empty(address)
    if seat >= jury_book._size(clock) or wave >= jury_book.WAVES:
        return 0, 0, empty(address)
    drawn: seating.Draw = seating._draw(jury_id, clock, seat, wave)
    return drawn.community_id, drawn.index, seating._key(drawn)


@external
@view
def juror(jury_id: uint256, account: address) -> IJuries.Juror:
    word: uint256 = jury_book.jurors[jury_id][account]
    if word == 0:
        return empty(IJuries.Juror)
    round: uint256 = jury_book._round(jury_book.clocks[jury_id])
    table: uint256 = (jury_book.lines[jury_id] >> 181) & (2**32 - 1)
    index: uint256 = (word >> 16) & jury_book.INDEX
    if jury_book.lines[jury_id] >> 255 != 0:
        index = seating.STEWARD
    return IJuries.Juror(
        seat=(word & 255) - 1,
        community_id=seasons.entries[table][(word >> 8) & 255] & seasons.NUMBER,
        index=index,
        wave=(word >> 56) & 15,
        is_seated=word & jury_book.RECUSED == 0,
        is_recused=word & jury_book.RECUSED != 0,
        commitment=votes.commitments[jury_id][account],
        is_void=(word >> jury_book.VOID) & 3 == round,
        has_revealed=(word >> jury_book.REVEALED) & 3 == round,
        choice=(word >> jury_book.CHOSEN) & jury_book.CHOICE,
    )


@external
@view
def commitment(jury_id: uint256, juror: address, choice: uint256, salt: bytes32) -> bytes32:
    seat: uint256 = (jury_book._sitting(jury_id, juror) & 255) - 1
    round: uint256 = jury_book._round(jury_book.clocks[jury_id])
    return votes._commitment(jury_id, round, seat, juror, choice, salt)


@external
@view
def outcome(jury_id: uint256) -> (IJuries.Stage, uint256, uint256, uint256, uint256):
    clock: uint256 = jury_book.clocks[jury_id]
    stage: uint256 = 0
    option: uint256 = 0
    approvals: uint256 = 0
    stage, option, approvals = self._standing(jury_id, clock)
    revealed: uint256 = (jury_book.counts[jury_id][0] >> jury_book.REVEALS) & jury_book.FEW
    return convert(stage, IJuries.Stage), option, approvals, revealed, jury_book._seated(clock)


@external
@view
def may_reconvene(jury_id: uint256) -> bool:
    return votes._may_reconvene(jury_id, jury_book.clocks[jury_id])


@external
@view
def is_over(jury_id: uint256) -> bool:
    clock: uint256 = jury_book.clocks[jury_id]
    return votes._is_over(jury_id, clock, self._stage(jury_id, clock))


@external
@view
def has_earned(jury_id: uint256, account: address) -> bool:
    clock: uint256 = self._over(jury_id)
    word: uint256 = jury_book.jurors[jury_id][account]
    return (word >> jury_book.REVEALED) & 3 == jury_book._round(clock)


@external
@view
def unearned(jury_id: uint256) -> uint256:
    clock: uint256 = self._over(jury_id)
    revealed: uint256 = (jury_book.counts[jury_id][0] >> jury_book.REVEALS) & jury_book.FEW
    return jury_book._size(clock) - revealed


@external
@view
def DOMAIN_SEPARATOR() -> bytes32:
    return domain._domain_separator_v4()


# --- whether


@internal
@view
def _stage(jury_id: uint256, clock: uint256) -> uint256:
    return self._standing(jury_id, clock)[0]


@internal
@view
def _standing(jury_id: uint256, clock: uint256) -> (uint256, uint256, uint256):
    """
    @notice Where a jury stands, 0: there is none; and once it has decided, the option and who approved it.
    """
    if clock == 0:
        return 0, 0, 0
    phase: uint256 = jury_book._phase(clock)
    if phase == jury_book.CALLED and seating._has_lapsed(jury_id):
        return jury_book.FAILED, 0, 0
    if phase != jury_book.COUNTED:
        return phase, 0, 0
    option: uint256 = 0
    approvals: uint256 = 0
    option, approvals = votes._result(jury_id, clock)
    if option == 0:
        return jury_book.UNDECIDED, 0, 0
    return jury_book.DECIDED, option, approvals


@internal
@view
def _over(jury_id: uint256) -> uint256:
    """
    @notice The clock of a jury that is over.
    """
    clock: uint256 = jury_book._clock(jury_id)
    assert votes._is_over(jury_id, clock, self._stage(jury_id, clock)), "juries: not over yet"
    return clock


@internal
@view
def _require_signed(juror: address, digest: bytes32, signature: Bytes[1040]):
    is_signed: bool = staticcall seasons.FEDERATIONS.is_signed_by(juror, digest, signature)
    assert is_signed, "juries: not signed by the juror"
