# SPDX-License-Identifier: Apache-2.0
"""Open a proposal: the calls that were asked for in words, checked before anything is sent."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from symbio.cli.context import Context, address
from symbio.cli.exits import BadUse
from symbio.cli.files import read
from symbio.cli.writing import Done, write

if TYPE_CHECKING:
    from symbio.domain.federation import Call
    from symbio.federation import Federation


@dataclass(frozen=True)
class Wanted:
    """What a proposal is to do, as the command line says it; in this order it is done."""

    pay: tuple[str, ...] = ()
    admit: tuple[int, ...] = ()
    expel: tuple[int, ...] = ()
    amend: Path | None = None
    call: tuple[str, ...] = ()
    call_file: tuple[Path, ...] = ()


def open_proposal(
    context: Context,
    federation: Federation,
    community: int,
    title: str,
    text: str,
    wanted: Wanted,
) -> None:
    """Put a proposal; raises for everything that can be seen to be wrong beforehand."""
    from symbio.cli.output import moment

    if not title.strip():
        raise BadUse("--title: voters read it in their wallets, so it can't be empty.")
    calls = list(_calls(context, federation, wanted))
    plan = federation.propose(community, title, text, calls)

    def done(receipts: Any) -> Done:
        number = receipts[0].value
        proposal = federation.proposal(number)
        facts = {
            "federation": federation.address,
            "proposal": number,
            "title": title,
            "opens_at": moment(proposal.opens_at),
            "closes_at": moment(proposal.closes_at),
            "calls": len(calls),
        }
        after = f"symbio vote sign {federation.address} {number} for --community N --out FILE"
        return Done(facts, f"{after}, from {moment(proposal.opens_at)} on")

    write(context, plan, done)


def _calls(context: Context, federation: Federation, wanted: Wanted) -> Iterator[Call]:
    from symbio.cli.charter import charter_of

    for each in wanted.pay:
        yield _payment(context, each)
    for community in wanted.admit:
        context.community(community)
        yield federation.contract.admit(community).as_call()
    for community in wanted.expel:
        context.community(community)
        yield federation.contract.expel(community).as_call()
    if wanted.amend is not None:
        charter = charter_of(wanted.amend)
        yield federation.contract.amend(charter.digest(), charter.rules()).as_call()
    for each in wanted.call:
        yield _call(each)
    for file in wanted.call_file:
        yield from _calls_in(context, file)


def _payment(context: Context, said: str) -> Call:
    """Read “120.50 TOKEN TO”: TOKEN is an ERC-20's address, or ETH."""
    parts = said.split()
    if len(parts) != 3:
        raise BadUse(f"--pay: “{said}” is not “AMOUNT TOKEN TO”, such as “120.50 0x… 0x…”.")
    coin = context.coin(parts[1])
    amount = coin.token.amount(parts[0])
    if not amount:
        raise BadUse("--pay: the amount is zero.")
    return coin.transfer(address(parts[2]), amount).as_call()


def _call(said: str) -> Call:
    parts = said.split()
    if len(parts) != 3:
        raise BadUse(f"--call: “{said}” is not “TARGET VALUE DATA”, such as “0x… 0 0x…”.")
    return _built("--call", *parts)


def _calls_in(context: Context, file: Path) -> Iterator[Call]:
    """Read the calls that a write's `--dry-run --json` printed."""
    from symbio.domain.documents import parse

    found = parse(read(file))
    listed = found.get("would_send") if isinstance(found, dict) else None
    if not isinstance(listed, list) or not listed:
        raise BadUse(f"{file} is not what a command's --dry-run --json prints.")
    for each in listed:
        if not isinstance(each, dict) or not {"to", "value", "data", "chainId"} <= each.keys():
            raise BadUse(f"{file}: a call needs chainId, to, value and data.")
        if each["chainId"] != context.client.chain_id:
            raise BadUse(f"{file} is for chain {each['chainId']}.")
        yield _built(str(file), str(each["to"]), str(each["value"]), str(each["data"]))


def _built(source: str, target: str, value: str, data: str) -> Call:
    from symbio.domain.federation import Call

    if not value.isascii() or not value.isdigit():
        raise BadUse(f"{source}: the value “{value}” is not a whole number of smallest units.")
    try:
        raw = bytes.fromhex(data.removeprefix("0x"))
    except ValueError as error:
        raise BadUse(f"{source}: the data is not hexadecimal.") from error
    return Call(address(target), int(value), raw)
