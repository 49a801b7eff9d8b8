"""The hand-over as it stands now and as it was written, what teams say, and the emergency sheet."""

from datetime import datetime
from pathlib import Path
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hospital_itsm.core.access import can, require
from hospital_itsm.core.errors import Conflict, StaleVersion
from hospital_itsm.core.views import PageView
from hospital_itsm.jobs.heartbeats import last_beat
from hospital_itsm.people.models import CareArea, Team
from hospital_itsm.people.views.form_page import FormPage, posted
from hospital_itsm.shifts import written
from hospital_itsm.shifts.actions import words
from hospital_itsm.shifts.choices import By
from hospital_itsm.shifts.forms.shifts import WordsForm
from hospital_itsm.shifts.models import Shift, ShiftHandover, TeamWord
from hospital_itsm.shifts.queries import standing
from hospital_itsm.shifts.rules.changes import minutes_late, next_change
from hospital_itsm.shifts.sheet import PART, STALE
from hospital_itsm.shifts.shown import Group, grouped

LATEST = 9


class NowView(PageView):
    """`/shift/`: what a shift that ended now would hand over."""

    access = "shift.read"

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show it."""
        now = timezone.now()
        lines = standing.urgent_and_due(request.user, now)
        handovers = written.latest(LATEST)
        words = written.words_of(handovers[0], request.user) if handovers else {}
        context = {
            "at": now,
            "handover": None,
            "groups": groups_of(request, lines, now, words, handovers[0] if handovers else None),
            "notices": standing.notices(),
            "following": following(now),
            **sheet_facts(now),
            **common(request, handovers),
        }
        return render(request, "shifts/handover.html", context)


class HandoverView(PageView):
    """`/shift/<number>/`: what stood at a change of shifts."""

    access = "shift.read"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show it."""
        return show_handover(request, handover_or_404(pk))


class SayView(FormPage):
    """`/shift/<number>/teams/<code>/say/`."""

    access = "shift.speak"
    button = gettext_lazy("Tell the next shift")
    done = gettext_lazy("The next shift reads it in the hand-over.")

    def row(self, request: HttpRequest, **where: Any) -> Team:
        """The team of the address."""
        self.handover = handover_or_404(where["pk"])
        return team_or_404(where["code"])

    def form(self, request: HttpRequest, row: Any) -> forms.Form:
        """What they say."""
        said = self.said(row)
        first = {"words": said.words, "version": said.version} if said else {"version": 0}
        return WordsForm(posted(request), initial=first)

    def said(self, team: Team) -> TeamWord | None:
        """What stands there now."""
        return TeamWord.objects.filter(handover=self.handover, team=team).first()

    def act(self, request: HttpRequest, row: Any, data: dict[str, Any]) -> TeamWord:
        """Say it."""
        return words.say_words(self.handover.pk, row, actor=request.user, **data)

    def stored(self, row: Any) -> dict[str, Any]:
        """What somebody else said meanwhile."""
        said = self.said(row)
        return {"words": said.words if said else ""}

    def heading(self, row: Any) -> str:
        """Names team and shift."""
        return _("What %(team)s tells the %(shift)s shift") % {
            "team": row.name,
            "shift": self.handover.shift.name.lower(),
        }

    def back(self, row: Any) -> str:
        """The hand-over."""
        return self.handover.get_absolute_url()


class TakeView(PageView):
    """`/shift/<number>/teams/<code>/take/`: the next shift takes over."""

    access = "shift.speak"
    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int, code: str) -> HttpResponse:
        """Take it over, or say who was faster."""
        handover, team = handover_or_404(pk), team_or_404(code)
        require(request.user, "shift.speak", team)
        try:
            words.take_over(handover.pk, team, actor=request.user)
        except (Conflict, StaleVersion) as refusal:
            messages.warning(request, refusal.message)
        else:
            messages.success(request, _("You took over for %(team)s.") % {"team": team.name})
        return redirect(handover)


class SheetView(PageView):
    """`/shift/emergency-sheet/`: the sheet as it was written last, to keep on a stick or to print."""

    access = "shift.read"

    def get(self, request: HttpRequest) -> HttpResponseBase:
        """Send the file."""
        path = Path(settings.EMERGENCY_SHEET)
        if not path.is_file():
            raise Http404
        return FileResponse(path.open("rb"), as_attachment=True, filename=path.name, content_type="text/html")


def show_handover(request: HttpRequest, handover: ShiftHandover) -> HttpResponse:
    """The page of a written hand-over."""
    lines = written.lines_of(handover, request.user)
    context = {
        "at": handover.at,
        "handover": handover,
        "late": minutes_late(handover.at, handover.written_at),
        "groups": groups_of(request, lines, handover.at, written.words_of(handover, request.user), handover),
        "notices": [one.notice for one in handover.notices.select_related("notice").order_by("id")],
        **common(request, written.latest(LATEST)),
    }
    return render(request, "shifts/handover.html", context)


def groups_of(
    request: HttpRequest, lines: Any, at: datetime, said: dict[int, TeamWord], handover: ShiftHandover | None
) -> list[Group]:
    """The lines as the address asks for them: by team or unit, of one team, of one unit."""
    team, unit = request.GET.get("team", ""), request.GET.get("unit", "")
    chosen = [
        line
        for line in lines
        if (not team or (line.team is not None and line.team.code == team))
        and (not unit or (line.care_area is not None and line.care_area.code == unit))
    ]
    kept = {pk: word for pk, word in said.items() if not unit and team in ("", word.team.code)}
    groups = grouped(chosen, by_of(request), at, kept, frozenset(request.user.team_ids))  # type: ignore[union-attr]
    for group in groups:
        group.may_speak = bool(handover and group.team and can(request.user, "shift.speak", group.team))
    return groups


def by_of(request: HttpRequest) -> str:
    """What the address groups by. Raises BadRequest."""
    by = request.GET.get("by", By.TEAM)
    if by not in By.values:
        raise BadRequest(_("Group by team or by unit."))
    return by


def common(request: HttpRequest, handovers: list[ShiftHandover]) -> dict[str, Any]:
    """What both pages choose from."""
    return {
        "by": by_of(request),
        "bys": By.choices,
        "teams": Team.objects.filter(is_active=True).order_by("name"),
        "team": request.GET.get("team", ""),
        "units": CareArea.objects.filter(is_active=True).order_by("name"),
        "unit": request.GET.get("unit", ""),
        "handovers": handovers,
        "latest": handovers[0] if handovers else None,
    }


def following(now: datetime) -> dict[str, Any] | None:
    """The next change of shifts: its instant and name; one statement."""
    rows = {row.pk: row for row in Shift.objects.filter(is_active=True)}
    change = next_change(
        [(pk, row.begins_at) for pk, row in rows.items()], now, timezone.get_default_timezone()
    )
    return {"at": change.at, "shift": rows[change.shift]} if change else None


def sheet_facts(now: datetime) -> dict[str, Any]:
    """When the emergency sheet was written, and whether that is too long ago; one statement."""
    written_at = last_beat(PART)
    return {"sheet_at": written_at, "is_sheet_stale": written_at is None or now - written_at > STALE}


def handover_or_404(pk: int) -> ShiftHandover:
    """The hand-over of an address."""
    found: ShiftHandover = get_object_or_404(ShiftHandover.objects.select_related("shift"), pk=pk)
    return found


def team_or_404(code: str) -> Team:
    """The team of an address."""
    return get_object_or_404(Team, code=code, is_active=True)
