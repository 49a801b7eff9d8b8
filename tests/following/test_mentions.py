"""Naming people in an internal note."""

from typing import Any

import pytest
from django.db.models import Value
from django.db.models.functions import Concat
from hypothesis import given
from hypothesis import strategies as st

from hospital_itsm.core.errors import ValueRefused
from hospital_itsm.core.plain_text import named_in
from hospital_itsm.core.templatetags.ui import naming
from hospital_itsm.following.models import Follow, Mention
from hospital_itsm.following.queries.mentions import people_to_name
from hospital_itsm.outbox.models import OutboxMessage
from hospital_itsm.people.models import User
from tests.api.rest import Rest, problem
from tests.tickets.desk_cast import fresh, report, told, trail
from tests.tickets.desk_pages import opened, sent
from tests.world import World, again
from tickets.access import reads_as_desk
from tickets.actions.conversation import note, reply
from tickets.models import Message, Ticket

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


def suggested(ticket: Ticket, typed: str) -> list[str]:
    return [one.user.username for one in people_to_name(fresh(ticket), typed)]


def test_those_who_are_suggested_are_those_whom_the_refusal_lets_through(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hospital_itsm.following.queries.mentions.MOST_SUGGESTED", 1_000)
    User.objects.filter(pk=world.technician.pk).update(is_active=False)
    everybody = list(User.objects.all())
    restricted = report(world, team="SEC", kind="security_incident", actor=world.security)
    private = report(world, team="PRIVACY", kind="privacy_event", actor=world.privacy)
    joined = report(world, team="SEC", kind="security_incident", actor=world.security)
    Ticket.objects.filter(pk=joined.pk).update(joint_team=world.team("EUC"))
    counts = []
    for ticket in map(fresh, (report(world), restricted, private, joined)):
        readers = {
            user.username
            for user in everybody
            if user.is_active and user.kind == "person" and reads_as_desk(again(user), ticket)
        }
        begun = {user.username[:2] for user in everybody}
        found = {name for typed in begun for name in suggested(ticket, typed)}
        assert found == readers
        counts.append(len(readers))
    assert counts[0] > counts[3] > counts[1] > 0 < counts[2]


def test_who_is_suggested_begins_so_and_stands_by_role_and_team_those_of_the_team_first(world: World) -> None:
    ticket = report(world)
    user = world.technician
    first, last = user.full_name.split()[0], user.full_name.split()[-1]
    for typed in (user.username[:3], user.username.upper()[:3], first[:3].lower(), last[:3]):
        assert user.username in suggested(ticket, typed)
    for typed in ("", user.username[0], last[1:4] + "zz", "%%", "__", "a" * 61, "le\x00", f"{first} {last}"):
        assert suggested(ticket, typed) == []
    User.objects.filter(kind="person").update(full_name=Concat(Value("Same "), "username"))
    found = people_to_name(fresh(ticket), "same")
    assert len(found) == 8
    own = [one.team == ticket.team.name for one in found]
    assert own == sorted(own, reverse=True)
    assert own[0] is True
    assert found[0].role == str(found[0].user.valid_memberships[0].role)


def test_a_user_name_that_no_note_can_hold_is_not_suggested(world: World) -> None:
    ticket = report(world)
    User.objects.filter(pk=world.technician.pk).update(username="omar_")
    assert suggested(ticket, "omar") == []


def test_the_options_are_words_and_name_nobody_else(world: World) -> None:
    ticket = report(world)
    user = world.technician
    User.objects.filter(pk=user.pk).update(full_name="<i>Leo</i>")
    page = sent(world.agent, f"/t/{ticket.key}/names/", typed=user.username).page
    assert (page.count('role="option"'), "<i>Leo" in page, "&lt;i&gt;Leo" in page) == (1, False, True)
    assert f'data-name="{user.username}"' in page
    nobody = sent(world.agent, f"/t/{ticket.key}/names/", typed=world.colleague.username)
    assert (nobody.status, nobody.page.strip()) == (200, "")
    assert opened(world.agent, f"/t/{ticket.key}/names/").status == 405


def test_who_does_not_work_the_ticket_is_told_of_nobody(world: World) -> None:
    ticket = report(world)
    restricted = report(world, team="SEC", kind="security_incident", actor=world.security)
    typed = world.agent.username
    assert sent(world.network_engineer, f"/t/{ticket.key}/names/", typed=typed).status == 403
    assert sent(world.agent, f"/t/{restricted.key}/names/", typed=world.security.username).status == 404
    assert sent(world.requester, f"/t/{ticket.key}/names/", typed=typed).status == 404


def test_many_people_are_found_by_as_many_statements_as_few(
    world: World, django_assert_num_queries: Any
) -> None:
    ticket = fresh(report(world))
    User.objects.update(full_name="Same")
    with django_assert_num_queries(2):
        assert len(people_to_name(ticket, "same")) == 8
    with django_assert_num_queries(1):
        assert people_to_name(ticket, "nobody") == []
