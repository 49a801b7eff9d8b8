"""Publishing the hospital's own words, and messages that are said in them."""

from datetime import UTC, datetime
from email import message_from_bytes
from typing import Any

import pytest
from django.core import mail
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from hospital_itsm.audit.models import AuditEntry
from hospital_itsm.core import health
from hospital_itsm.core.actors import System
from hospital_itsm.core.errors import Conflict, Forbidden, StaleVersion, ValueRefused
from hospital_itsm.messaging.actions.keeping import publish_wording, reset_wording, try_wording
from hospital_itsm.messaging.examples import example
from hospital_itsm.messaging.models import MessageWording, WordingTrial
from hospital_itsm.messaging.queries.wordings import kinds_with_words, names_of
from hospital_itsm.messaging.rules.words import Words, faults
from hospital_itsm.messaging.shown import look, shipped
from hospital_itsm.outbox import kinds
from hospital_itsm.outbox.channels import page_mail
from hospital_itsm.outbox.choices import PAGES, Channel
from hospital_itsm.outbox.delivery import deliver_due
from hospital_itsm.outbox.models import BellItem, OutboxMessage
from hospital_itsm.outbox.tell import tell
from hospital_itsm.outbox.wording import PAGE_LENGTH, wording, wordings
from tests.assets.test_asset_import_hostile import FOLDER, strings
from tests.messaging.cast import KIND, OURS, PAYLOAD, published
from tests.world import World

NOW = datetime(2026, 10, 22, 19, 5, tzinfo=UTC)
DUE = "2026-10-22T21:00:00+00:00"
SHIPPED = "INC-20418 is yours: priority 2, 4 West ICU"
OURS_SAID = "INC-20418 waits for you (4 West ICU)"


def said() -> Any:
    return wording(KIND, PAYLOAD, NOW)


def count() -> tuple[int, int, int, int]:
    tables = (MessageWording, WordingTrial, OutboxMessage, AuditEntry)
    return tuple(table.objects.count() for table in tables)  # type: ignore[return-value]


def test_a_published_wording_is_said_by_bell_mail_and_nothing_else_changes(world: World) -> None:
    assert said().subject == SHIPPED
    row = published(world.administrator)
    assert (row.kind, row.version, row.is_shipped, row.by, row.reason) == (
        KIND, 1, False, world.administrator, "Agreed",
    )  # fmt: skip
    with_due = wording(KIND, {**PAYLOAD, "due_at": DUE}, NOW)
    assert with_due.subject == OURS_SAID
    assert with_due.lines == ("It is due 16:00.", "Call 4357 if you cannot.")
    assert said().lines == ("Call 4357 if you cannot.",)
    assert (said().path, said().icon) == ("/t/INC-20418/", "user")
    other = wording("ticket.reopened", {"ticket": "INC-20418"}, NOW)
    assert other.subject == "INC-20418 is open again"


def test_an_e_mail_that_waits_is_sent_in_the_new_words(world: World) -> None:
    system = System("outbox")
    tell(actor=system, kind=KIND, recipients=[world.agent], payload=PAYLOAD, dedupe="1")
    published(world.administrator)
    deliver_due()
    (sent,) = mail.outbox
    assert sent.subject == OURS_SAID
    assert sent.body.splitlines()[:2] == [OURS_SAID, "Call 4357 if you cannot."]
    assert "/t/INC-20418/" in sent.body


def test_several_in_one_e_mail_follow_it_too(world: World) -> None:
    published(world.administrator)
    system = System("outbox")
    for number in range(2):
        tell(actor=system, kind=KIND, recipients=[world.agent], payload=PAYLOAD, dedupe=str(number))
    tell(
        actor=system,
        kind="ticket.reopened",
        recipients=[world.agent],
        payload={"ticket": "INC-20418"},
        dedupe="x",
    )
    deliver_due()
    (sent,) = mail.outbox
    assert sent.body.count(OURS_SAID) == 2
    assert "INC-20418 is open again" in sent.body


