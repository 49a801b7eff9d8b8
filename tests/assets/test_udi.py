"""Reading device identifiers: the published examples of GS1, HIBCC and ICCBBA, and what damaged labels give."""

from dataclasses import replace
from datetime import date

import pytest

from assets.rules.udi import Agency, Finding, Udi, Warn, canonical, parse, stored_forms
from assets.rules.udi.check_digits import gs1_check_digit, has_gs1_check_digit, hibc_check_character
from assets.rules.udi.dates import full_year
from assets.rules.udi.parsing import LONGEST_READ

TODAY = date(2026, 11, 27)
GS1 = Udi(Agency.GS1, "51022222233336", di_valid=True, lot="A213B1", serial="1234",
          expiration_date=date(2015, 7, 7), manufacture_date=date(2014, 12, 31))  # fmt: skip


def read(text: str) -> Udi:
    """The identifier without its raw parts, which one test looks at."""
    return replace(parse(text, TODAY), raw_segments=())


def warnings(text: str) -> tuple[Finding, ...]:
    return parse(text, TODAY).warnings


@pytest.mark.parametrize(
    "text",
    [
        "(01)51022222233336(11)141231(17)150707(10)A213B1(21)1234",
        "(01) 51022222233336 (11) 141231 (17) 150707 (10) A213B1 (21) 1234",
        "0151022222233336111412311715070710A213B1\x1d211234",
        "]d20151022222233336111412311715070710A213B1\x1d211234\r\n",
        "]C1\x1d0151022222233336111412311715070710A213B1<GS>211234",
        "015102222223333621" + "1234\x1d10A213B1\x1d1114123117150707",
    ],
)
def test_a_gs1_label_reads_the_same_however_it_was_scanned(text: str) -> None:
    assert read(text) == GS1


def test_the_parts_are_kept_as_they_were_read() -> None:
    parts = parse("(01)51022222233336(8012)4.1.2(17)150700", TODAY).raw_segments
    assert [(part.identifier, part.value) for part in parts] == [
        ("01", "51022222233336"),
        ("8012", "4.1.2"),
        ("17", "150700"),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("+A123BJC5D6E71G", Udi(Agency.HIBCC, "A123BJC5D6E71", True)),
        ("*+A123BJC5D6E71G*", Udi(Agency.HIBCC, "A123BJC5D6E71", True)),
        ("+a123bjc5d6e71g", Udi(Agency.HIBCC, "A123BJC5D6E71", True)),
        (
            "+A99912345/$$52001510X3/16D20111212/S77DE1G45-",
            Udi(Agency.HIBCC, "A99912345", True, "10X3", "77DE1G45", date(2020, 1, 15), date(2011, 12, 12)),
        ),
        (
            "+X999123ABC0/$$05191234AB/S5678EDFG/16D20151001A",
            Udi(Agency.HIBCC, "X999123ABC0", True, "1234AB", "5678EDFG", date(2019, 5, 31), date(2015, 10, 1)),
        ),
        (
            "+X999123ABC0/$$20515191234AB/S5678EDFG/16D20151001I",
            Udi(Agency.HIBCC, "X999123ABC0", True, "1234AB", "5678EDFG", date(2019, 5, 15), date(2015, 10, 1)),
        ),
        (
            "+X999123ABC0/$1234AB/S5678EDFG/16D20151001/14D20190515.",
            Udi(Agency.HIBCC, "X999123ABC0", True, "1234AB", "5678EDFG", date(2019, 5, 15), date(2015, 10, 1)),
        ),
        ("+M204117205AA0/$$+526240LZNK ", Udi(Agency.HIBCC, "M204117205AA0", True, "", "LZNK", date(2026, 8, 28))),
        ("+M204117205AA0/$$+526240LZNK_", Udi(Agency.HIBCC, "M204117205AA0", True, "", "LZNK", date(2026, 8, 28))),
        ("+M204117205AA0/$$+526240LZNK", Udi(Agency.HIBCC, "M204117205AA0", True, "", "LZNK", date(2026, 8, 28))),
        ("+H37312BSGETS453/", Udi(Agency.HIBCC, "H37312BSGETS453", True)),
    ],
)  # fmt: skip
def test_hibc_labels(text: str, expected: Udi) -> None:
    assert read(text) == expected


def test_an_embedded_blank_counts_in_the_check_of_a_hibc() -> None:
    text = "+H123PARTNO1234567890120/$$420020216LOT123456789012345/SXYZ4567890123 45678/16D20130202C"
    assert parse(text, TODAY).di_valid
    assert Finding(Warn.CHECK_CHARACTER_WRONG) in warnings(text.replace(" ", ""))


