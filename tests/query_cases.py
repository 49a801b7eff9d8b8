"""The pages and endpoints whose statements are counted."""

from django.db import connection
from django.utils import timezone

from assets.models import Asset, AssetImport, AssetImportRow
from hospital_itsm.budget.models import BudgetLine
from hospital_itsm.cmms.models import PmStatus, Run, RunFault, Source, WorkOrder
from hospital_itsm.continuity.models import MajorIncident, Outage
from hospital_itsm.discovery.models import MachineReport, TakenBatch, TakenMachine
from hospital_itsm.discovery.rules.glpi import read as read_inventory
from hospital_itsm.importing.models import SheetImport, SheetRow
from hospital_itsm.jobs.models import Job
from hospital_itsm.jobs.starting import start
from hospital_itsm.procedures.models import Procedure
from tests import (
    agreement_rows,
    bell_rows,
    bulk_rows,
    dashboard_rows,
    desk_rows,
    following_rows,
    inventory_rows,
    joint_rows,
    link_rows,
    macro_rows,
    opening_rows,
    recall_rows,
    redaction_rows,
    report_rows,
    rota_rows,
    setup_rows,
    shift_rows,
    similar_rows,
    split_rows,
    triage_rows,
    vendor_rows,
    wall_rows,
    ward_rows,
    webhook_rows,
    wording_rows,
    worklog_rows,
)
from tests.discovery import machines
from tests.query_scene import Counted, Rows, approval_address
from tests.vendor_task_rows import first as first_task
from tests.vendor_task_rows import given as with_vendor


def _feed(scene: Rows) -> str:
    """The feed, after another transaction has ended: only then does it reach what this one wrote."""
    other = connection.copy()
    with other.cursor() as cursor:
        cursor.execute("SELECT pg_current_xact_id()")
    other.close()
    return "/api/v1/changes"


def _job(scene: Rows) -> str:
    """The page of a job that waits."""
    agent = scene.world.agent
    waiting = Job.objects.visible_to(agent).unfinished().first()
    return (waiting or start("asset.export", {}, actor=agent)).get_absolute_url()


def _first_run() -> int:
    """The procedure whose steps have evidence."""
    return Procedure.objects.earliest("pk").pk


def _asset_import(scene: Rows) -> str:
    """The page of an import whose rows are all at fault."""
    run, _is_new = AssetImport.objects.get_or_create(
        source="CMMS",
        date_format="iso",
        mapping=[["tag", "tag"]],
        state="checked",
        defaults={"asked_at": timezone.now()},
    )
    wanted = range(run.rows.count(), len(scene.tickets))
    AssetImportRow.objects.bulk_create(
        AssetImportRow(batch=run, number=number, verdict="fault", faults=[["tag", "missing", ""]])
        for number in wanted
    )
    return run.get_absolute_url()


def _list_import(scene: Rows, page: str = "") -> str:
    """The page of an import of costs whose rows are all at fault."""
    said = {"kind": "cost", "date_format": "iso", "mapping": [["Day", "booked_on"]], "state": "checked"}
    for number in range(SheetImport.objects.count(), len(scene.tickets)):
        SheetImport.objects.create(
            source=f"ERP {number}", asked_at=timezone.now(), asked_by=scene.world.finance, **said
        )
    run = SheetImport.objects.earliest("pk")
    wanted = range(run.rows.count(), len(scene.tickets))
    SheetRow.objects.bulk_create(
        SheetRow(batch=run, number=number, verdict="fault", faults=[["amount", "missing", ""]])
        for number in wanted
    )
    return page or run.get_absolute_url()


