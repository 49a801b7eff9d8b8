"""Mails and pages say numbers and labels, carry a link, and cannot be turned into something else."""

import email
from pathlib import Path

from django.core import mail
from django.test.utils import override_settings
from django.utils import timezone

from hospital_itsm.core.actors import System
from hospital_itsm.outbox.choices import Channel
from hospital_itsm.outbox.delivery import deliver_due
from hospital_itsm.outbox.models import Attempt, OutboxMessage
from hospital_itsm.outbox.tell import tell
from hospital_itsm.people.models import User
from tests.outbox.sample_kinds import PAGE, PAYLOAD
from tests.world import World

POSTMAN = System("outbox")


def mailed(world: World, **changes: object) -> None:
    tell(
        actor=POSTMAN,
        kind="test.told",
        recipients=[world.agent],
        payload=PAYLOAD,
        dedupe="1",
        channels=[Channel.EMAIL],
    )


def test_a_mail_tells_what_and_where_and_that_nobody_reads_replies(world: World) -> None:
    mailed(world)
    deliver_due()
    (sent,) = mail.outbox
    assert sent.subject == "INC-20418: priority 2, 4 West ICU"
    assert sent.body == (
        "INC-20418: priority 2, 4 West ICU\n"
        "Open it soon.\n"
        "\n"
        "Replies to this message are not read. Open it here: http://localhost:8000/bell/\n"
        "\n"
        "Choose what comes by e-mail, and when: http://localhost:8000/me/telling/\n"
    )
    assert sent.from_email == "service-desk@larkhaven.example"


def test_a_mail_is_marked_as_written_by_a_machine_and_keeps_its_id_over_attempts(world: World) -> None:
    mailed(world)
    deliver_due()
    OutboxMessage.objects.update(done_at=None, next_attempt_at=timezone.now())
    deliver_due()
    first, second = (sent.message() for sent in mail.outbox)
    assert first["Auto-Submitted"] == "auto-generated"
    assert first["Message-ID"] == second["Message-ID"]
    assert first["Message-ID"].endswith("@larkhaven.example>")
    assert "20418" not in first["Message-ID"]


def test_an_address_with_a_second_header_in_it_sends_nothing(world: World) -> None:
    mailed(world)
    evil = "priya@larkhaven.example\r\nBcc: all@elsewhere.example"
    User.objects.filter(pk=world.agent.pk).update(email=evil)
    assert deliver_due() == {"failed": 1}
    assert mail.outbox == []
    assert Attempt.objects.get().detail == "AddressMalformed"


def test_a_stored_label_with_a_line_break_cannot_become_a_header(world: World) -> None:
    mailed(world)
    OutboxMessage.objects.update(payload={**PAYLOAD, "area": "ICU\r\nBcc: all@elsewhere.example"})
    assert deliver_due() == {"failed": 1}
    assert mail.outbox == []


def test_a_page_by_mail_is_one_short_line_with_the_link(world: World) -> None:
    tell(
        actor=POSTMAN,
        kind="test.paged",
        recipients=[world.agent],
        payload=PAGE,
        dedupe="1",
        channels=[Channel.PAGE_MAIL],
    )
    deliver_due()
    (sent,) = mail.outbox
    assert sent.to == [world.agent.page_address]
    assert sent.subject == "P1 INC-20418 4 West ICU"
    assert sent.body == "P1 INC-20418 4 West ICU http://localhost:8000/bell/\n"


def test_the_demo_writes_its_mails_into_a_folder(world: World, tmp_path: Path) -> None:
    folder = tmp_path / "mail"
    backend = "django.core.mail.backends.filebased.EmailBackend"
    mailed(world)
    with override_settings(EMAIL_BACKEND=backend, EMAIL_FILE_PATH=str(folder)):
        assert deliver_due() == {"sent": 1}
    (file,) = folder.glob("*.log")
    assert email.message_from_bytes(file.read_bytes())["To"] == world.agent.email


def test_the_file_address_of_the_demo_is_a_folder_below_the_checkout() -> None:
    import environ

    read = environ.Env.email_url_config("filemail:////srv/desk/.run/mail")
    assert read["EMAIL_BACKEND"] == "django.core.mail.backends.filebased.EmailBackend"
    assert read["EMAIL_FILE_PATH"] == "/srv/desk/.run/mail"
