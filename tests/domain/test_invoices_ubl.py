# SPDX-License-Identifier: Apache-2.0
"""UBL 2.1 invoices: as accounting software writes them, and as an attacker would."""

from __future__ import annotations

from datetime import date

import pytest

from symbio.domain.invoices import Invoice
from symbio.domain.invoices_ubl import read_ubl, read_ubl_files, write_ubl
from symbio.domain.xml_tree import MOST_BYTES, BadXml

CAC = "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"
CBC = "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2"

# As Peppol BIS Billing 3.0 sends it: other prefixes, lines, taxes and notes around what is read.
PEPPOL = f"""<?xml version="1.0" encoding="UTF-8"?>
<ubl:Invoice xmlns:ubl="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"
    xmlns:a="{CAC}" xmlns:b="{CBC}">
  <b:CustomizationID>urn:cen.eu:en16931:2017</b:CustomizationID>
  <b:ID> F-2026/0042 </b:ID>
  <b:IssueDate>2026-03-01</b:IssueDate>
  <b:DueDate>2026-03-31Z</b:DueDate>
  <b:InvoiceTypeCode>380</b:InvoiceTypeCode>
  <b:Note>Peixe &amp; gelo</b:Note>
  <b:DocumentCurrencyCode listID="ISO4217">EUR</b:DocumentCurrencyCode>
  <a:AccountingSupplierParty><a:Party>
    <b:EndpointID schemeID="0088">7300010000001</b:EndpointID>
    <a:PartyIdentification><b:ID>99</b:ID></a:PartyIdentification>
  </a:Party></a:AccountingSupplierParty>
  <a:AccountingCustomerParty><a:Party>
    <a:PartyName><b:Name>海洋研究</b:Name></a:PartyName>
    <a:PartyTaxScheme><b:CompanyID>PT501964843</b:CompanyID></a:PartyTaxScheme>
  </a:Party></a:AccountingCustomerParty>
  <a:LegalMonetaryTotal>
    <b:TaxInclusiveAmount currencyID="EUR">1656.25</b:TaxInclusiveAmount>
    <b:PrepaidAmount currencyID="EUR">416.25</b:PrepaidAmount>
    <b:PayableAmount currencyID="EUR">1240.0000</b:PayableAmount>
  </a:LegalMonetaryTotal>
</ubl:Invoice>"""
SUPPLIER, CUSTOMER = "0088:7300010000001", "PT501964843"


def test_an_invoice_is_what_the_customer_owes() -> None:
    assert read_ubl(PEPPOL.encode()) == Invoice(
        "F-2026/0042",
        CUSTOMER,
        SUPPLIER,
        "EUR",
        124_000,
        date(2026, 3, 1),
        date(2026, 3, 31),
    )


def test_a_credit_note_is_what_the_supplier_owes() -> None:
    note = (
        PEPPOL.replace("ubl:Invoice", "ubl:CreditNote")
        .replace("xsd:Invoice-2", "xsd:CreditNote-2")
        .replace("<b:DueDate>2026-03-31Z</b:DueDate>", "")
        .replace("b:InvoiceTypeCode", "b:CreditNoteTypeCode")
    )
    means = "<a:PaymentMeans><b:PaymentDueDate>2026-04-02</b:PaymentDueDate></a:PaymentMeans>"
    found = read_ubl(note.replace("<a:LegalMonetaryTotal>", means + "<a:LegalMonetaryTotal>"))
    assert (found.debtor, found.creditor, found.due) == (SUPPLIER, CUSTOMER, date(2026, 4, 2))
    assert read_ubl(note).due == date(2026, 3, 1)
    typed = read_ubl(PEPPOL.replace(">380<", ">381<"))
    assert (typed.debtor, typed.creditor) == (SUPPLIER, CUSTOMER)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "iso-8859-1"])
def test_declared_encodings_are_read(encoding: str) -> None:
    text = PEPPOL.replace("UTF-8", encoding).replace("海洋研究", "Investigação")
    assert read_ubl(text.encode(encoding)).amount == 124_000


def test_what_is_written_is_read_again() -> None:
    invoice = Invoice(
        'R<1> & "2"', "0088:1", "NO:id's", "JPY", 1250, date(2026, 1, 1), date(2026, 1, 9)
    )
    assert read_ubl(write_ubl(invoice)) == invoice
    plain = Invoice("R", "a", "b", "EUR", 5, date(2026, 1, 1), date(2026, 1, 1))
    assert read_ubl(write_ubl(plain).encode()) == plain


