"""Storing many synthetic assets with their relations, copied by the thousand."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import islice
from random import Random
from typing import Any, Final

from django.db import transaction
from django.utils import timezone

from assets.actions.search_words import refresh
from assets.choices import AssetClass, AssetStatus, NetworkZone, SupportState
from assets.models import Asset, NetworkProfile, Relation, StatusChange
from hospital_itsm.audit.models import AuditEntry
from hospital_itsm.demo.bulk.estate import Estate, Kind, kinds
from hospital_itsm.demo.bulk.load import BATCH, SEED
from hospital_itsm.demo.bulk.rows import Rows, keys_of
from hospital_itsm.demo.bulk.wiring import Wiring, layers_of

PREFIX: Final = "B-"
OLDEST_DAYS: Final = 3_000
LEAST: Final = 100
"""Fewer are no network: every layer has two at least."""

STATUSES: Final = {
    AssetStatus.IN_SERVICE: 90,
    AssetStatus.SPARE: 4,
    AssetStatus.IN_REPAIR: 2,
    AssetStatus.MISSING: 1,
    AssetStatus.RETIRED: 1,
    AssetStatus.DISPOSED: 2,
}
LOADER: Final = "bulk"


def load(count: int, *, seed: int = SEED, now: datetime | None = None) -> Iterator[int]:
    """Store `count` assets and four relations for each, a batch a transaction; yields how many each batch held.

    The same seed makes the same assets. The demo hospital must be there.
    """
    random = Random(seed)  # noqa: S311  synthetic assets need no secret
    moment = now or timezone.now()
    with transaction.atomic():
        estate = Estate.make(random, count)
    writer = Writer(random, estate, moment)
    things = kinds(random, count)
    while batch := list(islice(things, BATCH)):
        with transaction.atomic():
            writer.write(batch)
        yield len(batch)
    with transaction.atomic():
        writer.relate()


class Writer:
    """Copies assets into their tables, and afterwards what hangs on what."""

    def __init__(self, random: Random, estate: Estate, now: datetime) -> None:
        self.random, self.estate, self.now = random, estate, now
        self.number = Asset.objects.filter(tag__startswith=PREFIX).count()
        self.keys = keys_of(Asset)
        self.kept: list[tuple[str, int]] = []
        self.assets, self.network = Rows(Asset, keyed=True), Rows(NetworkProfile)
        self.life, self.audit, self.relations = Rows(StatusChange), Rows(AuditEntry), Rows(Relation)

    def write(self, batch: list[Kind]) -> None:
        """Copy one batch and index its words; call it in a transaction."""
        first = len(self.kept)
        for kind in batch:
            self._add(kind)
        for rows in (self.assets, self.network, self.life, self.audit):
            rows.copy()
        refresh(key for _layer, key in self.kept[first:])

    def relate(self) -> None:
        """Copy the relations of all assets that were written; call it in a transaction."""
        layers = layers_of(self.kept)
        for kind, first, first_service, second, second_service in Wiring(
            self.random, layers, self.estate.services
        ).links():
            self.relations.add(
                kind=kind,
                from_asset_id=first,
                from_service_id=first_service,
                to_asset_id=second,
                to_service_id=second_service,
                created_at=self.now,
            )
        self.relations.copy()

    def _add(self, kind: Kind) -> None:
        self.number += 1
        key, tag = next(self.keys), f"{PREFIX}{self.number:06}"
        at = self.now - timedelta(days=self.random.randrange(2, OLDEST_DAYS))
        status = self.random.choices(list(STATUSES), list(STATUSES.values()))[0]
        unit = self.random.choice(self.estate.units)
        self.kept.append((kind.layer, key))
        self.assets.add(
            id=key,
            tag=tag,
            asset_class=kind.asset_class,
            status=status,
            status_since=at,
            created_at=at,
            changed_at=at,
            in_service_on=at.date(),
            care_area_id=unit.pk,
            location_id=self.random.choice(self.estate.rooms[unit.pk]),
            team_id=self.estate.teams.get(kind.team),
            warranty_until=at.date() + timedelta(days=1_095),
            **self._identity(kind, at.date()),
        )
        self._connect(kind, key, tag)
        self.life.add(asset_id=key, at=at, verb="create", to_status=status)
        self.audit.add(
            at=at,
            actor_label=LOADER,
            verb="asset.create",
            channel="system",
            target_type="assets.asset",
            target_id=key,
            target_label=tag,
            changes={},
        )

    def _identity(self, kind: Kind, made: date) -> dict[str, Any]:
        serial = f"{self.random.getrandbits(20):05X}{self.number:06}"
        if kind.asset_class != AssetClass.CLINICAL_DEVICE:
            return {"serial": serial, "name": kind.name}
        model = self.random.choice(self.estate.models)
        di = self.estate.identifiers[model.pk]
        lot = f"L{made:%y%m}{self.number % 40:02}" if model.has_lot_number else ""
        return {
            "serial": serial,
            "lot": lot,
            "model_id": model.pk,
            "udi_di": di,
            "udi": f"(01){di}" + (f"(10){lot}" if lot else "") + f"(21){serial}",
            "manufactured_on": made,
            "software_version": f"{self.random.randrange(1, 6)}.{self.random.randrange(10)}",
            "life_support": model.life_support,
            "high_risk": model.high_risk,
        }

    def _connect(self, kind: Kind, key: int, tag: str) -> None:
        if kind.asset_class == AssetClass.POWER:
            return
        is_clinical = kind.asset_class == AssetClass.CLINICAL_DEVICE
        self.network.add(
            asset_id=key,
            hostname=tag.lower(),
            mac=f"02BA{self.number:08X}",
            ip=f"10.{64 + self.number // 62_500}.{self.number // 250 % 250}.{self.number % 250 + 1}",
            zone=NetworkZone.CLINICAL if is_clinical else NetworkZone.CORPORATE,
            support_state=self.random.choice((SupportState.SUPPORTED, SupportState.UNMITIGATED)),
        )
