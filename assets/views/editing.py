"""Forms about one asset: adding, changing, moving, network, steps, rental, media, relations."""

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assets.actions.assets import THEIRS, change_asset, create_asset
from assets.actions.loans import note_rental
from assets.actions.moving import move_asset
from assets.actions.transitions import transition
from assets.choices import AssetClass, AssetStatus
from assets.forms.asset import AssetForm, MoveForm, NewAssetForm, RentalForm, as_typed, asset_values
from assets.forms.fields import offering
from assets.forms.lookup import suggested_models, suggested_places
from assets.forms.step import StepForm
from assets.models import Asset, DeviceModel
from assets.owned_elsewhere import owner_of
from assets.queries.next_steps import next_steps
from assets.rules.lifecycle import LIFECYCLE
from assets.step_words import TOLD, button_of
from assets.views.scanned import filled_in
from hospital_itsm.people.views.form_page import FormPage, posted


class AssetFormPage(FormPage):
    """A form about an asset that is there."""

    access = "asset.edit"

    def row(self, request: HttpRequest, **where: Any) -> Asset:
        """The asset of the address."""
        rows = Asset.objects.visible_to(request.user).select_related("model", "location", "custodian")
        found: Asset = get_object_or_404(rows, tag=where["tag"].upper())
        return found


class NewAssetView(FormPage):
    """`/assets/new/`; `?model=`, `?class=` and `?scanned=` fill in what the page before knew."""

    access = "asset.edit"
    template = "assets/form.html"
    button = gettext_lazy("Add the asset")
    done = gettext_lazy("The asset is added.")

    def form(self, request: HttpRequest, row: Any) -> forms.Form:
        """Empty but for what is usual."""
        model = _model_of(request)
        asset_class = request.POST.get("asset_class") or request.GET.get("class", "")
        initial = {
            "asset_class": model.asset_class if model else asset_class or AssetClass.CLINICAL_DEVICE,
            "status": AssetStatus.IN_SERVICE,
            "model": model,
            "life_support": bool(model and model.life_support),
            "high_risk": bool(model and model.high_risk),
            "stores_phi": "unknown",
            "currency": "USD",
            "system_of_record": "ours",
            **filled_in(request),
        }
        form = NewAssetForm(posted(request), initial=initial, asset_class=asset_class)
        return offering(form, request.user)

    def act(self, request: HttpRequest, row: Any, data: dict[str, Any]) -> Asset:
        """Add it."""
        data.pop("version")
        return create_asset(actor=request.user, **data)

    def heading(self, row: Any) -> str:
        """What the page does."""
        return _("Add an asset")

    def back(self, row: Any) -> str:
        """The list."""
        return reverse("assets:assets")

    def more_context(self, request: HttpRequest, row: Any) -> dict[str, Any]:
        """Suggestions for what is typed."""
        return {"models": suggested_models(), "places": suggested_places()}


class EditAssetView(AssetFormPage):
    """`/a/<tag>/edit/`."""

    template = "assets/form.html"
    button = gettext_lazy("Save")
    done = gettext_lazy("The asset is changed.")

    def form(self, request: HttpRequest, row: Any) -> forms.Form:
        """Its present values."""
        form = AssetForm(posted(request), initial=asset_values(row), asset_class=row.asset_class)
        if owner_of(row):
            form.keep_closed(THEIRS)
        return offering(form, request.user)

    def act(self, request: HttpRequest, row: Any, data: dict[str, Any]) -> Asset:
        """Change it; a closed field that was not sent stays as it is."""
        version = data.pop("version")
        if owner_of(row):
            data = {name: value for name, value in data.items() if name not in THEIRS or name in request.POST}
        if not data["tag"]:
            data.pop("tag")
        return change_asset(row.tag, actor=request.user, fields=data, version=version)

    def stored(self, row: Any) -> dict[str, Any]:
        """Its present values, to hold against the typed ones."""
        form = AssetForm(asset_class=row.asset_class)
        return as_typed(form, {name: value for name, value in asset_values(row).items() if name != "version"})

    def heading(self, row: Any) -> str:
        """Names it."""
        return _("Change %(tag)s") % {"tag": row.tag}

    def more_context(self, request: HttpRequest, row: Any) -> dict[str, Any]:
        """Suggestions for what is typed, and whose record counts."""
        owner = owner_of(row)
        words = _("%(system)s is the system of record. Change the closed fields there.") % {"system": owner}
        return {"models": suggested_models(), "told": words if owner else ""}


