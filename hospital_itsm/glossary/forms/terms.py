"""The form of one term."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hospital_itsm.glossary.models import GlossaryTerm

FIELD = {"class": "field", "autocomplete": "off"}


class TermForm(forms.Form):
    """What a term means, and to whom."""

    use_required_attribute = False
    version = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)
    term = forms.CharField(
        label=_("Term"),
        max_length=60,
        widget=forms.TextInput(attrs=FIELD),
        error_messages={"required": _("Type the term.")},
    )
    it_says = forms.CharField(
        label=_("IT says"), required=False, max_length=200, widget=forms.TextInput(attrs=FIELD)
    )
    htm_says = forms.CharField(
        label=_("HTM says"), required=False, max_length=200, widget=forms.TextInput(attrs=FIELD)
    )
    meaning = forms.CharField(
        label=_("Meaning"),
        max_length=400,
        widget=forms.Textarea(attrs={**FIELD, "rows": 3}),
        error_messages={"required": _("Say in one sentence what it means.")},
    )
    synonyms = forms.CharField(
        label=_("Search treats these as the same, one a line"),
        required=False,
        max_length=1_000,
        widget=forms.Textarea(attrs={**FIELD, "rows": 5}),
    )
    is_active = forms.ChoiceField(
        label=_("Use"),
        choices=[("yes", _("In use")), ("no", _("Retired"))],
        widget=forms.Select(attrs={"class": "field"}),
    )

    def clean_synonyms(self) -> list[str]:
        """The words, one for each line."""
        return [one.strip() for one in self.cleaned_data["synonyms"].splitlines() if one.strip()]

    def clean_is_active(self) -> bool:
        """True for a term in use."""
        return bool(self.cleaned_data["is_active"] == "yes")


def term_fields(row: GlossaryTerm) -> dict[str, Any]:
    """The present values for TermForm."""
    return {
        **{name: getattr(row, name) for name in ("term", "it_says", "htm_says", "meaning")},
        "synonyms": "\n".join(row.synonyms),
        "is_active": "yes" if row.is_active else "no",
    }
