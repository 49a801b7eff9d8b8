"""All addresses of the product."""

from django.urls import URLPattern, URLResolver, include, path

handler400 = "hospital_itsm.core.error_pages.bad_request"
handler404 = "hospital_itsm.core.error_pages.not_found"
handler500 = "hospital_itsm.core.error_pages.server_error"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("hospital_itsm.core.urls")),
    path("", include("hospital_itsm.people.account_urls")),
    path("", include("hospital_itsm.people.urls")),
    path("", include("hospital_itsm.signin.account_urls")),
    path("", include("hospital_itsm.signin.urls")),
    path("", include("hospital_itsm.core.health_urls")),
    path("", include("hospital_itsm.jobs.urls")),
    path("", include("hospital_itsm.outbox.urls")),
    path("", include("hospital_itsm.webhooks.urls")),
    path("", include("hospital_itsm.approvals.urls")),
    path("", include("hospital_itsm.glossary.urls")),
    path("", include("hospital_itsm.discovery.urls")),
    path("", include("hospital_itsm.cmms.urls")),
    path("", include("assets.urls")),
    path("", include("hospital_itsm.coverage.urls")),
    path("", include("hospital_itsm.vendor_file.urls")),
    path("", include("hospital_itsm.vendor_work.urls")),
    path("", include("hospital_itsm.importing.urls")),
    path("", include("vendors.urls")),
    path("", include("hospital_itsm.underpinning.urls")),
    path("", include("hospital_itsm.budget.urls")),
    path("", include("hospital_itsm.procurement.urls")),
    path("", include("hospital_itsm.continuity.urls")),
    path("", include("hospital_itsm.shifts.urls")),
    path("", include("hospital_itsm.macros.urls")),
    path("", include("hospital_itsm.worklog.urls")),
    path("", include("hospital_itsm.following.urls")),
    path("", include("hospital_itsm.bulk.urls")),
    path("", include("hospital_itsm.joint.urls")),
    path("", include("hospital_itsm.procedures.urls")),
    path("", include("hospital_itsm.safety.urls")),
    path("", include("hospital_itsm.search.urls")),
    path("", include("hospital_itsm.kpi.urls")),
    path("", include("hospital_itsm.wallboard.urls")),
    path("", include("hospital_itsm.dashboards.urls")),
    path("", include("hospital_itsm.reports.urls")),
    path("", include("hospital_itsm.intake.urls")),
    path("", include("hospital_itsm.wards.urls")),
    path("", include("hospital_itsm.openings.urls")),
    path("", include("hospital_itsm.privacy.urls")),
    path("", include("hospital_itsm.setup.urls")),
    path("", include("hospital_itsm.desk.urls")),
    path("", include("tickets.urls")),
    path("api/v1/", include("hospital_itsm.api")),
]
