"""Business associate agreements: the register, the page of one, the forms that add, change and end."""

from datetime import date
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hospital_itsm.audit.history import history_of
from hospital_itsm.core.access import can
from hospital_itsm.core.list_page import ListPage
from hospital_itsm.core.panels import panels_for
from hospital_itsm.core.views import PageView
from hospital_itsm.people.views.form_page import FormPage, posted
from vendors.actions import baas
from vendors.attention import named_gaps
from vendors.baa_words import baa_lines, provision_rows, warnings_of
from vendors.choices import BaaState, Provision
from vendors.filters_baas import BAA_SORTS, BaaFilters, baa_rows
from vendors.forms.baas import (
    BaaForm,
    EndBaaForm,
    NewBaaForm,
    SubcontractorsForm,
    baa_fields,
    baa_values,
    subcontractor_rows,
)
from vendors.models import Baa
from vendors.views.contracts import chosen_vendor


class BaasView(ListPage):
    """`/vendors/baa/`: the register, what ends first before the rest."""

    access = "baa.read"
    template = "vendors/baas.html"
    rows_template = "vendors/_baa_rows.html"
    filters = BaaFilters
    orders = BAA_SORTS

    def rows(self, request: HttpRequest, today: date) -> Any:
        """Visible agreements."""
        return baa_rows(request.user, request.GET, today)

    def more_context(self, request: HttpRequest) -> dict[str, Any]:
        """Menus of the filters, and vendors that touch patient data without an agreement, by name."""
        gaps, has_more_gaps = named_gaps(request.user, timezone.localdate())
        return {
            "states": BaaState.choices,
            "state": request.GET.get("state", ""),
            "provisions": Provision.choices,
            "lacks": request.GET.get("lacks", ""),
            "gaps": gaps,
            "has_more_gaps": has_more_gaps,
            "may_add": can(request.user, "baa.manage"),
        }


