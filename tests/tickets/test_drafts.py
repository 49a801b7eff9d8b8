"""Unsent words: sealed, for their writer alone, replaced, dropped, forgotten with time."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from hospital_itsm.audit.models import AuditEntry
from hospital_itsm.core.actors import System
from hospital_itsm.core.errors import ValueRefused
from tests.world import World
from tickets.actions.drafts import drop_draft, purge_drafts, save_draft
from tickets.models import Draft
from tickets.queries.drafts import read_draft


def test_a_draft_comes_back_to_its_writer_only(world: World) -> None:
    save_draft(actor=world.requester, scope="report", fields={"text": "The scanner", "callback": "4503"})
    assert read_draft(world.requester, "report") == {"text": "The scanner", "callback": "4503"}
    assert read_draft(world.colleague, "report") == {}
    assert read_draft(world.requester, "INC-20001:reply") == {}


def test_the_stored_bytes_do_not_show_the_words(world: World) -> None:
    save_draft(actor=world.requester, scope="report", fields={"text": "MRN 00482913"})
    assert b"00482913" not in bytes(Draft.objects.get().sealed)


def test_a_later_draft_replaces_and_an_empty_one_drops(world: World) -> None:
    for words in ("First", "Second"):
        save_draft(actor=world.requester, scope="report", fields={"text": words})
    assert read_draft(world.requester, "report") == {"text": "Second"}
    assert save_draft(actor=world.requester, scope="report", fields={"text": " "}) is None
    assert not Draft.objects.exists()


def test_drafts_leave_no_trail(world: World) -> None:
    save_draft(actor=world.requester, scope="INC-20001:reply", fields={"text": "Words"})
    drop_draft(actor=world.requester, scope="INC-20001:reply")
    assert not Draft.objects.exists()
    assert not AuditEntry.objects.exists()


def test_an_unknown_scope_or_a_book_is_refused(world: World) -> None:
    for scope, text in (("../etc", "x"), ("report", "x" * 40_001)):
        with pytest.raises(ValueRefused):
            save_draft(actor=world.requester, scope=scope, fields={"text": text})
    assert not Draft.objects.exists()


def test_a_draft_under_a_lost_key_does_not_stop_the_page(world: World, settings: Any) -> None:
    save_draft(actor=world.requester, scope="report", fields={"text": "Words"})
    settings.FIELD_KEY = "another-key-altogether-of-the-service-desk"
    assert read_draft(world.requester, "report") == {}


def test_drafts_are_forgotten_after_fourteen_days(world: World) -> None:
    save_draft(actor=world.requester, scope="report", fields={"text": "Words"})
    soon = timezone.now() + timedelta(days=13)
    assert purge_drafts(actor=System("cleaner"), now=soon) == 0
    assert purge_drafts(actor=System("cleaner"), now=soon + timedelta(days=2)) == 1
    assert not Draft.objects.exists()
