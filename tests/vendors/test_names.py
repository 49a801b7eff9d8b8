"""One spelling of a company's name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vendors.rules.names import LONGEST, normalized


@pytest.mark.parametrize(
    ("names", "compared"),
    [
        (("Kestwick Monitoring", "KESTWICK MONITORING (fictional)", "Kestwick Monitoring Inc"), "kestwick monitoring"),
        (("DEFIBTECH, L.L.C.", "DEFIBTECH LLC", "Defibtech"), "defibtech"),
        (("W. L. Gore & Associates, Inc.", "WL GORE AND ASSOCIATES"), "wl gore and associates"),
        (("BIO-MED DEVICES, INC.", "Bio-Med Devices", "bio med devices inc"), "bio med devices"),
        (("HOOD, E BENSON LABORATORIES INC", "HOOD E BENSON LABORATORIES"), "hood e benson laboratories"),
        (("Merck & Co., Inc.", "Merck"), "merck"),
        (("M\u00fcller GmbH & Co. KG", "MULLER"), "muller"),
        (("The Binding Site Ltd.", "Binding Site"), "binding site"),
        (("STAAR SURGICAL COMPANY", "Staar\u00ae Surgical"), "staar surgical"),
        (("Drift\u2019s A/S", "DRIFTS AS"), "drifts"),
        (("3M Company", "3M"), "3m"),
    ],
)  # fmt: skip
def test_every_spelling_of_a_company_is_compared_alike(names: tuple[str, ...], compared: str) -> None:
    assert {normalized(name) for name in names} == {compared}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Philips", "Phillips"),
        ("Boston Scientific", "Boston Scientific Neuromodulation"),
        ("Kestwick Monitoring", "Kestwick Monitoring Group"),
        ("Cook Ireland Ltd", "Cook Incorporated"),
    ],
)
def test_different_companies_stay_different(one: str, other: str) -> None:
    assert normalized(one) != normalized(other)


@pytest.mark.parametrize(
    ("name", "compared"), [("Co", "co"), ("AB", "ab"), ("Inc. Ltd.", "inc"), ("The", "the")]
)
def test_a_name_that_is_only_a_legal_form_keeps_a_word(name: str, compared: str) -> None:
    assert normalized(name) == compared


@pytest.mark.parametrize("name", ["", "   ", "!!!", "\u00ae", "(fictional)", "\u0301"])
def test_a_name_without_letters_or_digits_has_no_spelling(name: str) -> None:
    assert normalized(name) == ""


@given(st.text(max_size=120))
def test_the_spelling_of_a_spelling_is_itself(name: str) -> None:
    once = normalized(name)
    assert normalized(once) == once
    assert len(once) <= LONGEST
    assert once == once.strip()


@given(st.text(max_size=60), st.sampled_from([", Inc.", " LLC", " GmbH", " (fictional)", "  ", "."]))
def test_a_legal_form_behind_a_name_changes_nothing(name: str, ending: str) -> None:
    if normalized(name):
        assert normalized(f"{name}x{ending}") == normalized(f"{name}x")
