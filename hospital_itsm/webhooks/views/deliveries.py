"""What is done with deliveries: a test, one again, all that were given up again."""

from datetime import datetime, time

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hospital_itsm.core.errors import Conflict
from hospital_itsm.core.views import PageView
from hospital_itsm.people.views.layout import signed_in
from hospital_itsm.webhooks.actions import deliveries
from hospital_itsm.webhooks.forms import ReplayForm
from hospital_itsm.webhooks.models import Delivery
from hospital_itsm.webhooks.views.subscriptions import row_of, subscription_page


class PingView(PageView):
    """Send a test."""

    access = "webhook.manage"
    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Put it on its way; the log shows the answer."""
        row = row_of(pk)
        try:
            deliveries.ping(row.pk, actor=signed_in(request))
        except Conflict as refusal:
            messages.warning(request, refusal.message)
        else:
            messages.success(request, _("A test is on its way. The log shows the answer in a few seconds."))
        return redirect(row)


class ReplayView(PageView):
    """Send one delivery again."""

    access = "webhook.manage"
    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int, delivery: int) -> HttpResponse:
        """Put it on its way under the same id."""
        row = row_of(pk)
        try:
            deliveries.replay(row.pk, actor=signed_in(request), delivery=delivery)
        except Delivery.DoesNotExist as error:
            raise Http404 from error
        except Conflict as refusal:
            messages.warning(request, refusal.message)
        else:
            messages.success(request, _("The delivery is on its way again, under the same id."))
        return redirect(row)


class ReplayFailedView(PageView):
    """Send all again that were given up since a day."""

    access = "webhook.manage"
    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Put them on their way."""
        row, form = row_of(pk), ReplayForm(request.POST)
        if not form.is_valid():
            return subscription_page(request, row, replay=form, status=422)
        since = timezone.make_aware(datetime.combine(form.cleaned_data["since"], time.min))
        count = deliveries.replay_failed(row.pk, actor=signed_in(request), since=since)
        words = ngettext(
            "%(count)d delivery is on its way again.", "%(count)d deliveries are on their way again.", count
        )
        messages.success(request, words % {"count": count})
        return redirect(row)
