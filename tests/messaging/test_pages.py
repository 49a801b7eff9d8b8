"""The pages of the words of messages: list, form beside the message, test, versions, back to the product's."""

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from hospital_itsm.audit.models import AuditEntry
from hospital_itsm.messaging.models import MessageWording, WordingTrial
from hospital_itsm.messaging.rules.words import Words
from hospital_itsm.outbox.delivery import deliver_due
from hospital_itsm.outbox.models import BellItem, OutboxMessage
from hospital_itsm.outbox.tell import tell
from tests.messaging.cast import KIND, OURS, PAYLOAD, published
from tests.setup.test_rows import text_of
from tests.world import World

LIST = "/setup/messages/"
PAGE = f"{LIST}{KIND}/"
EVIL = "<script>alert(1)</script><img src=x onerror=alert(1)>"
FORM = {"subject": OURS.subject, "body": OURS.body, "reason": "Agreed with nursing", "version": "0"}


@pytest.fixture
def desk(world: World, client: Client) -> Client:
    client.force_login(world.administrator)
    return client


def nothing() -> tuple[int, int, int]:
    return MessageWording.objects.count(), WordingTrial.objects.count(), OutboxMessage.objects.count()


def test_the_list_holds_every_message_marks_what_is_changed_and_is_searched(
    world: World, desk: Client
) -> None:
    published(world.administrator)
    page = desk.get(LIST)
    text = text_of(page)
    assert "{{ ticket }} waits for you ({{ area }})" in text
    assert "{{ ticket }} is open again" in text
    assert page.content.decode().count('<span class="tag tag-new">Changed</span>') == 1
    assert page.context["count"] == 1
    found = desk.get(LIST, {"q": "waits 4357"}).context["rows"]
    assert [one.kind.code for one in found] == [KIND]
    assert [one.kind.code for one in desk.get(LIST, {"changed": "1"}).context["rows"]] == [KIND]
    assert "No message says “zebra”" in text_of(desk.get(LIST, {"q": "zebra"}))
    assert "setup.wording_trial" not in text


def test_without_a_change_the_narrowed_list_says_so(desk: Client) -> None:
    assert "Every message is said in the product's words" in text_of(desk.get(LIST, {"changed": "1"}))


def test_the_set_up_finds_the_page_by_usual_words(desk: Client) -> None:
    for words in ("notification template", "e-mail subject wording", "placeholder"):
        assert 'href="/setup/messages/"' in desk.get("/setup/", {"q": words}).content.decode(), words


def test_the_page_shows_words_names_and_a_message_with_the_demos_values(desk: Client) -> None:
    page = desk.get(PAGE)
    text = text_of(page)
    assert "INC-20418 is yours: priority 2, 4 West ICU" in text
    assert [name for name, _value, _sometimes in page.context["names"]] == [
        "{{ area }}", "{{ due_at }}", "{{ priority }}", "{{ ticket }}",
    ]  # fmt: skip
    assert "Body only: it is not always known" in text
    assert (
        page.context["form"]["subject"].value()
        == "{{ ticket }} is yours: priority {{ priority }}, {{ area }}"
    )
    assert "short" not in page.context["form"].fields
    assert "short" in desk.get(f"{LIST}page.sent/").context["form"].fields


def test_looking_needs_no_reason_and_stores_nothing(desk: Client) -> None:
    page = desk.post(PAGE, {"subject": "Hello {{ ticket }}", "version": "0", "do": "look"})
    assert page.status_code == 200
    assert page.context["look"].bell.subject == "Hello INC-20418"
    assert "Hello INC-20418" in text_of(page)
    assert nothing() == (0, 0, 0)


def test_htmx_gets_the_message_alone_and_the_fault_in_words(desk: Client) -> None:
    given = {"subject": "Hello {{ ticket }}", "version": "0", "do": "look"}
    part = desk.post(PAGE, given, headers={"HX-Request": "true"})
    assert part.status_code == 200
    assert "<form" not in part.content.decode()
    assert "Hello INC-20418" in part.content.decode()
    part = desk.post(PAGE, {**given, "subject": "{{ title }}"}, headers={"HX-Request": "true"})
    assert part.status_code == 422
    assert "This message does not know {{ title }}" in text_of(part)


def test_a_test_goes_to_oneself_and_publishes_nothing(world: World, desk: Client) -> None:
    page = desk.post(PAGE, {**FORM, "reason": "", "do": "try"})
    assert page.status_code == 200
    assert "A test is on its way to you" in text_of(page)
    deliver_due()
    assert [(one.to, one.subject) for one in mail.outbox] == [
        ([world.administrator.email], "Test: INC-20418 waits for you (4 West ICU)")
    ]
    assert MessageWording.objects.count() == 0