def test_a_page_follows_it_and_is_never_longer_than_a_page(world: World) -> None:
    words = Words("{{ ticket }}: come to {{ area }}", "", "{{ area }} {{ ticket }}")
    published(world.administrator, words, kind="page.sent")
    world.agent.page_address = "5550100@page.larkhaven.example"
    message = OutboxMessage(kind="page.sent", recipient=world.agent, payload=PAYLOAD)
    address, subject, body = page_mail.compose([message])
    assert (address, subject) == ("5550100@page.larkhaven.example", "4 West ICU INC-20418")
    assert body.startswith("4 West ICU INC-20418 http")
    longest = {**PAYLOAD, "area": "x" * 80}
    published(world.administrator, Words("x", "", "{{ area }} and {{ area }}"), kind="page.sent")
    assert len(wording("page.sent", longest, NOW).short) == PAGE_LENGTH == 140


def test_words_that_make_a_page_too_long_are_refused(world: World) -> None:
    before = count()
    with pytest.raises(ValueRefused) as refusal:
        published(world.administrator, Words("x", "", "{{area}}" * 17), kind="page.sent")
    assert refusal.value.errors == {
        "short": "With its values it is longer than a page can be. Write it shorter."
    }
    assert count() == before


def test_versions_follow_each_other_and_the_trail_keeps_digests(world: World) -> None:
    published(world.administrator)
    second = published(world.administrator, Words("{{ ticket }}: yours"), reason="Shorter", version=1)
    assert second.version == 2
    assert said().subject == "INC-20418: yours"
    entry = AuditEntry.objects.filter(verb="wording.publish").latest("pk")
    assert (entry.reason, entry.target_label, entry.changes["version"]) == ("Shorter", f"{KIND} 2", [1, 2])
    assert sorted(entry.changes) == ["body", "subject", "version"]
    assert entry.changes["subject"][1]["length"] == len("{{ ticket }}: yours")
    assert "yours" not in str(entry.changes)


def test_an_overtaken_editor_is_refused_and_loses_nothing_of_the_others(world: World) -> None:
    published(world.administrator)
    before = count()
    for version in (0, 2):
        with pytest.raises(StaleVersion) as stale:
            published(world.administrator, Words("x"), version=version)
        assert (stale.value.current, stale.value.given) == (1, version)
    with pytest.raises(StaleVersion):
        reset_wording(kinds.find(KIND), actor=world.administrator, reason="x", version=0)
    assert (count(), said().subject) == (before, OURS_SAID)


def test_back_to_the_product_is_a_version_and_only_once(world: World) -> None:
    published(world.administrator)
    row = reset_wording(kinds.find(KIND), actor=world.administrator, reason="Not liked", version=1)
    assert (row.version, row.is_shipped, row.subject, row.body) == (2, True, "", "")
    assert said().subject == SHIPPED
    before = count()
    with pytest.raises(Conflict, match="hold already"):
        reset_wording(kinds.find(KIND), actor=world.administrator, reason="Again")
    assert count() == before


def test_writing_the_products_own_words_is_going_back(world: World) -> None:
    own = shipped(kinds.find(KIND))
    before = count()
    with pytest.raises(Conflict):
        published(world.administrator, own)
    assert count() == before
    published(world.administrator)
    assert published(world.administrator, own).is_shipped


def test_the_same_words_again_are_no_version(world: World) -> None:
    published(world.administrator)
    before = count()
    with pytest.raises(Conflict):
        published(world.administrator)
    assert count() == before


@pytest.mark.parametrize(
    ("words", "field"),
    [
        (Words(""), "subject"),
        (Words("{{ title }}"), "subject"),
        (Words("x", "{{ requester }}"), "body"),
        (Words("x", "", "page"), "short"),
        (Words("Call MRN 00412345 about it"), "subject"),
    ],
)
def test_what_cannot_be_taken_is_refused_at_its_field_and_changes_nothing(
    world: World, words: Words, field: str
) -> None:
    before = count()
    for act in (
        lambda: published(world.administrator, words),
        lambda: try_wording(kinds.find(KIND), actor=world.administrator, words=words),
    ):
        with pytest.raises(ValueRefused) as refusal:
            act()
        assert list(refusal.value.errors) == [field]
    assert count() == before


