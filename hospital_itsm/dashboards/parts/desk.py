"""The desk today: what stands in the queue now, as far as the reader sees it in the agent area."""

from datetime import datetime, timedelta
from statistics import median
from typing import Any, Final

from django.db.models import Count as Number
from django.db.models import F, Q
from django.db.models.functions import TruncHour
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hospital_itsm.core.display import moment_words, span_words
from hospital_itsm.dashboards import charts
from hospital_itsm.dashboards.counted import list_of
from hospital_itsm.dashboards.declared import Reader, address
from hospital_itsm.dashboards.drawn import BAD, WARN, Cell, Column, Count, Decision, Drawn, Table
from hospital_itsm.dashboards.rules.arrivals import by_hour, usual_until
from hospital_itsm.kpi.measures.base import ONE_DAY, midnight
from hospital_itsm.underpinning.choices import ClockState
from hospital_itsm.underpinning.models import VendorClock
from tickets.choices import State
from tickets.models import Ticket
from tickets.queries.queue_views import AFFECTS_CARE
from tickets.queries.tickets import TicketQuerySet

AHEAD: Final = timedelta(hours=2)
WEEKS: Final = 4
RISING_DAYS: Final = 28
LEAST_RISING: Final = 2
MOST: Final = 5
MOST_AGENTS: Final = 10
HOURS: Final = 24
NO_TEAM: Final = "none"


def tickets(reader: Reader) -> TicketQuerySet:
    """Tickets the reader sees in the agent area."""
    found: TicketQuerySet = Ticket.objects.on_desk(reader.actor)
    return found


def queue(view: str, **query: Any) -> str:
    """A view of the queue."""
    return address("tickets:queue_view", view, **query)


def _counts(reader: Reader) -> dict[str, int]:
    """The numbers of the headline: one statement a request."""

    def read() -> dict[str, int]:
        found: dict[str, int] = (
            tickets(reader)
            .open()
            .aggregate(
                open=Number("pk"),
                unassigned=Number("pk", filter=Q(assignee__isnull=True) & ~Q(state=State.RESTORED)),
                overdue=Number("pk", filter=Q(next_due_at__lt=reader.now)),
                care=Number("pk", filter=AFFECTS_CARE),
                unowned=Number("pk", filter=AFFECTS_CARE & Q(assignee__isnull=True)),
                reopened=Number("pk", filter=Q(reopened_count__gt=0)),
            )
        )
        return found

    counts: dict[str, int] = reader.once("desk counts", read)
    return counts


def open_now(reader: Reader) -> Count:
    """All open tickets."""
    return Count(_counts(reader)["open"], queue("all"))


def unassigned(reader: Reader) -> Count:
    """Those nobody has taken."""
    return Count(_counts(reader)["unassigned"], queue("unassigned"))


def overdue(reader: Reader) -> Count:
    """Those whose next promise is over."""
    return Count(_counts(reader)["overdue"], queue("all", late="yes"))


def care(reader: Reader) -> Count:
    """Those that affect patient care."""
    return Count(_counts(reader)["care"], queue("care"))


def reopened(reader: Reader) -> Count:
    """Those that were opened again."""
    return Count(_counts(reader)["reopened"], queue("reopened"))


def first_response(reader: Reader) -> Count | None:
    """The median time to the first answer of tickets opened today, where any was answered: one statement."""
    rows = tickets(reader).filter(opened_at__gte=midnight(reader.today), responded_at__isnull=False)
    spans = [
        (responded - opened).total_seconds()
        for opened, responded in rows.values_list("opened_at", "responded_at")
    ]
    if not spans:
        return None
    middle = median(spans)
    url = queue("every", opened_after=reader.today.isoformat(), sort="newest")
    return Count(round(middle / 60), url, words=span_words(middle))


def care_unowned(reader: Reader) -> list[Decision]:
    """Tickets that affect patient care and are nobody's."""
    number = _counts(reader)["unowned"]
    if not number:
        return []
    text = ngettext(
        "%(n)d ticket that affects patient care has nobody working on it.",
        "%(n)d tickets that affect patient care have nobody working on them.",
        number,
    ) % {"n": number}
    return [
        Decision(
            _("Assign now"), text, _("Tickets"), queue("care", assignee="none"), BAD, "activity-heartbeat",
            strong=(str(number),), holds=number,
        )
    ]  # fmt: skip


