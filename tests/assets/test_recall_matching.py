"""Which devices a notice means, and why."""

from collections.abc import Iterable
from datetime import date

import pytest

from assets.recall_wording import REASONS, reason_words
from assets.rules.matching import (
    Catalogue,
    Certainty,
    Identified,
    Makers,
    Product,
    Reason,
    Scope,
    Unit,
    Verdict,
    Why,
    judge,
    narrow,
    read_scope,
)
from assets.rules.matching.makers import Kinship

PUMP = Product(
    "pump", "Ashgrove Infusion, Inc.", "IX-4 pump", "IX-4", "IX4-100", ("FRN",), ("09520000010010",)
)
NOTICE = "IX-4 large volume pump, REF IX4-100, UDI-DI 09520000010010"
LIMITS = "Lot 23K01 through 23K19; serial numbers IX4-230100 to IX4-230899; software version 3.2 and prior"


def scope(
    description: str, codes: str = "All units", firm: str = "Ashgrove Infusion", code: str = ""
) -> Scope:
    return read_scope(firm=firm, product_code=code, description=description, codes=codes)


def identify(notice: Scope, *products: Product, aliases: dict[str, str] | None = None) -> list[Identified]:
    return Catalogue.of(products, Makers(aliases)).identify(notice)


def whys(reasons: Iterable[Reason]) -> list[Why]:
    return [reason.why for reason in reasons]


def pump(**changes: object) -> Product:
    return Product(**{**PUMP.__dict__, **changes})  # type: ignore[arg-type]


@pytest.mark.parametrize("stored", ["09520000010010", "9520000010010", " 09520000010010 "])
def test_an_equal_identifier_is_certain_whoever_made_it(stored: str) -> None:
    (found,) = identify(scope(NOTICE), pump(identifiers=(stored,), maker="Somebody Else"))
    assert (found.score, found.is_sure, whys(found.reasons)) == (100, True, [Why.DI_EQUAL])


def test_an_identifier_with_a_wrong_check_digit_still_finds_the_device_and_says_so() -> None:
    (found,) = identify(scope("UDI-DI 09520000010011"), pump(identifiers=("09520000010011",)))
    assert whys(found.reasons) == [Why.DI_EQUAL, Why.DI_CHECK_WRONG]


def test_an_equal_catalog_number_of_the_same_maker_is_certain_where_the_record_has_an_identifier() -> None:
    (found,) = identify(scope("Pump, REF IX4-100", code="FRN"), PUMP)
    assert (found.score, found.is_sure) == (80, True)
    assert whys(found.reasons) == [Why.REFERENCE_EQUAL, Why.MAKER_SAME, Why.PRODUCT_CODE_EQUAL]


@pytest.mark.parametrize(
    ("product", "doubt"),
    [
        (pump(identifiers=()), Why.DI_UNKNOWN),
        (pump(identifiers=("09520000010027",)), Why.DI_DIFFERS),
        (pump(maker="", identifiers=()), Why.MAKER_UNKNOWN),
    ],
)
def test_what_the_record_lacks_is_named_and_leaves_it_unsure(product: Product, doubt: Why) -> None:
    (found,) = identify(scope("IX-4, REF IX4-100, UDI-DI 09520000010010"), product)
    assert not found.is_sure
    assert doubt in whys(found.reasons)


def test_a_blank_maker_is_taken_from_the_same_identifier_or_from_the_brand() -> None:
    notice = scope("Pump, REF IX4-100")
    assert all(found.is_sure for found in identify(notice, PUMP, pump(key="other", maker="")))
    (branded,) = identify(notice, pump(maker="", name="Ashgrove"))
    assert branded.is_sure


@pytest.mark.parametrize(
    ("description", "model"),
    [
        ("Pump, Model IX-4B.", "IX-4"),
        ("Pump, Model 4220-USA.", "4220"),
        ("Perfusion Pack, Model Perfusion Pac9.", "Perfusion Pack"),
        ("Blender, Model 2003FF19.", "2003FF"),
    ],
)
def test_a_model_that_is_nearly_named_is_not_meant(description: str, model: str) -> None:
    assert identify(scope(description), pump(model=model, catalog_number="", name="Pump")) == []


