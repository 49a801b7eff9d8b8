"""The form that starts a walk."""

from django import forms
from django.utils.translation import gettext_lazy as _

from assets.forms.lookup import LookupField, find_place


class StartWalkForm(forms.Form):
    """Where the walk goes."""

    use_required_attribute = False
    location = LookupField(
        find=find_place,
        label=_("Place"),
        hint=_("The code of a floor, an area or a room. Everything in it belongs to the walk."),
        listed="places",
        required=_("Say where the walk goes, such as N4-ICU."),
    )
