"""The registers: recovery tests, recovery plans, data feeds."""

from datetime import datetime
from typing import Any, ClassVar

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hospital_itsm.audit.history import history_of
from hospital_itsm.continuity.actions import registers
from hospital_itsm.continuity.choices import TestKind, TestResult
from hospital_itsm.continuity.exported import FEEDS, PLANS, TESTS, test_rows
from hospital_itsm.continuity.filters_registers import OBJECTIVES
from hospital_itsm.continuity.forms.registers import (
    FeedForm,
    NewFeedForm,
    NewPlanForm,
    PlanForm,
    ReasonForm,
    TestForm,
    feed_fields,
    plan_fields,
)
from hospital_itsm.continuity.models import DataFeed, RecoveryPlan, RecoveryTest
from hospital_itsm.continuity.registers import WORDS, look_of, put_feeds
from hospital_itsm.continuity.rules.registers import BROKEN
from hospital_itsm.core.access import can
from hospital_itsm.core.filtering import Filters
from hospital_itsm.core.views import PageView
from hospital_itsm.exporting.lists import ExportedList, Reader
from hospital_itsm.people.views.form_page import FormPage, posted

MOST = 500
"""Lines on a page; a longer register is narrowed, or leaves as a file."""


class RegisterView(PageView):
    """One register, narrowed by its filters: what is late comes first unless another order is asked for."""

    access = "outage.read"
    template: ClassVar[str]
    listed: ClassVar[ExportedList]

    def get(self, request: HttpRequest) -> HttpResponse:
        """List them."""
        now = timezone.now()
        asked = self.listed.filters(request.GET, actor=request.user, now=now)
        order = request.GET.get("sort", "")
        order = order if order in self.listed.orders else next(iter(self.listed.orders))
        rows = [] if asked.errors else self.lines(request, asked, order, now)
        context = {
            "lines": [(row, *look_of(row)) for row in rows[:MOST]],
            "is_cut": len(rows) > MOST,
            "most": MOST,
            "late": sum(row.standing in BROKEN for row in rows[:MOST]),
            "may_keep": can(request.user, "register.keep"),
            "listed": self.listed.code,
            "chips": [chip for chip in asked.chips() if chip.name != "q"],
            "errors": list(asked.errors.values()),
            "q": request.GET.get("q", ""),
            "query": asked.query(),
            "order": order,
            "asked": request.GET,
            "kept": [
                (name, value)
                for name in request.GET
                if name in self.listed.filters.known and name not in ("q", "standing", *self.choices())
                for value in request.GET.getlist(name)
            ],
            "standings": [(code, WORDS[code][1]) for code in self.listed.filters.known["standing"].codes],
            "action": reverse(self.listed.page_name),
            **self.choices(),
        }
        return render(request, self.template, context, status=400 if asked.errors else 200)

    def lines(self, request: HttpRequest, asked: Filters, order: str, now: datetime) -> list[Any]:
        """The rows with their standing, one more than is shown at most."""
        reader = Reader(request.user, request.GET, now)
        (rows,) = self.listed.sources(reader)
        found = asked.apply(rows).order_by(*self.listed.orders[order])[: MOST + 1]
        return list(self.listed.dress(list(found), reader))

    def choices(self) -> dict[str, Any]:
        """What its own filters are chosen from."""
        return {}


class TestsView(RegisterView):
    """`/continuity/tests/`: the latest test of each kind of each service or unit, by the day the next is due."""

    template = "continuity/tests.html"
    listed = TESTS

    def choices(self) -> dict[str, Any]:
        """Kinds, results and how objectives were met."""
        return {
            "kind": TestKind.choices,
            "result": TestResult.choices,
            "rto": OBJECTIVES.items(),
            "rpo": OBJECTIVES.items(),
        }


class PlansView(RegisterView):
    """`/continuity/plans/`: plans by the day their review is due."""

    template = "continuity/plans.html"
    listed = PLANS


class FeedsView(RegisterView):
    """`/continuity/feeds/`: feeds, those that are missing first."""

    template = "continuity/feeds.html"
    listed = FEEDS


class FeedView(PageView):
    """`/continuity/feeds/<code>/`: one feed with its latest runs."""

    access = "outage.read"

    def get(self, request: HttpRequest, code: str) -> HttpResponse:
        """Show it."""
        feed = feed_or_404(request, code)
        put_feeds([feed], timezone.now())
        mark, words = look_of(feed)
        context = {
            "feed": feed,
            "mark": mark,
            "words": words,
            "runs": list(feed.runs.order_by("-ended_at", "-id")[:50]),
            "may_keep": can(request.user, "register.keep"),
            "history": history_of([feed]),
        }
        return render(request, "continuity/feed.html", context)


class NewTestView(FormPage):
    """`/continuity/tests/new/`; `?service=` names the service."""

    access = "register.keep"
    button = gettext_lazy("Record it")
    done = gettext_lazy("It is recorded.")

    def form(self, request: HttpRequest, row: Any) -> forms.Form:
        """What was tested."""
        initial = {"service": request.GET.get("service", "")[:12], "done_on": timezone.localdate()}
        return TestForm(posted(request), initial=initial)

    def act(self, request: HttpRequest, row: Any, data: dict[str, Any]) -> RecoveryTest:
        """Record it."""
        return registers.record_test(actor=request.user, **data)

    def heading(self, row: Any) -> str:
        """What the page does."""
        return _("Record a recovery test")

    def back(self, row: Any) -> str:
        """The register."""
        return reverse("continuity:tests")


