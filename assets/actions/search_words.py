"""The words assets are found by, in capitals, written with one statement however many assets."""

from collections.abc import Iterable

from django.db import connection

from hospital_itsm.audit.actions import step

WRITE = """
INSERT INTO assets_assetsearch (asset_id, words)
SELECT asset.id, upper(concat_ws(' ',
    asset.tag, asset.serial, asset.lot, asset.name, asset.udi_di, asset.room,
    model.name, model.brand, model.model_number, model.catalog_number, model.device_type, maker.name,
    network.hostname, network.mac, host(network.ip), circuit.circuit_id, place.code, place.name, unit.code, unit.name,
    (SELECT string_agg(ref.external_id, ' ') FROM assets_assetexternalref AS ref WHERE ref.asset_id = asset.id)
))
FROM assets_asset AS asset
LEFT JOIN assets_devicemodel AS model ON model.id = asset.model_id
LEFT JOIN vendors_vendor AS maker ON maker.id = model.manufacturer_id
LEFT JOIN assets_networkprofile AS network ON network.asset_id = asset.id
LEFT JOIN assets_circuit AS circuit ON circuit.asset_id = asset.id
LEFT JOIN assets_location AS place ON place.id = asset.location_id
LEFT JOIN people_carearea AS unit ON unit.id = asset.care_area_id
WHERE asset.id = ANY(%(assets)s)
ON CONFLICT (asset_id) DO UPDATE SET words = excluded.words WHERE assets_assetsearch.words <> excluded.words
"""


@step
def refresh(asset_pks: Iterable[int]) -> None:
    """Write the words of these assets anew; an import calls it a batch at a time."""
    with connection.cursor() as cursor:
        cursor.execute(WRITE, {"assets": list(asset_pks)})
