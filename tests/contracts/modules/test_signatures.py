# SPDX-License-Identifier: Apache-2.0
"""signatures: keys, smart wallets and EIP-7702 accounts, asked through Federations.is_signed_by.

Threat: malleable s, `ecrecover` giving the empty address, ERC-1271 wallets that lie or burn gas.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import boa
import pytest
from eth_account.signers.local import LocalAccount
from eth_keys import keys
from eth_utils import keccak

from tests.contracts.boa_chain import NOBODY, account, deployer
from tests.contracts.federation.assembly import institutions
from tests.contracts.federation.papers import compact

DIGEST = keccak(b"a digest")
ORDER = 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141
MAGIC = bytes.fromhex("1626ba7e") + bytes(28)
CONTRACT = "0x" + 20 * "c0"
# PUSH32 <word> PUSH0 MSTORE; then PUSH <size> PUSH0 RETURN
STORE = b"\x7f%s\x5f\x52"


def answering(word: bytes, size: int = 32, ending: str = "f3") -> bytes:
    """Write code that answers `size` bytes which begin with a word; `fd` reverts with them."""
    return STORE % word + b"\x62" + size.to_bytes(3, "big") + b"\x5f" + bytes.fromhex(ending)


@pytest.fixture(scope="module")
def factory() -> Iterator[Any]:
    with boa.env.anchor():
        yield institutions()[1]


@pytest.fixture(scope="module")
def person() -> LocalAccount:
    return account("signer")


def parts(person: LocalAccount, digest: bytes = DIGEST) -> tuple[int, int, int]:
    signed = person.unsafe_sign_hash(digest)
    return signed.r, signed.s, signed.v


def long(r: int, s: int, v: int) -> bytes:
    return r.to_bytes(32, "big") + s.to_bytes(32, "big") + bytes([v])


def test_a_key_signs_in_65_and_in_64_bytes(factory: Any) -> None:
    seen = set()
    for number in range(8):
        person = account(f"signer {number}")
        r, s, v = parts(person)
        seen.add(v)
        assert factory.is_signed_by(person.address, DIGEST, long(r, s, v))
        assert factory.is_signed_by(person.address, DIGEST, compact(person, DIGEST))
        assert not factory.is_signed_by(person.address, DIGEST, long(r, s, 55 - v))
        flipped = r.to_bytes(32, "big") + (s | (28 - v) << 255).to_bytes(32, "big")
        assert not factory.is_signed_by(person.address, DIGEST, flipped)
    assert seen == {27, 28}, "both parities were tried"


def test_anothers_signature_and_another_digest_are_refused(
    factory: Any, person: LocalAccount
) -> None:
    other = account("other")
    assert not factory.is_signed_by(other.address, DIGEST, compact(person, DIGEST))
    assert not factory.is_signed_by(person.address, keccak(DIGEST), compact(person, DIGEST))


def test_the_malleable_twin_is_refused(factory: Any) -> None:
    for number in range(4):
        person = account(f"signer {number}")
        r, s, v = parts(person)
        assert not factory.is_signed_by(person.address, DIGEST, long(r, ORDER - s, 55 - v))
        high = r.to_bytes(32, "big") + ((ORDER - s) & (2**255 - 1)).to_bytes(32, "big")
        assert not factory.is_signed_by(person.address, DIGEST, high)


def forged(s: int) -> tuple[bytes, str]:
    """A digest for which a chosen s is the valid signature of whoever ecrecover then names."""
    r = parts(account("signer"))[0]
    key = keys.Signature(vrs=(0, r, s)).recover_public_key_from_msg_hash(DIGEST)
    return r.to_bytes(32, "big") + s.to_bytes(32, "big"), key.to_checksum_address()


@pytest.mark.parametrize(("above", "is_low"), [(-1, True), (0, True), (1, False), (2, False)])
def test_s_is_low_up_to_half_the_order(factory: Any, above: int, is_low: bool) -> None:
    signature, signer = forged(ORDER // 2 + above)
    assert factory.is_signed_by(signer, DIGEST, signature + b"\x1b") == is_low
    assert factory.is_signed_by(signer, DIGEST, signature) == is_low


@pytest.mark.parametrize("v", [0, 1, 2, 26, 29, 255])
def test_v_is_27_or_28(factory: Any, person: LocalAccount, v: int) -> None:
    r, s, _ = parts(person)
    assert not factory.is_signed_by(person.address, DIGEST, long(r, s, v))


def test_the_empty_address_signs_nothing(factory: Any, person: LocalAccount) -> None:
    for signature in (b"", bytes(64), bytes(65), bytes(64) + b"\x1b", compact(person, DIGEST)):
        assert not factory.is_signed_by(NOBODY, DIGEST, signature)
    boa.env.set_code(NOBODY, answering(MAGIC))
    assert not factory.is_signed_by(NOBODY, DIGEST, bytes(64))


@pytest.mark.parametrize("size", [0, 1, 32, 63, 66, 96, 130, 1040])
def test_a_keys_signature_has_64_or_65_bytes(factory: Any, person: LocalAccount, size: int) -> None:
    r, s, v = parts(person)
    padded = (long(r, s, v) + bytes(1040))[:size]
    assert not factory.is_signed_by(person.address, DIGEST, padded)


@pytest.mark.parametrize("size", [0, 1, 64, 65, 130, 1_040])
def test_a_wallet_is_asked_with_digest_and_signature(factory: Any, size: int) -> None:
    wallet, signature = deployer("tests/mocks/Wallet.vy").deploy(), b"\x99" * size
    assert not factory.is_signed_by(wallet.address, DIGEST, signature)
    wallet.approve(DIGEST, signature)
    assert factory.is_signed_by(wallet.address, DIGEST, signature)
    assert not factory.is_signed_by(wallet.address, keccak(DIGEST), signature)
    assert not factory.is_signed_by(wallet.address, DIGEST, (signature + b"\x01")[-1040:])


def test_a_safe_of_two_owners_sends_130_bytes(factory: Any, person: LocalAccount) -> None:
    wallet = deployer("tests/mocks/Wallet.vy").deploy()
    both = long(*parts(person)) + long(*parts(account("other")))
    wallet.approve(DIGEST, both)
    assert len(both) == 130
    assert factory.is_signed_by(wallet.address, DIGEST, both)
    assert not factory.is_signed_by(wallet.address, DIGEST, both[:65])


WALLETS = {
    "yes": answering(MAGIC),
    "zeros": answering(bytes(32)),
    "ones": answering(b"\xff" * 32),
    "yes and a bit more": answering(MAGIC[:4] + bytes(27) + b"\x01"),
    "yes, aligned to the right": answering(bytes(28) + MAGIC[:4]),
    "nothing": answering(MAGIC, 0),
    "4 bytes": answering(MAGIC, 4),
    "31 bytes": answering(MAGIC, 31),
    "a revert that says yes": answering(MAGIC, ending="fd"),
    "a bomb that the gas pays for": answering(bytes(32), 60_000),
    "a bomb that it doesn't": answering(MAGIC, 16_000_000),
    "burnt gas": b"\xfe",
    "a loop": bytes.fromhex("5b5f56"),
    "a write, then yes": bytes.fromhex("60015f55") + answering(MAGIC),
    "a stop": b"\x00",
}


@pytest.mark.parametrize("kind", WALLETS)
def test_a_wallets_answer_is_yes_or_no_and_never_a_failure(factory: Any, kind: str) -> None:
    boa.env.set_code(CONTRACT, WALLETS[kind])
    assert factory.is_signed_by(CONTRACT, DIGEST, b"\x01" * 65) == (kind == "yes")
    assert factory._computation.get_gas_used() < 300_000


@pytest.mark.parametrize(("gas", "accepted"), [(200_000, True), (260_000, False)])
def test_gas_for_a_wallet_is_capped_but_enough(factory: Any, gas: int, accepted: bool) -> None:
    # JUMPDEST PUSH 1 SWAP SUB DUP PUSH 3 JUMPI: 26 gas a turn
    loop = b"\x61" + (gas // 26).to_bytes(2, "big") + bytes.fromhex("5b600190038060035750")
    boa.env.set_code(CONTRACT, loop + answering(MAGIC))
    assert factory.is_signed_by(CONTRACT, DIGEST, b"") == accepted


def test_a_contract_has_no_key(factory: Any, person: LocalAccount) -> None:
    """Code that is no designator takes the key's word from the account."""
    for code in (b"\x00", b"\x00" * 23, b"\xef\x01\x01" + bytes(20), b"\xef\x01\x00" + bytes(21)):
        boa.env.set_code(person.address, code)
        assert not factory.is_signed_by(person.address, DIGEST, compact(person, DIGEST))


