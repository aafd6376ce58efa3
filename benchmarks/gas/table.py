# SPDX-License-Identifier: Apache-2.0
"""The committed table of a run."""

from __future__ import annotations

from pathlib import Path

from benchmarks.gas.measure import Row, Run

PAGE = Path(__file__).with_name("README.md")
_HEAD = """\
<!-- Written by `python -m benchmarks.gas`; `--check` compares. -->
# Gas

Whole transactions (21,000 + calldata + execution, cold state, refunds and calldata floor as the
receipt has them), Prague rules, on one EVM (py-evm) in one run. Ours is `contracts/` with the
settings of the artifacts; the peers are compiled by npm's solc 0.8.37 with 200 optimiser runs, from
the versions that `package.json` pins; Seaport by 0.8.24 with the settings it publishes, and
Circles' Hub and Kleros's court are the initcode that their packages ship. Keys, times and addresses
are fixed, so the figures repeat to the unit of gas: `python -m benchmarks.gas --check`.

| operation | what | ours | budget | | peers |
|---|---|--:|--:|---|---|
"""
_CONDITIONS = """
## Conditions

- **enrol**: a first page of addresses that are hashes. OpenZeppelin's is the mint of a badge and
  its holder's self-delegation, two transactions of the twelfth of twelve members.
- **propose**: an ERC-20 transfer as the only call and a title of 45 bytes, after another proposal.
  With a call of one argument, nearer to how the budget's peer figure (69,309) was measured:
  {propose_brief:,} here, {peer_propose_brief:,} there.
- **vote**: in a community that somebody had voted in. A community's very first ballot also opens
  its tally: {vote_opening:,}.
- **ballot**: the whole batch divided by its size, rounded up, from random places of a page of
  1,024, sorted by place as the SDK sends them, the first batch of its community. In random order a
  ballot costs {ballot_100_unsorted:,} in 100 and {ballot_400_unsorted:,} in 400. OpenZeppelin's is
  `castVoteBySig`, a transaction for each ballot, for an option that has votes.
- **execute**: citizens of three communities had cast 400, 400 and 200 ballots. OpenZeppelin's
  proposal had 6 votes. Safe's figure is its second transaction.
- **split**: the fourth payment into a split, in DemoCoin (all tokens here are), from a standing
  allowance that has a limit (from an unlimited one {split_pay_unlimited:,}). Who is paid
  has held the token before; a new holder costs the token 17,100 more, here and there.
  PaymentSplitter is paid by a plain transfer, naming no split, and can never change its shares.
  A payment that is held for an arbiter costs {hold_pay:,}, its ruling {hold_rule:,}.
- **order**: seller and buyer are people of two communities that are parties themselves, by real
  Accords; an ERC-20 from an unlimited allowance, no arbiter, all at once. An offer's and a
  season's first order costs {order_open_first:,}, one under no accord {order_open_plain:,} and its
  release {order_release_plain:,}; listing the offer {offer_list:,}, a delivery {order_deliver:,}.
  Seaport's is the buyer's only transaction, the third of its kind: a basic order that the seller
  signed, its price in an ERC-20 to the seller and a fund for 25 units of an ERC-1155 that stands
  for the goods. It holds no money until a delivery, and refunds and judges nothing. Ours in that
  place, from opening by delivery to release: {order_whole:,}.
- **barter**: by a relayer with three signatures; the givers have held each other's coins and have
  bartered before (the first time {barter_3_first:,}). Seaport's is `matchOrders`, the same ring,
  with approvals of Seaport itself and the 64-byte signatures of its SDK.
- **obligation_register**: with two signatures, carried by a third. With an arbiter named
  {obligation_register_arbiter:,}. Each account or currency that is new here costs some 45,000 more.
- **set_off**: rings of 50 in one currency, as the best entry's chunk, with numbers in a row; the
  whole transaction divided, rounded up. Entering the chunk before that cost {submit_50:,},
  {submit_100:,} and {submit_400:,} an obligation, and 22,100 more for each further 256 numbers
  that it touches; opening the round {round_open:,}. A vote of the federation isn't counted.
  Circles' is a step of `operateFlowMatrix`, without streams because all of it nets to zero: people
  in rings of 50, each of whom pays the next, who trusts them, in personal Circles that both have
  held. It moves tokens, which a set-off doesn't, and needs no entry before. Here it is the day's
  second; in 400 steps a month after the last one, with demurrage to book, {peer_flow_month:,}. Its
  package ships the code of the tag `rc-v0.3.7-beta` (solc 0.8.25, 200 runs), from which the Hub of
  1.0.0 differs by two views; a contract that answers zero stands for its first version, which no
  flow asks.
- **jury**: a season of 2,048 people whose turn it is, a third of those on the rolls of 16
  communities (for `jury_case_3_of_16` 16 people, of 4). A case is every transaction it takes,
  after an earlier one: a contract brings the dispute, for two choices ({dispute_open:,}), a
  header full of logs is proven and the seed fetched (`jury_summon`), every juror takes a seat,
  commits and reveals, each by a transaction, and the ruling reaches that contract, which keeps it
  ({dispute_rule:,}). `take_seat` is the mean of twelve, of which the jury's first also opens the
  word that counts the communities' seats: {take_seat_most:,}. The more are in the season, the
  longer is the search: with 2,048 people on each of the 16 rolls the cases cost
  {jury_case_3_large:,} and {jury_case_12_large:,}; a seat in seasons up to a million [has its own
  page](../jury/README.md). The lot makes some difference too: a place beyond the pool is drawn
  again. No stipend is paid. A proven header or a posted round serves all juries that wait for it.
  Where a beacon wants both, a summons costs {jury_summon_both:,}.
  Kleros's is KlerosLiquid, the court of the main network, as @kleros/kleros ships it (solc 0.4.26),
  with 216 jurors staked and six children a node of its tree, the same contract bringing the dispute
  ({peer_dispute_open:,}). A case has its phases passed ({peer_phases_3:,}, shared with others of
  that time), jurors drawn, periods passed, votes committed and cast, jurors paid, and the ruling
  told; its votes in the table are those after a case's first. Its random number is a constant's, so
  what a block's hash costs it is left out, and all vote alike, so nobody is fined. What its jurors
  pay to stake before isn't counted, nor are our rolls (`enrol_person`) and season.

## Not measured here

- **0xSplits v2** isn't on npm: its repository's package `splits-v2` is private,
  `@0xsplits/splits-sdk` 6.6.0 has interfaces without code. Measured elsewhere, not by this command
  (its repository's source by solc 0.8.23 via IR with 5,000,000 runs, receipts of anvil 1.7.1): the
  third ERC-20 distribution of a push split to 2, 10 and 50 recipients 67,527, 148,863 and 555,254;
  a withdrawal from its Warehouse after a pull split's 51,343; `updateSplit` of 2, 10 and 50
  45,308, 59,226 and 128,258.
- **Boson Protocol** isn't on npm either: `@bosonprotocol/boson-protocol-contracts` isn't there,
  `common` 1.32.2 and `ethers-sdk` 1.17.2 have interfaces without code. Measured elsewhere, not by
  this command (its repository's source by solc 0.8.35 without IR, 10 runs, anvil 1.7.1): a sale,
  committed, redeemed and completed in an ERC-20, 667,000, after an offer of 688,000.
- **Kleros v2** isn't on npm either: `@kleros/kleros-v2-contracts` isn't there, nor are
  `contracts`, `kleros-contracts` and `kleros-liquid` of `@kleros`; `@kleros/kleros` 0.1.5, of the
  first version, is what is measured above. Measured elsewhere, not by this command (its
  repository's source by solc 0.8.30 via IR with 700 runs, Cancun rules, 2,048 jurors staked): a
  whole case with three hidden votes 3,377,537; in it the dispute 538,436, a commit 111,999 at
  first and 94,911 later, a vote 201,942 at first and 146,939 later.
"""


def markdown(run: Run) -> str:
    """The page as it is committed."""
    rows = run.rows()
    over = [row for row in rows if row.is_over]
    lines = [_line(row) for row in rows]
    verdict = "\nEvery budget is met.\n"
    if over:
        names = ", ".join(f"`{row.operation}` (+{row.ours - row.budget:,})" for row in over)
        verdict = f"\n**Over budget:** {names}.\n"
    return _HEAD + "".join(lines) + verdict + _CONDITIONS.format(**run.ours)


def _line(row: Row) -> str:
    peers = " · ".join(f"{name} {gas:,}" for name, gas in row.peers.items())
    mark = "over" if row.is_over else "met"
    return (
        f"| `{row.operation}` | {row.what} | {row.ours:,} | {row.budget:,} | {mark} | {peers} |\n"
    )


def drift(committed: str, measured: str) -> list[str]:
    """The lines that are not what was measured."""
    old, new = committed.splitlines(), measured.splitlines()
    return [f"- {line}" for line in old if line not in new] + [
        f"+ {line}" for line in new if line not in old
    ]
