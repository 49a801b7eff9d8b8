"""Many synthetic assets: a network that hangs together, found by whatever is on their labels."""

from datetime import date

import pytest
from django.core.management import CommandError, call_command

from assets.models import Asset, AssetSearch, NetworkProfile, Relation, StatusChange
from assets.queries.relations import edges_to_dependents, key_of
from assets.queries.scanning import found_by
from assets.rules.impact import dependents_of
from assets.rules.scanning import read_scan
from hospital_itsm.audit.models import AuditEntry
from hospital_itsm.demo import subjects
from hospital_itsm.demo.bulk import assets as bulk

MANY = 300


@pytest.fixture
def loaded(db: None) -> list[Asset]:
    """A hospital with synthetic assets."""
    subjects.load("a-long-enough-password", subjects.BEFORE_TICKETS)
    before = Relation.objects.count()
    assert sum(bulk.load(MANY)) == MANY
    assert Relation.objects.count() - before == 4 * MANY
    return list(Asset.objects.filter(tag__startswith=bulk.PREFIX).select_related("model").order_by("tag"))


def test_every_asset_has_its_words_its_life_and_its_entry(loaded: list[Asset]) -> None:
    keys = [asset.pk for asset in loaded]
    assert len(keys) == MANY
    assert AssetSearch.objects.filter(asset__in=keys).count() == MANY
    assert StatusChange.objects.filter(asset__in=keys, verb="create").count() == MANY
    assert (
        AuditEntry.objects.filter(target_type="assets.asset", target_label__startswith="B-").count() == MANY
    )
    assert NetworkProfile.objects.filter(asset__in=keys).exclude(mac="").count() == MANY - 2


def test_a_device_is_found_by_its_label_its_serial_number_and_its_address(loaded: list[Asset]) -> None:
    device = next(asset for asset in loaded if asset.udi)
    rows, today = Asset.objects.all(), date(2026, 11, 27)
    mac = NetworkProfile.objects.get(asset=device).mac
    for text in (device.tag, device.udi, device.serial, mac):
        assert found_by(read_scan(text, today), rows) == [device]


def test_the_core_switch_carries_what_stands_at_the_edge(loaded: list[Asset]) -> None:
    core = loaded[0]
    assert core.name == "Core switch"
    walk = dependents_of(key_of(core), edges_to_dependents)
    reached = {number for kind, number in walk.found if kind == "asset"}
    edge = [asset for asset in loaded if asset.is_clinical]
    assert edge and all(asset.pk in reached for asset in edge)


def test_a_second_load_adds_to_the_first(loaded: list[Asset]) -> None:
    assert sum(bulk.load(MANY, seed=2)) == MANY
    assert Asset.objects.filter(tag__startswith=bulk.PREFIX).count() == 2 * MANY


@pytest.mark.parametrize("asked", [{}, {"assets": 5}, {"assets": -1}])
def test_too_few_are_refused(db: None, asked: dict[str, int]) -> None:
    with pytest.raises(CommandError, match="Name at least"):
        call_command("load_bulk", **asked)
    assert not Asset.objects.exists()
