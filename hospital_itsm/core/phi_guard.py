"""The PHI guard: what looks like patient data leaves a typed text before it is stored (domain 4.3).

Every action that stores what a person typed passes it through `guard`, or several fields through `guard_fields`. What
`removed` holds belongs in a protected field; who has none drops it. Finding and masking are `core.phi`, pure.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.conf import settings
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hospital_itsm.core import context
from hospital_itsm.core.errors import PhiSuspected, ValueRefused
from hospital_itsm.core.phi import detection
from hospital_itsm.core.phi.patterns import Pattern, site_pattern
from hospital_itsm.core.plain_text import plain

StaffReader = Callable[[str, Sequence[detection.Span]], detection.Directory]


class PhiDecision(models.TextChoices):
    """What the writer said about text that looked like patient data."""

    NONE = "", gettext_lazy("Nothing found")
    MOVED = "moved", gettext_lazy("Moved to the protected field")
    REMOVED = "removed", gettext_lazy("Removed")
    NOT_PHI = "not_phi", gettext_lazy("Not patient data")
    MASKED = "masked", gettext_lazy("Masked without an answer")


ANSWERS = {
    PhiDecision.MOVED: detection.MOVE,
    PhiDecision.REMOVED: detection.REMOVE,
    PhiDecision.NOT_PHI: detection.NOT_PHI,
}
_staff_readers: list[StaffReader] = []


def know_staff(reader: StaffReader) -> None:
    """Let `reader(text, findings)` say which of the staff directory the findings could mean."""
    _staff_readers[:] = [reader]


def phi_findings(text: str) -> tuple[detection.Span, ...]:
    """The findings a person is asked about. Asks the database only where a name or number might be staff's."""
    site = _site_patterns(tuple(settings.PHI_SITE_FORMATS))
    found = detection.detect(text, site)
    if not found:
        return ()
    staff = _staff_readers[0](text, found) if _staff_readers else detection.NOBODY
    return detection.findings(text, site, staff)


@lru_cache(maxsize=4)
def _site_patterns(formats: tuple[str, ...]) -> tuple[Pattern, ...]:
    """The patterns of the site's own number formats (`#` a digit, `@` a letter)."""
    return tuple(site_pattern(template) for template in formats)


@dataclass(frozen=True)
class Guarded:
    """A text as it may be stored.

    `decision` is a code of PhiDecision ("" when nothing was found), `removed` the pieces for the protected field,
    `types` the codes of what was found, for the trail.
    """

    text: str
    decision: str = PhiDecision.NONE
    removed: tuple[str, ...] = ()
    types: tuple[str, ...] = ()


@dataclass(frozen=True)
class GuardedFields:
    """Several texts of one sending, guarded under one decision."""

    texts: Mapping[str, str]
    decision: str
    removed: tuple[str, ...]
    types: tuple[str, ...]

    def trail(self) -> dict[str, list[str]]:
        """What the audit entry keeps: the decision and the kinds found, never the text."""
        return {"phi": [str(self.decision), *self.types]} if self.types else {}


def guard(text: str, decision: str = "", *, channel: str = "", field: str = "text") -> Guarded:
    """Clean a text (see `core.plain_text`) and take what looks like patient data out of it.

    On the web an unanswered finding is masked and kept in the protected field, so that nothing stops the sending.
    Over REST (`channel` "api", by default the present one) a likely finding without a decision raises PhiSuspected.
    Raises ValueRefused for a decision that is none.
    """
    if decision and decision not in ANSWERS:
        raise ValueRefused({"phi_decision": _("Send moved, removed or not_phi, or leave it out.")})
    text = plain(text)
    found = phi_findings(text) if text else ()
    if not found:
        return Guarded(text)
    if not decision and (channel or context.current().channel) == "api":
        _refuse_likely(found, field)
    answer = ANSWERS.get(PhiDecision(decision), detection.UNANSWERED)
    masked = detection.mask(text, found, [answer] * len(found))
    return Guarded(
        text=masked.text,
        decision=decision or PhiDecision.MASKED,
        removed=() if answer == detection.REMOVE else tuple(piece.value for piece in masked.removed),
        types=tuple(dict.fromkeys(span.type for span in found)),
    )


def guard_fields(fields: Mapping[str, str], decision: str = "", *, channel: str = "") -> GuardedFields:
    """Guard several texts of one sending; see `guard`."""
    done = {name: guard(text, decision, channel=channel, field=name) for name, text in sorted(fields.items())}
    decisions = [one.decision for one in done.values() if one.decision]
    return GuardedFields(
        texts={name: one.text for name, one in done.items()},
        decision=decisions[0] if decisions else PhiDecision.NONE,
        removed=tuple(piece for one in done.values() for piece in one.removed),
        types=tuple(dict.fromkeys(kind for one in done.values() for kind in one.types)),
    )


def _refuse_likely(found: tuple[detection.Span, ...], field: str) -> None:
    likely = [span for span in found if span.score >= detection.BLOCK_FROM]
    if likely:
        raise PhiSuspected(
            _(
                "The text looks like it holds patient data. "
                "Send it without, or with phi_decision moved, removed or not_phi."
            ),
            [{"field": field, "type": span.type, "start": span.start, "end": span.end} for span in likely],
        )


def safe_name(name: str, *, most: int) -> str:
    """The name somebody gives a thing of their own, of one to `most` characters.

    Raises ValueRefused at `name` for another length and for what looks like patient data.
    """
    guarded = guard(name, channel="page", field="name")
    if guarded.types:
        raise ValueRefused({"name": _("This looks like patient data. Choose another name.")})
    if not guarded.text or len(guarded.text) > most:
        raise ValueRefused({"name": _("Give it a name of at most %(most)d characters.") % {"most": most}})
    return guarded.text
