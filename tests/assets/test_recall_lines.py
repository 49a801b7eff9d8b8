"""Working the devices of a recall."""

from datetime import timedelta

import pytest
from django.utils import timezone

from assets.actions.recalls.lines import declare_lost, locate, note_search, settle, tag_out
from assets.actions.recalls.triage import dismiss
from assets.models import Asset, DeviceSearch, RecallCase, RecallLine
from hospital_itsm.audit.models import AuditEntry
from hospital_itsm.core.errors import Conflict, Forbidden, StaleVersion, ValueRefused
from hospital_itsm.outbox.models import OutboxMessage
from tests.assets.recall_cast import pumps, receive
from tests.world import World, again

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(world: World) -> RecallCase:
    """The recall of the pumps LR-1, LR-2 and perhaps LR-3."""
    pumps(world)
    return receive(world)


def line(tag: str) -> RecallLine:
    return RecallLine.objects.select_related("asset").get(asset__tag=tag)


def missing_for(world: World, case: RecallCase, *days_ago: int) -> None:
    """LR-1 is missing and was searched for on these days."""
    settle(case.key, "LR-1", actor=again(world.biomed), disposition="missing", evidence="Not in its room")
    today = timezone.localdate()
    for days in days_ago:
        note_search(
            case.key, "LR-1", actor=again(world.biomed), on=today - timedelta(days=days), places="ICU, store"
        )


def test_a_located_device_has_its_time_and_person(world: World, case: RecallCase) -> None:
    found = locate(case.key, "lr-1", actor=again(world.biomed))
    assert (found.located_by, found.located_at is not None) == (world.biomed, True)
    assert RecallCase.objects.get().state == "received", "Only triage moves it on from there."


def test_devices_are_tagged_out_together_and_are_safe(world: World, case: RecallCase) -> None:
    tag_out(case.key, ["LR-2", "LR-1"], actor=again(world.biomed))
    assert set(Asset.objects.filter(tag__in=["LR-1", "LR-2"]).values_list("status", flat=True)) == {
        "out_of_service_safety"
    }
    assert line("LR-1").mitigated_at is not None
    assert RecallCase.objects.get().mitigated_at is None, "LR-3 is not safe yet."
    assert Asset.objects.get(tag="LR-1").status_changes.get(verb="tag_out").reason == f"Recall {case.key}"
    tag_out(case.key, ["LR-3"], actor=again(world.biomed))
    assert RecallCase.objects.get().mitigated_at is not None


def test_a_device_that_is_out_of_use_already_is_only_noted(world: World, case: RecallCase) -> None:
    Asset.objects.filter(tag="LR-1").update(status="quarantined")
    tag_out(case.key, ["LR-1"], actor=again(world.biomed))
    assert Asset.objects.get(tag="LR-1").status == "quarantined"
    assert line("LR-1").mitigated_at is not None


def test_one_unknown_device_stops_the_tagging_of_all(world: World, case: RecallCase) -> None:
    with pytest.raises(RecallLine.DoesNotExist):
        tag_out(case.key, ["LR-1", "LR-4"], actor=again(world.biomed))
    assert Asset.objects.get(tag="LR-1").status == "in_service"


def test_what_became_of_a_device_needs_its_proof(world: World, case: RecallCase) -> None:
    with pytest.raises(ValueRefused) as refusal:
        settle(case.key, "LR-1", actor=again(world.biomed), disposition="corrected", evidence=" ")
    assert set(refusal.value.errors) == {"evidence"}
    assert line("LR-1").disposition == "open"
    done = settle(case.key, "LR-1", actor=again(world.biomed), disposition="corrected", evidence="WO 118")
    assert (done.disposition, done.evidence, done.done_by) == ("corrected", "WO 118", world.biomed)
    assert AuditEntry.objects.get(verb="recall.settle").changes["evidence"].keys() == {"hmac", "length"}


@pytest.mark.parametrize("disposition", ["lost_alerted", "vanished", ""])
def test_a_loss_is_not_said_in_passing(world: World, case: RecallCase, disposition: str) -> None:
    with pytest.raises(ValueRefused):
        settle(case.key, "LR-1", actor=again(world.biomed), disposition=disposition, evidence="x")
    assert line("LR-1").disposition == "open"