@pytest.mark.parametrize(
    ("old", "new", "path", "problem"),
    [
        ("<b:ID> F-2026/0042 </b:ID>", "", "/Invoice", "ID is missing"),
        ("F-2026/0042", "", "/Invoice/ID", "a number of 1 to 64 bytes"),
        ("2026-03-01", "01.03.2026", "/Invoice/IssueDate", "is no date"),
        ("2026-03-31Z", "2026-02-28", "/Invoice/DueDate", "before it was issued"),
        ("2026-03-31Z", "2026-03-31T10", "/Invoice/DueDate", "is no date"),
        (">EUR<", ">euro<", "/Invoice/DocumentCurrencyCode", "no currency's code"),
        (
            '<b:PayableAmount currencyID="EUR">',
            '<b:PayableAmount currencyID="USD">',
            "/Invoice/LegalMonetaryTotal/PayableAmount",
            "isn't the document's EUR",
        ),
        ("1240.0000", "1240.001", "/Invoice/LegalMonetaryTotal/PayableAmount", "2 decimals"),
        ("1240.0000", "-5.00", "/Invoice/LegalMonetaryTotal/PayableAmount", "credit note"),
        ("1240.0000", "0", "/Invoice/LegalMonetaryTotal/PayableAmount", "nothing is owed"),
        ("1240.0000", "1 240", "/Invoice/LegalMonetaryTotal/PayableAmount", "is not a number"),
        ("PayableAmount", "Payable", "/Invoice/LegalMonetaryTotal", "PayableAmount is missing"),
        ("PT501964843", " ", "/Invoice/AccountingCustomerParty/Party", "no identifier"),
        ("ubl:Invoice", "ubl:Order", "/Order", "neither a UBL 2.1 Invoice"),
        ("xsd:Invoice-2", "xsd:Invoice-1", "/Invoice", "neither a UBL 2.1 Invoice"),
        (CBC, CBC + "x", "/Invoice/AccountingSupplierParty/Party", "no identifier"),
    ],
)
def test_the_element_that_is_wrong_is_named(old: str, new: str, path: str, problem: str) -> None:
    with pytest.raises(BadXml) as caught:
        read_ubl(PEPPOL.replace(old, new), source="f.xml")
    assert caught.value.path == path
    assert problem in caught.value.problem
    assert caught.value.line >= 1
    assert str(caught.value).startswith("f.xml, line ")


def test_a_party_that_invoices_itself_is_refused() -> None:
    alike = PEPPOL.replace("PT501964843", "0088:7300010000001")
    with pytest.raises(BadXml, match="both supplier and customer"):
        read_ubl(alike)


BOMB = '<!DOCTYPE x [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]>'
OUTSIDE = '<!DOCTYPE x SYSTEM "http://example.org/x.dtd">'
FILE = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>'


@pytest.mark.parametrize("doctype", [BOMB, OUTSIDE, FILE, "<!DOCTYPE x>"])
def test_document_types_and_entities_are_refused(doctype: str) -> None:
    head, _, body = PEPPOL.partition("?>")
    with pytest.raises(BadXml, match="document type or an entity"):
        read_ubl(f"{head}?>{doctype}{body}")


@pytest.mark.parametrize(
    ("raw", "problem"),
    [
        (b"", "it is not XML"),
        (PEPPOL[:-20].encode(), "it is not XML"),
        (b"<a>&undefined;</a>", "it is not XML"),
        (b"<a>" * 70, "more than 64 deep"),
        (b'<?xml version="1.0" encoding="klingon"?><a/>', "encoding"),
        (b"<a>" + b" " * MOST_BYTES, "larger than"),
    ],
)
def test_what_is_no_xml_is_refused(raw: bytes, problem: str) -> None:
    with pytest.raises(BadXml, match=problem):
        read_ubl(raw)


def test_many_documents_are_read_all_or_none() -> None:
    other = PEPPOL.replace("0042", "0043")
    files = [("1.xml", PEPPOL.encode()), ("2.xml", other.encode())]
    assert [each.reference for each in read_ubl_files(files)] == ["F-2026/0042", "F-2026/0043"]
    with pytest.raises(BadXml, match=r"3\.xml.*is in 1\.xml too"):
        read_ubl_files([*files, ("3.xml", PEPPOL.encode())])
    with pytest.raises(BadXml, match=r"3\.xml"):
        read_ubl_files([*files, ("3.xml", b"<x/>")])
