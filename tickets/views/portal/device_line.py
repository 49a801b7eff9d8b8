"""The line below *Which device?*: what the tag stands for, and two questions where a patient may depend on it."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from assets.queries.naming import asset_named, room_of, unit_of
from hospital_itsm.core.views import PageView
from tickets.forms.report import ReportForm
from tickets.views.portal.person import signed_in


@dataclass(frozen=True)
class DeviceLine:
    """What was typed and the device it names, None where it is not found; where that stands."""

    typed: str
    asset: Any = None
    unit: Any = None
    room: str = ""


def device_line(form: ReportForm, user: Any) -> DeviceLine:
    """Read the device that the form names; nothing is read while it names none."""
    typed = str(form["device_text"].value() or "").strip()
    asset = asset_named(typed, user)
    return DeviceLine(typed) if asset is None else DeviceLine(typed, asset, unit_of(asset), room_of(asset))


class DeviceLineView(PageView):
    """The line as a fragment while the tag is typed or scanned."""

    access = "ticket.mine"
    is_lookup = True
    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        """Find it, and keep what was answered about it."""
        form = ReportForm(request.POST)
        context = {"form": form, "device": device_line(form, signed_in(request))}
        return render(request, "tickets/portal/_device.html", context)
