"""Addresses of the inventory, the catalogue, places and the portfolio."""

from django.urls import path

from assets.exporting import ASSETS, LICENSES, LOCATIONS, MODELS
from assets.exporting import SERVICES as SERVICES_LIST
from assets.urls_recalls import RECALLS
from assets.urls_scanning import SCANNING
from assets.views import (
    asset,
    catalogue,
    certificates,
    editing,
    importing,
    listing,
    locations,
    parts,
    portfolio,
)
from assets.views.setup_services import SERVICES
from hospital_itsm.exporting.views import export_view
from hospital_itsm.people.views.setup_rows import paths

app_name = "assets"
urlpatterns = [
    path("assets/", listing.AssetsView.as_view(), name="assets"),
    path("assets/new/", editing.NewAssetView.as_view(), name="new_asset"),
    path("assets/export/", export_view(ASSETS), name="export_assets"),
    path("assets/import/", importing.NewAssetImportView.as_view(), name="imports"),
    path("assets/import/<int:pk>/", importing.AssetImportView.as_view(), name="import"),
    path("assets/import/<int:pk>/report/", importing.ImportReportView.as_view(), name="import_report"),
    path("a/<str:tag>/", asset.AssetView.as_view(), name="asset"),
    path("a/<str:tag>/edit/", editing.EditAssetView.as_view(), name="edit_asset"),
    path("a/<str:tag>/move/", editing.MoveView.as_view(), name="move_asset"),
    path("a/<str:tag>/rental/", editing.RentalView.as_view(), name="rent_asset"),
    path("a/<str:tag>/step/<slug:verb>/", editing.StepView.as_view(), name="asset_step"),
    path("a/<str:tag>/network/", parts.NetworkView.as_view(), name="asset_network"),
    path("a/<str:tag>/line/", parts.CircuitView.as_view(), name="asset_line"),
    path("a/<str:tag>/media/new/", parts.NewMediumView.as_view(), name="new_medium"),
    path(
        "a/<str:tag>/media/<int:pk>/certificate/", certificates.CertifyView.as_view(), name="certify_medium"
    ),
    path("certificates/<int:pk>/", certificates.CertificateView.as_view(), name="certificate"),
    path("certificates/<int:pk>/pdf/", certificates.CertificatePdfView.as_view(), name="certificate_pdf"),
    path("a/<str:tag>/media/<int:pk>/remove/", parts.RemoveMediumView.as_view(), name="remove_medium"),
    path("a/<str:tag>/relations/new/", parts.NewRelationView.as_view(), name="new_relation"),
    path(
        "a/<str:tag>/relations/<int:pk>/remove/", parts.RemoveRelationView.as_view(), name="remove_relation"
    ),
    path("a/<str:tag>/impact/", asset.ImpactView.as_view(), name="asset_impact"),
    path("assets/models/", catalogue.ModelsView.as_view(), name="models"),
    path("assets/models/export/", export_view(MODELS), name="export_models"),
    path("assets/models/new/", catalogue.NewModelView.as_view(), name="new_model"),
    path("assets/models/<int:pk>/", catalogue.ModelView.as_view(), name="model"),
    path("assets/models/<int:pk>/edit/", catalogue.EditModelView.as_view(), name="edit_model"),
    path("assets/models/<int:pk>/retire/", catalogue.RetireModelView.as_view(), name="retire_model"),
    path(
        "assets/models/<int:pk>/restore/", catalogue.RetireModelView.as_view(back=True), name="restore_model"
    ),
    path("assets/fields/", catalogue.CustomFieldsView.as_view(), name="fields"),
    path("assets/fields/new/", catalogue.NewCustomFieldView.as_view(), name="new_field"),
    path("assets/fields/<int:pk>/", catalogue.EditCustomFieldView.as_view(), name="field"),
    path("assets/locations/", locations.LocationsView.as_view(), name="locations"),
    path("assets/locations/export/", export_view(LOCATIONS), name="export_locations"),
    path("assets/locations/new/", locations.NewLocationView.as_view(), name="new_location"),
    path("assets/locations/<int:pk>/", locations.LocationView.as_view(), name="location"),
    path("assets/locations/<int:pk>/edit/", locations.EditLocationView.as_view(), name="edit_location"),
    path("assets/locations/<int:pk>/retire/", locations.RetireLocationView.as_view(), name="retire_location"),
    path(
        "assets/locations/<int:pk>/restore/",
        locations.RetireLocationView.as_view(back=True),
        name="restore_location",
    ),
    path("services/", portfolio.PortfolioView.as_view(), name="portfolio"),
    path("services/licenses/", portfolio.LicensesView.as_view(), name="licenses"),
    path("services/export/", export_view(SERVICES_LIST), name="export_services"),
    path("services/licenses/export/", export_view(LICENSES), name="export_licenses"),
    path("services/licenses/new/", portfolio.NewLicenseView.as_view(), name="new_license"),
    path("services/licenses/<int:pk>/", portfolio.EditLicenseView.as_view(), name="license"),
    path("services/<str:code>/", portfolio.ServiceView.as_view(), name="portfolio_service"),
    path("services/<str:code>/edit/", portfolio.EditServiceView.as_view(), name="edit_portfolio"),
    path("services/<str:code>/impact/", portfolio.ServiceImpactView.as_view(), name="service_impact"),
    *RECALLS,
    *SCANNING,
    *paths(SERVICES, "services"),
]
