"""Keeping the glossary."""

from collections.abc import Mapping
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hospital_itsm.audit.actions import action, step
from hospital_itsm.audit.recording import record
from hospital_itsm.core.access import require
from hospital_itsm.core.errors import StaleVersion, ValueRefused
from hospital_itsm.core.plain_text import one_line
from hospital_itsm.glossary.lexicon import forget
from hospital_itsm.glossary.models import GlossaryTerm

CHANGEABLE: Final = ("term", "meaning", "it_says", "htm_says", "synonyms", "is_active")
MOST_SYNONYMS: Final = 12


@action("glossary.add", gettext_lazy("added the term"))
def add_term(*, actor: Any, fields: Mapping[str, Any]) -> GlossaryTerm:
    """Store a term with the fields of CHANGEABLE. Raises Forbidden, ValueRefused."""
    require(actor, "glossary.manage")
    row = GlossaryTerm()
    changes = put(row, fields)
    row.slug = _free_slug(row.term)
    refuse(row)
    row.save(force_insert=True)
    record(actor, "glossary.add", row, changes)
    forget()
    return row


@action("glossary.change", gettext_lazy("changed the term"))
def change_term(
    slug: str, *, actor: Any, fields: Mapping[str, Any], version: int | None = None
) -> GlossaryTerm:
    """Change a term, or retire it (`is_active` false). A change of nothing records nothing.

    Raises GlossaryTerm.DoesNotExist, Forbidden, StaleVersion, ValueRefused.
    """
    require(actor, "glossary.manage")
    row: GlossaryTerm = GlossaryTerm.objects.select_for_update().get(slug=slug)
    if version is not None and version != row.version:
        raise StaleVersion(
            _("Somebody changed %(name)s after you opened it. Compare, then save yours again.")
            % {"name": row.term},
            current=row.version,
            given=version,
        )
    changes = put(row, fields)
    refuse(row)
    if changes:
        row.version += 1
        row.save(update_fields=[*changes, "version"])
        record(actor, "glossary.change", row, changes)
        forget()
    return row


@step
def put(row: GlossaryTerm, fields: Mapping[str, Any]) -> dict[str, Any]:
    """Set the fields that differ, words cleaned, and return `{field: [old, new]}`."""
    if unknown := sorted(set(fields) - set(CHANGEABLE)):
        raise ValueRefused({name: _("This field cannot be set here.") for name in unknown})
    changes: dict[str, Any] = {}
    for name, value in fields.items():
        old, new = getattr(row, name), _clean(value)
        if new != old:
            setattr(row, name, new)
            changes[name] = [old, new]
    return changes


@step
def refuse(row: GlossaryTerm) -> None:
    """Raise ValueRefused naming every fault of a term."""
    errors: dict[str, str] = {}
    try:
        row.clean_fields(exclude={"slug"})
    except ValidationError as error:
        errors = {name: " ".join(words) for name, words in error.message_dict.items()}
    if len(row.synonyms) > MOST_SYNONYMS:
        errors["synonyms"] = _("Give at most %(most)d words.") % {"most": MOST_SYNONYMS}
    if GlossaryTerm.objects.filter(term__iexact=row.term).exclude(pk=row.pk).exists():
        errors["term"] = _("%(term)s is explained already. Change that entry.") % {"term": row.term}
    if errors:
        raise ValueRefused(errors)


def _clean(value: Any) -> Any:
    if isinstance(value, list | tuple):
        return list(dict.fromkeys(word for one in value if (word := one_line(str(one)))))
    return one_line(value) if isinstance(value, str) else value


def _free_slug(term: str) -> str:
    base = slugify(term)[:50] or "term"
    taken = set(GlossaryTerm.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    names = (base if number == 1 else f"{base}-{number}" for number in range(1, len(taken) + 3))
    return next(name for name in names if name not in taken)
