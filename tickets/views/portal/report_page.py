"""What the report page shows around its form: tiles, care answers, place, numbers, what is known already."""

import uuid
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from assets.queries.naming import asset_named, room_of, unit_of
from hospital_itsm.people.models import CareArea, User
from hospital_itsm.people.workstations import workstation_of
from tickets.actions.intake import LONGEST_LINES
from tickets.choices import CareAnswer, Topic
from tickets.forms.report import ReportForm
from tickets.queries.on_call import paged_when_unsafe
from tickets.queries.suggestions import before_you_send
from tickets.views.portal.device_line import device_line
from tickets.views.portal.person import reach_of, signed_in, unit_at_hand
from tickets.views.portal.phi import phi_notice

TILES: dict[str, tuple[str, Promise]] = {
    Topic.PRINTER: ("printer", _("Which printer? The label says PRT and a number.")),
    Topic.SCANNER: ("scan", _("Which scanner or cart, and what does it do when you scan?")),
    Topic.SIGN_IN: ("id-badge-2", _("What are you signing in to, and what does the screen say?")),
    Topic.PHONE: ("phone", _("Which phone or extension, and what happens when you call?")),
    Topic.SLOW: ("hourglass", _("What is slow or frozen, and since when?")),
    Topic.DEVICE: ("device-heart-monitor", _("Which device? Is it on a patient now?")),
}
CARE_WORDS: dict[str, tuple[Promise, Promise, Promise, Promise]] = {
    CareAnswer.UNSAFE: (
        _("Delayed or unsafe"),
        _("We page on-call now"),
        _("Work stopped"),
        _("We cannot go on"),
    ),
    CareAnswer.SLOWER: (_("Slower"), _("We’re coping"), _("Slower"), _("We’re coping")),
    CareAnswer.NOT_AFFECTED: (
        _("Not affected"),
        _("It can wait a little"),
        _("Can wait"),
        _("Nothing is held up"),
    ),
}
"""For each answer: its words on a care unit and what follows, then the same in a support area (class E)."""


@dataclass(frozen=True)
class Tile:
    """One topic: its words, its icon, and the one question that helps."""

    value: str
    label: str
    icon: str
    question: Promise
    checked: bool


@dataclass(frozen=True)
class Card:
    """One answer about care, in the words of a care unit and of a support area."""

    value: str
    words: Promise
    follows: Promise
    support_words: Promise
    support_follows: Promise
    checked: bool
    number: int


def first_values(request: HttpRequest) -> dict[str, Any]:
    """What an untouched form starts with: place and call-back filled in, a fresh idempotency key."""
    unit, workstation = unit_at_hand(request), workstation_of(request)
    return {
        "care_area": unit.pk if unit else None,
        "filled_area": unit.pk if unit else None,
        "room": workstation.room if workstation else "",
        "callback": reach_of(signed_in(request), unit).number,
        "idempotency_key": fresh_key(),
    }


def device_values(user: User, tag: str) -> dict[str, Any]:
    """What the label of a device fills in: its tag and, where it is found, its place."""
    asset = asset_named(tag, user)
    if asset is None:
        return {"device_text": tag[: LONGEST_LINES["device_text"]]}
    unit = unit_of(asset)
    place = {"care_area": unit.pk, "filled_area": unit.pk, "room": room_of(asset)} if unit else {}
    return {"device_text": asset.tag, **place}


def fresh_key() -> str:
    """A key under which one press, however often repeated, makes one ticket."""
    return uuid.uuid4().hex


def report_context(request: HttpRequest, form: ReportForm) -> dict[str, Any]:
    """Everything the page shows."""
    user, now = signed_in(request), timezone.now()
    text = str(form["text"].value() or "")
    units = list(form.fields["care_area"].queryset)  # type: ignore[attr-defined]
    unit = chosen_unit(form, units)
    device = device_line(form, user)
    return {
        "form": form,
        "tiles": tiles(str(form["topic"].value() or "")),
        "cards": cards(str(form["care_answer"].value() or "")),
        "units": units,
        "place": unit,
        "device": device,
        "workstation": workstation_of(request),
        "reach": reach_of(user, unit),
        "paged": paged_when_unsafe(now),
        "before": before_you_send(user, text=text, care_area=unit, asset=device.asset, now=now),
        "phi": phi_notice(text, str(form["phi_decision"].value() or "")),
    }


def chosen_unit(form: ReportForm, units: list[CareArea]) -> CareArea | None:
    """The unit the form names now, valid or not yet sent."""
    value = str(form["care_area"].value() or "")
    return next((unit for unit in units if str(unit.pk) == value), None)


def tiles(chosen: str) -> list[Tile]:
    """The six topics."""
    return [
        Tile(topic.value, str(topic.label), *TILES[topic], checked=topic.value == chosen) for topic in Topic
    ]


def cards(chosen: str) -> list[Card]:
    """The three answers."""
    return [
        Card(answer.value, *CARE_WORDS[answer], checked=answer.value == chosen, number=number)
        for number, answer in enumerate(CareAnswer)
    ]
