"""The forms of major incidents."""

from typing import Any, Final
from uuid import uuid4

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from hospital_itsm.continuity.choices import DowntimeLevel, MajorTrigger
from hospital_itsm.continuity.forms.outages import (
    OFFERED_NOTICES,
    boxes,
    clock_words,
    instant,
    paragraph,
    service_choices,
    unit_choices,
)
from hospital_itsm.continuity.models import MajorIncident, Outage, UpdateTemplate
from hospital_itsm.continuity.rules.cadence import CADENCES
from hospital_itsm.people.audience import holders_of_any
from hospital_itsm.people.models import User
from tickets.models import Notice
from vendors.forms.fields import Lines, VersionForm, choice, day, line

MINUTES: Final = [(str(one), format_lazy(_("In {n} minutes"), n=one)) for one in CADENCES]
POSTERS: Final = ("notice.post",)
NOTERS: Final = ("ticket.work", "page.acknowledge", "notice.post")


def token() -> str:
    """What marks a form that is sent, so that sending it twice posts once."""
    return uuid4().hex


class ProposeForm(VersionForm):
    """A proposal."""

    title = line(
        _("What happened?"),
        required=_("Say in a few words what happened."),
        hint=_("Such as Harbor EHR is down house-wide. No names of people."),
    )
    trigger = choice(_("Why does it need coordination?"), MajorTrigger.choices)
    services = boxes(_("Services"), service_choices, required=_("Choose what is hit: one service or more."))
    care_areas = boxes(_("Units"), unit_choices, hint=_("None chosen: everywhere."))


