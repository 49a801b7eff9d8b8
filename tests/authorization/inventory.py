"""The part of the matrix's scene that is the inventory: one thing of the ICU, one elsewhere, and what hangs on them."""

from dataclasses import dataclass

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from assets.actions.custom_fields import add_custom_field
from assets.actions.licenses import add_license
from assets.actions.media import add_medium
from assets.actions.relations import relate
from assets.actions.walks import note_scan, start_walk
from assets.models import (
    Asset,
    CustomField,
    DeviceModel,
    InventoryWalk,
    License,
    Location,
    Relation,
    SanitizationCertificate,
    StorageMedium,
    WalkScan,
)
from hospital_itsm.procedures.models import Procedure, StepFile
from tests.assets import cast
from tests.assets.test_certificates import sign
from tests.procedures.cast import start
from tests.world import World, again


@dataclass
class Inventory:
    """A pump of the ICU, a computer of Med-Surg 5, the pump's model, medium and relation, a bed, a license, a field."""

    pump: Asset
    computer: Asset
    circuit: Asset
    model: DeviceModel
    bed: Location
    medium: StorageMedium
    relation: Relation
    license: License
    field: CustomField
    certificate: SanitizationCertificate
    run: Procedure
    file: StepFile
    walk: InventoryWalk
    moved: WalkScan

    @classmethod
    def build(cls, world: World) -> "Inventory":
        """Store it."""
        pump = cast.pump(world)
        assert pump.model is not None
        medium = add_medium(pump.tag, actor=again(world.biomed), kind="ssd", serial="D1")
        run = start(world, pump.tag, "decommission")
        bed = cast.tower(world)["bed"]
        walk = start_walk(bed, actor=again(world.biomed))
        return cls(
            walk=walk,
            moved=note_scan(walk.pk, actor=again(world.biomed), code=pump.tag, here=bed),
            run=run,
            file=_file(run, world),
            pump=pump,
            computer=cast.computer(world),
            circuit=cast.computer(world, "C-1", asset_class="circuit", name="Line to Ashby"),
            model=pump.model,
            bed=bed,
            medium=medium,
            certificate=sign(world, medium),
            relation=relate("depends_on", pump, world.service("A030"), actor=again(world.biomed)),
            license=add_license(
                actor=again(world.it_manager),
                fields={"product": "Harbor EHR", "service": world.service("A001"), "entitled": 10},
            ),
            field=add_custom_field(
                actor=again(world.htm_manager), asset_class="printer", label="Trays", kind="number"
            ),
        )


def _file(run: Procedure, world: World) -> StepFile:
    name = "matrix-evidence"
    if not default_storage.exists(name):
        default_storage.save(name, ContentFile(b"Signed on paper."))
    return StepFile.objects.create(
        step=run.steps.get(position=2),
        file_name="signed.txt",
        stored_name=name,
        content_type="text/plain",
        size=16,
        sha256="0" * 64,
        added_by=world.biomed,
        added_at=timezone.now(),
    )
