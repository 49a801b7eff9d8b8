"""The catalogue, the tree of places, relations, the portfolio and its licenses."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from assets.actions.catalogue import change_model, retire_model
from assets.actions.licenses import add_license, change_license
from assets.actions.locations import add_location, change_location, retire_location
from assets.actions.relations import relate, unrelate
from assets.actions.services import change_portfolio
from assets.models import Asset, DeviceModel, License, Location, Relation
from assets.queries.locations import trail_of
from hospital_itsm.audit.models import AuditEntry
from hospital_itsm.core.errors import Conflict, Forbidden, StaleVersion, ValueRefused
from tests.assets import cast
from tests.world import World


def test_a_model_is_found_by_its_identifier_however_it_is_written(world: World) -> None:
    pump = cast.model(world)
    aed = cast.model(world, "P-AED", identifiers=["+Z999LHAED10018"])
    assert pump.identifiers.get().agency == "GS1"
    assert aed.identifiers.get().agency == "HIBCC"
    for written in ("09520000010010", "9520000010010"):
        assert list(DeviceModel.objects.with_identifier(written)) == [pump]
    assert list(DeviceModel.objects.with_identifier("Z999LHAED10018")) == [aed]
    assert not DeviceModel.objects.with_identifier("").exists()


def test_an_identifier_may_belong_to_several_models(world: World) -> None:
    models = [cast.model(world, name) for name in ("IX-4", "IX-4B")]
    assert list(DeviceModel.objects.with_identifier("09520000010010").order_by("pk")) == models


def test_a_makers_model_is_in_the_catalogue_once(world: World) -> None:
    cast.model(world)
    with pytest.raises(ValueRefused, match="in the catalogue already"), transaction.atomic():
        cast.model(world, "ix-4")
    assert cast.model(world, "IX-4", manufacturer=world.vendor).pk


def test_a_changed_identifier_list_replaces_the_old_one(world: World) -> None:
    model = cast.model(world)
    change_model(
        model.pk, actor=world.htm_manager, fields={}, identifiers=["09520000010027", "09520000010034"]
    )
    assert [(one.di, one.kind) for one in model.identifiers.all()] == [
        ("09520000010027", "primary"),
        ("09520000010034", "secondary"),
    ]
    entry = AuditEntry.objects.get(verb="model.change")
    assert entry.changes["identifiers"] == [["09520000010010"], ["09520000010027", "09520000010034"]]


def test_a_new_name_of_a_model_is_searched_at_once(world: World) -> None:
    asset = cast.pump(world)
    assert asset.model is not None
    change_model(asset.model.pk, actor=world.htm_manager, fields={"name": "Infusomat"})
    assert Asset.objects.matching("infusomat").count() == 1


@pytest.mark.parametrize("who", ["agent", "technician", "biomed"])
def test_the_catalogue_is_kept_by_leads_and_managers(world: World, who: str) -> None:
    model = cast.model(world)
    with pytest.raises(Forbidden), transaction.atomic():
        change_model(model.pk, actor=getattr(world, who), fields={"name": "X"})
    assert retire_model(model.pk, actor=world.lead).is_active is False


def test_places_lie_in_each_other_and_are_found_by_one_prefix(world: World) -> None:
    tower = cast.tower(world)
    cast.pump(world, location=tower["bed"])
    assert [place.code for place in trail_of(tower["bed"])] == [
        "MC",
        "N",
        "N4",
        "N4-ICU",
        "N4-12",
        "N4-12-A",
    ]
    assert Asset.objects.inside(tower["floor"]).count() == 1
    assert Location.objects.inside(tower["floor"]).count() == 4
    other = cast.place(world, "S", "building", tower["site"])
    assert Asset.objects.inside(other).count() == 0


def test_moving_a_place_takes_everything_in_it_along(world: World) -> None:
    tower = cast.tower(world)
    south = cast.place(world, "S", "building", tower["site"])
    change_location(tower["floor"], actor=world.htm_manager, fields={"parent": south})
    bed = Location.objects.get(code="N4-12-A")
    assert [place.code for place in trail_of(bed)] == ["MC", "S", "N4", "N4-ICU", "N4-12", "N4-12-A"]


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"parent": "bed"}, "parent"),
        ({"parent": None}, "parent"),
        ({"kind": "bed"}, "kind"),
        ({"kind": "cellar"}, "kind"),
        ({"code": "n4-12"}, "code"),
        ({"name": ""}, "name"),
    ],
)
def test_a_place_that_cannot_be_is_refused(world: World, fields: dict[str, Any], field: str) -> None:
    tower = cast.tower(world)
    given = {name: tower.get(value, value) if name == "parent" else value for name, value in fields.items()}
    with pytest.raises(ValueRefused) as refusal, transaction.atomic():
        change_location(tower["floor"], actor=world.htm_manager, fields=given)
    assert field in refusal.value.errors


def test_a_place_in_use_is_not_retired(world: World) -> None:
    tower = cast.tower(world)
    with pytest.raises(Conflict, match="1 place in it"), transaction.atomic():
        retire_location(tower["room"], actor=world.htm_manager)
    cast.pump(world, location=tower["bed"])
    with pytest.raises(Conflict, match="1 thing stands there"), transaction.atomic():
        retire_location(tower["bed"], actor=world.htm_manager)


def test_technicians_do_not_rebuild_the_house(world: World) -> None:
    with pytest.raises(Forbidden), transaction.atomic():
        add_location(actor=world.technician, fields={"code": "X", "name": "X", "kind": "site"})
    assert not Location.objects.exists()


def test_a_relation_is_there_once_and_both_ends_remember_it(world: World) -> None:
    pump, service = cast.pump(world), world.service("A030")
    first = relate("depends_on", pump, service, actor=world.biomed, note="Drug library")
    assert relate("depends_on", pump, service, actor=world.biomed) == first
    assert relate("depends_on", service, pump, actor=world.biomed) != first
    entries = AuditEntry.objects.filter(verb="relation.add").order_by("id")
    assert [entry.target_label for entry in entries[:2]] == ["LR-20417", "A030"]
    unrelate(first, actor=world.biomed)
    assert Relation.objects.count() == 1
    assert AuditEntry.objects.filter(verb="relation.remove").count() == 2


@pytest.mark.parametrize("who", ["requester", "auditor", "vp_applications"])
def test_readers_relate_nothing(world: World, who: str) -> None:
    pump = cast.pump(world)
    with pytest.raises(Forbidden), transaction.atomic():
        relate("depends_on", pump, world.service("A030"), actor=getattr(world, who))
    assert not Relation.objects.exists()


def test_who_keeps_the_portfolio_relates_its_services(world: World) -> None:
    made = relate("depends_on", world.service("A002"), world.service("A001"), actor=world.vp_applications)
    assert (made.from_end, made.to_end) == ("A002", "A001")


def test_nothing_is_related_to_itself_not_even_by_sql(world: World) -> None:
    pump = cast.pump(world)
    with pytest.raises(ValueRefused), transaction.atomic():
        relate("powers", pump, pump, actor=world.biomed)
    relate("powers", pump, cast.computer(world), actor=world.biomed)
    with pytest.raises(IntegrityError), transaction.atomic():
        Relation.objects.update(to_asset=pump)
    with pytest.raises(IntegrityError), transaction.atomic():
        Relation.objects.update(to_service=world.service("A001"))


def test_the_portfolio_is_kept_by_those_who_answer_for_it(world: World) -> None:
    service = world.service("A001")
    changed = change_portfolio(
        service,
        actor=world.vp_applications,
        fields={
            "rto_minutes": 120,
            "data_class": "phi",
            "owner": world.it_manager,
            "category": "clinical.ehr",
        },
    )
    assert (changed.version, changed.rto_minutes, changed.holds_phi) == (2, 120, True)
    with pytest.raises(StaleVersion), transaction.atomic():
        change_portfolio(service, actor=world.it_manager, fields={"rto_minutes": 60}, version=1)
    with pytest.raises(Forbidden), transaction.atomic():
        change_portfolio(service, actor=world.technician, fields={"rto_minutes": 60})
    with pytest.raises(ValueRefused), transaction.atomic():
        change_portfolio(service, actor=world.it_manager, fields={"hosting": "moon"})


def test_licenses_say_where_more_is_given_out_than_bought(world: World) -> None:
    row = add_license(
        actor=world.vp_applications,
        fields={"product": "Harbor EHR", "service": world.service("A001"), "entitled": 100, "assigned": 90},
    )
    assert not License.objects.over_used().exists()
    change_license(row, actor=world.vp_applications, fields={"assigned": 120})
    assert License.objects.over_used().count() == 1
    with pytest.raises(ValueRefused) as refusal, transaction.atomic():
        add_license(actor=world.it_manager, fields={"product": ""})
    assert set(refusal.value.errors) == {"product", "entitled", "service"}
