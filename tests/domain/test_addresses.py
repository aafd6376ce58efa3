# SPDX-License-Identifier: Apache-2.0
"""Addresses carry the checksum of ERC-55, with that ERC's own examples."""

from __future__ import annotations

import pytest

from symbio.domain.addresses import NOBODY, checksummed

ERC_55 = [
    "0x52908400098527886E0F7030069857D2E4169EE7",
    "0x8617E340B3D01FA5F11F306F4090FD50E238070D",
    "0xde709f2102306220921060314715629080e2fb77",
    "0x27b1fdb04752bbc536007a920d24acb045561c26",
    "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed",
    "0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359",
    "0xdbF03B407c01E7cD3CBea99509d93f8DDDC8C6FB",
    "0xD1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb",
]


@pytest.mark.parametrize("address", ERC_55)
def test_the_erc_s_examples_hold_and_have_one_spelling(address):
    assert checksummed(address) == address
    assert checksummed(address.lower()) == address
    assert checksummed("0x" + address[2:].upper()) == address


def test_a_mistyped_digit_is_noticed():
    for at in range(2, 42):
        digit = "1" if ERC_55[4][at] != "1" else "2"
        with pytest.raises(ValueError, match="checksum"):
            checksummed(ERC_55[4][:at] + digit + ERC_55[4][at + 1 :])


@pytest.mark.parametrize(
    "text", ["", "0x", NOBODY[:-1], NOBODY + "0", "0X" + NOBODY[2:], "ana.eth"]
)
def test_what_is_no_address_is_refused(text):
    with pytest.raises(ValueError, match="not an address"):
        checksummed(text)
