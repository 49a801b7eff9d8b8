"""Who takes which list out of the house: exactly those who see it."""

from collections.abc import Callable

from tests.authorization.assets import READS_ALL, READS_ITS_UNIT
from tests.authorization.baas import READS_BAAS
from tests.authorization.budgets import READS_MONEY
from tests.authorization.desk import EVENT_READERS
from tests.authorization.kpis import READS_FIGURES, READS_MONEY_FIGURES
from tests.authorization.recalls import SEES as SEES_RECALLS
from tests.authorization.recalls import at as of_recall
from tests.authorization.scene import Scene
from tests.authorization.table import DESK, Case, all_get
from tests.authorization.vendor_clocks import SEES_TASKS
from tests.authorization.vendors import READS_CONTRACTS, SEES_VENDORS


def of_walk(scene: Scene) -> str:
    """The export of the scene's walk."""
    return f"/assets/walks/{scene.inventory.walk.pk}/export/"


LISTS: tuple[tuple[str, str | Callable[[Scene], str], tuple[str, ...]], ...] = (
    ("joint:export_tasks", "/queue/tasks/export/", DESK),
    ("underpinning:export_tasks", "/vendors/tasks/export/", SEES_TASKS),
    ("underpinning:export_clocks", "/vendors/clocks/export/", SEES_TASKS),
    ("underpinning:export_scorecards", "/vendors/scorecards/export/", SEES_TASKS),
    ("assets:export_assets", "/assets/export/", READS_ITS_UNIT),
    ("assets:export_models", "/assets/models/export/", READS_ALL),
    ("assets:export_locations", "/assets/locations/export/", READS_ALL),
    ("assets:export_services", "/services/export/", READS_ALL),
    ("assets:export_licenses", "/services/licenses/export/", READS_ALL),
    ("assets:export_walk", of_walk, READS_ALL),
    ("assets:export_recalls", "/safety/recalls/export/", SEES_RECALLS),
    ("assets:export_recall_lines", of_recall("worked", "export/"), SEES_RECALLS),
    ("vendors:export_vendors", "/vendors/export/", SEES_VENDORS),
    ("vendors:export_contacts", "/vendors/contacts/export/", SEES_VENDORS),
    ("vendors:export_renewals", "/contracts/renewals/export/", READS_CONTRACTS),
    ("vendors:export_contracts", "/contracts/export/", SEES_VENDORS),
    ("vendors:export_baas", "/vendors/baa/export/", READS_BAAS),
    ("vendors:export_baa_exceptions", "/vendors/baa/exceptions/export/", READS_BAAS),
    ("vendors:export_baa_gaps", "/vendors/baa/gaps/export/", READS_BAAS),
    ("vendor_file:export_insurance", "/vendors/insurance/export/", READS_BAAS),
    ("vendor_file:export_reviews", "/vendors/reviews/export/", READS_BAAS),
    ("vendor_file:export_people", "/vendors/people/export/", SEES_VENDORS),
    ("vendor_file:export_credentials", "/vendors/credentials/export/", SEES_VENDORS),
    ("vendor_work:export_sessions", "/vendors/sessions/export/", DESK),
    ("vendor_work:export_cases", "/vendors/cases/export/", DESK),
    ("budget:export_lines", "/budget/lines/export/", READS_MONEY),
    ("budget:export_ownership", "/budget/ownership/export/", READS_MONEY),
    ("budget:export_entries", "/budget/entries/export/", READS_MONEY),
    ("procurement:export_purchases", "/purchases/export/", READS_MONEY),
    ("continuity:export_majors", "/mi/export/", READS_ALL),
    ("continuity:export_tests", "/continuity/tests/export/", READS_ALL),
    ("continuity:export_plans", "/continuity/plans/export/", READS_ALL),
    ("continuity:export_feeds", "/continuity/feeds/export/", READS_ALL),
    ("continuity:export_outages", "/outages/export/", READS_ALL),
    ("dashboards:export_asked", "/dash/asked/export/", READS_FIGURES),
    ("kpi:export_figures", "/kpi/export/", READS_FIGURES),
    ("kpi:export_snapshots", "/kpi/backlog/export/", READS_FIGURES),
    ("procedures:export", "/procedures/export/", READS_ITS_UNIT),
    ("safety:export_patient_events", "/patient-events/export/", EVENT_READERS),
    ("reports:export_tickets", "/queue/v/all/export/", DESK),
    ("reports:export_device_work", "/devices/today/export/", DESK),
)
CASES = [
    *(Case(name, path, all_get(200, *who), method="POST", data={"format": "csv"}) for name, path, who in LISTS),
    *(Case(name, path, all_get(405, *who)) for name, path, who in LISTS),
    Case(
        "reports:export_tickets", "/queue/v/nobody/export/", method="POST", data={"format": "csv"},
        about="of no view",
    ),
    Case(
        "assets:export_assets", "/assets/export/?lense=it", all_get(400, *READS_ITS_UNIT), method="POST",
        data={"format": "csv"}, about="with an unknown filter",
    ),
    Case(
        "kpi:export_snapshots", "/kpi/spend_against_plan/export/", all_get(200, *READS_MONEY_FIGURES),
        method="POST", data={"format": "csv"}, about="of money",
    ),
    Case(
        "kpi:export_figures", "/kpi/export/?from=2026-11-20&until=2026-11-01", method="POST",
        data={"format": "csv"}, about="of a period turned around",
    ),
    Case(
        "assets:export_assets", "/assets/export/", all_get(400, *READS_ITS_UNIT), method="POST",
        about="in no format",
    ),
]  # fmt: skip