def with_check(text: str) -> str:
    """A HIBC with the check character it needs."""
    return text + hibc_check_character(text)


@pytest.mark.parametrize(
    ("data", "lot", "serial", "expiry"),
    [
        ("$LOT7", "LOT7", "", None),
        ("$$7LOT7", "LOT7", "", None),
        ("$+SN7", "", "SN7", None),
        ("$$+7SN7", "", "SN7", None),
        ("$$0229LOT7", "LOT7", "", date(2029, 2, 28)),
        ("$$2022829LOT7", "LOT7", "", date(2029, 2, 28)),
        ("$$3290228LOT7", "LOT7", "", date(2029, 2, 28)),
        ("$$429022815LOT7", "LOT7", "", date(2029, 2, 28)),
        ("$$529059LOT7", "LOT7", "", date(2029, 2, 28)),
        ("$$62905915LOT7", "LOT7", "", date(2029, 2, 28)),
        ("$$810" + "3290228LOT7", "LOT7", "", date(2029, 2, 28)),
        ("$$900010" + "0229LOT7", "LOT7", "", date(2029, 2, 28)),
        ("$$8107LOT7", "LOT7", "", None),
        ("29059LOT7", "LOT7", "", date(2029, 2, 28)),
        ("$$0229", "", "", date(2029, 2, 28)),
    ],
)
def test_secondary_data_of_a_hibc(data: str, lot: str, serial: str, expiry: date | None) -> None:
    assert read(with_check(f"+A999ABC0/{data}")) == Udi(Agency.HIBCC, "A999ABC0", True, lot, serial, expiry)


@pytest.mark.parametrize("data", ["$$3290228LOT7", "29059LOT7"])
def test_secondary_data_in_a_symbol_of_its_own_lacks_the_device(data: str) -> None:
    udi = parse(with_check(f"+{data}L"), TODAY)
    assert (udi.di, udi.lot, udi.expiration_date) == ("", "LOT7", date(2029, 2, 28))
    assert udi.warnings == (Finding(Warn.IDENTIFIER_MISSING, "+"),)


def test_blood_and_tissue_labels() -> None:
    text = "=/A9999XYZ100T0944=,000025=A99971312345600=>014032=}013032&,1000000000000XYZ123"
    assert read(text) == Udi(
        Agency.ICCBBA, "A9999XYZ100T0944", True, "000000000000XYZ123", "000025",
        date(2014, 2, 1), date(2013, 2, 1), "A99971312345600",
    )  # fmt: skip
    assert read("=)1TE123456A&)RZ12345678") == Udi(Agency.ICCBBA, "1TE123456A", True, "RZ12345678")


@pytest.mark.parametrize("number", ["9506000117843", "09506000117843", " 09506000117843\n"])
def test_a_bare_gtin_is_filled_to_14_digits(number: str) -> None:
    assert read(number) == Udi(Agency.GS1, "09506000117843", True)


