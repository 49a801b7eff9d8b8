"""The pages of schedules: made from a saved report, said in words, changed, paused and let go on."""

from datetime import time
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from hospital_itsm.core.actors import System
from hospital_itsm.reports.actions.saved import save_report
from hospital_itsm.reports.models import ReportSchedule, SavedReport, ScheduleDelivery
from hospital_itsm.reports.questions import BY_CODE
from hospital_itsm.reports.scheduled import send_due
from tests.reports import cast
from tests.reports.test_schedules import due, schedule
from tests.world import World, again

FORM = {
    "cadence": "monthly", "weekday": "0", "month_day": "31", "at": "06:30", "zone": "America/Chicago",
    "output": "xlsx", "only_if_not_empty": "on", "version": "0",
}  # fmt: skip


@pytest.fixture
def lead(world: World) -> Client:
    """The lead's browser."""
    return cast.signed_in(world.lead)


def saved(world: World) -> SavedReport:
    """A saved report of the lead."""
    return save_report(BY_CODE["open-longest"], {}, actor=again(world.lead), name="Every morning")


def text_of(answer: Any) -> str:
    """The page as text."""
    return str(answer.content.decode())


def test_a_saved_report_is_scheduled_and_said_in_words(world: World, lead: Client) -> None:
    row = saved(world)
    assert f'href="/reports/saved/{row.pk}/schedule/"' in text_of(lead.get(row.get_absolute_url()))
    path = f"/reports/saved/{row.pk}/schedule/"
    page = text_of(lead.get(path))
    assert f"{world.lead.username}</textarea>" in page
    given = {
        **FORM,
        "people": f"{world.lead.username}\n{world.cio.username}",
        "teams": ["EUC"],
        "roles": ["finance"],
    }
    answer = lead.post(path, given)
    made = ReportSchedule.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, made.get_absolute_url())
    assert (made.cadence, made.month_day, made.at) == ("monthly", 31, time(6, 30))
    assert (made.only_over, made.output) == (0, "xlsx")
    page = text_of(lead.get(made.get_absolute_url()))
    assert "Every month on the last day at 06:30, America/Chicago" in page
    assert "Only if it is not empty" in page
    for name in (world.cio.full_name, "Role Finance", f"Team {world.team('EUC').name}"):
        assert name in page
    assert "It has not run yet." in page
    assert "Every morning" in text_of(lead.get("/reports/schedules/"))


def test_what_was_typed_survives_a_refusal(world: World, lead: Client) -> None:
    row = saved(world)
    answer = lead.post(f"/reports/saved/{row.pk}/schedule/", {**FORM, "people": "nobody.here", "at": "25:00"})
    page = text_of(answer)
    assert answer.status_code == 422
    assert "Nobody has the user name nobody.here." in page
    assert "Write the time like 07:00." in page
    assert "nobody.here</textarea>" in page
    assert not ReportSchedule.objects.exists()


def test_somebody_elses_is_not_there(world: World, lead: Client) -> None:
    row = schedule(world)
    other = cast.signed_in(world.it_manager)
    for suffix in ("", "edit/"):
        assert other.get(f"{row.get_absolute_url()}{suffix}").status_code == 404
    for suffix in ("pause/", "resume/", "edit/"):
        assert other.post(f"{row.get_absolute_url()}{suffix}").status_code == 404
    assert "Nothing is scheduled" in text_of(other.get("/reports/schedules/"))
    assert ReportSchedule.objects.get().version == 1


def test_a_message_leads_its_recipient_to_the_run_and_nobody_else(world: World, lead: Client) -> None:
    cast.of_units(world)
    row = schedule(world, world.lead, world.agent)
    send_due(due(row), actor=System("reports"))
    page = text_of(lead.get(row.get_absolute_url()))
    assert f"<span>{world.agent.full_name}</span>" in page
    assert "Sent · 7 rows" in page
    for person in (world.lead, world.agent):
        delivery = ScheduleDelivery.objects.get(recipient=person)
        path = f"/reports/schedules/sent/{delivery.pk}/"
        own = cast.signed_in(person).get(path)
        assert (own.status_code, own["Location"]) == (302, delivery.run.get_absolute_url())  # type: ignore[union-attr]
        assert cast.signed_in(person).get(own["Location"]).status_code == 200
        other = world.agent if person == world.lead else world.lead
        assert cast.signed_in(other).get(path).status_code == 404


def test_it_is_paused_changed_and_let_go_on(world: World, lead: Client) -> None:
    row = schedule(world)
    page = row.get_absolute_url()
    assert lead.post(f"{page}pause/").status_code == 302
    assert "Let it go on for half a year" in text_of(lead.get(page))
    form = lead.get(f"{page}edit/")
    assert 'value="07:00"' in text_of(form)
    given = {**FORM, "people": world.lead.username, "only_over": "20", "version": "2"}
    assert lead.post(f"{page}edit/", given).status_code == 302
    row.refresh_from_db()
    assert (row.paused, row.next_at, row.only_over) == ("owner", None, 20)
    stale = lead.post(f"{page}edit/", {**given, "at": "09:00"})
    assert stale.status_code == 409
    lead.post(f"{page}resume/")
    row.refresh_from_db()
    assert (row.paused, row.at) == ("", time(6, 30))
    assert row.next_at is not None and row.next_at > timezone.now()
    assert "Only with more than 20 rows" in text_of(lead.get(page))


def test_removing_the_saved_report_ends_its_schedules(world: World, lead: Client) -> None:
    row = schedule(world)
    assert lead.post(f"/reports/saved/{row.saved_id}/remove/").status_code == 302
    assert not ReportSchedule.objects.exists()


def test_a_schedule_is_removed_and_its_report_stays(world: World, lead: Client) -> None:
    row = schedule(world)
    remove = f"{row.get_absolute_url()}remove/"
    assert f'action="{remove}"' in text_of(lead.get(row.get_absolute_url()))
    assert cast.signed_in(world.it_manager).post(remove).status_code == 404
    assert lead.get(remove).status_code == 405
    assert ReportSchedule.objects.count() == 1
    answer = lead.post(remove)
    assert (answer.status_code, answer["Location"]) == (302, "/reports/schedules/")
    assert not ReportSchedule.objects.exists()
    assert SavedReport.objects.filter(pk=row.saved_id).exists()
    assert "The schedule is removed." in text_of(lead.get("/reports/schedules/"))
