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
the versions that `package.json` pins. Keys, times and addresses are fixed, so the figures repeat to
the unit of gas: `python -m benchmarks.gas --check`.

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
  Accords; an ERC-20 from an unlimited allowance, no arbiter, all at once. An offer's and a season's
  first order costs {order_open_first:,}, one under no accord {order_open_plain:,} and its release
  {order_release_plain:,}; listing the offer {offer_list:,}, a delivery {order_deliver:,}.
- **barter**: by a relayer with three signatures; the givers have held each other's coins and have
  bartered before (the first time {barter_3_first:,}).
- **obligation_register**: with two signatures, carried by a third. With an arbiter named
  {obligation_register_arbiter:,}. Each account or currency that is new here costs some 45,000 more.
- **set_off**: rings of 50 in one currency, as the best entry's chunk, with numbers in a row; the
  whole transaction divided, rounded up. Entering the chunk before that cost {submit_50:,},
  {submit_100:,} and {submit_400:,} an obligation, and 22,100 more for each further 256 numbers that
  it touches; opening the round {round_open:,}. A vote of the federation isn't counted. A figure of
  Circles v2's flow matrix, which moves tokens, that was measured elsewhere: some 33,000 a step.
- 0xSplits v2 isn't on npm. Figures of it that were measured elsewhere, under other rules: an ERC-20
  distribution 67,527 for 2 recipients and 555,254 for 50, `updateSplit` 45,308 and 128,258.
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
