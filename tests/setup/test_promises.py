"""Promises through their pages: versions, further policies, and giving a version to open tickets."""

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from hospital_itsm.audit.models import AuditEntry
from hospital_itsm.core import setup_index
from hospital_itsm.people.actions.calendars import publish_calendar
from hospital_itsm.people.models import WorkCalendar
from hospital_itsm.setup.promise_words import VARIANT_WORDS
from tests.setup.test_rows import text_of
from tests.tickets.clock_cases import due, opened_ticket
from tests.world import World
from tickets.models import SlaPolicy, Ticket
from tickets.rules.targets import DEFAULT_TARGETS, VARIANTS

NAMED = {"name": "Standard promises", "position": "100", "version": "1"}


def newest(lineage: str = "standard") -> SlaPolicy:
    """The version that holds."""
    return SlaPolicy.objects.filter(lineage=lineage).latest("version")


def address(policy: SlaPolicy, suffix: str = "") -> str:
    """Where a policy is kept."""
    return f"/setup/promises/{policy.pk}/{suffix}"


def restore_of_3(policy: SlaPolicy) -> tuple[int | None, int | None, str]:
    """Minutes, business days and calendar of restoring a P3."""
    row = policy.targets.get(metric="restore", priority=3, variant="")
    return row.minutes, row.business_days, row.calendar.lineage


def test_a_changed_time_is_the_next_version_and_the_ladders_stay(administrator: Client, world: World) -> None:
    given = {**NAMED, "time_restore_3_": "8 h", "calendar_restore_3_": "HOSP24"}
    page = administrator.post(address(world.policy), given, follow=True)
    assert "Version 2 holds for new tickets from now on." in text_of(page)
    first, second = SlaPolicy.objects.filter(lineage="standard").order_by("version")
    assert restore_of_3(first) == (None, 3, "BUS")
    assert restore_of_3(second) == (480, None, "HOSP24")
    assert second.targets.count() == len(DEFAULT_TARGETS)
    assert [step.as_value() for step in second.steps.order_by("position", "pk")] == [
        step.as_value() for step in first.steps.order_by("position", "pk")
    ]
    changes = AuditEntry.objects.get(verb="policy.publish", target_label="standard v2").changes
    assert changes == {"version": [1, 2], "restore P3": ["3 business days in BUS", "8 h in HOSP24"]}
    assert "<ins>8 h in HOSP24</ins>" in text_of(page)
    old = text_of(administrator.get(address(first, "version/")))
    assert "3 business days" in old
    assert "Version 2 holds now." in old


def test_publishing_without_a_difference_writes_nothing(administrator: Client, world: World) -> None:
    page = administrator.post(address(world.policy), NAMED, follow=True)
    assert "Nothing differs. Version 1 stays." in text_of(page)
    assert SlaPolicy.objects.count() == 1


def test_an_empty_time_promises_nothing(administrator: Client, world: World) -> None:
    administrator.post(address(world.policy), {**NAMED, "time_response_4_": ""})
    row = newest().targets.get(metric="response", priority=4)
    assert (row.minutes, row.business_days) == (None, None)


def test_a_promise_is_added_once(administrator: Client, world: World) -> None:
    added = {
        "added_metric": "update",
        "added_priority": "4",
        "added_variant": "",
        "added_time": "2 business days",
        "added_calendar": "BUS",
    }
    administrator.post(address(world.policy), {**NAMED, **added})
    row = newest().targets.get(metric="update", priority=4)
    assert (row.business_days, row.calendar.lineage) == (2, "BUS")
    again = administrator.post(address(newest()), {**NAMED, **added, "version": "2"})
    assert again.status_code == 422
    assert "This promise is in the table already. Change it there." in text_of(again)


@pytest.mark.parametrize(
    ("wrong", "mend"),
    [
        ({"time_restore_3_": "soon"}, "“soon” is no time. Write 30 min, 4 h or 3 business days."),
        ({"first_update_1_": "1 day"}, "write minutes or hours."),
        ({"name": ""}, "Fill in: Name."),
        ({"calendar_restore_3_": "NOWHERE"}, "Select a valid choice."),
        ({"added_metric": "update", "added_priority": "4", "added_calendar": "BUS"}, "such as 4 h."),
    ],
)
def test_what_cannot_be_promised_is_refused_and_kept(
    administrator: Client, world: World, wrong: dict[str, str], mend: str
) -> None:
    response = administrator.post(address(world.policy), {**NAMED, "time_response_1_": "20 min", **wrong})
    assert response.status_code == 422
    assert mend in text_of(response)
    assert 'value="20 min"' in text_of(response)
    assert SlaPolicy.objects.count() == 1


def test_a_stale_form_shows_both_and_saves_over_on_the_second_sending(
    administrator: Client, world: World
) -> None:
    first = world.policy
    administrator.post(address(first), {**NAMED, "time_restore_3_": "8 h"})
    stale = {**NAMED, "time_restore_3_": "6 h"}
    response = administrator.post(address(first), stale)
    assert response.status_code == 409
    assert '<td data-label="Now stored">8 h, BUS</td><td data-label="Yours">6 h, BUS</td>' in text_of(
        response
    )
    assert newest().version == 2
    administrator.post(address(first), {**stale, "version": "2"})
    assert restore_of_3(newest()) == (360, None, "BUS")