@pytest.mark.parametrize(
    ("text", "di", "expected"),
    [
        ("(01)00208851107345", "00208851107345", [Finding(Warn.CHECK_CHARACTER_WRONG, "01")]),
        ("(01)00011954013448", "00011954013448", [Finding(Warn.CHECK_CHARACTER_WRONG, "01")]),
        ("(01)9506000117843", "09506000117843", [Finding(Warn.ZEROS_LOST, "01")]),
        ("(01)0950600011784X", "0950600011784X", [Finding(Warn.IDENTIFIER_MALFORMED, "01")]),
        ("(01)09506000117843(17)270231", "09506000117843", [Finding(Warn.DATE_IMPOSSIBLE, "17")]),
        ("(01)09506000117843(17)20231021", "09506000117843", [Finding(Warn.DATE_HAS_EIGHT_DIGITS, "17")]),
        ("(01)09506000117843(10)", "09506000117843", [Finding(Warn.VALUE_EMPTY, "10")]),
        ("(01)09506000117843(10)" + "A" * 21, "09506000117843", [Finding(Warn.VALUE_TOO_LONG, "10")]),
        ("(01)09506000117843(10)Größe", "09506000117843", [Finding(Warn.VALUE_MALFORMED, "10")]),
        ("(01)09506000117843(0999)7", "09506000117843", [Finding(Warn.SEGMENT_UNKNOWN, "0999")]),
        ("(01)09506000117843(21)A(21)B", "09506000117843", [Finding(Warn.SEGMENT_REPEATED, "21")]),
        ("(01)09506000117843(21)A(21)A", "09506000117843", []),
        ("(10)LOT7", "", [Finding(Warn.IDENTIFIER_MISSING, "01")]),
        ("010950600011784304rest", "09506000117843", [Finding(Warn.SEGMENT_UNKNOWN, "04")]),
        ("+A999ABC123DE1/$+1234567Y", "A999ABC123DE1", [Finding(Warn.CHECK_CHARACTER_WRONG)]),
        ("+A999ABC0/16D20130202", "A999ABC0", [Finding(Warn.CHECK_CHARACTER_MISSING)]),
        (with_check("+A999ABC0/X1"), "A999ABC0", [Finding(Warn.SEGMENT_UNKNOWN, "X1")]),
        (with_check("+A999ABC0/$$1329LOT7"), "A999ABC0", [Finding(Warn.DATE_IMPOSSIBLE, "$$")]),
        (with_check("+A999ABC0/$$429022824LOT7"), "A999ABC0", [Finding(Warn.DATE_IMPOSSIBLE, "$$4")]),
        (with_check("+A999ABC0/$$529366LOT7"), "A999ABC0", [Finding(Warn.DATE_IMPOSSIBLE, "$$5")]),
        (with_check("+A999ABC"), "A999ABC", [Finding(Warn.IDENTIFIER_MALFORMED, "+")]),
        ("=/A9999XYZ100T094", "A9999XYZ100T094", [Finding(Warn.VALUE_MALFORMED, "=/")]),
        ("=,000025", "", [Finding(Warn.IDENTIFIER_MISSING)]),
    ],
)  # fmt: skip
def test_a_damaged_label_gives_what_is_certain_and_a_warning(
    text: str, di: str, expected: list[Finding]
) -> None:
    udi = parse(text, TODAY)
    assert (udi.di, list(udi.warnings)) == (di, expected)


def test_a_date_of_eight_digits_does_not_shift_what_follows() -> None:
    """As printed on the products of recall Z-1862-2021, and as their bar code then reads."""
    for text in (
        "(01)00851997007004(10)5290-201001(17)20231021(11)20201021",
        "010085199700700417202310211120201021105290-201001",
    ):
        udi = parse(text, TODAY)
        assert (udi.di, udi.lot, udi.serial) == ("00851997007004", "5290-201001", "")
        assert udi.expiration_date is None
        assert udi.manufacture_date is None
        assert {finding.code for finding in udi.warnings} == {Warn.DATE_HAS_EIGHT_DIGITS}


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", Warn.NOT_RECOGNIZED),
        ("SN 4711", Warn.NOT_RECOGNIZED),
        ("1234567", Warn.NOT_RECOGNIZED),
        ("=1+1", Warn.NOT_RECOGNIZED),
        ("+4315550100", Warn.NOT_RECOGNIZED),
        ("1.23E+13", Warn.DAMAGED_BY_SPREADSHEET),
        ("1,23e+13", Warn.DAMAGED_BY_SPREADSHEET),
        ("(01)" + "1" * LONGEST_READ, Warn.NOT_RECOGNIZED),
    ],
)  # fmt: skip
def test_what_no_agency_issued_is_not_read(text: str, why: Warn) -> None:
    assert parse(text, TODAY) == Udi(None, warnings=(Finding(why),))


@pytest.mark.parametrize(("digits", "year"), [(75, 2075), (76, 2076), (77, 1977), (26, 2026), (0, 2000)])
def test_the_century_is_the_nearest(digits: int, year: int) -> None:
    assert full_year(digits, TODAY) == year


def test_check_digits_of_published_examples() -> None:
    assert gs1_check_digit("0950600011784") == "3"
    for number in ("51022222233336", "00643169001763", "08717648200274", "00844588003288"):
        assert has_gs1_check_digit(number)
    for number in ("00208851107345", "00011954013448", "", "²²"):
        assert not has_gs1_check_digit(number)
    assert hibc_check_character("+A123BJC5D6E71") == "G"
    assert hibc_check_character("+Ä") == ""


def test_an_identifier_is_found_in_every_form_an_inventory_stores_it() -> None:
    assert stored_forms("9506000117843") == {"09506000117843", "9506000117843"}
    assert stored_forms("00000096385074") == {"00000096385074", "0000096385074", "000096385074", "96385074"}
    assert stored_forms("A123BJC5D6E71") == {"A123BJC5D6E71", "A123BJC5D6E71G"}
    assert stored_forms("+A123BJC5D6E71G") == {"A123BJC5D6E71", "A123BJC5D6E71G"}
    assert stored_forms(" ") == frozenset()
    assert canonical(" 9506000117843") == "09506000117843"
