"""Forms about parts of an asset: its network profile, its line, its storage media, its relations."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assets.actions.media import add_medium, remove_medium
from assets.actions.network import CIRCUIT, NETWORK, change_circuit, change_network
from assets.actions.relations import relate, unrelate
from assets.forms.parts import CircuitForm, MediumForm, NetworkForm, RelationForm
from assets.models import Asset, Circuit, NetworkProfile, Relation
from assets.queries.relations import direct_relations
from assets.rules.mac import shown_mac
from assets.views.editing import AssetFormPage
from hospital_itsm.core.access import require
from hospital_itsm.core.views import PageView
from hospital_itsm.people.views.form_page import posted


class NetworkView(AssetFormPage):
    """`/a/<tag>/network/`."""

    button = gettext_lazy("Save")
    done = gettext_lazy("The network profile is changed.")

    def form(self, request: HttpRequest, row: Any) -> forms.Form:
        """Its present values."""
        return NetworkForm(
            posted(request), initial={**_values(NetworkProfile, row, NETWORK), "version": row.version}
        )

    def act(self, request: HttpRequest, row: Any, data: dict[str, Any]) -> Asset:
        """Change it."""
        version = data.pop("version")
        change_network(row.tag, actor=request.user, fields=data, version=version)
        return row

    def stored(self, row: Any) -> dict[str, Any]:
        """Its present values."""
        return _values(NetworkProfile, row, NETWORK)

    def heading(self, row: Any) -> str:
        """Names it."""
        return _("Network of %(tag)s") % {"tag": row.tag}


class CircuitView(AssetFormPage):
    """`/a/<tag>/line/`."""

    button = gettext_lazy("Save")
    done = gettext_lazy("The facts of the line are changed.")

    def form(self, request: HttpRequest, row: Any) -> forms.Form:
        """Its present values."""
        return CircuitForm(
            posted(request), initial={**_values(Circuit, row, CIRCUIT), "version": row.version}
        )

    def act(self, request: HttpRequest, row: Any, data: dict[str, Any]) -> Asset:
        """Change it."""
        version = data.pop("version")
        change_circuit(row.tag, actor=request.user, fields=data, version=version)
        return row

    def heading(self, row: Any) -> str:
        """Names it."""
        return _("Line of %(tag)s") % {"tag": row.tag}


class NewMediumView(AssetFormPage):
    """`/a/<tag>/media/new/`."""

    button = gettext_lazy("List it")
    done = gettext_lazy("The medium is listed.")

    def form(self, request: HttpRequest, row: Any) -> forms.Form:
        """What it is."""
        return MediumForm(posted(request))

    def act(self, request: HttpRequest, row: Any, data: dict[str, Any]) -> Asset:
        """List it."""
        data.pop("version")
        return add_medium(row.tag, actor=request.user, **data).asset

    def heading(self, row: Any) -> str:
        """Names the asset."""
        return _("List a storage medium of %(tag)s") % {"tag": row.tag}


class NewRelationView(AssetFormPage):
    """`/a/<tag>/relations/new/`."""

    button = gettext_lazy("Relate them")
    done = gettext_lazy("They are related.")

    def form(self, request: HttpRequest, row: Any) -> forms.Form:
        """To what, and how."""
        return RelationForm(posted(request), actor=request.user)

    def act(self, request: HttpRequest, row: Any, data: dict[str, Any]) -> Asset:
        """Relate them in the direction that was chosen."""
        kind, _dot, direction = data["kind"].partition(".")
        ends = (data["other"], row) if direction else (row, data["other"])
        relate(kind, *ends, actor=request.user, note=data["note"])
        return row

    def heading(self, row: Any) -> str:
        """Names the asset."""
        return _("Relate %(tag)s to another thing") % {"tag": row.tag}


class AssetPart(PageView):
    """A button on the page of an asset."""

    access = "asset.edit"
    http_method_names = ["post"]

    def asset(self, request: HttpRequest, tag: str) -> Asset:
        """The asset of the address, for those who may change it."""
        found: Asset = get_object_or_404(Asset.objects.visible_to(request.user), tag=tag.upper())
        require(request.user, "asset.edit", found)
        return found


class RemoveRelationView(AssetPart):
    """`/a/<tag>/relations/<pk>/remove/`."""

    def post(self, request: HttpRequest, tag: str, pk: int) -> HttpResponse:
        """Take it away."""
        asset = self.asset(request, tag)
        own = [relation.pk for relation in direct_relations(asset, request.user)]
        unrelate(get_object_or_404(Relation, pk=pk, pk__in=own), actor=request.user)
        messages.success(request, _("The relation is taken away."))
        return redirect(asset)


class RemoveMediumView(AssetPart):
    """`/a/<tag>/media/<pk>/remove/`."""

    def post(self, request: HttpRequest, tag: str, pk: int) -> HttpResponse:
        """Note that it was taken out."""
        asset = self.asset(request, tag)
        medium = get_object_or_404(asset.media.filter(removed_at__isnull=True), pk=pk)
        remove_medium(medium, actor=request.user, kept_at=request.POST.get("kept_at", ""))
        messages.success(
            request, _("The medium is no longer in it. Keep it locked up until it has a certificate.")
        )
        return redirect(asset)


def _values(model: type, asset: Asset, names: frozenset[str]) -> dict[str, Any]:
    found = model.objects.filter(asset=asset).first() or model()  # type: ignore[attr-defined]
    values = {name: getattr(found, name) for name in names}
    return {**values, "mac": shown_mac(values["mac"])} if "mac" in values else values
