"""A wall as its template draws it: every word made here, from codes and figures alone."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Any, Final
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hospital_itsm.continuity.choices import DowntimeLevel, MajorTrigger
from hospital_itsm.core.display import moment_words, span_words
from hospital_itsm.wallboard.models import Board
from hospital_itsm.wallboard.queries import standing
from hospital_itsm.wallboard.rules.standing import DOWN, SLOW, WORK, Trouble, days_since, worst

NAMED: Final = 3
UNITS_NAMED: Final = 6
ICONS: Final = {DOWN: "alert-octagon", SLOW: "alert-triangle", WORK: "settings", "": "circle-check"}


@dataclass(frozen=True)
class Tile:
    """A service: its look, its name and its state in words."""

    look: str
    icon: str
    name: str
    words: str


@dataclass(frozen=True)
class MajorShown:
    """The worst active major incident in fields of our own words, and how many others there are."""

    key: str
    lasts: str
    heading: str
    units: str
    trigger: str
    level: str
    commander: str
    next_update: str
    is_late: bool
    others: str


@dataclass(frozen=True)
class Wall:
    """Everything on the screen. `quiet` says how long no major incident was, where none is."""

    major: MajorShown | None
    quiet: str
    tiles: list[Tile]
    waiting: standing.Waiting
    change: str
    updated: str
    clock: str
    at: datetime


def wall_of(board: Board, now: datetime) -> Wall:
    """Read and word it: at most thirteen statements."""
    site = board.site
    zone: tzinfo = ZoneInfo(site.time_zone) if site else timezone.get_default_timezone()
    local = now.astimezone(zone)
    active = standing.majors(site)
    troubles = standing.troubles(site, now)
    rows = standing.services(board.services, troubles)
    figures = standing.waiting(site, now)
    return Wall(
        major=_major(active, local) if active else None,
        quiet="" if active else quiet_words(standing.last_major(site), now, zone),
        tiles=[_tile(row.name, worst(troubles.get(row.pk, ())), local) for row in rows],
        waiting=figures,
        change=change_words(figures.open - figures.open_yesterday),
        updated=f"{local:%H:%M:%S}",
        clock=f"{local:%H:%M}",
        at=local,
    )


def quiet_words(last: datetime | None, now: datetime, zone: tzinfo) -> str:
    """How long ago the last major incident was over."""
    if last is None:
        return _("None is on record yet.")
    days = days_since(last, now, zone)
    if days <= 0:
        return _("The last one ended today.")
    return ngettext("%(days)d day since the last one.", "%(days)d days since the last one.", days) % {
        "days": days
    }


def change_words(more: int) -> str:
    """How many more are open than a day ago."""
    if not more:
        return _("as many as yesterday")
    words = _("%(count)d more than yesterday") if more > 0 else _("%(count)d fewer than yesterday")
    return words % {"count": abs(more)}


def _tile(name: str, trouble: Trouble | None, local: datetime) -> Tile:
    if trouble is None:
        return Tile("quiet", ICONS[""], name, _("No reports"))
    return Tile(trouble.effect, ICONS[trouble.effect], name, trouble_words(trouble, local))


def trouble_words(trouble: Trouble, local: datetime) -> str:
    """A state as it is read across a room; `local` is now by the clock of the place."""
    if trouble.effect == WORK:
        if trouble.until is None or trouble.until <= local:
            return _("Work is over time")
        return _("Until %(at)s") % {"at": moment_words(trouble.until.astimezone(local.tzinfo), local)}
    if trouble.effect == DOWN:
        words = _("Partly down %(span)s") if trouble.is_partial else _("Down %(span)s")
        return words % {"span": span_words((local - trouble.since).total_seconds())}
    words = _("Partly slow since %(at)s") if trouble.is_partial else _("Slow since %(at)s")
    return words % {"at": moment_words(trouble.since.astimezone(local.tzinfo), local)}


def _major(active: Sequence[Any], local: datetime) -> MajorShown:
    """A major incident about a ticket that became restricted keeps its place and says nothing of what it is."""
    major = active[0]
    hidden = major.ticket is not None and major.ticket.is_restricted
    areas = [row.care_area.name for row in major.areas.all()]
    others = len(active) - 1
    due = major.next_update_due
    return MajorShown(
        key=major.key,
        lasts=span_words((local - major.began_at).total_seconds()),
        heading=_("Details are with those who work on it") if hidden else _named(
            sorted(one.name for one in major.services.all()), NAMED
        ),
        units="" if hidden else (_named(sorted(areas), UNITS_NAMED) or _("Every unit")),
        trigger="" if hidden else str(MajorTrigger(major.trigger).label),
        level=str(DowntimeLevel(major.level).label),
        commander=(major.commander.job_title if major.commander else "") or _("Nobody yet"),
        next_update=_due_words(due, local) if due else _("Not promised"),
        is_late=bool(due and due < local),
        others=ngettext(
            "%(count)d more major incident is active", "%(count)d more major incidents are active", others
        ) % {"count": others} if others else "",
    )  # fmt: skip


def _named(names: Iterable[str], most: int) -> str:
    """ "A, B, C and 2 more"."""
    known = list(names)
    words = ", ".join(known[:most])
    more = len(known) - most
    return _("%(names)s and %(count)d more") % {"names": words, "count": more} if more > 0 else words


def _due_words(due: datetime, local: datetime) -> str:
    """ "14:30, in 11m" or "14:30, 4m late"."""
    at = moment_words(due.astimezone(local.tzinfo), local)
    span = span_words((due - local).total_seconds())
    words = _("%(at)s, %(span)s late") if due < local else _("%(at)s, in %(span)s")
    return words % {"at": at, "span": span}