@pytest.mark.parametrize("reason", ["", "   ", "x" * 201])
def test_a_reason_is_asked_for(world: World, reason: str) -> None:
    before = count()
    with pytest.raises(ValueRefused) as refusal:
        published(world.administrator, reason=reason)
    assert list(refusal.value.errors) == ["reason"]
    assert count() == before


def test_nobody_else_keeps_words(world: World) -> None:
    kind, before = kinds.find(KIND), count()
    for who in (world.agent, world.requester, world.lead):
        with pytest.raises(Forbidden):
            publish_wording(kind, actor=who, words=OURS, reason="x")
        with pytest.raises(Forbidden):
            reset_wording(kind, actor=who, reason="x")
        with pytest.raises(Forbidden):
            try_wording(kind, actor=who, words=OURS)
    assert count() == before


def test_a_header_cannot_be_smuggled_in(world: World) -> None:
    published(
        world.administrator, Words("Hello\r\nBcc: eve@example.org\n\nBody", "One\r\nTwo\x00\u202eThree")
    )
    row = MessageWording.objects.get()
    assert (row.subject, row.body) == ("Hello Bcc: eve@example.org Body", "One\nTwoThree")
    tell(actor=System("outbox"), kind=KIND, recipients=[world.agent], payload=PAYLOAD, dedupe="1")
    deliver_due()
    (sent,) = mail.outbox
    read = message_from_bytes(sent.message().as_bytes())
    assert (read["Bcc"], read["Subject"]) == (None, "Hello Bcc: eve@example.org Body")
    assert sent.recipients() == [world.agent.email]


def test_a_line_end_written_past_the_action_is_not_sent(world: World) -> None:
    published(world.administrator)
    MessageWording.objects.update(subject="Hello\nBcc: eve@example.org")
    assert said().subject == SHIPPED


@pytest.mark.data
@pytest.mark.skipif(
    not FOLDER.exists(), reason="The shared data is not there. Set SHARED_DATA to its folder."
)
def test_hostile_words_are_stored_and_said_as_words_or_refused(world: World) -> None:
    taken = 0
    for text in strings():
        try:
            with transaction.atomic():
                row = published(world.administrator, Words(text, text, ""))
        except (ValueRefused, Conflict):
            continue
        taken += 1
        assert not {"\r", "\n", "\x00"} & set(row.subject)
        assert said().subject == row.subject
        assert said().subject.isprintable()
    assert taken > 100


def test_words_that_do_not_fit_any_more_never_stop_a_message_and_are_counted(world: World) -> None:
    published(world.administrator)
    MessageWording.objects.update(subject="{{ gone }} {{ ticket }}")
    assert said().subject == SHIPPED
    tell(actor=System("outbox"), kind=KIND, recipients=[world.agent], payload=PAYLOAD, dedupe="1")
    deliver_due()
    assert [sent.subject for sent in mail.outbox] == [SHIPPED]
    assert BellItem.objects.filter(user=world.agent).count() == 1
    answer = health.report().checks["wordings"]
    assert answer == {
        "ok": False,
        "reason": "1 of the hospital's own wordings do not fit their message",
        "broken": 1,
    }
    published(world.administrator)
    assert health.report().checks["wordings"] == {"ok": True, "broken": 0}


def test_a_kind_of_an_earlier_release_is_no_fault(world: World) -> None:
    published(world.administrator)
    MessageWording.objects.update(kind="ticket.abolished")
    assert health.report().checks["wordings"] == {"ok": True, "broken": 0}


def test_a_stored_message_that_lacks_a_value_is_said_in_the_products_words(world: World) -> None:
    published(world.administrator, Words("{{ ticket }} came from {{ team }}"), kind="ticket.routed")
    with pytest.raises(KeyError, match="team"):
        wording("ticket.routed", {"ticket": "INC-20418"}, NOW)


def test_readers_of_another_language_get_the_products_words(world: World) -> None:
    published(world.administrator)
    assert MessageWording.objects.get().language == "en-us"
    with translation.override("de"):
        assert said().subject == SHIPPED
    assert said().subject == OURS_SAID


