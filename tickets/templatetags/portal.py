"""What the portal shows on every page: `{% load portal %}{% known_problem %}`, and the look of a state."""

from typing import Any

from django import template
from django.urls import reverse

from tickets.choices import OPEN_STATES, PENDING_STATES, REQUESTER_WORDS, State
from tickets.queries.notices import strip_for

register = template.Library()

LOOKS = {State.IN_PROGRESS: "prog", State.RESTORED: "done", State.RESOLVED: "done"}


@register.inclusion_tag("tickets/portal/_strip.html", takes_context=True)
def known_problem(context: dict[str, Any]) -> dict[str, Any]:
    """Draw the strip of the worst notice that touches the person, and how many more there are."""
    request = context["request"]
    if not request.user.is_authenticated:
        return {"strip": None}
    strip = strip_for(request.user, getattr(request, "unit", None))
    return {"strip": strip, "url": reverse("tickets:status")}


@register.filter
def sentence(words: str) -> str:
    """The words with a full stop unless they end as a sentence does."""
    return words if words.endswith((".", "!", "?")) else f"{words}."


@register.filter
def state_look(state: str) -> str:
    """The kind of `state_tag` a requester sees: blue while received, violet while waiting, green when it works."""
    if state in PENDING_STATES:
        return "wait"
    return LOOKS.get(State(state), "new" if state in OPEN_STATES else "none")


@register.filter
def state_words(state: str) -> str:
    """The words a requester sees for a state."""
    return str(REQUESTER_WORDS[State(state)])
