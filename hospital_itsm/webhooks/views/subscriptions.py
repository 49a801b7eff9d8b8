"""`/setup/webhooks/`: subscriptions, their secret, and the log of what was delivered."""

from datetime import timedelta
from typing import Any

from django import forms
from django.core.exceptions import BadRequest
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hospital_itsm.audit.history import history_of
from hospital_itsm.core.listing import BadCursor, seek
from hospital_itsm.core.outbound import host_of
from hospital_itsm.core.views import PageView
from hospital_itsm.people.views.form_page import FormPage, posted
from hospital_itsm.webhooks.actions import subscriptions
from hospital_itsm.webhooks.choices import DeliveryKind, Standing, State
from hospital_itsm.webhooks.forms import ReasonForm, ReplayForm, SubscriptionForm
from hospital_itsm.webhooks.models import Subscription
from hospital_itsm.webhooks.queries.due import offered, readable
from hospital_itsm.webhooks.wording import kind_words, words

PAGE_SIZE = 25
LATELY = timedelta(days=7)


class SubscriptionsView(PageView):
    """Every subscription with how it goes."""

    access = "webhook.manage"
    http_method_names = ["get"]

    def get(self, request: HttpRequest) -> HttpResponse:
        """List them."""
        waiting = Q(deliveries__done_at=None, deliveries__failed_at=None, deliveries__pk__isnull=False)
        given_up = Q(deliveries__failed_at__isnull=False, deliveries__kind=DeliveryKind.CHANGES)
        rows = Subscription.objects.select_related("account__owner").annotate(
            waiting=Count("deliveries", filter=waiting),
            given_up=Count("deliveries", filter=given_up),
        )
        shown = [(row, host_of(row.address)) for row in rows.order_by("name")]
        return render(request, "webhooks/subscriptions.html", {"rows": shown})


