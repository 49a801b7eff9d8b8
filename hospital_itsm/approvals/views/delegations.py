"""`/approvals/delegations/`: who stands in for whom."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hospital_itsm.approvals.actions.delegations import delegate, revoke
from hospital_itsm.approvals.forms.approvals import DelegationForm, kind_choices
from hospital_itsm.approvals.models import Delegation
from hospital_itsm.core.errors import Conflict
from hospital_itsm.core.views import PageView
from hospital_itsm.people.views.form_page import FormPage, posted
from hospital_itsm.people.views.layout import own_layout, signed_in

MOST = 50


class DelegationsView(PageView):
    """One's own, given and taken; of everybody for who administers people."""

    access = "approval.read"

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show them, those that hold or come first."""
        rows = Delegation.objects.visible_to(request.user).select_related("giver", "taker")
        words = dict(kind_choices())
        today = timezone.localdate()
        shown = [
            (
                row,
                [words.get(kind, kind) for kind in row.kinds],
                row.revoked_at is None and row.last_on >= today,
                row.first_on > today,
            )
            for row in rows.order_by("-last_on", "-id")[:MOST]
        ]
        return render(request, "approvals/delegations.html", {"layout": own_layout(request), "rows": shown})


class NewDelegationView(FormPage):
    """`/approvals/delegations/new/`."""

    access = "approval.delegate"
    button = gettext_lazy("Delegate")
    done = gettext_lazy("They decide for you on these days. You can take it back at any time.")

    def form(self, request: HttpRequest, row: Any) -> forms.Form:
        """To whom and when."""
        form = DelegationForm(posted(request), initial={"first_on": timezone.localdate()})
        people: Any = form.fields["taker"]
        people.queryset = people.queryset.exclude(pk=signed_in(request).pk)
        return form

    def act(self, request: HttpRequest, row: Any, data: dict[str, Any]) -> str:
        """Store it."""
        delegate(signed_in(request), actor=signed_in(request), **data)
        return "approvals:delegations"

    def heading(self, row: Any) -> str:
        """What the page does."""
        return _("Delegate my approvals")

    def back(self, row: Any) -> str:
        """The list."""
        return reverse("approvals:delegations")

    def more_context(self, request: HttpRequest, row: Any) -> dict[str, Any]:
        """What it means."""
        told = _(
            "They decide in your name, and the decision says so. What you asked for yourself they cannot approve."
        )
        return {"told": told}


class RevokeView(PageView):
    """`/approvals/delegations/<pk>/revoke/`."""

    access = "approval.delegate"
    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """End it at once."""
        try:
            revoke(pk, actor=signed_in(request))
            messages.success(request, _("The delegation has ended."))
        except Delegation.DoesNotExist as missing:
            raise Http404 from missing
        except Conflict as refusal:
            messages.warning(request, refusal.message)
        return redirect("approvals:delegations")
