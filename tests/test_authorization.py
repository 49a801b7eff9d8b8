"""Every address against everybody: who gets in, who does not, and that a refusal wrote nothing.

When a token was used last is noted even for a refused request, so tokens are not watched here.
"""

import importlib
import pkgutil
from collections.abc import Iterator
from functools import cache
from http.cookies import SimpleCookie
from time import monotonic
from typing import Any

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
FRESH_SECONDS = 120
WATCHED = (
    "audit_auditentry", "jobs_job", "outbox_outboxmessage", "tickets_ticket", "tickets_message", "tickets_reporter",
    "tickets_visit", "tickets_attachment", "tickets_notice", "tickets_noticeupdate", "tickets_handover",
    "tickets_rating", "tickets_page", "tickets_clock", "tickets_draft", "tickets_externalref",
    "people_user", "people_membership", "people_oncallshift", "people_oncallswap", "people_workstation", "assets_asset",
    "assets_movement", "assets_statuschange", "assets_relation", "assets_devicemodel", "assets_location",
    "assets_customfield", "assets_license", "assets_service", "assets_loan", "assets_storagemedium",
    "assets_sanitizationcertificate", "assets_networkprofile", "people_site", "people_carearea",
    "people_team", "tickets_category", "people_workcalendar", "tickets_slapolicy", "assets_recallnotice",
    "assets_recallcase", "assets_recallline", "assets_recalldocument", "assets_recallimport",
    "assets_assetimport", "assets_assetimportrow",
    "assets_devicesearch", "assets_inventorywalk", "assets_walkscan", "procedures_procedure",
    "procedures_procedurestep", "procedures_stepfile", "procedures_proceduretemplate",
    "glossary_glossaryterm", "signin_requiredrole", "signin_linkedidentity",
    "mfa_authenticator",
    "safety_patientevent", "discovery_machinereport", "discovery_takenbatch", "discovery_takenmachine",
    "vendors_baa", "vendors_baasubcontractor", "vendors_baaoverride",
    "vendors_document", "vendors_documentversion", "vendors_accountnumber", "vendors_vendorcontact",
    "vendor_file_insurancecertificate", "vendor_file_securityreview", "vendor_file_vendorperson",
    "vendor_file_credential", "vendor_work_remotesession", "vendor_work_vendorcase", "vendor_work_caseticket",
    "vendor_work_caseword",
    "budget_fiscalyear", "budget_budgetline", "budget_linecontract", "budget_amendment", "budget_costentry",
    "budget_spentmonth", "budget_ownedcost", "budget_counting",
    "underpinning_promise", "underpinning_vendortask", "underpinning_vendorclock",
    "continuity_outage", "continuity_outage_services", "continuity_outage_tickets", "continuity_outage_notices",
    "continuity_agreedtime", "continuity_majorincident", "continuity_majorarea", "continuity_majorchild",
    "continuity_majorupdate", "continuity_updatedelivery", "continuity_majorentry", "continuity_majoraction",
    "continuity_updatetemplate", "continuity_recoverytest", "continuity_recoveryplan", "continuity_datafeed",
    "continuity_feedrun",
    "reports_savedreport", "reports_reportrun", "desk_savedview", "desk_viewchoice",
    "importing_sheetimport", "importing_sheetrow", "importing_sheetprofile",
    "safety_standin", "safety_lostdevice", "kpi_kpitarget", "dashboards_askeddate",
    "openings_opening", "setup_holidayfile", "privacy_discovery", "privacy_turning",
    "wards_station", "wards_enrolmentlink", "wards_openreport",
    "wallboard_board", "reports_reportschedule", "reports_schedulerun", "reports_scheduledelivery",
    "webhooks_subscription", "webhooks_delivery",
    "macros_macro", "macros_macrouse", "messaging_messagewording", "messaging_wordingtrial",
    "worklog_workentry", "following_follow",
    "following_mention", "following_snooze", "bulk_bulkchange", "bulk_bulkrow",
    "joint_tickettask", "joint_taskpause", "joint_checklist", "joint_olaagreement",
    "links_ticketlink", "splitting_split", "redaction_redaction", "redaction_legalhold", "redaction_sealedfile",
    "audit_emptied", "similar_similargroup", "similar_groupedticket",
    "cmms_source", "cmms_run", "cmms_runfault", "cmms_pmstatus", "cmms_workorder", "cmms_classrecord",
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


def writes() -> dict[str, int]:
    """Rows written to the watched tables in this transaction so far, undone ones included."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname, n_tup_ins + n_tup_upd + n_tup_del FROM pg_stat_xact_user_tables WHERE relname = ANY(%s)",
            [list(WATCHED)],
        )
        return dict(cursor.fetchall())


@cache
def loaded_handler() -> Any:
    """One handler for all clients: its middleware takes longer to load than a request to answer."""
    return Client().handler


class SignedIn:
    """The cookies of everybody who is signed in, made anew before anybody was idle for long."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.cookies: dict[str, SimpleCookie] = {}
        self.until = 0.0

    def refresh(self) -> None:
        """Sign everybody in who is in the cast, outside what a case undoes."""
        if monotonic() < self.until:
            return
        self.until = monotonic() + FRESH_SECONDS
        for who in CAST:
            client = Client()
            client.force_login(getattr(self.scene.world, who))
            self.cookies[who] = client.cookies


def visitor(
    case: Case, scene: Scene, who: str, signed_in: SignedIn | None = None
) -> tuple[Client, dict[str, str]]:
    """A client signed in as one member of the cast (or nobody), and the headers to send."""
    client = Client()
    client.handler = loaded_handler()
    headers = dict(case.headers)
    if who != ANONYMOUS:
        if case.address(scene).startswith("/api/"):
            headers["Authorization"] = scene.bearer(getattr(scene.world, who))
        elif signed_in is not None:
            client.cookies = SimpleCookie(signed_in.cookies[who])
        else:
            client.force_login(getattr(scene.world, who))
    return client, headers


def send(case: Case, scene: Scene, client: Client, headers: dict[str, str]) -> HttpResponse:
    """Send the case."""
    is_json = case.address(scene).startswith("/api/") and case.method != "GET"
    kind = {"content_type": "application/json"} if is_json else {}
    return getattr(client, case.method.lower())(
        case.address(scene), case.body(scene), headers=headers, **kind
    )


@pytest.fixture(scope="module")
def scene(django_db_setup: None, django_db_blocker: Any) -> Iterator[Scene]:
    """One scene for the whole matrix, in a transaction that is undone at the end."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield Scene.build()
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def everybody(scene: Scene) -> SignedIn:
    """Signing in takes as long as a page, so nobody does it for each case."""
    return SignedIn(scene)


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.id)
def test_everybody_gets_what_the_table_says(case: Case, scene: Scene, everybody: SignedIn) -> None:
    surprises = []
    everybody.refresh()
    for who in (ANONYMOUS, *CAST):
        expected = case.anonymous if who == "deactivated" else case.expected(who)
        with transaction.atomic():
            client, headers = visitor(case, scene, who, everybody)
            before = writes()
            response = send(case, scene, client, headers)
            if response.status_code != expected:
                surprises.append(f"{who}: {response.status_code} instead of {expected}")
            elif who == ANONYMOUS and expected == 302 and not case.is_open:
                assert response["Location"].startswith("/accounts/login/")
            if response.status_code >= 400 and writes() != before:
                surprises.append(f"{who}: refused with {response.status_code}, yet something was written")
            transaction.set_rollback(True)
    assert not surprises, "\n".join(surprises)


def test_every_address_is_in_the_matrix() -> None:
    listed = {case.name for case in cases()}
    missing = sorted(set(url_names()) - listed - THIRD_PARTY)
    assert not missing, f"Add rows to tests/authorization for: {', '.join(missing)}"
