"""Outage notices: posted, updated, ended, seen by whom they concern, worse first."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from hospital_itsm.audit.models import AuditEntry
from hospital_itsm.core.errors import Conflict, Forbidden, StaleVersion, ValueRefused
from hospital_itsm.feed.models import Change
from tests.tickets.test_report import send
from tests.world import World, again
from tickets.actions.notices import end_notice, link_notice, post_notice, update_notice
from tickets.models import Notice, NoticeUpdate
from tickets.queries.notices import active_notices, strip_for


def post(world: World, **values: Any) -> Notice:
    """A notice by the duty manager, with the values that matter to the test."""
    given: dict[str, Any] = {
        "actor": again(world.duty_manager),
        "title": "EHR is slow",
        "severity": "degraded",
        "sees": "Charts open after 30 seconds.",
    }
    return post_notice(**{**given, **values})


def test_a_posted_notice_says_what_works_and_when_there_is_news(world: World) -> None:
    at = timezone.now() + timedelta(minutes=30)
    notice = post(world, works="Charting still works.", to_do="Keep going.", next_update_by=at)
    stored = Notice.objects.get(pk=notice.pk)
    assert (stored.works, stored.to_do, stored.next_update_by) == ("Charting still works.", "Keep going.", at)
    assert Change.objects.get(kind="notice", subject=notice.pk).verb == "notice.post"


def test_the_trail_of_a_notice_holds_no_words(world: World) -> None:
    post(world, title="Quokka outage", sees="Wombats everywhere")
    entry = AuditEntry.objects.get(verb="notice.post")
    assert entry.changes["title"]["length"] == 13
    assert "Quokka" not in str(entry.changes)
    assert "Wombat" not in str(entry.changes)


def test_a_nurse_may_not_post(world: World) -> None:
    with pytest.raises(Forbidden):
        post(world, actor=again(world.requester))
    assert not Notice.objects.exists()


def test_every_fault_is_named(world: World) -> None:
    past = timezone.now() - timedelta(minutes=1)
    with pytest.raises(ValueRefused) as refused:
        post(world, title=" ", sees="", severity="bad", works="x" * 401, next_update_by=past)
    assert set(refused.value.errors) == {"title", "sees", "severity", "works", "next_update_by"}
    assert not Notice.objects.exists()


def test_no_change_is_an_update_too(world: World) -> None:
    notice = post(world)
    at = timezone.now() + timedelta(hours=1)
    updated = update_notice(
        notice.pk, actor=again(world.duty_manager), is_no_change=True, next_update_by=at, version=1
    )
    assert (updated.version, updated.next_update_by) == (2, at)
    assert NoticeUpdate.objects.get(notice=notice).is_no_change


def test_an_update_without_words_is_refused(world: World) -> None:
    notice = post(world)
    with pytest.raises(ValueRefused):
        update_notice(notice.pk, actor=again(world.duty_manager))
    assert not NoticeUpdate.objects.exists()


def test_a_stale_update_changes_nothing(world: World) -> None:
    notice = post(world)
    duty = again(world.duty_manager)
    update_notice(notice.pk, actor=duty, body="Restarting.", version=1)
    with pytest.raises(StaleVersion):
        update_notice(notice.pk, actor=duty, body="Other words.", version=1)
    assert [row.body for row in NoticeUpdate.objects.all()] == ["Restarting."]


def test_an_ended_notice_concerns_nobody_and_takes_no_update(world: World) -> None:
    notice = post(world)
    duty = again(world.duty_manager)
    end_notice(notice.pk, actor=duty, body="Back to normal.")
    assert not active_notices().exists()
    with pytest.raises(Conflict):
        update_notice(notice.pk, actor=duty, body="Late words.")


def test_patient_data_in_a_notice_is_masked(world: World) -> None:
    assert post(world, sees="Shown for MRN 00482913 only.").sees == "Shown for [record number hidden] only."


def test_the_strip_shows_the_worse_one_and_counts_the_rest(world: World) -> None:
    post(world)
    outage = post(world, title="Wi-Fi is down", severity="outage", care_areas=[world.icu])
    post(world, title="Elevator music", severity="info")
    strip = strip_for(again(world.requester), world.icu)
    assert strip is not None
    assert (strip.notice, strip.more) == (outage, 2)


def test_a_notice_for_another_unit_is_not_on_the_strip(world: World) -> None:
    post(world, care_areas=[world.area("MS5")])
    assert strip_for(again(world.requester), world.icu) is None
    assert strip_for(again(world.elsewhere), None) is not None


def test_a_notice_can_be_tied_to_an_open_unrestricted_ticket_only(world: World) -> None:
    notice = post(world)
    ticket = send(world)
    duty = again(world.duty_manager)
    assert link_notice(notice.pk, actor=duty, key=ticket.key).ticket == ticket
    secret = send(world, flags=("malware",))
    with pytest.raises(ValueRefused):
        link_notice(notice.pk, actor=duty, key=secret.key)
    assert Notice.objects.get(pk=notice.pk).ticket == ticket
    assert link_notice(notice.pk, actor=duty, key="").ticket is None
