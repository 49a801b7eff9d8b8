"""Cases with vendors: opened, changed, what was said noted, closed and opened again."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Final

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hospital_itsm.audit.actions import action, step
from hospital_itsm.audit.recording import free_text, record
from hospital_itsm.core.access import require
from hospital_itsm.core.actors import person
from hospital_itsm.core.errors import Conflict, ValueRefused
from hospital_itsm.core.phi_guard import guard
from hospital_itsm.core.plain_text import one_line
from hospital_itsm.vendor_file.actions import store
from hospital_itsm.vendor_work.choices import CaseState, Speaker
from hospital_itsm.vendor_work.models import CaseTicket, CaseWord, VendorCase
from tickets.models import Ticket
from vendors.models import Vendor

FIELDS: Final = ("number", "subject")
MOST_TICKETS: Final = 50
MOST_WORDS: Final = 500
LONGEST_WORDS: Final = 400


@action("vendor_case.open", gettext_lazy("opened the case with the vendor"))
def open_case(
    vendor: int,
    *,
    actor: Any,
    tickets: Iterable[Ticket] = (),
    opened_at: datetime | None = None,
    **fields: Any,
) -> VendorCase:
    """Store a case; `number` is theirs and may come later, `subject` says what it is about.

    Raises Vendor.DoesNotExist, Forbidden, ValueRefused naming every field at fault, also for a number that is there
    already and for a ticket the actor does not see.
    """
    require(actor, "vendor_case.write")
    held = store.lock_vendor(vendor, actor)
    store.refuse_unknown(fields, FIELDS)
    now = timezone.now()
    row = VendorCase(vendor=held, opened_at=opened_at or now, opened_by=person(actor), last_word_at=now)
    wanted = list(tickets)
    errors = {}
    if row.opened_at > now:
        errors["opened_at"] = _("This is still to come. Give the time it was opened.")
    changes = _put(row, fields, wanted, actor, errors)
    row.last_word_at = row.opened_at
    row.save(force_insert=True)
    changes |= _link(row, wanted)
    record(actor, "vendor_case.open", row, changes)
    return row


@action("vendor_case.change", gettext_lazy("changed the case with the vendor"))
def change_case(
    pk: int,
    *,
    actor: Any,
    fields: Mapping[str, Any],
    tickets: Iterable[Ticket] | None = None,
    version: int | None = None,
) -> VendorCase:
    """Change their number, what it is about, and with `tickets` all tickets at once.

    A change of nothing records nothing. Raises VendorCase.DoesNotExist, Forbidden, StaleVersion, ValueRefused.
    """
    row = _lock(pk, actor, version)
    store.refuse_unknown(fields, FIELDS)
    wanted = None if tickets is None else list(tickets)
    changes = _put(row, fields, wanted or [], actor, {})
    changes |= {} if wanted is None else _link(row, wanted)
    store.save_changes(row, changes, actor=actor, verb="vendor_case.change")
    return row


@action("vendor_case.note", gettext_lazy("noted a word about the case with the vendor"))
def note_word(
    pk: int, *, actor: Any, speaker: str, text: str, needs_us: bool = False, version: int | None = None
) -> VendorCase:
    """Note what they or we said; with `needs_us` their word waits for our answer, else the vendor is to act.

    Raises VendorCase.DoesNotExist, Forbidden, StaleVersion, Conflict for a closed case, ValueRefused.
    """
    row, now = _lock(pk, actor, version), timezone.now()
    if row.state == CaseState.CLOSED:
        raise Conflict(_("%(key)s is closed. Open it again first.") % {"key": row.key})
    words = _words(text, "text", _("Say what was said."))
    if speaker not in Speaker.values:
        raise ValueRefused({"speaker": _("Say whether they said it or we did.")})
    if needs_us and speaker == Speaker.US:
        raise ValueRefused(
            {"needs_us": _("What we said waits for the vendor. Note their answer, then this.")}
        )
    if row.words.count() >= MOST_WORDS:
        raise Conflict(_("There are %(most)d words, which is the most.") % {"most": MOST_WORDS})
    CaseWord.objects.create(case=row, speaker=speaker, text=words, said_at=now, noted_by=person(actor))
    before = row.state
    row.state = CaseState.WITH_US if needs_us else CaseState.WITH_VENDOR
    row.last_word, row.last_word_at, row.last_word_by = words, now, speaker
    changes = {"speaker": speaker, "text": free_text(words), "state": [before, str(row.state)]}
    store.save_changes(row, changes, actor=actor, verb="vendor_case.note")
    return row


@action("vendor_case.close", gettext_lazy("closed the case with the vendor"))
def close_case(pk: int, *, actor: Any, outcome: str, version: int | None = None) -> VendorCase:
    """Close it with what came of it; our tickets stay as they are.

    Raises VendorCase.DoesNotExist, Forbidden, StaleVersion, Conflict where it is closed already, ValueRefused.
    """
    row = _lock(pk, actor, version)
    if row.state == CaseState.CLOSED:
        raise Conflict(_("%(key)s is closed already.") % {"key": row.key})
    row.outcome = _words(outcome, "outcome", _("Say in one line what came of it."))
    before, row.state = row.state, CaseState.CLOSED
    row.closed_at, row.closed_by = timezone.now(), person(actor)
    changes = {"state": [before, str(row.state)], "outcome": free_text(row.outcome)}
    store.save_changes(row, changes, actor=actor, verb="vendor_case.close")
    return row


@action("vendor_case.reopen", gettext_lazy("opened the case with the vendor again"))
def reopen_case(pk: int, *, actor: Any, version: int | None = None) -> VendorCase:
    """Open a closed one again; what had come of it stays in the trail. Raises as `close_case`."""
    row = _lock(pk, actor, version)
    if row.state != CaseState.CLOSED:
        raise Conflict(_("%(key)s is open.") % {"key": row.key})
    row.state, row.closed_at, row.closed_by, row.outcome = CaseState.WITH_VENDOR, None, None, ""
    changes = {"state": [CaseState.CLOSED.value, CaseState.WITH_VENDOR.value]}
    store.save_changes(row, changes, actor=actor, verb="vendor_case.reopen")
    return row


def _lock(pk: int, actor: Any, version: int | None) -> VendorCase:
    rows = VendorCase.objects.visible_to(actor).select_related("vendor")
    row: VendorCase = rows.select_for_update(of=("self",)).get(pk=pk)
    require(actor, "vendor_case.write", row)
    store.refuse_stale(row, version)
    return row


@step
def _put(
    row: VendorCase, fields: Mapping[str, Any], tickets: list[Ticket], actor: Any, errors: dict[str, str]
) -> dict[str, Any]:
    changes: dict[str, Any] = store.put_values(row, fields)
    excluded = {"vendor", "opened_by", "closed_by"}
    errors = {**errors, **store.faults_of(row, exclude=excluded)}
    if not row.subject:
        errors["subject"] = _("Say in one line what it is about.")
    if "number" in changes and row.number and (twin := _twin(row)) is not None:
        words = _("%(vendor)s has this case already as %(key)s. Add the ticket there.")
        errors["number"] = words % {"vendor": row.vendor.name, "key": twin.key}
    seen = set(
        Ticket.objects.on_desk(actor).filter(pk__in=[one.pk for one in tickets]).values_list("pk", flat=True)
    )
    if hidden := next((one for one in tickets if one.pk not in seen), None):
        errors["tickets"] = _("There is no ticket %(key)s. Check the spelling.") % {"key": hidden.key}
    if len(tickets) > MOST_TICKETS:
        errors["tickets"] = _("Name at most %(most)d tickets.") % {"most": MOST_TICKETS}
    if errors:
        raise ValueRefused(errors)
    return changes


def _twin(row: VendorCase) -> VendorCase | None:
    Vendor.objects.select_for_update(of=("self",), no_key=True).get(pk=row.vendor_id)
    same = VendorCase.objects.filter(vendor=row.vendor, number__iexact=row.number).exclude(pk=row.pk)
    found: VendorCase | None = same.first()
    return found


@step
def _link(row: VendorCase, tickets: list[Ticket]) -> dict[str, Any]:
    """Make these the tickets of the case; returns the change for the trail."""
    before = {one.ticket_id: one.ticket.key for one in row.links.select_related("ticket")}
    after = {one.pk: one.key for one in tickets}
    if set(before) == set(after):
        return {}
    row.links.exclude(ticket__in=after).delete()
    CaseTicket.objects.bulk_create(
        CaseTicket(case=row, ticket_id=pk) for pk in sorted(after) if pk not in before
    )
    return {"tickets": [sorted(before.values()), sorted(after.values())]}


def _words(text: str, field: str, missing: str) -> str:
    words = guard(one_line(text), field=field).text
    if not words:
        raise ValueRefused({field: missing})
    if len(words) > LONGEST_WORDS:
        raise ValueRefused({field: _("Use at most %(count)d characters.") % {"count": LONGEST_WORDS}})
    return words