def test_the_same_model_of_another_maker_is_not_meant() -> None:
    assert identify(scope("Pump, Model IX-4.", firm="UNRELATED DEVICES GMBH"), PUMP) == []


def test_a_model_name_of_several_words_is_found_behind_its_label() -> None:
    model = "Screw, Cortical Locking, 3.5mm x 9mm, Ti"
    (found,) = identify(scope(f"Geminus, Model {model}. . Titanium"), pump(model=model, catalog_number=""))
    assert (found.score, found.is_sure) == (80, True)


def test_a_model_name_with_more_words_behind_it_is_for_a_person() -> None:
    product = pump(model="Perfusion Pack", catalog_number="")
    (found,) = identify(scope("Model Perfusion Pack Deluxe."), product)
    assert (found.score, found.is_sure, found.reasons[0].why) == (60, False, Why.REFERENCE_LONGER)


def test_a_model_mentioned_anywhere_is_for_a_person() -> None:
    (found,) = identify(scope("Motorola PCS3000/CS3070 Laser; the PCS3000 unit"), pump(model="PCS3000"))
    assert (found.score, found.is_sure, found.reasons[0].why) == (60, False, Why.MODEL_MENTIONED)


def test_a_similar_name_is_for_a_person_where_the_notice_names_no_model() -> None:
    (found,) = identify(scope("IX-4 Pumps for infusion"), pump(model="", catalog_number=""))
    assert (found.score, found.is_sure, found.reasons[0].why) == (40, False, Why.NAME_SIMILAR)


@pytest.mark.parametrize(
    ("one", "other", "kinship"),
    [
        ("BIO-MED DEVICES, INC.", "Bio-Med Devices", Kinship.SAME),
        ("DEFIBTECH, L.L.C.", "Defibtech LLC", Kinship.SAME),
        (
            "Robert Busse & Co. Inc. d.b.a. Busse Hospital Disposables",
            "Busse Hospital Disposables",
            Kinship.SAME,
        ),
        ("Philips", "Phillips", Kinship.SIMILAR),
        ("Philips", "Philips Healthcare", Kinship.SIMILAR),
        ("GE Healthcare", "General Electric (GE)", Kinship.SAME),
        ("Kestwick Monitoring", "Kestwyck Monitoring", Kinship.SIMILAR),
        ("Ashgrove", "Borrowdale", Kinship.DIFFERENT),
        ("Ashgrove", "  ", Kinship.UNKNOWN),
    ],
)
def test_names_of_companies(one: str, other: str, kinship: Kinship) -> None:
    makers = Makers({"General Electric (GE)": "GE Healthcare"})
    assert makers.kinship(one, other) == makers.kinship(other, one) == kinship


@pytest.mark.parametrize(
    ("unit", "verdict", "reasons"),
    [
        (Unit(1, "IX4-230500", "23K07", "3.2"), Verdict.WITHIN,
         [Why.SERIAL_LISTED, Why.LOT_LISTED, Why.VERSION_IN_RANGE]),
        (Unit(1, "IX4-230500", "", ""), Verdict.WITHIN, [Why.SERIAL_LISTED, Why.LOT_UNKNOWN, Why.VERSION_UNKNOWN]),
        (Unit(1, "IX4-220500", "22A01", "3.3"), Verdict.OUTSIDE,
         [Why.SERIAL_NOT_LISTED, Why.LOT_NOT_LISTED, Why.VERSION_OUT_OF_RANGE]),
        (Unit(1, "IX4-220500", "", ""), Verdict.OUTSIDE,
         [Why.SERIAL_NOT_LISTED, Why.LOT_UNKNOWN, Why.VERSION_UNKNOWN]),
        (Unit(1, "", "", "3.1"), Verdict.UNKNOWN, [Why.SERIAL_UNKNOWN, Why.LOT_UNKNOWN, Why.VERSION_IN_RANGE]),
        (Unit(1, "", "", ""), Verdict.UNKNOWN, [Why.SERIAL_UNKNOWN, Why.LOT_UNKNOWN, Why.VERSION_UNKNOWN]),
        (Unit(1, "IX4-230500", "22A01", ""), Verdict.UNKNOWN,
         [Why.SERIAL_LISTED, Why.LOT_NOT_LISTED, Why.VERSION_UNKNOWN, Why.LIMITS_DISAGREE]),
        (Unit(1, "23K07", "", "3.2"), Verdict.UNKNOWN,
         [Why.SERIAL_NOT_LISTED, Why.LOT_LISTED, Why.VERSION_IN_RANGE, Why.LIMITS_DISAGREE]),
    ],
)  # fmt: skip
def test_limits_narrow_and_what_is_unknown_stays_in(unit: Unit, verdict: Verdict, reasons: list[Why]) -> None:
    found, why = narrow(scope(NOTICE, LIMITS), unit)
    assert (found, whys(why)) == (verdict, reasons)


