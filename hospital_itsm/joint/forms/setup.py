"""The forms of times between teams and of checklists."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hospital_itsm.joint.choices import OpensBy
from hospital_itsm.joint.forms.tasks import teams
from hospital_itsm.people.calendars import calendars_in_use, versions_of
from hospital_itsm.people.forms.setup_rows import RowForm, code_field, row_field, text_field
from hospital_itsm.people.models import Team, WorkCalendar
from tickets.models import Category

TIME_HINT = _("Such as 30 min, 4 h or 2 business days; empty for none.")


class AgreementForm(RowForm):
    """Within which time a team does its tasks."""

    code = code_field(20, _("Such as OLA-NET."))
    name = text_field(_("Name"), 80, required=True)
    team = row_field(
        _("Queue"),
        Team.objects.none(),
        empty=_("Every queue"),
        hint=_("A queue's own times replace those of every queue."),
    )
    urgent_calendar = row_field(
        _("Hours for P1 and P2"), WorkCalendar.objects.none(), empty=_("Choose"), required=True
    )
    calendar = row_field(
        _("Hours for P3 to P5"), WorkCalendar.objects.none(), empty=_("Choose"), required=True
    )
    p1 = text_field(_("Time for P1"), 30, hint=TIME_HINT)
    p2 = text_field(_("Time for P2"), 30)
    p3 = text_field(_("Time for P3"), 30)
    p4 = text_field(_("Time for P4"), 30)
    p5 = text_field(_("Time for P5"), 30)
    why = text_field(_("Why these times?"), 200, required=True, hint=_("The reason stays in the history."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["team"].queryset = teams()  # type: ignore[attr-defined]
        for name in ("urgent_calendar", "calendar"):
            self.fields[name].queryset = calendars_in_use()  # type: ignore[attr-defined]

    def initial_of(self, row: Any) -> dict[str, Any]:
        """The stored values, calendars in the version that holds now."""
        stored = super().initial_of(row)
        newest = {name: versions_of(getattr(row, name)).first() for name in ("urgent_calendar", "calendar")}
        return {**stored, **newest}


class ChecklistForm(RowForm):
    """The tasks of a kind of work."""

    code = code_field(20, _("Such as CL-PUMP."))
    name = text_field(_("Name"), 80, required=True)
    category = row_field(
        _("Category"),
        Category.objects.none(),
        empty=_("Every category"),
        hint=_("Tickets of it are offered the list."),
    )
    opens_by = forms.ChoiceField(
        label=_("Put on by"),
        required=False,
        choices=OpensBy.choices,
        widget=forms.Select(attrs={"class": "field"}),
    )
    tasks = forms.CharField(
        label=_("Tasks, one a line"),
        max_length=6000,
        help_text=_(
            "Begin with the code of a queue, such as NET: Check the port. Without one the ticket's own queue does it. "
            "Write optional: before what does not hold the resolution up."
        ),
        widget=forms.Textarea(attrs={"class": "field", "rows": 8}),
        error_messages={"required": _("Write at least one task.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["category"].queryset = Category.objects.filter(is_active=True).order_by("code")  # type: ignore[attr-defined]
