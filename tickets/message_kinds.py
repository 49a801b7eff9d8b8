"""What the desk tells people: every kind of message, its wording and what its payload may hold.

Numbers, states, places and times only; never the subject, the text or the requester of a ticket.
"""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from hospital_itsm.outbox.choices import Channel
from hospital_itsm.outbox.kinds import Kind, register
from hospital_itsm.outbox.shapes import KEY, LABEL, MOMENT, NUMBER, Shape

REQUESTER_PAGE = "tickets:my_ticket"
DESK_PAGE = "tickets:detail"
SUMMONS_PAGE = "tickets:paged"
PAGE_CHANNELS = (Channel.IN_APP, Channel.PAGE_WEBHOOK, Channel.PAGE_MAIL)
PLACE = {"priority": NUMBER, "area": LABEL}


def _for_requester(code: str, subject: Any, fields: Mapping[str, Shape], **more: Any) -> None:
    register(Kind(code, {"ticket": KEY, **fields}, subject, REQUESTER_PAGE, "ticket", **more))


def _for_desk(code: str, subject: Any, fields: Mapping[str, Shape], **more: Any) -> None:
    register(Kind(code, {"ticket": KEY, **fields}, subject, DESK_PAGE, "ticket", **more))


def _for_called(code: str, subject: Any, fields: Mapping[str, Shape], **more: Any) -> None:
    """For people who may be called to a ticket without reading it."""
    register(Kind(code, {"ticket": KEY, **fields}, subject, SUMMONS_PAGE, "ticket", **more))


def register_kinds() -> None:
    """Register every kind; called once when the app is ready."""
    _requester_kinds()
    _work_kinds()
    _handover_kinds()
    _clock_kinds()
    _page_kinds()
    _notice_kinds()


def _requester_kinds() -> None:
    _for_requester(
        "ticket.received",
        _("{ticket}: we have your report"),
        {"answer_by": MOMENT},
        lines=(_("Somebody answers by {answer_by}."),),
        optional=frozenset({"answer_by"}),
        icon="check",
        tells_actor=True,
    )
    _for_requester(
        "ticket.joined",
        _("{ticket}: you are on the list"),
        {},
        lines=(_("You hear from us whenever something changes."),),
        icon="users",
        tells_actor=True,
    )
    _for_requester(
        "ticket.replied",
        _("{ticket}: the desk wrote to you"),
        {"state": LABEL},
        lines=(_("It is now: {state}."),),
        optional=frozenset({"state"}),
        icon="message-reply",
        many=_("{n} replies on {ticket}"),
    )
    _for_requester("ticket.on_the_way", _("{ticket}: somebody is on the way to you"), {}, icon="route")
    _for_requester("ticket.state", _("{ticket} is now: {state}"), {"state": LABEL}, icon="info-circle")
    _for_requester(
        "ticket.waiting",
        _("{ticket} waits for your answer"),
        {"reminder": NUMBER, "closes_at": MOMENT},
        lines=(_("Without an answer it closes {closes_at}."),),
        optional=frozenset({"reminder", "closes_at"}),
        icon="hourglass",
    )
    _for_requester(
        "ticket.resolved",
        _("{ticket} is resolved. Does it work now?"),
        {"closes_at": MOMENT},
        lines=(
            _("Press It works now or Still broken on its page."),
            _("Without an answer it closes {closes_at}."),
        ),
        optional=frozenset({"closes_at"}),
        icon="circle-check",
    )
    _for_requester("ticket.page_answered", _("{ticket}: answered at {at}"), {"at": MOMENT}, icon="phone")


