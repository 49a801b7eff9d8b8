"""Which roles stand behind the words of a ladder, and who is next when nobody is there (domain/2 §2.3)."""

from typing import Final

from tickets.rules import escalation

MANAGER_ROLES: Final = {
    "infrastructure": "it_manager",
    "applications": "it_manager",
    "business": "it_manager",
    "htm": "htm_manager",
    "security": "security",
}
VP_ROLES: Final = {
    "infrastructure": "vp_infrastructure",
    "applications": "vp_applications",
    "business": "vp_applications",
    "htm": "vp_infrastructure",
    "security": "security",
}
CIO_ROLE: Final = "cio"
ROLES: Final = frozenset({*MANAGER_ROLES.values(), *VP_ROLES.values(), CIO_ROLE})

NEXT_IN_LINE: Final = {
    escalation.PRIMARY: escalation.SECONDARY,
    escalation.SECONDARY: escalation.DUTY_MANAGER,
    escalation.DUTY_MANAGER: escalation.MANAGER,
    escalation.OWNER: escalation.LEAD,
    escalation.LEAD: escalation.MANAGER,
    escalation.MANAGER: escalation.VP,
    escalation.VP: escalation.CIO,
}
SUPPORT_CLASS: Final = "E"


def manager_role(domain: str) -> str:
    """The role of the manager over a team's domain."""
    return MANAGER_ROLES[domain]


def vp_role(domain: str) -> str:
    """The role of the vice president over a team's domain; clinical engineering answers to infrastructure."""
    return VP_ROLES[domain]


def line_of(audience: str) -> tuple[str, ...]:
    """The audience and, in order, who is told instead when there is nobody: a rung never falls into a void."""
    line = [audience]
    while line[-1] in NEXT_IN_LINE:
        line.append(NEXT_IN_LINE[line[-1]])
    return tuple(line)


def action_for(action: str, priority: int, area_class: str, is_restricted: bool) -> str:
    """Support areas page nobody (domain/2 §2.2): a page becomes a message, except for P1 and restricted kinds."""
    quiet = area_class == SUPPORT_CLASS and priority > 1 and not is_restricted
    return escalation.NOTIFY if quiet and action == escalation.PAGE else action
