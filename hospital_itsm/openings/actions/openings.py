"""Opening a restricted ticket in an emergency, and reviewing that."""

from datetime import datetime
from typing import Any, Final

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hospital_itsm.audit.actions import action
from hospital_itsm.audit.recording import free_text, record
from hospital_itsm.core.access import require
from hospital_itsm.core.errors import Conflict, ValueRefused
from hospital_itsm.core.phi_guard import guard_fields
from hospital_itsm.core.plain_text import one_line
from hospital_itsm.openings.choices import Finding
from hospital_itsm.openings.models import Opening
from hospital_itsm.openings.queries.openings import restricted_ticket
from hospital_itsm.openings.rules.openings import LASTS, is_late
from hospital_itsm.outbox.tell import tell
from hospital_itsm.people.choices import RoleCode
from tickets.access import reads_as_desk
from tickets.queries.audiences import holders_of, members_of
from tickets.queries.search import exact_key

SHORTEST: Final = 10
LONGEST: Final = 400


@action("opening.make", gettext_lazy("opened the restricted ticket in an emergency"))
def open_ticket(number: str, *, actor: Any, reason: str) -> Opening:
    """Let the actor read one restricted ticket for four hours; privacy and its team are told at once.

    A number that does not exist, one that is not restricted and one the actor reads anyway are refused alike.
    Raises Forbidden, ValueRefused.
    """
    require(actor, "opening.make")
    said = _said("reason", reason, _("Say why it cannot wait, in a few words."))
    ticket = restricted_ticket(exact_key(number))
    if ticket is None or reads_as_desk(actor, ticket):
        raise ValueRefused({"number": _("There is nothing to open under this number. Check it.")})
    at = timezone.now()
    opening = Opening.objects.create(ticket=ticket, person=actor, reason=said, opened_at=at, until=at + LASTS)
    record(
        actor, "opening.make", ticket, {"reason": free_text(said), "until": [None, opening.until.isoformat()]}
    )
    _tell(opening, actor)
    return opening


@action("opening.review", gettext_lazy("reviewed an emergency opening"))
def review(opening: Opening, *, actor: Any, finding: str, word: str) -> Opening:
    """Say once whether it was right. Raises Forbidden, Conflict where somebody did, ValueRefused."""
    opening = Opening.objects.select_for_update(of=("self",)).select_related("ticket").get(pk=opening.pk)
    require(actor, "opening.review", opening)
    if opening.reviewed_at is not None:
        raise Conflict(_("Somebody reviewed it already."))
    if finding not in Finding.values:
        raise ValueRefused({"finding": _("Choose what you found.")})
    opening.finding = finding
    opening.word = _said("word", word, _("Say in a few words what you looked at."))
    opening.reviewed_by, opening.reviewed_at = actor, timezone.now()
    opening.save(update_fields=["finding", "word", "reviewed_by", "reviewed_at"])
    changes = {"finding": [None, finding], "word": free_text(opening.word)}
    record(actor, "opening.review", opening.ticket, changes)
    return opening


@action("opening.remind", gettext_lazy("reminded privacy of an emergency opening that nobody reviewed"))
def remind_of_review(pk: int, *, actor: Any, now: datetime) -> bool:
    """Tell privacy once that the review of an opening is late; nothing where it was reviewed or told meanwhile.

    Who made it is not reminded: nobody reviews their own.
    """
    found = Opening.objects.select_for_update(of=("self",), skip_locked=True).select_related("ticket")
    opening = found.filter(pk=pk, reminded_at=None).first()
    if opening is None or not is_late(opening.opened_at, opening.reviewed_at, now):
        return False
    opening.reminded_at = now
    opening.save(update_fields=["reminded_at"])
    tell(
        actor=actor,
        kind="opening.late",
        recipients=[one for one in holders_of(RoleCode.PRIVACY) if one.pk != opening.person_id],
        payload={"ticket": opening.ticket.key, "opening": opening.pk},
        dedupe=f"{opening.pk}",
    )
    record(actor, "opening.remind", opening.ticket, {"opening": opening.pk})
    return True


def _said(field: str, text: str, missing: str) -> str:
    """The text without patient data. Raises ValueRefused for one that is too short or too long."""
    clean = one_line(text)
    if len(clean) < SHORTEST:
        raise ValueRefused({field: missing})
    if len(clean) > LONGEST:
        raise ValueRefused({field: _("Shorten it to %(most)d characters.") % {"most": LONGEST}})
    return guard_fields({field: clean}, channel="web").texts[field][:LONGEST]


def _tell(opening: Opening, actor: Any) -> None:
    ticket, said = opening.ticket, {"ticket": opening.ticket.key, "until": opening.until}
    tell(
        actor=actor,
        kind="opening.to_review",
        recipients=holders_of(RoleCode.PRIVACY),
        payload={**said, "opening": opening.pk},
        dedupe=f"{opening.pk}",
    )
    team = members_of(ticket.team)
    tell(actor=actor, kind="opening.of_team", recipients=team, payload=said, dedupe=f"{opening.pk}")
