"""The demo hospital's inventory: everything of the tables, and the planted data problems of domain 8.4."""

from ipaddress import ip_address, ip_network

import pytest
from django.db.models import Count

from assets.models import Asset, DeviceModel, License, Location, NetworkProfile, Relation, Service
from assets.queries.locations import trail_of
from hospital_itsm.demo import subjects
from hospital_itsm.demo.hospital.device_types import DEVICE_TYPES
from hospital_itsm.demo.loaders import inventory


@pytest.fixture
def loaded(db: None) -> None:
    """The hospital with vendors, contracts and inventory."""
    subjects.load("harbor-lights-at-dusk", subjects.BEFORE_TICKETS)


def test_everything_of_the_tables_is_there(loaded: None) -> None:
    assert DeviceModel.objects.count() == len(DEVICE_TYPES) == 40
    assert Asset.objects.clinical().count() == sum(row.count for row in DEVICE_TYPES)
    assert Asset.objects.infrastructure().count() > 350
    assert License.objects.over_used().count() == 1
    assert Service.objects.filter(kind="infrastructure").count() == 12
    bed = Location.objects.filter(kind="bed", care_area__code="ICU").first()
    assert bed is not None
    assert [place.kind for place in trail_of(bed)] == ["site", "building", "floor", "area", "room", "bed"]
    assert inventory.is_loaded()


def test_the_planted_problems_are_there(loaded: None) -> None:
    twice = Asset.objects.exclude(serial="").values("serial", "model").annotate(n=Count("pk")).filter(n=2)
    assert twice.count() == 2
    assert Asset.objects.filter(udi="1.23E+13").count() == 1
    old = NetworkProfile.objects.filter(os_name="Windows", os_version="7")
    assert (old.count(), old.filter(support_state="unsupported_mitigated").count()) == (14, 6)
    assert Asset.objects.missing().count() == 9
    affected = Asset.objects.filter(model__name="IX-4", lot__startswith="23K")
    assert (affected.count(), affected.missing().count()) == (11, 2)
    assert Asset.objects.filter(model__name="IX-4").count() == 240


def test_devices_that_tickets_speak_of_are_what_they_say(loaded: None) -> None:
    kinds = dict(
        Asset.objects.filter(tag__in=["LR-20417", "LR-30088", "LR-11873"]).values_list(
            "tag", "model__device_type"
        )
    )
    assert kinds == {
        "LR-20417": "Infant incubator",
        "LR-30088": "Balloon pump",
        "LR-11873": "Electrosurgical unit",
    }


def test_everything_is_found_and_related(loaded: None) -> None:
    assert Asset.objects.matching("incubator 20417").count() == 1
    assert Relation.objects.filter(to_asset__tag="SW-S-B").exists()
    assert not Relation.objects.filter(from_service__code="A030", to_service__isnull=True).exists()


def test_every_address_is_from_the_ranges_for_documentation(loaded: None) -> None:
    ranges = [ip_network(each) for each in ("192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24")]
    addresses = list(NetworkProfile.objects.exclude(ip=None).values_list("ip", flat=True))
    assert all(any(ip_address(each) in network for network in ranges) for each in addresses)
    assert len(addresses) == len(set(addresses)) == 762
    cards = list(NetworkProfile.objects.exclude(mac="").values_list("mac", flat=True))
    assert sorted(cards) == [f"00005E0053{number:02X}" for number in range(256)]