def due_soon(reader: Reader) -> list[Decision]:
    """Promises that come due in the next two hours, by team, the most first: one statement."""
    until = reader.now + AHEAD
    groups = _soon(reader).order_by().values("team__code", "team__name").annotate(number=Number("pk"))
    found = sorted(groups, key=lambda one: (-one["number"], one["team__name"] or ""))
    moment = moment_words(timezone.localtime(until), timezone.localtime(reader.now))
    return [_due(one, moment, until, reader) for one in found[:3]]


def _soon(reader: Reader) -> TicketQuerySet:
    found: TicketQuerySet = (
        tickets(reader).open().filter(next_due_at__gte=reader.now, next_due_at__lt=reader.now + AHEAD)
    )
    return found


def soon_keys(reader: Reader, team: str) -> Any:
    """Open tickets of a team, or of none yet, whose promise comes due in the next two hours."""
    of = {"team__isnull": True} if team == NO_TEAM else {"team__code": team}
    return _soon(reader).filter(**of).order_by().values_list("pk", flat=True)


def _due(one: dict[str, Any], moment: str, until: datetime, reader: Reader) -> Decision:
    words = {"n": one["number"], "team": one["team__name"] or _("No team yet"), "moment": moment}
    text = (
        ngettext(
            "%(team)s: %(n)d promise comes due by %(moment)s.",
            "%(team)s: %(n)d promises come due by %(moment)s.",
            one["number"],
        )
        % words
    )
    go = ngettext("%(n)d ticket", "%(n)d tickets", one["number"]) % words
    return Decision(
        _("Next 2 hours"), text, go, list_of(reader, "due_soon", one["team__code"] or NO_TEAM, sort="time_left"),
        WARN, "clock-hour-9", until.date(), (str(words["team"]),), holds=one["number"],
    )  # fmt: skip


def arrivals(reader: Reader) -> Drawn:
    """Tickets opened today hour by hour, against the mean of the last four of the same weekday: one statement."""
    days = [reader.today - ONE_DAY * 7 * week for week in range(WEEKS + 1)]
    inside = Q()
    for day in days:
        inside |= Q(opened_at__gte=midnight(day), opened_at__lt=midnight(day + ONE_DAY))
    hour = TruncHour("opened_at", tzinfo=timezone.get_current_timezone())
    groups = tickets(reader).filter(inside).order_by().annotate(hour=hour).values_list("hour")
    counted = {timezone.localtime(at): n for at, n in groups.annotate(n=Number("pk"))}
    now = timezone.localtime(reader.now)
    counts = {(at.date(), at.hour): n for at, n in counted.items()}
    today, usual = by_hour(counts, days, now.hour)
    running = counts.get((reader.today, now.hour), 0)
    labels = [f"{at:02}" for at in range(HOURS)]
    rows = tuple(
        (
            Cell(f"{label}:00", note=_("runs still") if at == now.hour else ""),
            Cell(str(running) if at == now.hour else "–" if today[at] is None else str(today[at])),
            Cell(f"{usual[at]:.1f}"),
        )
        for at, label in enumerate(labels)
    )
    so_far = sum(one or 0 for one in today) + running
    expected = usual_until(usual, now.hour, (now.minute * 60 + now.second) / 3600)
    return Drawn(
        Table(
            (Column(_("Hour")), Column(_("Today"), is_number=True), Column(_("Usual"), is_number=True)),
            rows if so_far or any(usual) else (),
        ),
        empty=_("Nothing was opened today, nor on the last four of these weekdays."),
        picture=charts.line(
            [(_("Today"), [None if one is None else float(one) for one in today]), (_("Usual"), usual)],
            labels,
            title=_("Tickets opened by hour"),
            desc=_("The table under the picture holds every number."),
        ),
        aside=_("%(n)d so far, usually %(usual)s") % {"n": so_far, "usual": f"{expected:.0f}"},
    )


