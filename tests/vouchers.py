# SPDX-License-Identifier: Apache-2.0
"""A currency whose token takes permits (ERC-2612), for tests on the embedded chain."""

from __future__ import annotations

from pathlib import Path

from vyper.cli.vyper_compile import compile_files

from symbio import World
from symbio.chain.token import Coin
from symbio.domain.amount import Token

SOURCE = Path(__file__).parent / "mocks" / "tokens" / "Voucher.vy"


def deploy(world: World) -> Coin:
    """Put the token on chain; all of it is the founder's."""
    code = compile_files([str(SOURCE)], ["bytecode"])[SOURCE]["bytecode"]
    created = world.client.send(None, bytes.fromhex(code[2:])).created
    assert created is not None
    return Coin(world.client, Token(created, "VCH", 2))
