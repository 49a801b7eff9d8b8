"""E-mails at their reader's pace: folded, held, once a day, or in the desk only; urgent ones wait for nothing."""

from datetime import datetime, time, timedelta
from typing import Any

import pytest
from django.core import mail
from django.test.utils import override_settings
from django.utils import timezone

from hospital_itsm.audit.models import AuditEntry
from hospital_itsm.core.actors import System
from hospital_itsm.core.errors import Forbidden, ValueRefused
from hospital_itsm.outbox import kinds, topics
from hospital_itsm.outbox.actions.choosing import choose_mails
from hospital_itsm.outbox.choices import Channel
from hospital_itsm.outbox.delivery import deliver_due
from hospital_itsm.outbox.models import Attempt, BellItem, LastMail, MailChoice, OutboxMessage
from hospital_itsm.outbox.tell import tell
from hospital_itsm.people.models import User
from tests.outbox.sample_kinds import PAYLOAD
from tests.world import World

POSTMAN = System("outbox")
NOON = datetime.fromisoformat("2026-11-24T12:00:00-06:00")
MINUTE = timedelta(minutes=1)


def told(person: User, dedupe: str, kind: str = "test.told", *, at: datetime = NOON, **payload: Any) -> None:
    stored = {**PAYLOAD, **payload} if kind == "test.told" else payload
    tell(
        actor=POSTMAN,
        kind=kind,
        recipients=[person],
        payload=stored,
        dedupe=dedupe,
        channels=[Channel.EMAIL],
        at=at,
    )


def round_at(now: datetime) -> dict[str, int]:
    return deliver_due(now=lambda: now)


def chosen(person: User, **more: Any) -> MailChoice:
    return choose_mails(actor=person, **{"paces": {}, "digest_at": time(7), **more})


def test_what_comes_right_after_an_email_comes_in_the_next_one(world: World) -> None:
    told(world.agent, "1")
    assert round_at(NOON) == {"sent": 1}
    told(world.agent, "2")
    told(world.agent, "3", ticket="INC-20419")
    assert round_at(NOON + MINUTE) == {}
    assert round_at(NOON + 2 * MINUTE) == {"sent": 2}
    first, second = mail.outbox
    assert (first.subject, second.subject) == (
        "INC-20418: priority 2, 4 West ICU",
        "2 messages of the service desk",
    )
    assert second.body == (
        "INC-20418: priority 2, 4 West ICU\nOpen it soon.\nhttp://localhost:8000/bell/\n\n"
        "INC-20419: priority 2, 4 West ICU\nOpen it soon.\nhttp://localhost:8000/bell/\n\n"
        "Replies to this message are not read.\n\n"
        "Choose what comes by e-mail, and when: http://localhost:8000/me/telling/\n"
    )
    assert Attempt.objects.filter(outcome="sent").count() == 3
    assert set(OutboxMessage.objects.values_list("attempts_made", flat=True)) == {1}
    assert LastMail.objects.get().at == NOON + 2 * MINUTE


def test_several_of_one_ticket_are_named_after_it(world: World) -> None:
    told(world.agent, "1")
    told(world.agent, "2", area="OR 6")
    assert round_at(NOON) == {"sent": 2}
    assert [sent.subject for sent in mail.outbox] == ["INC-20418: 2 messages"]


def test_nobody_reads_the_messages_of_another(world: World) -> None:
    told(world.agent, "1")
    told(world.lead, "2", area="OR 6")
    round_at(NOON)
    assert sorted((sent.to[0], "OR 6" in sent.body) for sent in mail.outbox) == sorted(
        [(world.agent.email, False), (world.lead.email, True)]
    )


def test_a_daily_reader_gets_one_email_in_the_morning(world: World) -> None:
    chosen(world.agent, paces={"others": "daily"}, digest_at=time(16))
    told(world.agent, "1")
    told(world.agent, "2", at=NOON + timedelta(hours=3))
    assert round_at(NOON) == {}
    assert round_at(NOON + timedelta(hours=3, minutes=59)) == {}
    assert mail.outbox == []
    assert round_at(NOON + timedelta(hours=4)) == {"sent": 2}
    assert [sent.subject for sent in mail.outbox] == ["INC-20418: 2 messages"]


def test_a_daily_email_that_fails_is_tried_for_a_day_from_then(world: World) -> None:
    chosen(world.agent, paces={"others": "daily"})
    told(world.agent, "1")
    round_at(NOON)
    morning = datetime.fromisoformat("2026-11-25T07:00:00-06:00")
    with override_settings(EMAIL_BACKEND="tests.outbox.refusing.Refusing"):
        assert round_at(morning) == {"failed": 1}
    row = OutboxMessage.objects.get()
    assert (row.due_at, row.next_attempt_at, row.failed_at) == (
        morning,
        morning + timedelta(seconds=30),
        None,
    )
    assert round_at(morning + timedelta(seconds=30)) == {"sent": 1}