def test_further_promises_hold_for_the_tickets_they_name(administrator: Client, world: World) -> None:
    given = {"code": "ICU", "name": "Intensive care", "position": "50", "care_class": ["A"]}
    administrator.post("/setup/promises/new/", given)
    policy = newest("ICU")
    assert (policy.conditions, policy.targets.count()) == ({"care_class": ["A"]}, len(DEFAULT_TARGETS))
    assert "class A" in text_of(administrator.get("/setup/promises/"))
    assert opened_ticket(world, timezone.now()).policy == policy
    administrator.post(address(policy, "retire/"))
    assert (newest("ICU").version, newest("ICU").is_active) == (2, False)
    assert opened_ticket(world, timezone.now()).policy == world.policy
    administrator.post(address(policy, "restore/"))
    assert opened_ticket(world, timezone.now()).policy == newest("ICU")


@pytest.mark.parametrize(
    ("changed", "mend"),
    [
        ({"care_class": []}, "Say which tickets it is for: a class, a queue or a site."),
        ({"code": "standard"}, "Standard promises has this code already. Choose another."),
        ({"code": "a b"}, "Use up to 40 letters, digits, dots, hyphens and slashes."),
    ],
)
def test_promises_for_nobody_in_particular_are_refused(
    administrator: Client, world: World, changed: dict[str, Any], mend: str
) -> None:
    given = {"code": "ICU", "name": "Intensive care", "position": "50", "care_class": ["A"], **changed}
    response = administrator.post("/setup/promises/new/", given)
    assert response.status_code == 422
    assert mend in text_of(response)
    assert SlaPolicy.objects.count() == 1


def test_the_promises_for_every_ticket_are_not_retired(administrator: Client, world: World) -> None:
    response = administrator.post(address(world.policy, "retire/"))
    assert response.status_code == 409
    assert "Every ticket needs a promise." in text_of(response)
    assert newest().is_active


def test_a_version_is_given_to_open_tickets_only_after_its_effect_was_seen(
    administrator: Client, world: World
) -> None:
    ticket = opened_ticket(world, timezone.now())
    before = due(ticket)["restore"]
    administrator.post(
        address(world.policy), {**NAMED, "time_restore_3_": "1 h", "calendar_restore_3_": "HOSP24"}
    )
    policy = newest()
    assert "1 open ticket has an older version and keeps it." in text_of(administrator.get(address(policy)))
    shown = text_of(administrator.get(address(policy, "apply/")))
    assert "Give it to 1 ticket<" in shown
    assert ticket.key in shown
    assert due(ticket)["restore"] == before
    assert administrator.post(address(policy, "apply/"), {"reason": ""}).status_code == 422
    assert due(ticket)["restore"] == before
    told = administrator.post(address(policy, "apply/"), {"reason": "Agreed with the board"}, follow=True)
    assert "Has it now" in text_of(told)
    assert "Agreed with the board" in text_of(told)
    assert due(ticket)["restore"] != before
    assert Ticket.objects.get(pk=ticket.pk).policy == policy
    assert AuditEntry.objects.get(verb="policy.apply").changes == {"tickets": 1}
    assert "Every open ticket has this version" in text_of(administrator.get(address(policy, "apply/")))


def test_an_older_version_is_not_given(administrator: Client, world: World) -> None:
    first = world.policy
    administrator.post(address(first), {**NAMED, "time_restore_3_": "8 h"})
    assert administrator.post(address(first, "apply/"), {"reason": "Older"}).status_code == 409
    assert not AuditEntry.objects.filter(verb="policy.apply").exists()


def test_a_newer_calendar_is_taken_by_publishing_again(administrator: Client, world: World) -> None:
    business = world.calendars["BUS"]
    value = business.as_value()
    fields = {"name": business.name, "time_zone": value.tz, "windows": value.windows, "holidays": ()}
    publish_calendar("BUS", actor=world.administrator, fields=fields)
    assert "These calendars have a newer version" in text_of(administrator.get("/setup/promises/"))
    now = newest().created_at
    (task,) = [one for one in setup_index.tasks(now) if str(one.label) == "Check the promises"]
    assert task.words == f"They count in an older version of: {business.name}. Publish them again."
    administrator.post(address(world.policy), NAMED)
    assert newest().targets.get(metric="restore", priority=3, variant="").calendar.version == 2
    assert "These calendars have a newer version" not in text_of(administrator.get("/setup/promises/"))


def test_a_calendar_that_promises_are_counted_in_is_not_retired(administrator: Client, world: World) -> None:
    business = WorkCalendar.objects.get(lineage="BUS")
    response = administrator.post(f"/setup/calendars/{business.pk}/retire/")
    assert response.status_code == 409
    assert "Standard promises is counted in it." in text_of(response)


def test_every_case_of_the_targets_has_words() -> None:
    assert set(VARIANT_WORDS) == set(VARIANTS)
