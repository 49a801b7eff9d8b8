"""Sixty days from discovery: said by privacy, reminded once on day 30, 45 and 55, and again where the day moves."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from hospital_itsm.audit.models import AuditEntry
from hospital_itsm.celery import VITAL
from hospital_itsm.core.actors import System
from hospital_itsm.core.errors import Conflict, Forbidden, StaleVersion, ValueRefused
from hospital_itsm.outbox.models import OutboxMessage
from hospital_itsm.privacy.actions import discoveries
from hospital_itsm.privacy.actions.discoveries import remind, set_discovery
from hospital_itsm.privacy.models import Discovery, DiscoveryReminder
from hospital_itsm.privacy.queries.discoveries import due_for_reminding
from hospital_itsm.privacy.rules.dates import days_left, passed, tell_by
from hospital_itsm.privacy.tasks import remind_of_limits
from tests.api.rest import bearer
from tests.privacy_rows import privacy_ticket
from tests.world import World, again
from tickets.models import Ticket

WHY = "The unit lead wrote it down that day."
TODAY = timezone.localdate()


@pytest.fixture
def ticket(world: World) -> Ticket:
    """A privacy event."""
    return privacy_ticket(world)


def said(world: World, ticket: Ticket, ago: int, **changed: Any) -> Discovery:
    """Privacy says that it was discovered so many days ago."""
    day = TODAY - timedelta(days=ago)
    return set_discovery(ticket, actor=again(world.privacy), **{"day": day, "reason": WHY, **changed})


def browser(user: Any) -> Client:
    """Somebody's browser."""
    client = Client()
    client.force_login(user)
    return client


def reminded() -> list[tuple[Any, Any]]:
    """Days since discovery and days left of every reminder told to privacy in the product."""
    rows = OutboxMessage.objects.filter(kind="privacy.limit", channel="in_app").order_by("pk")
    return [(row.payload["days"], row.payload["left"]) for row in rows]


def test_the_limit_of_a_discovery_on_march_10_is_may_9() -> None:
    assert tell_by(date(2026, 3, 10)) == date(2026, 5, 9)
    assert tell_by(date(2028, 1, 1)) == date(2028, 3, 1)
    assert days_left(date(2026, 3, 10), date(2026, 5, 9)) == 0
    assert days_left(date(2026, 3, 10), date(2026, 5, 10)) == -1


@pytest.mark.parametrize(
    ("gone", "expected"),
    [
        (0, ()),
        (29, ()),
        (30, (30,)),
        (44, (30,)),
        (45, (30, 45)),
        (54, (30, 45)),
        (55, (30, 45, 55)),
        (90, (30, 45, 55)),
    ],
)  # fmt: skip
def test_reminders_pass_on_their_days(gone: int, expected: tuple[int, ...]) -> None:
    assert passed(date(2026, 3, 10), date(2026, 3, 10) + timedelta(days=gone)) == expected


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(0, 200))
def test_days_gone_and_left_are_sixty(day: date, gone: int) -> None:
    assert days_left(day, day + timedelta(days=gone)) == 60 - gone


def test_the_day_is_kept_with_its_reason_and_every_date_follows(world: World, ticket: Ticket) -> None:
    row = said(world, ticket, 3, version=0)
    assert (row.discovered_on, row.version) == (TODAY - timedelta(days=3), 1)
    said(world, ticket, 10, version=1)
    entries = AuditEntry.objects.filter(verb="discovery.set", target_id=str(ticket.pk)).order_by("pk")
    first, second = (TODAY - timedelta(days=3)), (TODAY - timedelta(days=10))
    assert [entry.changes["discovered_on"] for entry in entries] == [
        [None, first.isoformat()],
        [first.isoformat(), second.isoformat()],
    ]
    assert entries[1].changes["tell_by"] == [tell_by(first).isoformat(), tell_by(second).isoformat()]
    assert entries[0].reason == WHY


def test_nobody_else_says_the_day(world: World, ticket: Ticket) -> None:
    for who in (world.agent, world.auditor, world.administrator, world.colleague):
        with pytest.raises(Forbidden):
            set_discovery(ticket, actor=again(who), day=TODAY, reason=WHY)
    assert not Discovery.objects.exists()


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"day": TODAY + timedelta(days=1)}, "day"),
        ({"day": date(1999, 12, 31)}, "day"),
        ({"reason": " "}, "reason"),
        ({"reason": "x" * 201}, "reason"),
    ],
)
def test_values_that_cannot_be_are_refused(
    world: World, ticket: Ticket, changed: dict[str, Any], field: str
) -> None:
    with pytest.raises(ValueRefused) as refused:
        said(world, ticket, 1, **changed)
    assert list(refused.value.errors) == [field]
    assert not Discovery.objects.exists()


def test_an_overtaken_change_and_another_kind_are_refused(world: World, ticket: Ticket) -> None:
    said(world, ticket, 3, version=0)
    with pytest.raises(StaleVersion):
        said(world, ticket, 5, version=0)
    assert Discovery.objects.get().discovered_on == TODAY - timedelta(days=3)
    Ticket.objects.filter(pk=ticket.pk).update(kind="security_incident")
    with pytest.raises(Conflict):
        said(world, ticket, 5)


def test_patient_data_in_the_reason_is_masked(world: World, ticket: Ticket) -> None:
    said(world, ticket, 3, reason="Found in the chart of MRN 00482913.")
    assert "00482913" not in AuditEntry.objects.get(verb="discovery.set").reason