class MajorForm(ProposeForm):
    """What a major incident says while it is open."""

    began_at = instant(_("Began"), required=_("Say when it began."))
    level = choice(_("Downtime level"), DowntimeLevel.choices)
    cadence_minutes = choice(
        _("Updates"), [(str(one), format_lazy(_("Every {n} minutes"), n=one)) for one in CADENCES]
    )
    bridge = line(_("Bridge"), most=200, hint=_("Number or address of the call."))
    outages = boxes(_("Outages"), ())
    notices = boxes(_("Notices"), (), hint=_("Updates go to those that are not over."))

    def __init__(self, *args: Any, major: MajorIncident, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        tied = major.outages.values("pk")
        outages = Outage.objects.running() | Outage.objects.filter(pk__in=tied)
        newest = Notice.objects.order_by("-posted_at").values_list("pk", flat=True)[:OFFERED_NOTICES]
        notices = {*newest, *major.notices.values_list("pk", flat=True)}
        offered: Any = self.fields
        offered["outages"].choices = [
            (str(one.pk), f"{one.key} {one.title}") for one in outages.distinct().order_by("-starts_at")
        ]
        offered["notices"].choices = [
            (str(one.pk), one.title) for one in Notice.objects.filter(pk__in=notices).order_by("-posted_at")
        ]

    def clean_level(self) -> int:
        """A number."""
        return int(self.cleaned_data["level"])

    def clean_cadence_minutes(self) -> int:
        """A number."""
        return int(self.cleaned_data["cadence_minutes"])


def major_fields(major: MajorIncident) -> dict[str, Any]:
    """What the form of a major incident shows of it."""
    return {
        "title": major.title,
        "trigger": major.trigger,
        "level": str(major.level),
        "cadence_minutes": str(major.cadence_minutes),
        "bridge": major.bridge,
        "began_at": clock_words(major.began_at),
        "services": [one.code for one in major.services.all()],
        "care_areas": [row.care_area.code for row in major.areas.all()],
        "outages": [str(one.pk) for one in major.outages.all()],
        "notices": [str(one.pk) for one in major.notices.all()],
        "version": major.version,
    }


class Person(forms.ModelChoiceField):
    """One of the people who may do this."""

    def __init__(self, label: Any, empty: Any = "", *, required: Any = "") -> None:
        super().__init__(
            label=label,
            queryset=User.objects.none(),
            required=bool(required),
            empty_label=empty or _("Nobody yet"),
            widget=forms.Select(attrs={"class": "field"}),
            error_messages={"required": required, "invalid_choice": _("Choose one of the listed people.")},
        )

    def label_from_instance(self, obj: Any) -> str:
        """Their name."""
        return str(obj.display_name)


class RolesForm(VersionForm):
    """Who does what."""

    commander = Person(_("Commander"))
    communications = Person(_("Communications"))
    scribe = Person(_("Scribe"))
    clinical_lead = Person(_("Clinical lead"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for names, permissions in (
            (("commander", "communications"), POSTERS),
            (("scribe", "clinical_lead"), NOTERS),
        ):
            people = people_with(permissions)
            for name in names:
                field: Any = self.fields[name]
                field.queryset = people


def people_with(permissions: Any) -> Any:
    """The active people with one of these permissions, by name."""
    keys = [one.pk for one in holders_of_any(permissions) if one.kind == "person"]
    return User.objects.filter(pk__in=keys).order_by("full_name", "pk")


class DeclineForm(VersionForm):
    """Why it is none."""

    reason = line(_("Why is it none?"), required=_("Say why in one line."), most=200)


class PostForm(VersionForm):
    """An update; empty words mean those of the template."""

    token = forms.CharField(widget=forms.HiddenInput, max_length=64)
    template = choice(_("Template"), (), empty=_("None: my own words"))
    text = paragraph(_("Update"), most=400, hint=_("Empty: the words of the template. No names of patients."))
    next_minutes = choice(_("Next update"), MINUTES)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered: Any = self.fields["template"]
        rows = UpdateTemplate.objects.values_list("code", "name")
        offered.choices = [("", _("None: my own words")), *rows]

    def clean_next_minutes(self) -> int:
        """A number."""
        return int(self.cleaned_data["next_minutes"])


class NoteForm(forms.Form):
    """A line of the timeline."""

    use_required_attribute = False
    text = paragraph(
        _("What happened?"), most=400, required=_("Write what happened in one or two sentences."), rows=2
    )
    is_key = forms.BooleanField(label=_("A key moment"), required=False)


class ChildrenForm(VersionForm):
    """Tickets to tie."""

    found = boxes(_("Open tickets of these services or units"), ())
    tickets = Lines(_("Further tickets"), hint=_("Numbers such as INC-20418, one a line."))

    def __init__(self, *args: Any, offered: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["found"]
        field.choices = [(one.key, f"{one.key} {one.title}") for one in offered]


class AreaForm(VersionForm):
    """How a unit works."""

    paper_from = instant(_("On paper since"), hint=_("Empty: it does not work on paper."))
    back_loaded_at = instant(_("Paper entered again"), hint=_("Empty until all of it is."))


class StandDownForm(VersionForm):
    """It works again."""

    token = forms.CharField(widget=forms.HiddenInput, max_length=64)
    restored_at = instant(_("Works since"), required=_("Say since when it works."))
    confirmed_with = line(
        _("Who of the units confirmed it?"), required=_("Name who confirmed that it works.")
    )
    text = paragraph(_("Last update"), most=400, required=_("Write the last update."))


class ReviewForm(VersionForm):
    """The review."""

    root_cause = paragraph(_("Root cause"), most=2000)
    went_well = paragraph(_("What went well"), most=2000)
    to_improve = paragraph(_("What to improve"), most=2000)
    is_hot_done = forms.BooleanField(label=_("The hot review took place"), required=False)
    is_complete = forms.BooleanField(label=_("The review is complete"), required=False)


class ActionForm(forms.Form):
    """Something to be done."""

    use_required_attribute = False
    text = line(_("What is to be done?"), required=_("Say what is to be done."), most=200)
    owner = Person(_("Who"), _("Choose"), required=_("Name who does it."))
    due_on = day(_("By when"), required=_("Give the day."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["owner"]
        field.queryset = people_with(("asset.read",))


class TemplateForm(VersionForm):
    """The words of an update."""

    name = line(_("Name"), required=_("Give it a name."), most=80)
    body = paragraph(
        _("Words"),
        most=400,
        required=_("Write the words."),
        hint=_("In double braces: began, level, next_update, number, services, units."),
    )
