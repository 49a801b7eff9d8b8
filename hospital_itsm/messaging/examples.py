"""Values of the demo hospital, with which the words of a message are shown before anything has happened."""

from datetime import datetime, timedelta
from typing import Any, Final

from hospital_itsm.outbox.kinds import Kind
from hospital_itsm.outbox.shapes import CODE, KEY, LABEL_LENGTH, MOMENT, NUMBER
from hospital_itsm.outbox.wording import values_of

BY_SHAPE: Final[dict[str, Any]] = {KEY.name: "INC-20418", NUMBER.name: 3, CODE.name: "report"}
BY_NAME: Final[dict[str, Any]] = {
    "amount": "$48,200.00",
    "area": "4 West ICU",
    "by": "Imani Clarke",
    "caller": "not verified",
    "contract": "CT-2024-018",
    "count": 4,
    "day": "Dec 1, 2026",
    "device": "CT-0412",
    "devices": 12,
    "feed": "cmms",
    "figure": "Restored in time",
    "first": "Dec 1, 2026",
    "from_team": "End-user computing",
    "giver": "Dale Brantley",
    "label": "PUR-00214",
    "last": "Dec 14, 2026",
    "left": 30,
    "level": "Primary",
    "link": "example",
    "major": "MI-00012",
    "metric": "Restore",
    "minutes": 45,
    "number": 12,
    "old": 4,
    "otherwise": "renewed for 12 months",
    "percent": 75,
    "priority": 2,
    "promise": "Response",
    "purpose": "remote access",
    "question": "Tickets by queue",
    "queue": "Network",
    "recall": "RCL-00031",
    "role": "Incident commander",
    "rows": 312,
    "service": "Electronic health record",
    "session": "RA-00007",
    "state": "In progress",
    "step": "due",
    "tag": "MED-10442",
    "team": "Network",
    "to_team": "Network",
    "vendor": "Meridian Imaging",
    "what": "report",
    "who": "Leo Marsh",
}
"""Codes and labels by the name they go under; one that is not here is shown by its own name."""


def example(kind: Kind, now: datetime) -> dict[str, Any]:
    """A payload with every value the kind knows, as it would be stored."""
    return kind.take({name: _value(name, shape.name, now) for name, shape in kind.fields.items()})


def example_words(kind: Kind, now: datetime) -> dict[str, str]:
    """The same in words, as readers see them."""
    return values_of(kind, example(kind, now), now)


def _value(name: str, shape: str, now: datetime) -> Any:
    if shape == MOMENT.name:
        return now + timedelta(hours=2)
    of_shape = BY_SHAPE.get(shape)
    given = BY_NAME.get(name, of_shape)
    if isinstance(of_shape, int):
        return given if isinstance(given, int) else of_shape
    return given if isinstance(given, str) else str(given or name)[:LABEL_LENGTH]