class SubscriptionView(PageView):
    """One subscription and its log, newest first."""

    access = "webhook.manage"
    http_method_names = ["get"]

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show it."""
        return subscription_page(request, row_of(pk))


class NewSubscriptionView(FormPage):
    """Subscribe; the answer shows the secret, this once."""

    access = "webhook.manage"
    button = gettext_lazy("Add the webhook")
    done = gettext_lazy("The webhook is added and told what changes from now on.")

    def form(self, request: HttpRequest, row: Any) -> forms.Form:
        """Empty, as oneself."""
        return SubscriptionForm(request.user, None, posted(request), initial={"account": request.user.pk})

    def act(self, request: HttpRequest, row: Any, data: dict[str, Any]) -> tuple[Subscription, str]:
        """Add it."""
        reason = data.pop("reason")
        data.pop("version")
        return subscriptions.add_subscription(actor=request.user, fields=data, reason=reason)

    def after(self, request: HttpRequest, saved: Any) -> HttpResponse:
        """Its page with its secret: a redirect would have to carry it."""
        row, secret = saved
        return subscription_page(request, row, made=secret)

    def heading(self, row: Any) -> str:
        """What the page does."""
        return _("Add a webhook")

    def back(self, row: Any) -> str:
        """The list."""
        return reverse("webhooks:subscriptions")

    def more_context(self, request: HttpRequest, row: Any) -> dict[str, Any]:
        """What it means."""
        told = _(
            "The address is sent which objects changed, never what is written in them. "
            "Restricted tickets are never told."
        )
        return {"told": told}


class EditSubscriptionView(FormPage):
    """Change where to, what, and as whom."""

    access = "webhook.manage"
    button = gettext_lazy("Save")
    done = gettext_lazy("The webhook is changed.")

    def row(self, request: HttpRequest, **where: Any) -> Subscription:
        """The one of the address."""
        return row_of(where["pk"])

    def form(self, request: HttpRequest, row: Any) -> forms.Form:
        """Its present values."""
        initial = {**self.stored(row), "version": row.version}
        return SubscriptionForm(request.user, row.account_id, posted(request), initial=initial)

    def act(self, request: HttpRequest, row: Any, data: dict[str, Any]) -> Subscription:
        """Change it."""
        reason, version = data.pop("reason"), data.pop("version")
        return subscriptions.change_subscription(
            row.pk, actor=request.user, fields=data, reason=reason, version=version
        )

    def heading(self, row: Any) -> str:
        """Names it."""
        return _("Change %(name)s") % {"name": row.name}

    def stored(self, row: Any) -> dict[str, Any]:
        """The values as the form holds them."""
        return {"name": row.name, "address": row.address, "account": row.account_id, "kinds": row.kinds}


class SecretView(FormPage):
    """Make a new secret; the answer shows it, this once."""

    access = "webhook.manage"
    button = gettext_lazy("Make a new secret")
    done = gettext_lazy("The new secret signs from now on; the former one beside it for 48 hours.")

    def row(self, request: HttpRequest, **where: Any) -> Subscription:
        """The one of the address."""
        return row_of(where["pk"])

    def form(self, request: HttpRequest, row: Any) -> forms.Form:
        """Why."""
        return ReasonForm(posted(request))

    def act(self, request: HttpRequest, row: Any, data: dict[str, Any]) -> tuple[Subscription, str]:
        """Make it."""
        return subscriptions.rotate_secret(row.pk, actor=request.user, reason=data["reason"])

    def after(self, request: HttpRequest, saved: Any) -> HttpResponse:
        """Its page with the secret."""
        row, secret = saved
        return subscription_page(request, row, made=secret)

    def heading(self, row: Any) -> str:
        """Names it."""
        return _("New secret for %(name)s") % {"name": row.name}

    def more_context(self, request: HttpRequest, row: Any) -> dict[str, Any]:
        """What it means."""
        told = _(
            "Deliveries are signed with both secrets for 48 hours, so that the other side can change in peace. "
            "A secret from an earlier change ends at once."
        )
        return {"told": told}


class PauseView(FormPage):
    """Tell it nothing for a while."""

    access = "webhook.manage"
    button = gettext_lazy("Pause")
    done = gettext_lazy(
        "The webhook is paused. What changes meanwhile is told when it is taken into use again."
    )

    def row(self, request: HttpRequest, **where: Any) -> Subscription:
        """The one of the address."""
        return row_of(where["pk"])

    def form(self, request: HttpRequest, row: Any) -> forms.Form:
        """Why."""
        return ReasonForm(posted(request))

    def act(self, request: HttpRequest, row: Any, data: dict[str, Any]) -> Subscription:
        """Pause it."""
        return subscriptions.pause_subscription(row.pk, actor=request.user, reason=data["reason"])

    def heading(self, row: Any) -> str:
        """Names it."""
        return _("Pause %(name)s") % {"name": row.name}


class ResumeView(PauseView):
    """Go on where it was left."""

    button = gettext_lazy("Take into use again")
    done = gettext_lazy("The webhook goes on where it was left.")

    def act(self, request: HttpRequest, row: Any, data: dict[str, Any]) -> Subscription:
        """Resume it."""
        return subscriptions.resume_subscription(row.pk, actor=request.user, reason=data["reason"])

    def heading(self, row: Any) -> str:
        """Names it."""
        return _("Take %(name)s into use again") % {"name": row.name}


def row_of(pk: int) -> Subscription:
    """A subscription with its account. Raises Http404."""
    return get_object_or_404(Subscription.objects.select_related("account__owner"), pk=pk)


def subscription_page(
    request: HttpRequest, row: Subscription, *, made: str = "", replay: Any = None, status: int = 200
) -> HttpResponse:
    """The page of a subscription: what it is, what was delivered, what can be done. `made` is a secret just made."""
    now = timezone.now()
    standing = request.GET.get("standing", "")
    if standing and standing not in Standing.values:
        raise Http404
    rows = row.deliveries.standing(standing) if standing else row.deliveries.all()
    try:
        page = seek(rows, ("-id",), PAGE_SIZE, request.GET.get("after", ""))
    except BadCursor as error:
        raise BadRequest(str(error)) from error
    codes = set(readable(row))
    more = {"standing": standing, "after": page.next_cursor}
    context = {
        "row": row,
        "made": made,
        "kinds": [(kind_words(kind), kind.code in codes) for kind in offered() if kind.code in row.kinds],
        "is_answered_for": row.account.is_active and row.owner.is_active,
        "has_former": row.former_until is not None and now < row.former_until,
        "deliveries": [(one, words(one.code, one.status)) for one in page.rows],
        "standing": standing,
        "standings": Standing.choices,
        "more_url": f"{row.get_absolute_url()}?{urlencode(more)}" if page.next_cursor else "",
        "replay": replay or ReplayForm(initial={"since": timezone.localdate(now - LATELY)}),
        "history": history_of([row]),
        "states": State,
        "ping": DeliveryKind.PING,
    }
    return render(request, "webhooks/subscription.html", context, status=status)
