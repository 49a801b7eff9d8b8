"""Hostile names of everything somebody names (classes 9 and 10): a page has the same elements as with harmless ones.

Views, macros, checklists, agreements, calendars, messages, webhooks, teams, units, computers, wallboards, categories,
tickets and people are named by lines of the public collection; pages, paper and parts are parsed as a browser does, and
no element or attribute may come of a name. Versions of promises are final in the database and keep theirs.
"""

from collections import Counter
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, InternalError, models, transaction
from django.test import Client

from tests.query_cases import CASES
from tests.query_scene import Rows

APPS = (
    "people",
    "tickets",
    "desk",
    "macros",
    "joint",
    "webhooks",
    "setup",
    "messaging",
    "wallboard",
    "wards",
)
NAMES = frozenset({"name", "title", "full_name", "room", "device_text", "callback", "words", "subject"})
PAGES = (
    "saved-views", "my-macros", "my-macro", "setup-macros", "setup-macro", "setup-checklists", "setup-checklist",
    "setup-agreements", "setup-calendars", "setup-calendar", "setup-promises", "setup-policy", "setup-ladder",
    "setup-messages", "setup-message", "setup-teams", "setup-team", "setup-units", "setup-sites", "setup-categories",
    "setup-services", "setup-wallboards", "setup-roles", "webhooks", "webhook", "queue", "queue-table", "ticket-print",
    "ticket-split", "ticket-split-part", "ticket-tasks", "ticket-links-part", "ticket-history", "ticket-redact",
    "bulk-chosen", "triage",
)  # fmt: skip


class Elements(HTMLParser):
    """Counts elements with the names of their attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.found: Counter[tuple[str, frozenset[str]]] = Counter()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found[tag, frozenset(name for name, _value in attrs)] += 1


def elements(page: str) -> Counter[tuple[str, frozenset[str]]]:
    """What a page is made of."""
    reader = Elements()
    reader.feed(page)
    reader.close()
    return reader.found


def name_everything(names: list[str]) -> int:
    """Give every row of these apps a name of the list, each another one; return how many were given."""
    given = 0
    for model in apps.get_models():
        texts = [one for one in model._meta.fields if _is_name(one)] if model._meta.app_label in APPS else []
        for number, pk in enumerate(
            model._base_manager.order_by("pk").values_list("pk", flat=True) if texts else ()
        ):
            values = {one.name: _fitted(names[number % len(names)], one, number) for one in texts}
            try:
                with transaction.atomic():
                    given += model._base_manager.filter(pk=pk).update(**values)
            except (IntegrityError, InternalError):
                continue
    return given


def _is_name(field: Any) -> bool:
    return isinstance(field, models.CharField) and not field.choices and field.name in NAMES


def _fitted(name: str, field: Any, number: int) -> str:
    """As long as the column holds, and another one in each row."""
    end = f" {number}"
    return f"{name[: field.max_length - len(end)]}{end}"


@pytest.fixture
def hostile(shared_data: Path) -> list[str]:
    """Lines that try to become elements or attributes, and those that try formulas and right-to-left names."""
    lines = (shared_data / "hostile_inputs/xss/xss_lines.txt").read_text(encoding="utf-8").splitlines()
    wanted = [line for line in lines if set(line) & set("<\"'") and line.isprintable()]
    return [
        *wanted[:: max(1, len(wanted) // 60)],
        "=cmd|' /C calc'!A0",
        "\u202egnp.exe",
        "{{7*7}}{% debug %}",
    ]


@pytest.mark.data
@pytest.mark.django_db
@pytest.mark.parametrize("name", PAGES)
def test_no_element_comes_of_a_name(name: str, hostile: list[str]) -> None:
    case = CASES[name]
    scene = Rows.build(3)
    client = Client()
    headers = case.sign_in(client, scene)
    path = case.path(scene)
    assert name_everything(["Plain name"]) > 50
    plain = client.get(path, headers=headers)
    assert plain.status_code == 200
    assert name_everything(hostile) > 50
    named = client.get(path, headers=headers)
    assert named.status_code == 200
    assert elements(named.content.decode()) == elements(plain.content.decode())