def test_an_eip_7702_account_signs_by_its_key(factory: Any, person: LocalAccount) -> None:
    delegate = deployer("tests/mocks/Wallet.vy").deploy()
    boa.env.set_code(person.address, b"\xef\x01\x00" + bytes.fromhex(delegate.address[2:]))
    assert factory.is_signed_by(person.address, DIGEST, compact(person, DIGEST))
    assert factory.is_signed_by(person.address, DIGEST, long(*parts(person)))
    assert not factory.is_signed_by(person.address, DIGEST, compact(account("other"), DIGEST))


def test_an_eip_7702_account_signs_by_its_delegate(factory: Any, person: LocalAccount) -> None:
    delegate = deployer("tests/mocks/Wallet.vy").deploy()
    boa.env.set_code(person.address, b"\xef\x01\x00" + bytes.fromhex(delegate.address[2:]))
    # The delegate's code reads the account's own storage.
    approval = delegate.approve.prepare_calldata(DIGEST, b"\x07" * 130)
    deployer("tests/mocks/Wallet.vy").deploy().send(person.address, approval)
    assert factory.is_signed_by(person.address, DIGEST, b"\x07" * 130)
    assert not factory.is_signed_by(person.address, DIGEST, b"\x08" * 130)
    assert not factory.is_signed_by(delegate.address, DIGEST, b"\x07" * 130)
