"""Promises and their ladders in words, for the pages of the set-up."""

from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tickets.choices import Anchor, Metric, StepAction
from tickets.rules import escalation, targets

VARIANT_WORDS: Final = {
    targets.STANDARD: gettext_lazy("Standard"),
    targets.EXTENDED_HOURS: gettext_lazy("Unit with closing hours"),
    targets.AFTER_HOURS: gettext_lazy("Desk not staffed"),
    targets.DEVICE: gettext_lazy("Medical device"),
    targets.DEVICE_AFTER_HOURS: gettext_lazy("Medical device, desk not staffed"),
    targets.LEAVER: gettext_lazy("Involuntary leaver"),
}
AUDIENCE_WORDS: Final = {
    escalation.PRIMARY: gettext_lazy("the primary on-call"),
    escalation.SECONDARY: gettext_lazy("the secondary on-call"),
    escalation.DUTY_MANAGER: gettext_lazy("the duty manager"),
    escalation.HOUSE_SUPERVISOR_IF_CARE: gettext_lazy("the house supervisor where care is affected"),
    escalation.OWNER: gettext_lazy("the assignee"),
    escalation.LEAD: gettext_lazy("the lead"),
    escalation.MANAGER: gettext_lazy("the manager"),
    escalation.VP: gettext_lazy("the vice president"),
    escalation.CIO: gettext_lazy("the CIO"),
}
PLANNED: Final = 5
CONDITION_WORDS: Final = {
    "kind": gettext_lazy("kind"),
    "care_class": gettext_lazy("class"),
    "team": gettext_lazy("queue"),
    "site": gettext_lazy("site"),
    "category": gettext_lazy("category"),
}


def ladder_words(metric: str, priority: int) -> str:
    """The name of a ladder: "First response, priority 1"; planned work is not told apart by priority."""
    words = _("%(metric)s, planned work") if priority == PLANNED else _("%(metric)s, priority %(priority)d")
    return words % {"metric": Metric(metric).label, "priority": priority}


def rung_words(step: Any) -> str:
    """One rung as a sentence: "After 15 minutes: page the secondary on-call"."""
    if step.at_percent is not None:
        when = _("At %d %% of the time") % step.at_percent
    elif step.anchor == Anchor.DUE:
        when = _("%d minutes after the deadline") % step.at_minutes
    else:
        when = _("After %d minutes") % step.at_minutes
    whom = ", ".join(str(AUDIENCE_WORDS.get(one, one)) for one in step.audience)
    words = _("%(when)s: %(action)s %(whom)s") % {
        "when": when,
        "action": StepAction(step.action).label.lower(),
        "whom": whom,
    }
    return words.strip()


def conditions_words(conditions: dict[str, list[str]]) -> str:
    """Which tickets a policy is for: "class A, B and site MAIN", or every ticket."""
    parts = [f"{CONDITION_WORDS[name]} {', '.join(codes)}" for name, codes in conditions.items()]
    return str(_(" and ")).join(parts) or str(_("every ticket"))
