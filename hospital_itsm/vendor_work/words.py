"""Sessions and cases as pages and files say them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.utils.translation import gettext as _

from hospital_itsm.vendor_work.choices import CaseState, SessionState
from hospital_itsm.vendor_work.models import RemoteSession

MARKS: Final = {
    SessionState.ASKED: "wait",
    SessionState.APPROVED: "new",
    SessionState.REFUSED: "none",
    SessionState.WITHDRAWN: "none",
    SessionState.OPEN: "warn",
    SessionState.ENDED: "done",
}

CASE_MARKS: Final = {CaseState.WITH_VENDOR: "wait", CaseState.WITH_US: "warn", CaseState.CLOSED: "done"}


@dataclass(frozen=True)
class SessionLine:
    """A session as a list draws it at an instant."""

    row: RemoteSession
    is_overdue: bool
    is_missed: bool

    @property
    def mark(self) -> str:
        """The kind of the state's mark."""
        if self.is_overdue:
            return "bad"
        return "none" if self.is_missed else MARKS[SessionState(self.row.state)]

    @property
    def words(self) -> str:
        """The state in words."""
        if self.is_overdue:
            return _("Open after its end")
        if self.is_missed:
            return _("Never opened")
        return str(SessionState(self.row.state).label)


def session_lines(rows: Iterable[Any], now: datetime) -> list[SessionLine]:
    """Sessions dressed for a list."""
    return [SessionLine(row, row.is_overdue(now), row.is_missed(now)) for row in rows]
