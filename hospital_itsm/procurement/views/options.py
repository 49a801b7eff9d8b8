"""The options of a purchase and their lines, and choosing one."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hospital_itsm.core.access import require
from hospital_itsm.core.views import PageView
from hospital_itsm.people.views.form_page import FormPage, posted
from hospital_itsm.procurement.actions import options
from hospital_itsm.procurement.forms.purchases import (
    ChooseForm,
    LineForm,
    OptionForm,
    line_fields,
    option_fields,
)
from hospital_itsm.procurement.models import Option, OptionLine, Purchase
from hospital_itsm.procurement.page import options_of
from hospital_itsm.procurement.views.purchases import purchase_or_404


class DraftPage(FormPage):
    """A form about a part of a purchase; its row is the purchase."""

    access = "purchase.edit"

    def row(self, request: HttpRequest, **where: Any) -> Purchase:
        """The purchase of the address, with the key of the part."""
        purchase = purchase_or_404(request, where["number"])
        self.part = where.get("pk", 0)
        return purchase

    def option(self, purchase: Purchase) -> Option:
        """The option of the address."""
        rows = purchase.options.select_related("vendor")
        found: Option = get_object_or_404(rows, pk=self.part)
        return found


class NewOptionView(DraftPage):
    """`/purchases/<number>/options/new/`."""

    button = gettext_lazy("Add the option")
    done = gettext_lazy("The option is added. Now add its lines.")

    def form(self, request: HttpRequest, row: Any) -> forms.Form:
        """What a vendor offers."""
        first = {"version": row.version, "currency": "USD", "quoted_on": timezone.localdate()}
        return OptionForm(posted(request), initial=first)

    def act(self, request: HttpRequest, row: Any, data: dict[str, Any]) -> Purchase:
        """Add it."""
        return options.add_option(row.number, actor=request.user, **data).purchase

    def heading(self, row: Any) -> str:
        """Names the purchase."""
        return _("Add an option to %(number)s") % {"number": row.number}


class EditOptionView(DraftPage):
    """`/purchases/<number>/options/<key>/edit/`."""

    button = gettext_lazy("Save")
    done = gettext_lazy("The option is changed.")

    def form(self, request: HttpRequest, row: Any) -> forms.Form:
        """What it says."""
        option = self.option(row)
        first = {**option_fields(option), "version": row.version}
        return OptionForm(posted(request), initial=first, vendor=option.vendor_id)

    def act(self, request: HttpRequest, row: Any, data: dict[str, Any]) -> Purchase:
        """Change it."""
        version = data.pop("version")
        data["extra"] = data["extra"] or 0
        options.change_option(row.number, self.part, actor=request.user, fields=data, version=version)
        return row

    def stored(self, row: Any) -> dict[str, Any]:
        """Its present values."""
        return option_fields(self.option(row))

    def heading(self, row: Any) -> str:
        """Names the vendor."""
        return _("Change the option of %(vendor)s") % {"vendor": self.option(row).vendor.name}


class NewLineView(DraftPage):
    """`/purchases/<number>/options/<key>/lines/new/`."""

    button = gettext_lazy("Add the line")
    done = gettext_lazy("The line is added.")

    def form(self, request: HttpRequest, row: Any) -> forms.Form:
        """Pieces of one thing."""
        self.option(row)
        return LineForm(posted(request), initial={"version": row.version, "quantity": 1})

    def act(self, request: HttpRequest, row: Any, data: dict[str, Any]) -> Purchase:
        """Add it."""
        options.add_line(row.number, self.part, actor=request.user, **data)
        return row

    def heading(self, row: Any) -> str:
        """Names the vendor."""
        return _("Add a line to the option of %(vendor)s") % {"vendor": self.option(row).vendor.name}


class EditLineView(DraftPage):
    """`/purchases/<number>/lines/<key>/edit/`."""

    button = gettext_lazy("Save")
    done = gettext_lazy("The line is changed.")

    def form(self, request: HttpRequest, row: Any) -> forms.Form:
        """What it says."""
        return LineForm(posted(request), initial={**line_fields(self.line(row)), "version": row.version})

    def line(self, purchase: Purchase) -> OptionLine:
        """The line of the address."""
        rows = OptionLine.objects.filter(option__purchase=purchase).select_related("model")
        found: OptionLine = get_object_or_404(rows, pk=self.part)
        return found

    def act(self, request: HttpRequest, row: Any, data: dict[str, Any]) -> Purchase:
        """Change it."""
        version = data.pop("version")
        options.change_line(row.number, self.part, actor=request.user, fields=data, version=version)
        return row

    def stored(self, row: Any) -> dict[str, Any]:
        """Its present values."""
        return line_fields(self.line(row))

    def heading(self, row: Any) -> str:
        """Names it."""
        return _("Change “%(what)s”") % {"what": self.line(row).what}


class ChooseView(DraftPage):
    """`/purchases/<number>/choose/`: the option, and the decision memo."""

    button = gettext_lazy("Record the choice")
    done = gettext_lazy("The choice is recorded.")

    def form(self, request: HttpRequest, row: Any) -> forms.Form:
        """Which one, and why."""
        found = [
            (str(one.option.pk), f"{one.option.vendor.name}, {one.option.currency} {one.option.amount:,.2f}")
            for one in options_of(row)
        ]
        first = {"version": row.version, "option": row.chosen_id, "memo": row.memo}
        return ChooseForm(posted(request), initial=first, choices=found)

    def act(self, request: HttpRequest, row: Any, data: dict[str, Any]) -> Purchase:
        """Choose it."""
        return options.choose_option(row.number, actor=request.user, **data)

    def stored(self, row: Any) -> dict[str, Any]:
        """The present choice."""
        return {"option": str(row.chosen_id or ""), "memo": row.memo}

    def heading(self, row: Any) -> str:
        """Names the purchase."""
        return _("Choose an option for %(number)s") % {"number": row.number}


class RemoveView(PageView):
    """A part of a draft that is removed, sent from its page."""

    access = "purchase.edit"
    http_method_names = ["post"]

    def post(self, request: HttpRequest, number: str, pk: int) -> HttpResponse:
        """Remove it."""
        purchase = purchase_or_404(request, number)
        require(request.user, "purchase.edit", purchase)
        self.remove(request, purchase, pk)
        return redirect(purchase)

    def remove(self, request: HttpRequest, purchase: Purchase, pk: int) -> None:
        """Remove the part."""
        raise NotImplementedError


class RemoveOptionView(RemoveView):
    """`/purchases/<number>/options/<key>/remove/`."""

    def remove(self, request: HttpRequest, purchase: Purchase, pk: int) -> None:
        """The option."""
        get_object_or_404(purchase.options, pk=pk)
        options.remove_option(purchase.number, pk, actor=request.user)


class RemoveLineView(RemoveView):
    """`/purchases/<number>/lines/<key>/remove/`."""

    def remove(self, request: HttpRequest, purchase: Purchase, pk: int) -> None:
        """The line."""
        get_object_or_404(OptionLine.objects.filter(option__purchase=purchase), pk=pk)
        options.remove_line(purchase.number, pk, actor=request.user)
