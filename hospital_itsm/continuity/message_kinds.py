"""The messages about major incidents and feeds: numbers, instants and codes, never anybody's words."""

from collections.abc import Mapping
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from hospital_itsm.outbox.choices import Channel
from hospital_itsm.outbox.kinds import Kind, register
from hospital_itsm.outbox.shapes import CODE, KEY, LABEL, MOMENT, NUMBER, Shape

LOUD: Final = (Channel.IN_APP, Channel.EMAIL, Channel.PAGE_WEBHOOK, Channel.PAGE_MAIL)


def _kind(code: str, subject: Any, fields: Mapping[str, Shape] | None = None, **more: Any) -> None:
    given = {"major": KEY, "number": NUMBER, **(fields or {})}
    register(
        Kind(f"major.{code}", given, subject, "continuity:major", "number", **{"icon": "urgent", **more})
    )


def register_kinds() -> None:
    """Called once when the app is ready."""
    _kind(
        "proposed",
        _("{major}: a major incident is proposed"),
        lines=(_("Declare or decline it on its page."),),
        is_urgent=True,
    )
    _kind(
        "declared", _("{major}: a major incident is declared"), channels=LOUD, short=_("{major} is declared")
    )
    _kind(
        "role",
        _("{major}: you are {role}"),
        {"role": LABEL},
        channels=LOUD,
        short=_("{major}: you are {role}"),
    )
    _kind("updated", _("{major}: an update is posted"), channels=(Channel.IN_APP,))
    _kind(
        "update_due",
        _("{major}: the next update is {step}"),
        {"step": LABEL, "due": MOMENT},
        lines=(_("It was promised by {due}. No change is an update too."),),
        channels=LOUD,
        short=_("{major}: update {step}"),
        icon="clock-hour-9",
    )
    _kind(
        "summary",
        _("{major} runs for {minutes} minutes"),
        {"minutes": NUMBER, "units": NUMBER, "due": MOMENT},
        lines=(_("Units named as hit: {units}; none means everywhere."), _("Next update by {due}.")),
        optional=frozenset({"due"}),
    )
    _kind("stood_down", _("{major} is stood down, its review is due"), icon="circle-check")
    _kind("review", _("{major}: its review is due"), {"due": MOMENT}, lines=(_("The last day is {due}."),))
    _kind(
        "action", _("{major}: you have an action"), {"due": MOMENT}, lines=(_("Due {due}."),), icon="checks"
    )
    register(
        Kind(
            "feed.missing",
            {"feed": CODE, "due": MOMENT},
            _("Data feed {feed} failed or did not come"),
            "continuity:feed",
            "feed",
            lines=(_("It was expected by {due}."),),
            icon="alert-triangle",
        )
    )
