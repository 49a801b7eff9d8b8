"""The forms of outages; times are by the clock of the hospital."""

from datetime import datetime
from typing import Any, Final

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from assets.models import Service
from hospital_itsm.continuity.choices import CauseClass, Effect
from hospital_itsm.continuity.models import AgreedTime, Outage
from hospital_itsm.people.calendars import calendars_in_use
from hospital_itsm.people.models import CareArea
from tickets.models import Notice
from vendors.forms.fields import Lines, VersionForm, choice, line, whole

CLOCK: Final = "%Y-%m-%dT%H:%M:%S"
OFFERED_NOTICES: Final = 20


def instant(label: Any, *, required: Any = "", hint: Any = "") -> forms.DateTimeField:
    """A day and time; `required` is what is said where it is missing, empty for an optional one."""
    return forms.DateTimeField(
        label=label,
        required=bool(required),
        help_text=hint,
        widget=forms.DateTimeInput(
            attrs={"class": "field", "type": "datetime-local", "step": "1"}, format=CLOCK
        ),
        error_messages={"required": required, "invalid": _("Write it like 2026-11-30 08:00.")},
    )


def clock_words(at: datetime | None) -> str:
    """An instant as the form shows it, empty for none."""
    return f"{timezone.localtime(at):{CLOCK}}" if at else ""


def boxes(label: Any, choices: Any, *, required: Any = "", hint: Any = "") -> forms.MultipleChoiceField:
    """Several of a list that is read when the form is made."""
    return forms.MultipleChoiceField(
        label=label,
        required=bool(required),
        help_text=hint,
        choices=choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": required, "invalid_choice": _("Choose among those listed.")},
    )


def paragraph(label: Any, *, most: int, hint: Any = "", required: Any = "", rows: int = 3) -> forms.CharField:
    """Some lines of text."""
    return forms.CharField(
        label=label,
        required=bool(required),
        max_length=most,
        help_text=hint,
        widget=forms.Textarea(attrs={"class": "field", "rows": rows}),
        error_messages={
            "required": required,
            "max_length": _("Use at most %(limit_value)d characters."),
        },
    )


def service_choices() -> list[tuple[str, str]]:
    """The services in use, by name."""
    return list(Service.objects.in_use().order_by("name").values_list("code", "name"))


def unit_choices() -> list[tuple[str, str]]:
    """The units in use, by name."""
    return list(CareArea.objects.filter(is_active=True).order_by("name", "pk").values_list("code", "name"))


class OutageForm(VersionForm):
    """An outage that has begun."""

    title = line(
        _("What is out?"),
        required=_("Say in a few words what is out."),
        hint=_("Such as Harbor EHR is down. No names of people."),
    )
    effect = choice(_("How bad is it?"), Effect.choices)
    users_percent = whole(_("Share of users hit, in percent"), hint=_("Empty means all of them."))
    began_at = instant(_("Began"), required=_("Say when it began."))
    ended_at = instant(_("Ended"), hint=_("Empty while it runs."))
    cause = choice(_("Cause"), CauseClass.choices, empty=_("Not known yet"))
    note = paragraph(_("Note"), most=1000, hint=_("For the desk and the review. No names of patients."))
    services = boxes(_("Services"), service_choices, required=_("Choose what is down: one service or more."))
    care_areas = boxes(_("Units"), unit_choices, hint=_("None chosen: everywhere."))

    def clean_users_percent(self) -> int:
        """All of them where nothing is said."""
        given = self.cleaned_data["users_percent"]
        return 100 if given is None else int(given)


class PlannedForm(OutageForm):
    """A planned outage: its window first, then what really happened."""

    planned_from = instant(_("Window from"), required=_("Say when the window begins."))
    planned_until = instant(_("Window until"), required=_("Say when the window ends."))
    began_at = instant(_("Began"), hint=_("Empty until it has begun."))
    field_order = ("title", "effect", "users_percent", "planned_from", "planned_until")


def outage_fields(outage: Outage) -> dict[str, Any]:
    """What the form of an outage shows of it."""
    times = ("began_at", "ended_at", *(("planned_from", "planned_until") if outage.is_planned else ()))
    return {
        **{name: getattr(outage, name) for name in ("title", "effect", "users_percent", "cause", "note")},
        **{name: clock_words(getattr(outage, name)) for name in times},
        "services": [one.code for one in outage.services.all()],
        "care_areas": [one.code for one in outage.care_areas.all()],
        "version": outage.version,
    }


def with_rows(data: dict[str, Any]) -> dict[str, Any]:
    """The cleaned values with rows in the place of codes."""
    return {
        **data,
        "services": list(Service.objects.filter(code__in=data["services"])),
        "care_areas": list(CareArea.objects.filter(code__in=data["care_areas"])),
    }


class BeginForm(VersionForm):
    """When a planned outage really began."""

    began_at = instant(_("Began"), required=_("Say when it began."))


class EndForm(VersionForm):
    """When it was over, and why it was."""

    ended_at = instant(_("Ended"), required=_("Say when it was over."))
    cause = choice(_("Cause"), CauseClass.choices, empty=_("Not known yet"))


class WithdrawForm(VersionForm):
    """Why it counts no more."""

    reason = line(_("Why?"), required=_("Say why in one line."), most=200)


class LinksForm(VersionForm):
    """The tickets and notices that are about an outage."""

    tickets = Lines(
        _("Tickets"), hint=_("Numbers such as INC-20418, one a line. Restricted ones cannot be tied.")
    )
    notices = boxes(_("Notices"), ())

    def __init__(self, *args: Any, tied: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        newest = Notice.objects.order_by("-posted_at").values_list("pk", flat=True)[:OFFERED_NOTICES]
        rows = Notice.objects.filter(pk__in={*newest, *tied}).order_by("-posted_at")
        offered: Any = self.fields["notices"]
        offered.choices = [(str(one.pk), one.title) for one in rows]


class AgreedForm(forms.Form):
    """In which hours a service is promised to work."""

    use_required_attribute = False
    calendar = forms.ModelChoiceField(
        label=_("Agreed service time"),
        queryset=calendars_in_use(),
        required=False,
        empty_label=_("Around the clock"),
        help_text=_(
            "Only what is lost in these hours counts as downtime. Hours are kept under working calendars."
        ),
        widget=forms.Select(attrs={"class": "field"}),
        error_messages={"invalid_choice": _("Choose one of the listed values.")},
    )


def agreed_now(service: Service) -> Any:
    """The newest version of the calendar of a service, None for around the clock."""
    row = AgreedTime.objects.filter(service=service).select_related("calendar").first()
    return row and calendars_in_use().filter(lineage=row.calendar.lineage).first()
