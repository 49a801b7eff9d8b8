"""Addresses of what is kept of vendors under `/api/v1/`."""

from typing import Any

from django.urls import path

from hospital_itsm.vendor_file.api.file import Certificates, Credentials, People, Reviews

MANY: dict[str, Any] = {"get": "list", "post": "create"}
ONE: dict[str, Any] = {"get": "retrieve", "patch": "partial_update"}

urlpatterns = [
    path("insurance_certificates/", Certificates.as_view(MANY), name="insurance_certificates"),
    path("insurance_certificates/<int:pk>/", Certificates.as_view(ONE), name="insurance_certificate"),
    path("security_reviews/", Reviews.as_view(MANY), name="security_reviews"),
    path("security_reviews/<int:pk>/", Reviews.as_view(ONE), name="security_review"),
    path("vendor_people/", People.as_view(MANY), name="vendor_people"),
    path("vendor_people/<int:pk>/", People.as_view(ONE), name="vendor_person"),
    path("vendor_credentials/", Credentials.as_view(MANY), name="vendor_credentials"),
    path("vendor_credentials/<int:pk>/", Credentials.as_view(ONE), name="vendor_credential"),
]
