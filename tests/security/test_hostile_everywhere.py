"""Hostile words in every field that people fill: each page of the matrix and each REST answer holds them as words.

The rows of the matrix are kept, and into every text column that somebody types goes a line that tries to run. Pages
must answer as the matrix says and hold no tag of it; what REST answers is JSON; files of lists hold no formula.
"""

import json
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

import pytest
from django.apps import apps
from django.db import DatabaseError, models, transaction
from django.db.models import F, Value
from django.db.models.functions import Cast, Concat, Left

from tests.authorization.scene import Scene
from tests.authorization.table import Case
from tests.security.test_every_address import granted
from tests.test_authorization import cases, send, visitor

OURS = ("hospital_itsm", "tickets", "assets", "vendors")
NAMES = """
acknowledgment actor_label asset_maker asset_model author_label bandwidth body brand bridge callback
chain_of_custody compensating_control confirmed_with credential custodian_text declined_reason delivery_note
demarc description destination device_text dismissed_because dismissed_reason distribution end_reason evidence
exceptions failure_procedure far_end fault file_name findings firm from_custodian from_room full_name funding
gmdn_name group hint hostname hours htm_says insurer interest_words it_says job_title kept_at label
last_callback last_seen_place last_word location manufacturer_text meaning memo name need note notes
order_number os_name os_version outcome party penalties performed_by performed_organization performed_place
performed_title policy_number product purpose quantity quote_number reason record_system reference
refused_because remote_access_note reply requester_label risk_reason role room root_cause sees sent_note
signed_name software_version spoke_with ssid subject support_hours switch_port target_label technique_note
term text title to_custodian to_do to_improve to_room tool unplanned_reason validated_by
validated_organization validated_place validated_title verification void_reason went_well what why
withdrawn_because withdrawn_reason witnessed_by works
"""
TYPED = frozenset(NAMES.split())
LEAST = 140
"""So many columns take the line; fewer mean that a change of names took them out of the test."""
TAG = "xhostile"
LINE = f"'\"><{TAG} onload=alert(1)></script>=1+1{{{{7*7}}}}%s"
NOT_OURS = {"role", "permission"}
"""Tables whose words are the product's."""
BY_NAME = frozenset({"people.workstation", "wards.station"})
"""What a name is the key of: a computer is known by it."""
SCENE_ASKS_FOR = "Northlight Networks"


def spoil() -> int:
    """Put the line in front of what every typed column holds; returns how many columns took it."""
    spoiled = 0
    for model in apps.get_models():
        if not model.__module__.startswith(OURS) or model._meta.model_name in NOT_OURS:
            continue
        if model._meta.label_lower in BY_NAME:
            continue
        for field in model._meta.concrete_fields:
            if isinstance(field, models.CharField | models.TextField) and field.name in TYPED:
                spoiled += _took(model, field)
    return spoiled


def _took(model: Any, field: Any) -> bool:
    """Fill one column, unless a rule of the database forbids it; a reason that is not given stays so."""
    if field.choices:
        return False
    words: Any = Concat(Value(LINE), Cast(F("pk"), models.TextField()))
    if field.max_length:
        words = Left(words, field.max_length)
    rows = model._base_manager.exclude(**{field.name: SCENE_ASKS_FOR})
    if field.name.endswith(("reason", "because")):
        rows = rows.exclude(**{field.name: ""})
    try:
        with transaction.atomic():
            return bool(rows.update(**{field.name: words}))
    except DatabaseError:
        return False


@pytest.fixture(scope="module")
def scene(django_db_setup: None, django_db_blocker: Any) -> Iterator[Scene]:
    """The scene of the matrix with hostile words everywhere, undone at the end."""
    with django_db_blocker.unblock(), transaction.atomic():
        built = Scene.build()
        assert spoil() >= LEAST
        yield built
        transaction.set_rollback(True)


class Tags(HTMLParser):
    """What a browser makes of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.hostile: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == TAG or any(name == "onload" for name, _value in attrs):
            self.hostile.append(self.get_starttag_text() or tag)


def reads() -> list[Case]:
    """What somebody may open."""
    return [case for case in cases() if case.method == "GET" and granted(case)]


@pytest.mark.parametrize("case", reads(), ids=lambda case: case.id)
def test_hostile_words_are_words_wherever_they_are_shown(case: Case, scene: Scene) -> None:
    who = granted(case)
    with transaction.atomic():
        client, headers = visitor(case, scene, who)
        answer = send(case, scene, client, headers)
        body = b"".join(answer) if answer.streaming else answer.content
        transaction.set_rollback(True)
    assert answer.status_code == case.expected(who)
    kind = answer.get("Content-Type", "")
    assert "\n" not in str(answer.headers.get("Content-Disposition", ""))
    if kind.startswith("text/html"):
        found = Tags()
        found.feed(body.decode())
        assert found.hostile == []
    elif kind.startswith(("application/json", "application/problem+json")):
        json.loads(body)
    elif kind.startswith("image/svg"):
        assert f"<{TAG}".encode() not in body
