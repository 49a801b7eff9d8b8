"""The words that hold: the newest version of each kind, if it still fits what the kind knows."""

from collections.abc import Collection, Iterable, Sequence
from typing import Any

import structlog
from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from hospital_itsm.core.substitution import names_in
from hospital_itsm.messaging.examples import example_words
from hospital_itsm.messaging.message_kinds import TRIAL
from hospital_itsm.messaging.rules.words import Fault, Names, Words, faults, lines_of
from hospital_itsm.outbox import kinds
from hospital_itsm.outbox.choices import PAGES
from hospital_itsm.outbox.kinds import Kind
from hospital_itsm.outbox.own_words import OwnWords, Told, shipped_words

log = structlog.get_logger(__name__)


def kinds_with_words() -> list[Kind]:
    """The kinds whose words a hospital may change, by their codes."""
    return [kinds.find(code) for code in kinds.codes() if code != TRIAL]


def kind_with_words(code: str) -> Kind | None:
    """One of them, None for a code that is none."""
    return kinds.find(code) if kinds.known(code) and code != TRIAL else None


def names_of(kind: Kind) -> Names:
    """What the kind lets words name: not what only leads somewhere, such as the token of a link."""
    pages = bool(kind.short) or not set(PAGES).isdisjoint(kind.channels)
    own = shipped_words(kind)
    said = names_in("\n".join((own.subject, own.short, *own.lines)))
    leads = {kind.url_value} - said
    return Names(frozenset(kind.required - leads), frozenset(kind.optional - leads), pages)


def every_version() -> QuerySet[Any]:
    """All versions of all kinds."""
    from hospital_itsm.messaging.models import MessageWording

    return MessageWording.objects.all()


def newest_wordings(codes: Collection[str] | None = None) -> QuerySet[Any]:
    """One row a kind that was ever changed: its newest version."""
    rows = every_version().order_by("kind", "-version").distinct("kind")
    return rows if codes is None else rows.filter(kind__in=codes)


def newest_of(code: str) -> Any | None:
    """The newest version of a kind, None for one that was never changed."""
    return every_version().filter(kind=code).order_by("-version").select_related("by").first()


def versions_of(code: str) -> QuerySet[Any]:
    """All versions of a kind, the newest first."""
    return every_version().filter(kind=code).select_related("by").order_by("-version")


def faults_of(row: Any) -> dict[str, Fault]:
    """What stands against a stored version, now that its kind may know other names; nothing for the product's."""
    kind = kind_with_words(row.kind)
    if row.is_shipped or kind is None:
        return {}
    return faults(Words(row.subject, row.body, row.short), names_of(kind))


def broken_wordings() -> list[Any]:
    """Versions that should hold and do not fit: their messages are said in the product's words."""
    return [row for row in newest_wordings() if faults_of(row)]


def is_understood(row: Any) -> bool:
    """Was it written in the language of whoever reads now? A reader of another one gets the product's words."""
    return row.language == (get_language() or settings.LANGUAGE_CODE)


def own_words(told: Sequence[Told]) -> list[OwnWords | None]:
    """The words that hold for each of these messages, in at most two statements."""
    codes = {code for code, _payload in told}
    if not codes:
        return []
    found = {row.kind: _holding(row) for row in newest_wordings(codes)}
    trials = _trials(payload["trial"] for code, payload in told if code == TRIAL)
    return [trials.get(payload["trial"]) if code == TRIAL else found.get(code) for code, payload in told]


def _holding(row: Any) -> OwnWords | None:
    if row.is_shipped or not is_understood(row):
        return None
    if broken := faults_of(row):
        log.warning(
            "messaging.wording_does_not_fit", kind=row.kind, version=row.version, fields=sorted(broken)
        )
        return None
    return as_own(Words(row.subject, row.body, row.short))


def as_own(words: Words) -> OwnWords:
    """Words as the outbox says them."""
    return OwnWords(words.subject, lines_of(words.body), words.short)


def _trials(numbers: Iterable[int]) -> dict[int, OwnWords]:
    """Words that are tried, filled with the values of the demo hospital and marked as a test."""
    from hospital_itsm.messaging.models import WordingTrial

    wanted = set(numbers)
    rows = WordingTrial.objects.filter(pk__in=wanted) if wanted else ()
    return {row.pk: said for row in rows if (said := _tried(row))}


def _tried(row: Any) -> OwnWords | None:
    kind = kind_with_words(row.kind)
    words = Words(row.subject, row.body, row.short)
    if kind is None or faults(words, names_of(kind)):
        return None
    said = as_own(words).filled(example_words(kind, row.at))
    if said is None:
        return None
    note = _("This is a test of these words. Nothing has happened.")
    mark = _("Test: %s")
    return OwnWords(mark % said.subject, (*said.lines, note), mark % (said.short or said.subject))
