"""The form of a split."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hospital_itsm.people.forms.setup_rows import choice_field, row_field, text_field, tick_field
from hospital_itsm.people.models import Team
from tickets.choices import CareAnswer

LONGEST = 20_000


class SplitForm(forms.Form):
    """What the other problem is, who gets it, and what goes along (`messages`, drawn by the page)."""

    use_required_attribute = False
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    text = forms.CharField(
        label=_("What is the other problem?"),
        max_length=LONGEST,
        help_text=_(
            "It becomes the report of the new ticket, which the requester reads. No names of patients."
        ),
        widget=forms.Textarea(attrs={"class": "field", "rows": 4}),
        error_messages={"required": _("Write what the other problem is.")},
    )
    title = text_field(_("Title"), 120, hint=_("Left empty, it is made from the first sentence."))
    care_answer = choice_field(_("Is patient care affected right now?"), CareAnswer.choices)
    team = row_field(_("Team"), Team.objects.none(), empty=_("Route it by its words"))
    followers = tick_field(_("Who follows this ticket follows the new one too"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["team"].queryset = Team.objects.filter(is_active=True).order_by("name")  # type: ignore[attr-defined]
