"""Reading the scope of a notice out of free text, phrase by phrase."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assets.rules.matching import Scope, read_scope
from assets.rules.matching.codes import CodeRange, plain_code
from assets.rules.matching.extraction import LONGEST_TEXT
from assets.rules.matching.scope import Period
from assets.rules.matching.versions import VersionRange


def scope(description: str, codes: str = "") -> Scope:
    return read_scope(firm="", product_code="", description=description, codes=codes)


@pytest.mark.parametrize(
    ("text", "identifiers"),
    [
        ("UDI-DI 00814747021040.", {"00814747021040"}),
        ("UDI: (01)00821329580345; all lots within expiry", {"00821329580345"}),
        ("UDI-DI: 10885403801501, 10885403801518", {"10885403801501", "10885403801518"}),
        ("GTIN 887517567062 Lot: ABC123", {"00887517567062"}),
        ("UDI +A123BJC5D6E71G", {"A123BJC5D6E71"}),
        ("Serial 12345678901234", set()),
    ],
)
def test_device_identifiers(text: str, identifiers: set[str]) -> None:
    assert scope(text).identifiers == identifiers


def test_an_identifier_with_a_wrong_check_digit_is_kept_and_doubted() -> None:
    read = scope("UDI-DI 00208851107345")
    assert read.identifiers == read.doubtful_identifiers == {"00208851107345"}


@pytest.mark.parametrize(
    ("text", "references"),
    [
        ("PALL Medical Breathing Circuit Filter, REF BB50T and BB50T-BULK , Rx ONLY", {"BB50T", "BB50TBULK"}),
        ("Item #: 1) RTL 10400, 2) RTL 10402", {"RTL10400", "RTL10402"}),
        ("Item #.: 1) 10400-1, 2) 10400-8 & 3) 10401-1", {"104001", "104008", "104011"}),
        ("CONSULT Kit, Part/Reorder Number 5011, IVD Product Usage - CONSULT", {"5011"}),
        ("CARPAL TUNNEL PACK, REF/Catalog No. 3366, STERILE, Rx Only", {"3366"}),
        ("Models: BB14 (individual, sterile, pouched) and BB14NS (sold bulk)", {"BB14", "BB14NS"}),
        ("Part Number (REF): 8065751150", {"8065751150"}),
        ("Ventilator, Model CROSSVENT, Catalog No. 3300DXE.", {"CROSSVENT", "3300DXE"}),
        ("part of extracorporeal circuits", set()),
        ("Product Usage: Surgical procedure 12", set()),
    ],
)
def test_catalog_and_model_numbers(text: str, references: set[str]) -> None:
    assert scope(text).references == references


@pytest.mark.parametrize(
    ("text", "lots"),
    [
        ("Lot # 014603  USE BY: 9/2018", {"014603"}),
        ("REF BB50T: Lots 326902, 402802;   REF BB50T-BULK: Lots 228702", {"326902", "402802", "228702"}),
        ("1) 1620888/Expiration Date: 12/30/2017", set()),
        ("Lot Numbers/Expiration Dates:  1) 1620888/Expiration Date: 12/30/2017  2) 1620367/No Expiration Date",
         {"1620888", "1620367"}),
        ("Lot Number 1230783, Exp. Date February 2017;   Lot Number 1330825, Exp. Date April 2018",
         {"1230783", "1330825"}),
        ("Lot Numbers:  83716171  83720151", {"83716171", "83720151"}),
        ("Lot Numbers:  CV041020/A  CV041520", {"CV041020A", "CV041520"}),
        ("Lot/Codes: KN165 (exp. 2017-09) and KN177 (exp. 2018-02)", {"KN165", "KN177"}),
        ("Lot Numbers 45572 (Box), (Individual packages) 48543  Exp Date - 2018-02", {"45572", "48543"}),
        ('lots highlighted with "**": Lot Numbers: 5290-S19785, **5290-S19925', {"5290S19785", "5290S19925"}),
        ("UDI: (01)00851997007004(10)5290-201001(17)20231021(11)20201021", {"5290201001"}),
        ("Lot/Serial Numbers: A12345", {"A12345"}),
    ],
)  # fmt: skip
def test_lots(text: str, lots: set[str]) -> None:
    assert scope("", text).lots.singles == lots


@pytest.mark.parametrize(
    ("text", "spans", "singles"),
    [
        (
            "Serial Number range:17081557-21062362 UDI: 00718175003305",
            [("17081557", "21062362")],
            {"1708155721062362"},
        ),
        ("serial numbers IX4-230100 to IX4-230899; software 3.2", [("IX4230100", "IX4230899")], set()),
        (
            "Serial numbers A100 through A250, B7 and C9-C12",
            [("A100", "A250"), ("C9", "C12")],
            {"B7", "C9C12"},
        ),
        ("Serial numbers A100 - 250", [("A100", "A250")], set()),
        ("S/N: X1; X2; X3", [], {"X1", "X2", "X3"}),
        ("All serial numbers between 1000 and 2000", [("1000", "2000")], set()),
        ("Serial Numbers: 26766990, 24140289 and 99999999", [], {"26766990", "24140289", "99999999"}),
    ],
)
def test_serial_numbers(text: str, spans: list[tuple[str, str]], singles: set[str]) -> None:
    read = scope("", text)
    assert read.serials.ranges == tuple(CodeRange(first, last) for first, last in spans)
    assert read.serials.singles == singles
    assert not read.serials.is_unread
    assert not read.covers_all


@pytest.mark.parametrize(
    "text",
    [
        "Serial Numbers: see attached list",
        "Serial Number 12345678 and below",
        "All serial numbers below 12345",
        "Serial numbers lower than 12345",
        "Serial numbers ZX9 through 40000Q",
        "Serial numbers",
    ],
)
def test_limits_that_cannot_be_read_are_noted_as_such(text: str) -> None:
    assert scope("", text).serials.is_unread
    assert not scope("", text).covers_all


def test_a_beginning_with_a_star_stands_for_every_lot_that_begins_so() -> None:
    lots = scope("Lots beginning with 23K*, 24A*").lots
    assert lots.beginnings == ("23K", "24A")
    assert lots.holds("23K07")
    assert not lots.holds("22K07")


@pytest.mark.parametrize(
    ("text", "versions"),
    [
        ("Software 2.0.00 through Revision 2.0.08, inclusive", [VersionRange("2.0.00", "2.0.08")]),
        (
            "AtomLab 500Plus Dose CalibratorSoftware 2.0.00 through Revision 2.0.08",
            [VersionRange("2.0.00", "2.0.08")],
        ),
        ("software version 3.2 and prior", [VersionRange(highest="3.2")]),
        ("Software versions 4.1.2 and earlier", [VersionRange(highest="4.1.2")]),
        ("HD3 software version <= 4.1.2", [VersionRange(highest="4.1.2")]),
        ("\u2264 4.1.2", [VersionRange(highest="4.1.2")]),
        ("versions prior to v5.2.1", [VersionRange(highest="5.2.1", is_below=True)]),
        ("Firmware < 2.0", [VersionRange(highest="2.0", is_below=True)]),
        ("version 2.1 or later", [VersionRange("2.1")]),
        ("software version 3.1, 3.2 and 3.3", [VersionRange(v, v) for v in ("3.1", "3.2", "3.3")]),
        ("Configuration Software for Powerheart G5", []),
    ],
)
def test_versions(text: str, versions: list[VersionRange]) -> None:
    assert list(scope(text).versions) == versions


@pytest.mark.parametrize(
    ("span", "inside", "outside"),
    [
        (VersionRange("2.0.00", "3.5.08"), ["2.0.00", "2.0", "3.5.8", "v3.0"], ["1.9.99", "3.5.09", "3.10"]),
        (VersionRange(highest="3.2"), ["3.2", "3.2.0", "0.9", "3.2rc1"], ["3.2.1", "3.10", "3.2a"]),
        (VersionRange(highest="3.2", is_below=True), ["3.1.9"], ["3.2", "3.2.0"]),
        (VersionRange("2.1"), ["2.1", "10.0"], ["2.0.9"]),
    ],
)
def test_versions_compare_part_by_part(span: VersionRange, inside: list[str], outside: list[str]) -> None:
    assert [version for version in inside if not span.holds(version)] == []
    assert [version for version in outside if span.holds(version)] == []


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("Units manufactured between January 2016 and June 2019", date(2016, 1, 1), date(2019, 6, 30)),
        ("Manufactured 01/15/2019 - 02/20/2019", date(2019, 1, 15), date(2019, 2, 20)),
        ("date of manufacture from 2019-03 to 2020-04", date(2019, 3, 1), date(2020, 4, 30)),
        ("Units manufactured prior to March 2020", None, date(2020, 2, 29)),
        ("made on or after March 5, 2020", date(2020, 3, 5), None),
        ("All devices manufactured in 2018", date(2018, 1, 1), date(2018, 12, 31)),
    ],
)
def test_days_of_manufacture(text: str, first: date | None, last: date | None) -> None:
    assert scope("", text).periods == (Period(first, last),)
    assert not scope("", text).covers_all


@pytest.mark.parametrize(
    ("text", "covers"),
    [
        ("All units", True),
        ("All serial numbers", True),
        ("all lots within expiry", True),
        ("Serial Numbers: ALL", True),
        ("All lots of model X", True),
        ("All units distributed between May and June 2019", False),
        ("All devices with software 3.1", False),
        ("several units", False),
    ],
)
def test_whether_all_units_are_meant(text: str, covers: bool) -> None:
    assert scope("", text).covers_all is covers


@pytest.mark.parametrize("text", ["All lots except 123456", "excluding serial A1", "Lots not affected: 17"])
def test_exceptions_are_noticed(text: str) -> None:
    assert scope("", text).has_exceptions


def test_a_text_too_long_to_read_may_hold_more_numbers() -> None:
    read = scope("", "Lots " + ", ".join(f"A{number}" for number in range(LONGEST_TEXT // 4)))
    assert read.lots.is_unread
    assert read.lots.holds("A17")


@pytest.mark.parametrize(
    ("text", "plain"),
    [(" f96480 ", "F96480"), ("SN:20968738", "20968738"), ("S/N # 7-1", "71"), ("SNOW1", "SNOW1")],
)
def test_numbers_compare_without_their_marks(text: str, plain: str) -> None:
    assert plain_code(text) == plain


@given(
    st.text(max_size=400),
    st.text("Lot Serial REF UDI(01)1234-/,to and software manufactured 2019*", max_size=400),
)
def test_no_text_makes_reading_fail(description: str, codes: str) -> None:
    assert isinstance(scope(description, codes), Scope)


@given(st.integers(0, 10**9), st.integers(0, 10**6), st.integers(-5, 5), st.sampled_from(["", "A", "IX4-"]))
def test_a_range_holds_exactly_what_lies_between_its_ends(
    first: int, length: int, step: int, letters: str
) -> None:
    last = first + length
    span = CodeRange.between(f"{letters}{first}", f"{letters}{last}")
    assert span is not None
    for number in (first + step, last + step):
        if number >= 0:
            assert span.holds(plain_code(f"{letters}{number}")) is (first <= number <= last)
