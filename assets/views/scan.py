"""`/scan/`: one field for whatever a scanner, a camera or a finger gives; the asset opens in one step."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from assets.models import Asset, DeviceModel
from assets.queries.scanning import SHOWN, found_by, models_of
from assets.rules.scanning import Kind, Reading, read_scan
from assets.scan_wording import READ_AS, parts_of, warnings_of
from assets.views import scanned
from assets.views.camera_page import CameraPage
from hospital_itsm.core.access import can
from hospital_itsm.people.views.layout import own_layout


class ScanView(CameraPage):
    """What is scanned is posted, so that it stands in no address and no log."""

    access = "asset.read"
    is_lookup = True

    def get(self, request: HttpRequest) -> HttpResponse:
        """The empty field."""
        return self.show(request)

    def post(self, request: HttpRequest) -> HttpResponse:
        """The asset's page; a choice where several are meant; in plain words what was read where none is."""
        reading = read_scan(request.POST.get("code", ""), timezone.localdate())
        found = found_by(reading, Asset.objects.visible_to(request.user).listed())
        if len(found) == 1:
            return redirect(found[0])
        if found:
            return self.show(request, found=found, is_cut=len(found) == SHOWN, parts=parts_of(reading))
        return self.unknown(request, reading)

    def unknown(self, request: HttpRequest, reading: Reading) -> HttpResponse:
        """Say what was read and offer to add it."""
        models = models_of(reading, DeviceModel.objects.visible_to(request.user))
        is_number = reading.kind not in (Kind.NOTHING, Kind.TOO_LONG, Kind.ADDRESS)
        may_add = is_number and can(request.user, "asset.edit")
        return self.show(
            request,
            status=200 if is_number else 422,
            reading=reading,
            words=READ_AS[reading.kind],
            parts=parts_of(reading) if reading.text else [],
            warnings=warnings_of(reading),
            models=models,
            ways=scanned.keep(request, reading, models) if may_add else [],
        )

    def show(self, request: HttpRequest, *, status: int = 200, **further: Any) -> HttpResponse:
        """Draw the page."""
        return render(request, "assets/scan.html", {"layout": own_layout(request), **further}, status=status)
