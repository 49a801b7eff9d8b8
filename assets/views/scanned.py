"""What the last scan read and the inventory did not know, kept for the form that adds it.

It stays in the session and out of addresses: whoever scans a wristband by mistake leaves no trace in a log.
"""

from typing import Any, Final

from django.http import HttpRequest

from assets.models import DeviceModel
from assets.rules.scanning import Kind, Reading

KEPT: Final = "scanned"
TAG, SERIAL = "tag", "serial"


def keep(request: HttpRequest, reading: Reading, models: list[DeviceModel]) -> list[str]:
    """Keep what a new asset would be filled with; returns what the number may be filled in as, likeliest first."""
    is_label = reading.kind == Kind.UDI
    request.session[KEPT] = {
        "tag": reading.tag,
        "serial": reading.serial,
        "udi": reading.text if is_label else "",
        "model": models[0].pk if len(models) == 1 else None,
    }
    if is_label:
        return [SERIAL]
    return [name for name in (TAG, SERIAL) if getattr(reading, name)]


def filled_in(request: HttpRequest) -> dict[str, Any]:
    """What `?scanned=` asks to fill in of the last scan."""
    chosen = request.GET.get("scanned", "")
    kept = request.session.get(KEPT) or {}
    if chosen not in (TAG, SERIAL) or not kept:
        return {}
    values = {chosen: kept["tag" if chosen == TAG else "serial"]}
    if chosen == SERIAL and kept["udi"]:
        values |= {"udi": kept["udi"]}
    model = DeviceModel.objects.visible_to(request.user).filter(pk=kept["model"]).first()
    return {**values, **({"model": model, "asset_class": model.asset_class} if model else {})}
