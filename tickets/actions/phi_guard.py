"""The PHI guard on the server: what looks like patient data leaves the text before it is stored (domain 4.3)."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from hospital_itsm.audit.actions import step
from hospital_itsm.core import context
from hospital_itsm.core.errors import PhiSuspected, ValueRefused
from hospital_itsm.core.plain_text import plain
from tickets.choices import PhiDecision
from tickets.queries.phi import phi_findings
from tickets.rules import phi

ANSWERS = {PhiDecision.MOVED: phi.MOVE, PhiDecision.REMOVED: phi.REMOVE, PhiDecision.NOT_PHI: phi.NOT_PHI}


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


@step
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
    answer = ANSWERS.get(PhiDecision(decision), phi.UNANSWERED)
    masked = phi.mask(text, found, [answer] * len(found))
    return Guarded(
        text=masked.text,
        decision=decision or PhiDecision.MASKED,
        removed=() if answer == phi.REMOVE else tuple(piece.value for piece in masked.removed),
        types=tuple(dict.fromkeys(span.type for span in found)),
    )


@step
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


def _refuse_likely(found: tuple[phi.Span, ...], field: str) -> None:
    likely = [span for span in found if span.score >= phi.BLOCK_FROM]
    if likely:
        raise PhiSuspected(
            _(
                "The text looks like it holds patient data. "
                "Send it without, or with phi_decision moved, removed or not_phi."
            ),
            [{"field": field, "type": span.type, "start": span.start, "end": span.end} for span in likely],
        )
