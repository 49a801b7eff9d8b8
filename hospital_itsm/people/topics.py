"""What people choose the pace of their e-mails by: topics as readers see them, whichever app sends them."""

from collections.abc import Callable
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from hospital_itsm.outbox.topics import Topic, register


def holders(*permissions: str) -> Callable[[Any], bool]:
    """Those with any of these permissions."""
    wanted = frozenset(permissions)
    return lambda user: bool(user.permissions & wanted)


TOPICS: Final = (
    Topic(
        "my_reports",
        _("What I reported"),
        _("We have it, we wrote to you, we ask you something, it is fixed."),
        (
            *("ticket.received", "ticket.joined", "ticket.replied", "ticket.resolved", "ticket.waiting"),
            *("ticket.state", "ticket.on_the_way", "ticket.page_answered"),
        ),
        10,
        digested=False,
    ),
    Topic(
        "work",
        _("Tickets I work on"),
        _("Given to you or your team, answered, opened again, handed over."),
        ("ticket.", "handover.", "page.", "view.", "opening.", "snooze.", "task.given", "privacy."),
        20,
        concerns=holders("queue.view"),
    ),
    Topic(
        "follows",
        _("Tickets I follow"),
        _("Replies, notes, state and priority of what you follow without working on it."),
        ("follow.",),
        25,
    ),
    Topic(
        "promises",
        _("Promises"),
        _("Near their end or missed, ours and those of vendors."),
        ("sla.", "vendor.missed", "task.late"),
        30,
        concerns=holders("queue.view"),
    ),
    Topic(
        "outages",
        _("Major incidents"),
        _("Similar reports at once, proposed, updated, an action or a review of yours."),
        ("notice.", "major.", "similar."),
        40,
        digested=False,
        concerns=holders("queue.view", "insight.view"),
    ),
    Topic(
        "oncall",
        _("On call"),
        _("You have a shift, somebody takes it over, or asks you to take one."),
        ("oncall.",),
        45,
        digested=False,
        is_fixed=True,
    ),
    Topic(
        "approvals",
        _("Approvals"),
        _("Asked of you, given, rejected, delegated to you."),
        ("approval.",),
        50,
        digested=False,
    ),
    Topic(
        "vendors",
        _("Vendors and contracts"),
        _("Notice dates, agreements, insurance and credentials that end, remote access."),
        ("baa.", "contract.", "credential.", "insurance.", "security_review.", "remote_session."),
        60,
        concerns=holders("vendor.read"),
    ),
    Topic(
        "devices",
        _("Devices and patient safety"),
        _("Recalls and what is late of them, patient events."),
        ("recall.", "patient_event."),
        70,
        concerns=holders("recall.read", "patient_event.read"),
    ),
    Topic(
        "figures",
        _("Reports and figures"),
        _("Scheduled reports, finished jobs, dates you are asked for, data feeds that did not come."),
        ("report.", "job.", "asked_date.", "feed."),
        80,
        concerns=lambda user: bool(user.permissions),
    ),
    Topic(
        "systems",
        _("Other systems"),
        _("Webhooks that fail or were stopped."),
        ("webhook.",),
        85,
        concerns=holders("setup.manage"),
    ),
    Topic(
        "security",
        _("How I sign in"),
        _("Changes of your sign-in."),
        ("signin.", "setup."),
        90,
        is_fixed=True,
    ),
)


def fill() -> None:
    """Register every topic; called once when the app is ready."""
    for topic in TOPICS:
        register(topic)
