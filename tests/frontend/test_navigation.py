"""The main navigation: only what a person may use, the current entry marked, badges only when there is a number."""

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from django.http import HttpRequest
from django.test import RequestFactory
from django.urls import path

from hospital_itsm.core import navigation
from hospital_itsm.core.navigation import Navigation, NavItem

urlpatterns = [
    path("queue/", lambda request: None, name="queue"),  # type: ignore[arg-type,return-value]
    path("queue/mine/", lambda request: None, name="mine"),  # type: ignore[arg-type,return-value]
]

pytestmark = pytest.mark.urls(__name__)


@pytest.fixture(autouse=True)
def _empty_registry(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(navigation, "_items", {})
    yield


def item(url_name: str, **fields: Any) -> NavItem:
    defaults = {
        "area": "agent",
        "label": url_name.title(),
        "icon": "inbox",
        "order": 10,
        "allowed": lambda user: True,
    }
    return NavItem(url_name=url_name, **(defaults | fields))


def request(address: str) -> HttpRequest:
    got = RequestFactory().get(address)
    got.user = SimpleNamespace(is_agent=False)  # type: ignore[assignment]
    return got


def test_an_entry_a_person_may_not_use_is_absent() -> None:
    navigation.register(item("queue", allowed=lambda user: user.is_agent))
    navigation.register(item("mine"))

    assert [entry.label for entry in Navigation(request("/queue/")).agent] == ["Mine"]


def test_entries_stand_in_their_order_and_area() -> None:
    navigation.register(item("mine", order=20))
    navigation.register(item("queue", order=10))
    navigation.register(item("queue", area="portal"))

    assert [entry.url for entry in Navigation(request("/")).agent] == ["/queue/", "/queue/mine/"]
    assert [entry.url for entry in Navigation(request("/")).portal] == ["/queue/"]


@pytest.mark.parametrize(
    ("address", "current"),
    [("/queue/v/all/", ["Queue"]), ("/queue/mine/", ["Mine"]), ("/t/INC-1/", ["Queue"]), ("/", [])],
)
def test_the_entry_nearest_to_the_page_is_current(address: str, current: list[str]) -> None:
    navigation.register(item("queue", also=("/t/",)))
    navigation.register(item("mine"))

    assert [entry.label for entry in Navigation(request(address)).agent if entry.current] == current


@pytest.mark.parametrize(("number", "badge"), [(0, None), (None, None), (3, 3)])
def test_a_badge_shows_only_a_number_above_nothing(number: int | None, badge: int | None) -> None:
    navigation.register(item("queue", count=lambda request: number))

    assert Navigation(request("/")).agent[0].count == badge


def test_counts_are_not_worked_out_before_a_layout_asks() -> None:
    asked: list[str] = []
    navigation.register(item("queue", count=lambda request: asked.append("count") or 1))  # type: ignore[func-returns-value]

    Navigation(request("/"))

    assert asked == []
