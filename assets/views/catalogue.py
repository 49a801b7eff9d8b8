"""The catalogue: `/assets/models/`, and the custom fields of each class."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assets.actions import catalogue, custom_fields
from assets.choices import AssetClass
from assets.filters import MODEL_SORTS, ModelFilters, model_rows
from assets.forms.asset import as_typed
from assets.forms.catalogue import (
    CustomFieldForm,
    ModelForm,
    NewCustomFieldForm,
    custom_field_values,
    model_values,
)
from assets.models import Asset, CustomField, DeviceModel
from hospital_itsm.audit.history import history_of
from hospital_itsm.core.access import can, require
from hospital_itsm.core.list_page import ListPage
from hospital_itsm.core.panels import panels_for
from hospital_itsm.core.views import PageView
from hospital_itsm.people.views.form_page import FormPage, posted


class ModelsView(ListPage):
    """`/assets/models/`: what the house has or may have, by name."""

    access = "portfolio.read"
    template = "assets/models.html"
    rows_template = "assets/_model_rows.html"
    filters = ModelFilters
    orders = MODEL_SORTS

    def rows(self, request: HttpRequest, today: date) -> Any:
        """Visible models with the number of things of each."""
        return model_rows(request.user, request.GET)

    def more_context(self, request: HttpRequest) -> dict[str, Any]:
        """Classes to choose from, and whether this person adds models."""
        return {
            "classes": AssetClass.choices,
            "chosen": request.GET.get("class", ""),
            "may_manage": can(request.user, "asset.manage"),
        }


class ModelView(PageView):
    """`/assets/models/<pk>/`."""

    access = "portfolio.read"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show it, with how many stand in which status."""
        rows = DeviceModel.objects.visible_to(request.user).select_related("manufacturer")
        model = get_object_or_404(rows, pk=pk)
        found = Asset.objects.visible_to(request.user).filter(model=model)
        counted = found.values_list("status").annotate(count=Count("pk")).order_by("-count")
        words = dict(Asset._meta.get_field("status").choices or ())
        context = {
            "model": model,
            "identifiers": list(model.identifiers.all()),
            "statuses": [(code, words[code], count) for code, count in counted],
            "may_manage": can(request.user, "asset.manage"),
            "may_add": can(request.user, "asset.edit"),
            "panels": panels_for(model, request.user),
            "history": history_of([model]),
        }
        return render(request, "assets/model.html", context)


class ModelFormPage(FormPage):
    """A form about a model."""

    access = "asset.manage"

    def form(self, request: HttpRequest, row: Any) -> forms.Form:
        """Everything that is known of it."""
        initial = model_values(row) if row else {"asset_class": AssetClass.CLINICAL_DEVICE}
        return ModelForm(posted(request), initial=initial)


class NewModelView(ModelFormPage):
    """`/assets/models/new/`."""

    button = gettext_lazy("Add the model")
    done = gettext_lazy("The model is added.")

    def act(self, request: HttpRequest, row: Any, data: dict[str, Any]) -> DeviceModel:
        """Add it."""
        data.pop("version")
        identifiers = data.pop("identifiers")
        return catalogue.add_model(actor=request.user, fields=data, identifiers=identifiers)

    def heading(self, row: Any) -> str:
        """What the page does."""
        return _("Add a model")

    def back(self, row: Any) -> str:
        """The catalogue."""
        return reverse("assets:models")


class EditModelView(ModelFormPage):
    """`/assets/models/<pk>/edit/`."""

    button = gettext_lazy("Save")
    done = gettext_lazy("The model is changed.")

    def row(self, request: HttpRequest, **where: Any) -> DeviceModel:
        """The model of the address."""
        found: DeviceModel = get_object_or_404(DeviceModel.objects.visible_to(request.user), pk=where["pk"])
        return found

    def act(self, request: HttpRequest, row: Any, data: dict[str, Any]) -> DeviceModel:
        """Change it."""
        version, identifiers = data.pop("version"), data.pop("identifiers")
        return catalogue.change_model(
            row.pk, actor=request.user, fields=data, identifiers=identifiers, version=version
        )

    def stored(self, row: Any) -> Mapping[str, Any]:
        """Its present values."""
        values = {name: value for name, value in model_values(row).items() if name != "version"}
        return as_typed(ModelForm(), values)

    def heading(self, row: Any) -> str:
        """Names it."""
        return _("Change %(name)s") % {"name": row.name}


class RetireModelView(PageView):
    """`/assets/models/<pk>/retire/` and `/restore/`."""

    access = "asset.manage"
    http_method_names = ["post"]
    back = False

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Offer it no more, or again."""
        model = get_object_or_404(DeviceModel.objects.visible_to(request.user), pk=pk)
        require(request.user, "asset.manage", model)
        act = catalogue.restore_model if self.back else catalogue.retire_model
        act(pk, actor=request.user)
        messages.success(
            request, _("The model is in use again.") if self.back else _("The model is retired.")
        )
        return redirect(model)


class CustomFieldsView(PageView):
    """`/assets/fields/`: the fields a hospital added, by class."""

    access = "asset.manage"

    def get(self, request: HttpRequest) -> HttpResponse:
        """List them."""
        return render(request, "assets/fields.html", {"fields": list(CustomField.objects.all())})


class NewCustomFieldView(FormPage):
    """`/assets/fields/new/`."""

    access = "asset.manage"
    button = gettext_lazy("Add the field")
    done = gettext_lazy("The field is added.")

    def form(self, request: HttpRequest, row: Any) -> forms.Form:
        """Empty."""
        return NewCustomFieldForm(posted(request), initial={"position": 0, "is_active": True})

    def act(self, request: HttpRequest, row: Any, data: dict[str, Any]) -> str:
        """Add it and go to the list."""
        data.pop("version")
        custom_fields.add_custom_field(actor=request.user, **data)
        return "assets:fields"

    def heading(self, row: Any) -> str:
        """What the page does."""
        return _("Add a field")

    def back(self, row: Any) -> str:
        """The list."""
        return reverse("assets:fields")


class EditCustomFieldView(FormPage):
    """`/assets/fields/<pk>/`."""

    access = "asset.manage"
    button = gettext_lazy("Save")
    done = gettext_lazy("The field is changed.")

    def row(self, request: HttpRequest, **where: Any) -> CustomField:
        """The field of the address."""
        return get_object_or_404(CustomField, pk=where["pk"])

    def form(self, request: HttpRequest, row: Any) -> forms.Form:
        """Its present values."""
        return CustomFieldForm(posted(request), initial=custom_field_values(row))

    def act(self, request: HttpRequest, row: Any, data: dict[str, Any]) -> str:
        """Change it and go to the list."""
        version = data.pop("version")
        custom_fields.change_custom_field(row, actor=request.user, fields=data, version=version)
        return "assets:fields"

    def stored(self, row: Any) -> Mapping[str, Any]:
        """Its present values."""
        return {name: value for name, value in custom_field_values(row).items() if name != "version"}

    def heading(self, row: Any) -> str:
        """Names it and its class."""
        return f"{row.get_asset_class_display()}: {row.label}"

    def back(self, row: Any) -> str:
        """The list."""
        return reverse("assets:fields")
