"""The forms of holidays from a file."""

from typing import Any, Final

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hospital_itsm.people.calendars import calendars_in_use
from hospital_itsm.people.forms.setup_rows import number_field, row_field, tick_field
from hospital_itsm.people.models import WorkCalendar
from hospital_itsm.setup.rules.holiday_files import MOST_BYTES, TOO_BIG
from hospital_itsm.setup.wording import REFUSALS

YEARS_AHEAD: Final = 10
USUAL_YEARS: Final = 2


def reason_field() -> forms.CharField:
    """Why."""
    return forms.CharField(
        label=_("Reason"),
        help_text=_("It stays in the audit trail."),
        max_length=200,
        widget=forms.TextInput(attrs={"class": "field", "autocomplete": "off"}),
        error_messages={
            "required": _("Say why. It stays in the audit trail."),
            "max_length": _("Use at most %(limit_value)d characters."),
        },
    )


class ReasonForm(forms.Form):
    """Why."""

    use_required_attribute = False
    reason = reason_field()


class HolidayFileForm(forms.Form):
    """A file, the calendar it is for, and until which year."""

    use_required_attribute = False
    file = forms.FileField(
        label=_("File"),
        help_text=_("iCalendar (.ics) in UTF-8, at most 1 MB."),
        widget=forms.FileInput(attrs={"class": "field", "accept": ".ics,text/calendar"}),
        error_messages={"required": _("Choose a file."), "empty": _("That file is empty. Choose another.")},
    )
    calendar = row_field(_("For the calendar"), WorkCalendar.objects.none(), empty=_("Choose"), required=True)
    until_year = number_field(
        _("Until the end of"),
        least=2000,
        most=2200,
        hint=_("Days come from this year on. Yearly ones are written out."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        year = timezone.localdate().year
        self.fields["calendar"].queryset = calendars_in_use()  # type: ignore[attr-defined]
        self.fields["until_year"] = number_field(
            _("Until the end of"),
            least=year,
            most=year + YEARS_AHEAD,
            hint=_("Days come from this year on. Yearly ones are written out."),
        )
        self.initial = {"until_year": year + USUAL_YEARS, **self.initial}

    def clean_file(self) -> bytes:
        """The content; one that is too big is not read."""
        upload: UploadedFile = self.cleaned_data["file"]
        if (upload.size or 0) > MOST_BYTES:
            raise forms.ValidationError(str(REFUSALS[TOO_BIG]))
        content: bytes = upload.read()
        return content


class StoreForm(ReasonForm):
    """Whether the file wins over days that stand there, and why; `version` is the calendar's that was seen."""

    change = tick_field(
        _(
            "Where the calendar has a day already, take the file's name and the whole day; otherwise it stays as it is"
        ),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)
    field_order = ("change", "reason", "version")
