"""Every address against everybody: who gets in, who does not, and that a refusal wrote nothing."""

import importlib
import pkgutil
from collections.abc import Iterator

import pytest
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

import tests.authorization as tables
from tests.authorization.scene import Scene
from tests.authorization.table import ANONYMOUS, Case
from tests.world import CAST

THIRD_PARTY = {
    "account_reset_password_from_key", "account_reset_password_from_key_done",
}  # fmt: skip
WATCHED = (
    "audit_auditentry", "outbox_outboxmessage", "tickets_ticket", "tickets_message", "tickets_reporter",
    "tickets_attachment", "tickets_notice", "tickets_noticeupdate", "tickets_handover", "tickets_rating",
    "tickets_page", "tickets_clock", "tickets_draft", "tickets_externalref", "people_user", "people_membership",
    "people_oncallshift", "people_apitoken", "people_workstation",
)  # fmt: skip


def cases() -> list[Case]:
    """All rows of all tables."""
    names = [module.name for module in pkgutil.iter_modules(tables.__path__)]
    modules = [importlib.import_module(f"tests.authorization.{name}") for name in names]
    return [case for module in modules for case in getattr(module, "CASES", ())]


def url_names(resolver: URLResolver | None = None, namespace: str = "") -> Iterator[str]:
    """Every URL name with its namespace."""
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            inner = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            yield from url_names(entry, inner)
        elif isinstance(entry, URLPattern):
            yield f"{namespace}{entry.name or entry.pattern}"


def fingerprint() -> list[tuple[object, ...]]:
    """Row count and newest content of the watched tables: equal before and after means nothing was written."""
    found = []
    with connection.cursor() as cursor:
        for table in WATCHED:
            volatile = "- 'last_used_at' - 'last_login'" if table.startswith("people_") else ""
            cursor.execute(
                f"SELECT count(*), sum(hashtextextended((to_jsonb(t) {volatile})::text, 0)) FROM {table} t"
            )
            found.append((table, *cursor.fetchone()))
    return found


def send(case: Case, scene: Scene, who: str) -> HttpResponse:
    """Send the case as one member of the cast (or nobody)."""
    client = Client(raise_request_exception=True)
    headers = dict(case.headers)
    is_api = case.address(scene).startswith("/api/")
    if who != ANONYMOUS:
        user = getattr(scene.world, who)
        if is_api:
            headers["Authorization"] = scene.bearer(user)
        else:
            client.force_login(user)
    kind = {"content_type": "application/json"} if is_api and case.method != "GET" else {}
    return getattr(client, case.method.lower())(
        case.address(scene), case.body(scene), headers=headers, **kind
    )


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.id)
@pytest.mark.django_db
def test_everybody_gets_what_the_table_says(case: Case) -> None:
    scene = Scene.build()
    before = fingerprint()
    surprises = []
    for who in (ANONYMOUS, *CAST):
        expected = case.anonymous if who == "deactivated" else case.expected(who)
        with transaction.atomic():
            response = send(case, scene, who)
            if response.status_code != expected:
                surprises.append(f"{who}: {response.status_code} instead of {expected}")
            elif who == ANONYMOUS and expected == 302:
                assert response["Location"].startswith("/accounts/login/")
            if response.status_code >= 400 and fingerprint() != before:
                surprises.append(f"{who}: refused with {response.status_code}, yet something was written")
            transaction.set_rollback(True)
    assert not surprises, "\n".join(surprises)


def test_every_address_is_in_the_matrix() -> None:
    listed = {case.name for case in cases()}
    missing = sorted(set(url_names()) - listed - THIRD_PARTY)
    assert not missing, f"Add rows to tests/authorization for: {', '.join(missing)}"
