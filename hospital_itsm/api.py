"""REST: every address under `/api/v1/`, its schema and its page of documentation."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, URLResolver, include, path, reverse
from drf_spectacular.views import SpectacularJSONAPIView

from hospital_itsm.core.views import PageView
from hospital_itsm.feed.api import ChangeFeed
from hospital_itsm.glossary.api.terms import Terms
from hospital_itsm.outbox.api import MyMessages, MyTelling
from hospital_itsm.search.api.search import Search


class DocsView(PageView):
    """The documentation of REST as a page."""

    public_because = "It shows the schema of the interface, which is the same in every installation."

    def get(self, request: HttpRequest) -> HttpResponse:
        """The page; it draws the schema with the sidecar's Swagger UI."""
        return render(request, "api/docs.html", {"schema_url": reverse("api:schema")})


app_name = "api"
urlpatterns: list[URLPattern | URLResolver] = [
    path("schema/", SpectacularJSONAPIView.as_view(authentication_classes=[]), name="schema"),
    path("docs/", DocsView.as_view(), name="docs"),
    path("changes", ChangeFeed.as_view({"get": "list"}), name="changes"),
    path("changes/", ChangeFeed.as_view({"get": "list"}, schema=None), name="changes_slash"),
    path("me/messages/", MyMessages.as_view({"get": "list"}), name="my_messages"),
    path("me/messages/read/", MyMessages.as_view({"post": "read"}), name="read_my_messages"),
    path("me/telling/", MyTelling.as_view({"get": "list", "patch": "partial_update"}), name="my_telling"),
    path("", include("hospital_itsm.people.api.urls")),
    path("", include("hospital_itsm.approvals.api.urls")),
    path("", include("hospital_itsm.discovery.api.urls")),
    path("", include("hospital_itsm.cmms.api.urls")),
    path("", include("assets.api.urls")),
    path("search/", Search.as_view({"get": "list"}), name="search"),
    path("glossary/", Terms.as_view({"get": "list"}), name="glossary"),
    path("glossary/<row_name:name>/", Terms.as_view({"get": "retrieve"}), name="glossary_term"),
    path("", include("vendors.api.urls")),
    path("", include("hospital_itsm.vendor_file.api.urls")),
    path("", include("hospital_itsm.vendor_work.api.urls")),
    path("", include("hospital_itsm.underpinning.api.urls")),
    path("", include("hospital_itsm.budget.api.urls")),
    path("", include("hospital_itsm.procurement.api.urls")),
    path("", include("hospital_itsm.continuity.api.urls")),
    path("", include("hospital_itsm.setup.api.urls")),
    path("", include("hospital_itsm.macros.api.urls")),
    path("", include("hospital_itsm.messaging.api.urls")),
    path("", include("hospital_itsm.worklog.api.urls")),
    path("", include("hospital_itsm.following.api.urls")),
    path("", include("hospital_itsm.bulk.api.urls")),
    path("", include("hospital_itsm.joint.api.urls")),
    path("", include("hospital_itsm.links.api.urls")),
    path("", include("hospital_itsm.privacy.api.urls")),
    path("", include("hospital_itsm.splitting.api.urls")),
    path("", include("hospital_itsm.similar.api.urls")),
    path("", include("hospital_itsm.importing.api.urls")),
    path("", include("hospital_itsm.procedures.api.urls")),
    path("", include("hospital_itsm.safety.api.urls")),
    path("", include("hospital_itsm.kpi.api.urls")),
    path("", include("hospital_itsm.dashboards.api.urls")),
    path("", include("hospital_itsm.reports.api.urls")),
    path("", include("hospital_itsm.redaction.api.urls")),
    path("", include("hospital_itsm.desk.api.urls")),
    path("", include("hospital_itsm.webhooks.api.urls")),
    path("", include("tickets.api.urls")),
]