class MoveView(AssetFormPage):
    """`/a/<tag>/move/`."""

    template = "assets/form.html"
    button = gettext_lazy("Move it")
    done = gettext_lazy("The move is noted.")

    def form(self, request: HttpRequest, row: Any) -> forms.Form:
        """Where it is now."""
        names = ("location", "room", "care_area", "custodian", "custodian_text", "version")
        return MoveForm(posted(request), initial={name: getattr(row, name) for name in names})

    def act(self, request: HttpRequest, row: Any, data: dict[str, Any]) -> Asset:
        """Note the move."""
        version, reason = data.pop("version"), data.pop("reason")
        return move_asset(row.tag, actor=request.user, to=data, reason=reason, version=version)

    def heading(self, row: Any) -> str:
        """Names it."""
        return _("Move %(tag)s") % {"tag": row.tag}

    def more_context(self, request: HttpRequest, row: Any) -> dict[str, Any]:
        """Suggestions for what is typed."""
        return {"places": suggested_places()}


class RentalView(AssetFormPage):
    """`/a/<tag>/rental/`: it belongs to a vendor and goes back."""

    button = gettext_lazy("Note it")
    done = gettext_lazy("It is noted.")

    def form(self, request: HttpRequest, row: Any) -> forms.Form:
        """Whose it is, and until when."""
        return RentalForm(posted(request), initial={"version": row.version})

    def act(self, request: HttpRequest, row: Any, data: dict[str, Any]) -> Asset:
        """Note it."""
        return note_rental(row.tag, actor=request.user, **data).asset

    def heading(self, row: Any) -> str:
        """Names it."""
        return _("%(tag)s is a loaner or a rental") % {"tag": row.tag}


class StepView(AssetFormPage):
    """`/a/<tag>/step/<verb>/`: one step of the lifecycle table."""

    access = "asset.read"
    done = gettext_lazy("It is noted.")

    def get(self, request: HttpRequest, **where: Any) -> HttpResponse:
        """The form, or back to the asset where the step is not possible now."""
        row = self.allowed(request, **where)
        if self.kwargs["verb"] not in [move.verb for move in next_steps(row, request.user)]:
            return redirect(row)
        return super().get(request, **where)

    def form(self, request: HttpRequest, row: Any) -> forms.Form:
        """What the step asks for."""
        verb = self.kwargs["verb"]
        move = LIFECYCLE.find(verb, row.status, row.asset_class)
        if move is None:
            move = next((one for one in LIFECYCLE.transitions if one.verb == verb), None)
        if move is None:
            raise Http404
        return StepForm(posted(request), move=move, initial={"version": row.version})

    def act(self, request: HttpRequest, row: Any, data: dict[str, Any]) -> Asset:
        """Take the step."""
        version = data.pop("version")
        given = {name: value for name, value in data.items() if value not in (None, "")}
        return transition(row.tag, actor=request.user, verb=self.kwargs["verb"], version=version, **given)

    def show(
        self, request: HttpRequest, row: Any, form: forms.Form, *, status: int = 200, **further: Any
    ) -> HttpResponse:
        """Draw the page with the words of the step."""
        self.button = button_of(self.kwargs["verb"])
        return super().show(request, row, form, status=status, **further)

    def heading(self, row: Any) -> str:
        """The step and the asset."""
        return f"{button_of(self.kwargs['verb'])}: {row.tag}"

    def more_context(self, request: HttpRequest, row: Any) -> dict[str, Any]:
        """What the step means."""
        return {"told": TOLD.get(self.kwargs["verb"], "")}


def _model_of(request: HttpRequest) -> DeviceModel | None:
    number = request.GET.get("model", "")
    if not number.isdecimal() or len(number) > 18:
        return None
    found: DeviceModel | None = DeviceModel.objects.visible_to(request.user).filter(pk=number).first()
    return found