def test_publishing_holds_and_says_so(world: World, desk: Client) -> None:
    answer = desk.post(PAGE, FORM)
    assert (answer.status_code, answer["Location"]) == (302, PAGE)
    row = MessageWording.objects.get()
    assert (row.version, row.subject, row.reason) == (1, OURS.subject, "Agreed with nursing")
    page = text_of(desk.get(PAGE))
    assert "From now on the message is said in these words." in page
    assert "Agreed with nursing" in page
    assert world.administrator.full_name in page


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"subject": "{{ title }}"}, "It knows: {{ area }}, {{ due_at }}, {{ priority }}, {{ ticket }}."),
        ({"subject": ""}, "Write a subject."),
        ({"reason": ""}, "Say why."),
        ({"body": "x" * 1001}, "Use at most 1000 characters."),
    ],
)
def test_what_cannot_be_taken_stays_in_the_form_with_its_fault(
    desk: Client, given: dict[str, str], words: str
) -> None:
    page = desk.post(PAGE, {**FORM, **given})
    assert page.status_code == 422
    assert words in text_of(page)
    assert page.context["form"]["body"].value() == {**FORM, **given}["body"]
    assert nothing() == (0, 0, 0)


def test_a_step_nobody_knows_is_refused(desk: Client) -> None:
    assert desk.post(PAGE, {**FORM, "do": "drop"}).status_code == 400
    assert nothing() == (0, 0, 0)


def test_an_overtaken_editor_sees_both_and_sends_again(world: World, desk: Client) -> None:
    published(world.administrator, Words("Theirs"))
    page = desk.post(PAGE, FORM)
    assert page.status_code == 409
    assert [row[1:] for row in page.context["differing"]] == [("Theirs", OURS.subject), ("", OURS.body)]
    assert MessageWording.objects.count() == 1
    assert desk.post(PAGE, {**FORM, "version": "1"}).status_code == 302
    assert MessageWording.objects.latest("version").subject == OURS.subject


def test_back_to_the_product_asks_for_a_reason(world: World, desk: Client) -> None:
    published(world.administrator)
    page = desk.post(f"{PAGE}shipped/", {"reason": "", "version": "1"})
    assert (page.status_code, MessageWording.objects.count()) == (422, 1)
    assert desk.post(f"{PAGE}shipped/", {"reason": "x", "version": "0"}).status_code == 409
    assert desk.post(f"{PAGE}shipped/", {"reason": "x", "version": "one"}).status_code == 400
    assert MessageWording.objects.count() == 1
    assert desk.post(f"{PAGE}shipped/", {"reason": "Too long", "version": "1"}).status_code == 302
    assert MessageWording.objects.latest("version").is_shipped
    assert AuditEntry.objects.get(verb="wording.reset").reason == "Too long"
    assert "is yours: priority" in desk.get(PAGE).context["form"]["subject"].value()


def test_an_older_version_is_read_and_started_from(world: World, desk: Client) -> None:
    published(world.administrator)
    published(world.administrator, Words("Second"))
    page = text_of(desk.get(f"{PAGE}versions/1/"))
    assert "This is version 1, as it was published. Version 2 holds now." in page
    assert OURS.subject in page
    form = desk.get(PAGE, {"from": "1"}).context["form"]
    assert (form["subject"].value(), form["version"].value()) == (OURS.subject, 2)
    assert desk.get(PAGE, {"from": "77"}).context["form"]["subject"].value() == "Second"
    assert desk.get(f"{PAGE}versions/3/").status_code == 404


def test_a_kind_nobody_knows_is_not_there(desk: Client) -> None:
    for path in ("nothing", "setup.wording_trial", "%7B%7Bx%7D%7D"):
        assert desk.get(f"{LIST}{path}/").status_code == 404
        assert desk.post(f"{LIST}{path}/", FORM).status_code == 404
        assert desk.post(f"{LIST}{path}/shipped/", {"reason": "x", "version": "0"}).status_code == 404
    assert nothing() == (0, 0, 0)


def test_hostile_words_are_shown_as_text_everywhere(world: World, desk: Client) -> None:
    row = published(world.administrator, Words(EVIL, f"{EVIL}\nCall."), reason=EVIL[:60])
    tell(actor=world.lead, kind=KIND, recipients=[world.administrator], payload=PAYLOAD, dedupe="1")
    deliver_due()
    assert BellItem.objects.count() == 1
    for path in (LIST, PAGE, f"{PAGE}versions/{row.version}/", reverse("outbox:bell")):
        html = desk.get(path).content.decode()
        assert "&lt;script&gt;alert(1)" in html, path
        assert "<script>alert" not in html
        assert "<img src=x" not in html
    (sent,) = mail.outbox
    assert (sent.subject, sent.content_subtype, sent.alternatives if hasattr(sent, "alternatives") else []) == (
        EVIL, "plain", [],
    )  # fmt: skip


def test_words_that_do_not_fit_any_more_are_marked_and_can_be_mended(world: World, desk: Client) -> None:
    published(world.administrator)
    MessageWording.objects.update(subject="{{ gone }}")
    assert "Changed, does not fit" in text_of(desk.get(LIST))
    page = text_of(desk.get(PAGE))
    assert "The stored words do not fit this message any more" in page
    assert "They do not fit the message any more. Mend them and look again." in page
    assert "1 of the hospital" in text_of(desk.get("/setup/health/"))
    assert desk.post(PAGE, {**FORM, "version": "1"}).status_code == 302
    assert "does not fit" not in text_of(desk.get(LIST))