class BaaView(PageView):
    """`/vendors/baa/<pk>/`: how it stands, what it says and lacks, who else touches the data."""

    access = "baa.read"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show it."""
        baa = baa_or_404(request, pk)
        today = timezone.localdate()
        (line,) = baa_lines([baa], today)
        successor = Baa.objects.filter(succeeds=baa).first()
        others = list(baa.subcontractors.all())
        is_over = baa.terminated_on is not None or line.state == BaaState.REPLACED
        may_manage = can(request.user, "baa.manage", baa) and not is_over
        context = {
            "baa": baa,
            "line": line,
            "provisions": provision_rows(baa),
            "subcontractors": others,
            "warnings": warnings_of(baa, others),
            "successor": successor,
            "may_manage": may_manage,
            "may_renew": may_manage and baa.executed_on is not None and successor is None,
            "panels": panels_for(baa, request.user),
            "history": history_of([baa]),
        }
        return render(request, "vendors/baa.html", context)


def baa_or_404(request: HttpRequest, pk: int) -> Baa:
    """The agreement of an address. Raises Http404 where the person does not see it."""
    rows = Baa.objects.visible_to(request.user).select_related("vendor", "owner", "succeeds")
    found: Baa = get_object_or_404(rows, pk=pk)
    return found


class BaaFormPage(FormPage):
    """A form about an agreement."""

    access = "baa.manage"
    template = "vendors/baa_form.html"

    def row(self, request: HttpRequest, **where: Any) -> Baa:
        """The agreement of the address."""
        return baa_or_404(request, where["pk"])


class NewBaaView(FormPage):
    """`/vendors/baa/new/`, with `?vendor=<pk>` for one of this vendor."""

    access = "baa.manage"
    template = "vendors/baa_form.html"
    button = gettext_lazy("Add the BAA")
    done = gettext_lazy("The BAA is added.")

    def form(self, request: HttpRequest, row: Any) -> forms.Form:
        """Everything an agreement says."""
        return NewBaaForm(posted(request), initial={"vendor": chosen_vendor(request)})

    def act(self, request: HttpRequest, row: Any, data: dict[str, Any]) -> Baa:
        """Add it."""
        data.pop("version")
        return baas.create_baa(actor=request.user, vendor=data.pop("vendor"), **baa_values(data))

    def heading(self, row: Any) -> str:
        """What the page does."""
        return _("Add a business associate agreement")

    def back(self, row: Any) -> str:
        """The register."""
        return reverse("vendors:baas")


class EditBaaView(BaaFormPage):
    """`/vendors/baa/<pk>/edit/`."""

    button = gettext_lazy("Save")
    done = gettext_lazy("The BAA is changed.")

    def form(self, request: HttpRequest, row: Any) -> forms.Form:
        """Everything it says."""
        return BaaForm(posted(request), initial=baa_fields(row), owner=row.owner_id)

    def act(self, request: HttpRequest, row: Any, data: dict[str, Any]) -> Baa:
        """Change it."""
        version = data.pop("version")
        return baas.change_baa(row.pk, actor=request.user, fields=baa_values(data), version=version)

    def stored(self, row: Any) -> dict[str, Any]:
        """Its present values."""
        return {name: value for name, value in baa_fields(row).items() if name != "version"}

    def heading(self, row: Any) -> str:
        """Names it."""
        return _("Change the BAA with %(name)s") % {"name": row.vendor.name}


class RenewBaaView(BaaFormPage):
    """`/vendors/baa/<pk>/renew/`: the agreement that follows, beginning with what this one says."""

    button = gettext_lazy("Add the renewal")
    done = gettext_lazy("The renewal is added.")

    def form(self, request: HttpRequest, row: Any) -> forms.Form:
        """What stays the same is filled in; its dates are not."""
        dates = {"executed_on": None, "effective_on": None, "expires_on": None, "reviewed_on": None}
        return BaaForm(posted(request), initial={**baa_fields(row), **dates}, owner=row.owner_id)

    def act(self, request: HttpRequest, row: Any, data: dict[str, Any]) -> Baa:
        """Add it."""
        version = data.pop("version")
        return baas.renew_baa(row.pk, actor=request.user, version=version, **baa_values(data))

    def heading(self, row: Any) -> str:
        """Names it."""
        return _("Renew the BAA with %(name)s") % {"name": row.vendor.name}

    def more_context(self, request: HttpRequest, row: Any) -> dict[str, Any]:
        """What it means."""
        return {
            "told": _(
                "The earlier BAA stays on record and holds until the day before the new one begins. Subcontractors "
                "and documents are entered on the new one."
            )
        }


class EndBaaView(BaaFormPage):
    """`/vendors/baa/<pk>/terminate/`."""

    template = "generic/form.html"
    button = gettext_lazy("Terminate the BAA")
    done = gettext_lazy("The BAA is terminated.")

    def form(self, request: HttpRequest, row: Any) -> forms.Form:
        """From when and why."""
        return EndBaaForm(posted(request), initial={"version": row.version})

    def act(self, request: HttpRequest, row: Any, data: dict[str, Any]) -> Baa:
        """Terminate it."""
        return baas.terminate_baa(row.pk, actor=request.user, **data)

    def heading(self, row: Any) -> str:
        """Names it."""
        return _("Terminate the BAA with %(name)s") % {"name": row.vendor.name}

    def more_context(self, request: HttpRequest, row: Any) -> dict[str, Any]:
        """What it means."""
        return {
            "told": _(
                "If the vendor still touches patient data, new contracts, purchases and remote access stop from that "
                "day. Its record is kept and cannot be changed any more."
            )
        }


class SubcontractorsView(BaaFormPage):
    """`/vendors/baa/<pk>/subcontractors/`: all of them at once."""

    template = "vendors/baa_subcontractors.html"
    button = gettext_lazy("Save")
    done = gettext_lazy("The subcontractors are saved.")

    def form(self, request: HttpRequest, row: Any) -> forms.Form:
        """A line for each, and some to spare."""
        rows = list(row.subcontractors.all())
        return SubcontractorsForm(posted(request), rows=rows, initial={"version": row.version})

    def act(self, request: HttpRequest, row: Any, data: dict[str, Any]) -> Baa:
        """Keep those that have a name."""
        fields = {"subcontractors": subcontractor_rows(data)}
        return baas.change_baa(row.pk, actor=request.user, fields=fields, version=data["version"])

    def heading(self, row: Any) -> str:
        """Names it."""
        return _("Subcontractors of %(name)s") % {"name": row.vendor.name}