class WithdrawTestView(FormPage):
    """`/continuity/tests/<number>/withdraw/`."""

    access = "register.keep"
    button = gettext_lazy("Withdraw it")
    done = gettext_lazy("It counts no more.")

    def row(self, request: HttpRequest, **where: Any) -> RecoveryTest:
        """The test of the address."""
        found: RecoveryTest = get_object_or_404(test_rows(request.user), pk=where["pk"])
        return found

    def form(self, request: HttpRequest, row: Any) -> forms.Form:
        """Why."""
        return ReasonForm(posted(request), initial={"version": row.version})

    def act(self, request: HttpRequest, row: Any, data: dict[str, Any]) -> RecoveryTest:
        """Withdraw it."""
        return registers.withdraw_test(row.pk, actor=request.user, **data)

    def heading(self, row: Any) -> str:
        """Names it."""
        return _("Withdraw: %(kind)s, %(subject)s") % {
            "kind": row.get_kind_display(),
            "subject": row.subject.name,
        }


class NewPlanView(FormPage):
    """`/continuity/plans/new/`."""

    access = "register.keep"
    button = gettext_lazy("Add the plan")
    done = gettext_lazy("The plan is added.")

    def form(self, request: HttpRequest, row: Any) -> forms.Form:
        """What it says."""
        initial = {"service": request.GET.get("service", "")[:12], "reviewed_on": timezone.localdate()}
        return NewPlanForm(posted(request), initial=initial)

    def act(self, request: HttpRequest, row: Any, data: dict[str, Any]) -> RecoveryPlan:
        """Add it."""
        data.pop("version")
        return registers.add_plan(actor=request.user, service=data.pop("service"), fields=data)

    def heading(self, row: Any) -> str:
        """What the page does."""
        return _("Add a recovery plan")

    def back(self, row: Any) -> str:
        """The register."""
        return reverse("continuity:plans")


class EditPlanView(FormPage):
    """`/continuity/plans/<number>/`."""

    access = "register.keep"
    button = gettext_lazy("Save")
    done = gettext_lazy("The plan is changed.")

    def row(self, request: HttpRequest, **where: Any) -> RecoveryPlan:
        """The plan of the address."""
        rows = RecoveryPlan.objects.visible_to(request.user).select_related("owner", "service")
        found: RecoveryPlan = get_object_or_404(rows, pk=where["pk"])
        return found

    def form(self, request: HttpRequest, row: Any) -> forms.Form:
        """What it says."""
        return PlanForm(posted(request), initial=plan_fields(row))

    def act(self, request: HttpRequest, row: Any, data: dict[str, Any]) -> RecoveryPlan:
        """Change it."""
        version = data.pop("version")
        return registers.change_plan(row.pk, actor=request.user, fields=data, version=version)

    def stored(self, row: Any) -> dict[str, Any]:
        """What it says now."""
        return {name: value for name, value in plan_fields(row).items() if name != "version"}

    def heading(self, row: Any) -> str:
        """Names it."""
        return _("Plan for %(name)s") % {"name": row.service.name}


class NewFeedView(FormPage):
    """`/continuity/feeds/new/`."""

    access = "register.keep"
    button = gettext_lazy("Add the feed")
    done = gettext_lazy("The feed is added. Its first run is expected within its interval.")

    def form(self, request: HttpRequest, row: Any) -> forms.Form:
        """What it says."""
        return NewFeedForm(posted(request), initial={"expected_minutes": 1440})

    def act(self, request: HttpRequest, row: Any, data: dict[str, Any]) -> DataFeed:
        """Add it."""
        data.pop("version")
        return registers.add_feed(data.pop("code"), actor=request.user, fields=data)

    def heading(self, row: Any) -> str:
        """What the page does."""
        return _("Add a data feed")

    def back(self, row: Any) -> str:
        """The register."""
        return reverse("continuity:feeds")


class EditFeedView(FormPage):
    """`/continuity/feeds/<code>/edit/`."""

    access = "register.keep"
    button = gettext_lazy("Save")
    done = gettext_lazy("The feed is changed.")

    def row(self, request: HttpRequest, **where: Any) -> DataFeed:
        """The feed of the address."""
        return feed_or_404(request, where["code"])

    def form(self, request: HttpRequest, row: Any) -> forms.Form:
        """What it says."""
        return FeedForm(posted(request), initial=feed_fields(row))

    def act(self, request: HttpRequest, row: Any, data: dict[str, Any]) -> DataFeed:
        """Change it."""
        version = data.pop("version")
        return registers.change_feed(row.code, actor=request.user, fields=data, version=version)

    def stored(self, row: Any) -> dict[str, Any]:
        """What it says now."""
        return {name: value for name, value in feed_fields(row).items() if name != "version"}

    def heading(self, row: Any) -> str:
        """Names it."""
        return _("Change %(name)s") % {"name": row.name}


def feed_or_404(request: HttpRequest, code: str) -> DataFeed:
    """The feed of an address."""
    rows = DataFeed.objects.visible_to(request.user).select_related("service", "team")
    found: DataFeed = get_object_or_404(rows, code=code)
    return found