@pytest.mark.parametrize(("ago", "left"), [(30, 30), (45, 15), (55, 5), (61, 0)])
def test_privacy_is_reminded_once(world: World, ticket: Ticket, ago: int, left: int) -> None:
    said(world, ticket, ago)
    assert remind_of_limits() == 1
    assert remind_of_limits() == 0
    assert reminded() == [(ago, left)]
    told = OutboxMessage.objects.filter(kind="privacy.limit")
    assert {message.recipient_id for message in told} == {world.privacy.pk}
    assert "flamingo" not in str(list(told.values_list("payload", flat=True)))


def test_nothing_is_due_on_day_29(world: World, ticket: Ticket) -> None:
    said(world, ticket, 29)
    assert (remind_of_limits(), reminded()) == (0, [])


def test_each_day_reminds_once_as_time_goes_by(world: World, ticket: Ticket) -> None:
    row = said(world, ticket, 0)
    days = [row.discovered_on + timedelta(days=gone) for gone in range(70)]
    assert [day for day in (remind(row.pk, actor=System("privacy"), today=one) for one in days) if day] == [
        30,
        45,
        55,
    ]


def test_another_day_reminds_anew(world: World, ticket: Ticket) -> None:
    said(world, ticket, 31)
    remind_of_limits()
    said(world, ticket, 46)
    assert remind_of_limits() == 1
    assert reminded() == [(31, 29), (46, 14)]
    said(world, ticket, 31)
    assert remind_of_limits() == 0


def test_a_worker_that_dies_in_the_middle_reminds_later_and_once(
    world: World, ticket: Ticket, monkeypatch: pytest.MonkeyPatch
) -> None:
    said(world, ticket, 45)

    def dies(**told: Any) -> int:
        raise SystemExit

    with monkeypatch.context() as broken, pytest.raises(SystemExit):
        broken.setattr(discoveries, "tell", dies)
        remind_of_limits()
    assert not DiscoveryReminder.objects.exists()
    assert (remind_of_limits(), remind_of_limits()) == (1, 0)
    assert reminded() == [(45, 15)]


def test_a_closed_ticket_reminds_of_nothing(world: World, ticket: Ticket) -> None:
    row = said(world, ticket, 45)
    Ticket.objects.filter(pk=ticket.pk).update(state="closed")
    assert due_for_reminding(TODAY) == []
    assert remind(row.pk, actor=System("privacy"), today=TODAY) == 0
    assert reminded() == []


def test_reminders_run_without_workers() -> None:
    assert "remind of privacy limits" in VITAL


def test_the_list_and_the_ticket_ask_for_the_day_and_then_say_the_limit(world: World, ticket: Ticket) -> None:
    privacy = browser(world.privacy)
    page = privacy.get("/privacy/").content.decode()
    assert f'href="/t/{ticket.key}/discovery/"' in page
    assert "Nobody said yet when this was discovered." in privacy.get(f"/t/{ticket.key}/").content.decode()
    day = TODAY - timedelta(days=50)
    given_day = {"day": day.isoformat(), "reason": WHY, "version": "0"}
    response = privacy.post(f"/t/{ticket.key}/discovery/", given_day)
    assert response["Location"] == f"/t/{ticket.key}/"
    for address in ("/privacy/", f"/t/{ticket.key}/"):
        page = privacy.get(address).content.decode()
        assert '<span class="tag tag-warn">10 days left</span>' in page
        assert f"{tell_by(day):%b} {tell_by(day).day}, {tell_by(day).year}" in page
    assert "flamingo" not in privacy.get("/privacy/").content.decode()


def test_a_stale_form_shows_what_is_stored(world: World, ticket: Ticket) -> None:
    said(world, ticket, 3)
    given_day = {"day": TODAY.isoformat(), "reason": WHY, "version": "0"}
    response = browser(world.privacy).post(f"/t/{ticket.key}/discovery/", given_day)
    assert response.status_code == 409
    assert Discovery.objects.get().discovered_on == TODAY - timedelta(days=3)


def test_a_restricted_number_and_one_that_does_not_exist_answer_alike(world: World, ticket: Ticket) -> None:
    """Status, size and headers are the same on every address under a ticket, for people who do not read it."""
    missing = f"PRV-{int(ticket.key.split('-')[1]) + 7}"
    assert not Ticket.objects.filter(key=missing).exists()
    assert len(missing) == len(ticket.key)
    for who in (world.agent, world.administrator, world.elsewhere, world.technician):
        client = browser(who)
        for suffix in ("", "discovery/", "time/", "device/", "history/", "print/", "files/1/"):
            answers = [client.get(f"/t/{key}/{suffix}") for key in (ticket.key, missing)]
            facts = [
                (
                    answer.status_code,
                    len(answer.content.replace(key.encode(), b"")),
                    sorted(name for name in answer.headers),
                )
                for answer, key in zip(answers, (ticket.key, missing), strict=True)
            ]
            assert facts[0] == facts[1]
            assert facts[0][0] == 404


def test_over_rest_a_restricted_number_and_one_that_does_not_exist_answer_alike(
    world: World, ticket: Ticket, client: Client
) -> None:
    missing = f"PRV-{int(ticket.key.split('-')[1]) + 7}"
    headers = {"Authorization": bearer(again(world.agent))}
    for suffix in ("", "messages/", "clocks/", "work-entries/"):
        answers = [
            client.get(f"/api/v1/tickets/{key}/{suffix}", headers=headers) for key in (ticket.key, missing)
        ]
        facts = [
            (
                answer.status_code,
                len(answer.content),
                {**answer.json(), "request_id": ""},
                sorted(answer.headers),
            )
            for answer in answers
        ]
        assert facts[0] == facts[1]
        assert facts[0][0] == 404
