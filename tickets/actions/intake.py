"""A report as it comes in: cleaned, checked, guarded, and not yet a ticket."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from assets.models import Asset, Service
from assets.queries.naming import asset_named, room_of, unit_of
from hospital_itsm.audit.actions import step
from hospital_itsm.core.errors import ValueRefused
from hospital_itsm.core.phi_guard import GuardedFields, guard_fields
from hospital_itsm.core.plain_text import one_line, plain
from hospital_itsm.people.models import CareArea, Team, User, Workstation
from tickets.choices import RESTRICTED_KINDS, CareAnswer, Kind, Source, Topic
from tickets.models import Category
from tickets.queries.facts import FLAGS
from tickets.rules.facts import FiveAnswers, ReportAnswer

SHORTEST_TEXT, LONGEST_TEXT = 10, 4_000
LONGEST_LINES = {"title": 120, "device_text": 80, "callback": 120, "room": 40, "caller": 120}
LONGEST_KEY = 80
LONGEST_REFERENCE = (40, 80)
ATTACK_FLAGS = frozenset({"malware", "active_attack"})


@dataclass(frozen=True)
class Place:
    """Where the problem is: from the device, else the workstation, else the unit chosen; never the personnel record.

    `is_chosen`: a person said so knowing of the device, which may have been carried away; then their word counts.
    """

    care_area: CareArea | None = None
    room: str = ""
    workstation: Workstation | None = None
    is_chosen: bool = False

    @property
    def unit(self) -> CareArea | None:
        """The care area, or that of the workstation."""
        return self.care_area or (self.workstation.care_area if self.workstation else None)

    def at(self, asset: Asset) -> "Place":
        """The place of the device, unless one was chosen or nobody wrote down where the device is."""
        unit = unit_of(asset)
        if self.is_chosen or unit is None:
            return self
        here = self.workstation if self.workstation and self.workstation.care_area_id == unit.pk else None
        room = room_of(asset) or (self.room if self.unit == unit else "")
        return Place(unit, room, here)


@dataclass(frozen=True)
class Report:
    """Everything a report may say; `report_problem` explains each field."""

    text: str
    care_answer: str
    place: Place
    requester: User | None
    topic: str = ""
    title: str = ""
    device_text: str = ""
    asset: Asset | None = None
    callback: str = ""
    caller: str = ""
    someone_harmed: bool = False
    phi_decision: str = ""
    kind: str = Kind.INCIDENT
    source: str = Source.WEB
    answers: FiveAnswers | None = None
    category: Category | None = None
    service: Service | None = None
    team: Team | None = None
    flags: frozenset[str] = frozenset()
    external_ref: tuple[str, str] | None = None
    guarded: GuardedFields = field(default_factory=lambda: GuardedFields({}, "", (), ()))

    @property
    def engine_answers(self) -> FiveAnswers | ReportAnswer:
        """The answers as the engine takes them: the five questions where they were asked, else the form's one."""
        return self.answers or ReportAnswer(self.care_answer, self.someone_harmed)

    @property
    def trade(self) -> str:
        """The topic that decides the way: the one chosen, else that of a clinical device."""
        return self.topic or (str(Topic.DEVICE) if self.asset is not None and self.asset.is_clinical else "")

    @property
    def final_kind(self) -> str:
        """An attack or malware makes a security incident of what came as an incident (override O5)."""
        return Kind.SECURITY if self.kind == Kind.INCIDENT and self.flags & ATTACK_FLAGS else self.kind

    @property
    def device_team(self) -> Team | None:
        """The team that looks after the clinical device; what is restricted goes to its own readers instead."""
        if self.asset is None or not self.asset.is_clinical or self.final_kind in RESTRICTED_KINDS:
            return None
        return self.asset.team

    def body(self) -> str:
        """What an idempotency key is bound to: everything that was sent, in one order."""
        said: dict[str, Any] = {
            "answers": asdict(self.answers) if self.answers else None,
            "place": [
                getattr(self.place.care_area, "pk", None),
                self.place.room,
                getattr(self.place.workstation, "pk", None),
            ],
            "flags": sorted(self.flags),
            "external_ref": self.external_ref,
        }
        for name in ("requester", "category", "service", "team", "asset"):
            said[name] = getattr(getattr(self, name), "pk", None)
        for name in (
            "text",
            "care_answer",
            "topic",
            "title",
            "device_text",
            "callback",
            "kind",
            "source",
            "caller",
        ):
            said[name] = str(getattr(self, name))
        said["harm"], said["phi"] = self.someone_harmed, self.phi_decision
        return json.dumps(said, sort_keys=True)


