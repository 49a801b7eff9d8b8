"""The pages of shifts."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from hospital_itsm.people.views.setup_rows import RowKind
from hospital_itsm.shifts.actions import shifts
from hospital_itsm.shifts.forms.shifts import ShiftForm
from hospital_itsm.shifts.models import Shift

SHIFTS: Final = RowKind(
    name="shift",
    plural="shifts",
    app="shifts",
    title=_("Shifts"),
    intro=_("When one shift hands over to the next. At each of these times the hand-over is written."),
    add_words=_("Add a shift"),
    retire_words=_("Retire the shift"),
    retire_hint=_("No hand-over is written for it any more. Those that were written stay."),
    icon="clock",
    form=ShiftForm,
    rows=Shift.objects.all,
    columns=((_("Begins at"), lambda row: f"{row.begins_at:%H:%M}"),),
    add=shifts.add_shift,
    change=shifts.change_shift,
    retire=shifts.retire_shift,
    restore=shifts.restore_shift,
    ordering=("-is_active", "begins_at", "id"),
)
