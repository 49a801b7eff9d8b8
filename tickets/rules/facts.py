"""What the priority engine is told: one plain record for the form, the phone, REST and imports."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

INCIDENT = "incident"
PLANNED_KINDS = frozenset({"service_request", "change"})
RESTRICTED_KINDS = frozenset({"security_incident", "privacy_event"})

UNSAFE = "unsafe"
SLOWER = "slower"
NOT_AFFECTED = "not_affected"
CARE_ANSWERS = (UNSAFE, SLOWER, NOT_AFFECTED)

WORKAROUNDS = ("no", "not_for_long", "yes")
REACHES = ("one", "few", "unit", "many")
DEADLINES = ("now", "within_4h", "today", "this_week", "no_hurry")

RAISE = "raise"
LOWER = "lower"


@dataclass(frozen=True, slots=True)
class ReportAnswer:
    """The one care question of the report form: `care` is a code of CARE_ANSWERS.

    `harm` is *Someone may be harmed*, pressed inside the first card. In class E the same codes read
    *Work stopped*, *Slower*, *Can wait*.
    """

    care: str
    harm: bool = False


@dataclass(frozen=True, slots=True)
class FiveAnswers:
    """The five questions of phone intake and REST (domain/2 §2.2), in codes.

    `workaround` is a code of WORKAROUNDS, `reach` of REACHES (one, 2-19, a unit or 20-99, several units or
    100 and more), `serious_by` of DEADLINES.
    """

    harm: bool
    in_use_on_patient: bool
    workaround: str
    reach: str
    serious_by: str


@dataclass(frozen=True, slots=True)
class Adjustment:
    """A person's change of the computed priority, kept so that a later recomputation respects it.

    A raise holds as a floor. A lowering holds only while the engine still says `before`: news that makes the
    ticket more urgent than what was judged outdates it.
    """

    direction: str
    before: int
    after: int
    by: str
    reason: str


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything the engine may look at. Impact and urgency are 1 to 4, most urgent first.

    `impact` and `urgency` are what triage set or an import brought; they replace what `answers` would give,
    but not the floor of the report form's answer. `later_answer` is the worst care answer of people who
    joined. `backup_in_place` None means that nobody knows, which counts as no backup. `similar_in_15_min`
    counts this ticket too. `service_tier` None means no service or a tier not assessed yet.
    """

    area_class: str
    kind: str = INCIDENT
    answers: ReportAnswer | FiveAnswers | None = None
    later_answer: ReportAnswer | None = None
    impact: int | None = None
    urgency: int | None = None
    reporters: int = 1
    units: int = 1
    whole_unit: bool = False
    whole_area_function: bool = False
    service_tier: int | None = None
    service_down: bool = False
    deadline_today: bool = False
    active_attack: bool = False
    patient_safety: bool = False
    life_support: bool = False
    patient_connected: bool = False
    high_risk: bool = False
    out_of_service: bool = False
    backup_in_place: bool | None = None
    malware: bool = False
    phi_disclosure: bool = False
    recall_class_one: bool = False
    critical_workstation: bool = False
    alarm_not_reaching: bool = False
    vip: bool = False
    similar_in_15_min: int = 1
    adjustments: tuple[Adjustment, ...] = ()

    def as_data(self) -> dict[str, Any]:
        """The record as JSON-able data, for the trace that is stored with the ticket."""
        return asdict(self)


def facts_from_data(data: Mapping[str, Any]) -> Facts:
    """The inverse of `Facts.as_data`; an unknown key is a TypeError."""
    values = dict(data)
    answers = values.get("answers")
    if answers is not None:
        shape = ReportAnswer if "care" in answers else FiveAnswers
        values["answers"] = shape(**answers)
    if values.get("later_answer") is not None:
        values["later_answer"] = ReportAnswer(**values["later_answer"])
    values["adjustments"] = tuple(Adjustment(**item) for item in values.get("adjustments", ()))
    return Facts(**values)


def faults_in(facts: Facts) -> tuple[str, ...]:
    """Names of fields whose value is outside its codes; empty when the engine can take the facts."""
    found = [name for name in ("impact", "urgency") if getattr(facts, name) not in (None, 1, 2, 3, 4)]
    if facts.area_class not in "ABCDE" or len(facts.area_class) != 1:
        found.append("area_class")
    if facts.answers is None and None in (facts.impact, facts.urgency):
        found.append("answers")
    found += _faults_in_answers("answers", facts.answers)
    found += _faults_in_answers("later_answer", facts.later_answer)
    return tuple(found)


def worsen(facts: Facts, answer: ReportAnswer) -> Facts:
    """Add the care answer of a person who joined (*Worse for you?*): the worst later answer counts.

    An unsafe answer also drops earlier lowerings, because they were judged without it.
    """
    held = facts.later_answer or ReportAnswer(NOT_AFFECTED)
    care = min(held.care, answer.care, key=CARE_ANSWERS.index)
    worse = replace(facts, later_answer=ReportAnswer(care, held.harm or answer.harm))
    if answer.care != UNSAFE and not answer.harm:
        return worse
    return replace(worse, adjustments=tuple(item for item in facts.adjustments if item.direction != LOWER))


def _faults_in_answers(field: str, answers: ReportAnswer | FiveAnswers | None) -> list[str]:
    if isinstance(answers, ReportAnswer):
        return [] if answers.care in CARE_ANSWERS else [f"{field}.care"]
    if answers is None:
        return []
    codes = {"workaround": WORKAROUNDS, "reach": REACHES, "serious_by": DEADLINES}
    return [f"{field}.{name}" for name, known in codes.items() if getattr(answers, name) not in known]
