"""Panels on the pages of other apps' objects: registered once, in order, for those who may see them."""

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from django.template.loader import render_to_string

from hospital_itsm.core import panels
from hospital_itsm.core.panels import Panel
from vendors.models import Contract, Vendor

NURSE, AGENT = SimpleNamespace(is_agent=False), SimpleNamespace(is_agent=True)


@pytest.fixture(autouse=True)
def _empty_registry(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(panels, "_panels", {})
    yield


def panel(code: str, order: int = 10, **fields: Any) -> Panel:
    """A panel that shows the name of its object."""
    given: dict[str, Any] = {
        "title": code.title(),
        "template": "components/more.html",
        "allowed": lambda user: True,
        "load": lambda target, user: {"name": target.name},
    }
    return Panel(code=code, order=order, **{**given, **fields})


def codes(target: Any, user: Any = NURSE) -> list[str]:
    """The codes of the panels on a page."""
    return [one.code for one in panels.panels_for(target, user)]


def test_panels_stand_in_their_order_on_the_page_of_their_model() -> None:
    panels.register(Vendor, panel("tickets", 20))
    panels.register(Vendor, panel("assets", 10))
    panels.register(Contract, panel("cover"))
    assert codes(Vendor(name="Kestwick")) == ["assets", "tickets"]
    assert panels.panels_for(Vendor(name="Kestwick"), NURSE)[0].data == {"name": "Kestwick"}


def test_a_panel_a_person_may_not_see_is_never_loaded() -> None:
    loaded: list[str] = []
    load = lambda target, user: loaded.append(target.name) or {}  # type: ignore[func-returns-value]  # noqa: E731
    panels.register(Vendor, panel("tickets", allowed=lambda user: user.is_agent, load=load))
    assert codes(Vendor(name="Kestwick")) == []
    assert loaded == []
    assert codes(Vendor(name="Kestwick"), AGENT) == ["tickets"]


def test_a_panel_with_nothing_to_show_is_left_out() -> None:
    panels.register(Vendor, panel("tickets", load=lambda target, user: None))
    assert codes(Vendor(name="Kestwick")) == []


def test_registering_again_replaces() -> None:
    panels.register(Vendor, panel("tickets", title="Old"))
    panels.register(Vendor, panel("tickets", title="New"))
    assert [one.title for one in panels.registered(Vendor)] == ["New"]


def test_a_panel_is_a_named_section_that_reads_its_own_data() -> None:
    panels.register(Vendor, panel("tickets", title="Open <tickets>", load=lambda target, user: {"rows": 3}))
    drawn = panels.panels_for(Vendor(name="Kestwick"), NURSE)
    page = render_to_string("components/panels.html", {"panels": drawn})
    assert '<section class="sheet" aria-labelledby="panel-tickets-h">' in page
    assert '<h2 id="panel-tickets-h">Open &lt;tickets&gt;</h2>' in page
