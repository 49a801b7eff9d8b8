"""The hours that are agreed for a service."""

from typing import Any

from django import forms
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assets.models import Service
from hospital_itsm.continuity.actions.outages import agree_time
from hospital_itsm.continuity.forms.outages import AgreedForm, agreed_now
from hospital_itsm.people.views.form_page import FormPage, posted


class AgreedTimeView(FormPage):
    """`/services/<code>/agreed-time/`."""

    access = "outage.agree"
    button = gettext_lazy("Save")
    done = gettext_lazy("The agreed service time is set.")

    def row(self, request: HttpRequest, **where: Any) -> Service:
        """The service of the address."""
        found: Service = get_object_or_404(Service.objects.visible_to(request.user), code=where["code"])
        return found

    def form(self, request: HttpRequest, row: Any) -> forms.Form:
        """The hours as they are."""
        return AgreedForm(posted(request), initial={"calendar": agreed_now(row)})

    def act(self, request: HttpRequest, row: Any, data: dict[str, Any]) -> Any:
        """Set them."""
        agree_time(row, actor=request.user, calendar=data["calendar"])
        return row

    def heading(self, row: Any) -> str:
        """Names it."""
        return _("When is %(name)s promised to work?") % {"name": row.name}
