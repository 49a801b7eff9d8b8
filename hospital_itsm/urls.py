"""All addresses of the product."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("hospital_itsm.core.urls")),
    path("", include("hospital_itsm.people.account_urls")),
    path("", include("hospital_itsm.people.urls")),
    path("", include("hospital_itsm.core.health_urls")),
    path("", include("hospital_itsm.outbox.urls")),
]
