"""Procedures: steps with evidence, the last one last, two people at once, gates of the asset's life."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from assets.actions.media import add_medium
from assets.actions.transitions import transition
from assets.models import Asset
from hospital_itsm.audit.models import AuditEntry
from hospital_itsm.core.errors import Conflict, Forbidden, StaleVersion, ValueRefused
from hospital_itsm.procedures.actions.procedures import cancel_procedure, start_procedure
from hospital_itsm.procedures.actions.steps import do_step, reopen_step, skip_step
from hospital_itsm.procedures.actions.templates import publish_template
from hospital_itsm.procedures.models import Procedure, ProcedureStep, ProcedureTemplate
from hospital_itsm.procedures.rules.first_templates import DECOMMISSION, INSTALL, SERVICE, FirstStep
from tests.assets import cast as assets_cast
from tests.assets.test_certificates import sign
from tests.procedures import cast
from tests.world import World, again

PASSED = {"checked_on": timezone.localdate(), "checked_by": "R. Sandoval"}
POSITION = {"note": 1, "file": 2, "contract": 4, "dated_on": 8}


@pytest.fixture
def pump(world: World) -> Asset:
    """A new pump in its incoming inspection."""
    asset = assets_cast.pump(world, status="received", stores_phi="no", stores_phi_source="MDS2")
    return transition(asset.tag, actor=again(world.biomed), verb="inspect")


def test_the_first_templates_are_the_three_lists_of_the_field() -> None:
    assert [(one.code, len(one.steps)) for one in (INSTALL, SERVICE, DECOMMISSION)] == [
        ("install_new", 18),
        ("svc_existing", 12),
        ("decom", 12),
    ]


@pytest.mark.django_db
def test_a_fresh_installation_has_them_as_version_one() -> None:
    names = [str(one) for one in ProcedureTemplate.objects.order_by("id")]
    assert names == ["install_new_v1", "svc_existing_v1", "decom_v1"]
    assert ProcedureTemplate.objects.get(code="decom").steps.get(position=7).evidence == "certificates"


@pytest.mark.parametrize(("position", "field"), [(1, "note"), (2, "file"), (4, "contract"), (8, "dated_on")])
def test_no_step_is_done_without_its_evidence(world: World, pump: Asset, position: int, field: str) -> None:
    run = cast.start(world)
    with pytest.raises(ValueRefused) as refusal, transaction.atomic():
        cast.do(world, run, position)
    assert set(refusal.value.errors) == {field}
    assert run.steps.get(position=position).state == "open"
    assert not AuditEntry.objects.filter(verb="procedure.do_step").exists()


def test_steps_are_done_in_any_order_by_two_people_at_once(world: World, pump: Asset) -> None:
    run = cast.start(world)
    cast.do(world, run, 9, dated_on=timezone.localdate())
    cast.do(world, run, 3, "network_engineer", note="Approved with conditions")
    run.refresh_from_db()
    assert (run.steps_closed, run.steps_total) == (2, 18)
    assert [(one.position, str(one.by)) for one in run.steps.filter(state="done").select_related("by")] == [
        (3, "Arne Holloway"),
        (9, "Reid Sandoval, CBET"),
    ]


def test_the_same_step_twice_is_refused_and_the_first_stays(world: World, pump: Asset) -> None:
    run = cast.start(world)
    cast.do(world, run, 3, note="Approved")
    with pytest.raises(StaleVersion), transaction.atomic():
        do_step(run.pk, 3, actor=again(world.network_engineer), evidence={"note": "Refused"}, version=1)
    with pytest.raises(Conflict), transaction.atomic():
        do_step(run.pk, 3, actor=again(world.network_engineer), evidence={"note": "Refused"})
    assert run.steps.get(position=3).note == "Approved"


def test_the_last_step_waits_for_all_others(world: World, pump: Asset) -> None:
    run = cast.start(world)
    with pytest.raises(Conflict, match="comes last"), transaction.atomic():
        cast.do(world, run, 18, "htm_manager", signed_name="Joan Castellane")
    cast.skip_all_but_last(world, run)
    with pytest.raises(Conflict, match="cannot be left out"), transaction.atomic():
        skip_step(run.pk, 18, actor=again(world.htm_manager), reason="No time")
    cast.do(world, run, 18, "charge_nurse", signed_name="Joan Castellane")
    run.refresh_from_db()
    assert (run.status, run.ended_by) == ("complete", world.charge_nurse)


@pytest.mark.parametrize("who", ["biomed", "technician", "agent"])
def test_clinical_acceptance_is_not_the_technicians(world: World, pump: Asset, who: str) -> None:
    run = cast.start(world)
    cast.skip_all_but_last(world, run)
    with pytest.raises(Forbidden), transaction.atomic():
        cast.do(world, run, 18, who, signed_name="Myself")
    assert Procedure.objects.get(pk=run.pk).status == "open"


def test_a_lead_of_the_unit_does_the_units_steps_and_no_others(world: World, pump: Asset) -> None:
    run = cast.start(world)
    cast.do(world, run, 16, "charge_nurse", dated_on=timezone.localdate())
    with pytest.raises(Forbidden), transaction.atomic():
        cast.do(world, run, 3, "charge_nurse", note="Fine")


def test_what_does_not_apply_needs_a_reason(world: World, pump: Asset) -> None:
    run = cast.start(world)
    with pytest.raises(ValueRefused) as refusal, transaction.atomic():
        skip_step(run.pk, 4, actor=again(world.biomed), reason=" ")
    assert set(refusal.value.errors) == {"note"}
    skip_step(run.pk, 4, actor=again(world.biomed), reason="No patient data")
    assert run.steps.get(position=4).state == "not_applicable"


def test_a_mistake_is_taken_back_while_the_procedure_is_open(world: World, pump: Asset) -> None:
    run = cast.start(world)
    cast.do(world, run, 3, note="Approved")
    reopen_step(run.pk, 3, actor=again(world.biomed))
    step = run.steps.get(position=3)
    assert (step.state, step.note, step.by, step.version) == ("open", "", None, 3)
    run.refresh_from_db()
    assert run.steps_closed == 0


@pytest.mark.parametrize(
    ("evidence", "field"),
    [
        ({"dated_on": timezone.localdate() + timedelta(days=2)}, "dated_on"),
        ({"dated_on": timezone.localdate(), "contract": "C-404"}, "contract"),
        ({"dated_on": timezone.localdate(), "note": "x" * 401}, "note"),
        ({"dated_on": timezone.localdate(), "state": "done"}, "state"),
    ],
)
def test_evidence_that_cannot_be_is_named(
    world: World, pump: Asset, evidence: dict[str, Any], field: str
) -> None:
    run = cast.start(world)
    with pytest.raises(ValueRefused) as refusal, transaction.atomic():
        cast.do(world, run, 9, **evidence)
    assert set(refusal.value.errors) == {field}


def test_patient_data_in_a_note_is_masked_and_the_trail_keeps_no_words(world: World, pump: Asset) -> None:
    run = cast.start(world)
    cast.do(world, run, 3, note="Tested with MRN 84719203")
    assert "84719203" not in run.steps.get(position=3).note
    assert "Tested" not in str(AuditEntry.objects.get(verb="procedure.do_step").changes)


@pytest.mark.parametrize("who", ["requester", "charge_nurse", "auditor", "finance"])
def test_readers_start_nothing(world: World, pump: Asset, who: str) -> None:
    with pytest.raises((Forbidden, Asset.DoesNotExist)), transaction.atomic():
        start_procedure(pump.tag, actor=again(getattr(world, who)), kind="install")
    assert not Procedure.objects.exists()


def test_one_of_a_kind_is_open_at_a_time(world: World, pump: Asset) -> None:
    cast.start(world)
    with pytest.raises(Conflict, match="already"), transaction.atomic():
        cast.start(world)
    assert cast.start(world, kind="service").kind == "service"


def test_a_new_device_is_in_service_only_after_its_installation(world: World, pump: Asset) -> None:
    for verb, needs in (("put_in_service", PASSED), ("make_spare", PASSED)):
        with pytest.raises(Conflict, match="Commissioning"), transaction.atomic():
            transition(pump.tag, actor=again(world.biomed), verb=verb, **needs)
    cast.finish(world, pump.tag, "install")
    done = transition(pump.tag, actor=again(world.biomed), verb="put_in_service", **PASSED)
    assert done.status == "in_service"


def test_no_way_round_leads_into_service(world: World, pump: Asset) -> None:
    transition(pump.tag, actor=again(world.biomed), verb="quarantine", reason="Recall")
    with pytest.raises(Conflict, match="Commissioning"), transaction.atomic():
        transition(pump.tag, actor=again(world.biomed), verb="release", reason="Fine", **PASSED)
    transition(pump.tag, actor=again(world.biomed), verb="repair", reason="Board")
    with pytest.raises(Conflict, match="Commissioning"), transaction.atomic():
        transition(pump.tag, actor=again(world.biomed), verb="put_in_service", **PASSED)
    pump.refresh_from_db()
    assert pump.status == "in_repair"


def test_a_device_that_was_always_here_is_repaired_without_installing_it(world: World) -> None:
    asset = assets_cast.pump(world, "LR-1")
    transition(asset.tag, actor=again(world.biomed), verb="repair", reason="Door")
    assert transition(asset.tag, actor=again(world.biomed), verb="put_in_service", **PASSED).version == 3


def test_an_open_service_holds_the_return_up(world: World) -> None:
    asset = assets_cast.pump(world, "LR-1")
    transition(asset.tag, actor=again(world.biomed), verb="repair", reason="Door")
    run = cast.start(world, "LR-1", "service")
    with pytest.raises(Conflict, match="12 steps are open"), transaction.atomic():
        transition(asset.tag, actor=again(world.biomed), verb="put_in_service", **PASSED)
    cancel_procedure(run.pk, actor=again(world.htm_manager), reason="Started on the wrong device")
    assert transition(asset.tag, actor=again(world.biomed), verb="put_in_service", **PASSED)


def test_nothing_is_disposed_of_before_its_decommissioning_with_certificates(world: World) -> None:
    asset = assets_cast.pump(world, "LR-1")
    disk = add_medium(asset.tag, actor=world.biomed, kind="ssd", serial="D1")
    transition(asset.tag, actor=again(world.biomed), verb="retire", reason="Old")
    sign(world, disk)
    with pytest.raises(Conflict, match="Decommissioning"), transaction.atomic():
        transition(asset.tag, actor=again(world.biomed), verb="dispose", reason="Scrap")
    run = cast.finish(world, "LR-1", "decommission")
    assert run.steps.get(position=7).certificates.count() == 1
    gone = transition(asset.tag, actor=again(world.biomed), verb="dispose", reason="Scrap")
    assert gone.status == "disposed"


def test_the_step_for_certificates_asks_the_gate(world: World) -> None:
    asset = assets_cast.pump(world, "LR-1")
    add_medium(asset.tag, actor=world.biomed, kind="ssd", serial="D1")
    run = cast.start(world, "LR-1", "decommission")
    with pytest.raises(ValueRefused, match="D1"), transaction.atomic():
        cast.do(world, run, 7)
    with pytest.raises(Conflict), transaction.atomic():
        skip_step(run.pk, 7, actor=again(world.biomed), reason="No disk in it")


def test_a_thing_that_came_back_is_decommissioned_anew(world: World) -> None:
    asset = assets_cast.pump(world, "LR-1", stores_phi="no", stores_phi_source="MDS2")
    transition(asset.tag, actor=again(world.biomed), verb="retire", reason="Old")
    cast.finish(world, "LR-1", "decommission")
    transition(asset.tag, actor=again(world.htm_manager), verb="reinstate", reason="Needed")
    transition(asset.tag, actor=again(world.biomed), verb="retire", reason="Old")
    with pytest.raises(Conflict, match="Decommissioning"), transaction.atomic():
        transition(asset.tag, actor=again(world.biomed), verb="dispose", reason="Scrap")


def test_what_has_ended_never_changes(world: World, pump: Asset) -> None:
    run = cast.finish(world, pump.tag, "install")
    with pytest.raises(Conflict, match="ended"), transaction.atomic():
        reopen_step(run.pk, 3, actor=again(world.htm_manager))
    with pytest.raises(Conflict, match="ended"), transaction.atomic():
        cancel_procedure(run.pk, actor=again(world.htm_manager), reason="Oh")
    writes: list[Any] = [
        lambda: Procedure.objects.filter(pk=run.pk).update(status="open"),
        lambda: ProcedureStep.objects.filter(procedure=run).update(note="Changed"),
        lambda: ProcedureTemplate.objects.update(title="Changed"),
    ]
    for write in writes:
        with pytest.raises(DatabaseError, match="final"), transaction.atomic():
            write()


def test_a_template_changes_by_a_new_version_and_open_procedures_keep_theirs(
    world: World, pump: Asset
) -> None:
    run = cast.start(world)
    steps = [FirstStep("Inspect", "htm", "date"), FirstStep("Accept", "unit", "signature", may_skip=False)]
    made = publish_template(
        "install_new",
        actor=world.htm_manager,
        title="Install",
        required_for=["clinical_device"],
        steps=steps,
        version=1,
    )
    assert (str(made), made.steps.count(), run.steps.count()) == ("install_new_v2", 2, 18)
    cancel_procedure(run.pk, actor=world.htm_manager, reason="New list")
    assert cast.start(world).steps_total == 2
    with pytest.raises(StaleVersion), transaction.atomic():
        publish_template(
            "install_new", actor=world.htm_manager, title="X", required_for=[], steps=steps, version=1
        )


@pytest.mark.parametrize("who", ["biomed", "technician", "charge_nurse"])
def test_workers_publish_no_templates(world: World, who: str) -> None:
    with pytest.raises(Forbidden), transaction.atomic():
        publish_template(
            "decom", actor=getattr(world, who), title="X", required_for=[], steps=DECOMMISSION.steps
        )
    assert ProcedureTemplate.objects.filter(code="decom").count() == 1