def _work_kinds() -> None:
    _for_desk(
        "ticket.assigned",
        _("{ticket} is yours: priority {priority}, {area}"),
        {**PLACE, "due_at": MOMENT},
        lines=(_("Due {due_at}."),),
        optional=frozenset({"due_at"}),
        icon="user",
    )
    _for_desk(
        "ticket.routed",
        _("{ticket} came to {team}"),
        {"team": LABEL, "caller": LABEL, **PLACE},
        lines=(_("The name of the caller: {caller}."),),
        optional=frozenset({"caller"}),
        icon="inbox",
    )
    _for_desk(
        "ticket.requester_replied",
        _("{ticket}: the requester wrote"),
        {},
        icon="message-reply",
        many=_("{n} replies on {ticket}"),
    )
    _for_desk("ticket.noted", _("{ticket}: a note for you"), {}, icon="lock", many=_("{n} notes on {ticket}"))
    _for_desk(
        "ticket.priority_changed",
        _("{ticket}: priority {old} is now {priority}"),
        {"old": NUMBER, **PLACE},
        icon="flag-3",
    )
    _for_desk(
        "ticket.worse", _("{ticket}: worse for {area}, priority {priority}"), PLACE, icon="alert-triangle"
    )
    _for_desk(
        "ticket.disclosure",
        _("{ticket}: patient data may have been disclosed, {area}"),
        PLACE,
        is_urgent=True,
        icon="alert-triangle",
    )
    _for_desk("ticket.confirmed", _("{ticket}: it works now"), {}, icon="circle-check")
    _for_desk("ticket.still_broken", _("{ticket}: still broken"), {}, icon="alert-triangle")
    _for_desk("ticket.reopened", _("{ticket} is open again"), {}, icon="arrow-back-up")


def _handover_kinds() -> None:
    teams = {"from_team": LABEL, "to_team": LABEL}
    _for_desk(
        "handover.offered",
        _("{ticket}: {from_team} hands it to {to_team}"),
        teams,
        lines=(_("The promise and the time used stay. Accept it, or send it back with a reason."),),
        icon="arrows-exchange",
    )
    _for_desk("handover.accepted", _("{ticket}: {to_team} took it"), teams, icon="check")
    _for_desk("handover.sent_back", _("{ticket}: {to_team} sent it back"), teams, icon="arrow-back-up")
    _for_desk("handover.joint", _("{ticket}: {from_team} and {to_team} own it together"), teams, icon="link")


def _clock_kinds() -> None:
    clock = {"metric": LABEL, "percent": NUMBER, "due_at": MOMENT, **PLACE}
    _for_called(
        "sla.warning", _("{ticket}: {percent}% of {metric} used, due {due_at}"), clock, icon="clock-hour-9"
    )
    _for_called("sla.breached", _("{ticket}: {metric} missed, due {due_at}"), clock, icon="alert-octagon")
    _for_called("sla.review", _("{ticket}: {metric} far over, review it"), clock, icon="alert-octagon")


def _page_kinds() -> None:
    _for_called(
        "page.sent",
        _("P{priority} {ticket}: you are paged, {area}"),
        {**PLACE, "step": LABEL},
        lines=(_("Acknowledge it on its page. Without an answer the next person is paged."),),
        optional=frozenset({"step"}),
        short=_("P{priority} {ticket} {area}"),
        channels=PAGE_CHANNELS,
        icon="bell-ringing",
        tells_actor=True,
    )
    _for_called("page.answered", _("{ticket}: page answered at {at}"), {"at": MOMENT}, icon="phone")


def _notice_kinds() -> None:
    notice = {"number": NUMBER, "service": LABEL, "next_update_at": MOMENT}
    optional = frozenset({"service", "next_update_at"})
    lines = (_("Concerns {service}."), _("Next update by {next_update_at}."))
    for code, subject in (
        ("notice.posted", _("Outage notice {number}: what you see and what to do")),
        ("notice.updated", _("Outage notice {number}: new words")),
        ("notice.ended", _("Outage notice {number}: it is over")),
    ):
        register(
            Kind(
                code,
                notice,
                subject,
                "tickets:status",
                lines=lines,
                optional=optional,
                channels=(Channel.IN_APP,),
                icon="alert-triangle",
            )
        )
