"""Naming people in an internal note."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hospital_itsm.core.errors import ValueRefused
from hospital_itsm.core.plain_text import named_in
from hospital_itsm.core.templatetags.ui import naming
from hospital_itsm.following.models import Follow, Mention
from hospital_itsm.outbox.models import OutboxMessage
from tests.api.rest import Rest, problem
from tests.tickets.desk_cast import fresh, report, told, trail
from tests.tickets.desk_pages import opened, sent
from tests.world import World, again
from tickets.actions.conversation import note, reply
from tickets.models import Message

WORD = st.from_regex(r"[a-z0-9]{1,8}", fullmatch=True)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("@leo.marsh look", ("leo.marsh",)),
        ("Ask @Leo.Marsh, then @leo.marsh.", ("leo.marsh",)),
        ("(@a-b_c) and\n@d", ("a-b_c", "d")),
        ("mail leo@desk.example or x.@y", ()),
        ("https://desk.example/@leo", ()),
        ("@@leo @ leo @.leo", ()),
        ("<b>@leo</b>", ("leo",)),
        ("@ärger", ()),
    ],
)
def test_the_names_in_a_text(text: str, names: tuple[str, ...]) -> None:
    assert named_in(text) == names


@given(st.lists(WORD, min_size=1, max_size=4), st.sampled_from("._-"), st.text(max_size=20))
def test_a_user_name_between_blanks_is_found_whatever_stands_around(
    words: list[str], joint: str, around: str
) -> None:
    name = joint.join(words)
    assert name in named_in(f"{around} @{name} {around}")
    assert name not in named_in(f"somebody@{name}")


@given(st.text(max_size=80))
def test_no_text_becomes_markup_by_a_name(text: str) -> None:
    drawn = naming(text, ["leo\n<i>Leo</i>", "mia\nMia"])
    assert "<" not in drawn.replace("<b>@&lt;i&gt;Leo&lt;/i&gt;</b>", "").replace("<b>@Mia</b>", "")


def test_a_note_names_somebody_who_is_told_follows_and_stands_there_by_name(world: World) -> None:
    ticket = report(world)
    user = world.network_engineer
    text = f"<script>x</script> @{user.username} please look, mail a@b.example, ask @nobody.here"
    assert sent(world.agent, f"/t/{ticket.key}/write/", kind="note", body=text).status == 302
    page = opened(world.agent, f"/t/{ticket.key}/").page
    assert f"&lt;script&gt;x&lt;/script&gt; <b>@{user.full_name}</b> please look" in page
    assert ("a@b.example, ask @nobody.here" in page, "<script>x" in page) == (True, False)
    assert told(ticket, "follow.mentioned") == [user.username]
    assert told(ticket, "follow.noted") == []
    assert list(Follow.objects.values_list("user", "added_by")) == [(user.pk, world.agent.pk)]
    assert Message.objects.get(kind="internal").body == text
    payloads = OutboxMessage.objects.filter(kind="follow.mentioned").values_list("payload", flat=True)
    assert list(payloads.distinct()) == [{"ticket": ticket.key}]


def test_a_note_that_names_somebody_who_may_not_read_it_is_refused_and_kept_in_the_box(world: World) -> None:
    ticket = report(world)
    text = f"@{world.network_engineer.username} and @{world.colleague.username.upper()}: see the log"
    before = OutboxMessage.objects.count()
    answer = sent(world.agent, f"/t/{ticket.key}/write/", kind="note", body=text)
    assert answer.status == 422
    words = f"{world.colleague.full_name}: not allowed to read notes of {ticket.key}."
    assert (words in answer.words, text in answer.words) == (True, True)
    rest = Rest(world.agent).post(f"tickets/{ticket.key}/messages/", {"kind": "internal", "text": text})
    assert problem(rest, 422, "value-refused")["errors"][0]["detail"].startswith(words)
    assert Message.objects.filter(kind="internal").count() == 0
    assert (Mention.objects.count(), Follow.objects.count(), trail(ticket)) == (0, 0, [])
    assert (fresh(ticket).version, OutboxMessage.objects.count()) == (ticket.version, before)


def test_on_a_restricted_ticket_only_its_readers_are_named(world: World) -> None:
    ticket = report(world, team="SEC", kind="security_incident", actor=world.security)
    with pytest.raises(ValueRefused):
        note(ticket.key, actor=again(world.security), text=f"@{world.agent.username} look")
    note(ticket.key, actor=again(world.security), text=f"@{world.security_member.username} look")
    assert told(ticket, "follow.mentioned") == [world.security_member.username]
    assert told(ticket, "follow.added") == []


def test_naming_oneself_tells_nobody_and_a_reply_names_nobody(world: World) -> None:
    ticket = report(world)
    note(ticket.key, actor=again(world.agent), text=f"@{world.agent.username} remembers")
    reply(ticket.key, actor=again(world.agent), text=f"@{world.technician.username} comes")
    assert (Follow.objects.count(), told(ticket, "follow.mentioned")) == (0, [])
    assert [row.user_id for row in Mention.objects.all()] == [world.agent.pk]


def test_the_people_of_the_team_are_listed_with_what_to_write(world: World) -> None:
    ticket = report(world)
    path, htmx = f"/t/{ticket.key}/follow/", {"HX-Request": "true"}
    assert f"@{world.technician.username}" in opened(world.agent, path, **htmx).words
    assert f"@{world.technician.username}" not in opened(world.network_engineer, path, **htmx).words


def test_the_preview_says_the_name_and_rest_the_user_name(world: World) -> None:
    ticket = report(world)
    name = world.technician.username
    note(ticket.key, actor=again(world.agent), text=f"@{name} please look.")
    preview = opened(world.agent, f"/queue/preview/{ticket.key}/", **{"HX-Request": "true"})
    assert f"<b>@{world.technician.full_name}</b> please look." in preview.page
    said = Rest(world.agent).get(f"tickets/{ticket.key}/messages/").json()["results"]
    assert [(one["kind"], one["mentions"]) for one in said] == [("report", []), ("internal", [name])]
    shown = Rest(world.requester).get(f"tickets/{ticket.key}/messages/").json()["results"]
    assert all("mentions" not in one for one in shown)
