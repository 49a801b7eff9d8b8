"""Receiving a notice and deciding about its case."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from assets.actions.recalls import triage as deciding
from assets.actions.recalls.lines import settle
from assets.actions.recalls.matching import rematch
from assets.actions.recalls.receiving import change_notice
from assets.models import RecallCase, RecallLine, RecallNotice
from assets.queries.recalls import open_class_one
from hospital_itsm.audit.models import AuditEntry
from hospital_itsm.core.errors import Conflict, Forbidden, IllegalTransition, StaleVersion, ValueRefused
from hospital_itsm.outbox.models import OutboxMessage
from tests.assets import cast
from tests.assets.recall_cast import pumps, receive, tags
from tests.world import World, again

pytestmark = pytest.mark.django_db


def told(kind: str) -> list[str]:
    """Who was told, each once."""
    return sorted(set(OutboxMessage.objects.filter(kind=kind).values_list("recipient__username", flat=True)))


def stored(case: RecallCase) -> RecallCase:
    return RecallCase.objects.select_related("notice").get(pk=case.pk)


def test_a_notice_finds_its_devices_with_reasons(world: World) -> None:
    pumps(world)
    case = receive(world)
    assert tags(case, "confirmed") == ["LR-1", "LR-2"]
    assert tags(case, "unconfirmed") == ["LR-3"]
    assert case.excluded == 1
    line = case.lines.get(asset__tag="LR-1")
    assert (line.score, line.disposition) == (100, "open")
    assert line.reasons == [
        ["di-equal", "09520000010010"],
        ["serial-listed", "IX4-230101"],
        ["lot-listed", "23K01"],
        ["version-in-range", "3.1"],
    ]


def test_the_clocks_of_class_one_run_from_the_letter(world: World) -> None:
    case = receive(world)
    received = case.notice.received_at
    assert case.triage_by - received == timedelta(hours=4)
    assert case.mitigate_by - received == timedelta(days=3)
    assert case.close_by - received == timedelta(days=30)
    assert case.next_due_at == case.triage_by


def test_an_unclassified_notice_runs_on_the_clock_of_class_one_until_triage(world: World) -> None:
    case = receive(world, recall_class="", number="")
    assert case.triage_by - case.notice.received_at == timedelta(hours=4)
    case = deciding.triage(case.key, actor=again(world.htm_manager), treat_as="II")
    assert case.mitigate_by - case.notice.received_at == timedelta(days=30)
    assert (case.state, case.clock_class) == ("triaged", "II")


def test_all_of_clinical_engineering_hears_of_class_one_and_only_managers_of_class_two(world: World) -> None:
    pumps(world)
    receive(world)
    assert told("recall.received") == ["ellen.fairweather"], "Who entered it knows it."
    receive_second = receive(world, number="Z-9002-2026", recall_class="II")
    messages = OutboxMessage.objects.filter(kind="recall.received", payload__recall=receive_second.key)
    assert {message.recipient.username for message in messages} == {"ellen.fairweather"}
    assert messages.first().payload["devices"] == 3


def test_neither_mail_nor_trail_holds_words_of_the_notice(world: World) -> None:
    pumps(world)
    receive(world)
    for message in OutboxMessage.objects.all():
        assert "latch" not in str(message.payload)
    entry = AuditEntry.objects.get(verb="recall.receive")
    assert "latch" not in str(entry.changes)
    assert entry.changes["added"] == 3
    assert entry.changes["reason"][1].keys() == {"hmac", "length"}


@pytest.mark.parametrize(
    ("fields", "at_fault"),
    [
        ({"firm": ""}, {"firm"}),
        ({"description": " "}, {"description"}),
        ({"number": "F-1-2026"}, {"number"}),
        ({"recall_class": "IV"}, {"recall_class"}),
        ({"kind": "rumor"}, {"kind"}),
        ({"source": ""}, {"source"}),
        ({"outcome": "logged"}, {"outcome"}),
        ({"product_code": "FRNX"}, {"product_code"}),
    ],
)
def test_a_notice_that_lacks_something_is_refused_by_name(
    world: World, fields: dict[str, Any], at_fault: set[str]
) -> None:
    with pytest.raises(ValueRefused) as refusal:
        receive(world, **fields)
    assert set(refusal.value.errors) == at_fault
    assert not RecallNotice.objects.exists()


def test_a_number_is_worked_in_one_place(world: World) -> None:
    first = receive(world)
    with pytest.raises(ValueRefused, match=f"{first.key} already"):
        receive(world)
    assert RecallNotice.objects.count() == 1


@pytest.mark.parametrize("who", ["requester", "agent", "auditor", "finance"])
def test_whoever_does_not_go_to_devices_enters_no_notice(world: World, who: str) -> None:
    from assets.actions.recalls.receiving import receive_notice
    from tests.assets.recall_cast import NOTICE

    with pytest.raises(Forbidden):
        receive_notice(actor=again(getattr(world, who)), fields=NOTICE)
    assert not RecallNotice.objects.exists()


def test_a_graver_class_alerts_anew_and_gives_less_time(world: World) -> None:
    pumps(world)
    case = receive(world, recall_class="II")
    before = timezone.now()
    changed = change_notice(case.key, actor=again(world.biomed), fields={"recall_class": "I"})
    assert changed.mitigate_by - before < timedelta(days=3, minutes=5)
    assert told("recall.raised") == ["ellen.fairweather"]
    lowered = change_notice(case.key, actor=again(world.biomed), fields={"recall_class": "III"})
    assert lowered.mitigate_by - lowered.notice.received_at == timedelta(days=60)
    assert OutboxMessage.objects.filter(kind="recall.raised").count() == 2, (
        "Bell and mail of the first change alone."
    )


def test_other_numbers_in_the_notice_bring_other_devices_and_take_none_away(world: World) -> None:
    pumps(world)
    case = receive(world)
    change_notice(case.key, actor=again(world.biomed), fields={"codes": "Lot 22A01"})
    assert tags(case) == ["LR-1", "LR-2", "LR-3", "LR-4"]
    assert tags(case, "confirmed") == ["LR-1", "LR-2", "LR-4"]


def test_a_device_bought_later_joins_when_the_recall_is_matched_again(world: World) -> None:
    pumps(world)
    case = receive(world)
    cast.pump(world, "LR-9", serial="IX4-230109", lot="23K09")
    rematch(case.key, actor=again(world.biomed))
    assert "LR-9" in tags(case, "confirmed")
    assert stored(case).version == 2


def test_what_left_the_house_is_not_on_the_case(world: World) -> None:
    made = pumps(world)
    made["LR-1"].status = "disposed"
    made["LR-1"].save(update_fields=["status"])
    assert tags(receive(world)) == ["LR-2", "LR-3"]


def test_a_device_without_a_catalogue_row_is_found_by_its_own_label(world: World) -> None:
    cast.pump(
        world,
        "LR-7",
        model=None,
        udi="(01)09520000010010(10)23K05(21)IX4-230105",
        serial="IX4-230105",
        lot="23K05",
    )
    assert tags(receive(world), "confirmed") == ["LR-7"]


def test_from_triage_to_the_end(world: World) -> None:
    pumps(world)
    case, manager = receive(world), again(world.htm_manager)
    deciding.triage(case.key, actor=manager)
    assigned = deciding.assign(case.key, actor=manager, assignee=again(world.biomed))
    assert (assigned.state, told("recall.assigned")) == ("assigned", ["reid.sandoval"])
    for tag in tags(case):
        settle(
            case.key,
            tag,
            actor=again(world.biomed),
            disposition="corrected",
            evidence="WO 118, latch replaced",
        )
    assert stored(case).state == "in_progress"
    assert stored(case).mitigated_at is not None
    assert stored(case).next_due_at == case.close_by
    deciding.verify(case.key, actor=manager)
    with pytest.raises(Conflict, match="acknowledgment"):
        deciding.close(case.key, actor=manager)
    deciding.acknowledge(
        case.key, actor=again(world.biomed), on=timezone.localdate(), acknowledgment="Form sent by fax"
    )
    closed = deciding.close(case.key, actor=manager)
    assert (closed.state, closed.closed_at is not None) == ("closed", True)
    assert closed.next_due_at.year == 9999
    verbs = (
        AuditEntry.objects.filter(target_type="assets.recallcase")
        .order_by("id")
        .values_list("verb", flat=True)
    )
    assert list(verbs) == [
        "recall.receive", "recall.triage", "recall.assign", "recall.advance", "recall.advance", "recall.verify",
        "recall.acknowledge", "recall.close",
    ]  # fmt: skip


def test_a_case_does_not_close_while_a_device_is_open(world: World) -> None:
    pumps(world)
    case, manager = receive(world), again(world.htm_manager)
    deciding.triage(case.key, actor=manager)
    settle(case.key, "LR-1", actor=again(world.biomed), disposition="corrected", evidence="WO 118")
    with pytest.raises(Conflict, match="2 devices are still open"):
        deciding.verify(case.key, actor=manager)
    settle(case.key, "LR-2", actor=again(world.biomed), disposition="missing", evidence="Not in its room")
    with pytest.raises(Conflict, match="2 devices are still open"):
        deciding.verify(case.key, actor=manager)
    assert stored(case).state == "in_progress"


def test_a_notice_that_does_not_concern_us_is_dismissed_with_the_reason(world: World) -> None:
    cast.pump(world, "LR-3", serial="", lot="")
    case = receive(world)
    done = deciding.dismiss(case.key, actor=again(world.htm_manager), reason="Our pump is of 2019")
    assert (done.state, done.dismissed_because) == ("closed", "Our pump is of 2019")
    line = RecallLine.objects.get()
    assert (line.disposition, line.evidence) == ("not_affected", "Our pump is of 2019")


def test_a_case_with_confirmed_devices_cannot_be_dismissed(world: World) -> None:
    pumps(world)
    case = receive(world)
    with pytest.raises(Conflict, match="2 devices are confirmed"):
        deciding.dismiss(case.key, actor=again(world.htm_manager), reason="No time")
    assert stored(case).state == "received"
    assert set(RecallLine.objects.values_list("disposition", flat=True)) == {"open"}


def test_only_the_manager_decides(world: World) -> None:
    case = receive(world)
    for decide in (
        lambda who: deciding.triage(case.key, actor=who),
        lambda who: deciding.dismiss(case.key, actor=who, reason="x"),
        lambda who: deciding.assign(case.key, actor=who, assignee=who),
        lambda who: deciding.verify(case.key, actor=who),
        lambda who: deciding.close(case.key, actor=who),
        lambda who: deciding.reopen(case.key, actor=who, reason="x"),
    ):
        with pytest.raises(Forbidden):
            decide(again(world.biomed))
    assert stored(case).state == "received"


def test_steps_out_of_turn_name_what_is_possible(world: World) -> None:
    case = receive(world)
    with pytest.raises(IllegalTransition) as refusal:
        deciding.close(case.key, actor=again(world.htm_manager))
    assert refusal.value.allowed == ["triage", "dismiss"]


def test_a_closed_case_opens_again_with_a_reason(world: World) -> None:
    case, manager = receive(world), again(world.htm_manager)
    deciding.dismiss(case.key, actor=manager, reason="None of ours")
    opened = deciding.reopen(case.key, actor=manager, reason="One was found in the cellar")
    assert (opened.state, opened.closed_at, opened.dismissed_because) == ("in_progress", None, "")


def test_whoever_decides_on_an_old_page_is_stopped(world: World) -> None:
    case = receive(world)
    change_notice(case.key, actor=again(world.biomed), fields={"reference": "FA-17"})
    with pytest.raises(StaleVersion):
        deciding.triage(case.key, actor=again(world.htm_manager), version=case.version)
    assert stored(case).state == "received"


def test_the_case_goes_to_somebody_who_goes_to_devices(world: World) -> None:
    case, manager = receive(world), again(world.htm_manager)
    deciding.triage(case.key, actor=manager)
    with pytest.raises(ValueRefused):
        deciding.assign(case.key, actor=manager, assignee=again(world.requester))


def test_the_priority_of_tickets_asks_for_open_class_one(world: World) -> None:
    made = pumps(world)
    case = receive(world)
    assets = list(made.values())
    assert open_class_one(assets) == {made[tag].pk for tag in ("LR-1", "LR-2", "LR-3")}
    settle(case.key, "LR-1", actor=again(world.biomed), disposition="corrected", evidence="WO 118")
    assert open_class_one(assets) == {made[tag].pk for tag in ("LR-2", "LR-3")}
    change_notice(case.key, actor=again(world.biomed), fields={"recall_class": "II"})
    assert open_class_one(assets) == set()
