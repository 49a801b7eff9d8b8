"""`/setup/agreements/` and `/setup/checklists/`."""

from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from hospital_itsm.joint.actions import agreements
from hospital_itsm.joint.forms.setup import AgreementForm, ChecklistForm
from hospital_itsm.joint.models import Checklist, OlaAgreement
from hospital_itsm.people.views.setup_rows import RowKind


def _team(row: Any) -> Any:
    return row.team.name if row.team else _("Every queue")


def _times(row: Any) -> str:
    """The agreed times, those of P1 first; a dash where none is."""
    return " · ".join(f"P{n} {getattr(row, f'p{n}') or '–'}" for n in range(1, 6))


def _category(row: Any) -> Any:
    return row.category.name if row.category else _("Every category")


def _count(row: Any) -> str:
    return str(len(row.tasks.splitlines()))


AGREEMENTS: Final = RowKind(
    name="agreement",
    plural="agreements",
    app="joint",
    title=_("Times between teams"),
    intro=_("Within which time a queue does a task on a ticket, by the ticket's priority."),
    add_words=_("Add the times of a queue"),
    retire_words=_("Retire these times"),
    retire_hint=_("The times of every queue hold instead. Tasks that are open keep what they began with."),
    icon="clock",
    form=AgreementForm,
    rows=lambda: OlaAgreement.objects.select_related("team", "calendar", "urgent_calendar"),
    columns=((_("Queue"), _team), (_("Times"), _times)),
    add=agreements.add_agreement,
    change=agreements.change_agreement,
    retire=agreements.retire_agreement,
    restore=agreements.restore_agreement,
    empty_words=_("Without agreed times tasks have no deadline."),
)
CHECKLISTS: Final = RowKind(
    name="checklist",
    plural="checklists",
    app="joint",
    title=_("Checklists"),
    intro=_("Tasks that are put on a ticket in one press, or by themselves where a rule asks for them."),
    add_words=_("Add a checklist"),
    retire_words=_("Retire the checklist"),
    retire_hint=_("It is offered no more. Tasks it has put on tickets stay."),
    icon="list",
    form=ChecklistForm,
    rows=lambda: Checklist.objects.select_related("category"),
    columns=((_("Category"), _category), (_("Tasks"), _count)),
    add=agreements.add_checklist,
    change=agreements.change_checklist,
    retire=agreements.retire_checklist,
    restore=agreements.restore_checklist,
    ordering=("-is_active", "name", "id"),
    empty_words=_("A checklist puts the same tasks on a ticket every time, so that none is forgotten."),
)