def _inventories(scene: Rows) -> str:
    """The page where as many machines as there are tickets wait."""
    for number in range(MachineReport.objects.count(), len(scene.tickets)):
        text = {**machines.printer(), "deviceid": f"npi-{number}"}
        text["content"]["network_device"]["serial"] = f"LP-{number}"
        machine = read_inventory(text)
        MachineReport.objects.get_or_create(
            device_id=machine.device_id,
            defaults={
                "machine": machine.as_data(),
                "verdict": "create",
                "origin": "a",
                "received_at": timezone.now(),
            },
        )
    return "/assets/inventories/"


def _taken_batch(scene: Rows) -> str:
    """The page of a batch of as many machines as there are tickets."""
    batch = TakenBatch.objects.first() or TakenBatch.objects.create(taken_at=timezone.now())
    for number in range(batch.machines.count(), len(scene.tickets)):
        TakenMachine.objects.create(
            batch=batch, device_id=f"npi-{number}", verdict="update", asset=Asset.objects.first()
        )
    return batch.get_absolute_url()


def _cmms(scene: Rows, page: str = "") -> str:
    """A source with as many runs, faults, PM status and work orders of one device as there are tickets."""
    at, asset = timezone.now(), Asset.objects.get(tag="LR-0")
    source, _is_new = Source.objects.get_or_create(
        name="PM", defaults={"system": "nuvolo", "kind": "pm", "created_at": at}
    )
    for number in range(source.runs.count(), len(scene.tickets)):
        Run.objects.create(source=source, started_at=at, state="done", started_by=scene.world.it_manager)
        RunFault.objects.create(run=source.runs.last(), row=number, code="no-asset")
        said = {"system": "nuvolo", "external_id": str(number), "asset": asset, "said_at": at}
        PmStatus.objects.create(**said)
        WorkOrder.objects.create(**said)
    return page or source.get_absolute_url()


