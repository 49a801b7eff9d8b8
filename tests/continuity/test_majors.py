"""A major incident from the proposal to the review; what is refused leaves nothing behind."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from hospital_itsm.audit.models import AuditEntry
from hospital_itsm.continuity.actions import majors, review, updates
from hospital_itsm.continuity.models import (
    MajorAction,
    MajorEntry,
    MajorIncident,
    MajorUpdate,
    UpdateDelivery,
    UpdateTemplate,
)
from hospital_itsm.core.errors import Conflict, Forbidden, StaleVersion, ValueRefused
from hospital_itsm.outbox.models import OutboxMessage
from tests.continuity import cast
from tests.tickets.test_status_page import posted
from tests.world import World, again
from tickets.choices import Kind
from tickets.models import Ticket


def told(kind: str) -> set[str]:
    """Who was told something."""
    return set(OutboxMessage.objects.filter(kind=kind).values_list("recipient__username", flat=True))


def test_a_proposal_tells_those_who_declare_and_says_nothing_of_what_was_typed(world: World) -> None:
    about = cast.ticket(world)
    made = cast.proposed(world, ticket=about.key)
    assert (made.state, made.began_at, made.ticket) == ("proposed", about.opened_at, about)
    names = {"carla.voss", "beth.lawson", "martin.ekland", "ellen.fairweather", "marguerite.okafor"}
    assert names <= told("major.proposed")
    assert "Harbor" not in str(AuditEntry.objects.get(verb="major.propose").changes)
    assert not OutboxMessage.objects.filter(payload__icontains="Harbor").exists()
    with pytest.raises(Conflict):
        cast.proposed(world, ticket=about.key)
    assert MajorIncident.objects.count() == 1


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"title": ""}, "title"),
        ({"services": []}, "services"),
        ({"trigger": "bored"}, "trigger"),
        ({"began_at": timezone.now() + timedelta(days=2)}, "began_at"),
        ({"ticket": "INC-404404"}, "ticket"),
    ],
    ids=lambda value: str(value)[:30],
)
def test_a_proposal_that_does_not_hold_is_refused(world: World, values: dict[str, Any], field: str) -> None:
    with pytest.raises(ValueRefused) as refusal:
        cast.proposed(world, **values)
    assert list(refusal.value.errors) == [field]
    assert (MajorIncident.objects.count(), MajorEntry.objects.count(), told("major.proposed")) == (
        0,
        0,
        set(),
    )


def test_a_restricted_ticket_is_never_proposed(world: World) -> None:
    secret = cast.ticket(world, kind=Kind.SECURITY)
    with pytest.raises(ValueRefused):
        majors.propose(
            actor=again(world.security), title="x", trigger="security", services=[world.service("A001")],
            ticket=secret.key,
        )  # fmt: skip
    assert not MajorIncident.objects.exists()


def test_declaring_starts_the_clock_and_ties_what_is_there(world: World) -> None:
    about, outage = cast.ticket(world), cast.outage(world)
    cast.outage(world, "A002")
    before = timezone.now()
    major = cast.declared(world, ticket=about.key)
    assert major.commander == world.duty_manager
    assert timedelta(minutes=15) <= major.next_update_due - before < timedelta(minutes=16)
    assert [one.ticket for one in major.children.all()] == [about]
    assert list(major.outages.all()) == [outage]
    with pytest.raises(Conflict):
        majors.declare(major.pk, actor=again(world.duty_manager))
    assert {"dale.brantley", "tomas.lindqvist"} <= told("major.declared")


def test_who_may_not_declare_changes_nothing(world: World) -> None:
    made = cast.proposed(world)
    for who, refusal in ((world.agent, Forbidden), (world.requester, MajorIncident.DoesNotExist)):
        with pytest.raises(refusal):
            majors.declare(made.pk, actor=again(who))
        with pytest.raises(refusal):
            majors.decline(made.pk, actor=again(who), reason="No")
    assert MajorIncident.objects.get().state == "proposed"


def test_a_declined_proposal_says_why(world: World) -> None:
    made = cast.proposed(world)
    with pytest.raises(ValueRefused):
        majors.decline(made.pk, actor=again(world.cio), reason=" ")
    declined = majors.decline(made.pk, actor=again(world.cio), reason="One workstation", version=1)
    assert (declined.state, declined.declined_reason) == ("declined", "One workstation")


def test_an_update_is_posted_once_on_notices_and_for_every_tied_ticket(world: World) -> None:
    about, notice = cast.ticket(world), posted(world)
    major = cast.declared(world, ticket=about.key)
    manager = again(world.duty_manager)
    majors.change_major(major.pk, actor=manager, fields={"notices": [notice]})
    before = timezone.now()
    made = cast.updated(world, major, token="one", template="known", text="", next_minutes=60)
    again_sent = cast.updated(world, major, token="one", text="Other words")
    assert (again_sent.pk, MajorUpdate.objects.count(), UpdateDelivery.objects.count()) == (made.pk, 1, 1)
    assert made.body.startswith(f"We know that {world.service('A001').name} does not work since ")
    assert notice.updates.get().body == made.body
    major.refresh_from_db()
    assert timedelta(minutes=60) <= major.next_update_due - before < timedelta(minutes=61)
    no_change = cast.updated(world, major, template="no_change", text="")
    assert (no_change.is_no_change, notice.updates.count()) == (True, 2)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"text": " "}, "text"),
        ({"text": "W" * 401}, "text"),
        ({"text": "{{ passwords }}"}, "text"),
        ({"template": "none_such"}, "template"),
        ({"next_minutes": 7}, "next_minutes"),
        ({"token": ""}, "token"),
    ],
    ids=lambda value: str(value)[:30],
)
def test_an_update_that_does_not_hold_posts_nothing(world: World, values: dict[str, Any], field: str) -> None:
    major = cast.declared(world)
    due = major.next_update_due
    with pytest.raises(ValueRefused) as refusal:
        cast.updated(world, major, **values)
    assert list(refusal.value.errors) == [field]
    major.refresh_from_db()
    assert (MajorUpdate.objects.count(), UpdateDelivery.objects.count(), major.next_update_due) == (0, 0, due)


def test_roles_go_to_those_who_may_hold_them(world: World) -> None:
    major, manager = cast.declared(world), again(world.duty_manager)
    with pytest.raises(ValueRefused) as refusal:
        majors.name_roles(major.pk, actor=manager, roles={"commander": again(world.agent)})
    assert list(refusal.value.errors) == ["commander"]
    roles = {
        "communications": again(world.lead),
        "scribe": again(world.agent),
        "clinical_lead": again(world.cmio),
    }
    named = majors.name_roles(major.pk, actor=manager, roles=roles)
    assert (named.communications, named.scribe) == (world.lead, world.agent)
    assert told("major.role") == {"jorge.pacheco", "leo.marsh", "tomas.lindqvist"}
    version = named.version
    assert majors.name_roles(major.pk, actor=manager, roles=roles).version == version


def test_tickets_are_tied_once_to_one_and_hear_the_latest_update(world: World) -> None:
    major, other = cast.declared(world), cast.declared(world)
    first, second = cast.ticket(world), cast.ticket(world)
    manager = again(world.duty_manager)
    cast.updated(world, major)
    majors.tie_children(major.pk, actor=manager, tickets=[first.key, f" {second.key.lower()} "])
    assert UpdateDelivery.objects.filter(ticket__in=[first, second]).count() == 2
    majors.tie_children(major.pk, actor=manager, tickets=[first.key])
    assert major.children.count() == 2
    with pytest.raises(ValueRefused):
        majors.tie_children(other.pk, actor=manager, tickets=[first.key])
    Ticket.objects.filter(pk=second.pk).update(state="closed")
    with pytest.raises(ValueRefused):
        majors.tie_children(major.pk, actor=manager, tickets=[second.key])
    assert other.children.count() == 0


def test_standing_down_ends_what_hangs_on_it_and_asks_for_the_review(world: World) -> None:
    notice, outage = posted(world), cast.outage(world)
    major = cast.declared(world)
    manager = again(world.duty_manager)
    majors.change_major(major.pk, actor=manager, fields={"notices": [notice]})
    end: dict[str, Any] = {
        "actor": manager, "restored_at": timezone.now(), "confirmed_with": "Charge nurse", "text": "It works.",
        "token": "end",
    }  # fmt: skip
    with pytest.raises(Conflict):
        review.stand_down(major.pk, **end)
    majors.name_roles(major.pk, actor=manager, roles={"clinical_lead": again(world.cmio)})
    for wrong in ({"confirmed_with": ""}, {"restored_at": major.began_at - timedelta(days=1)}, {"text": " "}):
        with pytest.raises(ValueRefused):
            review.stand_down(major.pk, **{**end, **wrong})
    assert (MajorUpdate.objects.count(), MajorIncident.objects.get().state) == (0, "active")
    done = review.stand_down(major.pk, **end)
    notice.refresh_from_db()
    outage.refresh_from_db()
    assert (done.state, done.next_update_due, outage.ended_at) == ("stood_down", None, done.restored_at)
    assert notice.ended_at is not None
    assert done.review_due_on == timezone.localdate() + timedelta(days=10)
    assert done.hot_review_due > done.stood_down_at
    with pytest.raises(Conflict):
        cast.updated(world, major)


def test_the_review_closes_with_a_root_cause_and_all_paper_entered(world: World) -> None:
    major, manager = cast.stood_down(world), again(world.duty_manager)
    words = {"root_cause": "A certificate ran out."}
    with pytest.raises(ValueRefused):
        review.write_review(major.pk, actor=manager, words={"root_cause": ""}, is_complete=True)
    paper = major.began_at
    majors.mark_area(major.pk, "ICU", actor=again(world.agent), paper_from=paper)
    with pytest.raises(Conflict):
        review.write_review(major.pk, actor=manager, words=words, is_complete=True)
    assert MajorIncident.objects.get().root_cause == ""
    with pytest.raises(ValueRefused):
        majors.mark_area(
            major.pk, "ICU", actor=manager, paper_from=paper, back_loaded_at=paper - timedelta(hours=1)
        )
    majors.mark_area(major.pk, "ICU", actor=manager, paper_from=paper, back_loaded_at=timezone.now())
    done = review.write_review(major.pk, actor=manager, words=words, is_hot_done=True, is_complete=True)
    assert (done.state, done.reviewed_by, done.hot_reviewed_at is not None) == ("reviewed", manager, True)


def test_an_action_has_an_owner_who_finishes_it_once(world: World) -> None:
    major, manager = cast.declared(world), again(world.duty_manager)
    today = timezone.localdate()
    with pytest.raises(ValueRefused) as refusal:
        review.add_action(
            major.pk, actor=manager, text="", owner=again(world.requester), due_on=today - timedelta(days=1)
        )
    assert set(refusal.value.errors) == {"text", "owner", "due_on"}
    made = review.add_action(
        major.pk, actor=manager, text="Renew it a month early", owner=again(world.agent), due_on=today
    )
    assert told("major.action") == {"leo.marsh"}
    with pytest.raises(Forbidden):
        review.finish_action(major.pk, made.pk, actor=again(world.second_agent))
    assert MajorAction.objects.get().done_at is None
    review.finish_action(major.pk, made.pk, actor=again(world.agent))
    with pytest.raises(Conflict):
        review.finish_action(major.pk, made.pk, actor=manager)


def test_a_template_takes_known_names_only(world: World) -> None:
    manager = again(world.duty_manager)
    assert UpdateTemplate.objects.count() == 5
    with pytest.raises(ValueRefused):
        updates.change_template("known", actor=manager, name="Known", body="{{ settings.SECRET_KEY }}")
    changed = updates.change_template(
        "known", actor=manager, name="Known", body="{{ units }}: wait.", version=1
    )
    with pytest.raises(StaleVersion):
        updates.change_template("known", actor=manager, name="Known", body="Other", version=1)
    assert UpdateTemplate.objects.get(code="known").body == changed.body
    major = cast.declared(world)
    assert cast.updated(world, major, text="", template="known").body == f"{world.icu.name}: wait."


def test_the_timeline_keeps_what_happened_in_order(world: World) -> None:
    major = cast.declared(world)
    updates.add_note(major.pk, actor=again(world.agent), text="Vendor is on the bridge", is_key=True)
    cast.updated(world, major)
    majors.change_major(major.pk, actor=again(world.duty_manager), fields={"level": 2, "bridge": "ext. 4400"})
    kinds = list(major.timeline.order_by("at", "id").values_list("kind", flat=True))
    assert kinds == ["proposed", "promoted", "note", "update", "level", "changed"]
    with pytest.raises(Forbidden):
        updates.add_note(major.pk, actor=again(world.finance), text="Hello")
    assert MajorEntry.objects.count() == 6
