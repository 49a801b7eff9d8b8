"""Addresses of assets and services."""

from assets.views.setup_services import SERVICES
from hospital_itsm.people.views.setup_rows import paths

app_name = "assets"
urlpatterns = [*paths(SERVICES, "services")]
