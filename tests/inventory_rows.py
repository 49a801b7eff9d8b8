"""So many assets, models, places, moves, relations and licenses that pages which read them in a loop show it."""

from typing import Any

from django.db.models import Model
from django.utils import timezone

from assets.actions.search_words import refresh
from assets.models import (
    Asset,
    DeviceModel,
    InventoryWalk,
    License,
    Loan,
    Location,
    Movement,
    NetworkProfile,
    Relation,
    SanitizationCertificate,
    StatusChange,
    StorageMedium,
    WalkScan,
)
from hospital_itsm.people.models import Site
from hospital_itsm.procedures.models import Procedure, ProcedureStep, ProcedureTemplate, StepFile
from tests.world import World


def store(world: World, rows: int) -> None:
    """Store missing rows so that there are exactly `rows` of each; everything hangs on the first asset."""
    now = timezone.now()
    site = Site.objects.get(code="MAIN")
    fill(Location, rows, lambda n: {"code": f"N4-{n:02}", "name": f"Room {n}", "kind": "room", "site": site})
    place = first_place()
    Location.objects.filter(path="").update(path=f"/{place.pk}/")
    Location.objects.exclude(pk=place.pk).update(parent=place)
    fill(
        DeviceModel,
        rows,
        lambda n: {"name": "Infusion pump IX4", "model_number": str(n), "manufacturer": world.vendor},
    )
    common = {
        "asset_class": "clinical_device",
        "status": "in_service",
        "care_area": world.icu,
        "location": place,
    }
    times = {"status_since": now, "created_at": now, "changed_at": now}
    model = first_model()
    fill(Asset, rows, lambda n: {"tag": f"LR-{n}", "serial": str(n), "model": model, **common, **times})
    first = Asset.objects.get(tag="LR-0")
    others = list(Asset.objects.exclude(pk=first.pk).order_by("pk"))
    refresh([first.pk, *(row.pk for row in others)])
    NetworkProfile.objects.get_or_create(asset=first)
    fill(Movement, rows, lambda n: {"asset": first, "at": now, "to_location": place, "by": world.biomed})
    fill(
        StatusChange,
        rows,
        lambda n: {"asset": first, "at": now, "verb": "repair", "to_status": "in_repair", "by": world.biomed},
    )
    fill(StorageMedium, rows, lambda n: {"asset": first, "kind": "ssd", "serial": str(n)})
    fill(
        Relation,
        rows - 1,
        lambda n: {"kind": "depends_on", "from_asset": others[n], "to_asset": first, "created_at": now},
    )
    if not Loan.objects.exists():
        day = timezone.localdate()
        Loan.objects.create(asset=first, kind="rental", vendor=world.vendor, since=day, return_on=day)
    store_walk(world, rows // 2)
    fill(
        License, rows, lambda n: {"product": f"Product {n}", "service": world.service("A001"), "entitled": 1}
    )
    store_procedures(world, rows, [first, *others])


def store_procedures(world: World, rows: int, assets: list[Asset]) -> None:
    """A procedure on each asset, those on the first one ended; the steps of the newest one have evidence."""
    now = timezone.now()
    template = ProcedureTemplate.objects.get(code="decom")
    steps = list(template.steps.all())
    common = {
        "template": template,
        "kind": "decommission",
        "steps_total": len(steps),
        "started_by": world.biomed,
    }
    fill(Procedure, rows, lambda n: {"asset": assets[n], "started_at": now, "changed_at": now, **common})
    run = Procedure.objects.earliest("pk")
    if not run.steps.exists():
        ProcedureStep.objects.bulk_create(
            ProcedureStep(
                procedure=run, template=one, position=one.position, state="done", by=world.biomed, at=now
            )
            for one in steps
        )
    step = run.steps.first()
    fill(
        StepFile,
        rows,
        lambda n: {"step": step, "file_name": f"{n}.txt", "size": 1, "added_at": now, "sha256": "0" * 64},
    )


def fill(model: Any, rows: int, values: Any) -> None:
    """Store rows of a table until there are so many."""
    known = model.objects.count()
    made: list[Model] = [model(**values(number)) for number in range(known, rows)]
    model.objects.bulk_create(made)


def first_model() -> DeviceModel:
    """The model of all the assets."""
    return DeviceModel.objects.earliest("pk")


def first_place() -> Location:
    """The place they all stand in."""
    return Location.objects.earliest("pk")


def store_walk(world: World, rows: int) -> InventoryWalk:
    """Store an open walk with `rows` scans of things that stand elsewhere and as many of unknown ones."""
    place = first_place()
    times = {"started_at": timezone.now(), "started_by": world.biomed}
    walk = InventoryWalk.objects.get_or_create(location=place, defaults=times)[0]
    things = list(Asset.objects.order_by("pk"))
    common = {"walk": walk, "here": place, "recorded": place, "at": timezone.now(), "by": world.biomed}
    for number in range(walk.scans.filter(outcome="unknown").count(), rows):
        WalkScan.objects.create(outcome="unknown", code=f"X-{number}", **common)
        WalkScan.objects.create(outcome="moved", asset=things[number], code=things[number].tag, **common)
    return walk


def first_walk() -> InventoryWalk:
    """The walk through the place they all stand in."""
    return InventoryWalk.objects.earliest("pk")


def first_certificate(world: World) -> SanitizationCertificate:
    """The certificate of the first medium."""
    signed = {"signed_by": world.biomed, "signed_at": timezone.now(), "performed_on": timezone.localdate()}
    said = {"method": "purge", "verification_result": "passed", "destination_kind": "kept"}
    medium = StorageMedium.objects.earliest("pk")
    return SanitizationCertificate.objects.get_or_create(medium=medium, defaults={**signed, **said})[0]