FURTHER = (
    desk_rows,
    macro_rows,
    worklog_rows,
    bulk_rows,
    triage_rows,
    following_rows,
    joint_rows,
    link_rows,
    split_rows,
    similar_rows,
    redaction_rows,
    ward_rows,
    opening_rows,
    setup_rows,
    wording_rows,
)
CASES: dict[str, Counted] = {
    "rest-search": Counted("lead", lambda scene: "/api/v1/search/?q=scanner", "detail"),
    "search-palette": Counted("lead", lambda scene: "/search/palette/?q=scanner", "detail", is_fragment=True),
    "search": Counted("lead", lambda scene: "/search/?q=scanner", "detail"),
    "search-group": Counted("lead", lambda scene: "/search/?q=scanner&group=tickets"),
    "search-nothing": Counted("lead", lambda scene: "/search/?q=scannr", "detail"),
    "vendor-tasks": Counted("vendor_manager", lambda scene: with_vendor(scene, "/vendors/tasks/")),
    "vendor-task": Counted("agent", first_task, "detail"),
    "vendor-clocks": Counted("vendor_manager", lambda scene: with_vendor(scene, "/vendors/clocks/")),
    "vendor-scorecards": Counted("cio", lambda scene: with_vendor(scene, "/vendors/scorecards/")),
    "vendor-scorecard": Counted(
        "cio",
        lambda scene: with_vendor(scene, f"/vendors/{scene.world.vendor.pk}/scorecard/"),
        "detail",
    ),
    "contract-promises": Counted(
        "vendor_manager", lambda scene: with_vendor(scene, "/contracts/C-0/promises/"), "detail"
    ),
    "ticket-with-vendor": Counted(
        "agent", lambda scene: with_vendor(scene, f"/t/{scene.tickets[0].key}/"), "detail"
    ),
    "rest-vendor-tasks": Counted("agent", lambda scene: with_vendor(scene, "/api/v1/vendor_tasks/")),
    "rest-vendor-clocks": Counted("agent", lambda scene: with_vendor(scene, "/api/v1/vendor_clocks/")),
    "rest-vendor-scorecards": Counted(
        "agent", lambda scene: with_vendor(scene, "/api/v1/vendor_scorecards/")
    ),
    "vendor-work": Counted(
        "agent", lambda scene: vendor_rows.worked(scene, "/vendors/{vendor}/work/"), "detail"
    ),
    "ticket-vendor-work": Counted(
        "agent", lambda scene: vendor_rows.worked(scene, "/vendors/work/{key}/"), "detail"
    ),
    "vendor-cases": Counted("agent", lambda scene: vendor_rows.worked(scene, "/vendors/cases/")),
    "vendor-case": Counted(
        "agent", lambda scene: vendor_rows.worked(scene, "/vendors/cases/{case}/"), "detail"
    ),
    "remote-sessions": Counted("agent", lambda scene: vendor_rows.worked(scene, "/vendors/sessions/")),
    "remote-session": Counted(
        "agent", lambda scene: vendor_rows.worked(scene, "/vendors/sessions/{session}/"), "detail"
    ),
    "rest-vendor-cases": Counted("agent", lambda scene: vendor_rows.worked(scene, "/api/v1/vendor_cases/")),
    "rest-remote-sessions": Counted(
        "agent", lambda scene: vendor_rows.worked(scene, "/api/v1/remote_sessions/")
    ),
    "asset-let-in": Counted("technician", lambda scene: vendor_rows.worked(scene, "/a/LR-0/"), "detail"),
    "vendor-file": Counted(
        "vendor_manager",
        lambda scene: vendor_rows.kept(scene, f"/vendors/{scene.world.vendor.pk}/file/"),
        "detail",
    ),
    "vendor-person": Counted("vendor_manager", vendor_rows.kept, "detail"),
    "vendor-people": Counted("vendor_manager", lambda scene: vendor_rows.kept(scene, "/vendors/people/")),
    "vendor-credentials": Counted(
        "vendor_manager", lambda scene: vendor_rows.kept(scene, "/vendors/credentials/")
    ),
    "vendor-insurance": Counted(
        "vendor_manager",
        lambda scene: vendor_rows.kept(scene, "/vendors/insurance/?state=over&state=followed"),
    ),
    "vendor-reviews": Counted(
        "vendor_manager", lambda scene: vendor_rows.kept(scene, "/vendors/reviews/?state=over&state=followed")
    ),
    "vendor-expiring": Counted(
        "vendor_manager", lambda scene: vendor_rows.kept(scene, "/vendors/expiring/"), "detail"
    ),
    "rest-insurance": Counted(
        "vendor_manager",
        lambda scene: vendor_rows.kept(scene, "/api/v1/insurance_certificates/?state=followed"),
    ),
    "rest-credentials": Counted(
        "vendor_manager", lambda scene: vendor_rows.kept(scene, "/api/v1/vendor_credentials/")
    ),
    "reports": Counted("agent", lambda scene: report_rows.stored(scene, "/reports/")),
    "report-runs": Counted("agent", lambda scene: report_rows.stored(scene, "/reports/runs/")),
    "report-run": Counted(
        "agent", lambda scene: report_rows.stored(scene, "/reports/open-longest/runs/{run}/"), "detail"
    ),
    "rest-report-schedules": Counted(
        "agent", lambda scene: report_rows.stored(scene, "/api/v1/reports/schedules/")
    ),
    "report-schedules": Counted("agent", lambda scene: report_rows.stored(scene, "/reports/schedules/")),
    "report-schedule": Counted(
        "agent", lambda scene: report_rows.stored(scene, "/reports/schedules/{schedule}/"), "detail"
    ),
    "report-saved": Counted(
        "agent", lambda scene: report_rows.stored(scene, "/reports/saved/{saved}/"), "detail"
    ),
    "rest-report-questions": Counted("agent", lambda scene: "/api/v1/reports/questions/"),
    "rest-saved-reports": Counted("agent", lambda scene: report_rows.stored(scene, "/api/v1/reports/saved/")),
    "rest-report-runs": Counted("agent", lambda scene: report_rows.stored(scene, "/api/v1/reports/runs/")),
    "report-question": Counted("agent", lambda scene: "/reports/units-reporting/", "detail"),
    "report-matrix": Counted("agent", lambda scene: "/reports/care-affected/", "detail"),
    "report-outages": Counted("agent", lambda scene: "/reports/outage-causes/?show=table", "detail"),
    "figures": Counted("cio", lambda scene: "/kpi/", "detail"),
    "figures-of-site": Counted("cio", lambda scene: "/kpi/?site=MAIN", "detail"),
    "figure": Counted("it_manager", lambda scene: "/kpi/restore_p1/", "detail"),
    "figure-of-parts": Counted("it_manager", lambda scene: "/kpi/net_flow/", "detail"),
    "figure-state": Counted("it_manager", lambda scene: "/kpi/backlog_age/", "detail"),
    "rest-kpi": Counted("cio", lambda scene: "/api/v1/kpis/restore_p1/", "detail"),
    "rest-kpi-snapshots": Counted("cio", lambda scene: "/api/v1/kpi_snapshots/"),
    "rest-availability": Counted("cio", lambda scene: "/api/v1/services/A001/availability/", "detail"),
    "rest-kpis": Counted("cio", lambda scene: "/api/v1/kpis/", "detail"),
    **{name: Counted(*page) for rows in FURTHER for name, page in rows.PAGES.items()},
    **{name: Counted(*page, "dashboard") for name, page in dashboard_rows.PAGES.items()},
    "rest-asked-dates": Counted("vp_infrastructure", lambda scene: "/api/v1/asked_dates/"),
    "queue-every": Counted("agent", lambda scene: "/queue/v/every/"),
    "cmms": Counted("htm_manager", lambda scene: _cmms(scene, "/assets/cmms/")),
    "cmms-maintenance": Counted("biomed", lambda scene: _cmms(scene, "/a/LR-0/maintenance/"), "detail"),
    "cmms-run": Counted(
        "htm_manager", lambda scene: _cmms(scene) and Run.objects.earliest("pk").get_absolute_url()
    ),
    "cmms-source": Counted("htm_manager", _cmms),
    "rest-cmms-pm": Counted("biomed", lambda scene: _cmms(scene, "/api/v1/cmms/pm_status/")),
    "rest-cmms-runs": Counted("biomed", lambda scene: _cmms(scene, "/api/v1/cmms/runs/")),
    "rest-cmms-work-orders": Counted("biomed", lambda scene: _cmms(scene, "/api/v1/cmms/work_orders/")),
    "inventories": Counted("htm_manager", _inventories, "detail"),
    "inventories-taken": Counted("htm_manager", _taken_batch),
    "rest-inventories": Counted(
        "it_manager", lambda scene: _inventories(scene).replace("/assets/", "/api/v1/"), "detail"
    ),
    "asset-import": Counted("htm_manager", _asset_import, "detail"),
    "list-import": Counted("finance", _list_import, "detail"),
    "list-imports": Counted(
        "finance", lambda scene: _list_import(scene, page="/budget/entries/import/"), "detail"
    ),
    "rest-list-imports": Counted(
        "finance", lambda scene: _list_import(scene, page="/api/v1/cost-imports/"), "detail"
    ),
    "rest-list-import-rows": Counted(
        "finance",
        lambda scene: (
            _list_import(scene).replace("/budget/entries/import/", "/api/v1/cost-imports/") + "rows/"
        ),
    ),
    "asset-imports": Counted("htm_manager", lambda scene: "/assets/import/"),
    "job": Counted("agent", _job, "detail"),
    "report": Counted("requester", lambda scene: "/report/", "detail"),
    "receipt": Counted("requester", lambda scene: f"/report/sent/{scene.tickets[0].key}/", "detail"),
    "my": Counted("requester", lambda scene: "/my/"),
    "my-unit": Counted("requester", lambda scene: "/my/?tab=unit"),
    "my-done": Counted("requester", lambda scene: "/my/?tab=done"),
    "my-ticket": Counted("requester", lambda scene: f"/my/{scene.tickets[0].key}/", "detail"),
    "ticket": Counted("agent", lambda scene: f"/t/{scene.tickets[0].key}/", "detail"),
    "patient-events": Counted("patient_safety", lambda scene: "/patient-events/"),
    "devices-today": Counted("agent", lambda scene: "/devices/today/"),
    "ticket-device": Counted("agent", lambda scene: f"/t/{scene.tickets[0].key}/device/", "detail"),
    "report-device": Counted("requester", lambda scene: "/report/device/LR-0/", "detail"),
    "wall": Counted("screen", lambda scene: wall_rows.screen(), "detail"),
    "wall-now": Counted("screen", lambda scene: wall_rows.screen("/wall/ops/now/"), "detail"),
    "setup-wallboards": Counted("administrator", lambda scene: "/setup/wallboards/"),
    "setup-wallboard": Counted(
        "administrator", lambda scene: f"/setup/wallboards/{wall_rows.board().pk}/", "detail"
    ),
    "status": Counted("requester", lambda scene: "/status/"),
    "queue": Counted("agent", lambda scene: desk_rows.viewed(scene, "/queue/v/all/?saved={view}")),
    "saved-views": Counted("agent", lambda scene: desk_rows.viewed(scene, "/queue/views/")),
    "rest-saved-views": Counted("agent", lambda scene: desk_rows.viewed(scene, "/api/v1/views/")),
    "queue-live": Counted("agent", lambda scene: "/live/queue/all/?since=0"),
    "queue-row": Counted("agent", lambda scene: f"/queue/row/{scene.tickets[0].key}/"),
    "bell": Counted("agent", bell_rows.rung),
    "people": Counted("administrator", lambda scene: "/setup/people/"),
    "my-keys": Counted("agent", lambda scene: "/me/keys/", "detail"),
    "telling": Counted("agent", lambda scene: "/me/telling/", "detail"),
    "own-second-step": Counted("agent", lambda scene: "/me/second-step/", "detail"),
    "setup-second-step": Counted("administrator", lambda scene: "/setup/second-step/", "list"),
    "setup-second-step-of-one": Counted(
        "administrator", lambda scene: f"/setup/people/{scene.world.agent.pk}/second-step/", "detail"
    ),
    "setup": Counted("administrator", lambda scene: "/setup/", "detail"),
    "setup-sites": Counted("administrator", lambda scene: "/setup/sites/"),
    "setup-units": Counted("administrator", lambda scene: "/setup/units/"),
    "setup-unit": Counted("administrator", lambda scene: f"/setup/units/{scene.world.icu.pk}/", "detail"),
    "setup-teams": Counted("administrator", lambda scene: "/setup/teams/"),
    "setup-team": Counted(
        "administrator", lambda scene: f"/setup/teams/{scene.world.team('EUC').pk}/", "detail"
    ),
    "setup-calendars": Counted("administrator", lambda scene: "/setup/calendars/"),
    "setup-calendar": Counted(
        "administrator", lambda scene: f"/setup/calendars/{scene.world.calendars['BUS'].pk}/", "detail"
    ),
    "setup-promises": Counted("administrator", lambda scene: "/setup/promises/"),
    "setup-policy": Counted(
        "administrator", lambda scene: f"/setup/promises/{scene.world.policy.pk}/", "detail"
    ),
    "setup-services": Counted("administrator", lambda scene: "/setup/services/"),
    "setup-categories": Counted("administrator", lambda scene: "/setup/categories/"),
    "rest-on-call": Counted("agent", lambda scene: "/api/v1/on-call/"),
    "rest-shifts": Counted("agent", lambda scene: rota_rows.at(scene, "/api/v1/on-call/shifts/")),
    "rest-swaps": Counted("agent", lambda scene: rota_rows.at(scene, "/api/v1/on-call/swaps/")),
    "on-call-swap": Counted("agent", rota_rows.first, "detail"),
    "on-call-shift": Counted(
        "lead", lambda scene: f"/setup/on-call/{scene.world.coming_shift.pk}/", "detail"
    ),
    "on-call": Counted("agent", lambda scene: rota_rows.at(scene, "/setup/on-call/")),
    "baas": Counted("privacy", lambda scene: agreement_rows.agreements(scene, "/vendors/baa/")),
    "baa-exceptions": Counted("privacy", agreement_rows.exceptions, "detail"),
    "baa-gaps": Counted("privacy", agreement_rows.gaps, "detail"),
    "baa": Counted("privacy", agreement_rows.agreements, "detail"),
    "rest-baas": Counted("privacy", lambda scene: agreement_rows.agreements(scene, "/api/v1/baas/")),
    "rest-baa-gaps": Counted("privacy", lambda scene: "/api/v1/baa_gaps/"),
    "budget": Counted("cio", lambda scene: "/budget/?by=cost_center", "detail"),
    "budget-years": Counted("cio", lambda scene: "/budget/years/"),
    "budget-lines": Counted("cio", lambda scene: "/budget/lines/"),
    "budget-line": Counted(
        "cio", lambda scene: BudgetLine.objects.earliest("pk").get_absolute_url(), "detail"
    ),
    "cost-entries": Counted("cio", lambda scene: "/budget/entries/"),
    "ownership": Counted("cio", lambda scene: "/budget/ownership/?year=FY2020/21"),
    "rest-ownership": Counted("cio", lambda scene: "/api/v1/ownership_costs/?year=FY2020/21"),
    "cost-entries-narrowed": Counted(
        "cio",
        lambda scene: "/budget/entries/?year=FY2020/21&domain=infrastructure&vendor=Northlight+Networks",
    ),
    "rest-budget-lines": Counted("cio", lambda scene: "/api/v1/budget_lines/"),
    "rest-cost-entries": Counted("cio", lambda scene: "/api/v1/cost_entries/"),
    "shift": Counted("agent", lambda scene: "/shift/?by=unit", "detail"),
    "shift-handover": Counted("agent", lambda scene: shift_rows.handover(scene.tickets), "detail"),
    "purchases": Counted("vendor_manager", lambda scene: "/purchases/"),
    "purchase": Counted("vendor_manager", lambda scene: "/purchases/PUR-ROWS/", "detail"),
    "rest-purchases": Counted("vendor_manager", lambda scene: "/api/v1/purchases/"),
    "rest-purchase": Counted("vendor_manager", lambda scene: "/api/v1/purchases/PUR-ROWS/", "detail"),
    "outages": Counted("agent", lambda scene: "/outages/"),
    "outage": Counted("agent", lambda scene: Outage.objects.earliest("pk").get_absolute_url(), "detail"),
    "rest-outages": Counted("agent", lambda scene: "/api/v1/outages/"),
    "rest-outage": Counted(
        "agent", lambda scene: f"/api/v1/outages/{Outage.objects.earliest('pk').pk}/", "detail"
    ),
    "recovery-tests": Counted("agent", lambda scene: "/continuity/tests/"),
    "recovery-plans": Counted("agent", lambda scene: "/continuity/plans/"),
    "data-feeds": Counted("agent", lambda scene: "/continuity/feeds/"),
    "data-feed": Counted("agent", lambda scene: "/continuity/feeds/feed-0/", "detail"),
    "rest-recovery-tests": Counted("agent", lambda scene: "/api/v1/recovery_tests/"),
    "rest-recovery-plans": Counted("agent", lambda scene: "/api/v1/recovery_plans/"),
    "rest-data-feeds": Counted("agent", lambda scene: "/api/v1/data_feeds/"),
    "majors": Counted("agent", lambda scene: "/mi/"),
    "major": Counted(
        "duty_manager", lambda scene: MajorIncident.objects.earliest("pk").get_absolute_url(), "detail"
    ),
    "rest-majors": Counted("agent", lambda scene: "/api/v1/majors/"),
    "rest-major": Counted(
        "agent", lambda scene: f"/api/v1/majors/{MajorIncident.objects.earliest('pk').pk}/", "detail"
    ),
    "vendors": Counted("vendor_manager", lambda scene: "/vendors/"),
    "vendor": Counted("vendor_manager", lambda scene: f"/vendors/{scene.world.vendor.pk}/", "detail"),
    "contracts": Counted("vendor_manager", lambda scene: "/contracts/"),
    "renewals": Counted("vendor_manager", lambda scene: "/contracts/renewals/?from=2039-06"),
    "contract": Counted("vendor_manager", lambda scene: "/contracts/C-0/", "detail"),
    "contract-cover": Counted("vendor_manager", lambda scene: "/contracts/C-0/cover/", "detail"),
    "approvals": Counted("vp_infrastructure", lambda scene: "/approvals/"),
    "approval": Counted("vp_infrastructure", approval_address, "detail"),
    "rest-approvals": Counted("vp_infrastructure", lambda scene: "/api/v1/approvals/"),
    "rest-vendors": Counted("vendor_manager", lambda scene: "/api/v1/vendors/"),
    "rest-renewals": Counted("vendor_manager", lambda scene: "/api/v1/renewals/"),
    "rest-contracts": Counted("vendor_manager", lambda scene: "/api/v1/contracts/"),
    "assets": Counted("technician", lambda scene: "/assets/?lens=clinical"),
    "assets-found": Counted("technician", lambda scene: "/assets/?q=pump+IX4&unit=ICU"),
    "scan": Counted("technician", lambda scene: "/scan/", "detail"),
    "labels": Counted("technician", lambda scene: "/assets/labels/?lens=clinical", "detail"),
    "walks": Counted("technician", lambda scene: "/assets/walks/"),
    "walk": Counted("technician", lambda scene: f"/assets/walks/{inventory_rows.first_walk().pk}/", "detail"),
    "asset": Counted("technician", lambda scene: "/a/LR-0/", "detail"),
    "certificate": Counted(
        "technician", lambda scene: inventory_rows.first_certificate(scene.world).get_absolute_url(), "detail"
    ),
    "asset-impact": Counted("technician", lambda scene: "/a/LR-0/impact/", "detail"),
    "asset-new": Counted("technician", lambda scene: "/assets/new/", "detail"),
    "models": Counted("technician", lambda scene: "/assets/models/"),
    "model": Counted(
        "technician", lambda scene: f"/assets/models/{inventory_rows.first_model().pk}/", "detail"
    ),
    "locations": Counted("technician", lambda scene: "/assets/locations/"),
    "location": Counted(
        "technician", lambda scene: f"/assets/locations/{inventory_rows.first_place().pk}/", "detail"
    ),
    "portfolio": Counted("technician", lambda scene: "/services/"),
    "portfolio-service": Counted("technician", lambda scene: "/services/A001/", "detail"),
    "licenses": Counted("technician", lambda scene: "/services/licenses/"),
    "rest-assets": Counted("technician", lambda scene: "/api/v1/assets/"),
    "rest-asset": Counted("technician", lambda scene: "/api/v1/assets/LR-0/", "detail"),
    "rest-asset-life": Counted("technician", lambda scene: "/api/v1/assets/LR-0/life/"),
    "rest-movements": Counted("technician", lambda scene: "/api/v1/assets/LR-0/movements/"),
    "rest-models": Counted("technician", lambda scene: "/api/v1/models/"),
    "rest-locations": Counted("technician", lambda scene: "/api/v1/locations/"),
    "rest-relations": Counted("technician", lambda scene: "/api/v1/relations/"),
    "rest-portfolio": Counted("technician", lambda scene: "/api/v1/portfolio/"),
    "rest-licenses": Counted("technician", lambda scene: "/api/v1/licenses/"),
    "recalls": Counted("technician", lambda scene: "/safety/recalls/"),
    "recalls-found": Counted("technician", lambda scene: "/safety/recalls/?q=IX-4&state=all"),
    "recall-log": Counted("technician", lambda scene: "/safety/recalls/log/"),
    "recall": Counted(
        "technician", lambda scene: f"/safety/recalls/{recall_rows.first_case().key}/", "detail"
    ),
    "recall-device": Counted(
        "technician", lambda scene: f"/safety/recalls/{recall_rows.first_case().key}/devices/LR-0/", "detail"
    ),
    "glossary": Counted("requester", lambda scene: "/glossary/"),
    "rest-glossary": Counted("requester", lambda scene: "/api/v1/glossary/"),
    "procedures": Counted("biomed", lambda scene: "/procedures/"),
    "procedure": Counted("biomed", lambda scene: f"/procedures/{_first_run()}/", "detail"),
    "procedure-templates": Counted("biomed", lambda scene: "/procedures/templates/"),
    "rest-certificates": Counted("biomed", lambda scene: "/api/v1/certificates/"),
    "rest-procedures": Counted("biomed", lambda scene: "/api/v1/procedures/"),
    "rest-procedure": Counted("biomed", lambda scene: f"/api/v1/procedures/{_first_run()}/", "detail"),
    "rest-procedure-templates": Counted("biomed", lambda scene: "/api/v1/procedures/templates/"),
    "rest-recalls": Counted("technician", lambda scene: "/api/v1/recalls/"),
    "rest-recall": Counted(
        "technician", lambda scene: f"/api/v1/recalls/{recall_rows.first_case().key}/", "detail"
    ),
    "rest-recall-lines": Counted(
        "technician", lambda scene: f"/api/v1/recalls/{recall_rows.first_case().key}/lines/"
    ),
    "rest-tickets": Counted("agent", lambda scene: "/api/v1/tickets/?limit=50"),
    "rest-tickets-mine": Counted("requester", lambda scene: "/api/v1/tickets/?limit=50"),
    "rest-ticket": Counted("agent", lambda scene: f"/api/v1/tickets/{scene.tickets[0].key}/", "detail"),
    "rest-ticket-mine": Counted(
        "requester", lambda scene: f"/api/v1/tickets/{scene.tickets[0].key}/", "detail"
    ),
    "rest-messages": Counted(
        "agent", lambda scene: f"/api/v1/tickets/{scene.tickets[0].key}/messages/", "detail"
    ),
    "rest-clocks": Counted(
        "agent", lambda scene: f"/api/v1/tickets/{scene.tickets[0].key}/clocks/", "detail"
    ),
    "rest-changes": Counted("agent", _feed),
    "rest-notices": Counted("agent", lambda scene: "/api/v1/notices/"),
    "rest-services": Counted("agent", lambda scene: "/api/v1/services/"),
    "rest-people": Counted("agent", lambda scene: "/api/v1/people/?q=ma"),
    "rest-me": Counted("agent", lambda scene: "/api/v1/me/"),
    "rest-webhooks": Counted("administrator", lambda scene: webhook_rows.stored(scene, rest="webhooks/")),
    "rest-deliveries": Counted("administrator", lambda scene: webhook_rows.stored(scene, rest="log")),
    "rest-bell": Counted("agent", lambda scene: bell_rows.rung(scene, "/api/v1/me/messages/")),
    "rest-telling": Counted("agent", lambda scene: "/api/v1/me/telling/", "detail"),
    "webhooks": Counted("administrator", webhook_rows.stored),
    "webhook": Counted("administrator", lambda scene: webhook_rows.stored(scene, is_one=True), "detail"),
}