@pytest.mark.parametrize(
    ("codes", "unit", "verdict", "why"),
    [
        ("", Unit(1, "A1"), Verdict.UNKNOWN, Why.NO_LIMITS_READ),
        ("All units", Unit(1), Verdict.WITHIN, Why.ALL_UNITS),
        ("All units except lot 17", Unit(1), Verdict.UNKNOWN, Why.HAS_EXCEPTIONS),
        ("Serial numbers: see attached list", Unit(1, "A1"), Verdict.UNKNOWN, Why.SERIAL_LIST_UNREAD),
        ("Lots: see attached list", Unit(1, "", "17"), Verdict.UNKNOWN, Why.LOT_LIST_UNREAD),
        ("Serial numbers 1000 to 2000", Unit(1, "A1500"), Verdict.UNKNOWN, Why.SERIAL_UNKNOWN),
        ("Serial numbers 1000 to 2000", Unit(1, "A15"), Verdict.OUTSIDE, Why.SERIAL_NOT_LISTED),
        ("Serial numbers: 005, 006", Unit(1, "5"), Verdict.UNKNOWN, Why.SERIAL_UNKNOWN),
        ("Manufactured in 2018", Unit(1), Verdict.UNKNOWN, Why.MADE_UNKNOWN),
        ("Manufactured in 2018", Unit(1, made_on=date(2018, 5, 1)), Verdict.WITHIN, Why.MADE_IN_RANGE),
        ("Manufactured in 2018", Unit(1, made_on=date(2019, 5, 1)), Verdict.OUTSIDE, Why.MADE_OUT_OF_RANGE),
    ],
)  # fmt: skip
def test_each_limit_alone(codes: str, unit: Unit, verdict: Verdict, why: Why) -> None:
    found, reasons = narrow(scope(NOTICE, codes), unit)
    assert found is verdict
    assert why in whys(reasons)


@pytest.mark.parametrize(
    ("product", "unit", "certainty"),
    [
        (PUMP, Unit(1, "IX4-230500", "23K07", "3.2"), Certainty.CONFIRMED),
        (PUMP, Unit(1, "", "", "3.2"), Certainty.UNCONFIRMED),
        (PUMP, Unit(1, "IX4-220500", "22A01", "3.2.1"), Certainty.EXCLUDED),
        (pump(identifiers=()), Unit(1, "IX4-230500", "23K07", "3.2"), Certainty.UNCONFIRMED),
    ],
)
def test_a_device_is_confirmed_only_where_product_and_limits_are_certain(
    product: Product, unit: Unit, certainty: Certainty
) -> None:
    notice = scope(NOTICE, LIMITS)
    (found,) = identify(notice, product)
    assert judge(notice, found, unit).certainty is certainty


@pytest.mark.parametrize(
    ("notice", "known"),
    [
        (scope("Anything", firm="ASHGROVE INFUSION"), True),
        (scope("Anything", firm="Other", code="FRN"), True),
        (scope("UDI-DI 09520000010010", firm="Other"), True),
        (scope("Pump, Model IX-4", firm="Other"), False),
    ],
)
def test_a_notice_about_nothing_we_have_is_told_apart(notice: Scope, known: bool) -> None:
    assert Catalogue.of([PUMP, pump(key="blank", maker="")], Makers()).knows(notice) is known


def test_every_reason_has_words() -> None:
    assert set(REASONS) == set(Why)
    assert reason_words(Reason(Why.LOT_LISTED, "23K07")) == "Lot 23K07 is listed"
    assert reason_words(Reason(Why.DI_UNKNOWN)) == "Our record has no device identifier. Read the label"
