"""The inventory as the matching of recalls reads it: products, and the devices of each."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from assets.choices import CLINICAL_CLASSES
from assets.rules.matching import (
    Catalogue,
    Certainty,
    Identified,
    Makers,
    Match,
    Product,
    Scope,
    Unit,
    match_units,
    read_scope,
)
from assets.rules.udi import stored_forms
from vendors.models import VendorAlias

BY_MODEL, BY_ASSET = "model", "asset"
"""Kinds of products: a row of the catalogue, or an asset that names none."""

_UNIT_COLUMNS = ("pk", "serial", "lot", "software_version", "manufactured_on")


@dataclass(frozen=True)
class Matched:
    """What a notice means for the inventory: devices in, and how many of the same products are out."""

    matches: list[Match] = field(default_factory=list)
    excluded: int = 0


@dataclass(frozen=True)
class Inventory:
    """The products in the house, read once for any number of notices; devices are read for each notice."""

    catalogue: Catalogue

    @classmethod
    def read(cls) -> "Inventory":
        """Read every product of which there is a device in the house: three statements."""
        return cls(Catalogue.of([*_models(), *_loose_assets()], Makers(_aliases())))

    def match(self, scope: Scope) -> Matched:
        """Every device the notice means or may mean: at most three statements."""
        identified = self.catalogue.identify(scope)
        units = _units(identified)
        matches: dict[int, Match] = {}
        for found in identified:
            for match in match_units(scope, found, units.get(found.product.key, ())):
                matches.setdefault(match.unit, match)
        for label in _labelled(scope, set(matches)):
            matches.setdefault(label.unit, label)
        inside = [match for match in matches.values() if match.certainty is not Certainty.EXCLUDED]
        return Matched(inside, len(matches) - len(inside))


def scope_of(notice: Any) -> Scope:
    """What the texts of a notice cover."""
    return read_scope(
        firm=notice.firm, product_code=notice.product_code, description=notice.description, codes=notice.codes
    )


def _models() -> Iterator[Product]:
    from assets.models import Asset, DeviceModel

    held = Asset.objects.in_house().filter(model__isnull=False).values("model_id")
    rows = (
        DeviceModel.objects.filter(pk__in=held).select_related("manufacturer").prefetch_related("identifiers")
    )
    for row in rows:
        yield Product(
            key=(BY_MODEL, row.pk),
            maker=row.manufacturer.name,
            name=row.brand or row.name,
            model=row.model_number or row.name,
            catalog_number=row.catalog_number,
            product_codes=(row.product_code,) if row.product_code else (),
            identifiers=tuple(one.di for one in row.identifiers.all()),
        )


def _loose_assets() -> Iterator[Product]:
    """Clinical devices without a row of the catalogue, by what their own record says."""
    from assets.models import Asset

    rows = Asset.objects.in_house().filter(model__isnull=True, asset_class__in=CLINICAL_CLASSES)
    for pk, name, di in rows.values_list("pk", "name", "udi_di"):
        yield Product(key=(BY_ASSET, pk), name=name, identifiers=(di,) if di else ())


def _aliases() -> dict[str, str]:
    rows = VendorAlias.objects.values_list("name", "vendor__name")
    return dict(rows)


def _units(identified: Iterable[Identified]) -> dict[tuple[str, int], list[Unit]]:
    """The devices of the identified products."""
    from assets.models import Asset

    keys: list[tuple[str, int]] = [found.product.key for found in identified]
    models = [pk for kind, pk in keys if kind == BY_MODEL]
    loose = [pk for kind, pk in keys if kind == BY_ASSET]
    units: dict[tuple[str, int], list[Unit]] = defaultdict(list)
    held = Asset.objects.in_house().order_by("tag")
    if models:
        for model, *values in held.filter(model__in=models).values_list("model_id", *_UNIT_COLUMNS):
            units[BY_MODEL, model].append(Unit(*values))
    if loose:
        for values in held.filter(pk__in=loose).values_list(*_UNIT_COLUMNS):
            units[BY_ASSET, values[0]].append(Unit(*values))
    return units


def _labelled(scope: Scope, known: set[int]) -> Iterator[Match]:
    """Devices whose own label carries a listed identifier although the catalogue names another product."""
    from assets.models import Asset

    forms = {form for listed in scope.identifiers for form in stored_forms(listed)}
    if not forms:
        return
    rows = Asset.objects.in_house().filter(udi_di__in=forms).exclude(pk__in=known)
    for di, *values in rows.values_list("udi_di", *_UNIT_COLUMNS):
        unit = Unit(*values)
        product = Product(key=(BY_ASSET, unit.key), identifiers=(di,))
        for found in Catalogue.of([product], Makers()).identify(scope):
            yield from match_units(scope, found, [unit])
