"""Renewals: twelve months in lanes and as a table, and calendar addresses of notice dates."""

from datetime import UTC, date
from typing import Final

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hospital_itsm.core.access import can
from hospital_itsm.core.actors import System
from hospital_itsm.core.errors import ValueRefused
from hospital_itsm.core.views import PageView
from hospital_itsm.people.forms.refusals import show_refusal
from hospital_itsm.people.rules.tokens import hash_secret
from vendors.actions.feeds import make_feed, note_feed_use, revoke_feed
from vendors.contract_lines import lines_of
from vendors.filters import RenewalFilters
from vendors.forms.fields import line
from vendors.models import Contract, RenewalFeed
from vendors.renewal_lanes import LANES, drawn
from vendors.rules.icalendar import Day, calendar
from vendors.rules.lanes import Window, month_of
from vendors.rules.notice import months_later

MOST: Final = 200
OURS: Final = ("by", "from")
LONGEST_FEED: Final = 5000


class RenewalsView(PageView):
    """`/contracts/renewals/`, with `from` (a month), `by` (the lanes) and the filters of RenewalFilters."""

    access = "contract.read"

    def get(self, request: HttpRequest) -> HttpResponse:
        """Twelve months."""
        now = timezone.now()
        today = timezone.localdate(now)
        given = {name: request.GET.getlist(name) for name in request.GET if name not in OURS}
        asked = RenewalFilters(given, actor=request.user, now=now)
        window = Window(month_of(request.GET.get("from", "")) or today.replace(day=1))
        by = request.GET.get("by", "")
        by = by if by in LANES else next(iter(LANES))
        signed = Contract.objects.visible_to(request.user)
        found = asked.apply(signed.select_related("vendor", "owner").renewing(window.first, window.end))
        rows = [] if asked.errors else list(found[: MOST + 1])
        lines = lines_of(rows[:MOST], today)
        context = {
            "lines": lines,
            "is_cut": len(rows) > MOST,
            "most": MOST,
            "picture": drawn(lines, window, by),
            "by": by,
            "month": f"{window.first:%Y-%m}",
            "leaves_as": f"{asked.query()}&from={window.first:%Y-%m}",
            "first": window.first,
            "last": months_later(window.first, 11),
            "earlier": moved(request, window.first, -1),
            "later": moved(request, window.first, 1),
            "errors": list(asked.errors.values()),
            "chips": asked.chips(),
            "owners": signed.exclude(owner=None).order_by("owner__full_name").distinct()
            .values_list("owner__username", "owner__full_name"),
            "centers": signed.exclude(cost_center="").order_by("cost_center").distinct()
            .values_list("cost_center", flat=True),
        }  # fmt: skip
        return render(request, "vendors/renewals.html", context, status=400 if asked.errors else 200)


class FeedForm(forms.Form):
    """Where a calendar address is used."""

    use_required_attribute = False
    name = line(
        gettext_lazy("Where will you use it?"),
        required=gettext_lazy("Say where you will use it, such as: my phone."),
        most=80,
    )


class FeedsView(PageView):
    """`/contracts/renewals/calendars/`: my calendar addresses."""

    access = "contract.subscribe"

    def get(self, request: HttpRequest) -> HttpResponse:
        """Those in use."""
        return self.page(request, FeedForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        """Make one and show its address, this once."""
        form = FeedForm(request.POST)
        if not form.is_valid():
            return self.page(request, form, status=422)
        try:
            _feed, secret = make_feed(actor=request.user, name=form.cleaned_data["name"])
        except ValueRefused as refusal:
            show_refusal(form, refusal)
            return self.page(request, form, status=422)
        made = settings.SITE_URL.rstrip("/") + reverse("vendors:renewal_feed", args=[secret])
        return self.page(request, FeedForm(), made=made)

    def page(
        self, request: HttpRequest, form: forms.Form, *, status: int = 200, made: str = ""
    ) -> HttpResponse:
        """The page."""
        feeds = RenewalFeed.objects.filter(user_id=request.user.pk or 0, revoked_at__isnull=True)
        context = {"form": form, "feeds": feeds, "made": made}
        answer = render(request, "vendors/renewal_feeds.html", context, status=status)
        if made:
            answer["Cache-Control"] = "no-store"
        return answer


class RevokeFeedView(PageView):
    """`/contracts/renewals/calendars/<pk>/revoke/`."""

    access = "contract.subscribe"
    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Revoke one of mine."""
        try:
            revoke_feed(pk, actor=request.user)
        except RenewalFeed.DoesNotExist as error:
            raise Http404 from error
        messages.success(request, _("The address is revoked. Calendars that use it get nothing any more."))
        return redirect("vendors:renewal_feeds")


class FeedView(PageView):
    """`/contracts/renewals/feed/<secret>.ics`: notice dates, numbers and vendor names."""

    public_because = (
        "calendars cannot sign in; the secret stands for its owner, whose rights are asked at each read"
    )
    http_method_names = ["get"]

    def get(self, request: HttpRequest, secret: str) -> HttpResponse:
        """The calendar. Raises Http404 for a revoked one and where its owner may not read contracts."""
        live = RenewalFeed.objects.filter(revoked_at__isnull=True).select_related("user")
        feed = live.filter(secret_hash=hash_secret(secret)).first()
        if feed is None or not can(feed.user, "contract.read"):
            raise Http404
        now = timezone.now()
        note_feed_use(feed, actor=System("contracts"), at=now)
        waiting = Contract.objects.visible_to(feed.user).filter(status="active", notice_on__isnull=False)
        rows = waiting.select_related("vendor").order_by("notice_on", "pk")[:LONGEST_FEED]
        days = [
            Day(
                f"contract-{row.pk}-notice",
                row.notice_on,
                _("Notice date: %(number)s, %(vendor)s") % {"number": row.number, "vendor": row.vendor.name},
            )
            for row in rows
        ]
        text = calendar(_("Notice dates"), days, now.astimezone(UTC))
        return HttpResponse(
            text,
            content_type="text/calendar; charset=utf-8",
            headers={"Cache-Control": "private, no-store", "Referrer-Policy": "no-referrer"},
        )


def moved(request: HttpRequest, first: date, months: int) -> str:
    """This address some months earlier or later."""
    query = request.GET.copy()
    query["from"] = f"{months_later(first, months):%Y-%m}"
    return f"{request.path}?{query.urlencode()}"
