"""The registers as pages, files and REST tell them: how each line stands."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hospital_itsm.continuity.choices import RunResult
from hospital_itsm.continuity.rules.registers import (
    expected_by,
    feed_standing,
    objective_standing,
    standing_of,
)

WORDS: Final[dict[str, "tuple[str, str | Promise]"]] = {
    "current": ("done", _("Current")),
    "soon": ("wait", _("Due soon")),
    "late": ("bad", _("Late")),
    "never": ("bad", _("Never came")),
    "failed": ("bad", _("Failed")),
}
"""How a standing looks and what it is called."""


def put_dues(rows: Iterable[Any], field: str, today: date) -> None:
    """Put on rows how they stand by the day in `field`."""
    for one in rows:
        one.standing = standing_of(getattr(one, field), today)


def put_objectives(rows: Iterable[Any]) -> None:
    """Put on tests how they stand to the objectives of their service, `rto` and `rpo`; empty for units."""
    for one in rows:
        for name in ("rto", "rpo"):
            minutes = f"{name}_minutes"
            stands = one.service and objective_standing(getattr(one, minutes), getattr(one.service, minutes))
            setattr(one, name, stands or "")


def put_feeds(rows: Iterable[Any], now: datetime) -> None:
    """Put on feeds how they stand and by when the next run is expected."""
    for one in rows:
        failed = one.last_result == RunResult.FAILED
        one.standing = feed_standing(one.last_run_at, failed, one.created_at, one.expected_minutes, now)
        one.expected = expected_by(one.last_run_at, one.created_at, one.expected_minutes)


def look_of(row: Any) -> "tuple[str, str | Promise]":
    """The mark and the words of its standing."""
    return WORDS[row.standing]
