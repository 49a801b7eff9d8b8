"""The report: four questions, the topic tiles, and one quiet line for the place (ux 5a)."""

from django import forms
from django.utils.translation import gettext_lazy as _

from hospital_itsm.people.models import CareArea
from tickets.choices import CareAnswer, Topic
from tickets.forms.fields import Answer, ChosenFiles, FreeText

DRAFTED = (
    "text",
    "topic",
    "care_answer",
    "someone_harmed",
    "device_text",
    "on_patient",
    "backup",
    "callback",
    "care_area",
    "room",
)
"""What a draft keeps of the form."""
WRITTEN = ("text", "topic", "care_answer", "device_text")
"""What makes a draft worth keeping: everything else is filled in already."""
YES, NO = "yes", "no"
YES_NO = ((YES, _("Yes")), (NO, _("No")))


class ReportForm(ChosenFiles):
    """Reads the report; `report_problem` says what is missing, so nothing here is required."""

    text = FreeText(
        label=_("What’s wrong?"),
        widget=forms.Textarea(attrs={"class": "field", "rows": 3, "autofocus": True, "data-send-key": True}),
    )
    topic = Answer(label=_("What is it about?"), choices=Topic.choices)
    care_answer = Answer(label=_("Is patient care affected right now?"), choices=CareAnswer.choices)
    someone_harmed = forms.BooleanField(label=_("Someone may be harmed"), required=False)
    device_text = FreeText(
        label=_("Which device?"),
        widget=forms.TextInput(
            attrs={
                "class": "field",
                "autocomplete": "off",
                "autocapitalize": "characters",
                "spellcheck": "false",
                "data-scan": True,
                "aria-describedby": "id_device_text_helptext",
            }
        ),
    )
    on_patient = Answer(label=_("Is it on a patient now?"), choices=YES_NO)
    backup = Answer(label=_("Is another one in its place?"), choices=YES_NO)
    callback = FreeText(
        label=_("Where can we reach you?"),
        widget=forms.TextInput(attrs={"class": "field", "autocomplete": "off", "list": "reach"}),
    )
    care_area = forms.ModelChoiceField(
        label=_("Unit"),
        queryset=CareArea.objects.filter(is_active=True).order_by("name", "pk"),
        required=False,
        empty_label=_("Choose a unit"),
        widget=forms.Select(attrs={"class": "field"}),
        error_messages={"invalid_choice": _("That unit is closed. Choose another.")},
    )
    room = FreeText(
        label=_("Room or bay"),
        widget=forms.TextInput(attrs={"class": "field", "autocomplete": "off"}),
    )
    filled_area = FreeText(widget=forms.HiddenInput)
    """The unit that was filled in: another one that is sent was chosen."""

    phi_decision = FreeText()
    idempotency_key = FreeText(widget=forms.HiddenInput)

    def flags(self) -> tuple[str, ...]:
        """The facts about the device that were answered with yes (`queries.facts.FLAGS`)."""
        answered = {"patient_connected": "on_patient", "backup_in_place": "backup"}
        return tuple(flag for flag, name in answered.items() if self.cleaned_data.get(name) == YES)

    def unit_is_chosen(self) -> bool:
        """Did the person choose another unit than the one that was filled in?"""
        unit, filled = self.cleaned_data["care_area"], self.cleaned_data["filled_area"]
        return bool(filled) and unit is not None and str(unit.pk) != filled
