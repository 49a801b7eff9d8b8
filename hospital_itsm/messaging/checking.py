"""Words somebody wrote, made into those that may be stored, shown and sent."""

from django.utils import timezone

from hospital_itsm.core.errors import ValueRefused
from hospital_itsm.core.phi_guard import guard
from hospital_itsm.core.plain_text import one_line
from hospital_itsm.messaging.examples import example_words
from hospital_itsm.messaging.queries.wordings import as_own, names_of
from hospital_itsm.messaging.rules.words import LONG_PAGE, MOST, Fault, Words, faults
from hospital_itsm.messaging.wording import PATIENT, fault_words
from hospital_itsm.outbox.kinds import Kind
from hospital_itsm.outbox.wording import PAGE_LENGTH


def checked(kind: Kind, words: Words) -> Words:
    """The words as they are stored. Raises ValueRefused naming each field that cannot be taken."""
    clean = Words(one_line(words.subject), _body(words.body), one_line(words.short))
    names = names_of(kind)
    found = faults(clean, names)
    if not found and names.pages and len(_filled_page(kind, clean)) > PAGE_LENGTH:
        found = {"short" if clean.short else "subject": Fault(LONG_PAGE)}
    errors = {field: fault_words(field, fault, names) for field, fault in found.items()}
    for field in MOST:
        text = getattr(clean, field)
        if field not in errors and guard(text, channel="page", field=field).types:
            errors[field] = str(PATIENT)
    if errors:
        raise ValueRefused(errors)
    return clean


def _body(text: str) -> str:
    """One sentence a line, each cleaned; empty lines go."""
    return "\n".join(line for one in text.splitlines() if (line := one_line(one)))


def _filled_page(kind: Kind, words: Words) -> str:
    said = as_own(words).filled(example_words(kind, timezone.now()))
    return (said.short or said.subject) if said else ""
