"""What an entry holds, and what it never holds."""

import pytest
from django.db import transaction

from hospital_itsm.audit import verbs
from hospital_itsm.audit.actions import action, step
from hospital_itsm.audit.models import AuditEntry
from hospital_itsm.audit.recording import free_text, record
from hospital_itsm.core import context
from hospital_itsm.core.actors import System
from tests.audit.trail import VERB
from tests.world import World

SECRET = "The monitor of Mrs. Example in bed 4 is dark"


def test_an_entry_says_who_did_what_to_which_from_where(world: World) -> None:
    with context.origin(request_id="0123456789abcdef", channel="api", ip="10.4.5.6"):
        made = record(world.agent, VERB, world.requester, {"state": ["new", "done"]}, "asked by phone")
    row = AuditEntry.objects.get(pk=made.pk)
    assert (row.actor_id, row.actor_label) == (world.agent.pk, str(world.agent))
    assert (row.verb, row.target_type, row.target_id) == (VERB, "people.user", str(world.requester.pk))
    assert row.target_label == world.requester.username
    assert row.changes == {"state": ["new", "done"]}
    assert (row.reason, row.request_id, row.channel, row.ip) == (
        "asked by phone",
        "0123456789abcdef",
        "api",
        "10.4.5.6",
    )


def test_the_product_itself_is_named_and_has_no_account(world: World) -> None:
    row = record(System("sla-watch"), VERB, world.agent)
    assert (row.actor_id, row.actor_label, row.channel, row.ip) == (None, "system:sla-watch", "system", None)


def test_a_verb_nobody_registered_is_refused_and_nothing_is_written(world: World) -> None:
    before = AuditEntry.objects.count()
    with pytest.raises(ValueError, match="test.never is not registered"):
        record(world.agent, "test.never", world.requester)
    assert AuditEntry.objects.count() == before


def test_one_verb_cannot_say_two_things() -> None:
    with pytest.raises(ValueError, match="registered twice"):
        verbs.register(VERB, "did another thing")
    assert verbs.sentence(VERB) == "noted something"


def test_of_free_text_only_a_keyed_digest_and_the_length_are_kept(world: World, settings) -> None:
    made = record(world.agent, VERB, world.requester, {"text": free_text(SECRET)})
    kept = AuditEntry.objects.get(pk=made.pk).changes["text"]
    assert kept.keys() == {"hmac", "length"}
    assert kept["length"] == len(SECRET)
    assert kept["hmac"] == free_text(SECRET)["hmac"]
    assert kept["hmac"] != free_text(SECRET + ".")["hmac"]
    settings.AUDIT_KEY = "another key"
    assert kept["hmac"] != free_text(SECRET)["hmac"]
    assert "monitor" not in str(AuditEntry.objects.filter(pk=made.pk).values())


def test_an_action_that_fails_leaves_no_entry(world: World) -> None:
    @action("test.fails", "failed")
    def fail(*, actor: object) -> None:
        record(actor, VERB, world.requester)
        raise RuntimeError

    before = AuditEntry.objects.count()
    with pytest.raises(RuntimeError):
        fail(actor=world.agent)
    assert AuditEntry.objects.count() == before
    assert verbs.known("test.fails")


@pytest.mark.django_db(transaction=True)
def test_a_step_outside_an_action_is_refused() -> None:
    @step
    def part() -> None:
        raise AssertionError

    with pytest.raises(transaction.TransactionManagementError):
        part()
