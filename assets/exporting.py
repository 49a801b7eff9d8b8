"""The file of an export of assets: the rows of the page, in its order, under the names an import takes."""

from collections.abc import Callable, Iterator
from typing import Any, Final

from django.core.exceptions import ObjectDoesNotExist
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from assets.actions.exporting import KIND
from assets.filters import ASSET_SORTS, AssetFilters, asset_rows
from assets.models import Asset
from hospital_itsm.core.access import can
from hospital_itsm.core.exports import CONTENT_TYPE, csv_lines
from hospital_itsm.core.files.intake import keep
from hospital_itsm.jobs.kinds import JobFailed, Kind, Result, register
from hospital_itsm.jobs.models import Job

CHUNK: Final = 1000
WRITING: Final = "writing"
NOT_ALLOWED, NOT_READABLE = "not-allowed", "not-readable"
Reader = Callable[[Asset], Any]


def _of(*names: str) -> Reader:
    """Read a field, or one behind others; empty where one of them is missing."""

    def read(asset: Asset) -> Any:
        value: Any = asset
        for name in names:
            try:
                value = getattr(value, name)
            except ObjectDoesNotExist:
                return None
            if value is None:
                return None
        return value

    return read


COLUMNS: Final[dict[str, Reader]] = {
    "asset_tag": _of("tag"),
    "asset_class": _of("asset_class"),
    "name": _of("name"),
    "manufacturer": _of("model", "manufacturer", "name"),
    "model": _of("model", "name"),
    "model_number": _of("model", "model_number"),
    "serial": _of("serial"),
    "lot": _of("lot"),
    "udi": _of("udi"),
    "udi_di": _of("udi_di"),
    "status": _of("status"),
    "care_area": _of("care_area", "code"),
    "location": _of("location", "code"),
    "room": _of("room"),
    "owner_department": _of("owner_department", "code"),
    "team": _of("team", "code"),
    "life_support": _of("life_support"),
    "high_risk": _of("high_risk"),
    "stores_phi": _of("stores_phi"),
    "software_version": _of("software_version"),
    "hostname": _of("network", "hostname"),
    "mac": _of("network", "mac"),
    "ip": _of("network", "ip"),
    "manufacture_date": _of("manufactured_on"),
    "acquired_on": _of("acquired_on"),
    "in_service_date": _of("in_service_on"),
    "warranty_end": _of("warranty_until"),
    "eos_date": _of("end_of_support_on"),
    "eol_date": _of("end_of_life_on"),
    "acquisition_cost": _of("cost"),
    "replacement_cost": _of("replacement_cost"),
    "currency": _of("currency"),
    "funding": _of("funding"),
    "po_number": _of("po_number"),
    "vendor": _of("vendor", "name"),
    "contract_number": _of("contract", "number"),
}


def register_job() -> None:
    """Called once when the app is ready."""
    steps = {WRITING: _("Writing rows")}
    failures = {
        NOT_ALLOWED: _("You may no longer read the inventory. Ask your manager."),
        NOT_READABLE: _(
            "The filters of the list cannot be read. Go back, choose them anew, and export again."
        ),
    }
    register(Kind(KIND, _("Export of assets"), work, steps, failures))


def work(job: Job, progress: Any) -> Result:
    """Write what the person sees now. Raises JobFailed where they see nothing any more."""
    if job.owner is None or not job.owner.is_active or not can(job.owner, "asset.read"):
        raise JobFailed(NOT_ALLOWED)
    given = QueryDict(job.payload["query"])
    now = timezone.now()
    asked = AssetFilters(given, actor=job.owner, now=now)
    if asked.errors:
        raise JobFailed(NOT_READABLE)
    found = asked.apply(asset_rows(job.owner, given)).order_by(*ASSET_SORTS[job.payload["sort"]])
    related = found.select_related(
        "model__manufacturer",
        "owner_department",
        "network",
        "vendor",
        "contract",
        "care_area",
        "location",
        "team",
    )
    total = found.count()
    data = b"".join(csv_lines(list(COLUMNS), _rows(related, total, progress)))
    name = f"assets-{timezone.localtime(now):%Y-%m-%d-%H%M}.csv"
    return Result(keep(data), name, CONTENT_TYPE, len(data), total)


def _rows(found: Any, total: int, progress: Any) -> Iterator[list[Any]]:
    for number, asset in enumerate(found.iterator(chunk_size=CHUNK)):
        if number % CHUNK == 0:
            progress(number, total, WRITING)
        yield [read(asset) for read in COLUMNS.values()]
