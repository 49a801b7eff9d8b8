"""What the page of a call shows around its form."""

import re
from dataclasses import dataclass
from typing import Any, Final

from django.http import HttpRequest
from django.utils import timezone

from hospital_itsm.intake.forms.intake import IntakeForm
from hospital_itsm.intake.queries.around import known, recent, unit_of_caller
from hospital_itsm.intake.queries.callers import Found, caller, find_callers
from hospital_itsm.people.models import CareArea, User
from hospital_itsm.people.views.layout import signed_in
from tickets.queries.drafts import read_draft
from tickets.views.portal.device_line import device_line
from tickets.views.portal.person import reach_of
from tickets.views.portal.phi import phi_notice
from tickets.views.portal.report_page import cards, fresh_key

SCOPE: Final = "intake"
"""The scope of the draft of a call."""
PHONE: Final = re.compile(r"[\d\s().+-]{3,30}\Z")


@dataclass(frozen=True)
class Call:
    """A call as it stands: the form, the person it is for, and whether they are in no list."""

    form: IntakeForm
    person: User | None = None
    is_unlisted: bool = False
    has_draft: bool = False


def call_of(form: IntakeForm) -> Call:
    """The call that a form says."""
    person = caller(str(form["caller"].value() or ""))
    return Call(form, person, person is None and bool(form["is_unlisted"].value()))


def drafted_call(agent: User, phone: str) -> Call:
    """The agent's unsent call, or a new one from a telephone number."""
    draft = {} if PHONE.match(phone) else read_draft(agent, SCOPE)
    values: dict[str, Any] = dict(draft)
    if not draft and PHONE.match(phone):
        found = find_callers(phone, agent)
        values = {"caller_words": phone.strip(), "caller": str(found.only.pk) if found.only else ""}
    person = caller(values.get("caller", ""))
    values |= _filled(person, values) | {"idempotency_key": fresh_key()}
    is_unlisted = person is None and bool(values.get("is_unlisted"))
    return Call(IntakeForm(initial=values), person, is_unlisted, has_draft=bool(draft))


def _filled(person: User | None, values: dict[str, Any]) -> dict[str, Any]:
    """Unit and call-back of the caller, where nothing else was written."""
    if person is None:
        return {}
    unit = unit_named(values.get("care_area", "")) or unit_of_caller(person)
    return {
        "care_area": unit.pk if unit else "",
        "filled_area": unit.pk if unit else "",
        "callback": values.get("callback") or reach_of(person, unit).number,
    }


def unit_named(pk: str) -> CareArea | None:
    """The active unit with this id as a form sends it, or None."""
    known_id = pk.isdecimal() and len(pk) < 10
    return CareArea.objects.filter(pk=int(pk), is_active=True).first() if known_id else None


def page_context(request: HttpRequest, call: Call) -> dict[str, Any]:
    """Everything the page shows."""
    form, agent, now = call.form, signed_in(request), timezone.now()
    text = str(form["text"].value() or "")
    unit = unit_named(str(form["care_area"].value() or ""))
    device = device_line(form, agent)
    return {
        "form": form,
        "person": call.person,
        "is_unlisted": call.is_unlisted,
        "has_draft": call.has_draft,
        "found": _found(call, agent),
        "words": str(form["caller_words"].value() or "").strip(),
        "place": unit,
        "cards": cards(str(form["care_answer"].value() or "")),
        "device": device,
        "before": known(agent, call.person, text=text, unit=unit, now=now, asset=device.asset),
        "recent": recent(agent, call.person, unit),
        "phi": phi_notice(text, str(form["phi_decision"].value() or "")),
    }


def _found(call: Call, agent: User) -> Found:
    is_asked = call.person is None and not call.is_unlisted
    return find_callers(str(call.form["caller_words"].value() or ""), agent) if is_asked else Found()
