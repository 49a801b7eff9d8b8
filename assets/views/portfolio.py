"""`/services/`: the portfolio of applications and infrastructure services, and the licenses."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assets.actions.licenses import add_license, change_license
from assets.actions.services import change_portfolio
from assets.choices import DataClass, ServiceKind, Tier
from assets.filters import SERVICE_SORTS, ServiceFilters, service_rows
from assets.forms.asset import as_typed
from assets.forms.fields import offering
from assets.forms.portfolio import LicenseForm, ServiceForm, license_values, service_values
from assets.impact_map import impact_of, label_of, words_of
from assets.models import License, Service
from assets.views.asset import cover_of, hidden_fields, relation_lines
from hospital_itsm.audit.history import history_of
from hospital_itsm.core.access import can
from hospital_itsm.core.list_page import ListPage
from hospital_itsm.core.panels import panels_for
from hospital_itsm.core.views import PageView
from hospital_itsm.people.choices import Domain
from hospital_itsm.people.views.form_page import FormPage, posted


class PortfolioView(ListPage):
    """Every service by its code, tier or name."""

    access = "portfolio.read"
    template = "assets/portfolio.html"
    rows_template = "assets/_service_rows.html"
    filters = ServiceFilters
    orders = SERVICE_SORTS

    def rows(self, request: HttpRequest, today: date) -> Any:
        """Visible services."""
        return service_rows(request.user, request.GET)

    def more_context(self, request: HttpRequest) -> dict[str, Any]:
        """Menus, and whether this person keeps the portfolio."""
        return {
            "menus": [
                (name, label, choices, request.GET.get(name, ""))
                for name, label, choices in (
                    ("kind", _("Kind"), ServiceKind.choices),
                    ("tier", _("Tier"), Tier.choices),
                    ("domain", _("Answers to"), Domain.choices),
                    ("data", _("Data"), DataClass.choices),
                )
            ],
            "may_manage": can(request.user, "portfolio.manage"),
        }


class ServiceView(PageView):
    """`/services/<code>/`: one service: who answers for it, what it needs, what it costs to lose it."""

    access = "portfolio.read"

    def get(self, request: HttpRequest, code: str) -> HttpResponse:
        """Show it."""
        joined = ("owner", "clinical_owner", "vendor", "contract__vendor", "team")
        rows = Service.objects.visible_to(request.user).select_related(*joined)
        service = get_object_or_404(rows, code=code)
        today = timezone.localdate()
        context = {
            "service": service,
            "relations": relation_lines(service, request.user),
            "licenses": list(service.licenses.select_related("vendor")),
            "cover": cover_of(service, request.user, today),
            "may_manage": can(request.user, "portfolio.manage", service),
            "panels": panels_for(service, request.user),
            "history": history_of([service], hidden=hidden_fields(request.user)),
        }
        return render(request, "assets/service.html", context)


class ServiceImpactView(PageView):
    """`/services/<code>/impact/`: what fails if this service fails."""

    access = "portfolio.read"

    def get(self, request: HttpRequest, code: str) -> HttpResponse:
        """Draw the map and the lists."""
        service = get_object_or_404(Service.objects.visible_to(request.user), code=code)
        context = {
            "layout": "layouts/agent.html",
            "thing": service,
            "label": label_of(service),
            "words": words_of(service),
            "impact": impact_of(service, request.user, timezone.now()),
        }
        is_fragment = request.headers.get("HX-Request") == "true"
        return render(request, "assets/_impact.html" if is_fragment else "assets/impact.html", context)


class EditServiceView(FormPage):
    """`/services/<code>/edit/`."""

    access = "portfolio.manage"
    button = gettext_lazy("Save")
    done = gettext_lazy("The portfolio entry is changed.")

    def row(self, request: HttpRequest, **where: Any) -> Service:
        """The service of the address."""
        rows = Service.objects.visible_to(request.user).select_related("owner", "clinical_owner")
        found: Service = get_object_or_404(rows, code=where["code"])
        return found

    def form(self, request: HttpRequest, row: Any) -> forms.Form:
        """Its present values."""
        return offering(ServiceForm(posted(request), initial=service_values(row)), request.user)

    def act(self, request: HttpRequest, row: Any, data: dict[str, Any]) -> Service:
        """Change it."""
        version = data.pop("version")
        return change_portfolio(row, actor=request.user, fields=data, version=version)

    def stored(self, row: Any) -> Mapping[str, Any]:
        """Its present values."""
        values = {name: value for name, value in service_values(row).items() if name != "version"}
        return as_typed(ServiceForm(), values)

    def heading(self, row: Any) -> str:
        """Names it."""
        return _("Change %(name)s") % {"name": row.name}


class LicensesView(PageView):
    """`/services/licenses/`: what is bought, given out and used; what is over comes first."""

    access = "portfolio.read"

    def get(self, request: HttpRequest) -> HttpResponse:
        """List them."""
        found = (
            License.objects.visible_to(request.user)
            .filter(is_active=True)
            .select_related("service", "vendor")
        )
        rows = sorted(found[:500], key=lambda row: (row.assigned <= row.entitled, row.product.lower()))
        return render(
            request,
            "assets/licenses.html",
            {"licenses": rows, "may_manage": can(request.user, "portfolio.manage")},
        )


class LicenseFormPage(FormPage):
    """A form about a license."""

    access = "portfolio.manage"

    def back(self, row: Any) -> str:
        """The list."""
        return reverse("assets:licenses")


class NewLicenseView(LicenseFormPage):
    """`/services/licenses/new/`; `?service=` names the service."""

    button = gettext_lazy("Add the license")
    done = gettext_lazy("The license is added.")

    def form(self, request: HttpRequest, row: Any) -> forms.Form:
        """Empty but for the service."""
        service = Service.objects.visible_to(request.user).filter(code=request.GET.get("service", "")).first()
        initial = {"service": service, "currency": "USD", "assigned": 0, "is_active": True}
        return offering(LicenseForm(posted(request), initial=initial), request.user)

    def act(self, request: HttpRequest, row: Any, data: dict[str, Any]) -> Any:
        """Add it and go to its service, or to the list."""
        data.pop("version")
        made = add_license(actor=request.user, fields=data)
        return made.service or "assets:licenses"

    def heading(self, row: Any) -> str:
        """What the page does."""
        return _("Add a license")


class EditLicenseView(LicenseFormPage):
    """`/services/licenses/<pk>/`."""

    button = gettext_lazy("Save")
    done = gettext_lazy("The license is changed.")

    def row(self, request: HttpRequest, **where: Any) -> License:
        """The license of the address."""
        found: License = get_object_or_404(License.objects.visible_to(request.user), pk=where["pk"])
        return found

    def form(self, request: HttpRequest, row: Any) -> forms.Form:
        """Its present values."""
        return offering(LicenseForm(posted(request), initial=license_values(row)), request.user)

    def act(self, request: HttpRequest, row: Any, data: dict[str, Any]) -> Any:
        """Change it and go to its service, or to the list."""
        version = data.pop("version")
        changed = change_license(row, actor=request.user, fields=data, version=version)
        return changed.service or "assets:licenses"

    def stored(self, row: Any) -> Mapping[str, Any]:
        """Its present values."""
        values = {name: value for name, value in license_values(row).items() if name != "version"}
        return as_typed(LicenseForm(), values)

    def heading(self, row: Any) -> str:
        """Names the product."""
        return row.product
