"""All addresses of the product."""

from django.urls import URLPattern, URLResolver, include, path

from hospital_itsm.core.routes import routes_of

handler400 = "hospital_itsm.core.error_pages.bad_request"
handler404 = "hospital_itsm.core.error_pages.not_found"
handler500 = "hospital_itsm.core.error_pages.server_error"

urlpatterns: list[URLPattern | URLResolver] = [
    routes_of("hospital_itsm.core.urls"),
    routes_of("hospital_itsm.people.account_urls"),
    routes_of("hospital_itsm.people.urls"),
    routes_of("hospital_itsm.signin.account_urls"),
    routes_of("hospital_itsm.signin.urls"),
    routes_of("hospital_itsm.core.health_urls"),
    routes_of("hospital_itsm.jobs.urls"),
    routes_of("hospital_itsm.outbox.urls"),
    routes_of("hospital_itsm.webhooks.urls"),
    routes_of("hospital_itsm.approvals.urls"),
    routes_of("hospital_itsm.glossary.urls"),
    routes_of("hospital_itsm.discovery.urls"),
    routes_of("hospital_itsm.cmms.urls"),
    routes_of("assets.urls"),
    routes_of("hospital_itsm.coverage.urls"),
    routes_of("hospital_itsm.vendor_file.urls"),
    routes_of("hospital_itsm.vendor_work.urls"),
    routes_of("hospital_itsm.importing.urls"),
    routes_of("vendors.urls"),
    routes_of("hospital_itsm.underpinning.urls"),
    routes_of("hospital_itsm.budget.urls"),
    routes_of("hospital_itsm.procurement.urls"),
    routes_of("hospital_itsm.continuity.urls"),
    routes_of("hospital_itsm.shifts.urls"),
    routes_of("hospital_itsm.macros.urls"),
    routes_of("hospital_itsm.messaging.urls"),
    routes_of("hospital_itsm.worklog.urls"),
    routes_of("hospital_itsm.following.urls"),
    routes_of("hospital_itsm.triage.urls"),
    routes_of("hospital_itsm.bulk.urls"),
    routes_of("hospital_itsm.joint.urls"),
    routes_of("hospital_itsm.links.urls"),
    routes_of("hospital_itsm.splitting.urls"),
    routes_of("hospital_itsm.similar.urls"),
    routes_of("hospital_itsm.procedures.urls"),
    routes_of("hospital_itsm.safety.urls"),
    routes_of("hospital_itsm.search.urls"),
    routes_of("hospital_itsm.kpi.urls"),
    routes_of("hospital_itsm.wallboard.urls"),
    routes_of("hospital_itsm.dashboards.urls"),
    routes_of("hospital_itsm.reports.urls"),
    routes_of("hospital_itsm.redaction.urls"),
    routes_of("hospital_itsm.intake.urls"),
    routes_of("hospital_itsm.wards.urls"),
    routes_of("hospital_itsm.openings.urls"),
    routes_of("hospital_itsm.privacy.urls"),
    routes_of("hospital_itsm.setup.urls"),
    routes_of("hospital_itsm.desk.urls"),
    routes_of("tickets.urls"),
    path("api/v1/", include("hospital_itsm.api")),
]
