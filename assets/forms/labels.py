"""The form of labels: for which assets, on which stock, from which place on."""

import re
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from assets.rules.labels import A4, LETTER, MOST, ROLL
from assets.rules.tags import normalized_tag
from vendors.forms.fields import choice

STOCKS: Final = (
    (ROLL.code, _("Roll, 2 × 1 in")),
    (LETTER.code, _("Letter sheet, 30 labels of 2⅝ × 1 in")),
    (A4.code, _("A4 sheet, 21 labels of 63.5 × 38.1 mm")),
)
_BETWEEN = re.compile(r"[\s,;]+")
LONGEST: Final = 41 * MOST


class LabelsForm(forms.Form):
    """`tags` may stay empty where the address already chooses assets."""

    use_required_attribute = False
    tags = forms.CharField(
        label=_("Tags"),
        required=False,
        max_length=LONGEST,
        help_text=_("One a line, or with commas between them. Leave it empty to print those of the list."),
        widget=forms.Textarea(attrs={"class": "field id", "rows": 4, "spellcheck": "false"}),
        error_messages={"max_length": _("That is more than one request prints. Use a part of them.")},
    )
    stock = choice(_("Print on"), STOCKS)
    used = forms.IntegerField(
        label=_("Labels already used on the first sheet"),
        required=False,
        min_value=0,
        max_value=29,
        widget=forms.NumberInput(attrs={"class": "field", "inputmode": "numeric"}),
        error_messages={
            "invalid": _("Write a number, such as 4."),
            "min_value": _("Write 0 or more."),
            "max_value": _("A sheet has at most 30 labels."),
        },
    )

    def clean_tags(self) -> list[str]:
        """The tags in the order they were typed, each once."""
        typed = (normalized_tag(word) for word in _BETWEEN.split(self.cleaned_data["tags"]))
        return list(dict.fromkeys(tag for tag in typed if tag))

    def clean_used(self) -> int:
        """None used where nothing was typed."""
        return self.cleaned_data["used"] or 0


def initial_tags(typed: str) -> dict[str, Any]:
    """A form that already names a tag."""
    return {"tags": normalized_tag(typed), "stock": ROLL.code}