def load(reader: Reader) -> Drawn:
    """Open tickets of each agent, the most first, those overdue among them: one statement."""
    rows = tickets(reader).open().filter(assignee__isnull=False).order_by()
    groups = rows.values("assignee__username", "assignee__full_name").annotate(
        n=Number("pk"), late=Number("pk", filter=Q(next_due_at__lt=reader.now))
    )
    found = sorted(groups, key=lambda one: (-one["n"], one["assignee__full_name"]))
    most = found[0]["n"] if found else 1
    lines = tuple(
        (
            Cell(
                one["assignee__full_name"],
                url=queue("all", assignee=one["assignee__username"]),
                holds=one["n"],
            ),
            Cell("", picture=charts.bar(one["n"], most)),
            Cell(
                str(one["n"]),
                note=_("%(n)d overdue") % {"n": one["late"]} if one["late"] else "",
                is_late=bool(one["late"]),
            ),
        )
        for one in found[:MOST_AGENTS]
    )
    return Drawn(
        Table((Column(_("Agent")), Column("", is_picture=True), Column(_("Open"), is_number=True)), lines),
        empty=_("No open ticket has anybody working on it."),
        note=_("%(n)d more have open tickets.") % {"n": len(found) - MOST_AGENTS}
        if len(found) > MOST_AGENTS
        else "",
    )


def rising(reader: Reader) -> Drawn:
    """Units and services that report more in 24 hours than in a usual day of the last 28: one statement."""
    since = reader.now - ONE_DAY
    rows = tickets(reader).filter(
        opened_at__gte=since - ONE_DAY * RISING_DAYS, service__isnull=False, care_area__isnull=False
    )
    names = ("care_area__code", "care_area__name", "service__code", "service__name")
    groups = (
        rows.order_by()
        .values(*names)
        .annotate(now=Number("pk", filter=Q(opened_at__gte=since)), n=Number("pk"))
        .filter(now__gte=LEAST_RISING)
    )
    found = [(one, (one["n"] - one["now"]) / RISING_DAYS) for one in groups]
    found = [(one, usual) for one, usual in found if one["now"] > usual]
    found.sort(key=lambda pair: (pair[1] - pair[0]["now"], pair[0]["care_area__name"]))
    lines = tuple(
        (
            Cell(
                one["service__name"],
                url=queue(
                    "every",
                    care_area=one["care_area__code"],
                    service=one["service__code"],
                    opened_after=since.isoformat(),
                ),
                note=one["care_area__name"],
                holds=one["now"],
            ),
            Cell(str(one["now"])),
            Cell(f"{usual:.1f}"),
        )
        for one, usual in found[:MOST]
    )
    return Drawn(
        Table(
            (
                Column(_("Topic")),
                Column(_("In 24 hours"), is_number=True),
                Column(_("A usual day"), is_number=True),
            ),
            lines,
        ),
        empty=_("No unit reports more about any service than it usually does."),
    )


def waiting(reader: Reader) -> Drawn:
    """The tickets that wait longest on their requester: one statement."""
    rows = tickets(reader).filter(state=State.PENDING_REQUESTER)
    found = rows.order_by(F("last_public_at").asc(nulls_first=True), "id").select_related("care_area")
    lines = tuple(
        (
            Cell(one.key, url=one.get_absolute_url(), note=one.title),
            Cell(one.care_area.name if one.care_area else "–"),
            Cell(_waited(one.last_public_at or one.opened_at, reader.now)),
        )
        for one in found[:MOST]
    )
    return Drawn(
        Table((Column(_("Ticket")), Column(_("Unit")), Column(_("Waits"), is_number=True)), lines),
        empty=_("No ticket waits on who reported it."),
        more=_("All that wait"),
        more_url=queue("waiting", sort="oldest"),
    )


def _waited(since: datetime, now: datetime) -> str:
    return span_words((now - since).total_seconds())


def vendors_late(reader: Reader) -> Drawn | None:
    """Promises of vendors that are late and still open, the longest first: one statement."""
    if not reader.may("vendor_task.read"):
        return None
    running = {"state__in": (ClockState.RUNNING, ClockState.MISSED), "stopped_at__isnull": True}
    rows = VendorClock.objects.visible_to(reader.actor).filter(task__ended_at__isnull=True, **running)
    rows = rows.filter(due_at__lt=reader.now)
    found = rows.select_related("vendor", "task__ticket").order_by("due_at", "pk")[:MOST]
    lines = tuple(
        (
            Cell(one.vendor.name, url=address("underpinning:task", one.task_id), note=one.task.ticket.key),
            Cell(str(one.get_metric_display())),
            Cell(_waited(one.due_at, reader.now), is_late=True),
        )
        for one in found
    )
    return Drawn(
        Table((Column(_("Vendor")), Column(_("Promise")), Column(_("Late by"), is_number=True)), lines),
        empty=_("No vendor is late with a promise."),
        more=_("All promises of vendors"),
        more_url=address("underpinning:clocks"),
    )
