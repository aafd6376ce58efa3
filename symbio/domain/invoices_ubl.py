# SPDX-License-Identifier: Apache-2.0
"""Invoices and credit notes as UBL 2.1 (ISO/IEC 19845) writes them, and as EN 16931 and Peppol do.

Read is what an obligation needs: the number, the days, the currency, the two parties and the
payable amount. Everything else in a document may be there, and isn't looked at.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import TypeVar
from xml.sax.saxutils import escape, quoteattr

from symbio.domain.currencies import code_of
from symbio.domain.errors import BadCurrency
from symbio.domain.invoices import (
    Invoice,
    check_days,
    check_party,
    check_reference,
    decimal,
    minor_units,
)
from symbio.domain.xml_tree import BadXml, Element, parse

INVOICE = "urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"
CREDIT_NOTE = "urn:oasis:names:specification:ubl:schema:xsd:CreditNote-2"
CAC = "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"
CBC = "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2"

_CREDITS = {"381", "396"}
"""Invoices whose type (UNTDID 1001) says that they are credit notes."""

Found = TypeVar("Found")


def _cac(name: str) -> str:
    return f"{{{CAC}}}{name}"


def _cbc(name: str) -> str:
    return f"{{{CBC}}}{name}"


# Where a party's identifier may stand, the most telling first.
_IDENTIFIERS = (
    (_cbc("EndpointID"),),
    (_cac("PartyIdentification"), _cbc("ID")),
    (_cac("PartyLegalEntity"), _cbc("CompanyID")),
    (_cac("PartyTaxScheme"), _cbc("CompanyID")),
)


def read_ubl(raw: str | bytes, *, source: str = "invoice") -> Invoice:
    """Read one UBL 2.1 Invoice or CreditNote; a credit note is what the supplier owes.

    A party is its EndpointID, else the first of PartyIdentification/ID, PartyLegalEntity/CompanyID
    and PartyTaxScheme/CompanyID, with the scheme before it where there is one. Without a due date
    (DueDate, or a payment means' PaymentDueDate) it is due on the day of issue. Raises `BadXml`
    with line and element.
    """
    root = parse(raw, source=source)
    if root.tag not in (f"{{{INVOICE}}}Invoice", f"{{{CREDIT_NOTE}}}CreditNote"):
        raise root.refuse("it is neither a UBL 2.1 Invoice nor a CreditNote")
    supplier = _party(root, "AccountingSupplierParty")
    customer = _party(root, "AccountingCustomerParty")
    if supplier == customer:
        raise root.refuse(f"{supplier!r} is both supplier and customer")
    currency = _currency(root)
    issued = _read(_needed(root, _cbc("IssueDate")), _day)
    due = _due(root, issued)
    reference = _read(_needed(root, _cbc("ID")), check_reference)
    owes = (supplier, customer) if _is_credit(root) else (customer, supplier)
    return Invoice(reference, *owes, currency, _payable(root, currency), issued, due)


def read_ubl_files(files: Iterable[tuple[str, bytes]]) -> tuple[Invoice, ...]:
    """Read documents by their names, all or none; raises `BadXml` for the first that is wrong.

    Two documents of one creditor with the same number are refused.
    """
    found: list[Invoice] = []
    seen: dict[tuple[str, str], str] = {}
    for name, raw in files:
        invoice = read_ubl(raw, source=name)
        key = (invoice.creditor, invoice.reference)
        if key in seen:
            problem = f"{invoice.reference!r} of the same creditor is in {seen[key]} too"
            raise BadXml(name, 1, "/*/ID", problem)
        seen[key] = name
        found.append(invoice)
    return tuple(found)


def write_ubl(invoice: Invoice) -> str:
    """Write a UBL 2.1 Invoice with one line, as `read_ubl` reads it."""
    code = invoice.currency
    amount = f"<cbc:{{0}} currencyID={quoteattr(code)}>{decimal(invoice.amount, code)}</cbc:{{0}}>"
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<Invoice xmlns="{INVOICE}"
  xmlns:cac="{CAC}"
  xmlns:cbc="{CBC}">
  <cbc:ID>{escape(invoice.reference)}</cbc:ID>
  <cbc:IssueDate>{invoice.issued}</cbc:IssueDate>
  <cbc:DueDate>{invoice.due}</cbc:DueDate>
  <cbc:InvoiceTypeCode>380</cbc:InvoiceTypeCode>
  <cbc:DocumentCurrencyCode>{escape(code)}</cbc:DocumentCurrencyCode>
  {_written_party("AccountingSupplierParty", invoice.creditor)}
  {_written_party("AccountingCustomerParty", invoice.debtor)}
  <cac:LegalMonetaryTotal>
    {amount.format("LineExtensionAmount")}
    {amount.format("PayableAmount")}
  </cac:LegalMonetaryTotal>
  <cac:InvoiceLine>
    <cbc:ID>1</cbc:ID>
    {amount.format("LineExtensionAmount")}
    <cac:Item><cbc:Name>{escape(invoice.reference)}</cbc:Name></cac:Item>
  </cac:InvoiceLine>
</Invoice>
"""


def _written_party(role: str, identifier: str) -> str:
    scheme, colon, rest = identifier.partition(":")
    named = f" schemeID={quoteattr(scheme)}" if colon else ""
    value = escape(rest if colon else identifier)
    ident = f"<cbc:ID{named}>{value}</cbc:ID>"
    party = f"<cac:PartyIdentification>{ident}</cac:PartyIdentification>"
    return f"<cac:{role}><cac:Party>{party}</cac:Party></cac:{role}>"


def _needed(root: Element, *tags: str) -> Element:
    found = root
    for tag in tags:
        below = found.find(tag)
        if below is None:
            raise found.refuse(f"{tag.rpartition('}')[2]} is missing")
        found = below
    return found


def _is_credit(root: Element) -> bool:
    kind = root.find(_cbc("InvoiceTypeCode"))
    code = kind.text.strip() if kind is not None else ""
    return root.tag.startswith(f"{{{CREDIT_NOTE}}}") or code in _CREDITS


def _party(root: Element, role: str) -> str:
    party = _needed(root, _cac(role), _cac("Party"))
    for tags in _IDENTIFIERS:
        found = party.find(*tags)
        if found is not None and found.text.strip():
            scheme = found.attributes.get("schemeID", "").strip()
            value = _read(found, check_party)
            return f"{scheme}:{value}" if scheme else value
    raise party.refuse("it has no identifier (EndpointID, PartyIdentification or CompanyID)")


def _currency(root: Element) -> str:
    element = _needed(root, _cbc("DocumentCurrencyCode"))
    try:
        return code_of(element.text.strip())
    except BadCurrency as error:
        raise element.refuse(f"{element.text.strip()!r} is no currency's code") from error


def _payable(root: Element, currency: str) -> int:
    element = _needed(root, _cac("LegalMonetaryTotal"), _cbc("PayableAmount"))
    stated = element.attributes.get("currencyID", "")
    if stated != currency:
        raise element.refuse(f"its currencyID {stated!r} isn't the document's {currency}")
    return _read(element, lambda text: minor_units(text, currency))


def _due(root: Element, issued: date) -> date:
    element = root.find(_cbc("DueDate"))
    for means in root.find_all(_cac("PaymentMeans")):
        element = element or means.find(_cbc("PaymentDueDate"))
    if element is None:
        return issued
    due = _read(element, _day)
    try:
        check_days(issued, due)
    except ValueError as error:
        raise element.refuse(str(error)) from error
    return due


def _day(text: str) -> date:
    # XML Schema's dates may carry a time zone; the day is the one that is written.
    try:
        found = date.fromisoformat(text[:10])
    except ValueError as error:
        raise ValueError(f"{text!r} is no date (YYYY-MM-DD)") from error
    rest = text[10:]
    if found.isoformat() != text[:10] or (rest and rest != "Z" and not _is_offset(rest)):
        raise ValueError(f"{text!r} is no date (YYYY-MM-DD)")
    return found


def _is_offset(text: str) -> bool:
    hours, minutes = text[1:3], text[4:]
    return len(text) == 6 and text[0] in "+-" and text[3] == ":" and (hours + minutes).isdecimal()


def _read(element: Element, read: Callable[[str], Found]) -> Found:
    try:
        return read(element.text.strip())
    except ValueError as error:
        raise element.refuse(str(error)) from error
