"""Removing words, messages and files of a ticket; what stood there is destroyed, or sealed under a legal hold."""

import json
from collections.abc import Sequence
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hospital_itsm.audit.actions import action
from hospital_itsm.core.access import require
from hospital_itsm.core.actors import person
from hospital_itsm.core.crypto import seal
from hospital_itsm.core.errors import ValueRefused
from hospital_itsm.redaction.actions.files import forget_made_files, forget_searches, remove_files
from hospital_itsm.redaction.actions.sweep import Swept, put, sweep
from hospital_itsm.redaction.choices import What
from hospital_itsm.redaction.models import Redaction
from hospital_itsm.redaction.queries.choosing import files_of, messages_of
from hospital_itsm.redaction.queries.family import family
from hospital_itsm.redaction.queries.holds import any_held
from hospital_itsm.redaction.rules.words import LONGEST, MOST, SHORTEST, cleaned, finder, sign
from tickets.actions.reasons import safe_reason
from tickets.actions.search_words import refresh
from tickets.actions.store import lock, store
from tickets.choices import MessageKind
from tickets.models import Message, Ticket
from tickets.rules.title import title_for

REDACTED = "ticket.redact"


@action(REDACTED, gettext_lazy("removed words or files"))
def redact(
    key: str,
    *,
    actor: Any,
    what: str,
    reason: str,
    words: Sequence[str] = (),
    messages: Sequence[int] = (),
    files: Sequence[int] = (),
    version: int | None = None,
) -> Redaction:
    """Remove words from every text of a ticket and of those it was merged or split with, and some messages and files.

    A sign of `what` (a code of What) stands in the place of words. Copies go, too: drafts, entries of the trail, words
    to search for, exports and results of reports. `messages` and `files` are keys of the ticket's own. Under a legal
    hold of one of these tickets what stood there is sealed, else it is destroyed, and nobody brings it back.
    Raises Ticket.DoesNotExist, Forbidden, StaleVersion, ValueRefused.
    """
    ticket = lock(key, actor, version)
    require(actor, "redaction.make", ticket)
    if what not in What.values:
        raise ValueRefused({"what": _("Say what kind of thing it is.")})
    _refuse_words(words, nothing_else=not messages and not files)
    said = _chosen(messages_of(ticket), messages, "messages")
    taken = _chosen(files_of(ticket, actor), files, "files")
    related = family(ticket)
    list(Ticket.objects.select_for_update(of=("self",)).filter(pk__in=related).order_by("pk"))
    is_held, at = any_held(related), timezone.now()
    why = safe_reason(ticket, reason, at=at)
    if not why:
        raise ValueRefused({"reason": _("Say in one line why it is removed.")})
    row = Redaction.objects.create(ticket=ticket, what=what, made_at=at, made_by=person(actor))
    instead = sign(what)
    swept = Swept()
    _empty_messages(ticket, said, swept, instead, at)
    swept.originals += remove_files(taken, row, is_held=is_held)
    if words:
        swept.originals += sweep(related, words, instead).originals
        forget_searches(finder(words))
        why, _count = cleaned(why, finder(words), instead)
    forget_made_files()
    row.places, row.messages, row.files = swept.places, len(said), len(taken)
    if is_held:
        row.sealed = seal(json.dumps(swept.originals, default=str))
    row.save()
    ticket.refresh_from_db()
    refresh(ticket)
    _record(ticket, row, actor, why, related)
    return row


def _refuse_words(words: Sequence[str], *, nothing_else: bool) -> None:
    if not words and nothing_else:
        raise ValueRefused({"words": _("Write the words to remove, or choose messages or files.")})
    if len(words) > MOST or any(not SHORTEST <= len(one) <= LONGEST for one in words):
        raise ValueRefused(
            {
                "words": _("Write at most %(most)d lines of %(shortest)d to %(longest)d characters each.")
                % {"most": MOST, "shortest": SHORTEST, "longest": LONGEST}
            }
        )


def _chosen(rows: Any, wanted: Sequence[int], field: str) -> list[Any]:
    if not wanted:
        return []
    found = list(rows.filter(pk__in=wanted))
    if len(found) != len(set(wanted)):
        raise ValueRefused({field: _("Choose what still stands on this ticket.")})
    return found


def _empty_messages(ticket: Ticket, said: Sequence[Message], swept: Swept, instead: str, at: Any) -> None:
    for message in said:
        swept.keep(message, "body")
        if message.kind == MessageKind.REPORT and ticket.title == title_for(message.body):
            swept.keep(ticket, "title")
            put(ticket, {"title": instead})
        put(message, {"body": "", "redacted_at": at})


def _record(ticket: Ticket, row: Redaction, actor: Any, why: str, related: Sequence[int]) -> None:
    facts = {"redaction": row.pk, "what": row.what, "places": row.places}
    counts = {"messages_removed": row.messages, "files_removed": row.files}
    store(ticket, actor=actor, verb=REDACTED, changes={**facts, **counts}, reason=why)
    for other in Ticket.objects.filter(pk__in=related).exclude(pk=ticket.pk):
        store(other, actor=actor, verb=REDACTED, changes={"what": row.what})