def test_many_messages_cost_as_much_as_one(world: World) -> None:
    published(world.administrator)
    trial = try_wording(kinds.find(KIND), actor=world.administrator, words=OURS)
    one = (KIND, PAYLOAD)
    tried = ("setup.wording_trial", {"about": KIND, "trial": trial.pk})
    for told, statements in (([one], 1), ([one] * 30, 1), ([one, tried], 2), ([one, tried] * 15, 2)):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert len(wordings(told, NOW)) == len(told)
        assert len(queries) == statements
    with CaptureQueriesContext(connection) as queries:
        assert wordings([], NOW) == []
    assert len(queries) == 0


def test_a_test_comes_to_oneself_marked_and_with_the_demos_values(world: World) -> None:
    administrator = world.administrator
    assert administrator.email
    try_wording(kinds.find(KIND), actor=administrator, words=OURS)
    assert list(OutboxMessage.objects.values_list("recipient", "channel", "kind")) == [
        (administrator.pk, "in_app", "setup.wording_trial"),
        (administrator.pk, "email", "setup.wording_trial"),
    ]
    deliver_due()
    (sent,) = mail.outbox
    assert (sent.to, sent.subject) == ([administrator.email], f"Test: {OURS_SAID}")
    lines = sent.body.splitlines()
    assert lines[2:4] == ["Call 4357 if you cannot.", "This is a test of these words. Nothing has happened."]
    assert "/setup/messages/ticket.assigned/" in sent.body
    assert said().subject == SHIPPED
    entry = AuditEntry.objects.get(verb="wording.try")
    assert (entry.changes, entry.target_label) == ({"kind": KIND}, KIND)


def test_a_test_of_a_page_is_a_page(world: World) -> None:
    administrator = world.administrator
    administrator.page_address = "5550100@page.larkhaven.example"
    administrator.save(update_fields=["page_address"])
    words = Words("{{ ticket }}", "", "Come: {{ area }}")
    try_wording(kinds.find("page.sent"), actor=administrator, words=words)
    deliver_due()
    (sent,) = mail.outbox
    assert (sent.to, sent.subject) == (["5550100@page.larkhaven.example"], "Test: Come: 4 West ICU")


def test_a_second_test_replaces_the_words_of_the_first_and_one_that_is_gone_says_so(world: World) -> None:
    kind = kinds.find(KIND)
    first = try_wording(kind, actor=world.administrator, words=OURS)
    second = try_wording(kind, actor=world.administrator, words=Words("Other words"))
    assert first.pk == second.pk
    payload = {"about": KIND, "trial": first.pk}
    assert wording("setup.wording_trial", payload, NOW).subject == "Test: Other words"
    WordingTrial.objects.all().delete()
    gone = wording("setup.wording_trial", payload, NOW)
    assert gone.subject == "Test of the words of a message"


@pytest.mark.parametrize("kind", kinds_with_words(), ids=lambda kind: kind.code)
def test_the_words_of_every_kind_can_be_written_anew_and_looked_at(kind: Any) -> None:
    words = shipped(kind)
    assert faults(words, names_of(kind)) == {}
    assert kind.take(example(kind, timezone.now())).keys() == kind.fields.keys()
    shown = look(kind, words)
    assert (shown.bell is not None) == (Channel.IN_APP in kind.channels)
    assert bool(shown.letter) == (Channel.EMAIL in kind.channels)
    assert bool(shown.page) == bool(set(PAGES) & set(kind.channels))
    assert "{{" not in f"{shown.bell} {shown.letter} {shown.page}"


def test_what_only_leads_somewhere_is_no_name(world: World) -> None:
    names = names_of(kinds.find("approval.asked"))
    assert "link" in kinds.find("approval.asked").fields
    assert "link" not in names.every
    before = count()
    with pytest.raises(ValueRefused):
        published(world.administrator, Words("{{ link }}"), kind="approval.asked")
    assert count() == before


def test_two_versions_of_one_number_cannot_be(world: World) -> None:
    row = published(world.administrator)
    row.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)


def test_words_of_the_product_are_stored_as_none(world: World) -> None:
    published(world.administrator)
    with pytest.raises(IntegrityError), transaction.atomic():
        MessageWording.objects.update(is_shipped=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        MessageWording.objects.update(subject="")
