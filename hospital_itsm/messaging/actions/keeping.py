"""Changing the words of a message, going back to the product's, and trying words on oneself."""

from typing import Any

from django.conf import settings
from django.db import connection
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from hospital_itsm.audit.actions import action, step
from hospital_itsm.audit.reasons import said_reason
from hospital_itsm.audit.recording import free_text, record
from hospital_itsm.core.access import require
from hospital_itsm.core.errors import Conflict, StaleVersion
from hospital_itsm.messaging.checking import checked
from hospital_itsm.messaging.message_kinds import TRIAL
from hospital_itsm.messaging.models import MessageWording, WordingTrial
from hospital_itsm.messaging.queries.wordings import as_own, newest_of
from hospital_itsm.messaging.rules.words import MOST, Words
from hospital_itsm.outbox.kinds import Kind
from hospital_itsm.outbox.own_words import shipped_words
from hospital_itsm.outbox.tell import tell

KEEP = "setup.manage"
LOCK = "messaging.wording"


@action("wording.publish", gettext_lazy("changed the words of a message"))
def publish_wording(
    kind: Kind, *, actor: Any, words: Words, reason: str, version: int | None = None
) -> MessageWording:
    """Publish the next version of a kind's words; messages are said in them from now on, those that wait as well.

    `version` is the one its reader saw, 0 for a kind that was never changed, None for whoever means the newest.
    Raises Forbidden, ValueRefused, StaleVersion, Conflict where nothing differs.
    """
    require(actor, KEEP)
    why, clean = said_reason(reason), checked(kind, words)
    former = _former(kind, version)
    is_shipped = as_own(clean) == shipped_words(kind)
    if clean == _held(former) or (is_shipped and (former is None or former.is_shipped)):
        raise Conflict(_("These are the words that hold already."))
    made = _inserted(kind, former, Words("") if is_shipped else clean, why, actor)
    record(actor, "wording.publish", made, _changes(former, made), why)
    return made


@action("wording.reset", gettext_lazy("went back to the product's words of a message"))
def reset_wording(kind: Kind, *, actor: Any, reason: str, version: int | None = None) -> MessageWording:
    """Let the words the product came with hold again. Raises Forbidden, ValueRefused, StaleVersion, Conflict."""
    require(actor, KEEP)
    why = said_reason(reason)
    former = _former(kind, version)
    if former is None or former.is_shipped:
        raise Conflict(_("The product's words hold already."))
    made = _inserted(kind, former, Words(""), why, actor)
    record(actor, "wording.reset", made, _changes(former, made), why)
    return made


@action("wording.try", gettext_lazy("sent themselves a test of the words of a message"))
def try_wording(kind: Kind, *, actor: Any, words: Words) -> WordingTrial:
    """Send the actor these words, filled with values of the demo hospital and marked as a test, and change nothing.

    They come wherever the message comes: in the desk, by e-mail, as a page. Raises Forbidden, ValueRefused.
    """
    require(actor, KEEP)
    clean = checked(kind, words)
    said = {"subject": clean.subject, "body": clean.body, "short": clean.short, "at": timezone.now()}
    trial, _made = WordingTrial.objects.update_or_create(user=actor, kind=kind.code, defaults=said)
    tell(
        actor=actor,
        kind=TRIAL,
        recipients=[actor],
        payload={"about": kind.code, "trial": trial.pk},
        dedupe=f"{trial.pk}:{trial.at.isoformat()}",
        channels=kind.channels,
    )
    record(actor, "wording.try", trial, {"kind": kind.code})
    return trial


def _former(kind: Kind, version: int | None) -> MessageWording | None:
    """The version that holds; two editors of one kind wait for each other. Raises StaleVersion."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"{LOCK}.{kind.code}"])
    former: MessageWording | None = newest_of(kind.code)
    current = former.version if former else 0
    if version is not None and version != current:
        words = _("Somebody changed this while you were editing. Compare, then save yours or leave theirs.")
        raise StaleVersion(words, current=current, given=version)
    return former


def _held(former: MessageWording | None) -> Words | None:
    return None if former is None or former.is_shipped else Words(former.subject, former.body, former.short)


@step
def _inserted(
    kind: Kind, former: MessageWording | None, words: Words, reason: str, actor: Any
) -> MessageWording:
    return MessageWording.objects.create(
        kind=kind.code,
        version=former.version + 1 if former else 1,
        subject=words.subject,
        body=words.body,
        short=words.short,
        is_shipped=not words.subject,
        language=get_language() or settings.LANGUAGE_CODE,
        reason=reason,
        by=actor,
        at=timezone.now(),
    )


def _changes(former: MessageWording | None, made: MessageWording) -> dict[str, Any]:
    """What the trail keeps: the versions, and of words that differ a digest and the length."""
    texts = {
        field: [free_text(getattr(former, field, "")), free_text(getattr(made, field))]
        for field in MOST
        if getattr(former, field, "") != getattr(made, field)
    }
    return {"version": [former.version if former else 0, made.version], **texts}
