"""What clinical engineering is told about recalls: keys, classes, counts and times."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from hospital_itsm.outbox.choices import Channel
from hospital_itsm.outbox.kinds import Kind, register
from hospital_itsm.outbox.shapes import KEY, LABEL, MOMENT, NUMBER, Shape

PAGE = "assets:recall"


def register_kinds() -> None:
    """Register every kind; called once when the app is ready."""
    due = {"due_at": MOMENT}
    _about_a_recall(
        "recall.received",
        _("{recall}: {level}, {devices} of our devices"),
        {"level": LABEL, "devices": NUMBER, **due},
        _("Triage it by {due_at}."),
        icon="alert-triangle",
    )
    _about_a_recall(
        "recall.raised",
        _("{recall}: {level}, before: {old}"),
        {"level": LABEL, "old": LABEL, **due},
        _("Make every device safe by {due_at}."),
    )
    _about_a_recall(
        "recall.assigned",
        _("{recall} is yours: {level}"),
        {"level": LABEL, **due},
        _("Due {due_at}."),
        icon="user",
    )
    _about_a_recall(
        "recall.overdue", _("{recall}: {what} was due {due_at}"), {"level": LABEL, "what": LABEL, **due}
    )
    _about_a_recall("recall.lost", _("{recall}: {tag} is lost"), {"tag": LABEL})
    register(
        Kind(
            "recall.imported",
            {"number": NUMBER, "rows": NUMBER, "opened": NUMBER},
            _("{rows} recall notices are read, {opened} are about our devices"),
            "assets:recall_import",
            "number",
            icon="circle-check",
            channels=(Channel.IN_APP,),
        )
    )
    register(
        Kind(
            "recall.import_failed",
            {"number": NUMBER},
            _("A file of recall notices could not be read"),
            "assets:recall_import",
            "number",
            icon="alert-octagon",
            channels=(Channel.IN_APP,),
        )
    )
    register(
        Kind(
            "recall.log",
            {"notices": NUMBER},
            _("{notices} recall notices of last week are about nothing we have"),
            "assets:recall_log",
            lines=(_("Look through the log for what the matching cannot know."),),
            icon="list",
        )
    )


def _about_a_recall(
    code: str, subject: Any, fields: Mapping[str, Shape], *lines: Any, icon: str = "alert-octagon"
) -> None:
    register(Kind(code, {"recall": KEY, **fields}, subject, PAGE, "recall", lines=lines, icon=icon))
