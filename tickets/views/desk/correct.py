"""Putting one field of a ticket right."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hospital_itsm.core.errors import ValueRefused
from tickets.actions.fields import set_fields
from tickets.forms.desk import CorrectForm
from tickets.models import Ticket
from tickets.views.desk.find import signed_in
from tickets.views.desk.panel import CORRECTED
from tickets.views.desk.sheet import SheetView, posted


class CorrectView(SheetView):
    """`/t/<key>/set/<field>/`: title, category, service, unit, room, device or call-back."""

    access = "ticket.route"
    button = gettext_lazy("Save")

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Know the field."""
        super().setup(request, *args, **kwargs)
        self.field = str(kwargs["field"])

    def allow(self, request: HttpRequest, ticket: Ticket) -> None:
        """Fields that are not corrected are not there."""
        if self.field not in CORRECTED:
            raise Http404
        super().allow(request, ticket)

    def form(self, request: HttpRequest, ticket: Ticket) -> forms.Form:
        """One control with the present value."""
        present = getattr(ticket, self.field)
        return CorrectForm(
            posted(request),
            field=self.field,
            label=CORRECTED[self.field],
            initial={"value": getattr(present, "pk", present), "version": ticket.version},
        )

    def heading(self, ticket: Ticket) -> str:
        """Names the field."""
        return _("Change the %(field)s") % {"field": str(CORRECTED[self.field]).lower()}

    def act(self, request: HttpRequest, ticket: Ticket, data: dict[str, Any]) -> HttpResponse | None:
        """Set it; a refusal of the field lands at its control."""
        fields = {self.field: data["value"]}
        try:
            set_fields(ticket.key, actor=signed_in(request), fields=fields, version=data["version"])
        except ValueRefused as refusal:
            raise ValueRefused({"value": refusal.message}) from refusal
        messages.success(request, _("%(field)s saved.") % {"field": CORRECTED[self.field]})
        return None
