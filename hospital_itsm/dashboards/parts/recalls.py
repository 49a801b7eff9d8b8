"""Recalls on dashboards: what is past its date, and what is open by class and age."""

from typing import Any, Final

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assets.choices import RecallClass
from assets.models import RecallCase
from hospital_itsm.dashboards.counted import list_of
from hospital_itsm.dashboards.declared import Reader, address
from hospital_itsm.dashboards.drawn import BAD, WARN, Cell, Column, Count, Decision, Drawn, Table

MOST: Final = 3


def open_cases(reader: Reader) -> list[Any]:
    """Open recalls, what is due first, with their devices counted: one statement, read once."""

    def read() -> list[Any]:
        rows = RecallCase.objects.visible_to(reader.actor).open().counted()
        return list(rows.select_related("notice").order_by("next_due_at", "pk"))

    found: list[Any] = reader.once("open recalls", read)
    return found


def count_late(reader: Reader) -> Count | None:
    """Open recalls whose next deadline has passed."""
    if not reader.may("recall.read"):
        return None
    late = [one for one in open_cases(reader) if one.next_due_at <= reader.now]
    return Count(len(late), address("assets:recalls", overdue="yes"))


def late(reader: Reader) -> list[Decision]:
    """Recalls past their date, the gravest class first."""
    if not reader.may("recall.read"):
        return []
    rows = [one for one in open_cases(reader) if one.next_due_at <= reader.now]
    rows.sort(key=lambda one: (_order(one), one.next_due_at, one.pk))
    return [_late(one) for one in rows[:MOST]]


def _order(case: Any) -> int:
    return RecallClass.values.index(case.clock_class)


def _late(case: Any) -> Decision:
    still = ngettext(
        "%(open)d of %(all)d device is still open", "%(open)d of %(all)d devices are still open", case.devices
    ) % {"open": case.still_open, "all": case.devices}
    named = {
        "recall": case.key,
        "class": RecallClass(case.clock_class).label,
        "firm": case.notice.firm,
        "still": still,
    }
    since = timezone.localdate(case.next_due_at)
    return Decision(
        _("Due %(day)s") % {"day": date_format(since, "M j")},
        _("%(recall)s, %(class)s, %(firm)s: %(still)s.") % named,
        case.key,
        case.get_absolute_url(),
        BAD if case.clock_class == RecallClass.ONE else WARN,
        "urgent",
        since,
        (still,),
    )


def recall_keys(reader: Reader, code: str) -> list[int]:
    """Open recalls that are treated as one class."""
    return [one.pk for one in open_cases(reader) if one.clock_class == code]


def by_class(reader: Reader) -> Drawn | None:
    """Open recalls by class: how many, how old the oldest is, how many are past their date."""
    if not reader.may("recall.read"):
        return None
    rows = open_cases(reader)
    lines = []
    for code, words in RecallClass.choices:
        its = [one for one in rows if one.clock_class == code]
        if not its:
            continue
        oldest = max((reader.now - one.notice.received_at).days for one in its)
        overdue = sum(one.next_due_at <= reader.now for one in its)
        lines.append(
            (
                Cell(str(words)),
                Cell(str(len(its)), url=list_of(reader, "recalls", code), holds=len(its)),
                Cell(ngettext("%(n)d day", "%(n)d days", oldest) % {"n": oldest}),
                Cell(str(overdue), is_late=bool(overdue)),
            )
        )
    return Drawn(
        Table(
            (
                Column(_("Class")),
                Column(_("Open"), is_number=True),
                Column(_("Oldest"), is_number=True),
                Column(_("Past due"), is_number=True),
            ),
            tuple(lines),
        ),
        empty=_("No recall is open."),
        more=_("All recalls"),
        more_url=address("assets:recalls"),
        note=_("A notice without a class of its own is told as it is treated, else as class I."),
    )
