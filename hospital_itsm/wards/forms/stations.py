"""A ward computer: name, place, use, and the asset it is."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hospital_itsm.people.forms.places import WorkstationForm
from hospital_itsm.people.models import Workstation

PLACED = ("name", "care_area", "room", "is_shared", "is_critical")


class StationForm(WorkstationForm):
    """Reads it; `of` fills in what is stored and keeps the name, by which the computer is known."""

    asset_tag = forms.CharField(
        label=_("Asset tag"),
        help_text=_("Its tag in the inventory, where it has one."),
        required=False,
        max_length=40,
        widget=forms.TextInput(
            attrs={"class": "field", "autocomplete": "off", "autocapitalize": "characters"}
        ),
    )

    def __init__(self, *args: Any, of: Workstation | None = None, **kwargs: Any) -> None:
        if of is not None:
            asset = of.station.asset if hasattr(of, "station") else None
            stored = {name: getattr(of, name) for name in PLACED}
            kwargs["initial"] = {**stored, "asset_tag": asset.tag if asset else ""}
        super().__init__(*args, **kwargs)
        self.fields["name"].disabled = of is not None
