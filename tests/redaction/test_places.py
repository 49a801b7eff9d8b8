"""Every declared place holds a word, which stands in none once it is removed."""

from datetime import timedelta

import pytest
from django.db import InternalError, models, transaction
from django.utils import timezone

from hospital_itsm.procedures.models import Procedure, StepFile
from hospital_itsm.redaction.actions.redacting import redact
from hospital_itsm.redaction.places import PLACES, Place
from hospital_itsm.redaction.removing import removing
from hospital_itsm.safety.models import PatientEvent
from hospital_itsm.similar.models import SimilarGroup
from hospital_itsm.underpinning.models import VendorTask
from tests.assets.cast import pump
from tests.opening_rows import opening
from tests.redaction import traces, typed
from tests.similar_rows import group
from tests.world import World, again
from tickets.models import Notice, Ticket

WORD = "Zarquonxk"


def whole(world: World) -> Ticket:
    """A ticket with a row in every place."""
    ticket = typed.everywhere(world, "Nothing odd")
    now = timezone.now()
    opening(ticket, world)
    today = timezone.localdate(now)
    PatientEvent.objects.create(
        ticket=ticket, asset=pump(world, "LR-90001", serial="S-90001"), noted_at=now,
        outcome="unknown", became_aware_on=today, due_on=today + timedelta(days=14),
    )  # fmt: skip
    group(world, [ticket])
    SimilarGroup.objects.update(dismissed_at=now, dismissed_by=world.agent, dismissed_reason="Two matters.")
    VendorTask.objects.create(
        ticket=ticket, vendor=world.vendor, handed_at=now, round=9, ended_at=now, ending="taken_back"
    )
    StepFile.objects.create(
        step=Procedure.objects.filter(ticket=ticket).latest("pk").steps.latest("pk"),
        file_name="proof.txt", stored_name="proof", content_type="text/plain", size=1, sha256="0" * 64, added_at=now,
    )  # fmt: skip
    Notice.objects.latest("pk").tickets.add(ticket)
    return ticket


def fill(place: Place, ticket: Ticket) -> set[str]:
    """Put the word into every column of the place; return the columns by table."""
    rows = place.rows([ticket.pk])
    row = rows.first()
    assert row is not None, f"{place.model} by {place.way} has no row"
    texts = {}
    for name in place.fields:
        is_json = isinstance(row._meta.get_field(name), models.JSONField)
        texts[name] = {"note": WORD} if is_json else f"About {WORD}"
    with removing():
        rows.filter(pk=row.pk).update(**texts)
    return {f"{row._meta.db_table}.{name}" for name in texts}


@pytest.mark.django_db
def test_a_word_in_every_declared_column_is_removed_from_all(world: World) -> None:
    ticket = whole(world)
    filled = set().union(*(fill(place, ticket) for place in PLACES))
    assert traces.in_tables(WORD) >= filled
    redact(ticket.key, actor=again(world.privacy), what="name", reason="It got in.", words=[WORD.lower()])
    assert traces.in_tables(WORD) == set()
    assert traces.in_tables("[REDACTED:name]") >= filled


@pytest.mark.django_db
def test_an_ended_procedure_gives_up_its_words_and_nothing_else(world: World) -> None:
    ticket = whole(world)
    run = Procedure.objects.filter(ticket=ticket).latest("pk")
    step = run.steps.latest("pk")
    with removing():
        type(step).objects.filter(pk=step.pk).update(note=f"About {WORD}")
    Procedure.objects.filter(pk=run.pk).update(
        status="cancelled", reason="Gave up.", ended_at=timezone.now(), ended_by=world.biomed
    )
    redact(ticket.key, actor=again(world.privacy), what="name", reason="It got in.", words=[WORD.lower()])
    step.refresh_from_db()
    assert step.note == "About [REDACTED:name]"
    for change in (
        lambda: type(step).objects.filter(pk=step.pk).update(note="Another"),
        step.files.all().delete,
    ):
        with pytest.raises(InternalError, match="final"), transaction.atomic():
            change()
    with pytest.raises(InternalError, match="final"), transaction.atomic(), removing():
        type(step).objects.filter(pk=step.pk).update(note="Another", position=99)
    step.refresh_from_db()
    assert step.note == "About [REDACTED:name]"
