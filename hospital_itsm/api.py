"""REST: every address under `/api/v1/`, its schema and its page of documentation."""

from django.urls import URLPattern, URLResolver, include, path
from drf_spectacular.views import SpectacularJSONAPIView

from assets.api import Services
from vendors.api import Vendors

app_name = "api"
urlpatterns: list[URLPattern | URLResolver] = [
    path("schema/", SpectacularJSONAPIView.as_view(), name="schema"),
    path("", include("hospital_itsm.people.api.urls")),
    path("services/", Services.as_view({"get": "list"}), name="services"),
    path("services/<str:name>/", Services.as_view({"get": "retrieve"}), name="service"),
    path("vendors/", Vendors.as_view({"get": "list"}), name="vendors"),
    path("vendors/<str:name>/", Vendors.as_view({"get": "retrieve"}), name="vendor"),
    path("", include("tickets.api.urls")),
]