@step
def cleaned(values: Mapping[str, Any], actor: Any) -> Report:
    """Clean the texts, find the device that was named, and check every value.

    Raises ValueRefused naming all fields at fault, each with its mend. A device that is not found stays as its text.
    """
    texts = {name: one_line(values[name]) for name in ("title", "device_text", "callback", "caller")}
    asset: Asset | None = values["asset"] or asset_named(texts["device_text"], actor)
    place: Place = values["place"]
    if asset is not None:
        place, texts["device_text"] = place.at(asset), asset.tag
    room = one_line(place.room or (place.workstation.room if place.workstation else ""))
    report = Report(
        **{
            **values,
            **texts,
            "text": plain(values["text"]),
            "place": Place(place.care_area, room, place.workstation),
            "asset": asset,
            "flags": frozenset(values["flags"]),
        }
    )
    if errors := _faults(report):
        raise ValueRefused(errors)
    return report


@step
def guarded(report: Report) -> Report:
    """Take patient data out of every text of the report (see `phi_guard.guard`)."""
    texts = {
        "text": report.text,
        "title": report.title,
        "callback": report.callback,
        "caller": report.caller,
        "room": report.place.room,
    }
    if report.asset is None:
        texts["device_text"] = report.device_text
    done = guard_fields(texts, report.phi_decision, channel="api" if report.source == Source.API else "web")
    changed = dict(done.texts)
    place = Place(
        report.place.care_area, changed.pop("room")[: LONGEST_LINES["room"]], report.place.workstation
    )
    fitted = {name: text[: LONGEST_LINES.get(name, len(text))] for name, text in changed.items()}
    return Report(**{**_shallow(report), **fitted, "place": place, "guarded": done})


def _shallow(report: Report) -> dict[str, Any]:
    return {name: getattr(report, name) for name in report.__dataclass_fields__}


def _faults(report: Report) -> dict[str, str]:
    errors = _text_faults(report)
    if report.answers is None and report.care_answer not in CareAnswer.values:
        errors["care_answer"] = _("Select whether patient care is affected.")
    if report.place.unit is None:
        errors["care_area"] = _("Choose the unit where the problem is.")
    if report.topic and report.topic not in Topic.values:
        errors["topic"] = _("Choose one of the listed topics, or none.")
    if report.kind not in Kind.values:
        errors["kind"] = _("Choose one of the listed kinds.")
    if report.external_ref and not all(map(_fits, report.external_ref, LONGEST_REFERENCE)):
        errors["external_ref"] = _(
            "Send the system in 1 to %(system)d and its number in 1 to %(number)d characters."
        ) % {
            "system": LONGEST_REFERENCE[0],
            "number": LONGEST_REFERENCE[1],
        }
    if unknown := report.flags - set(FLAGS):
        errors["flags"] = _("Unknown: %(flags)s. Choose from the list.") % {
            "flags": ", ".join(sorted(unknown))
        }
    return errors


def _fits(value: str, longest: int) -> bool:
    return 0 < len(value) <= longest and one_line(value) == value


def _text_faults(report: Report) -> dict[str, str]:
    errors: dict[str, str] = {}
    if len(report.text) < SHORTEST_TEXT:
        errors["text"] = _("Tell us what is wrong in a few words, at least %(least)d characters.") % {
            "least": SHORTEST_TEXT
        }
    elif len(report.text) > LONGEST_TEXT:
        errors["text"] = _("That is %(length)d characters. Shorten it to %(most)d, or attach the rest.") % {
            "length": len(report.text),
            "most": LONGEST_TEXT,
        }
    lines = {name: getattr(report, name) for name in ("title", "device_text", "callback", "caller")}
    for name, line in {**lines, "room": report.place.room}.items():
        if len(line) > LONGEST_LINES[name]:
            errors[name] = _("Shorten it to %(most)d characters.") % {"most": LONGEST_LINES[name]}
    return errors
