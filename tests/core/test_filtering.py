"""Filters of a list: unknown names and unreadable values are refused, never ignored."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.db.models import Q
from django.http import QueryDict

from hospital_itsm.core.filtering import Filter, Filters, by_name, coded, is_yes, searchable

NOW = datetime(2026, 11, 27, tzinfo=UTC)


class FruitFilters(Filters):
    """Filters of a list of fruit."""

    known = by_name(
        Filter("q", "Search", lambda values, asked: Q(name__icontains=searchable(values[0], 9)), many=False),
        Filter("kind", "Kind", coded("kind", ("apple", "pear")), str.title),
        Filter("ripe", "Ripe", lambda values, asked: Q(is_ripe=is_yes(values[0])), many=False),
    )


def asked(query: str) -> FruitFilters:
    """The filters of an address."""
    return FruitFilters(QueryDict(query), actor=None, now=NOW)


@pytest.mark.parametrize(
    ("query", "errors"),
    [
        ("kind=apple&kind=pear&q=red&ripe=yes", {}),
        ("cursor=x&sort=name&open=1", {}),
        ("kind=plum", {"kind": "plum is not one of: apple, pear."}),
        ("color=red", {"color": "There is no such filter. Use one of: q, kind, ripe."}),
        ("ripe=maybe", {"ripe": "Say yes or no."}),
        ("ripe=yes&ripe=no", {"ripe": "Give it once."}),
        ("q=0123456789", {"q": "Shorten the search to 9 characters."}),
        ("q=a%00b", {"q": "Search for words."}),
    ],
)
def test_what_cannot_be_read_is_named(query: str, errors: dict[str, str]) -> None:
    assert asked(query).errors == errors


def test_a_chip_says_its_value_and_leads_to_the_list_without_it() -> None:
    chips = asked("kind=apple&kind=pear&q=red").chips()
    assert [(one.label, one.words, one.without) for one in chips] == [
        ("Kind", "Apple", "kind=pear&q=red"),
        ("Kind", "Pear", "kind=apple&q=red"),
        ("Search", "red", "kind=apple&kind=pear"),
    ]


def test_empty_values_are_no_filters() -> None:
    assert asked("kind=&q=").chips() == []
    assert asked("kind=&q=").query() == ""


@pytest.mark.parametrize(("value", "truth"), [("yes", True), ("No", False), ("1", True), ("false", False)])
def test_yes_and_no_are_read_in_several_spellings(value: str, truth: bool) -> None:
    assert is_yes(value) is truth


def test_conditions_narrow_together() -> None:
    narrowed: list[Any] = []

    class Rows:
        """Stands for a queryset and notes how it is narrowed."""

        def filter(self, condition: Q) -> "Rows":
            narrowed.append(condition)
            return self

    asked("kind=apple&ripe=no").apply(Rows())  # type: ignore[arg-type]
    assert narrowed == [Q(kind__in=["apple"]), Q(is_ripe=False)]
