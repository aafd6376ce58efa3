# SPDX-License-Identifier: Apache-2.0
"""symbio obligation: from invoices to what stands on chain, and what becomes of it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Line, Ran
from tests.published import kind_of

SIDES = ("lia", "hugo")
TERMS = ("--due", "2026-12-31", "--expires", "2031-06-30")
HEADINGS = "reference,debtor,creditor,currency,amount,issued,due"
_count = iter(range(1, 10_000))


@pytest.fixture(autouse=True)
def funded(line: Line) -> None:
    for role in (*SIDES, "otto", "relayer"):
        line.keystore(role)


def signed(line: Line, amount: str = "120.50 EUR", *more: object) -> Path:
    """have Lia sign that she owes Hugo, and Rui countersign; gives the file."""
    number = next(_count)
    first, both = line.home / f"a{number}.json", line.home / f"b{number}.json"
    new = ("--creditor", line.address("hugo"), "--amount", amount, *TERMS, *more)
    reference = ("--reference", f"INV {number} at {line.height()}")
    ran = line("obligation", "sign", *new, *reference, "--out", first, "--yes", "--json", by="lia")
    assert ran.code == 0, ran.err
    ran = line("obligation", "sign", first, "--out", both, "--yes", "--json", by="hugo")
    assert ran.code == 0, ran.err
    assert kind_of(first) == kind_of(both) == "joint-act"
    return both


def register(line: Line, path: Path) -> int:
    made = line.send("obligation", "register", path, by="relayer")
    number: int = made["registered"][0]["obligation"]
    return number


def test_both_sides_are_told_what_they_sign(line: Line) -> None:
    out = line.home / "one.json"
    new = ("--creditor", line.address("hugo"), "--amount", "120.50 EUR", *TERMS)
    ran = line("obligation", "sign", *new, "--out", out, "--dry-run", "--json", by="lia")
    assert ran.code == 0, ran.err
    assert ran.json["dry_run"] and ran.json["you_pay"].startswith("nothing now. You owe")
    for words in ("You sign:", "You pay:", "You get:", "If it fails:", "Nothing was signed."):
        assert words in ran.err
    assert not out.exists()
    assert line("obligation", "sign", *new, "--out", out, by="lia").code == 2, "nobody to ask"
    ran = line("obligation", "sign", *new, "--out", out, "--yes", "--json", by="lia")
    assert ran.json["missing"] == [line.address("hugo")]
    assert f"hand {out} to {line.address('hugo')}" in ran.err
    second = line.home / "two.json"
    ran = line("obligation", "sign", out, "--out", second, "--yes", "--json", by="hugo")
    assert ran.json["missing"] == []
    assert f"{line.address('lia')} owes you 120.50 EUR" in ran.err
    again = line("obligation", "sign", out, "--out", second, "--yes", by="hugo")
    assert again.code == 2 and "exists already" in again.err
    stranger = line("obligation", "sign", out, "--out", line.home / "x", "--yes", by="otto")
    assert stranger.code == 5 and "isn't a side" in stranger.err


def test_it_is_registered_listed_and_shown(line: Line) -> None:
    path = signed(line)
    rehearsed = line("obligation", "register", path, "--dry-run", "--json", by="relayer")
    assert rehearsed.json["dry_run"], rehearsed.err
    number = register(line, path)
    shown = line.read("obligation", "show", number)
    assert (shown["debtor"], shown["creditor"]) == (line.address("lia"), line.address("hugo"))
    assert (shown["remaining"], shown["minor_units"], shown["status"]) == (
        "120.50 EUR",
        12_050,
        "standing",
    )
    assert (shown["due"], shown["until"]) == ("2026-12-31", "2031-06-30")
    listed = line.read("obligation", "list", "--account", line.address("lia"))
    assert number in [each["obligation"] for each in listed]
    again = line("obligation", "register", path, "--yes", by="relayer")
    assert again.code == 5 and "registered already" in again.err
    assert line("obligation", "show", 9_999).code == 3


def test_a_payment_is_said_or_signed_and_carried(line: Line) -> None:
    number = register(line, signed(line))
    paid = line.send("obligation", "pay", number, "20.50", by="hugo")
    assert paid["remaining"] == 10_000
    assert paid["you_pay"].startswith("your claim to 20.50 EUR")
    assert line("obligation", "pay", number, "1", "--yes", by="lia").code == 4
    out = line.home / f"paid{number}.json"
    signing = ("obligation", "pay", number, "100", "--sign-to", out, "--yes", "--json")
    assert line(*signing, by="lia").code == 5
    assert line(*signing, by="hugo").code == 0
    assert line.send("obligation", "carry", out, by="relayer")["paid"] == "100.00 EUR"
    shown = line.read("obligation", "show", number)
    assert (shown["remaining"], shown["paid"]) == ("0.00 EUR", "120.50 EUR")
    assert number not in [each["obligation"] for each in line.read("obligation", "list")]
    every = line.read("obligation", "list", "--all")
    assert number in [each["obligation"] for each in every]


def test_another_becomes_the_creditor_when_all_three_agree(line: Line) -> None:
    number = register(line, signed(line))
    names = [line.home / f"{step}{number}.json" for step in ("draft", "one", "two")]
    draft = ("obligation", "assign", number, "--to", line.address("otto"))
    ran = line(*draft, "--until", "2030-01-01", "--out", names[0], "--json", by="relayer")
    assert ran.code == 0, ran.err
    for role, path, out in (("lia", *names[:2]), ("otto", *names[1:])):
        ran = line("obligation", "sign", path, "--out", out, "--yes", "--json", by=role)
        assert ran.code == 0, ran.err
    assert [kind_of(path) for path in names] == ["joint-act"] * 3
    assert f"the claim to 120.50 EUR against {line.address('lia')}" in ran.err
    sent = line.send("obligation", "assign", "--signed", names[2], by="hugo")
    assert sent["creditor"] == line.address("otto")
    shown = line.read("obligation", "show", number)
    assert (shown["creditor"], shown["first_creditor"]) == (
        line.address("otto"),
        line.address("hugo"),
    )
    early = line("obligation", "assign", "--signed", names[1], "--yes", by="hugo")
    assert early.code == 5 and "hasn't signed" in early.err


def test_a_dispute_ends_by_withdrawal_or_agreement(line: Line) -> None:
    number = register(line, signed(line))
    claim = ("--claim", "0x" + "11" * 32)
    sent = line.send("obligation", "dispute", number, *claim, by="lia")
    assert "takes part in no round" in sent["you_get"]
    assert line.read("obligation", "show", number)["disputed_by"] == line.address("lia")
    assert line("obligation", "withdraw", number, "--yes", by="hugo").code == 4
    line.send("obligation", "withdraw", number, by="lia")
    line.send("obligation", "dispute", number, *claim, by="hugo")
    named = line.send("obligation", "settle", number, "80.00", by="lia")
    assert (named["stays_owed"], named["settled"]) == ("80.00 EUR", False)
    assert line.read("obligation", "show", number)["offered_by"] == "debtor"
    met = line.send("obligation", "settle", number, "80.00", by="hugo")
    assert met["settled"] and met["you_get"].startswith("the dispute ends at once")
    assert line.read("obligation", "show", number)["remaining"] == "80.00 EUR"
    none = line("obligation", "escalate", number, "--yes", by="lia")
    assert none.code == 2 and "names no arbiter" in none.err


def invoices(line: Line, *rows: str) -> Path:
    path = line.home / f"invoices{next(_count)}.csv"
    path.write_text("\n".join([HEADINGS, *rows]) + "\n")
    return path


def imported(line: Line, path: Path, out: Path, *more: object) -> Ran:
    accounts = line.home / "accounts.csv"
    rows = [f"{role},{line.address(role)}" for role in SIDES]
    accounts.write_text("\n".join(["party,account", *rows]) + "\n")
    return line(
        *("obligation", "import", path, "--accounts", accounts, "--expires", "2031-06-30"),
        *("--out", out, *more, "--json"),
    )


def test_invoices_become_obligations_that_both_sign_at_once(line: Line) -> None:
    mark = f"{next(_count)}-{line.height()}"
    path = invoices(
        line,
        f"A-{mark},lia,hugo,EUR,120.50,2026-09-01,2026-10-01",
        f"B-{mark},hugo,lia,JPY,9000,2026-09-02,2026-10-02",
    )
    ran = line("obligation", "check", path, "--json")
    assert ran.json["owed"] == {"EUR": "120.50 EUR", "JPY": "9,000 JPY"}
    folders = [line.home / f"{name}{mark}" for name in ("drafts", "lia", "both", "same")]
    assert imported(line, path, folders[0]).json["obligations"] == 2
    assert imported(line, path, folders[3]).code == 0
    assert sorted(p.name for p in folders[0].iterdir()) == sorted(
        p.name for p in folders[3].iterdir()
    )
    for role, source, out in (("lia", *folders[:2]), ("hugo", *folders[1:3])):
        ran = line("obligation", "sign", source, "--out", out, "--yes", "--json", by=role)
        assert ran.code == 0, ran.err
    assert "You owe 9,000 JPY in 1 obligations" in ran.err and ran.json["complete"] == 2
    made = line.send("obligation", "register", folders[2], by="relayer")
    assert len(made["registered"]) == 2 and len(made["transactions"]) == 1
    out = line.home / f"export{mark}.csv"
    ran = line("obligation", "export", "--out", out, "--account", line.address("lia"), "--json")
    assert ran.code == 0, ran.err
    assert f"A-{mark},{line.address('lia')},{line.address('hugo')},EUR,120.50" in out.read_text()
    assert line("obligation", "check", out, "--json").code == 0
    documents = line.home / f"ubl{mark}"
    assert line("obligation", "export", "--out", documents, "--ubl", "--json").code == 0
    files = sorted(documents.iterdir())
    assert line("obligation", "check", *files, "--json").json["invoices"] == len(files)


@pytest.mark.parametrize(
    ("row", "code", "said"),
    [
        ("B,lia,hugo,EUR,1.001,2026-09-01,2026-10-01", 2, "row 3, column “amount”"),
        ("B,lia,otto,EUR,1,2026-09-01,2026-10-01", 2, "no account for: otto"),
        ("A,lia,hugo,EUR,1,2026-09-01,2026-10-01", 2, "already stands in row 2"),
    ],
)
def test_one_bad_row_keeps_all_out(line: Line, row: str, code: int, said: str) -> None:
    path = invoices(line, "A,lia,hugo,EUR,120.50,2026-09-01,2026-10-01", row)
    out = line.home / f"none{next(_count)}"
    ran = imported(line, path, out)
    assert (ran.code, out.exists()) == (code, False), ran.err
    assert said in ran.err
    assert not list(line.home.glob(".none*"))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"--amount": "120.50"}, "names no currency"),
        ({"--amount": "120.505 EUR"}, "decimals"),
        ({"--amount": "1 euro"}, "can't be a currency"),
        ({"--due": "tomorrow"}, "is no time"),
        ({"--reference": "x" * 65}, "longer than 64"),
        ({"--creditor": "0x12"}, "address"),
    ],
)
def test_bad_input_is_refused_before_anything_is_signed(
    line: Line, change: dict[str, str], said: str
) -> None:
    given: dict[str, Any] = {"--creditor": line.address("hugo"), "--amount": "1 EUR"}
    given |= dict(zip(TERMS[::2], TERMS[1::2], strict=True)) | change
    words = [part for pair in given.items() for part in pair]
    out = line.home / "never.json"
    ran = line("obligation", "sign", *words, "--out", out, "--yes", by="lia")
    assert (ran.code, out.exists()) == (2, False)
    assert said in ran.err


def test_a_forged_signature_is_found_before_it_is_sent(line: Line) -> None:
    path = signed(line)
    content = json.loads(path.read_text())
    first, second = (line.address(side) for side in SIDES)
    content["signatures"][first] = content["signatures"][second]
    forged = line.home / f"forged{next(_count)}.json"
    forged.write_text(json.dumps(content))
    ran = line("obligation", "register", forged, "--yes", by="relayer")
    assert ran.code == 5 and "the signature isn't" in ran.err