def test_an_answer_can_be_taken_back(world: World, case: RecallCase) -> None:
    settle(case.key, "LR-1", actor=again(world.biomed), disposition="corrected", evidence="WO 118")
    opened = settle(case.key, "LR-1", actor=again(world.biomed), disposition="open", evidence="Wrong device")
    assert (opened.disposition, opened.done_at, opened.mitigated_at) == ("open", None, None)


def test_a_missing_device_is_missing_in_the_inventory_until_it_is_found(
    world: World, case: RecallCase
) -> None:
    missing_for(world, case)
    assert Asset.objects.get(tag="LR-1").status == "missing"
    locate(case.key, "LR-1", actor=again(world.biomed))
    assert line("LR-1").disposition == "open"
    assert Asset.objects.get(tag="LR-1").status == "incoming_inspection"


def test_searches_are_documented_for_missing_devices_alone(world: World, case: RecallCase) -> None:
    with pytest.raises(Conflict):
        note_search(case.key, "LR-1", actor=again(world.biomed), on=timezone.localdate(), places="ICU")
    missing_for(world, case, 1)
    for on, places in ((timezone.localdate() + timedelta(days=1), "ICU"), (timezone.localdate(), "")):
        with pytest.raises(ValueRefused):
            note_search(case.key, "LR-1", actor=again(world.biomed), on=on, places=places)
    assert DeviceSearch.objects.count() == 1


@pytest.mark.parametrize("days_ago", [(), (90, 40), (89, 40, 1), (90, 90, 1)])
def test_too_few_searches_leave_a_device_missing(
    world: World, case: RecallCase, days_ago: tuple[int, ...]
) -> None:
    missing_for(world, case, *days_ago)
    with pytest.raises(Conflict, match="3 searches"):
        declare_lost(case.key, "LR-1", actor=again(world.htm_manager), evidence="Nothing found")
    assert line("LR-1").disposition == "missing"


def test_the_manager_signs_a_lost_device_off_and_privacy_hears_of_it(world: World, case: RecallCase) -> None:
    missing_for(world, case, 90, 40, 1)
    with pytest.raises(Forbidden):
        declare_lost(case.key, "LR-1", actor=again(world.biomed), evidence="Nothing found")
    lost = declare_lost(case.key, "LR-1", actor=again(world.htm_manager), evidence="Nothing found")
    assert (lost.disposition, lost.done_by) == ("lost_alerted", world.htm_manager)
    told = OutboxMessage.objects.filter(kind="recall.lost").values_list("recipient__username", flat=True)
    assert {"reid.sandoval", "hanna.weiss"} <= set(told)


def test_a_closed_case_is_opened_before_its_devices_are_worked(world: World) -> None:
    empty = receive(world)
    dismiss(empty.key, actor=again(world.htm_manager), reason="None of ours")
    with pytest.raises(Conflict, match="Open it again"):
        locate(empty.key, "LR-1", actor=again(world.biomed))


def test_an_agent_of_the_desk_reads_and_works_nothing(world: World, case: RecallCase) -> None:
    for work in (
        lambda: locate(case.key, "LR-1", actor=again(world.agent)),
        lambda: tag_out(case.key, ["LR-1"], actor=again(world.agent)),
        lambda: settle(case.key, "LR-1", actor=again(world.agent), disposition="corrected", evidence="x"),
    ):
        with pytest.raises(Forbidden):
            work()
    assert line("LR-1").located_at is None
    with pytest.raises(RecallCase.DoesNotExist):
        locate(case.key, "LR-1", actor=again(world.requester))


def test_whoever_answers_second_is_stopped(world: World, case: RecallCase) -> None:
    settle(case.key, "LR-1", actor=again(world.biomed), disposition="corrected", evidence="WO 118")
    with pytest.raises(StaleVersion):
        settle(
            case.key, "LR-1", actor=again(world.biomed), disposition="destroyed", evidence="WO 119", version=1
        )
    assert line("LR-1").disposition == "corrected"


def test_patient_data_in_the_proof_is_masked(world: World, case: RecallCase) -> None:
    done = settle(
        case.key,
        "LR-1",
        actor=again(world.biomed),
        disposition="corrected",
        evidence="Done, MRN 00482913 waited",
    )
    assert "00482913" not in done.evidence
