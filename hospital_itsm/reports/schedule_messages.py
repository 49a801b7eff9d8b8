"""What is said of scheduled reports: the question in our own words and numbers, never a name or a filter of anybody."""

from django.utils.translation import gettext_lazy as _

from hospital_itsm.outbox.kinds import Kind, register
from hospital_itsm.outbox.shapes import LABEL, MOMENT, NUMBER

READY, UNDELIVERED, EXPIRING, ENDED = (
    "report.ready", "report.undelivered", "report.expiring", "report.ended",
)  # fmt: skip
SCHEDULE = "reports:schedule", "schedule"


def register_kinds() -> None:
    """Called once when the app is ready."""
    said = {
        "delivery": NUMBER,
        "question": LABEL,
        "rows": NUMBER,
        "due": MOMENT,
        "missed": NUMBER,
        "late": MOMENT,
    }
    register(
        Kind(
            READY, said, _("Report: {question}"), "reports:sent", "delivery",
            (
                _("Rows: {rows}."),
                _("It was due at {late} and comes late."),
                _("Runs before it that were missed and are not sent: {missed}."),
            ),
            optional=frozenset({"missed", "late"}), icon="report-analytics",
        )
    )  # fmt: skip
    counts = {"schedule": NUMBER, "question": LABEL, "without": NUMBER, "failed": NUMBER}
    lines = (_("May no longer read it: {without}."), _("Could not be made for: {failed}."))
    register(
        Kind(
            UNDELIVERED, counts, _("{question}: the scheduled report did not reach everybody"), *SCHEDULE, lines,
            optional=frozenset({"without", "failed"}), icon="alert-triangle",
        )
    )  # fmt: skip
    ends = {"schedule": NUMBER, "question": LABEL, "day": LABEL}
    register(
        Kind(
            EXPIRING, ends, _("{question}: is the scheduled report still needed?"), *SCHEDULE,
            (_("It ends after {day} unless you let it go on."),), icon="clock",
        )
    )  # fmt: skip
    gone = {"schedule": NUMBER, "question": LABEL}
    register(
        Kind(ENDED, gone, _("{question}: the scheduled report has ended"), *SCHEDULE, icon="player-pause")
    )