def test_executives_read_a_digest_unless_they_choose_otherwise(world: World) -> None:
    cio = world.cio
    told(cio, "1")
    assert round_at(NOON) == {}
    chosen(cio, paces={"others": "now"})
    told(cio, "2")
    assert round_at(NOON) == {"sent": 1}
    assert [sent.body.count("INC-20418: priority") for sent in mail.outbox] == [1]


def test_in_the_desk_only_means_no_email_and_a_bell(world: World) -> None:
    chosen(world.agent, paces={"others": "bell"})
    tell(actor=POSTMAN, kind="test.told", recipients=[world.agent], payload=PAYLOAD, dedupe="1", at=NOON)
    assert round_at(NOON) == {"sent": 1}
    assert mail.outbox == []
    assert BellItem.objects.filter(user=world.agent).count() == 1
    assert sorted(Attempt.objects.values_list("message__channel", "outcome")) == [
        ("email", "unwanted"),
        ("in_app", "sent"),
    ]
    assert OutboxMessage.objects.filter(done_at=None).count() == 0


def test_quiet_hours_hold_everything_but_what_is_urgent(world: World) -> None:
    chosen(world.agent, paces={"others": "bell"}, quiet_from=time(11), quiet_until=time(13))
    told(world.agent, "1", priority=1)
    told(world.agent, "2", "signin.factors_changed")
    told(world.agent, "3", "sla.breached", ticket="INC-20418", **CLOCK)
    assert round_at(NOON) == {"sent": 2}
    assert [sent.subject for sent in mail.outbox] == [
        "INC-20418: priority 1, 4 West ICU",
        "How you sign in was changed",
    ]
    assert round_at(NOON + timedelta(hours=1)) == {"sent": 1}


CLOCK = {
    "metric": "Response",
    "percent": 100,
    "due_at": NOON.isoformat(),
    "priority": 2,
    "area": "4 West ICU",
}


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"paces": {"no_such": "now"}}, "paces"),
        ({"paces": {"security": "bell"}}, "paces"),
        ({"paces": {"vendors": "daily"}}, "paces"),
        ({"paces": {"my_reports": "hourly"}}, "paces"),
        ({"quiet_from": time(22)}, "quiet_until"),
        ({"quiet_until": time(6)}, "quiet_from"),
        ({"quiet_from": time(6), "quiet_until": time(6)}, "quiet_until"),
        ({"quiet_from": time(22), "quiet_until": time(8)}, "digest_at"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(world: World, values: dict[str, Any], field: str) -> None:
    with pytest.raises(ValueRefused) as refused:
        chosen(world.requester, **values)
    assert list(refused.value.errors) == [field]
    assert not MailChoice.objects.exists()


def test_a_choice_is_in_the_trail_once(world: World) -> None:
    chosen(world.agent, paces={"work": "daily"}, quiet_from=time(22), quiet_until=time(6))
    chosen(world.agent, paces={"work": "daily"}, quiet_from=time(22), quiet_until=time(6))
    entry = AuditEntry.objects.get(verb="mail_choice.change")
    assert entry.changes == {
        "paces": [{}, {"work": "daily"}],
        "quiet_from": [None, "22:00"],
        "quiet_until": [None, "06:00"],
    }


def test_a_service_account_has_no_emails_to_choose(world: World) -> None:
    with pytest.raises(Forbidden):
        chosen(world.integration)
    assert not MailChoice.objects.exists()


def test_every_kind_of_message_has_a_topic_that_somebody_can_choose_or_that_is_fixed() -> None:
    ours = [code for code in kinds.codes() if not code.startswith("test.")]
    assert [code for code in ours if topics.topic_of(code) is topics.OTHERS] == []
    assert topics.topic_of("ticket.replied").code == "my_reports"
    assert topics.topic_of("ticket.assigned").code == "work"
    assert topics.topic_of("signin.factors_changed").is_fixed


def test_the_pages_of_a_batch_do_not_starve_behind_what_is_held(world: World) -> None:
    chosen(world.agent, paces={"others": "daily"})
    for number in range(12):
        told(world.agent, f"held {number}", at=NOON - timedelta(minutes=20 - number))
    told(world.lead, "free")
    assert round_at(NOON) == {"sent": 1}
    assert [sent.to for sent in mail.outbox] == [[world.lead.email]]
    assert timezone.localtime(OutboxMessage.objects.filter(done_at=None).first().due_at).time() == time(7)
