"""The forms of the registers."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from assets.models import Service
from hospital_itsm.continuity.choices import TestKind, TestResult
from hospital_itsm.continuity.forms.majors import Person, people_with
from hospital_itsm.continuity.forms.outages import paragraph, service_choices, unit_choices
from hospital_itsm.continuity.models import DataFeed, RecoveryPlan
from hospital_itsm.people.models import CareArea, Team
from vendors.forms.fields import VersionForm, choice, day, line, whole


def picked(label: Any, choices: Any, empty: Any) -> forms.ChoiceField:
    """One of a list that is read when the form is made, or none."""
    field: forms.ChoiceField = choice(label, (), empty=empty)
    field.choices = lambda: [("", empty), *choices()]
    return field


def team_choices() -> list[tuple[str, str]]:
    """The queues in use, by name."""
    return list(Team.objects.filter(is_active=True).order_by("name").values_list("code", "name"))


class TestForm(forms.Form):
    """What was tested and how it went."""

    use_required_attribute = False
    kind = choice(_("What was tested?"), TestKind.choices)
    service = picked(_("Service"), service_choices, _("None: a drill of a unit"))
    care_area = picked(_("Unit"), unit_choices, _("None: a test of a service"))
    done_on = day(_("Day"), required=_("Give the day."))
    result = choice(_("How did it go?"), TestResult.choices)
    rto_minutes = whole(
        _("Minutes until it worked"), hint=_("Measured, compared with the RTO of the service.")
    )
    rpo_minutes = whole(_("Minutes of data lost"), hint=_("Measured, compared with the RPO of the service."))
    findings = paragraph(_("Findings"), most=1000)
    next_due_on = day(_("Next one due"), hint=_("Empty: a year later."))

    def clean_rto_minutes(self) -> int | None:
        """Nothing below zero."""
        return not_negative(self.cleaned_data["rto_minutes"])

    def clean_rpo_minutes(self) -> int | None:
        """Nothing below zero."""
        return not_negative(self.cleaned_data["rpo_minutes"])

    def clean_service(self) -> Service | None:
        """The service of the code."""
        return Service.objects.filter(code=self.cleaned_data["service"]).first()

    def clean_care_area(self) -> CareArea | None:
        """The unit of the code."""
        return CareArea.objects.filter(code=self.cleaned_data["care_area"]).first()


def not_negative(value: int | None) -> int | None:
    """The number. Raises ValidationError below zero or for more than a year of minutes."""
    if value is not None and not 0 <= value <= 527_040:
        raise forms.ValidationError(_("Give minutes, none or more and at most a year."))
    return value


class ReasonForm(VersionForm):
    """Why something is withdrawn."""

    reason = line(_("Why?"), required=_("Say why in one line."), most=200)


class PlanForm(VersionForm):
    """A recovery plan."""

    title = line(_("Title"), required=_("Give the plan a title."))
    kept_at = line(_("Where is it kept?"), required=_("Say where the plan is kept."), most=200)
    owner = Person(_("Owner"), _("Choose"), required=_("Name the owner."))
    reviewed_on = day(_("Reviewed last"), required=_("Give the day of the last review."))
    review_due_on = day(_("Next review due"), required=_("Give the day of the next review."))
    is_active = forms.BooleanField(label=_("In use"), required=False, initial=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["owner"]
        field.queryset = people_with(("asset.read",))


class NewPlanForm(PlanForm):
    """A new plan with its service."""

    service = choice(_("Service"), ())
    field_order = ("service",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["service"]
        field.choices = service_choices()

    def clean_service(self) -> Service:
        """The service of the code."""
        return Service.objects.get(code=self.cleaned_data["service"])


def plan_fields(plan: RecoveryPlan) -> dict[str, Any]:
    """What the form of a plan shows of it."""
    names = ("title", "kept_at", "reviewed_on", "review_due_on", "is_active", "version")
    return {**{name: getattr(plan, name) for name in names}, "owner": plan.owner_id}


class FeedForm(VersionForm):
    """A data feed."""

    name = line(_("Name"), required=_("Give it a name."))
    source = line(_("From which system?"), required=_("Say which system it comes from."), most=80)
    expected_minutes = whole(_("Minutes between two runs"), hint=_("1440 is once a day."))
    service = picked(_("For which service?"), service_choices, _("None"))
    team = picked(_("Whose is it?"), team_choices, _("Nobody yet"))
    is_active = forms.BooleanField(label=_("In use"), required=False, initial=True)

    def clean_service(self) -> Service | None:
        """The service of the code."""
        return Service.objects.filter(code=self.cleaned_data["service"]).first()

    def clean_team(self) -> Team | None:
        """The queue of the code."""
        return Team.objects.filter(code=self.cleaned_data["team"]).first()


class NewFeedForm(FeedForm):
    """A new feed with its code."""

    code = forms.SlugField(
        label=_("Code"),
        max_length=40,
        help_text=_("Short and lasting, such as lab-results. Whoever tells its runs names it."),
        widget=forms.TextInput(attrs={"class": "field", "autocomplete": "off"}),
        error_messages={
            "required": _("Give it a code."),
            "invalid": _("Use small letters, digits and hyphens."),
        },
    )
    field_order = ("code",)

    def clean_code(self) -> str:
        """Small letters."""
        return str(self.cleaned_data["code"]).lower()


def feed_fields(feed: DataFeed) -> dict[str, Any]:
    """What the form of a feed shows of it."""
    names = ("name", "source", "expected_minutes", "is_active", "version")
    codes = {name: getattr(feed, name).code if getattr(feed, name) else "" for name in ("service", "team")}
    return {**{name: getattr(feed, name) for name in names}, **codes}
